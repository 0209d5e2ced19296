//! A line of the truth, put into the words of the JSON contract (ARCHITECTURE.md, "The model as JSON").
//!
//! Only what the contract calls normalised is normalised: "any of null and X" is X that may be null, the null in a list
//! of values is `nullable`, several types are a union of simple ones, and an object of which nothing is printed is
//! opaque.

use serde_json::{Map, Value, json};

/// What the model must say of an endpoint. Keys of the contract that the truth does not know are left out.
pub(super) fn endpoint(truth: &Value) -> Value {
    let mut expected = Map::new();
    for (key, stated) in [
        ("page", "page"),
        ("title", "title"),
        ("anchor", "anchor"),
        ("method", "verb"),
        ("path", "path"),
        ("deprecated", "deprecated"),
        ("server", "server"),
        ("description", "description"),
    ] {
        expected.insert(key.to_owned(), truth[stated].clone());
    }
    let (members, others): (Vec<&Value>, Vec<&Value>) =
        list(&truth["parameters"]).iter().partition(|one| one["in"] == "body");
    expected.insert("parameters".to_owned(), others.into_iter().map(parameter).collect());
    let body = (!members.is_empty()).then(|| {
        let fields: Value = members.into_iter().map(member).collect();
        json!({ "kind": "object", "nullable": false, "fields": fields })
    });
    expected.insert("body".to_owned(), json!(body));
    expected.insert("responses".to_owned(), responses(truth));
    expected.insert("examples".to_owned(), mapped(&truth["examples"], example));
    Value::Object(expected)
}

fn parameter(truth: &Value) -> Value {
    let mut expected = json!({
        "name": truth["name"],
        "in": truth["in"],
        "required": truth["required"],
        "schema": sent(truth),
    });
    // Of headers the truth has no words.
    if truth["in"] != "header" {
        expected["description"] = truth.get("description").cloned().unwrap_or_else(|| json!(""));
    }
    expected
}

fn member(truth: &Value) -> Value {
    let mut expected = sent(truth);
    expected["name"] = truth["name"].clone();
    expected["required"] = truth["required"].clone();
    if let Some(description) =
        truth.get("description").filter(|text| !text.as_str().unwrap_or_default().is_empty())
    {
        expected["description"] = description.clone();
    }
    expected
}

/// Builds the node of a value that is sent, from the types in its parentheses and the members below it.
fn sent(truth: &Value) -> Value {
    let words = truth["type"].as_str().expect("a type");
    let types: Vec<&str> = words.split(" or ").flat_map(|word| word.split(',')).collect();
    let mut kinds: Vec<Value> =
        types.iter().filter(|word| **word != "null").map(|word| kind(word, truth)).collect();
    let mut expected =
        if kinds.len() == 1 { kinds.remove(0) } else { json!({ "kind": "any of", "variants": kinds }) };
    expected["nullable"] = json!(types.contains(&"null"));
    if !truth["default"].is_null() {
        expected["default"] = truth["default"].clone();
    }
    if let Some(values) = truth.get("enum").map(values_without_null).filter(|values| !list(values).is_empty())
    {
        expected["enum"] = values;
    }
    expected
}

fn kind(word: &str, truth: &Value) -> Value {
    let mut expected = match (word, truth.get("children")) {
        ("array", _) => json!({ "kind": "array", "items": null }),
        ("object", Some(children)) => object_of(children),
        ("object", None) => json!({ "kind": "opaque", "reason": "no-fields" }),
        (plain, _) => match plain.strip_prefix("array of ").and_then(|items| items.strip_suffix('s')) {
            Some(items) => json!({ "kind": "array", "items": kind(items, truth) }),
            None => json!({ "kind": plain }),
        },
    };
    expected["nullable"] = json!(false);
    expected
}

/// Members, or the values of a map whose only member stands for keys that callers choose.
fn object_of(children: &Value) -> Value {
    match list(children) {
        [key] if key["description"].as_str().unwrap_or_default().starts_with("A user-defined key") => {
            json!({ "kind": "object", "fields": [], "additional": sent(key) })
        }
        _ => json!({ "kind": "object", "fields": mapped(children, member) }),
    }
}

/// Puts a body of the model into the form that pages print: alternatives as the members of an object, and no values of an
/// array's items, which only prose states.
pub(super) fn as_printed(node: &mut Value) {
    if node["kind"] == "one of" {
        let mut variants = node["variants"].take();
        for variant in variants.as_array_mut().expect("a list") {
            variant["name"] = variant["title"].take();
            variant["required"] = json!(false);
            variant.as_object_mut().expect("a node").remove("title");
        }
        node["kind"] = json!("object");
        node["fields"] = variants;
        node.as_object_mut().expect("a node").remove("variants");
    }
    if let Some(items) = node.get_mut("items").and_then(Value::as_object_mut) {
        items.remove("enum");
    }
    if let Some(members) = node.as_object_mut() {
        members.values_mut().for_each(as_printed);
    }
    if let Some(items) = node.as_array_mut() {
        items.iter_mut().for_each(as_printed);
    }
}

