//! Findings for items that have changed without anybody having found why: names and types of a crate follow from several
//! places of a reference.

mod what;

use std::collections::{BTreeSet, HashMap};

use self::what::what;
use super::compare::{ItemChange, Seen};
use super::items::Surface;
use super::key::ItemKey;
use super::reach::Reaches;
use super::spots::spot;
use crate::diff::comparison::Comparison;
use crate::diff::finding::{Finding, Reach, Spot, Subject, SubjectKind, Touch};
use crate::diff::verdict::{Direction, Rust, Wire};

/// A finding for each group of changes that belong together and to none of the findings, with the changes of the group.
pub(super) fn findings(
    comparison: &Comparison<'_>,
    old: &Surface<'_>,
    new: &Surface<'_>,
    changes: &[ItemChange],
    items_of: &[BTreeSet<usize>],
) -> Vec<(Finding, BTreeSet<usize>)> {
    let explained: BTreeSet<usize> = items_of.iter().flatten().copied().collect();
    let left: Vec<usize> = (0..changes.len()).filter(|at| !explained.contains(at)).collect();
    if left.is_empty() {
        return Vec::new();
    }
    let reaches = Reaches::of(comparison, old, new);
    groups(changes, &left)
        .into_iter()
        .map(|group| {
            let of_group: Vec<&ItemChange> = group.iter().map(|at| &changes[*at]).collect();
            let owners = |side: fn(&ItemChange) -> Option<&ItemKey>| -> BTreeSet<String> {
                of_group.iter().filter_map(|change| side(change)).map(|key| key.owner().to_owned()).collect()
            };
            let reach = reaches.reach(&owners(old_key), &owners(new_key));
            (finding(comparison, old, new, &of_group, (reach, &reaches)), group)
        })
        .collect()
}

fn old_key(change: &ItemChange) -> Option<&ItemKey> {
    change.old.as_ref().map(|seen| &seen.key)
}

fn new_key(change: &ItemChange) -> Option<&ItemKey> {
    change.new.as_ref().map(|seen| &seen.key)
}

/// Changes that have a type in common which has come or gone, or else an owner.
fn groups(changes: &[ItemChange], left: &[usize]) -> Vec<BTreeSet<usize>> {
    let whole: BTreeSet<&str> = left
        .iter()
        .filter(|at| changes[**at].whole)
        .flat_map(|at| [old_key(&changes[*at]), new_key(&changes[*at])])
        .flatten()
        .map(ItemKey::owner)
        .collect();
    let mut group_of: HashMap<&str, usize> = HashMap::new();
    let mut groups: Vec<BTreeSet<usize>> = Vec::new();
    for &at in left {
        let change = &changes[at];
        let names = [&change.old, &change.new].into_iter().flatten().flat_map(|seen| &seen.names);
        let mut marks: BTreeSet<&str> =
            names.map(String::as_str).filter(|name| whole.contains(name)).collect();
        // Members of one owner stand together, unless each has changed with another type.
        if change.whole || marks.is_empty() {
            marks.extend([old_key(change), new_key(change)].into_iter().flatten().map(ItemKey::owner));
        }
        let met: BTreeSet<usize> = marks.iter().filter_map(|mark| group_of.get(mark).copied()).collect();
        let home = met.first().copied().unwrap_or(groups.len());
        if home == groups.len() {
            groups.push(BTreeSet::new());
        }
        for other in met.into_iter().skip(1) {
            let moved = std::mem::take(&mut groups[other]);
            groups[home].extend(moved);
            group_of.values_mut().filter(|group| **group == other).for_each(|group| *group = home);
        }
        groups[home].insert(at);
        for mark in marks {
            group_of.insert(mark, home);
        }
    }
    groups.retain(|group| !group.is_empty());
    groups
}

fn finding(
    comparison: &Comparison<'_>,
    old: &Surface<'_>,
    new: &Surface<'_>,
    changes: &[&ItemChange],
    (reach, reaches): (Vec<Reach>, &Reaches),
) -> Finding {
    let what = what(old, new, changes);
    let first = reach.first().copied().unwrap_or_default();
    let (before, now) = spots(old, new, changes, reaches)
        .unwrap_or_else(|| (first.old.map(Spot::Endpoint), first.new.map(Spot::Endpoint)));
    let mut facts: Vec<String> = changes
        .iter()
        .map(|change| {
            let text =
                |seen: &Option<Seen>| seen.as_ref().map(|seen| format!("{}: {}", seen.key, seen.signature));
            let sides = [text(&change.old), text(&change.new)].map(Option::unwrap_or_default);
            sides.join(" → ")
        })
        .collect();
    facts.sort();
    let touch = |change: &&ItemChange| Touch { old: old_key(change).cloned(), new: new_key(change).cloned() };
    Finding {
        rule: what.rule,
        wire: Wire::None,
        rust: Rust::None,
        direction: Direction::Neither,
        subject: subject(comparison, changes, what.name, first),
        facts,
        message: what.message,
        advice: what.advice.map(str::to_owned),
        confidence: None,
        old: before,
        new: now,
        reach,
        items: changes.iter().map(touch).collect(),
    }
}

/// Where the pages have what a group is made from: a member that holds another type says it, or else the type.
fn spots(
    old: &Surface<'_>,
    new: &Surface<'_>,
    changes: &[&ItemChange],
    reaches: &Reaches,
) -> Option<(Option<Spot>, Option<Spot>)> {
    let mut ordered = changes.to_vec();
    ordered.sort_by_key(|change| (change.old.is_none() || change.new.is_none(), change.whole));
    ordered.into_iter().find_map(|change| {
        let (before, now) = (old_key(change), new_key(change));
        let owner = |key: Option<&ItemKey>| key.map(|key| key.owner().to_owned()).into_iter().collect();
        let first = reaches.reach(&owner(before), &owner(now)).first().copied()?;
        let (old_call, new_call) = reaches.calls(first);
        let at = |surface, endpoint, call: Option<&str>, key| spot(surface, endpoint?, call?, key?);
        let before = at(old, first.old, old_call, before.or(now));
        let now = at(new, first.new, new_call, now.or(old_key(change)));
        (before.is_some() || now.is_some()).then_some((before, now))
    })
}

/// A request's items are about its endpoint, all others about a type.
fn subject(
    comparison: &Comparison<'_>,
    changes: &[&ItemChange],
    name: Option<String>,
    first: Reach,
) -> Subject {
    let path = match changes {
        [change] if !change.whole => member(change),
        _ => String::new(),
    };
    if let Some(name) = name {
        return Subject { kind: SubjectKind::Schema, name, path };
    }
    let address = match first {
        Reach { new: Some(at), .. } => super::address(&comparison.new, at),
        Reach { old: Some(at), .. } => super::address(&comparison.old, at),
        Reach { .. } => String::new(),
    };
    Subject { kind: SubjectKind::Endpoint, name: address, path }
}

/// The member's own name.
fn member(change: &ItemChange) -> String {
    match old_key(change).or(new_key(change)) {
        Some(
            ItemKey::Argument(_, name)
            | ItemKey::Setter(_, name)
            | ItemKey::Field(_, name)
            | ItemKey::Variant(_, name),
        ) => name.clone(),
        _ => String::new(),
    }
}
