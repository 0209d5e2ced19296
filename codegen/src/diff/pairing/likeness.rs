//! How much two sets or two texts are alike, from 0 to 1.

use std::collections::BTreeSet;

/// The words of a text in lower case, without signs.
pub(in crate::diff) fn words(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// What two sets share, by the size of both together; two empty sets share nothing.
pub(in crate::diff) fn overlap<T: Ord>(a: &BTreeSet<T>, b: &BTreeSet<T>) -> f64 {
    ratio(a.intersection(b).count(), a.union(b).count())
}

/// What two sets share, by their mean size; two empty sets share nothing.
pub(in crate::diff) fn dice<T: Ord>(a: &BTreeSet<T>, b: &BTreeSet<T>) -> f64 {
    ratio(2 * a.intersection(b).count(), a.len() + b.len())
}

fn ratio(part: usize, whole: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    if whole == 0 { 0.0 } else { number(part) / number(whole) }
}
