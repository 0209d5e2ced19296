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

/// The examples of a media type or a parameter, with their names.
pub(super) fn shown(api: &OpenApi, of: &Value) -> Vec<(String, Value)> {
    let one = of.get("example").map(|value| ("example".to_owned(), value.clone()));
    let named = of.get("examples").and_then(Value::as_object).into_iter().flatten();
    let named =
        named.filter_map(|(name, example)| Some((name.clone(), api.resolve(example).get("value")?.clone())));
    one.into_iter().chain(named).collect()
}