fn responses(truth: &Value) -> Value {
    let of_status = |status: &Value| {
        let mut schemas: Vec<Value> = Vec::new();
        for example in list(&truth["examples"]).iter().filter(|example| example["status"] == *status) {
            if let Some(schema) = example.get("schema").filter(|schema| is_printed(schema)).map(node)
                && !schemas.contains(&schema)
            {
                schemas.push(schema);
            }
        }
        schemas
    };
    mapped(&truth["status_codes"], |stated| {
        let mut schemas = of_status(&stated["code"]).into_iter();
        let mut expected = json!({ "status": stated["code"], "description": stated["text"] });
        expected["schema"] = schemas.next().unwrap_or(Value::Null);
        let others: Vec<Value> = schemas.collect();
        if !others.is_empty() {
            expected["other_schemas"] = Value::Array(others);
        }
        expected
    })
}

/// Of an object without fields and title nothing is printed, as if there were no body.
fn is_printed(schema: &Value) -> bool {
    schema["kind"] != "object"
        || !list(&schema["properties"]).is_empty()
        || schema.get("additional_properties").is_some()
}

fn example(truth: &Value) -> Value {
    let mut expected = json!({});
    for (key, stated) in [("title", "title"), ("url", "url"), ("status", "status"), ("body", "request_body")]
    {
        expected[key] = truth.get(stated).cloned().unwrap_or(Value::Null);
    }
    expected
}

/// A node of a schema.
fn node(truth: &Value) -> Value {
    match truth["kind"].as_str() {
        Some("object") => object(truth),
        Some("array") => remarked(truth, json!({ "kind": "array", "items": node(&truth["items"]) })),
        Some("compose") => compose(truth),
        _ => value(truth),
    }
}

fn object(truth: &Value) -> Value {
    if list(&truth["properties"]).is_empty() && truth.get("additional_properties").is_none() {
        return value(truth);
    }
    let fields = mapped(&truth["properties"], |property| {
        let mut field = node(property);
        field["name"] = property["name"].clone();
        field["required"] = property["required"].clone();
        field
    });
    remarked(truth, with_additional(truth, json!({ "kind": "object", "fields": fields })))
}

fn with_additional(truth: &Value, mut expected: Value) -> Value {
    match truth.get("additional_properties") {
        None => {}
        Some(Value::Bool(_)) => expected["additional"] = json!(true),
        Some(typed) => expected["additional"] = node(typed),
    }
    expected
}

fn compose(truth: &Value) -> Value {
    let is_null = |variant: &&Value| variant["types"] == json!(["null"]) || just_null(variant);
    let variants = list(&truth["variants"]);
    let mut others: Vec<Value> = variants.iter().filter(|variant| !is_null(variant)).map(node).collect();
    let nullable = others.len() < variants.len();
    let mut expected = if others.len() == 1 {
        others.remove(0)
    } else {
        remarked(truth, json!({ "kind": truth["compose"], "variants": others }))
    };
    if nullable {
        expected["nullable"] = json!(true);
    }
    expected
}

fn just_null(truth: &Value) -> bool {
    truth["type_order"] == json!(["null"])
}

/// A leaf: its types, or that the page hides what it is.
fn value(truth: &Value) -> Value {
    let types: Vec<&str> = match truth.get("types") {
        Some(types) => words(types),
        // The site prints "object" where it knows nothing.
        None if truth.get("enum").is_none() => vec!["object"],
        None => Vec::new(),
    };
    let hidden = || json!({ "kind": "opaque", "reason": if truth["cut"] == true { "depth-cut" } else { "no-fields" } });
    let one = |name: &str| match name {
        "object" if truth["cut"] == true => with_additional(truth, hidden()),
        "object" if truth.get("additional_properties").is_some() => {
            with_additional(truth, json!({ "kind": "object", "fields": [] }))
        }
        "object" => hidden(),
        "array" => json!({ "kind": "array", "items": null }),
        other => with_additional(truth, json!({ "kind": other })),
    };
    let expected = match types.as_slice() {
        [] if just_null(truth) => return json!({ "kind": "null", "nullable": false }),
        [] => json!({ "kind": "string" }),
        [name] => one(name),
        several => {
            let variants: Vec<Value> = several
                .iter()
                .map(|name| {
                    let mut variant = one(name);
                    variant["nullable"] = json!(false);
                    variant
                })
                .collect();
            json!({ "kind": "any of", "variants": variants })
        }
    };
    remarked(truth, expected)
}

/// Adds what is said of a node besides its kind.
fn remarked(truth: &Value, mut expected: Value) -> Value {
    expected["nullable"] = json!(truth["nullable"] == true);
    for key in [
        "title",
        "format",
        "default",
        "deprecated",
        "read_only",
        "unique_items",
        "minimum",
        "maximum",
        "minLength",
        "maxLength",
        "minItems",
        "maxItems",
        "pattern",
    ] {
        if let Some(stated) = truth.get(key) {
            expected[key] = stated.clone();
        }
    }
    if let Some(values) = truth.get("enum") {
        expected["enum"] = values_without_null(values);
    }
    expected
}

/// The JSON null among values is said by `nullable`; the pages have no other values but strings.
fn values_without_null(values: &Value) -> Value {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    list(values).iter().filter(|value| !value.is_null()).map(text).collect()
}

fn words(value: &Value) -> Vec<&str> {
    list(value).iter().filter_map(Value::as_str).collect()
}

pub(super) fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn mapped(values: &Value, one: impl Fn(&Value) -> Value) -> Value {
    list(values).iter().map(one).collect()
}
