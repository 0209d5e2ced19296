//! Which endpoints lead to an item.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::calls::calls;
use super::items::Surface;
use crate::diff::comparison::{Comparison, Side};
use crate::diff::finding::Reach;

/// The request types of a reference's endpoints.
pub(super) struct Requests {
    paths: Vec<Option<String>>,
}

impl Requests {
    /// Looks up the requests of all endpoints.
    pub(super) fn of(side: &Side<'_>) -> Self {
        let known: HashMap<_, String> = calls(side.client)
            .map(|call| ((call.request.method, call.request.documented_path()), call.path()))
            .collect();
        let paths = side
            .api
            .endpoints
            .iter()
            .map(|endpoint| known.get(&(endpoint.method, endpoint.path.to_string())).cloned());
        Self { paths: paths.collect() }
    }

    /// The request type of an endpoint: `orgs::packages::List`.
    pub(super) fn path(&self, endpoint: usize) -> Option<&str> {
        self.paths.get(endpoint)?.as_deref()
    }
}

/// Which owners name which types, backwards.
pub(super) struct Reaches {
    old: SideReaches,
    new: SideReaches,
    /// The other side's endpoint of each endpoint that is in both.
    of_old: HashMap<usize, usize>,
    of_new: HashMap<usize, usize>,
}

struct SideReaches {
    /// The owners that name a type.
    named_by: HashMap<String, Vec<String>>,
    endpoints: HashMap<String, usize>,
    requests: Requests,
}

impl Reaches {
    /// Reads both crates.
    pub(super) fn of(comparison: &Comparison<'_>, old: &Surface<'_>, new: &Surface<'_>) -> Self {
        let pairs = || comparison.pairing.pairs.iter();
        Self {
            old: SideReaches::of(&comparison.old, old),
            new: SideReaches::of(&comparison.new, new),
            of_old: pairs().map(|pair| (pair.old, pair.new)).collect(),
            of_new: pairs().map(|pair| (pair.new, pair.old)).collect(),
        }
    }

    /// The endpoints that lead to any of these owners.
    pub(super) fn reach(&self, old: &BTreeSet<String>, new: &BTreeSet<String>) -> Vec<Reach> {
        let (old, new) = (self.old.endpoints(old), self.new.endpoints(new));
        let from_old = old.into_iter().map(|at| Reach { old: Some(at), new: self.of_old.get(&at).copied() });
        let from_new = new.into_iter().map(|at| Reach { old: self.of_new.get(&at).copied(), new: Some(at) });
        from_old.chain(from_new).collect::<BTreeSet<_>>().into_iter().collect()
    }
}

impl Reaches {
    /// The request types of an endpoint.
    pub(super) fn calls(&self, of: Reach) -> (Option<&str>, Option<&str>) {
        (of.old.and_then(|at| self.old.requests.path(at)), of.new.and_then(|at| self.new.requests.path(at)))
    }
}

impl SideReaches {
    fn of(side: &Side<'_>, surface: &Surface<'_>) -> Self {
        let mut named_by: HashMap<String, Vec<String>> = HashMap::new();
        for (path, owner) in &surface.owners {
            for name in surface.names_in(owner) {
                named_by.entry(name).or_default().push(path.clone());
            }
        }
        let requests = Requests::of(side);
        let endpoints = (0..side.api.endpoints.len())
            .filter_map(|endpoint| Some((requests.path(endpoint)?.to_owned(), endpoint)))
            .collect();
        Self { named_by, endpoints, requests }
    }

    fn endpoints(&self, owners: &BTreeSet<String>) -> BTreeSet<usize> {
        let mut seen: HashSet<&str> = HashSet::new();
        let mut next: Vec<&str> = owners.iter().map(String::as_str).collect();
        while let Some(owner) = next.pop() {
            if seen.insert(owner) {
                next.extend(self.named_by.get(owner).into_iter().flatten().map(String::as_str));
            }
        }
        seen.into_iter().filter_map(|owner| self.endpoints.get(owner).copied()).collect()
    }
}
