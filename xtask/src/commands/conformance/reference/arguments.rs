//! What the parameters of a request are filled with: what GitHub's description shows, or else what it allows.

use docwright::rust::{Parameter, Place, Types};
use serde_json::Value;

use super::defaults::default_for;
use super::examples::{Body, shown};
use super::openapi::{OpenApi, Operation, json_content};
use super::sample::sample;

/// What the description says of the parameters of one operation.
pub(super) struct Arguments<'a> {
    api: &'a OpenApi,
    parameters: Vec<&'a Value>,
    body: Option<&'a Value>,
    /// The names of the path's placeholders, in their order.
    placeholders: Vec<&'a str>,
    /// An example of a body; null where there is none.
    shown: &'a Value,
}

impl<'a> Arguments<'a> {
    /// `bodies` are examples of bodies that the description allows.
    pub(super) fn of(api: &'a OpenApi, operation: Operation<'a>, bodies: &'a [Body]) -> Self {
        let parameters = operation.value.get("parameters").and_then(Value::as_array).into_iter().flatten();
        let content = api.member(operation.value, "requestBody").and_then(|body| body.get("content"));
        let media = content.and_then(json_content).map(|(_, media)| media);
        let key = operation.key();
        let bodies = bodies.iter().filter(|body| body.key == key).map(|body| &body.value);
        Self {
            api,
            parameters: parameters.map(|parameter| api.resolve(parameter)).collect(),
            body: media.and_then(|media| api.member(media, "schema")),
            placeholders: placeholders(operation.path).collect(),
            shown: bodies.max_by_key(|value| members(value)).unwrap_or(&Value::Null),
        }
    }

    /// A value for a parameter of the client.
    pub(super) fn value(&self, types: &Types, parameter: &Parameter, position: usize) -> Value {
        let said = match parameter.place {
            Place::Path => self.in_path(position),
            Place::Query => self.parameter("query", &parameter.wire),
            Place::Header => self.parameter("header", &parameter.wire),
            Place::Body => self.member(&parameter.wire),
            Place::WholeBody => self.whole(),
            Place::Content => None,
        };
        said.unwrap_or_else(|| default_for(types, &parameter.ty))
    }

    /// Placeholders are told by their places, as the page and the description may name them differently. The mock
    /// server takes one step of a path for each of them, though some may hold slashes.
    fn in_path(&self, position: usize) -> Option<Value> {
        let value = self.parameter("path", self.placeholders.get(position)?)?;
        Some(value.as_str().map(|text| Value::from(text.replace('/', "-"))).unwrap_or(value))
    }

    fn parameter(&self, place: &str, name: &str) -> Option<Value> {
        let found = self.parameters.iter().find(|parameter| {
            is_in(parameter, place)
                && parameter
                    .get("name")
                    .and_then(Value::as_str)
                    .is_some_and(|own| own.eq_ignore_ascii_case(name))
        });
        found.map(|parameter| self.filled(parameter))
    }

    fn filled(&self, parameter: &Value) -> Value {
        let shown = shown(self.api, parameter).into_iter().next().map(|(_, value)| value);
        shown.unwrap_or_else(|| parameter.get("schema").map_or(Value::Null, |schema| self.sample(schema)))
    }

    /// A parameter that may be text is text: the server takes digits for a number as well, and then for both.
    fn sample(&self, schema: &Value) -> Value {
        let variants = schema.get("oneOf").and_then(Value::as_array).into_iter().flatten();
        let text = variants.map(|variant| sample(self.api, variant)).find(Value::is_string);
        text.unwrap_or_else(|| sample(self.api, schema))
    }

    /// The whole body.
    fn whole(&self) -> Option<Value> {
        let made = || self.body.map(|schema| sample(self.api, schema));
        Some(self.shown.clone()).filter(|shown| !shown.is_null()).or_else(made)
    }

    fn member(&self, name: &str) -> Option<Value> {
        let shown = self.shown.get(name).cloned();
        shown.or_else(|| Some(sample(self.api, property(self.api, self.body?, name)?)))
    }
}

fn members(value: &Value) -> usize {
    value.as_object().map_or(0, serde_json::Map::len)
}

fn placeholders(path: &str) -> impl Iterator<Item = &str> {
    path.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0))
}

fn is_in(parameter: &Value, place: &str) -> bool {
    parameter.get("in").and_then(Value::as_str) == Some(place)
}

/// The schema of a member, wherever among the variants and the parts of a schema it is.
fn property<'a>(api: &'a OpenApi, schema: &'a Value, name: &str) -> Option<&'a Value> {
    let schema = api.resolve(schema);
    if let Some(found) = schema.get("properties").and_then(|properties| properties.get(name)) {
        return Some(found);
    }
    let parts = ["oneOf", "anyOf", "allOf"].into_iter().filter_map(|word| schema.get(word)?.as_array());
    parts.flatten().find_map(|part| property(api, part, name))
}
