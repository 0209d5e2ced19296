//! Pages → model, with the account of every line and all diagnostics: the front half of the pipeline.

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::lines::{LineAccount, LineCounts};
use crate::model::{Api, Endpoint, Gap};
use crate::parse::parse;
use crate::resolve::resolve;
use crate::source::{Page, Span};

/// A reference as it was read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The pages, ordered by file name.
    pub pages: Vec<Page>,
    /// What they say.
    pub api: Api,
    /// What became of each line, a page each.
    pub lines: Vec<LineAccount>,
    /// What was not understood, by page and place.
    pub diagnostics: Vec<Diagnostic>,
}

impl Reading {
    /// How many lines there are of each class, over all pages.
    pub fn line_counts(&self) -> LineCounts {
        let mut total = LineCounts::new();
        for lines in &self.lines {
            for (class, count) in lines.counts() {
                *total.entry(class).or_default() += count;
            }
        }
        total
    }

    /// Whether a page is damaged, or no page is one of a reference.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Whether every page was understood as a whole.
    pub fn is_understood(&self) -> bool {
        self.diagnostics.iter().all(|diagnostic| diagnostic.severity == Severity::Warning)
    }

    /// Returns what was not understood and is not acknowledged.
    pub fn not_understood(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::NotUnderstood)
    }
}

/// Reads a reference. The order of the pages given does not matter.
pub fn read(mut pages: Vec<Page>) -> Reading {
    pages.sort_by(|a, b| a.file.cmp(&b.file));
    let parsed: Vec<_> = pages.par_iter().map(parse).collect();
    let syntaxes: Vec<_> = pages.iter().zip(&parsed).map(|(page, parsed)| (page, &parsed.syntax)).collect();
    let (mut api, resolve_diagnostics) = resolve(&syntaxes);
    let mut diagnostics = Vec::new();
    let mut lines = Vec::new();
    for (page, parsed) in pages.iter().zip(parsed) {
        let mut account = parsed.lines;
        let is_damaged = parsed.diagnostics.iter().any(|one| one.severity == Severity::Error);
        let controls = if is_damaged { Vec::new() } else { control_characters(page) };
        let own = resolve_diagnostics.iter().filter(|diagnostic| diagnostic.page == page.id).cloned();
        let mut found: Vec<Diagnostic> = parsed.diagnostics.into_iter().chain(own).chain(controls).collect();
        found.sort_by_key(|diagnostic| (diagnostic.span, diagnostic.code));
        for diagnostic in &found {
            account.diagnose(page, diagnostic.span);
        }
        note_gaps(&mut api, page, &found);
        diagnostics.extend(found);
        lines.push(account);
    }
    Reading { pages, api, lines, diagnostics }
}

/// Notes in the model what was not understood, and at the endpoints in whose sections that is.
fn note_gaps(api: &mut Api, page: &Page, diagnostics: &[Diagnostic]) {
    let severe = diagnostics.iter().filter(|diagnostic| diagnostic.severity != Severity::Warning);
    for diagnostic in severe {
        let gap = Gap::new(page, diagnostic);
        let within = |endpoint: &&mut Endpoint| {
            let Span { start, end } = endpoint.section;
            endpoint.page == page.id && (start..end.max(start + 1)).contains(&diagnostic.span.start)
        };
        if let Some(endpoint) = api.endpoints.iter_mut().find(within) {
            endpoint.gaps.push(gap.clone());
        }
        api.gaps.push(gap);
    }
}

/// Control characters and those that change the direction of text: they could hide what a reviewer reads.
fn control_characters(page: &Page) -> Vec<Diagnostic> {
    let bad = |c: char| {
        (c.is_control() && c != '\n' && c != '\t')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    page.text
        .char_indices()
        .filter(|(_, c)| bad(*c))
        .map(|(at, c)| {
            let span = Span::new(at, at + c.len_utf8());
            let message = format!("the character U+{:04X} has no place in a page", u32::from(c));
            Diagnostic::new(Code::ControlCharacter, &page.id, span, message)
                .label("cannot be seen")
                .help("it is escaped in what is generated; fetch the page again")
        })
        .collect()
}
