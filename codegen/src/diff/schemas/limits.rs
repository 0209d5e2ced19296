//! Limits: those that schemas state, and those that only prose does: "max 100", "up to 50", "between 1 and 10".

use std::collections::BTreeMap;
use std::fmt;

use super::change::ChangeKind;
use crate::model::Schema;
use crate::syntax::Limit as Stated;

/// Words before a number that make it the largest one.
const LARGEST: &[&str] = &[
    "max",
    "maximum",
    "maximum of",
    "maximum is",
    "max of",
    "maximum value of",
    "maximum length of",
    "maximum length is",
    "up to",
    "at most",
    "no more than",
    "not exceed",
    "cannot exceed",
    "limit of",
    "limit is",
    "limited to",
    "less than or equal to",
];
/// Words before a number that make it the smallest one.
const SMALLEST: &[&str] =
    &["min", "minimum", "minimum of", "minimum is", "min of", "at least", "no less than", "no fewer than"];

/// The limits of a value, by what they limit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Limits(BTreeMap<String, Vec<String>>);

impl Limits {
    /// Returns what a schema states.
    pub(super) fn of_schema(schema: &Schema) -> Self {
        let mut limits = Self::default();
        for (limit, value) in &schema.limits {
            limits.add(limit.as_str(), value);
        }
        if let Some(pattern) = &schema.pattern {
            limits.add("pattern", pattern);
        }
        if schema.unique_items {
            limits.add("unique items", "");
        }
        limits
    }

    /// Returns what a text states, such as `max 100`.
    pub(super) fn of_prose(text: &str) -> Self {
        let mut limits = Self::default();
        for limit in stated(text) {
            limits.add(if limit.largest { "max" } else { "min" }, &limit.number.to_string());
        }
        limits
    }

    fn add(&mut self, what: &str, value: &str) {
        let values = self.0.entry(what.to_owned()).or_default();
        if !values.iter().any(|known| known == value) {
            values.push(value.to_owned());
            values.sort();
        }
    }

    /// Returns what became of limits: each of them is tighter, each is looser, or neither.
    pub(super) fn change(&self, now: &Self) -> Option<ChangeKind> {
        let whats = self.0.keys().chain(now.0.keys());
        let is_tighter = |what: &String| match (self.0.get(what), now.0.get(what)) {
            (None, Some(_)) => Some(true),
            (Some(_), None) => Some(false),
            (Some(before), Some(now)) => is_tighter(what, before, now),
            (None, None) => None,
        };
        let differing = whats.filter(|what| self.0.get(*what) != now.0.get(*what));
        let changes: Vec<Option<bool>> = differing.map(is_tighter).collect();
        if changes.is_empty() {
            return None;
        }
        let all = |wanted: bool| changes.iter().all(|change| *change == Some(wanted));
        Some(match (all(true), all(false)) {
            (true, _) => ChangeKind::LimitsTightened,
            (_, true) => ChangeKind::LimitsLoosened,
            _ => ChangeKind::LimitsChanged,
        })
    }
}

/// Whether a limit is tighter than it was; `None` where neither says.
fn is_tighter(what: &str, before: &[String], now: &[String]) -> Option<bool> {
    let ([before], [now]) = (before, now) else { return None };
    let (before, now): (f64, f64) = (before.parse().ok()?, now.parse().ok()?);
    let largest = [Stated::Maximum, Stated::MaxLength, Stated::MaxItems].map(Stated::as_str);
    let smallest = [Stated::Minimum, Stated::MinLength, Stated::MinItems].map(Stated::as_str);
    if what == "max" || largest.contains(&what) {
        Some(now < before)
    } else if what == "min" || smallest.contains(&what) {
        Some(now > before)
    } else {
        None
    }
}

impl fmt::Display for Limits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = self.0.iter().flat_map(|(what, values)| {
            values.iter().map(move |value| format!("{what} {value}").trim_end().to_owned())
        });
        f.write_str(&all.collect::<Vec<_>>().join(", "))
    }
}

