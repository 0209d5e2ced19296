//! Limits that only the prose of a parameter states: "max 100", "up to 50", "between 1 and 10".

use super::draft::{code, list};
use super::family::Group;
use super::parameter::about;
use super::slot::Slot;
use crate::diff::finding::Finding;
use crate::diff::rules::RuleId;
use crate::diff::verdict::{Rust, Wire};

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

/// What has changed in them.
pub(super) fn compare(group: &Group, old: &Slot<'_>, new: &Slot<'_>, out: &mut Vec<Finding>) {
    let (before, now) = (limits(&old.documented.description), limits(&new.documented.description));
    if before == now {
        return;
    }
    let name = code(&group.full(old.name()));
    let said = |limits: &[String]| list(limits.iter().map(String::as_str));
    let message = match (before.is_empty(), now.is_empty()) {
        (true, _) => format!("the prose of {name} states the limit {}", said(&now)),
        (_, true) => format!("the prose of {name} does not state the limit {} any more", said(&before)),
        _ => format!("the prose of {name} states the limit {} instead of {}", said(&now), said(&before)),
    };
    out.push(Finding {
        rust: Rust::Docs,
        facts: vec![before.join(", "), now.join(", ")],
        ..about(group, old, new, RuleId::ParamConstraintChanged, Wire::Risky, message)
    });
}

/// The limits of a text, such as `max 100`, in order and without repeats.
pub(super) fn limits(text: &str) -> Vec<String> {
    let mut found: Vec<String> = stated(text)
        .into_iter()
        .map(|limit| format!("{} {}", if limit.largest { "max" } else { "min" }, limit.number))
        .collect();
    found.sort();
    found.dedup();
    found
}

/// A text without the numbers of its limits, to see whether anything else has changed.
pub(super) fn masked(text: &str) -> String {
    let at: Vec<usize> = stated(text).into_iter().map(|limit| limit.at).collect();
    let words = text.split_whitespace().enumerate();
    let words: Vec<&str> = words.map(|(place, word)| if at.contains(&place) { "#" } else { word }).collect();
    words.join(" ")
}

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
    use super::limits;

    #[test]
    fn limits_that_prose_states() {
        let table: &[(&str, &[&str])] = &[
            ("The number of results per page (max 100).", &["max 100"]),
            ("The number of results per page (max 100). For more, see \"Pages\".", &["max 100"]),
            ("Up to 50 names.", &["max 50"]),
            ("A number between 1 and 10.", &["max 10", "min 1"]),
            ("The maximum is 1,000 items.", &["max 1000"]),
            ("Must be 64 characters or fewer.", &["max 64"]),
            ("At least 3 and at most 5.", &["max 5", "min 3"]),
            ("Sent between 2021 and today, 5 times.", &[]),
            ("The page number of the results, such as 2.", &[]),
            ("", &[]),
        ];
        for (text, expected) in table {
            let mut expected: Vec<&str> = expected.to_vec();
            expected.sort_unstable();
            assert_eq!(limits(text), expected, "{text}");
        }
    }
}
