//! Short hashes of structures, by which the lock recognises what was retitled or moved. The order of their parts does not count.

use std::fmt::Write as _;

use super::bodies::content_type;
use super::structures::Structures;
use crate::hash::sha256;
use crate::model::{Additional, Endpoint, Field, Kind, Location, OpaqueReason, Schema, SchemaId, Schemas};
use crate::syntax::Compose;

/// Returns the hash of a received object's own fields, down to the titled objects in them. Whether it may be null is a fact of its place.
pub(super) fn of_object(structures: &Structures, id: SchemaId) -> String {
    let mut text = String::new();
    write_schema(structures, &Schema { nullable: false, ..structures.schemas.get(id).clone() }, &mut text);
    of_text(&text)
}

/// A value's structure in words, down to the titled objects in it.
pub(super) fn structure_words(structures: &Structures, id: SchemaId) -> String {
    let mut text = String::new();
    write_structure(structures, id, &mut text);
    text
}

/// The structure of what is sent in words, leaving aside whether it may be null, which is a fact of its place. They are
/// never those of something received, so that the lock distinguishes both.
pub(super) fn sent_words(structures: &Structures, id: SchemaId) -> String {
    let mut text = "sent ".to_owned();
    write_schema(structures, &Schema { nullable: false, ..structures.schemas.get(id).clone() }, &mut text);
    text
}

fn write_structure(structures: &Structures, id: SchemaId, text: &mut String) {
    match structures.of_object(id) {
        Some(structure) => {
            let _ = write!(text, "<{}>", structures.get(structure).title);
        }
        None => write_schema(structures, structures.schemas.get(id), text),
    }
}

fn write_schema(structures: &Structures, schema: &Schema, text: &mut String) {
    text.push_str(schema.kind.word());
    if let Some(format) = &schema.format {
        let _ = write!(text, " {format}");
    }
    if !schema.values.is_empty() {
        let mut values: Vec<&String> = schema.values.iter().collect();
        values.sort_unstable();
        let _ = write!(text, " {values:?}");
    }
    if schema.nullable {
        text.push_str(" null");
    }
    let mut part = |name: &str, required: bool, id: SchemaId| {
        let _ = write!(text, " {name}{}: ", if required { "" } else { "?" });
        write_structure(structures, id, text);
        text.push(',');
    };
    match &schema.kind {
        Kind::Array(Some(items)) => part("items", true, *items),
        Kind::Object { fields, additional } => {
            let mut fields: Vec<&Field> = fields.iter().collect();
            fields.sort_unstable_by(|a, b| a.name.cmp(&b.name));
            for field in fields {
                part(&field.name, field.required, field.schema);
            }
            if let Additional::Typed(value) = additional {
                part("others", true, *value);
            }
        }
        Kind::Union { variants, .. } => {
            let variant = |id: &SchemaId| {
                // A title that stands for no structure only names the variant.
                let title = structures.schemas.get(*id).title.as_deref();
                let title = title.filter(|_| structures.of_object(*id).is_none());
                let mut text = format!(" {}: ", title.unwrap_or("or"));
                write_structure(structures, *id, &mut text);
                text.push(',');
                text
            };
            let mut variants: Vec<String> = variants.iter().map(variant).collect();
            variants.sort_unstable();
            text.push_str(&variants.concat());
        }
        _ => {}
    }
    text.push(';');
}

/// The hash of an endpoint: what it takes, and which statuses it gives.
pub(super) fn of_endpoint(schemas: &Schemas, endpoint: &Endpoint) -> String {
    let members =
        endpoint.members(schemas).iter().map(|one| (Location::Body, &one.name, one.schema, one.required));
    let parameters =
        endpoint.parameters.iter().map(|one| (one.location, &one.name, one.schema, one.required));
    let mut rows: Vec<String> = parameters
        .chain(members)
        .map(|(location, name, schema, required)| {
            format!("{} {name} {} {required}", location.as_str(), stated_type(schemas, schema))
        })
        .collect();
    rows.sort();
    rows.extend(endpoint.responses.iter().map(|response| response.status.to_string()));
    if endpoint.body.is_some() && content_type(endpoint).is_some() {
        // The members are not arguments then.
        rows.push("file".to_owned());
    }
    of_text(&rows.join("\n"))
}

/// The type of a parameter as pages write it: `array of strings or null`.
fn stated_type(schemas: &Schemas, id: SchemaId) -> String {
    let schema = schemas.get(id);
    let mut words = match &schema.kind {
        Kind::Union { how: Compose::AnyOf, variants } => {
            variants.iter().map(|variant| stated_type(schemas, *variant)).collect::<Vec<_>>().join(" or ")
        }
        Kind::Array(Some(items)) => format!("array of {}s", stated_type(schemas, *items)),
        Kind::Union { .. } | Kind::Opaque(OpaqueReason::NoFields) => "object".to_owned(),
        Kind::Opaque(OpaqueReason::NoType) => String::new(),
        kind => kind.word().to_owned(),
    };
    if schema.nullable {
        words.push_str(if words.is_empty() { "null" } else { " or null" });
    }
    words
}

/// The first eight digits of a text's SHA-256.
pub(super) fn of_text(text: &str) -> String {
    let mut hash = sha256(text.as_bytes());
    hash.truncate(8);
    hash
}
