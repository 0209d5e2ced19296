//! Paths that callers write themselves.

use percent_encoding::percent_decode_str;

/// Says why a path, with or without a query, cannot be appended to the base URL as it is.
pub(crate) fn check(path_and_query: &str) -> Result<(), &'static str> {
    let path = path_and_query.split_once('?').map_or(path_and_query, |(path, _)| path);
    if !path.starts_with('/') {
        return Err("has a path that does not start with `/`; it is appended to the base URL");
    }
    if path.contains("//") {
        return Err("has an empty segment in its path");
    }
    if !path_and_query.bytes().all(is_url_byte) {
        return Err("has a path that is not percent-encoded");
    }
    let climbs = |segment: &str| matches!(&*percent_decode_str(segment).decode_utf8_lossy(), "." | "..");
    if path.split('/').any(climbs) {
        return Err("has a dot segment in its path");
    }
    Ok(())
}

/// Whether a byte can stand in a path or query, so that every URL parser leaves it alone.
fn is_url_byte(byte: u8) -> bool {
    byte.is_ascii_graphic() && !br#""<>\^`{|}#'"#.contains(&byte)
}
