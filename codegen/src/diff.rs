//! Two references → what has changed, for whoever talks HTTP and for code that uses the crate.
//!
//! The way of a change: [`pairing`] says which endpoints are the same; [`requests`] and [`replies`] find what differs in
//! them as [`finding`]s, in wire terms; [`surface`] compares the two crates item by item, and gives each finding the items
//! that it changes; [`causes`] makes one change of equal findings; [`locate`] finds the lines; [`render`] prints.

pub mod causes;
pub mod comparison;
pub mod finding;
pub mod fingerprint;
mod glob;
mod hidden;
pub mod ignore;
pub mod input;
pub mod locate;
pub mod lone_pages;
mod names;
pub mod pairing;
mod parsing;
pub mod policy;
pub mod render;
pub mod replies;
pub mod report;
pub mod requests;
pub mod rule_names;
pub mod rules;
pub mod surface;
#[cfg(test)]
pub(crate) mod testing;
pub mod verdict;

use self::comparison::{Comparison, Side};
use self::report::Report;

/// Compares two references. The new client has to be made under the old one's names lock.
pub fn diff(old: Side<'_>, new: Side<'_>) -> Report {
    let pairing = pairing::pair(&old, &new);
    let comparison = Comparison { old, new, pairing };
    let mut findings = requests::findings(&comparison);
    findings.extend(replies::findings(&comparison));
    let explained = surface::explain(&comparison, findings);
    causes::report(&comparison, explained)
}
