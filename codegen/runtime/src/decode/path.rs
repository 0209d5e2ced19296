//! Where in a JSON document the reader is.

use std::fmt::Write as _;

use super::field::Field;
use super::on_null::OnNull;

/// One step down from a JSON value to a value in it, and what a null means there.
///
/// Steps are taken for every value of a reply but hardly ever looked at, so that nothing is worked out beforehand, and
/// nothing needs to be dropped.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Segment {
    /// The member of a record.
    Field(&'static Field),
    /// The element of an array, counted from 0.
    Index(usize, OnNull),
    /// The member of a map, whose name is kept elsewhere.
    Key(OnNull),
}

impl Segment {
    /// What a null means here.
    pub(crate) fn on_null(&self) -> OnNull {
        match self {
            Self::Field(field) => field.on_null(),
            Self::Index(_, null) | Self::Key(null) => *null,
        }
    }
}

/// Writes a path as `$[3].owner.login`, with `["…"]` for names that are no identifiers. The keys are those of the map
/// members in it.
pub(crate) fn render(segments: &[Segment], keys: &[String]) -> String {
    let mut keys = keys.iter();
    let mut path = String::from("$");
    for segment in segments {
        match segment {
            Segment::Field(field) => push_name(&mut path, field.name()),
            Segment::Key(_) => push_name(&mut path, keys.next().map_or("", String::as_str)),
            Segment::Index(index, _) => {
                // Writing to a string cannot fail.
                let _ = write!(path, "[{index}]");
            }
        }
    }
    path
}

fn push_name(path: &mut String, name: &str) {
    let mut characters = name.chars();
    let identifier = characters.next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
        && characters.all(|character| character.is_ascii_alphanumeric() || character == '_');
    let _ = if identifier { write!(path, ".{name}") } else { write!(path, "[{name:?}]") };
}
