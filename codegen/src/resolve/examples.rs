//! Requests of code examples: they tell the server, and must agree with the request line.

use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{BodyEncoding, RequestExample};
use crate::source::{Page, Spanned};
use crate::syntax::{CurlSyntax, DataSyntax, OperationSyntax};

/// The server that the examples name, and the requests themselves.
pub(super) fn examples(
    page: &Page,
    operation: &OperationSyntax,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Option<String>, Vec<RequestExample>) {
    let mut server = None;
    let mut found = Vec::new();
    for example in &operation.examples {
        let Some(request) = &example.request else { continue };
        match checked_server(page, operation, request) {
            Ok(stated) => server = server.or(Some(stated)),
            Err(diagnostic) => {
                diagnostics.push(*diagnostic);
                continue;
            }
        }
        found.push(RequestExample {
            title: example.title.value.clone(),
            url: request.url.value.clone(),
            accept: request.accept.as_ref().map(|accept| accept.value.clone()),
            content_type: request.content_type.as_ref().map(|content_type| content_type.value.clone()),
            encoding: request.data.as_ref().map(encoding).unwrap_or_default(),
            body: request.data.as_ref().map(body),
            status: example.status.as_ref().map(|status| status.value),
        });
    }
    (server, found)
}

fn encoding(data: &DataSyntax) -> BodyEncoding {
    match data {
        DataSyntax::Text(_) => BodyEncoding::Plain,
        DataSyntax::Binary(_) => BodyEncoding::File,
        DataSyntax::Form(_) => BodyEncoding::Multipart,
        DataSyntax::Fields(_) => BodyEncoding::Urlencoded,
    }
}

/// Reads a body: JSON where the text is JSON, and the parts of a form as the members of an object.
fn body(data: &DataSyntax) -> Value {
    let json = |text: &str| serde_json::from_str(text).unwrap_or_else(|_| Value::from(text));
    match data {
        DataSyntax::Text(text) => json(&text.value),
        DataSyntax::Binary(file) => Value::from(file.value.as_str()),
        DataSyntax::Form(parts) | DataSyntax::Fields(parts) => {
            let part = |part: &Spanned<String>| {
                let (name, value) = part.value.split_once('=').unwrap_or((&part.value, ""));
                (name.to_owned(), Value::from(value))
            };
            Value::Object(parts.iter().map(part).collect())
        }
    }
}

fn checked_server(
    page: &Page,
    operation: &OperationSyntax,
    request: &CurlSyntax,
) -> Result<String, Box<Diagnostic>> {
    let mismatch = |span, what: &str, stated: &str, line| {
        let message = format!("the example's {what} is not the one of the request line, `{stated}`");
        Diagnostic::new(Code::ExampleMismatch, &page.id, span, message)
            .label("contradicts the request line")
            .related(line, "the request line")
            .help("fetch the page again; the example is skipped while the two disagree")
    };
    if request.method.value != operation.method.value {
        let method = &operation.method;
        return Err(Box::new(mismatch(request.method.span, "method", &method.value, method.span)));
    }
    let path = &operation.path;
    server(&request.url.value, &path.value)
        .ok_or_else(|| Box::new(mismatch(request.url.span, "path", &path.value, path.span)))
}

/// What stands before the path in an address. Placeholders stand for one segment or more: an example value may hold
/// slashes. The server is what remains on the left, and never part of a placeholder.
fn server(url: &str, path: &str) -> Option<String> {
    let address = url.split(['?', '#']).next().unwrap_or(url);
    let address = address.strip_suffix('{').unwrap_or(address);
    let segments: Vec<&str> = address.split('/').collect();
    let template: Vec<&str> = path.split('/').skip(1).collect();
    (3..=segments.len())
        .find(|start| matches(&segments[*start..], &template))
        .map(|start| segments[..start].join("/"))
}

fn matches(segments: &[&str], template: &[&str]) -> bool {
    match (template.split_first(), segments.split_first()) {
        (None, None) => true,
        (Some((part, rest)), Some((segment, others))) if part.contains('{') => {
            !segment.is_empty()
                && (matches(others, rest) || (!others.is_empty() && matches(others, template)))
        }
        (Some((part, rest)), Some((segment, others))) => part == segment && matches(others, rest),
        _ => false,
    }
}
