//! Values to be sent.

use serde_json::{Value, json};

use super::super::description::{Alternative, Contents, Input, InputType, Nullable, Parameter, Simple};
use super::prose;

/// Returns the object of some members.
pub(super) fn members(members: &[Parameter]) -> Value {
    let fields: Vec<Value> = members.iter().map(member).collect();
    json!({ "kind": "object", "nullable": false, "fields": fields })
}

fn member(member: &Parameter) -> Value {
    let mut field = input(&member.value);
    field["name"] = json!(member.name);
    field["required"] = json!(member.required);
    describe(&mut field, &prose(&member.prose()));
    field
}

/// Returns the node of a value.
pub(super) fn input(input: &Input) -> Value {
    let mut kinds: Vec<Value> = input.types.iter().map(|one| one_type(*one, input)).collect();
    let mut node = match kinds.len() {
        1 => kinds.remove(0),
        _ => json!({ "kind": "any of", "variants": kinds }),
    };
    node["nullable"] = json!(input.nullable != Nullable::No);
    if !input.values.is_empty() {
        node["enum"] = json!(input.values);
    }
    if let Some(default) = &input.default {
        // A whole number is stated as the page prints it.
        let whole = default.as_f64().filter(|number| number.fract() == 0.0 && number.abs() < 1e15);
        node["default"] = whole.map_or_else(
            || default.clone(),
            |number| json!(format!("{number}").parse::<i64>().unwrap_or_default()),
        );
    }
    node
}

fn one_type(one: InputType, input: &Input) -> Value {
    let plain = match one {
        InputType::Plain(plain) | InputType::ArrayOf(plain) => plain,
    };
    let mut node = match plain {
        Simple::Object => object(&input.contents),
        Simple::Array => json!({ "kind": "array", "nullable": false, "items": null }),
        plain => json!({ "kind": plain.word(), "nullable": false }),
    };
    if let InputType::ArrayOf(_) = one {
        if !input.item_values.is_empty() {
            node["enum"] = json!(input.item_values);
        }
        return json!({ "kind": "array", "nullable": false, "items": node });
    }
    if plain == Simple::Array && !input.item_values.is_empty() {
        node["items"] = json!({ "kind": "string", "nullable": false, "enum": input.item_values });
    }
    node
}

fn object(contents: &Contents) -> Value {
    match contents {
        Contents::Hidden => json!({ "kind": "opaque", "nullable": false, "reason": "no-fields" }),
        Contents::Members(list) => members(list),
        Contents::Map(value) => {
            json!({ "kind": "object", "nullable": false, "fields": [], "additional": input(value) })
        }
        Contents::Alternatives(list) => {
            let variants: Vec<Value> = list.iter().map(alternative).collect();
            json!({ "kind": "one of", "nullable": false, "variants": variants })
        }
    }
}

fn alternative(alternative: &Alternative) -> Value {
    let mut node = members(&alternative.members);
    let tag = json!({
        "name": "type",
        "required": true,
        "kind": "string",
        "nullable": false,
        "enum": [alternative.title],
    });
    node["fields"].as_array_mut().expect("a list").insert(0, tag);
    node["title"] = json!(alternative.title);
    describe(&mut node, &prose(&alternative.description));
    node
}

fn describe(node: &mut Value, prose: &str) {
    if !prose.is_empty() {
        node["description"] = json!(prose);
    }
}
