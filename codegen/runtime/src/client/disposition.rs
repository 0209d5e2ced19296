//! The `Content-Disposition` header (RFC 6266).

use percent_encoding::percent_decode_str;

use super::link::split_outside_quotes;

/// The name of a file, without any folder: a server must not choose where a file goes.
pub(crate) fn file_name(header: &str) -> Option<String> {
    let mut plain = None;
    let (_, mut rest) = split_outside_quotes(header, ';');
    while !rest.is_empty() {
        let (parameter, others) = split_outside_quotes(rest, ';');
        if let Some((name, value)) = parameter.split_once('=') {
            match name.trim().to_ascii_lowercase().as_str() {
                // It is the better one of the two, wherever it stands.
                "filename*" => {
                    if let Some(name) = extended(value.trim()).and_then(|name| without_folder(&name)) {
                        return Some(name);
                    }
                }
                "filename" => plain = plain.or_else(|| without_folder(&unquoted(value.trim()))),
                _ => {}
            }
        }
        rest = others;
    }
    plain
}

/// The value of `filename*`: `UTF-8''na%C3%AFve.txt` (RFC 8187).
fn extended(value: &str) -> Option<String> {
    let (charset, rest) = value.split_once('\'')?;
    let (_language, encoded) = rest.split_once('\'')?;
    if !charset.eq_ignore_ascii_case("utf-8") {
        return None;
    }
    percent_decode_str(encoded).decode_utf8().ok().map(Into::into)
}

/// A token, or what a quoted string says.
fn unquoted(value: &str) -> String {
    let Some(quoted) = value.strip_prefix('"') else { return value.to_owned() };
    let mut text = String::new();
    let mut characters = quoted.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => break,
            '\\' => text.extend(characters.next()),
            _ => text.push(character),
        }
    }
    text
}

fn without_folder(name: &str) -> Option<String> {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let usable = !matches!(name, "" | "." | "..") && !name.contains(char::is_control);
    usable.then(|| name.to_owned())
}
