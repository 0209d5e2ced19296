//! Short hashes of structures, by which the lock recognises what was retitled or moved.

use std::fmt::Write as _;

use crate::hash::sha256;
use crate::model::{Endpoint, Field, Schemas};

/// The hash of an object: its fields with their kinds, not what they hold.
pub(super) fn of_object(schemas: &Schemas, fields: &[Field]) -> String {
    let mut text = String::new();
    for field in fields {
        let schema = schemas.get(field.schema);
        let _ = writeln!(text, "{} {} {}", field.name, field.required, schema.kind.word());
    }
    of_text(&text)
}

/// The hash of an endpoint: what it takes, and which statuses it gives.
pub(super) fn of_endpoint(endpoint: &Endpoint) -> String {
    let mut rows: Vec<String> = endpoint
        .parameters
        .iter()
        .map(|parameter| {
            format!(
                "{} {} {} {}",
                parameter.location.as_str(),
                parameter.name,
                parameter.type_words,
                parameter.required
            )
        })
        .collect();
    rows.sort();
    rows.extend(endpoint.responses.iter().map(|response| response.status.to_string()));
    of_text(&rows.join("\n"))
}

/// The first eight digits of a text's SHA-256.
pub(super) fn of_text(text: &str) -> String {
    let mut hash = sha256(text.as_bytes());
    hash.truncate(8);
    hash
}
