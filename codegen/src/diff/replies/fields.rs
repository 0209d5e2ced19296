//! Which fields of two objects are the same: those of one name, and those that were renamed.

use super::view::{Members, View};

/// How close, in percent, the names of a renamed field are at least, where its neighbours are the same.
const CLOSE: usize = 50;

/// The same where only one neighbour is, or the field has moved.
const VERY_CLOSE: usize = 75;

/// Fields of two objects, by their places in them.
#[derive(Debug, Default)]
pub(super) struct PairedFields {
    /// In both; with a confidence in percent where the name is another one.
    pub(super) both: Vec<(usize, usize, Option<u8>)>,
    /// In the old one only.
    pub(super) removed: Vec<usize>,
    /// In the new one only.
    pub(super) added: Vec<usize>,
}

/// Pairs the fields of two objects.
pub(super) fn pair_fields(
    (old, ours): (&View<'_>, &Members),
    (new, theirs): (&View<'_>, &Members),
) -> PairedFields {
    let mut paired = PairedFields::default();
    for (at, (field, _)) in ours.fields.iter().enumerate() {
        match theirs.names().position(|name| name == field.name) {
            Some(other) => paired.both.push((at, other, None)),
            None => paired.removed.push(at),
        }
    }
    paired.added =
        (0..theirs.fields.len()).filter(|at| !paired.both.iter().any(|(_, other, _)| other == at)).collect();
    let mut candidates: Vec<(u8, usize, usize)> = Vec::new();
    for left in &paired.removed {
        for right in &paired.added {
            let ((was, _), (is, _)) = (&ours.fields[*left], &theirs.fields[*right]);
            if was.required != is.required || !old.same_value(new, was.schema, is.schema) {
                continue;
            }
            let closeness = closeness(&was.name, &is.name);
            let neighbours = same_neighbours(ours, theirs, (*left, *right));
            if closeness >= VERY_CLOSE || (closeness >= CLOSE && neighbours > 0) {
                // Half of the confidence is the name's, the other half that of place and type.
                let percent = closeness / 2 + 10 + 20 * neighbours;
                candidates.push((u8::try_from(percent.min(99)).unwrap_or(99), *left, *right));
            }
        }
    }
    candidates.sort_by_key(|(confidence, left, right)| (std::cmp::Reverse(*confidence), *left, *right));
    for (confidence, left, right) in candidates {
        if paired.removed.contains(&left) && paired.added.contains(&right) {
            paired.removed.retain(|at| *at != left);
            paired.added.retain(|at| *at != right);
            paired.both.push((left, right, Some(confidence)));
        }
    }
    paired
}

/// How many of the two neighbours of a field are the same.
fn same_neighbours(ours: &Members, theirs: &Members, (left, right): (usize, usize)) -> usize {
    let name = |members: &Members, at: Option<usize>| {
        at.and_then(|at| members.fields.get(at)).map(|(field, _)| field.name.clone())
    };
    let before = name(ours, left.checked_sub(1)) == name(theirs, right.checked_sub(1));
    let after = name(ours, Some(left + 1)) == name(theirs, Some(right + 1));
    usize::from(before) + usize::from(after)
}

/// How close two names are, in percent: what they begin and end with, or the words that they have in common.
fn closeness(a: &str, b: &str) -> usize {
    let longest = a.chars().count().max(b.chars().count());
    let shortest = a.chars().count().min(b.chars().count());
    if longest == 0 {
        return 0;
    }
    let front = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let back = a.chars().rev().zip(b.chars().rev()).take_while(|(a, b)| a == b).count();
    let by_letters = (front + back).min(shortest) * 100 / longest;
    let words = |name: &str| -> Vec<String> { name.split(['_', '-']).map(str::to_owned).collect() };
    let (ours, theirs) = (words(a), words(b));
    let common = ours.iter().filter(|word| theirs.contains(word)).count();
    by_letters.max(common * 100 / ours.len().max(theirs.len()))
}

#[cfg(test)]
mod tests {
    use super::closeness;

    #[test]
    fn names_are_close_by_their_ends_or_words() {
        let rows = [
            ("downloads_url", "download_url", 92),
            ("body_text", "text_body", 100),
            ("html_url", "web_url", 50),
            ("name", "title", 20),
            ("", "", 0),
        ];
        for (a, b, percent) in rows {
            assert_eq!(closeness(a, b), percent, "{a} {b}");
        }
    }
}
