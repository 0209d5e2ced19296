//! The replies and the bodies that GitHub's description shows as examples.

use serde::Serialize;
use serde_json::Value;

use super::openapi::{OpenApi, Operation, json_content, step};

/// A reply as an example shows it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Example {
    /// What it is called in findings: `GET /orgs/{org}/packages 200 default`.
    pub(super) place: String,
    /// The operation, as `GET /orgs/{}/packages`.
    pub(super) key: String,
    pub(super) status: u16,
    /// A JSON pointer to the schema within the description.
    pub(super) schema: Option<String>,
    pub(super) value: Value,
}

/// A body to be sent as an example shows it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Body {
    /// The operation, as `GET /orgs/{}/packages`.
    pub(super) key: String,
    /// A JSON pointer to the schema within the description.
    schema: Option<String>,
    pub(super) value: Value,
}

/// Every example of a body in JSON.
pub(super) fn bodies(api: &OpenApi) -> Vec<Body> {
    let mut bodies = Vec::new();
    for operation in api.operations() {
        let content = operation.value.get("requestBody").and_then(|body| body.get("content"));
        let Some((media_type, media)) = content.and_then(json_content) else { continue };
        let place = format!("/paths/{}/{}/requestBody", step(operation.path), operation.method);
        let schema = media.get("schema").map(|_| format!("{place}/content/{}/schema", step(media_type)));
        bodies.extend(shown(api, media).into_iter().map(|(_, value)| Body {
            key: operation.key(),
            schema: schema.clone(),
            value,
        }));
    }
    bodies
}

/// Every example of a successful reply in JSON.
pub(super) fn examples(api: &OpenApi) -> Vec<Example> {
    api.operations().flat_map(|operation| of_operation(api, operation)).collect()
}

fn of_operation(api: &OpenApi, operation: Operation<'_>) -> Vec<Example> {
    let responses = operation.value.get("responses").and_then(Value::as_object).into_iter().flatten();
    let mut examples = Vec::new();
    for (status, response) in responses {
        let Some(code) = status.parse().ok().filter(|code| (200..300).contains(code)) else { continue };
        // A response in `components` has its content there, and so its schema.
        let place = match response.get("$ref").and_then(Value::as_str) {
            Some(reference) => reference.trim_start_matches('#').to_owned(),
            None => format!("/paths/{}/{}/responses/{status}", step(operation.path), operation.method),
        };
        let Some(content) = api.resolve(response).get("content") else { continue };
        let Some((media_type, media)) = json_content(content) else { continue };
        let schema = media.get("schema").map(|_| format!("{place}/content/{}/schema", step(media_type)));
        examples.extend(shown(api, media).into_iter().map(|(name, value)| Example {
            place: format!("{} {status} {name}", operation.name()),
            key: operation.key(),
            status: code,
            schema: schema.clone(),
            value,
        }));
    }
    examples
}

/// How deep references within examples are followed: a circle of them must not hang a check.
const FOLLOWED: usize = 8;

/// The examples of a media type or a parameter, with their names.
pub(super) fn shown(api: &OpenApi, of: &Value) -> Vec<(String, Value)> {
    let one = of.get("example").map(|value| ("example".to_owned(), value));
    let named = of.get("examples").and_then(Value::as_object).into_iter().flatten();
    let named = named.filter_map(|(name, example)| Some((name.clone(), api.resolve(example).get("value")?)));
    one.into_iter().chain(named).map(|(name, value)| (name, written_out(api, value, FOLLOWED))).collect()
}

/// Writes an example out. GitHub's description has references within values, where OpenAPI knows none: what they lead to is
/// another example, and its value is meant.
fn written_out(api: &OpenApi, value: &Value, follow: usize) -> Value {
    match value {
        Value::Array(items) => items.iter().map(|item| written_out(api, item, follow)).collect(),
        Value::Object(members) => {
            let target = follow.checked_sub(1).and_then(|left| Some((api.example_of(value)?, left)));
            match target {
                Some((target, left)) => written_out(api, target, left),
                None => Value::Object(
                    members
                        .iter()
                        .map(|(name, member)| (name.clone(), written_out(api, member, follow)))
                        .collect(),
                ),
            }
        }
        _ => value.clone(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_reference_within_an_example_stands_for_the_value_of_another() {
        let text = json!({
            "paths": {},
            "components": { "examples": {
                "repository": { "value": { "id": 1, "owner": { "$ref": "#/components/examples/user" } } },
                "user": { "value": { "login": "octocat" } },
                "circle": { "value": { "again": { "$ref": "#/components/examples/circle" } } },
            }, "schemas": { "user": { "type": "object" } } },
        });
        let api = OpenApi::parse(&text.to_string()).unwrap();
        let media = json!({ "examples": {
            "list": { "value": [{ "repository": { "$ref": "#/components/examples/repository" }, "id": 2 }] },
            "data": { "value": { "$ref": "#/components/schemas/user" } },
        } });
        assert_eq!(
            shown(&api, &media),
            [
                ("data".to_owned(), json!({ "$ref": "#/components/schemas/user" })),
                (
                    "list".to_owned(),
                    json!([{ "repository": { "id": 1, "owner": { "login": "octocat" } }, "id": 2 }])
                ),
            ]
        );
        shown(&api, &json!({ "example": { "$ref": "#/components/examples/circle" } }));
    }
}
