//! The model as JSON: a contract for other programs, described in ARCHITECTURE.md.

use serde_json::{Map, Value, json};

use super::{Additional, Api, Endpoint, Kind, Parameter, Schema, SchemaId, Schemas};

/// The whole model. Keys that would say nothing (`null`, `false` remarks, empty lists of an optional part) are left
/// out of schema nodes, but `kind`, `nullable` and, for fields, `required` always stand.
pub fn to_json(api: &Api) -> Value {
    json!({
        "version": api.edition.version,
        "locale": api.edition.locale,
        "api_version": api.api_version,
        "pages": api.pages,
        "endpoints": api.endpoints.iter().map(|endpoint| self::endpoint(&api.schemas, endpoint)).collect::<Vec<_>>(),
        "losses": api.losses,
    })
}

fn endpoint(schemas: &Schemas, endpoint: &Endpoint) -> Value {
    json!({
        "method": endpoint.method,
        "path": endpoint.path.to_string(),
        "title": endpoint.title,
        "page": endpoint.page,
        "anchor": endpoint.anchor,
        "server": endpoint.server,
        "description": endpoint.description,
        "scopes": endpoint.scopes,
        "tokens": endpoint.tokens,
        "deprecated": endpoint.deprecated,
        "preview": endpoint.preview,
        "media_types": endpoint.media_types,
        "parameters": endpoint.parameters.iter().map(parameter).collect::<Vec<_>>(),
        "responses": endpoint.responses.iter().map(|response| {
            let mut trees = response.schemas.iter().map(|id| schema(schemas, *id));
            let mut value = json!({
                "status": response.status,
                "description": response.description,
                "schema": trees.next(),
            });
            let others: Vec<Value> = trees.collect();
            if let (true, Some(object)) = (response.corrected, value.as_object_mut()) {
                object.insert("corrected".to_owned(), json!(true));
            }
            if let (false, Some(object)) = (others.is_empty(), value.as_object_mut()) {
                object.insert("other_schemas".to_owned(), Value::Array(others));
            }
            value
        }).collect::<Vec<_>>(),
        "examples": endpoint.examples,
    })
}

fn parameter(parameter: &Parameter) -> Value {
    let mut value = json!({
        "name": parameter.name,
        "in": parameter.location,
        "type": parameter.type_words,
        "nullable": parameter.nullable,
        "required": parameter.required,
        "default": parameter.default,
        "enum": parameter.values,
        "description": parameter.description,
    });
    if let (false, Some(object)) = (parameter.fields.is_empty(), value.as_object_mut()) {
        object.insert("fields".to_owned(), parameter.fields.iter().map(self::parameter).collect());
    }
    if let (true, Some(object)) = (parameter.correction.corrected, value.as_object_mut()) {
        object.insert("corrected".to_owned(), json!(true));
    }
    if let (Some(values), Some(object)) = (&parameter.item_values, value.as_object_mut()) {
        object.insert("item_enum".to_owned(), json!(values));
    }
    value
}

fn schema(schemas: &Schemas, id: SchemaId) -> Value {
    Value::Object(node(schemas, schemas.get(id)))
}

fn node(schemas: &Schemas, schema: &Schema) -> Map<String, Value> {
    let mut node = Map::new();
    let mut put = |key: &str, value: Value| {
        node.insert(key.to_owned(), value);
    };
    put("kind", json!(schema.kind.word()));
    put("nullable", json!(schema.nullable));
    if let Some(title) = &schema.title {
        put("title", json!(title));
    }
    if let Some(format) = &schema.format {
        put("format", json!(format));
    }
    if !schema.values.is_empty() {
        put("enum", json!(schema.values));
    }
    if let Some(default) = &schema.default {
        put("default", serde_json::from_str(default).unwrap_or_else(|_| json!(default)));
    }
    for (name, said) in [
        ("deprecated", schema.deprecated),
        ("read_only", schema.read_only),
        ("unique_items", schema.unique_items),
        ("corrected", schema.correction.corrected),
    ] {
        if said {
            put(name, json!(true));
        }
    }
    for (limit, value) in &schema.limits {
        put(limit.as_str(), serde_json::from_str(value).unwrap_or_else(|_| json!(value)));
    }
    if let Some(pattern) = &schema.pattern {
        put("pattern", json!(pattern));
    }
    let mut additional_keys = &schema.additional;
    match &schema.kind {
        Kind::Array(items) => put("items", items.map_or(Value::Null, |items| self::schema(schemas, items))),
        Kind::Object { fields, additional } => {
            let fields = fields.iter().map(|field| {
                let mut child = Map::new();
                child.insert("name".to_owned(), json!(field.name));
                child.insert("required".to_owned(), json!(field.required));
                child.extend(self::node(schemas, schemas.get(field.schema)));
                Value::Object(child)
            });
            put("fields", fields.collect());
            additional_keys = additional;
        }
        Kind::Union { variants, .. } => {
            put("variants", variants.iter().map(|variant| self::schema(schemas, *variant)).collect());
        }
        Kind::Opaque(reason) => put("reason", json!(reason.as_str())),
        Kind::Null | Kind::Boolean | Kind::Integer | Kind::Number | Kind::String => {}
    }
    match additional_keys {
        Additional::Unstated => {}
        Additional::Allowed => put("additional", json!(true)),
        Additional::Typed(value) => put("additional", self::schema(schemas, *value)),
    }
    node
}
