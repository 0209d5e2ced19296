//! Since which release of a product an endpoint is there, and since which it is gone.

use super::editions::Release;
use super::{Cell, Column};

/// What became of an endpoint in a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The version, such as `enterprise-server@3.18`.
    pub version: String,
    /// What happened in it.
    pub turn: Turn,
}

/// What happened to an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// It was not in the release before.
    Since,
    /// It was in the release before.
    Gone,
}

impl Turn {
    /// A stable word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Since => "since",
            Self::Gone => "gone",
        }
    }
}

/// What the cells of a row tell. Only a release right before another tells: where pages of one have errors, nothing is
/// said of the one after it.
pub(super) fn history(columns: &[Column], cells: &[Cell]) -> Vec<Event> {
    let row: Vec<(&Column, &Cell)> = columns.iter().zip(cells).collect();
    let mut events = Vec::new();
    for pair in row.windows(2) {
        let [(before, old), (after, new)] = pair else { continue };
        let (earlier, later) = (Release::of(&before.edition), Release::of(&after.edition));
        if earlier.product != later.product {
            continue;
        }
        let turn = match (old.is_present(), new.is_present()) {
            (Some(false), Some(true)) => Turn::Since,
            (Some(true), Some(false)) => Turn::Gone,
            _ => continue,
        };
        events.push(Event { version: after.edition.version_name().to_owned(), turn });
    }
    events
}
