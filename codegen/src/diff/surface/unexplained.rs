//! Findings for items that have changed without anybody having found why: names and types of a crate follow from several
//! places of a reference.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::compare::{ItemChange, Seen};
use super::items::{Member, Surface};
use super::key::ItemKey;
use super::reach::Reaches;
use crate::diff::comparison::Comparison;
use crate::diff::finding::{Finding, Reach, Spot, Subject, SubjectKind, Touch};
use crate::diff::rules::RuleId;
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
            (finding(comparison, old, new, &of_group, reach), group)
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
    reach: Vec<Reach>,
) -> Finding {
    let what = what(old, new, changes);
    let first = reach.first().copied().unwrap_or_default();
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
        advice: None,
        confidence: None,
        old: first.old.map(Spot::Endpoint),
        new: first.new.map(Spot::Endpoint),
        reach,
        items: changes.iter().map(touch).collect(),
    }
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

/// What has happened to the types of a group.
struct What {
    rule: RuleId,
    message: String,
    /// The type that it is about; none where it is about a request.
    name: Option<String>,
}

fn what(old: &Surface<'_>, new: &Surface<'_>, changes: &[&ItemChange]) -> What {
    let types = |side: fn(&ItemChange) -> Option<&ItemKey>,
                 other: fn(&ItemChange) -> Option<&ItemKey>|
     -> Vec<String> {
        let whole = changes.iter().filter(|change| change.whole && other(change).is_none());
        whole
            .filter_map(|change| side(change))
            .filter(|key| matches!(key, ItemKey::Type(_)))
            .map(short)
            .collect()
    };
    let (gone, come) = (types(old_key, new_key), types(new_key, old_key));
    match (gone.as_slice(), come.as_slice()) {
        ([before], [after]) if has_same_members(old, new, before, after) => {
            return What {
                rule: RuleId::TypeRenamed,
                message: format!("`{before}` is called `{after}` in the crate"),
                name: Some(before.clone()),
            };
        }
        ([], [after]) => {
            if let Some(before) = exchanged(changes, after, |was, is| [was, is]) {
                return What {
                    rule: RuleId::TypeSplit,
                    message: format!("`{before}` is `{after}` in some places of the crate"),
                    name: Some(before),
                };
            }
        }
        ([before], []) => {
            if let Some(after) = exchanged(changes, before, |was, is| [is, was]) {
                return What {
                    rule: RuleId::TypeMerged,
                    message: format!("`{before}` is `{after}` in the crate"),
                    name: Some(before.clone()),
                };
            }
        }
        _ => {}
    }
    changed(changes, gone.first().or(come.first()))
}

/// The type that stays and takes turns with `name`: signatures on the one side are those of the other with it in its place.
fn exchanged<'c>(
    changes: &[&'c ItemChange],
    name: &str,
    sides: fn(&'c Seen, &'c Seen) -> [&'c Seen; 2],
) -> Option<String> {
    let mut both =
        changes.iter().filter_map(|change| Some(sides(change.old.as_ref()?, change.new.as_ref()?)));
    both.find_map(|[with, without]| {
        let stays = with.names.iter().map(|path| last(path));
        let mut stays = stays.filter(|stays| with.signature.replace(stays, name) == without.signature);
        stays.next().map(str::to_owned)
    })
}

fn changed(changes: &[&ItemChange], ty: Option<&String>) -> What {
    let key = changes.first().and_then(|change| old_key(change).or(new_key(change)));
    let owner = key.map(ItemKey::owner).unwrap_or_default();
    let name = ty.cloned().or_else(|| owner.strip_prefix("types::").map(str::to_owned));
    let message = match changes {
        [change] => {
            let verb = match (&change.old, &change.new) {
                (Some(_), None) => "is gone from the crate",
                (None, Some(_)) => "is new in the crate",
                _ => "has another signature",
            };
            format!("`{}` {verb}", change.path())
        }
        several => {
            let about = ty.map_or_else(|| owner.to_owned(), |name| format!("types::{name}"));
            format!("{} items of the crate around `{about}` have changed", several.len())
        }
    };
    What { rule: RuleId::TypeChanged, message, name }
}

/// Whether two types are written in the same way but for their own names.
fn has_same_members(old: &Surface<'_>, new: &Surface<'_>, before: &str, after: &str) -> bool {
    let members = |surface: &Surface<'_>, name: &str| -> Option<BTreeMap<String, String>> {
        let owner = surface.owners.iter().find(|(path, _)| last(path) == name).map(|(_, owner)| owner)?;
        let text = |(key, member): (&ItemKey, &Member<'_>)| {
            let own = key.to_string().rsplit(['.', ':']).next().unwrap_or_default().to_owned();
            (own, member.signature.replace(name, "Self"))
        };
        Some(owner.members.iter().map(text).collect())
    };
    matches!((members(old, before), members(new, after)), (Some(one), Some(other)) if one == other)
}

fn short(key: &ItemKey) -> String {
    last(key.owner()).to_owned()
}

fn last(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
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
