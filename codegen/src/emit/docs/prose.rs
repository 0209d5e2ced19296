//! Plain text → markdown that shows just that text.

use crate::visible::is_unseen;

/// Doc lines are wrapped at this width, as people do.
const WIDTH: usize = 84;

/// Text as paragraphs: each of its lines is one, as on the page.
pub(in crate::emit) fn prose(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        super::paragraph(&mut lines, wrapped(&escaped(paragraph)));
    }
    lines
}

/// Wraps markdown at blanks. A line never begins with what markdown would read as the start of a block.
pub(in crate::emit) fn wrapped(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(line) if line.len() + 1 + word.len() <= WIDTH || starts_block(word) => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Escapes what markdown or rustdoc would read as markup; bare addresses become links.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for (at, one) in text.split(' ').enumerate() {
        if at > 0 {
            out.push(' ');
        }
        word(&mut out, one);
    }
    // A paragraph must not begin as a list, a heading, or a fence either.
    match out.split(' ').next() {
        Some(first) if starts_block(first) => match first.find(['.', ')']) {
            Some(at) => format!("{}\\{}", &out[..at], &out[at..]),
            None => format!("\\{out}"),
        },
        _ => out,
    }
}

fn word(out: &mut String, word: &str) {
    // There are very many words, and hardly one of them has a colon in it.
    let start = if word.contains(':') {
        ["https://", "http://"].iter().filter_map(|scheme| word.find(scheme)).min()
    } else {
        None
    };
    let Some(at) = start else { return escape_markup(out, word) };
    let (before, rest) = word.split_at(at);
    let end = rest.trim_end_matches(['.', ',', ';', ':', ')', '"', '\'', '!', '?', '>', ']']).len();
    let (address, after) = rest.split_at(end);
    if address.contains(['<', '{', '`', '\\', '[']) {
        // No link can be made of a template, but rustdoc would take it for a forgotten one.
        escape_markup(out, before);
        out.push_str(&super::code(address));
        return escape_markup(out, after);
    }
    escape_markup(out, before.strip_suffix('<').unwrap_or(before));
    out.push('<');
    out.push_str(address);
    out.push('>');
    escape_markup(out, after.strip_prefix('>').unwrap_or(after));
}

fn escape_markup(out: &mut String, text: &str) {
    // Most words are plain, and copied.
    if text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".,-()'\"/:;".contains(&byte)) {
        return out.push_str(text);
    }
    let mut previous = ' ';
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek().copied().unwrap_or(' ');
        let inside_word = previous.is_alphanumeric() && next.is_alphanumeric();
        let markup = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '~' | '|' => true,
            '_' => !inside_word,
            '&' => next == '#' || next.is_alphabetic(),
            _ => false,
        };
        if is_unseen(c) {
            out.extend(c.escape_unicode());
        } else {
            if markup {
                out.push('\\');
            }
            out.push(c);
        }
        previous = c;
    }
}

fn starts_block(word: &str) -> bool {
    let numbered = word
        .strip_suffix(['.', ')'])
        .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()));
    numbered
        || word.starts_with("```")
        || word.starts_with("~~~")
        || word.starts_with('>')
        || word.bytes().all(|byte| byte == b'#')
        || word.bytes().all(|byte| byte == b'=')
        || word.bytes().all(|byte| byte == b'-')
        || matches!(word, "+" | "*")
}

#[cfg(test)]
mod tests {
    use super::prose;

    #[test]
    fn text_stays_text() {
        let rows = [
            ("package_type and *x* or [y](z)", r"package_type and \*x\* or \[y\](z)"),
            ("see https://ghcr.io/a_b.", "see <https://ghcr.io/a_b>."),
            ("at https://x.y/{a}?q={b}, say", r"at `https://x.y/{a}?q={b}`, say"),
            ("<branch name> & more", r"\<branch name\> & more"),
            ("# Print it", r"\# Print it"),
            ("1. First", r"1\. First"),
            ("- item", r"\- item"),
            ("``` rust", r"\`\`\` rust"),
            ("_private", r"\_private"),
        ];
        for (text, expected) in rows {
            assert_eq!(prose(text), [expected], "{text}");
        }
        assert_eq!(prose("a\nb"), ["a", "", "b"]);
    }
}
