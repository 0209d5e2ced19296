//! A parameter that is gone and one that is new: perhaps it is one with another name.

use std::collections::BTreeSet;

use super::members::Matched;
use super::slot::Slot;
use crate::diff::pairing::{dice, overlap, words};
use crate::model::legacy::ParameterType;

/// From which score on two parameters are the same.
const ENOUGH: f64 = 60.0;
/// How much the best candidate has to be ahead of the next one.
const AHEAD: f64 = 5.0;

/// Pairs of an old and a new name, with how sure that is in percent.
pub(super) fn renames<'a>(matched: &Matched<'a>, same_language: bool) -> Vec<(Slot<'a>, Slot<'a>, u8)> {
    let mut scored: Vec<(f64, &Slot<'a>, &Slot<'a>)> = Vec::new();
    for old in &matched.removed {
        for new in &matched.added {
            scored.extend(score(old, new, same_language).map(|score| (score, old, new)));
        }
    }
    let certain = |score: f64, old: &Slot<'_>, new: &Slot<'_>| {
        scored.iter().all(|(other, a, b)| {
            let (same_old, same_new) = (a.name() == old.name(), b.name() == new.name());
            same_old == same_new || score - other >= AHEAD
        })
    };
    scored
        .iter()
        .filter(|(score, old, new)| *score >= ENOUGH && certain(*score, old, new))
        .map(|(score, old, new)| ((*old).clone(), (*new).clone(), percent(*score)))
        .collect()
}

/// How much two parameters are alike; nothing where type or duty differ.
fn score(old: &Slot<'_>, new: &Slot<'_>, same_language: bool) -> Option<f64> {
    let (a, b) = (old.documented, new.documented);
    if !same_types(&a.types, &b.types) || a.required != b.required || a.nullable != b.nullable {
        return None;
    }
    let mut score = 20.0;
    score += match (&a.values, &b.values) {
        (Some(a), Some(b)) => {
            let alike = overlap(&set(a), &set(b));
            if alike < 0.5 {
                return None;
            }
            25.0 * alike
        }
        (None, None) if a.fields.is_empty() && b.fields.is_empty() => 5.0,
        (None, None) => {
            let names = |slot: &Slot<'_>| -> BTreeSet<String> {
                slot.documented.fields.iter().map(|field| field.name.clone()).collect()
            };
            let alike = overlap(&names(old), &names(new));
            if alike < 0.5 {
                return None;
            }
            25.0 * alike
        }
        _ => return None,
    };
    score += match (&a.default, &b.default) {
        (Some(a), Some(b)) if a == b => 10.0,
        (None, None) => 5.0,
        _ => 0.0,
    };
    if same_language {
        let plain = |slot: &Slot<'_>| {
            let mut words = words(&slot.documented.description);
            words.retain(|word| !parts(slot.name()).contains(word));
            words
        };
        score += 35.0 * dice(&plain(old), &plain(new));
    }
    if old.position == new.position {
        score += 15.0;
    }
    score += 15.0 * dice(&parts(old.name()), &parts(new.name()));
    Some(score)
}

fn same_types(a: &[ParameterType], b: &[ParameterType]) -> bool {
    a.iter().all(|one| b.contains(one)) && b.iter().all(|one| a.contains(one))
}

fn set(values: &[String]) -> BTreeSet<&str> {
    values.iter().map(String::as_str).collect()
}

fn parts(name: &str) -> BTreeSet<String> {
    words(&name.replace('_', " "))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is between 0 and 99")]
fn percent(score: f64) -> u8 {
    score.round().clamp(0.0, 99.0) as u8
}
