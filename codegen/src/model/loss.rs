//! What the pages themselves hide or have lost: nothing is guessed in its place, and nothing is dropped in silence.

use serde::{Serialize, Serializer};

use crate::source::{Page, PageId, Span};

/// One place where a page says less than the API has.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Loss {
    /// The page.
    pub page: PageId,
    /// The line, from 1.
    pub line: usize,
    /// Why.
    pub cause: LossCause,
    /// The page's own words.
    pub words: String,
}

impl Loss {
    /// Notes a loss where a span begins.
    pub fn new(cause: LossCause, page: &Page, span: Span) -> Self {
        let words = page.slice(span).lines().next().unwrap_or_default().trim().to_owned();
        Self { page: page.id.clone(), line: page.position(span.start).0, cause, words }
    }
}

/// Why a page says less than the API has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LossCause {
    /// The page opens objects down to a depth only.
    DepthCut,
    /// An object of which no field is printed.
    NoFields,
    /// An array of which no item is printed.
    NoItems,
    /// A title that this schema has not printed before.
    UnknownTitle,
    /// A title, or a link to another schema, that stands for several.
    AmbiguousReference,
    /// A response's union that hides its null, which the page grants the body parameter of the same name.
    HiddenNull,
    /// Body parameters below a description that broke out of its bullet.
    LostNesting,
}

impl LossCause {
    /// A stable word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::DepthCut => "depth-cut",
            Self::NoFields => "no-fields",
            Self::NoItems => "no-items",
            Self::UnknownTitle => "unknown-title",
            Self::AmbiguousReference => "ambiguous-reference",
            Self::HiddenNull => "hidden-null",
            Self::LostNesting => "lost-nesting",
        }
    }
}

impl Serialize for LossCause {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
