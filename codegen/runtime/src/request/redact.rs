//! What must not be shown.

use percent_encoding::percent_decode_str;
use serde_json::Value;

/// What is shown in place of a secret.
pub(crate) const REDACTED: &str = "[REDACTED]";

/// A name that means a secret wherever it occurs, for requests that no page describes and parameters it forgot.
const SECRET_NAME: &str = "api_key";

/// The last words of other such names: `client_secret`.
const SECRET_WORDS: &[&str] = &["authorization", "passphrase", "password", "secret", "token"];

/// Whether the value of a parameter is shown nowhere.
pub(crate) fn is_secret(name: &str, documented: &[&str]) -> bool {
    // Lists are sent under such names.
    let name = name.strip_suffix("[]").unwrap_or(name);
    let last = name.rsplit(['_', '-']).next().unwrap_or(name);
    documented.contains(&name)
        || name.eq_ignore_ascii_case(SECRET_NAME)
        || SECRET_WORDS.iter().any(|word| last.eq_ignore_ascii_case(word))
}

/// Takes the values of secrets out of JSON, however deep they are.
pub(crate) fn redact_members(value: &mut Value, documented: &[&str]) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                if is_secret(name, documented) {
                    *value = Value::String(REDACTED.to_owned());
                } else {
                    redact_members(value, documented);
                }
            }
        }
        Value::Array(elements) => elements.iter_mut().for_each(|element| redact_members(element, documented)),
        _ => {}
    }
}

/// Adds the texts of the secrets in JSON, however deep they are.
#[cfg(feature = "client")]
pub(crate) fn secret_members(value: &Value, documented: &[&str], found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                if is_secret(name, documented) {
                    texts(value, found)
                } else {
                    secret_members(value, documented, found)
                }
            }
        }
        Value::Array(elements) => elements.iter().for_each(|one| secret_members(one, documented, found)),
        _ => {}
    }
}

/// Adds all texts in JSON.
#[cfg(feature = "client")]
fn texts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Array(elements) => elements.iter().for_each(|one| texts(one, found)),
        Value::Object(members) => members.values().for_each(|one| texts(one, found)),
        _ => {}
    }
}

/// Adds the values of the secrets in the query of a URL, or of the end of one: as they stand there, and decoded.
#[cfg(feature = "client")]
pub(crate) fn secret_pairs(url: &str, documented: &[&str], found: &mut Vec<String>) {
    let query = url.split_once('?').map_or("", |(_, query)| query);
    for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
        if is_secret(&percent_decode_str(name).decode_utf8_lossy(), documented) {
            found.push(percent_decode_str(value).decode_utf8_lossy().into_owned());
            found.push(value.to_owned());
        }
    }
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
