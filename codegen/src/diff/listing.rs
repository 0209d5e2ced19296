//! Words of the reference in messages: as code, and several of them as a list.

/// How many values a message lists.
const LISTED: usize = 8;

/// Returns words as a code span.
pub(super) fn code(words: &str) -> String {
    format!("`{}`", words.replace('`', "'"))
}

/// Returns several code spans: "`a`, `b` and `c`".
pub(super) fn list_and<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    list(words, "and")
}

/// Returns several code spans, of which one is meant: "`a`, `b` or `c`".
pub(super) fn list_or<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    list(words, "or")
}

fn list<'a>(words: impl IntoIterator<Item = &'a str>, joined_by: &str) -> String {
    let mut spans: Vec<String> = words.into_iter().map(code).collect();
    let more = spans.len().saturating_sub(LISTED);
    if more > 0 {
        spans.truncate(LISTED);
        return format!("{} {joined_by} {more} more", spans.join(", "));
    }
    match spans.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} {joined_by} {last}", before.join(", ")),
        Some((last, _)) => last.clone(),
        None => "nothing".to_owned(),
    }
}
