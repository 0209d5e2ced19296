//! Lines below a parameter or a field that state a fact in other words than the reference does.
//!
//! The site takes code out of descriptions, so a line that is a label and nothing but values in code states a fact, and so does
//! one whose values are numbers. Values in plain text are a fact only after a label that calls them values: descriptions list theirs
//! alike.

use super::remarks::{touches_necessity, touches_type};

/// How many words a label has at most: "Must be one of the following" has six.
const LABEL_WORDS: usize = 6;

/// Labels of the two facts that the reader knows.
const KNOWN: &[&str] = &["Default: ", "Can be one of: "];

/// Label of the values of an array's items, which is known as well.
const ITEM_VALUES: &str = "supported values are";

/// Beginnings of words in labels of what is neither the type nor necessity: defaults and limits.
const LIMITS: &[&str] =
    &["default", "minim", "max", "limit", "length", "range", "pattern", "least", "most", "longer"];

/// Words in labels of examples and notes, which state nothing.
const PROSE: &[&str] = &["example", "examples", "e", "note", "notes", "tip", "important", "warning", "see"];

/// Words that labels of facts have, so that they need no colon before code.
const WITHOUT_COLON: &[&str] =
    &["default", "value", "allow", "accept", "permit", "one", "min", "max", "must", "limit", "requir"];

/// Words between values.
const JOINED: &[&str] = &["or", "and", "to", "through"];

/// Values that are neither code nor a number.
const LITERALS: &[&str] = &["true", "false", "null", "none", "yes", "no"];

/// Subject of a fact in other words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fact {
    /// A default, a limit, or anything else that leaves the type as it is.
    Limit,
    /// The type, or the values that it has.
    Type,
    /// Whether the parameter has to be sent.
    Necessity,
}

/// Returns what a line is about that states a fact in a form that is not known. `before` is the line above it, where that is one
/// of the same description.
pub(super) fn fact(line: &str, before: Option<&str>) -> Option<Fact> {
    let is_item = line.starts_with(['*', '-', '+']) && line[1..].starts_with(' ');
    let text = if is_item { line[1..].trim_start() } else { line };
    if is_item && text.starts_with('`') && before.is_some_and(|above| above.ends_with(':')) {
        return Some(Fact::Type);
    }
    let (head, rest, has_colon) = parts(text)?;
    let words = label(head);
    let values = values(rest);
    if words.is_empty() {
        // A number alone may be the rest of a sentence.
        return (rest.contains('`') && values.is_some()).then_some(Fact::Type);
    }
    let lower = words.join(" ");
    if words.len() > LABEL_WORDS || words.iter().any(|word| PROSE.contains(&word.as_str())) {
        return None;
    }
    // Plain values with a full stop, or after an article, are a sentence.
    let is_sentence =
        rest.ends_with('.') || rest.contains(". ") || ["the", "a", "an"].contains(&words[0].as_str());
    if !rest.contains('`') && (lower == ITEM_VALUES || is_sentence) {
        return None;
    }
    let is_known = KNOWN.iter().any(|known| text.starts_with(known)) && rest.contains('`');
    let is_stated = match values {
        Some(_) if has_colon => true,
        Some(_) => rest.starts_with('`') && starts_any(&words, WITHOUT_COLON),
        None => has_colon && starts_any(&words, &["values"]) && is_list(rest),
    };
    (is_known || is_stated).then(|| about(&words, rest))
}

/// Decides what a fact is about. Values in code may be the only ones allowed, where the label does not call them anything else.
fn about(words: &[String], rest: &str) -> Fact {
    let label = words.join(" ");
    if words.iter().any(|word| is_limit(word)) {
        Fact::Limit
    } else if touches_type(&label) {
        Fact::Type
    } else if touches_necessity(&label) {
        Fact::Necessity
    } else if values(rest).is_some() && !rest.contains('`') {
        Fact::Limit
    } else {
        Fact::Type
    }
}

/// Splits a line into its label and the rest: at the first colon or equals sign, or where code begins.
fn parts(text: &str) -> Option<(&str, &str, bool)> {
    let code = text.find('`');
    let colon = text.find([':', '=', '：']).filter(|at| code.is_none_or(|code| *at < code));
    let at = colon.or(code)?;
    let (head, rest) = text.split_at(at);
    Some((head, rest.trim_start_matches([':', '=', '：', '*', '_', ' ']), colon.is_some()))
}

