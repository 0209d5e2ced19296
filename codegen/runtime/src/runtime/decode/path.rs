//! Where in a JSON document the reader is.

use std::fmt::Write as _;

/// One step down from a JSON value to a value in it.
#[derive(Debug)]
pub(crate) enum Segment {
    /// The member of a record.
    Field(&'static str),
    /// The element of an array, counted from 0.
    Index(usize),
    /// The member of a map.
    Key(String),
}

/// Writes a path as `$[3].owner.login`, with `["…"]` for names that are no identifiers.
pub(crate) fn render(segments: &[Segment]) -> String {
    let mut path = String::from("$");
    for segment in segments {
        match segment {
            Segment::Field(name) => push_name(&mut path, name),
            Segment::Key(name) => push_name(&mut path, name),
            Segment::Index(index) => {
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
