//! Values in URLs.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// Everything but the characters that RFC 3986 calls unreserved, so that whatever decodes a URL gets the value back:
/// a slash is no separator, a plus no space.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// How much longer than its template a path with its query may well be, in bytes.
const ROOM: usize = 64;

/// Encodes a path segment, or a name or value in a query.
#[cfg(feature = "client")]
pub(crate) fn encode(value: &str) -> String {
    utf8_percent_encode(value, RESERVED).to_string()
}

/// Encodes a path segment, or a name or value in a query, at the end of a URL.
pub(crate) fn push_encoded(url: &mut String, value: &str) {
    url.extend(utf8_percent_encode(value, RESERVED));
}

/// Encodes a value of several path segments, between which its slashes stand.
fn push_encoded_segments(path: &mut String, value: &str) {
    for (index, segment) in value.split('/').enumerate() {
        if index > 0 {
            path.push('/');
        }
        push_encoded(path, segment);
    }
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

/// Says why a value cannot be several path segments. None at all are fine at the end of a path: they are its root.
fn refuse_segments(value: &str, at_end: bool) -> Result<(), &'static str> {
    if value.is_empty() && at_end {
        return Ok(());
    }
    if value.len() > 1 && value.starts_with('/') {
        return Err("begins with a slash; leave it out, as the value begins below the root");
    }
    if value.len() > 1 && value.ends_with('/') {
        return Err("ends with a slash; leave it out");
    }
    value.split('/').try_for_each(|segment| match refuse_segment(segment) {
        Err(_) if segment.is_empty() && !value.is_empty() => Err("has an empty segment"),
        Err(_) if !value.is_empty() && value != segment => {
            Err("has a dot segment, which would change the path")
        }
        refused => refused,
    })
}

/// A `{name}` or `{+name}` of a path template.
#[derive(Clone, Copy)]
pub(crate) struct Placeholder<'a> {
    pub(crate) index: usize,
    pub(crate) name: &'a str,
    /// Whether the value may be several segments.
    several: bool,
    at_end: bool,
}

impl Placeholder<'_> {
    /// Encodes a value at the end of a path.
    pub(crate) fn push_encoded(&self, path: &mut String, value: &str) {
        if self.several { push_encoded_segments(path, value) } else { push_encoded(path, value) }
    }

    /// Says why a value cannot stand here.
    pub(crate) fn refuse(&self, value: &str) -> Result<(), &'static str> {
        if self.several { refuse_segments(value, self.at_end) } else { refuse_segment(value) }
    }
}

/// Fills the placeholders of a path template, in order, by what pushes their values. Where the last one becomes nothing, so
/// does the slash before it.
pub(crate) fn fill<E>(
    template: &str,
    mut push_value: impl FnMut(&mut String, Placeholder<'_>) -> Result<(), E>,
) -> Result<String, E> {
    // Most values and a query find room beside the names that they take the place of.
    let mut path = String::with_capacity(template.len() + ROOM);
    let mut rest = template;
    let mut index = 0;
    while let Some((before, (name, after))) = next_placeholder(rest) {
        path.push_str(before);
        let plain = name.strip_prefix('+');
        let (several, at_end) = (plain.is_some(), after.is_empty());
        let length = path.len();
        push_value(&mut path, Placeholder { index, name: plain.unwrap_or(name), several, at_end })?;
        if path.len() == length && several && at_end && path.ends_with('/') {
            path.pop();
        }
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