/// Returns the words of a label in lower case; none where it holds more than words.
fn label(head: &str) -> Vec<String> {
    let head = head.trim_matches(|c: char| c.is_whitespace() || "*_:–—-".contains(c));
    head.split_whitespace()
        .map(|word| word.trim_matches(['(', ')', ',', '\\']).to_lowercase())
        .filter(|word| !word.is_empty())
        .collect()
}

/// Returns how many values a text is, if it is nothing else: code, numbers and literals, with what may be between them.
fn values(text: &str) -> Option<usize> {
    let mut count = 0;
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || ",|/;.()–—[]".contains(c));
        if rest.is_empty() {
            return (count > 0).then_some(count);
        }
        if let Some(code) = rest.strip_prefix('`') {
            // Code that is cut off ends with the line.
            let end = code.find('`').map_or(code.len(), |end| end + 1);
            rest = &code[end..];
            count += 1;
            continue;
        }
        let end = rest.find(|c: char| c.is_whitespace() || ",|/;`()[]".contains(c)).unwrap_or(rest.len());
        let word = rest[..end].trim_end_matches('.').to_lowercase();
        if word.parse::<f64>().is_ok_and(f64::is_finite) || LITERALS.contains(&word.as_str()) {
            count += 1;
        } else {
            let word = word.trim_end_matches(':');
            if !is_limit(word) && !JOINED.contains(&word) {
                return None;
            }
        }
        rest = &rest[end..];
    }
}

/// Whether a text is single words with commas between them.
fn is_list(text: &str) -> bool {
    let is_word = |item: &str| !item.trim().is_empty() && !item.trim().contains(' ');
    text.trim_end_matches('.').split(',').all(is_word)
}

fn is_limit(word: &str) -> bool {
    word == "min" || LIMITS.iter().any(|start| word.starts_with(start))
}

fn starts_any(words: &[String], starts: &[&str]) -> bool {
    words.iter().any(|word| starts.iter().any(|start| word.starts_with(start)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_in_other_words_are_recognised_by_their_structure() {
        use Fact::{Limit, Necessity, Type};
        let table = [
            ("Defaults to: `1`", Some(Limit)),
            ("Defaults to `1`.", Some(Limit)),
            ("**Default**: `1`", Some(Limit)),
            ("* Default: `1`", Some(Limit)),
            ("default:`1`", Some(Limit)),
            ("Default: 1", Some(Limit)),
            ("Default: `1", Some(Limit)),
            ("Default: main`", Some(Limit)),
            ("Default = `1`", Some(Limit)),
            ("Maximum: 100", Some(Limit)),
            ("Min: `1`, max: `100`", Some(Limit)),
            ("Allowed sizes: `s`, `m`", Some(Type)),
            ("Minimum: 1, maximum: 100", Some(Limit)),
            ("Length: 1 to 100", Some(Limit)),
            ("One of: `a`, `b`", Some(Type)),
            ("Allowed values: `a` or `b`.", Some(Type)),
            ("Possible values: `a`, `b`", Some(Type)),
            ("Possible values: a, b", Some(Type)),
            ("Must be one of the following: `a` | `b`", Some(Type)),
            ("Can be one of: a`, `b", Some(Type)),
            ("Can be one of `a`, `b`", Some(Type)),
            ("Format: `uuid`", Some(Type)),
            ("`a`, `b`", Some(Type)),
            ("Nullable: yes", Some(Type)),
            ("Deprecated: true", Some(Limit)),
            ("Required: yes", Some(Necessity)),
            ("Required: `true`", Some(Necessity)),
            // Prose of real pages, and prose with code in it.
            ("Setting to `application/vnd.github+json` is recommended.", None),
            ("Default: notifications_enabled", None),
            ("Can be: low, medium, high, critical", None),
            ("Supported values are: merge, squash, rebase", None),
            ("Supported values are: true", None),
            ("The Default: 1.", None),
            ("owner: Repositories that are owned by the authenticated user.", None),
            ("For a non-nested team:", None),
            ("Note: Use either `tree.sha` or `content`.", None),
            ("Example: `a`", None),
            ("Note: `a`", None),
            ("The name of the `main` branch", None),
            ("See `visibility`.", None),
        ];
        for (line, expected) in table {
            assert_eq!(fact(line, None), expected, "{line}");
        }
    }

    #[test]
    fn values_in_bullets_are_those_of_the_label_above() {
        assert_eq!(fact("* `a` - the first", Some("Allowed values:")), Some(Fact::Type));
        assert_eq!(fact("* `a` - the first", Some("It can be set.")), None);
        assert_eq!(fact("* `a` - the first", None), None);
    }
}
