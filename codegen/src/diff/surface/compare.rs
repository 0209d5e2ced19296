//! Two crates item by item: what an old caller does not find any more, and what is new.

use std::collections::{BTreeMap, BTreeSet};

use super::align::{Step, align};
use super::calls::Call;
use super::items::{Kind, Member, MemberValue, Owner, Surface, declarations};
use super::key::ItemKey;
use super::values::{same, still_takes};
use crate::diff::verdict::Rust;
use crate::rust::{Output, Parameter};

/// An item that is not the same in both crates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ItemChange {
    /// What it means for code.
    pub(super) rust: Rust,
    /// Of the old crate.
    pub(super) old: Option<Seen>,
    /// Of the new crate.
    pub(super) new: Option<Seen>,
    /// Whether it is a whole request or type that has come or gone, with all of its members.
    pub(super) whole: bool,
}

/// An item on one side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Seen {
    pub(super) key: ItemKey,
    pub(super) signature: String,
    /// The paths of the types that it names.
    pub(super) names: BTreeSet<String>,
}

/// Compares two crates. `renamed` are the old and new paths of requests that are the same under other names.
pub(super) fn compare(
    old: &Surface<'_>,
    new: &Surface<'_>,
    renamed: &BTreeMap<String, String>,
) -> Vec<ItemChange> {
    let mut changes = Vec::new();
    let mut met = BTreeSet::new();
    for (path, was) in &old.owners {
        let same = new.owners.get_key_value(path);
        let other = renamed.get(path).filter(|path| !old.owners.contains_key(*path));
        match same.or_else(|| other.and_then(|path| new.owners.get_key_value(path))) {
            Some((other, is)) if path == other && is.kind == was.kind => {
                met.insert(other.as_str());
                changes.extend(owner(old, new, path, was, is));
            }
            found => {
                met.extend(found.map(|(other, _)| other.as_str()));
                let is = found.map(|(other, is)| whole(new, other, is));
                changes.push(ItemChange {
                    rust: Rust::Breaking,
                    old: Some(whole(old, path, was)),
                    new: is,
                    whole: true,
                });
            }
        }
    }
    for (path, is) in new.owners.iter().filter(|(path, _)| !met.contains(path.as_str())) {
        changes.push(ItemChange {
            rust: Rust::Additive,
            old: None,
            new: Some(whole(new, path, is)),
            whole: true,
        });
    }
    changes
}

/// An owner with all that its members name.
fn whole(surface: &Surface<'_>, path: &str, owner: &Owner<'_>) -> Seen {
    Seen { key: owner.key(path), signature: owner.signature.clone(), names: surface.names_in(owner) }
}

/// What has changed in a request or a type that is in both crates.
fn owner(
    old: &Surface<'_>,
    new: &Surface<'_>,
    path: &str,
    was: &Owner<'_>,
    is: &Owner<'_>,
) -> Vec<ItemChange> {
    let mut changes = Vec::new();
    changes.extend(itself(path, was, is));
    changes.extend(arguments(old, new, path, was, is));
    for (key, member) in &was.members {
        let other = is.members.get(key);
        let rust = other.map_or(Rust::Breaking, |other| member_verdict(old, new, member, other));
        if rust != Rust::None {
            let before = Some(seen(old, key, member));
            let after = other.map(|other| seen(new, key, other));
            changes.push(ItemChange { rust, old: before, new: after, whole: false });
        }
    }
    for (key, member) in is.members.iter().filter(|(key, _)| !was.members.contains_key(*key)) {
        let after = Some(seen(new, key, member));
        changes.push(ItemChange { rust: Rust::Additive, old: None, new: after, whole: false });
    }
    changes
}

fn seen(surface: &Surface<'_>, key: &ItemKey, member: &Member<'_>) -> Seen {
    let mark = if member.deprecated { "#[deprecated] " } else { "" };
    Seen {
        key: key.clone(),
        signature: format!("{mark}{}", member.signature),
        names: surface.names_of_member(key, member),
    }
}

/// What has changed in an owner but for its members: the way to a request, its features, and whether it is deprecated.
fn itself(path: &str, was: &Owner<'_>, is: &Owner<'_>) -> Option<ItemChange> {
    let mut rust = deprecation(was.deprecated, is.deprecated);
    let mut signatures = [was, is]
        .map(|one| format!("{}{}", if one.deprecated { "#[deprecated] " } else { "" }, one.signature));
    if let (Some(before), Some(after)) = (&was.call, &is.call) {
        if before.way() != after.way() {
            rust = Rust::Breaking;
            signatures = [before, after].map(Call::way);
        } else if !before.features.is_subset(&after.features) {
            rust = Rust::Breaking;
            let marked = [before, after].map(|call| cfg(&call.features));
            signatures = [0, 1].map(|side| format!("{} {}", marked[side], signatures[side]));
        }
    }
    if rust == Rust::None {
        return None;
    }
    let [before, after] = signatures;
    let seen = |signature| Some(Seen { key: was.key(path), signature, names: BTreeSet::new() });
    Some(ItemChange { rust, old: seen(before), new: seen(after), whole: false })
}

