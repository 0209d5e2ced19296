//! Texts of the documentation, which programs do not see.

/// How two texts differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Difference {
    /// Only in the version or the language that links name.
    Links,
    /// In words.
    Words,
}

/// Returns how two texts differ, whatever marks and lines they are written with.
pub(super) fn difference(old: &str, new: &str) -> Option<Difference> {
    if old == new {
        return None;
    }
    let (old, new) = (plain(old), plain(new));
    if old == new {
        None
    } else if unversioned(&old) == unversioned(&new) {
        Some(Difference::Links)
    } else {
        Some(Difference::Words)
    }
}

/// Returns a text without markdown's escapes, bullets, brackets around addresses, and line breaks.
fn plain(text: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    for line in text.lines() {
        let line = line.trim();
        let line = ["- ", "* ", "> "].iter().find_map(|mark| line.strip_prefix(mark)).unwrap_or(line);
        words.extend(line.split_whitespace().map(unmarked));
    }
    words.join(" ")
}

fn unmarked(word: &str) -> String {
    let mut plain = String::with_capacity(word.len());
    let mut chars = word.chars().peekable();
    while let Some(c) = chars.next() {
        let escapes = c == '\\' && chars.peek().is_some_and(char::is_ascii_punctuation);
        if !escapes {
            plain.push(c);
        }
    }
    if plain.contains("<http") { plain.replace(['<', '>'], "") } else { plain }
}

/// Returns a text whose links do not name a version or a language.
fn unversioned(text: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in text.split('/') {
        let before = parts.last().copied().unwrap_or_default();
        let is_first = before.ends_with("docs.github.com") || before.ends_with('(');
        if !(is_version(part) || is_first && is_language(part)) {
            parts.push(part);
        }
    }
    parts.join("/")
}

/// `enterprise-server@3.18`
fn is_version(part: &str) -> bool {
    let plain = |text: &str| {
        !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))
    };
    part.split_once('@').is_some_and(|(product, release)| plain(product) && plain(release))
}

fn is_language(part: &str) -> bool {
    part.len() == 2 && part.chars().all(|c| c.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_changed_links_from_changed_words() {
        let (words, links) = (Some(Difference::Words), Some(Difference::Links));
        let table = [
            ("The name.", "The  name.", None),
            ("A\\_b is\nthe name.", "A_b is the name.", None),
            ("* one\n* two", "- one\n- two", None),
            ("See <https://example.com>.", "See https://example.com.", None),
            ("The name.", "The names.", words),
            (
                "[x](/en/enterprise-server@3.18/packages/x)",
                "[x](/en/enterprise-server@3.19/packages/x)",
                links,
            ),
            ("[x](/en/enterprise-server@3.18/packages/x)", "[x](/es/packages/x)", links),
            (
                "https://docs.github.com/en/rest/x",
                "https://docs.github.com/enterprise-server@3.1/rest/x",
                links,
            ),
            ("[x](/en/packages/x)", "[x](/en/packages/y)", words),
            ("Mail me@example.com or me.", "Mail you@example.com or me.", words),
        ];
        for (old, new, expected) in table {
            assert_eq!(difference(old, new), expected, "{old} | {new}");
        }
    }
}
