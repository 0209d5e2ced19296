//! Drift: where a reply departs from the documentation and can be read all the same.

use std::fmt;

use super::fault::Fault;

/// How many departures a reply lists; beyond that they are only counted.
///
/// A page of 100 items that all lack ten fields stays under it.
const LISTED: usize = 1_000;

/// One place where a reply departs from the documentation and was read all the same, with a zero value or without the
/// optional value.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Drift {
    /// The place, such as `$[3].owner.login`.
    pub path: String,
    /// What is wrong there.
    pub kind: DriftKind,
    /// Why an optional value is left out; `None` for the other kinds. Its path may lead further down.
    pub fault: Option<Fault>,
}

/// What departs from the documentation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DriftKind {
    /// A member that is documented as required is not there.
    Missing,
    /// A value that is not documented as nullable is null.
    Null,
    /// A value that may be absent or null cannot be read, and is `None`.
    Unreadable,
}

impl fmt::Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.kind)?;
        match &self.fault {
            Some(fault) if fault.path == self.path => write!(f, " ({})", fault.reason()),
            Some(fault) => write!(f, " ({fault})"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for DriftKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Missing => "required, but missing",
            Self::Null => "null, but not nullable",
            Self::Unreadable => "optional, and left out as it cannot be read",
        })
    }
}

/// What to do about drift.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Strictness {
    /// Take the zero value and list the place.
    #[default]
    Lenient,
    /// Refuse the item that it occurs in.
    Strict,
}

/// The departures of one reply: the first thousand of them, and how many there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Drifts {
    listed: Vec<Drift>,
    total: usize,
}

impl Drifts {
    /// Counts a departure; its path is only rendered if it is to be listed.
    pub(crate) fn push(&mut self, kind: DriftKind, fault: Option<Fault>, path: impl FnOnce() -> String) {
        self.total += 1;
        if self.listed.len() < LISTED {
            self.listed.push(Drift { path: path(), kind, fault });
        }
    }

    /// Forgets all departures but the first ones.
    pub(crate) fn truncate(&mut self, total: usize) {
        self.total = total;
        self.listed.truncate(total);
    }

    pub(crate) fn listed(&self) -> &[Drift] {
        &self.listed
    }

    pub(crate) fn total(&self) -> usize {
        self.total
    }
}