/// `#[cfg(feature = "packages")]`
fn cfg(features: &BTreeSet<String>) -> String {
    let named: Vec<String> = features.iter().map(|feature| format!("feature = \"{feature}\"")).collect();
    match named.as_slice() {
        [one] => format!("#[cfg({one})]"),
        several => format!("#[cfg(any({}))]", several.join(", ")),
    }
}

fn arguments(
    old: &Surface<'_>,
    new: &Surface<'_>,
    path: &str,
    was: &Owner<'_>,
    is: &Owner<'_>,
) -> Vec<ItemChange> {
    let compatible =
        |at: usize, to: usize| still_takes(old, &was.arguments[at].ty, new, &is.arguments[to].ty);
    let mut changes = Vec::new();
    // Where every value is taken as another argument, old calls compile, and mean something else.
    let compiles =
        was.arguments.len() == is.arguments.len() && (0..was.arguments.len()).all(|at| compatible(at, at));
    let breaks = if compiles { Rust::Behavioural } else { Rust::Breaking };
    for step in align(was.arguments, is.arguments, compatible) {
        let (at, to, rust) = match step {
            Step::Removed(at) => (Some(at), None, breaks),
            Step::Added(to) => (None, Some(to), breaks),
            Step::Moved(at, to) => (Some(at), Some(to), breaks),
            Step::Kept(at, to) if !compatible(at, to) => (Some(at), Some(to), Rust::Breaking),
            Step::Kept(at, to) => {
                let is_same = same(old.types, &was.arguments[at].ty, new.types, &is.arguments[to].ty);
                (Some(at), Some(to), if is_same { Rust::None } else { Rust::Additive })
            }
        };
        if rust == Rust::None {
            continue;
        }
        let parameter = at.map(|at| &was.arguments[at]).or(to.map(|to| &is.arguments[to]));
        let is_bound = parameter.is_some_and(|parameter| parameter.bound);
        let side = |surface: &Surface<'_>, owner: &Owner<'_>, at: Option<usize>| {
            let parameter = at.map(|at| &owner.arguments[at]);
            let name = parameter.or(parameter_of(was, is, step)).map_or("", |one| one.name.as_str());
            Seen {
                key: ItemKey::Argument(path.to_owned(), name.to_owned()),
                signature: constructor(surface, owner, is_bound),
                names: parameter.map(|one| surface.names_of(&one.ty)).unwrap_or_default(),
            }
        };
        let (before, after) = (Some(side(old, was, at)), Some(side(new, is, to)));
        changes.push(ItemChange { rust, old: before, new: after, whole: false });
    }
    changes
}

/// The parameter that a step is about, on whichever side it is.
fn parameter_of<'p>(was: &Owner<'p>, is: &Owner<'p>, step: Step) -> Option<&'p Parameter> {
    match step {
        Step::Removed(at) | Step::Kept(at, _) | Step::Moved(at, _) => was.arguments.get(at),
        Step::Added(to) => is.arguments.get(to),
    }
}

/// The function that takes the arguments: that of the handle, unless the argument is one of the scope.
fn constructor(surface: &Surface<'_>, owner: &Owner<'_>, is_bound: bool) -> String {
    match &owner.call {
        Some(call) if !is_bound => call.signature(surface.types),
        _ => format!("pub fn new({}) -> Self", declarations(surface.types, owner.arguments)),
    }
}

fn deprecation(was: bool, is: bool) -> Rust {
    match (was, is) {
        (false, true) => Rust::Deprecated,
        (true, false) => Rust::Additive,
        _ => Rust::None,
    }
}

fn member_verdict(old: &Surface<'_>, new: &Surface<'_>, was: &Member<'_>, is: &Member<'_>) -> Rust {
    let deprecated = deprecation(was.deprecated, is.deprecated);
    if was.signature == is.signature {
        return deprecated;
    }
    let changed = match (&was.value, &is.value) {
        (MemberValue::Taken(Some(before)), MemberValue::Taken(Some(after)))
            if still_takes(old, &before.ty, new, &after.ty) =>
        {
            Rust::Additive
        }
        (MemberValue::Given(before), MemberValue::Given(after)) => output(old, new, before, after),
        _ => Rust::Breaking,
    };
    changed.max(deprecated)
}

/// What it means that a reply is read into something else: a list that comes in pages now was given as a whole before, and
/// still is.
fn output(old: &Surface<'_>, new: &Surface<'_>, was: &Output, is: &Output) -> Rust {
    match (was, is) {
        (Output::One(before), Output::Wrapped { whole: after, .. })
            if same(old.types, before, new.types, after) =>
        {
            Rust::Additive
        }
        _ => Rust::Breaking,
    }
}

impl Kind {
    /// Whether values of it are made by `new` and setters.
    pub(super) fn is_built(self) -> bool {
        matches!(self, Self::Request | Self::Input)
    }
}
