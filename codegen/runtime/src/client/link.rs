//! The `Link` header (RFC 8288).

use http::HeaderMap;
use http::header::LINK;

/// The URL of the next page, as it stands in the header.
///
/// Entries that cannot be read are passed over: GitHub sends some with URI templates in them.
pub(crate) fn next(headers: &HeaderMap) -> Option<&str> {
    headers.get_all(LINK).iter().filter_map(|value| value.to_str().ok()).find_map(next_in)
}

fn next_in(header: &str) -> Option<&str> {
    let mut rest = header;
    loop {
        // An entry begins with its URL, in which commas and semicolons mean nothing.
        let (_, entry) = rest.split_once('<')?;
        let (url, after) = entry.split_once('>')?;
        let (parameters, others) = split_outside_quotes(after, ',');
        if has_rel_next(parameters) {
            return Some(url);
        }
        rest = others;
    }
}

fn has_rel_next(parameters: &str) -> bool {
    let mut rest = parameters;
    while !rest.is_empty() {
        let (parameter, others) = split_outside_quotes(rest, ';');
        if let Some((name, value)) = parameter.split_once('=')
            && name.trim().eq_ignore_ascii_case("rel")
        {
            // Only the first one counts, and it may name several relations.
            let relations = value.trim().trim_matches('"');
            return relations.split_ascii_whitespace().any(|relation| relation.eq_ignore_ascii_case("next"));
        }
        rest = others;
    }
    false
}

/// Splits at the first separator that is not within a quoted string.
pub(crate) fn split_outside_quotes(text: &str, separator: char) -> (&str, &str) {
    let mut quoted = false;
    let mut escaped = false;
    for (index, character) in text.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if character == separator && !quoted => {
                let (before, after) = text.split_at(index);
                return (before, after.strip_prefix(separator).unwrap_or(after));
            }
            _ => {}
        }
    }
    (text, "")
}
