//! Pages as they were fetched: their text, where they stand, and how a place in them is named.

use std::fmt;
use std::ops::Range;

use serde::Serialize;

/// The address of a page below `/rest/`, such as `packages/packages`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct PageId(String);

impl PageId {
    /// Makes an id from what follows `/rest/`, without a file ending.
    pub fn new(address: impl Into<String>) -> Self {
        Self(address.into())
    }

    /// Derives the id from a file's path inside its spec folder: what follows a `rest` folder if there is one,
    /// else the whole path; the ending `.md` goes.
    pub fn from_file(file: &str) -> Self {
        let stem = file.strip_suffix(".md").unwrap_or(file);
        let parts: Vec<&str> = stem.split('/').collect();
        let start = parts.iter().position(|part| *part == "rest").map_or(0, |at| at + 1);
        let tail = parts.get(start..).filter(|tail| !tail.is_empty()).unwrap_or(&parts);
        Self(tail.join("/"))
    }

    /// The whole id.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The category: the first part of the id.
    pub fn category(&self) -> &str {
        self.0.split('/').next().unwrap_or(&self.0)
    }
}

impl fmt::Display for PageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A stretch of a page's text, in bytes of [`Page::text`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// Byte after the last one.
    pub end: usize,
}

impl Span {
    /// Makes a span.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start) }
    }

    /// The span as a range, to slice with.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// A value and the words that state it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// What is stated.
    pub value: T,
    /// Where.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Joins a value with its place.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// What the site needs to be asked for a page: its version and language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Edition {
    /// Such as `enterprise-server@3.18`; absent where nothing tells.
    pub version: Option<String>,
    /// Such as `en`; absent where nothing tells.
    pub locale: Option<String>,
}

impl Edition {
    /// Reads version and locale off an address such as `/es/enterprise-server@3.18/rest/packages/packages`.
    pub fn from_address(address: &str) -> Self {
        let mut edition = Self::default();
        for part in address.split('/').take_while(|part| *part != "rest") {
            if is_version(part) {
                edition.version = Some(part.to_owned());
            } else if is_locale(part) {
                edition.locale = Some(part.to_owned());
            }
        }
        edition
    }

    /// Where people read the page on the site.
    pub fn url(&self, page: &PageId) -> String {
        let locale = self.locale.as_deref().unwrap_or("en");
        match &self.version {
            Some(version) if version != "free-pro-team@latest" => {
                format!("https://docs.github.com/{locale}/{version}/rest/{page}")
            }
            _ => format!("https://docs.github.com/{locale}/rest/{page}"),
        }
    }
}

fn is_version(part: &str) -> bool {
    part.split_once('@').is_some_and(|(product, release)| !product.is_empty() && !release.is_empty())
}

fn is_locale(part: &str) -> bool {
    let (language, region) = part.split_once('-').unwrap_or((part, "xx"));
    [language, region].iter().all(|half| half.len() == 2 && half.chars().all(|c| c.is_ascii_alphabetic()))
}

/// One page, with its line ends made `\n` and a leading byte order mark dropped. Line numbers are the file's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The page's address below `/rest/`.
    pub id: PageId,
    /// The file's path inside the spec folder, with `/`.
    pub file: String,
    /// Its version and language.
    pub edition: Edition,
    /// The text that spans point into.
    pub text: String,
    /// Why the file is not a text that can be read; then nothing of it is used.
    pub unreadable: Option<String>,
    line_starts: Vec<usize>,
}

impl Page {
    /// Takes in a page's text.
    pub fn new(file: impl Into<String>, raw: &str) -> Self {
        let file = file.into();
        let raw = raw.strip_prefix('\u{feff}').unwrap_or(raw);
        let text =
            if raw.contains('\r') { raw.replace("\r\n", "\n").replace('\r', "\n") } else { raw.to_owned() };
        let mut line_starts: Vec<usize> =
            std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        // A line end at the end of the text begins no further line.
        if line_starts.len() > 1 && text.ends_with('\n') {
            line_starts.pop();
        }
        Self {
            id: PageId::from_file(&file),
            edition: Edition::from_address(&file),
            file,
            text,
            unreadable: None,
            line_starts,
        }
    }

    /// A page whose file cannot be read, with what there is of its text.
    pub fn unreadable(file: impl Into<String>, raw: &str, why: impl Into<String>) -> Self {
        Self { unreadable: Some(why.into()), ..Self::new(file, raw) }
    }

    /// The text of a span; empty where the span is not inside the page.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// How many lines the page has.
    pub fn line_count(&self) -> usize {
        self.line_starts.len()
    }

    /// The number (from 0) of the line that holds a byte.
    pub fn line_at(&self, offset: usize) -> usize {
        self.line_starts.partition_point(|start| *start <= offset).saturating_sub(1)
    }

    /// The lines (from 0) that a span touches.
    pub fn lines_of(&self, span: Span) -> Range<usize> {
        let last = if span.end > span.start { span.end - 1 } else { span.start };
        self.line_at(span.start)..self.line_at(last) + 1
    }

    /// The span of a line (from 0), without its line end.
    pub fn line_span(&self, line: usize) -> Span {
        let start = self.line_starts.get(line).copied().unwrap_or(self.text.len());
        let next = self.line_starts.get(line + 1).map_or(self.text.len(), |next| next - 1);
        Span::new(start, next)
    }

    /// Line and column (both from 1, the column in characters) of a byte.
    pub fn position(&self, offset: usize) -> (usize, usize) {
        let line = self.line_at(offset);
        let start = self.line_starts.get(line).copied().unwrap_or(0);
        let column = self.text.get(start..offset).map_or(0, |before| before.chars().count());
        (line + 1, column + 1)
    }

    /// Splits a span into the spans of its lines, each without surrounding blanks; blank lines are left out.
    pub fn trimmed_lines(&self, span: Span) -> Vec<Span> {
        let mut lines = Vec::new();
        let mut start = span.start;
        for line in self.slice(span).split('\n') {
            let indent = line.len() - line.trim_start().len();
            let trimmed = line.trim();
            if !trimmed.is_empty() {
                lines.push(Span::new(start + indent, start + indent + trimmed.len()));
            }
            start += line.len() + 1;
        }
        lines
    }
}
