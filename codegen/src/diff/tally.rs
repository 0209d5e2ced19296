//! Changes → the verdict over all of them.

use std::collections::{BTreeMap, BTreeSet};

use super::report::{Change, Verdict};
use super::verdict::{Rust, Wire};

/// The verdict over changes, in any order.
pub fn tally(changes: &[Change]) -> Verdict {
    let wire = changes.iter().map(|change| change.wire).max().unwrap_or_default();
    let rust = changes.iter().map(|change| change.rust).max().unwrap_or_default();
    let told: Vec<&Change> = changes.iter().filter(|change| !change.rule.is_prose()).collect();
    let endpoints: BTreeSet<(&str, &str)> = told
        .iter()
        .flat_map(|change| &change.endpoints)
        .map(|endpoint| (endpoint.method.as_str(), endpoint.path.as_str()))
        .collect();
    Verdict {
        wire,
        rust,
        bump: rust.bump(),
        rebuild: wire == Wire::Breaking && rust < Rust::Breaking,
        causes: told.len(),
        endpoints: endpoints.len(),
        prose: changes.len() - told.len(),
        by_wire: count(told.iter().map(|change| change.wire.as_str())),
        by_rust: count(told.iter().map(|change| change.rust.as_str())),
    }
}

fn count(words: impl Iterator<Item = &'static str>) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for word in words {
        *counts.entry(word).or_default() += 1;
    }
    counts
}
