//! Remarks that the reader does not know: whether one may change a type, or whether something is required.

use super::constraints::types;

/// Words, and beginnings of words, about whether something has to be sent.
const NECESSITY: &[&str] =
    &["requir", "option", "mandat", "oblig", "condition", "depend", "necess", "omit", "except"];

/// Whole words about whether something has to be sent.
const NECESSITY_WORDS: &[&str] =
    &["must", "need", "needs", "needed", "if", "unless", "when", "only", "without", "always", "never"];

/// Words, and beginnings of words, about a type.
const TYPE: &[&str] = &[
    "null", "enum", "string", "integ", "number", "bool", "object", "array", "int", "float", "doubl", "binar",
    "base64", "encod", "format", "serial", "repeat", "multipl", "separat",
];

/// Whole words about a type.
const TYPE_WORDS: &[&str] = &[
    "or", "of", "any", "one", "all", "each", "list", "lists", "map", "type", "types", "file", "json", "date",
    "time", "text", "value", "values", "url", "uri", "uuid", "char", "byte", "bytes",
];

/// How many letters a misspelt `required` may differ in.
const MISSPELT: usize = 3;

/// Whether a text may say that something is required or optional.
pub(super) fn touches_necessity(text: &str) -> bool {
    words(text).any(|word| {
        NECESSITY.iter().any(|start| word.starts_with(start))
            || NECESSITY_WORDS.contains(&word.as_str())
            || is_like_required(&word)
    })
}

/// Whether a text may change a type. Code states values.
pub(super) fn touches_type(text: &str) -> bool {
    text.contains('`')
        || words(text).any(|word| {
            TYPE.iter().any(|start| word.starts_with(start))
                || TYPE_WORDS.contains(&word.as_str())
                || types(&word).is_some()
        })
}

/// Whether every parenthesis of a text is closed, so that its end is not missing.
pub(super) fn is_balanced(text: &str) -> bool {
    let mut open = 0_usize;
    for c in text.chars() {
        match c {
            '(' => open += 1,
            ')' if open == 0 => return false,
            ')' => open -= 1,
            _ => {}
        }
    }
    open == 0
}

fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().into_iter()
}

/// Whether a word is `required` with a few letters wrong.
fn is_like_required(word: &str) -> bool {
    word.chars().count().abs_diff("required".len()) <= MISSPELT && distance(word, "required") <= MISSPELT
}

/// How many letters have to be put in, taken out or replaced to make one word of another.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (at, from) in a.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], at + 1);
        for (column, to) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(from != *to);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(row[column] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_that_touch_a_type_or_what_is_required_are_recognised() {
        let table = [
            ("beta", false, false),
            ("closing down", false, false),
            ("since 3.19", false, false),
            ("required", true, false),
            ("requierd", true, false),
            ("optional", true, false),
            ("only with `a`", true, true),
            ("conditionally", true, false),
            ("nullable", false, true),
            ("or null", false, true),
            ("int64", false, true),
            ("list of strings", false, true),
        ];
        for (remark, necessity, of_type) in table {
            assert_eq!((touches_necessity(remark), touches_type(remark)), (necessity, of_type), "{remark}");
        }
    }

    #[test]
    fn a_text_that_is_cut_off_is_not_balanced() {
        for (text, balanced) in [("(a) (b)", true), ("(a", false), ("a)", false), ("", true)] {
            assert_eq!(is_balanced(text), balanced, "{text}");
        }
    }
}
