//! The values that a parameter may take.

use std::collections::BTreeSet;

use super::draft::{code, list};
use super::family::Group;
use super::parameter::{about, both};
use super::slot::Slot;
use crate::diff::finding::{Finding, Touch};
use crate::diff::surface::ItemKey;
use crate::diff::verdict::Wire;

/// What has changed in them; gives back what is only spelled in another way, before and now.
pub(super) fn compare(
    group: &Group,
    old: &Slot<'_>,
    new: &Slot<'_>,
    out: &mut Vec<Finding>,
) -> Vec<(String, String)> {
    let mut respelled = of_lists(
        group,
        (old, old.documented.values.as_deref()),
        (new, new.documented.values.as_deref()),
        out,
    );
    // The values of an array's items stand in the prose.
    if group.same_language {
        respelled.extend(of_lists(
            group,
            (old, old.documented.item_values.as_deref()),
            (new, new.documented.item_values.as_deref()),
            out,
        ));
    }
    respelled
}

type Listed<'s, 'a> = (&'s Slot<'a>, Option<&'s [String]>);

fn of_lists(
    group: &Group,
    (old, before): Listed<'_, '_>,
    (new, now): Listed<'_, '_>,
    out: &mut Vec<Finding>,
) -> Vec<(String, String)> {
    match (before, now) {
        (Some(before), Some(now)) => of_values(group, (old, before), (new, now), out),
        (None, Some(now)) => {
            let now: BTreeSet<&str> = now.iter().map(String::as_str).collect();
            let name = code(&group.full(old.name()));
            let message = format!("{name} takes {} only", list(now.iter().copied()));
            let mut items = both(old, new);
            items.extend(new.variants().map(|(key, _)| Touch { old: None, new: Some(key) }));
            out.push(Finding {
                facts: owned(&now),
                items,
                ..about(group, old, new, group.family.became_enum, Wire::Breaking, message)
            });
            Vec::new()
        }
        (Some(before), None) => {
            let before: BTreeSet<&str> = before.iter().map(String::as_str).collect();
            let message = format!("{} takes any text now", code(&group.full(old.name())));
            let mut items = both(old, new);
            items.extend(old.variants().map(|(key, _)| Touch { old: Some(key), new: None }));
            out.push(Finding {
                facts: owned(&before),
                items,
                ..about(group, old, new, group.family.no_longer_enum, Wire::Compatible, message)
            });
            Vec::new()
        }
        (None, None) => Vec::new(),
    }
}

fn of_values(
    group: &Group,
    (old, before): (&Slot<'_>, &[String]),
    (new, now): (&Slot<'_>, &[String]),
    out: &mut Vec<Finding>,
) -> Vec<(String, String)> {
    let before: BTreeSet<&str> = before.iter().map(String::as_str).collect();
    let now: BTreeSet<&str> = now.iter().map(String::as_str).collect();
    let mut added: BTreeSet<&str> = now.difference(&before).copied().collect();
    let mut removed: BTreeSet<&str> = before.difference(&now).copied().collect();
    let mut respelled: Vec<(&str, &str)> = Vec::new();
    for value in removed.clone() {
        if let Some(other) = added.iter().copied().find(|other| spelling(other) == spelling(value)) {
            removed.remove(value);
            added.remove(other);
            respelled.push((value, other));
        }
    }
    let name = code(&group.full(old.name()));
    let variant = |slot: &Slot<'_>, value: &str| -> Option<ItemKey> {
        slot.variants().and_then(|(_, variants)| variants.get(value).cloned())
    };
    if !removed.is_empty() {
        let message = format!("{name} takes {} no more", list(removed.iter().copied()));
        let keys = removed.iter().filter_map(|value| variant(old, value));
        out.push(Finding {
            facts: owned(&removed),
            items: keys.map(|key| Touch { old: Some(key), new: None }).collect(),
            ..about(group, old, new, group.family.value_removed, Wire::Breaking, message)
        });
    }
    if !added.is_empty() {
        let message = format!("{name} takes {}, too", list(added.iter().copied()));
        let keys = added.iter().filter_map(|value| variant(new, value));
        out.push(Finding {
            facts: owned(&added),
            items: keys.map(|key| Touch { old: None, new: Some(key) }).collect(),
            ..about(group, old, new, group.family.value_added, Wire::Compatible, message)
        });
    }
    if !respelled.is_empty() {
        let words: Vec<String> = respelled
            .iter()
            .map(|(before, now)| format!("{} instead of {}", code(now), code(before)))
            .collect();
        let touches = respelled.iter().map(|(before, now)| (variant(old, before), variant(new, now)));
        out.push(Finding {
            facts: respelled.iter().map(|(before, now)| format!("{before} -> {now}")).collect(),
            items: touches
                .filter(|(old, new)| old.is_some() || new.is_some())
                .map(|(old, new)| Touch { old, new })
                .collect(),
            ..about(
                group,
                old,
                new,
                group.family.value_respelled,
                Wire::Breaking,
                format!("{name} takes {}", words.join(", ")),
            )
        });
    }
    respelled.into_iter().map(|(before, now)| (before.to_owned(), now.to_owned())).collect()
}

/// A value without what spellings differ by.
fn spelling(value: &str) -> String {
    value.chars().filter(|c| !matches!(c, '_' | '-' | ' ' | '.')).flat_map(char::to_lowercase).collect()
}

fn owned(values: &BTreeSet<&str>) -> Vec<String> {
    values.iter().map(|value| (*value).to_owned()).collect()
}
