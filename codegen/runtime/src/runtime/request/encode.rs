//! Values in URLs.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// Everything but the characters that RFC 3986 calls unreserved, so that whatever decodes a URL gets the value back:
/// a slash is no separator, a plus no space.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Encodes a path segment, or a name or value in a query.
pub(crate) fn encode(value: &str) -> String {
    utf8_percent_encode(value, RESERVED).to_string()
}

/// Says why a value cannot be a path segment.
///
/// An empty segment names another resource (`DELETE /repos/{owner}/` …), and a dot segment climbs: servers and proxies
/// resolve it, some of them after decoding it once more.
pub(crate) fn refuse_segment(value: &str) -> Result<(), &'static str> {
    match &*percent_decode_str(value).decode_utf8_lossy() {
        "" => Err("is empty"),
        "." | ".." => Err("is a dot segment, which would change the path"),
        _ => Ok(()),
    }
}

/// Fills the `{name}` parts of a path template, in order.
pub(crate) fn fill<E>(
    template: &str,
    mut value: impl FnMut(usize, &str) -> Result<String, E>,
) -> Result<String, E> {
    let mut path = String::with_capacity(template.len());
    let mut rest = template;
    let mut index = 0;
    while let Some((before, (name, after))) = next_placeholder(rest) {
        path.push_str(before);
        path.push_str(&value(index, name)?);
        index += 1;
        rest = after;
    }
    path.push_str(rest);
    Ok(path)
}

/// Splits at the first placeholder: what is before it, its name, and what is behind it.
fn next_placeholder(template: &str) -> Option<(&str, (&str, &str))> {
    let (before, rest) = template.split_once('{')?;
    Some((before, rest.split_once('}')?))
}
