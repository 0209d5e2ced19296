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
    let (mut before, after) = (words_without_numbers(first), words_without_numbers(second));
    let mut more: Vec<(String, usize)> = Vec::new();
    for (word, count) in after {
        let was = before.remove(&word).unwrap_or_default();
        if count > was {
            more.push((word, count - was));
        } else if was > count {
            before.insert(word, was - count);
        }
    }
    // Each word of which there is less is the end of one of which there is more; a number alone became `Value`.
    let renamed = |word: &str| word == "Value" || more.iter().any(|(longer, _)| longer.ends_with(word));
    let less: usize = before.values().sum();
    less == more.iter().map(|(_, count)| count).sum::<usize>() && before.keys().all(|word| renamed(word))
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
