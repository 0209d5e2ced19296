//! Which endpoints of two references are the same.

mod candidates;
mod likeness;

use std::collections::HashMap;

pub(super) use self::likeness::{dice, overlap, words};
use super::comparison::Side;
use crate::model::Endpoint;

/// Pairs, and what has none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pairing {
    /// Endpoints that are in both, in the old order.
    pub pairs: Vec<Pair>,
    /// Endpoints of the old reference that are gone.
    pub removed: Vec<usize>,
    /// Endpoints of the new reference that were not there.
    pub added: Vec<usize>,
}

/// An endpoint in both references: indices into `Api::endpoints`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Of the old reference.
    pub old: usize,
    /// Of the new one.
    pub new: usize,
    /// How sure that is, in percent: 100 where method and path are the same but for the names of placeholders.
    pub confidence: u8,
}

/// Pairs the endpoints of two references: by method and path first, and what is left by what it looks like.
pub fn pair(old: &Side<'_>, new: &Side<'_>) -> Pairing {
    let key = |endpoint: &Endpoint| (endpoint.method, endpoint.path.numbered());
    let mut left: HashMap<_, usize> =
        new.api.endpoints.iter().enumerate().map(|(at, endpoint)| (key(endpoint), at)).collect();
    let mut pairing = Pairing::default();
    for (old, endpoint) in old.api.endpoints.iter().enumerate() {
        match left.remove(&key(endpoint)) {
            Some(new) => pairing.pairs.push(Pair { old, new, confidence: 100 }),
            None => pairing.removed.push(old),
        }
    }
    pairing.added = left.into_values().collect();
    pairing.added.sort_unstable();
    let same_language = old.api.edition.locale == new.api.edition.locale;
    let moved = candidates::moved(old.api, new.api, &pairing.removed, &pairing.added, same_language);
    pairing.removed.retain(|at| moved.iter().all(|pair| pair.old != *at));
    pairing.added.retain(|at| moved.iter().all(|pair| pair.new != *at));
    pairing.pairs.extend(moved);
    pairing.pairs.sort_by_key(|pair| pair.old);
    pairing
}

#[cfg(test)]
mod tests;
