//! What must not be shown.

use percent_encoding::percent_decode_str;

/// What is shown in place of a secret.
pub(crate) const REDACTED: &str = "[REDACTED]";

/// Names that mean a secret wherever they occur, for requests that no page describes and parameters it forgot.
const SECRET_NAMES: &[&str] = &[
    "access_token",
    "api_key",
    "authorization",
    "client_secret",
    "password",
    "refresh_token",
    "secret",
    "token",
];

/// Whether the value of a parameter is shown nowhere.
pub(crate) fn is_secret(name: &str, documented: &[&str]) -> bool {
    documented.contains(&name) || SECRET_NAMES.iter().any(|secret| name.eq_ignore_ascii_case(secret))
}

/// A URL, or the end of one, without the values of secret query parameters.
pub(crate) fn redact_query(url: &str, documented: &[&str]) -> String {
    let Some((path, query)) = url.split_once('?') else { return url.to_owned() };
    let pairs: Vec<String> = query
        .split('&')
        .map(|pair| match pair.split_once('=') {
            Some((name, _)) if is_secret(&percent_decode_str(name).decode_utf8_lossy(), documented) => {
                format!("{name}={REDACTED}")
            }
            _ => pair.to_owned(),
        })
        .collect();
    format!("{path}?{}", pairs.join("&"))
}
