//! What of the crate has changed: its public items, with the signatures that callers see.

mod align;
mod attribute;
mod calls;
mod compare;
pub mod consumer;
mod items;
mod key;
mod reach;
mod sample;
mod spots;
#[cfg(test)]
mod tests;
mod unexplained;
mod values;
mod witness;

use std::collections::BTreeMap;

use self::compare::{ItemChange, compare};
pub use self::items::{Surface, surface};
pub use self::key::ItemKey;
use super::comparison::{Comparison, Side};
use super::finding::Finding;
use super::report::{Item, Witness};
use super::verdict::Rust;
use crate::model::Endpoint;

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
pub fn explain(comparison: &Comparison<'_>, mut findings: Vec<Finding>) -> Vec<Explained> {
    let (old, new) = (surface(comparison.old.client), surface(comparison.new.client));
    let changes = compare(&old, &new, &renamed(comparison));
    let mut items_of = attribute::attribute(&findings, &changes);
    for (finding, items) in unexplained::findings(comparison, &old, &new, &changes, &items_of) {
        findings.push(finding);
        items_of.push(items);
    }
    findings
        .into_iter()
        .zip(items_of)
        .map(|(finding, items)| {
            let mut items: Vec<&ItemChange> = items.into_iter().map(|at| &changes[at]).collect();
            items.sort_by(|a, b| b.rust.cmp(&a.rust).then_with(|| a.path().cmp(&b.path())));
            let worst = items.first().map_or(Rust::None, |change| change.rust);
            let rust = finding.rust.max(worst);
            let witness =
                (worst == Rust::Breaking).then(|| witness::witness(&old, &new, &finding, &items)).flatten();
            let items = items.into_iter().map(ItemChange::item).collect();
            Explained { finding, rust, items, witness }
        })
        .collect()
}

/// Requests of one endpoint whose types have other names, or lie in other modules: old and new paths.
fn renamed(comparison: &Comparison<'_>) -> BTreeMap<String, String> {
    let (old, new) = (reach::Requests::of(&comparison.old), reach::Requests::of(&comparison.new));
    let pairs = comparison.pairing.pairs.iter();
    pairs
        .filter_map(|pair| Some((old.path(pair.old)?.to_owned(), new.path(pair.new)?.to_owned())))
        .filter(|(old, new)| old != new)
        .collect()
}

impl ItemChange {
    /// The item as reports name it: as it was called, if it was there.
    fn path(&self) -> String {
        self.old.as_ref().or(self.new.as_ref()).map(|seen| seen.key.to_string()).unwrap_or_default()
    }

    fn item(&self) -> Item {
        let text = |seen: &Option<compare::Seen>| seen.as_ref().map(|seen| seen.signature.clone());
        Item { path: self.path(), rust: self.rust, old: text(&self.old), new: text(&self.new) }
    }
}

/// The methods and paths that endpoints are found by.
fn address(side: &Side<'_>, endpoint: usize) -> String {
    side.api.endpoints.get(endpoint).map(Endpoint::name).unwrap_or_default()
}
