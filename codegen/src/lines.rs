//! The account of a page's lines: each is read into the model, skipped for a named reason, or diagnosed.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::source::{Page, Span};

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LineClass {
    /// Read: the page's title.
    Title,
    /// Read: prose before the first endpoint.
    Intro,
    /// Read: the note about headers and API version.
    Note,
    /// Read: a heading.
    Heading,
    /// Read: a request line and its fence.
    Request,
    /// Read: an endpoint's description.
    Description,
    /// Read: a parameter.
    Parameter,
    /// Read: a status.
    Status,
    /// Read: a request example.
    Example,
    /// Read: a response schema.
    Schema,
    /// Skipped: nothing is on the line.
    Blank,
    /// Skipped: what a crawler wrote before the page.
    FrontMatter,
    /// Skipped: a diagnostic names the line, and people know of it.
    Excused,
    /// A diagnostic names the line.
    Diagnosed,
}

impl LineClass {
    /// Whether the line was skipped, rather than read or diagnosed.
    pub fn is_skipped(self) -> bool {
        matches!(self, Self::Blank | Self::FrontMatter | Self::Excused)
    }

    /// The name that is printed: `read: schema`, `skipped: blank`, `diagnosed`.
    pub fn label(self) -> &'static str {
        match self {
            Self::Title => "read: title",
            Self::Intro => "read: introduction",
            Self::Note => "read: note",
            Self::Heading => "read: heading",
            Self::Request => "read: request line",
            Self::Description => "read: description",
            Self::Parameter => "read: parameter",
            Self::Status => "read: status",
            Self::Example => "read: request example",
            Self::Schema => "read: response schema",
            Self::Blank => "skipped: blank",
            Self::FrontMatter => "skipped: front matter",
            Self::Excused => "skipped: excused in quirks.toml",
            Self::Diagnosed => "diagnosed",
        }
    }
}

/// How many lines there are of each class.
pub type LineCounts = BTreeMap<LineClass, usize>;

/// One page's account, filled in while it is parsed.
#[derive(Clone, Debug)]
pub struct LineAccount {
    classes: Vec<Option<LineClass>>,
}

impl LineAccount {
    /// Starts an account in which only blank lines are settled.
    pub fn new(page: &Page) -> Self {
        let classes = (0..page.line_count())
            .map(|line| page.slice(page.line_span(line)).trim().is_empty().then_some(LineClass::Blank))
            .collect();
        Self { classes }
    }

    /// Settles the lines of a span; a line that is settled stays as it is.
    pub fn mark(&mut self, page: &Page, span: Span, class: LineClass) {
        for line in page.lines_of(span) {
            if let Some(slot @ None) = self.classes.get_mut(line) {
                *slot = Some(class);
            }
        }
    }

    /// Says of the lines of a span that a diagnostic names them, whatever was said before.
    pub fn diagnose(&mut self, page: &Page, span: Span) {
        for line in page.lines_of(span) {
            if let Some(slot) = self.classes.get_mut(line)
                && *slot != Some(LineClass::Blank)
            {
                *slot = Some(LineClass::Diagnosed);
            }
        }
    }

    /// Says of the lines (from 0) that a diagnostic names that people know of it.
    pub fn excuse(&mut self, lines: std::ops::Range<usize>) {
        for class in self.classes.get_mut(lines).into_iter().flatten() {
            if *class == Some(LineClass::Diagnosed) {
                *class = Some(LineClass::Excused);
            }
        }
    }

    /// The lines (from 0) of which nothing was said, joined where at most blank lines part them.
    pub fn unread(&self) -> Vec<std::ops::Range<usize>> {
        let mut runs: Vec<std::ops::Range<usize>> = Vec::new();
        for line in (0..self.classes.len()).filter(|line| self.classes.get(*line) == Some(&None)) {
            match runs.last_mut() {
                Some(run)
                    if self.classes[run.end..line].iter().all(|class| *class == Some(LineClass::Blank)) =>
                {
                    run.end = line + 1;
                }
                _ => runs.push(line..line + 1),
            }
        }
        runs
    }

    /// How many lines there are of each class.
    pub fn counts(&self) -> LineCounts {
        let mut counts = LineCounts::new();
        for class in self.classes.iter().flatten() {
            *counts.entry(*class).or_default() += 1;
        }
        counts
    }
}
