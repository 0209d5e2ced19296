//! Short hashes of structures, by which the lock recognises what was retitled or moved.

use std::fmt::Write as _;

use super::structures::{StructureId, Structures};
use crate::hash::sha256;
use crate::model::legacy::Parameter;
use crate::model::{Additional, Endpoint, Field, Kind, SchemaId, Schemas};

/// The hash of an object: its fields with their kinds, not what they hold.
pub(super) fn of_object(schemas: &Schemas, fields: &[Field]) -> String {
    let mut text = String::new();
    for field in fields {
        let schema = schemas.get(field.schema);
        let _ = writeln!(text, "{} {} {}", field.name, field.required, schema.kind.word());
    }
    of_text(&text)
}

/// A value's structure in words, down to the titled objects in it, which `titled` gives words for.
pub(super) fn structure_words(
    structures: &Structures,
    id: SchemaId,
    titled: &dyn Fn(StructureId) -> String,
) -> String {
    let mut text = String::new();
    write_structure(structures, id, titled, &mut text);
    text
}

fn write_structure(
    structures: &Structures,
    id: SchemaId,
    titled: &dyn Fn(StructureId) -> String,
    text: &mut String,
) {
    if let Some(structure) = structures.of_object(id) {
        let _ = write!(text, "<{}>", titled(structure));
        return;
    }
    let schema = structures.schemas.get(id);
    text.push_str(schema.kind.word());
    if let Some(format) = &schema.format {
        let _ = write!(text, " {format}");
    }
    if !schema.values.is_empty() {
        let _ = write!(text, " {:?}", schema.values);
    }
    if schema.nullable {
        text.push_str(" null");
    }
    let mut part = |name: &str, required: bool, id: SchemaId| {
        let _ = write!(text, " {name}{}: ", if required { "" } else { "?" });
        write_structure(structures, id, titled, text);
        text.push(',');
    };
    match &schema.kind {
        Kind::Array(Some(items)) => part("items", true, *items),
        Kind::Object { fields, additional } => {
            for field in fields {
                part(&field.name, field.required, field.schema);
            }
            if let Additional::Typed(value) = additional {
                part("others", true, *value);
            }
        }
        Kind::Union { variants, .. } => {
            for variant in variants {
                part("or", true, *variant);
            }
        }
        _ => {}
    }
    text.push(';');
}

/// A body parameter's structure in words.
pub(super) fn parameter_words(parameter: &Parameter) -> String {
    let mut text = format!("{}{}", parameter.type_words, if parameter.required { "!" } else { "" });
    for values in [&parameter.values, &parameter.item_values].into_iter().flatten() {
        let _ = write!(text, " {values:?}");
    }
    for field in &parameter.fields {
        let _ = write!(text, " {}: {},", field.name, parameter_words(field));
    }
    text.push(';');
    text
}

/// The hash of an endpoint: what it takes, and which statuses it gives.
pub(super) fn of_endpoint(endpoint: &Endpoint) -> String {
    let mut rows: Vec<String> = endpoint
        .legacy
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
