//! Text of pages where people read it: characters that cannot be seen, or that change how others are shown, are written out.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether a character is a control, changes the direction of text, or has no width.
pub(crate) fn is_unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Text as one line: a line break is written out, too, and a tab is a space.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    replaced(text, |out, letter| match letter {
        '\t' => out.push(' '),
        letter => written_out(out, letter),
    })
}

/// Text of several lines, whose breaks and tabs stay.
pub fn visible_lines(text: &str) -> Cow<'_, str> {
    replaced(text, |out, letter| match letter {
        '\t' | '\n' => out.push(letter),
        letter => written_out(out, letter),
    })
}

/// JSON with the same value. Only strings can hold such characters, and JSON has escapes for them.
pub fn visible_json(json: &str) -> Cow<'_, str> {
    replaced(json, |out, letter| match letter {
        '\t' | '\n' | '\r' => out.push(letter),
        letter => {
            for unit in letter.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
    })
}

/// TOML with the same value. Where that takes more than escapes in place, the text stays.
pub(crate) fn visible_toml(text: &str) -> Cow<'_, str> {
    let shown = replaced(text, |out, letter| match letter {
        '\t' | '\n' | '\r' => out.push(letter),
        letter => {
            let _ = write!(out, "\\U{:08x}", u32::from(letter));
        }
    });
    // In a string between single quotes nothing is an escape.
    let is_same =
        || matches!((text.parse::<toml::Table>(), shown.parse::<toml::Table>()), (Ok(a), Ok(b)) if a == b);
    if matches!(shown, Cow::Owned(_)) && !is_same() { Cow::Borrowed(text) } else { shown }
}

fn written_out(out: &mut String, letter: char) {
    let _ = write!(out, "\\u{{{:x}}}", u32::from(letter));
}

fn replaced(text: &str, replace: impl Fn(&mut String, char)) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) || !text.contains(is_unseen) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        if is_unseen(letter) { replace(&mut out, letter) } else { out.push(letter) }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_cannot_be_seen_is_written_out() {
        for (text, seen) in [
            ("plain `code`", "plain `code`"),
            ("año 名前 👍", "año 名前 👍"),
            ("a\tb", "a b"),
            ("a\nb\r", "a\\u{a}b\\u{d}"),
            ("\u{1b}[31mred", "\\u{1b}[31mred"),
            ("user\u{202e}txt.exe", "user\\u{202e}txt.exe"),
            ("zero\u{200b}width", "zero\\u{200b}width"),
        ] {
            assert_eq!(visible(text), seen);
        }
        assert_eq!(visible_lines("a\n\tb\u{9b}"), "a\n\tb\\u{9b}");
    }

    #[test]
    fn toml_keeps_its_value() {
        let shown = visible_toml("\"a\u{202e}\" = { name = \"\u{e0041}\" }\n");
        assert_eq!(shown, "\"a\\U0000202e\" = { name = \"\\U000e0041\" }\n");
        let literal = "'a\u{202e}' = 1\n";
        assert_eq!(visible_toml(literal), literal);
    }

    #[test]
    fn json_keeps_its_value() {
        let value = serde_json::json!({ "a\u{202e}": ["\u{7f}\u{e0041}", "名前\n\t"] });
        for text in [value.to_string(), format!("{value:#}")] {
            let shown = visible_json(&text);
            assert!(!shown.contains(|c| is_unseen(c) && c != '\n'), "{shown}");
            assert_eq!(serde_json::from_str::<serde_json::Value>(&shown).unwrap(), value);
        }
    }
}