/// Returns a text without the numbers of its limits, to see whether anything else has changed.
pub(super) fn masked(text: &str) -> String {
    let at: Vec<usize> = stated(text).into_iter().map(|limit| limit.at).collect();
    let words = text.split_whitespace().enumerate();
    let words: Vec<&str> = words.map(|(place, word)| if at.contains(&place) { "#" } else { word }).collect();
    words.join(" ")
}

/// A limit in prose.
struct Limit {
    /// Which word of the text it is.
    at: usize,
    largest: bool,
    number: u64,
}

fn stated(text: &str) -> Vec<Limit> {
    let words: Vec<String> = text
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
        .collect();
    let numbers: Vec<(usize, u64)> = words
        .iter()
        .enumerate()
        .filter_map(|(at, word)| Some((at, word.replace(',', "").parse().ok()?)))
        .collect();
    let mut found = Vec::new();
    for (at, number) in &numbers {
        let (at, number) = (*at, *number);
        let before = &words[..at];
        let ends_with = |phrases: &[&str]| {
            phrases.iter().any(|phrase| {
                let phrase: Vec<&str> = phrase.split(' ').collect();
                before.len() >= phrase.len() && before[before.len() - phrase.len()..] == phrase[..]
            })
        };
        let is_number = |at: usize| numbers.iter().any(|(other, _)| *other == at);
        let range =
            |first: usize| words.get(first + 1).is_some_and(|word| word == "and") && is_number(first + 2);
        if ends_with(LARGEST)
            || (at >= 3 && words[at - 3] == "between" && range(at - 2))
            || or_fewer(&words, at)
        {
            found.push(Limit { at, largest: true, number });
        } else if ends_with(SMALLEST) || (ends_with(&["between"]) && range(at)) {
            found.push(Limit { at, largest: false, number });
        }
    }
    found
}

/// "100 or fewer", "100 characters or less".
fn or_fewer(words: &[String], at: usize) -> bool {
    (1..=2).any(|skip| {
        let word = |more: usize| words.get(at + skip + more).map_or("", String::as_str);
        word(0) == "or" && matches!(word(1), "fewer" | "less")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_limits_in_prose() {
        let table = [
            ("The number of results per page (max 100).", "max 100"),
            ("The number of results per page (max 100). For more, see \"Pages\".", "max 100"),
            ("Up to 50 names.", "max 50"),
            ("A number between 1 and 10.", "max 10, min 1"),
            ("The maximum is 1,000 items.", "max 1000"),
            ("Must be 64 characters or fewer.", "max 64"),
            ("At least 3 and at most 5.", "max 5, min 3"),
            ("Sent between 2021 and today, 5 times.", ""),
            ("The page number of the results, such as 2.", ""),
            ("", ""),
        ];
        for (text, expected) in table {
            assert_eq!(Limits::of_prose(text).to_string(), expected, "{text}");
        }
    }

    #[test]
    fn tells_tighter_limits_from_looser_ones() {
        let (tightened, loosened) = (ChangeKind::LimitsTightened, ChangeKind::LimitsLoosened);
        let table = [
            ("max 10", "max 10", None),
            ("max 10", "max 5", Some(tightened)),
            ("max 10", "max 50", Some(loosened)),
            ("at least 2", "at least 3", Some(tightened)),
            ("", "max 10", Some(tightened)),
            ("max 10", "", Some(loosened)),
            ("between 1 and 10", "between 2 and 5", Some(tightened)),
            ("between 1 and 10", "between 2 and 50", Some(ChangeKind::LimitsChanged)),
            ("max 10", "max 5, up to 20 of them", Some(ChangeKind::LimitsChanged)),
        ];
        for (before, now, expected) in table {
            let change = Limits::of_prose(before).change(&Limits::of_prose(now));
            assert_eq!(change, expected, "{before} to {now}");
        }
    }
}
