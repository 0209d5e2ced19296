//! Diagnostics of pages: the place, the cause, how much degrades because of it, and the fix.

pub mod code;
mod render;

use serde::Serialize;

pub use self::code::Code;
pub use self::render::{render_json, render_text};
use crate::source::{PageId, Span};

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The page lost something itself; what is left was read.
    Warning,
    /// A form that the reader does not know: the smallest enclosing thing degrades, and everything else goes on.
    NotUnderstood,
    /// The page is damaged: nothing of it is used.
    Error,
}

/// How much degrades because of a place that was not understood, from the least to the most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// The text alone is left out: a remark, a default, a heading.
    Dropped,
    /// A code example is skipped.
    SkippedExample,
    /// An optional parameter or a field is left out, and what holds it is incomplete.
    LeftOut,
    /// A value is any JSON.
    AnyValue,
    /// A response is any JSON.
    AnyReply,
    /// A request is its method and path, and a body that is any JSON.
    RawRequest,
    /// Request and response are raw.
    RawEndpoint,
    /// No endpoint is read, as its method or path is unknown.
    NoEndpoint,
}

impl Effect {
    /// Returns the effect in the words of a note.
    pub fn note(self) -> &'static str {
        match self {
            Self::Dropped => "left out; everything around it is read",
            Self::SkippedExample => "the example is skipped",
            Self::LeftOut => "left out; what holds it is incomplete",
            Self::AnyValue => "the value is any JSON",
            Self::AnyReply => "the response is any JSON",
            Self::RawRequest => "the request is raw: its path, and any query and body",
            Self::RawEndpoint => {
                "the endpoint is raw: its path, any query and body, and any JSON as the response"
            }
            Self::NoEndpoint => "the endpoint is missing; its entry in names.lock stays",
        }
    }
}

/// One finding on one page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of finding it is.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// How much degrades because of it; `None` where nothing does.
    pub effect: Option<Effect>,
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
            effect: code.effect(),
            message: message.into(),
            page: page.clone(),
            span,
            label: String::new(),
            help: None,
            related: Vec::new(),
        }
    }

    /// Sets how much degrades because of it.
    #[must_use]
    pub fn effect(mut self, effect: Effect) -> Self {
        self.effect = Some(effect);
        self
    }

    /// Makes it a warning, which degrades nothing.
    #[must_use]
    pub fn warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self.effect = None;
        self
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
