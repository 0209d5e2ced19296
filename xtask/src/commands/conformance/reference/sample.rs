//! Values that a schema of GitHub's description allows.

use serde_json::{Map, Value, json};

use super::openapi::OpenApi;

/// How deep a made-up value goes. Schemas may hold themselves.
const DEPTH: usize = 8;

/// A value that a schema allows: the schema's own example where it has one, else the simplest.
pub(super) fn sample(api: &OpenApi, schema: &Value) -> Value {
    at_depth(api, schema, DEPTH)
}

fn at_depth(api: &OpenApi, schema: &Value, depth: usize) -> Value {
    let schema = api.resolve(schema);
    let Some(depth) = depth.checked_sub(1) else { return Value::Null };
    if let Some(said) = said(schema) {
        return said;
    }
    for choice in ["oneOf", "anyOf"] {
        let variants = schema.get(choice).and_then(Value::as_array).into_iter().flatten();
        let made = variants.map(|variant| at_depth(api, variant, depth)).find(|made| !made.is_null());
        if let Some(made) = made {
            return joined(object(api, schema, depth), made);
        }
    }
    let parts = schema.get("allOf").and_then(Value::as_array).into_iter().flatten();
    let all = parts.map(|part| at_depth(api, part, depth)).reduce(joined);
    if let Some(all) = all {
        return joined(object(api, schema, depth), all);
    }
    match type_of(schema) {
        "string" => Value::String(text(schema)),
        "integer" => json!(schema.get("minimum").and_then(Value::as_i64).unwrap_or(1).max(1)),
        "number" => json!(1.5),
        "boolean" => json!(true),
        "array" => {
            let count = schema.get("minItems").and_then(Value::as_u64).unwrap_or(1).max(1);
            let item = schema.get("items").map_or(Value::Null, |items| at_depth(api, items, depth));
            (0..count).map(|_| item.clone()).collect()
        }
        _ => object(api, schema, depth),
    }
}

/// What the schema itself says a value may be.
fn said(schema: &Value) -> Option<Value> {
    let first = schema.get("enum").and_then(|values| values.get(0));
    let candidates = [schema.get("example"), schema.get("default"), first];
    let wanted = type_of(schema);
    candidates.into_iter().flatten().find(|value| is_of(wanted, value)).cloned()
}

/// Whether a value is of a type: examples of schemas are not always.
fn is_of(wanted: &str, value: &Value) -> bool {
    match wanted {
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.as_array().is_some_and(|items| !items.is_empty()),
        "object" => value.is_object(),
        _ => !value.is_null(),
    }
}

fn type_of(schema: &Value) -> &str {
    schema.get("type").and_then(Value::as_str).unwrap_or_default()
}

fn text(schema: &Value) -> String {
    let text = match schema.get("format").and_then(Value::as_str).unwrap_or_default() {
        "date-time" => "2026-01-02T03:04:05Z",
        "date" => "2026-01-02",
        "uri" | "url" => "https://example.com/a",
        "email" => "octocat@example.com",
        "uuid" => "7c0c3ba1-0a52-4f4a-8f4a-1f2a3b4c5d6e",
        "ipv4" => "192.0.2.1",
        _ => match schema.get("pattern").and_then(Value::as_str).unwrap_or_default() {
            "" => "text",
            // The few patterns that are there ask for a key, for hexadecimal digits, for digits, or for a name.
            pattern if pattern.contains("ssh-rsa") || pattern.contains("ssh-(rsa") => {
                "ssh-rsa AAAAB3NzaC1yc2E"
            }
            pattern if pattern.contains("a-f") || pattern.contains("A-F") => {
                "0123456789abcdef0123456789abcdef01234567"
            }
            pattern if pattern.contains("0-9") && !pattern.contains("a-z") => "1234",
            _ => "text",
        },
    };
    let least = schema.get("minLength").and_then(Value::as_u64).and_then(|least| usize::try_from(least).ok());
    format!("{text:x<least$}", least = least.unwrap_or_default())
}

/// An object with the members that it must have.
fn object(api: &OpenApi, schema: &Value, depth: usize) -> Value {
    let mut members = Map::new();
    let required = schema.get("required").and_then(Value::as_array).into_iter().flatten();
    for name in required.filter_map(Value::as_str) {
        if let Some(member) = schema.get("properties").and_then(|properties| properties.get(name)) {
            members.insert(name.to_owned(), at_depth(api, member, depth));
        }
    }
    Value::Object(members)
}

/// The members of both; the other where one of them is no object.
fn joined(one: Value, other: Value) -> Value {
    match (one, other) {
        (Value::Object(mut members), Value::Object(more)) => {
            members.extend(more);
            Value::Object(members)
        }
        (_, other) => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_is_what_its_schema_allows() {
        let api =
            OpenApi::parse(r#"{ "c": { "name": { "type": "string", "example": "octocat" } } }"#).unwrap();
        let cases = [
            (json!({ "$ref": "#/c/name" }), json!("octocat")),
            (json!({ "type": "string", "enum": ["a", "b"] }), json!("a")),
            (json!({ "type": "string", "example": 3 }), json!("text")),
            (json!({ "type": "string", "minLength": 6 }), json!("textxx")),
            (json!({ "type": "string", "format": "date" }), json!("2026-01-02")),
            (json!({ "type": "integer", "minimum": 5 }), json!(5)),
            (json!({ "type": "array", "minItems": 2, "items": { "type": "boolean" } }), json!([true, true])),
            (
                json!({ "properties": { "a": { "type": "integer" }, "b": {} }, "required": ["a"] }),
                json!({ "a": 1 }),
            ),
            (
                json!({ "oneOf": [{ "type": "object", "properties": { "a": { "$ref": "#/c/name" } }, "required": ["a"] }] }),
                json!({ "a": "octocat" }),
            ),
        ];
        for (schema, expected) in cases {
            assert_eq!(sample(&api, &schema), expected, "{schema}");
        }
    }
}
