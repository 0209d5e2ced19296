//! The model that a description must give, as JSON in the terms of ARCHITECTURE.md, "The model as JSON".

mod inputs;
mod schemas;

use std::collections::BTreeSet;

use docwright::diagnostic::Code;
use serde_json::{Value, json};

use super::description::{Description, Endpoint, Example, Parameter, RequestBody};
use super::render::{Form, Templates, lines};
pub(super) use schemas::CUT_DEPTH;
use schemas::Schemas;

/// The expected result of reading the pages of a description.
#[derive(Debug, PartialEq)]
pub(crate) struct Expected {
    /// The endpoints, by page and place.
    pub(crate) endpoints: Value,
    /// The pages, by file.
    pub(crate) pages: Value,
    /// Warnings about what the pages hide; there must be no other diagnostic.
    pub(crate) warnings: BTreeSet<Code>,
}

/// Returns what must be read from the pages in a form.
pub(crate) fn expected(description: &Description, form: Form) -> Expected {
    let mut warnings = BTreeSet::new();
    let mut endpoints = Vec::new();
    let mut pages = Vec::new();
    let mut in_order: Vec<_> = description.pages.iter().collect();
    in_order.sort_by_key(|page| page.file());
    for page in in_order {
        let version = page.note.then_some(&description.api_version);
        let intro: Vec<String> = page.intro.iter().cloned().chain(page.remark_text(form)).collect();
        pages.push(json!({
            "id": page.id(),
            "title": page.title,
            "intro": intro.join("\n\n"),
            "api_version": version,
        }));
        if page.endpoints.is_empty() {
            warnings.insert(Code::NoEndpoints);
        } else if !page.note {
            warnings.insert(Code::NoVersion);
        }
        for one in &page.endpoints {
            endpoints.push(endpoint(description, &page.id(), one, form, &mut warnings));
        }
    }
    Expected { endpoints: Value::Array(endpoints), pages: Value::Array(pages), warnings }
}

fn endpoint(
    description: &Description,
    page: &str,
    endpoint: &Endpoint,
    form: Form,
    warnings: &mut BTreeSet<Code>,
) -> Value {
    let placeholders = endpoint.placeholders();
    let place = |name: &str| if placeholders.contains(&name) { "path" } else { "query" };
    let headers = endpoint.headers.iter().map(|one| parameter(one, "header"));
    let others = endpoint.parameters.iter().map(|one| parameter(one, place(&one.name)));
    let mut responses: Vec<(u16, &str, Vec<Value>)> =
        endpoint.statuses.iter().map(|(status, text)| (*status, text.as_str(), Vec::new())).collect();
    for example in &endpoint.examples {
        let Some(schema) = &example.schema else { continue };
        let mut read = Schemas::new(form);
        let schema = read.root(schema);
        warnings.append(&mut read.warnings);
        let response = responses.iter_mut().find(|(status, ..)| *status == example.status);
        let (.., found) = response.expect("an example's status is documented");
        if !found.contains(&schema) {
            found.push(schema);
        }
    }
    if endpoint.examples.is_empty() {
        warnings.insert(Code::MissingSection);
    }
    let mut media_types: Vec<&str> = endpoint
        .headers
        .iter()
        .flat_map(|header| lines(&header.description))
        .filter_map(media_type)
        .collect();
    if form.templates == Templates::Newer {
        for accept in endpoint.examples.iter().filter_map(|example| example.accept.as_deref()) {
            if !media_types.contains(&accept) {
                media_types.push(accept);
            }
        }
    }
    json!({
        "method": endpoint.method,
        "path": endpoint.path_text(),
        "title": endpoint.heading(),
        "page": page,
        "anchor": anchor(&endpoint.heading()),
        "server": if endpoint.examples.is_empty() { None } else { Some(&description.server) },
        "description": prose(&endpoint.description),
        "scopes": [],
        "tokens": [],
        "deprecated": endpoint.closing_down,
        "preview": null,
        "media_types": media_types,
        "parameters": headers.chain(others).collect::<Vec<_>>(),
        "body": (!endpoint.body.is_empty()).then(|| inputs::members(&endpoint.body)),
        "responses": responses.into_iter().map(response).collect::<Vec<_>>(),
        "examples": endpoint.examples.iter().map(|one| example(description, endpoint, one, form)).collect::<Vec<_>>(),
    })
}

/// Headers of the site are described by a sentence with one media type in code.
fn media_type(line: &str) -> Option<&str> {
    line.split('`').nth(1)
}

fn parameter(parameter: &Parameter, place: &str) -> Value {
    json!({
        "name": parameter.name,
        "in": place,
        "required": parameter.required,
        "description": prose(&parameter.prose()),
        "schema": inputs::input(&parameter.value),
    })
}

fn response((status, description, schemas): (u16, &str, Vec<Value>)) -> Value {
    let mut schemas = schemas.into_iter();
    let mut value = json!({ "status": status, "description": description, "schema": schemas.next() });
    let others: Vec<Value> = schemas.collect();
    if !others.is_empty() {
        value["other_schemas"] = Value::Array(others);
    }
    value
}

fn example(description: &Description, endpoint: &Endpoint, example: &Example, form: Form) -> Value {
    let path = endpoint.written_path(str::to_uppercase);
    let mut value = json!({
        "title": example.title,
        "url": format!("{}{path}", description.server),
        "status": example.status,
    });
    let newer = form.templates == Templates::Newer;
    if let (true, Some(accept)) = (newer, &example.accept) {
        value["accept"] = json!(accept);
    }
    let (content_type, encoding, body) = match &example.request {
        RequestBody::Empty => (None, None, Value::Null),
        RequestBody::Json(body) => (None, None, body.clone()),
        RequestBody::File(name) => (Some("application/octet-stream"), Some("file"), json!(name)),
        RequestBody::Multipart(parts) => (Some("multipart/form-data"), Some("multipart"), form_of(parts)),
        RequestBody::Urlencoded(fields) => (None, Some("urlencoded"), form_of(fields)),
    };
    value["body"] = body;
    if newer {
        for (key, stated) in [("content_type", content_type), ("encoding", encoding)] {
            if let Some(stated) = stated {
                value[key] = json!(stated);
            }
        }
    }
    value
}

/// Returns the parts of a form as the members of an object.
pub(super) fn form_of(parts: &[(String, String)]) -> Value {
    Value::Object(parts.iter().map(|(name, value)| (name.clone(), json!(value))).collect())
}

/// Returns prose as the model has it: lines of a paragraph, and an empty line between paragraphs.
fn prose(prose: &[Vec<String>]) -> String {
    let paragraphs: Vec<String> = prose.iter().map(|lines| lines.join("\n")).collect();
    paragraphs.join("\n\n")
}

/// Returns the anchor of a heading: lower case, punctuation dropped, blanks as `-`.
pub(super) fn anchor(title: &str) -> String {
    let kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
    title.to_lowercase().chars().filter(kept).map(|c| if c == ' ' { '-' } else { c }).collect()
}
