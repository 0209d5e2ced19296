//! Which parameters, members and fields are the same: those of one name, and those that were renamed.

use std::collections::BTreeSet;

use super::view::Members;
use super::walk::Walk;
use crate::diff::pairing::{dice, overlap, words};
use crate::model::{Field, Kind, SchemaId};

/// The score from which on what is gone and what is new are one thing with another name.
const ENOUGH: f64 = 60.0;
/// How much the best candidate has to be ahead of others, so that nothing is paired by chance.
const AHEAD: f64 = 5.0;
/// How close names have to be to tell something, from 0 to 1.
const CLOSE: f64 = 0.5;

/// Members of two objects, by their positions in them.
#[derive(Debug, Default)]
pub(super) struct PairedMembers {
    /// In both; with a confidence in percent where the name is another one.
    pub(super) both: Vec<(usize, usize, Option<u8>)>,
    /// In the old one only.
    pub(super) removed: Vec<usize>,
    /// In the new one only.
    pub(super) added: Vec<usize>,
}

impl Walk<'_> {
    /// Pairs the members of two objects, or the parameters of two requests, and those that were renamed if all are known.
    pub(super) fn pair_members(&self, ours: &Members, theirs: &Members, all_known: bool) -> PairedMembers {
        let mut paired = PairedMembers::default();
        for (at, (field, _)) in ours.fields.iter().enumerate() {
            match theirs.names().position(|name| name == field.name) {
                Some(other) => paired.both.push((at, other, None)),
                None => paired.removed.push(at),
            }
        }
        paired.added = (0..theirs.fields.len())
            .filter(|at| !paired.both.iter().any(|(_, other, _)| other == at))
            .collect();
        let renames = if all_known { self.renames(ours, theirs, &paired) } else { Vec::new() };
        for (left, right, score) in renames {
            paired.removed.retain(|at| *at != left);
            paired.added.retain(|at| *at != right);
            paired.both.push((left, right, Some(percent(score))));
        }
        paired
    }

    fn renames(&self, ours: &Members, theirs: &Members, paired: &PairedMembers) -> Vec<(usize, usize, f64)> {
        let mut scored: Vec<(usize, usize, f64)> = Vec::new();
        for left in &paired.removed {
            for right in &paired.added {
                let alike = self.score(&ours.fields[*left].0, &theirs.fields[*right].0);
                let neighbours = same_neighbours(ours, theirs, (*left, *right));
                scored.extend(alike.map(|score| (*left, *right, score + 10.0 * neighbours)));
            }
        }
        let is_certain = |(left, right, score): &(usize, usize, f64)| {
            let rivals = scored.iter().filter(|(a, b, _)| (a == left) != (b == right));
            *score >= ENOUGH && rivals.into_iter().all(|(_, _, other)| score - other >= AHEAD)
        };
        scored.iter().filter(|one| is_certain(one)).copied().collect()
    }

    /// Returns how much two members are alike, up to 100; `None` where duty or type differ.
    fn score(&self, old: &Field, new: &Field) -> Option<f64> {
        let (was, is) = (self.old.get(old.schema), self.new.get(new.schema));
        if old.required != new.required || was.nullable != is.nullable {
            return None;
        }
        let of_value = self.value_score(old.schema, new.schema)?;
        let of_default = match (&was.default, &is.default) {
            (Some(a), Some(b)) if a == b => 10.0,
            (None, None) => 5.0,
            _ => 0.0,
        };
        let of_prose = if self.prose {
            let other_words = |field: &Field| {
                let mut words = words(&field.description);
                let name = parts(&field.name);
                words.retain(|word| !name.contains(word));
                words
            };
            35.0 * dice(&other_words(old), &other_words(new))
        } else {
            0.0
        };
        let close = closeness(&old.name, &new.name);
        let of_name = if close >= CLOSE { 40.0 * close } else { 0.0 };
        Some(20.0 + of_value + of_default + of_prose + of_name)
    }

    /// Returns what the values of two members add to their score: listed values and the members of objects without a
    /// title tell more than a type that many members have.
    fn value_score(&self, o: SchemaId, n: SchemaId) -> Option<f64> {
        let (old, new) = (self.old.get(o), self.new.get(n));
        if let (Kind::Array(Some(o)), Kind::Array(Some(n))) = (&old.kind, &new.kind) {
            return self.value_score(*o, *n);
        }
        let alike = match (old.values.is_empty(), new.values.is_empty()) {
            (false, false) => overlap(&old.values.iter().collect(), &new.values.iter().collect()),
            (true, true) if old.title.is_none() && new.title.is_none() && self.old.members(o).is_some() => {
                f64::from(u32::try_from(self.likeness(o, n)?).unwrap_or(100)) / 100.0
            }
            (true, true)
                if self.old.words(o, false) == self.new.words(n, false) && old.format == new.format =>
            {
                return Some(5.0);
            }
            _ => return None,
        };
        (alike >= CLOSE).then_some(25.0 * alike)
    }
}

/// Returns how many of the two neighbours of a member are the same.
fn same_neighbours(ours: &Members, theirs: &Members, (left, right): (usize, usize)) -> f64 {
    let name = |members: &Members, at: Option<usize>| {
        at.and_then(|at| members.fields.get(at)).map(|(field, _)| field.name.clone())
    };
    let before = name(ours, left.checked_sub(1)) == name(theirs, right.checked_sub(1));
    let after = name(ours, Some(left + 1)) == name(theirs, Some(right + 1));
    f64::from(u8::from(before) + u8::from(after))
}

fn parts(name: &str) -> BTreeSet<String> {
    words(&name.replace('_', " "))
}

/// Returns how close two names are, from 0 to 1: by what they begin and end with, or by the words that they share.
fn closeness(a: &str, b: &str) -> f64 {
    let lengths = [a.chars().count(), b.chars().count()];
    let front = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let back = a.chars().rev().zip(b.chars().rev()).take_while(|(a, b)| a == b).count();
    let (shortest, longest) = (lengths[0].min(lengths[1]), lengths[0].max(lengths[1]));
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    let by_letters = if longest == 0 { 0.0 } else { number((front + back).min(shortest)) / number(longest) };
    let (ours, theirs) = (parts(a), parts(b));
    let by_words = if ours.is_empty() && theirs.is_empty() {
        0.0
    } else {
        number(ours.intersection(&theirs).count()) / number(ours.len().max(theirs.len()))
    };
    by_letters.max(by_words)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is between 0 and 99")]
fn percent(score: f64) -> u8 {
    score.round().clamp(0.0, 99.0) as u8
}

#[cfg(test)]
mod tests {
    use super::closeness;

    #[test]
    fn names_are_close_by_their_ends_or_words() {
        let rows = [
            ("downloads_url", "download_url", 0.92),
            ("body_text", "text_body", 1.0),
            ("html_url", "web_url", 0.5),
            ("name", "title", 0.2),
            ("", "", 0.0),
        ];
        for (a, b, expected) in rows {
            assert!((closeness(a, b) - expected).abs() < 0.01, "{a} {b}: {}", closeness(a, b));
        }
    }
}
