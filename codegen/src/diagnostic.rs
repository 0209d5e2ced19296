//! What is said of a page that could not be read as it stands: where, why, and what mends it.

pub mod code;
mod render;

use serde::Serialize;

pub use self::code::Code;
pub use self::render::{render_json, render_text};
use crate::source::{PageId, Span};

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The page lost something itself; what is left was read.
    Warning,
    /// Something was not understood: nothing is generated from it.
    Error,
}

/// One finding on one page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of finding it is.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// One sentence in the docs' own terms.
    pub message: String,
    /// The page it is about.
    pub page: PageId,
    /// The very words it is about.
    pub span: Span,
    /// What the caret says; may be empty.
    pub label: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Other places that matter, on the same page.
    pub related: Vec<(Span, String)>,
}

impl Diagnostic {
    /// Starts a diagnostic with the severity that its code has.
    pub fn new(code: Code, page: &PageId, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: message.into(),
            page: page.clone(),
            span,
            label: String::new(),
            help: None,
            related: Vec::new(),
        }
    }

    /// Says what stands under the caret.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Says what mends it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Points at another place that matters.
    #[must_use]
    pub fn related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related.push((span, label.into()));
        self
    }
}
