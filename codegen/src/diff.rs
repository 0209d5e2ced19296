//! Two references → what has changed, for any HTTP client and for code that uses the crate.
//!
//! The way of a change: [`pairing`] says which endpoints are the same; `endpoints` compares them as wholes, and `schemas`
//! their values, sent and received: both find [`finding`]s, in wire terms; [`surface`] compares the two crates item by item,
//! and gives each finding the items that it changes; [`causes`] makes one change of equal findings; [`locate`] finds the
//! lines; [`render`] prints.

pub mod causes;
pub mod comparison;
mod endpoints;
pub mod finding;
pub mod fingerprint;
mod glob;
mod hidden;
pub mod ignore;
pub mod input;
mod listing;
pub mod locate;
pub mod lone_pages;
pub(crate) mod losses;
mod names;
pub mod pairing;
mod parsing;
pub mod policy;
mod prose;
pub mod render;
pub mod report;
pub mod rule_names;
pub mod rules;
pub(crate) mod rust_side;
pub(crate) mod schemas;
pub mod surface;
#[cfg(test)]
pub(crate) mod testing;
pub mod verdict;

use self::comparison::{Comparison, Side};
use self::finding::Finding;
use self::report::Report;
use self::rust_side::RustSide;

/// Compares two references. The new client has to be made under the old one's names lock.
pub fn diff(old: Side<'_>, new: Side<'_>) -> Report {
    let pairing = pairing::pair(&old, &new);
    let comparison = Comparison { old, new, pairing };
    let explained = surface::explain(&comparison, findings(&comparison));
    causes::report(&comparison, explained)
}

/// Collects what differs in wire terms.
pub fn findings(comparison: &Comparison<'_>) -> Vec<Finding> {
    let crates = [RustSide::of(&comparison.old), RustSide::of(&comparison.new)];
    let (mut found, claims) = endpoints::findings(comparison, &crates);
    found.extend(schemas::findings(comparison, &crates, &claims));
    endpoints::one_finding_of_links(found)
}
