//! What has happened to items that no finding is about, in words.

use std::collections::BTreeMap;

use super::{new_key, old_key};
use crate::diff::rules::RuleId;
use crate::diff::surface::compare::{ItemChange, Seen};
use crate::diff::surface::items::{Member, Surface};
use crate::diff::surface::key::ItemKey;
use crate::diff::verdict::Rust;

/// What has happened to the types of a group.
pub(super) struct What {
    pub(super) rule: RuleId,
    pub(super) message: String,
    pub(super) advice: Option<&'static str>,
    /// The type that it is about; none where it is about a request.
    pub(super) name: Option<String>,
}

pub(super) fn what(old: &Surface<'_>, new: &Surface<'_>, changes: &[&ItemChange]) -> What {
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
                advice: Some("Name the new type."),
                name: Some(before.clone()),
            };
        }
        ([], [after]) => {
            if let Some(before) = exchanged(changes, after, |was, is| [was, is]) {
                return What {
                    rule: RuleId::TypeSplit,
                    message: format!("`{before}` is `{after}` in some places of the crate"),
                    advice: None,
                    name: Some(before),
                };
            }
        }
        ([before], []) => {
            if let Some(after) = exchanged(changes, before, |was, is| [is, was]) {
                return What {
                    rule: RuleId::TypeMerged,
                    message: format!("`{before}` is `{after}` in the crate"),
                    advice: None,
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
    let both =
        || changes.iter().filter_map(|change| Some((*change, change.old.as_ref()?, change.new.as_ref()?)));
    let members: Vec<(&Seen, &Seen)> =
        both().filter(|(change, ..)| !change.whole).map(|(_, was, is)| (was, is)).collect();
    let kinds = both().filter(|(change, ..)| change.whole).find_map(|(_, was, is)| {
        let (before, now) = (kind(was)?, kind(is)?);
        (before != now).then(|| format!("`{}` is {now} instead of {before}", path(&is.key)))
    });
    let message = match (kinds, members.as_slice(), changes) {
        (Some(kinds), ..) => format!("{kinds} in the crate"),
        (None, [(was, is)], _) => match (ty_of(was), ty_of(is)) {
            (Some(before), Some(now)) => {
                let verb = if matches!(was.key, ItemKey::Setter(..)) { "takes" } else { "is" };
                format!("`{}` {verb} `{now}` instead of `{before}` in the crate", path(&was.key))
            }
            _ => format!("`{}` has another signature in the crate", path(&was.key)),
        },
        (None, [(first, _), others @ ..], _)
            if others.iter().all(|(was, _)| was.key.owner() == first.key.owner())
                && members.iter().all(|(was, is)| ty_of(was).is_some() && ty_of(is).is_some()) =>
        {
            let owner = first.key.owner().trim_start_matches("types::");
            format!("{} members of `{owner}` have other types in the crate", members.len())
        }
        (None, _, [change]) => {
            let verb = match (&change.old, &change.new) {
                (Some(_), None) => "is gone from the crate",
                (None, _) => "is new in the crate",
                _ => "has another signature in the crate",
            };
            format!("`{}` {verb}", key.map(path).unwrap_or_default())
        }
        (None, _, several) => {
            let about = ty.map_or_else(|| owner.to_owned(), Clone::clone);
            format!("{} items of the crate around `{about}` have changed", several.len())
        }
    };
    What { rule: RuleId::TypeChanged, message, advice: advice(changes), name }
}

/// What a caller does about the worst of the changes.
fn advice(changes: &[&ItemChange]) -> Option<&'static str> {
    let worst = changes.iter().max_by_key(|change| (change.rust, !change.whole))?;
    match (worst.rust, old_key(worst).or(new_key(worst))?) {
        (Rust::Breaking, ItemKey::Field(..) | ItemKey::Output(_)) => Some("Read the new type."),
        (Rust::Breaking, ItemKey::Setter(..) | ItemKey::Argument(..)) if worst.new.is_some() => {
            Some("Give a value of the new type.")
        }
        (Rust::Breaking, ItemKey::Setter(..) | ItemKey::Variant(..)) => Some("Drop it where it is named."),
        (Rust::Breaking, _) => None,
        _ => Some("Use what is new where it helps."),
    }
}

/// `types::Package.name` as readers of a report call it: `Package.name`.
fn path(key: &ItemKey) -> String {
    let path = key.to_string();
    path.strip_prefix("types::").map_or_else(|| path.clone(), str::to_owned)
}

/// "a struct"
fn kind(seen: &Seen) -> Option<String> {
    let word = seen.signature.strip_prefix("pub ")?.split(' ').next()?;
    let article = if word.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    Some(format!("{article} {word}"))
}

/// The type in a member's signature, if it is about one.
fn ty_of(seen: &Seen) -> Option<&str> {
    let signature = seen.signature.as_str();
    match seen.key {
        ItemKey::Field(..) => signature.split_once(": ").map(|(_, ty)| ty),
        ItemKey::Setter(..) => {
            signature.split_once(": ").and_then(|(_, rest)| rest.strip_suffix(") -> Self"))
        }
        ItemKey::Output(_) => signature.strip_prefix("type Output = "),
        _ => None,
    }
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
