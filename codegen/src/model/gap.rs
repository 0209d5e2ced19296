//! Places of pages that were not understood, and pages that are damaged.

use serde::Serialize;

use crate::diagnostic::{Code, Diagnostic, Effect};
use crate::source::{Page, PageId};

/// A place of a page that was not understood, and how much degrades because of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Gap {
    /// The page.
    pub page: PageId,
    /// The line, from 1.
    pub line: usize,
    /// The kind of finding.
    pub code: Code,
    /// How much degrades; `None` for a page that is damaged as a whole.
    pub effect: Option<Effect>,
    /// The text of the place: the first line of it.
    pub text: String,
    /// The problem, in a sentence.
    pub message: String,
    /// Whether `quirks.toml` acknowledges it.
    pub acknowledged: bool,
}

impl Gap {
    /// Notes a place that a diagnostic names.
    pub fn new(page: &Page, diagnostic: &Diagnostic) -> Self {
        let text = page.slice(diagnostic.span).lines().next().unwrap_or_default().trim().to_owned();
        Self {
            page: page.id.clone(),
            line: page.position(diagnostic.span.start).0,
            code: diagnostic.code,
            effect: diagnostic.effect,
            text,
            message: diagnostic.message.clone(),
            acknowledged: false,
        }
    }
}
