//! Faults: what makes a value unusable.

use std::borrow::Cow;
use std::fmt;

/// The first thing in a JSON value that could not be read.
///
/// It never holds the text of a string in the reply, which may be anybody's secret.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fault {
    /// The place, such as `$[3].created_at`.
    pub path: String,
    /// What the documentation promises there, such as `an integer`.
    pub expected: Cow<'static, str>,
    /// What was there instead, such as `a string`.
    pub got: String,
}

impl Fault {
    /// What is wrong, without the place: `expected an integer, got a string`.
    pub fn reason(&self) -> String {
        format!("expected {}, got {}", self.expected, self.got)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: expected {}, got {}", self.path, self.expected, self.got)
    }
}

impl std::error::Error for Fault {}

/// An item of a list that could not be read; the others can.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ItemError {
    /// The item's place in the list, counted from 0.
    pub index: usize,
    /// What is wrong with it. The path begins at the whole reply: `$[3].id`.
    pub fault: Fault,
}

impl fmt::Display for ItemError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fault.fmt(f)
    }
}

impl std::error::Error for ItemError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        // The fault is what this error displays; naming it as the source too would print it twice.
        None
    }
}
