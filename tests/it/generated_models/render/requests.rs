//! Options of request examples.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::super::description::{Example, RequestBody};
use super::super::expected::form_of;
use super::Templates;

/// Returns the lines after the address of a request.
pub(super) fn options(example: &Example, templates: Templates) -> String {
    match templates {
        Templates::Older => older(&example.request),
        Templates::Newer => newer(example),
    }
}

fn older(request: &RequestBody) -> String {
    let body = match request {
        RequestBody::Empty => return String::new(),
        RequestBody::Json(body) => body.clone(),
        RequestBody::File(name) => json!(name),
        RequestBody::Multipart(parts) | RequestBody::Urlencoded(parts) => form_of(parts),
    };
    format!(" \\\n  -d '{}'", pretty(&body))
}

fn newer(example: &Example) -> String {
    let mut options: Vec<String> = Vec::new();
    if let Some(accept) = &example.accept {
        options.push(format!("-H \"Accept: {accept}\""));
    }
    let stated = match &example.request {
        RequestBody::File(_) => Some("application/octet-stream"),
        RequestBody::Multipart(_) => Some("multipart/form-data"),
        _ => None,
    };
    if let Some(content_type) = stated {
        options.push(format!("-H \"Content-Type: {content_type}\""));
    }
    let fields = |option: &str, parts: &[(String, String)]| -> Vec<String> {
        parts
            .iter()
            .map(|(name, value)| format!("{option} '{}'", quoted(&format!("{name}={value}"))))
            .collect()
    };
    match &example.request {
        RequestBody::Empty => {}
        RequestBody::Json(body) => options.push(format!("-d '{}'", quoted(&pretty(body)))),
        RequestBody::File(name) => options.push(format!("--data-binary \"{name}\"")),
        RequestBody::Multipart(parts) => options.extend(fields("--form", parts)),
        RequestBody::Urlencoded(parts) => options.extend(fields("--data-urlencode", parts)),
    }
    options.iter().fold(String::new(), |mut out, option| {
        let _ = write!(out, " \\\n  {option}");
        out
    })
}

/// Returns text as it is written between single quotes of a shell.
fn quoted(text: &str) -> String {
    text.replace('\'', "'\\''")
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).expect("a JSON value can be written")
}
