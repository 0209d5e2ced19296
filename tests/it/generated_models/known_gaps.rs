//! Descriptions that the product does not yet take, a named class each. Strategies leave them out where they arise, so that
//! nothing else is lost. A class leaves this list with the fix of its gap.

use std::collections::BTreeMap;

use docwright::Generated;

use super::description::{Leaf, Nullable, Simple};

/// Null about which anything else is stated: the model keeps only that it is null.
pub(crate) fn null_with_remarks(leaf: &Leaf) -> bool {
    leaf.types == [Simple::Null] && *leaf != Leaf::of(vec![Simple::Null], Nullable::No)
}

/// Whether two runs differ in names that several things want, and in nothing else.
///
/// - Numbers: under the lock of the first run, a second run numbers such names in another way (`Team2` becomes `Team22`, and the
///   arguments `value` and `value2` change places).
/// - Prefixes: a type or variant that is named after such a name loses or gets its prefix (`New` becomes `TeamNew`).
pub(crate) fn contended_names_change(first: &Generated, second: &Generated) -> bool {
    let WordChanges { fewer, more } = word_changes(first, second);
    // Each word that is rarer is the end of one that is more frequent; a number alone became `Value`, and a keyword has `_`.
    let ends = |longer: &String, word: &str| {
        longer.to_lowercase().ends_with(word.to_lowercase().trim_end_matches('_'))
    };
    let renamed = |word: &str| word == "Value" || more.keys().any(|longer| ends(longer, word));
    fewer.values().sum::<usize>() == more.values().sum::<usize>() && fewer.keys().all(|word| renamed(word))
}

/// How much rarer and more frequent words are in a second run, their digits left out.
#[derive(Debug)]
pub(crate) struct WordChanges {
    fewer: BTreeMap<String, usize>,
    more: BTreeMap<String, usize>,
}

/// Compares the words of two runs.
pub(crate) fn word_changes(first: &Generated, second: &Generated) -> WordChanges {
    let (before, after) = (words_without_numbers(first), words_without_numbers(second));
    let exceeding = |words: &BTreeMap<String, usize>, others: &BTreeMap<String, usize>| {
        let differences = words.iter().map(|(word, count)| {
            (word.clone(), count.saturating_sub(others.get(word).copied().unwrap_or_default()))
        });
        differences.filter(|(_, difference)| *difference > 0).collect()
    };
    WordChanges { fewer: exceeding(&before, &after), more: exceeding(&after, &before) }
}

fn words_without_numbers(generated: &Generated) -> BTreeMap<String, usize> {
    let texts = generated.files.iter().flat_map(|file| [file.path.as_str(), file.contents.as_str()]);
    let words = texts.flat_map(|text| text.split(|c: char| !c.is_alphanumeric() && c != '_'));
    let mut counted = BTreeMap::new();
    for word in words {
        let word = word.replace(|c: char| c.is_ascii_digit(), "");
        if !word.is_empty() {
            *counted.entry(word).or_default() += 1;
        }
    }
    counted
}
