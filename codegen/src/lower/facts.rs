//! What the page says of a field, in a sentence for its docs.

use std::fmt::Write as _;

use crate::model::{Kind, OpaqueReason, Schema, SchemaId, Schemas};

/// The type and what constrains it: "String, format `date-time`, optional."
pub(super) fn facts(schemas: &Schemas, schema: &Schema, required: bool) -> String {
    let mut fact = capitalised(&noun(schemas, schema, false));
    if let Some(format) = &schema.format {
        let _ = write!(fact, ", format `{format}`");
    }
    if !required {
        fact.push_str(", optional");
    }
    if schema.nullable {
        fact.push_str(", may be null");
    }
    if schema.read_only {
        fact.push_str(", read-only");
    }
    for (limit, value) in &schema.limits {
        let _ = write!(fact, ", {} {value}", limit.as_str());
    }
    if let Some(pattern) = &schema.pattern {
        let _ = write!(fact, ", pattern `{pattern}`");
    }
    if let Some(default) = &schema.default {
        let _ = write!(fact, ", default `{default}`");
    }
    fact.push('.');
    fact
}

fn noun(schemas: &Schemas, schema: &Schema, plural: bool) -> String {
    let word = match &schema.kind {
        Kind::String if schema.values.is_empty() => "string",
        Kind::String => "one of a set of known strings",
        Kind::Integer => "integer",
        Kind::Number => "number",
        Kind::Boolean => "boolean",
        Kind::Array(None) => "array",
        Kind::Array(Some(items)) => return array(schemas, *items),
        Kind::Object { .. } => match &schema.title {
            Some(title) => return format!("`{}`", title.replace('`', "'")),
            None => "object",
        },
        Kind::Union { .. } if plural => return "several kinds of value".to_owned(),
        Kind::Union { .. } => return "one of several kinds of value".to_owned(),
        Kind::Opaque(OpaqueReason::NotUnderstood) => {
            return "JSON as it comes (its documentation was not understood)".to_owned();
        }
        Kind::Opaque(_) => return "JSON as it comes".to_owned(),
        Kind::Null => return "null".to_owned(),
    };
    if plural && !word.contains(' ') { format!("{word}s") } else { word.to_owned() }
}

fn array(schemas: &Schemas, items: SchemaId) -> String {
    format!("array of {}", noun(schemas, schemas.get(items), true))
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().collect::<String>() + chars.as_str()).unwrap_or_default()
}
