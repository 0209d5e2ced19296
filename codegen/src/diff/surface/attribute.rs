//! Which findings an item's change belongs to: those that touch the item, and those whose items name a type that comes or
//! goes with them.

use std::collections::{BTreeSet, HashMap};

use super::compare::{ItemChange, Seen};
use super::key::ItemKey;
use crate::diff::finding::Finding;

/// The changes of each finding: indices into `changes`.
pub(super) fn attribute(findings: &[Finding], changes: &[ItemChange]) -> Vec<BTreeSet<usize>> {
    let (old, new) =
        (Index::of(changes, |change| change.old.as_ref()), Index::of(changes, |change| change.new.as_ref()));
    let mut items_of: Vec<BTreeSet<usize>> = findings
        .iter()
        .map(|finding| {
            let touched = finding.items.iter().flat_map(|touch| {
                let before = touch.old.as_ref().and_then(|key| old.change(key));
                let after = touch.new.as_ref().and_then(|key| new.change(key));
                [before, after]
            });
            with_types(touched.flatten().collect(), changes, &old, &new)
        })
        .collect();
    adopt(&mut items_of, changes, &old, &new);
    items_of
}

/// Changes with the types that come and go with them, and those that come and go with these.
fn with_types(
    mut items: BTreeSet<usize>,
    changes: &[ItemChange],
    old: &Index<'_>,
    new: &Index<'_>,
) -> BTreeSet<usize> {
    let mut next: Vec<usize> = items.iter().copied().collect();
    while let Some(at) = next.pop() {
        next.extend(named(&changes[at], old, new).filter(|at| items.insert(*at)).collect::<Vec<_>>());
    }
    items
}

/// The types that an item names and that have come or gone.
fn named<'c>(
    change: &'c ItemChange,
    old: &'c Index<'_>,
    new: &'c Index<'_>,
) -> impl Iterator<Item = usize> + 'c {
    let names = |seen: &'c Option<Seen>| seen.iter().flat_map(|seen| seen.names.iter());
    let gone = names(&change.old).filter_map(|name| old.whole.get(name.as_str()).copied());
    let come = names(&change.new).filter_map(|name| new.whole.get(name.as_str()).copied());
    gone.chain(come)
}

/// Gives what no finding touches to those that own a type which it names: where a type has another name, so has what is
/// made of it.
fn adopt(items_of: &mut [BTreeSet<usize>], changes: &[ItemChange], old: &Index<'_>, new: &Index<'_>) {
    loop {
        let mut owners: HashMap<usize, Vec<usize>> = HashMap::new();
        for (finding, items) in items_of.iter().enumerate() {
            for at in items {
                owners.entry(*at).or_default().push(finding);
            }
        }
        let adopted: Vec<(usize, usize)> = (0..changes.len())
            .filter(|at| !owners.contains_key(at))
            .flat_map(|at| {
                let types = named(&changes[at], old, new);
                let findings: BTreeSet<usize> =
                    types.filter_map(|one| owners.get(&one)).flatten().copied().collect();
                findings.into_iter().map(move |finding| (finding, at))
            })
            .collect();
        if adopted.is_empty() {
            return;
        }
        for (finding, at) in adopted {
            items_of[finding].insert(at);
            let all = with_types(std::mem::take(&mut items_of[finding]), changes, old, new);
            items_of[finding] = all;
        }
    }
}

/// The changes of one side by what they change.
struct Index<'c> {
    items: HashMap<&'c ItemKey, usize>,
    /// Requests and types that have come or gone, by path.
    whole: HashMap<&'c str, usize>,
}

impl<'c> Index<'c> {
    fn of(changes: &'c [ItemChange], side: impl Fn(&'c ItemChange) -> Option<&'c Seen>) -> Self {
        let mut index = Self { items: HashMap::new(), whole: HashMap::new() };
        for (at, change) in changes.iter().enumerate() {
            let Some(seen) = side(change) else { continue };
            index.items.insert(&seen.key, at);
            if change.whole {
                index.whole.insert(seen.key.owner(), at);
            }
        }
        index
    }

    /// The change of an item: its own, or that of the request or type that it is a part of.
    fn change(&self, key: &ItemKey) -> Option<usize> {
        self.items.get(key).or_else(|| self.whole.get(key.owner())).copied()
    }
}
