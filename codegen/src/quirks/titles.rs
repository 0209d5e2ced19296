//! Objects that types of `quirks.toml` name by their titles.

use std::collections::BTreeSet;
use std::fmt;

use super::suggest::nearest;
use crate::model::{SchemaId, Schemas};

/// Why the words of a type do not say what a value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TypeProblem {
    /// No object has the title; the nearest title that one has.
    UnknownTitle { title: String, nearest: Option<String> },
    /// The object would be a part of itself.
    HoldsItself { title: String },
    /// The words are not of the grammar.
    Words(String),
}

impl From<String> for TypeProblem {
    fn from(problem: String) -> Self {
        Self::Words(problem)
    }
}

impl fmt::Display for TypeProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownTitle { title, nearest: None } => write!(f, "no object is titled `{title}`"),
            Self::UnknownTitle { title, nearest: Some(nearest) } => {
                write!(f, "no object is titled `{title}`; did you mean `{nearest}`?")
            }
            Self::HoldsItself { title } => write!(f, "a `{title}` cannot hold itself"),
            Self::Words(problem) => f.write_str(problem),
        }
    }
}

/// Finds the object of a title that has the most fields among some schemas.
pub(super) fn most_complete(
    schemas: &Schemas,
    among: impl IntoIterator<Item = SchemaId>,
    title: &str,
) -> Result<SchemaId, TypeProblem> {
    let mut titles: BTreeSet<&str> = BTreeSet::new();
    let mut best: Option<(usize, SchemaId)> = None;
    for id in among {
        let schema = schemas.get(id);
        let Some(known) = schema.title.as_deref().filter(|_| !schema.fields().is_empty()) else { continue };
        titles.insert(known);
        let count = schema.fields().len();
        if known == title && best.is_none_or(|(most, _)| count > most) {
            best = Some((count, id));
        }
    }
    best.map(|(_, id)| id).ok_or_else(|| TypeProblem::UnknownTitle {
        title: title.to_owned(),
        nearest: nearest(title, titles).map(str::to_owned),
    })
}
