//! Responses: the documented statuses, each with the schemas that examples print for it.

use crate::diagnostic::{Code, Diagnostic, Effect};
use crate::model::{Extent, Response};
use crate::source::Page;
use crate::syntax::{OperationSyntax, SchemaSyntax};

use super::page_schemas::{PageSchemas, Sink};

/// An endpoint's responses in the page's order, and how much was understood of them.
pub(super) fn responses<'a>(
    page: &Page,
    operation: &'a OperationSyntax,
    page_schemas: &mut PageSchemas<'a>,
    sink: &mut Sink<'_>,
) -> (Vec<Response>, Extent) {
    let mut extent = operation.reply;
    let mut found: Vec<Response> = Vec::new();
    for status in &operation.statuses {
        let first = operation.statuses.iter().find(|other| other.code.value == status.code.value);
        if let Some(first) = first.filter(|first| first.code.span != status.code.span) {
            sink.diagnostics.push(
                Diagnostic::new(
                    Code::BadStatus,
                    &page.id,
                    status.code.span,
                    format!("status {} is documented twice", status.code.value),
                )
                .label("the second one")
                .related(first.code.span, "the first one")
                .effect(Effect::Dropped)
                .help("fetch the page again; if the site says so, its first statement counts"),
            );
            continue;
        }
        found.push(Response {
            status: status.code.value,
            description: status.text.clone(),
            schemas: Vec::new(),
            corrected: false,
        });
    }
    for example in &operation.examples {
        let Some(status) = &example.status else {
            let schema = page_schemas.resolve(example, sink);
            sink.unplaced.extend(schema);
            continue;
        };
        let Some(response) = found.iter_mut().find(|response| response.status == status.value) else {
            sink.diagnostics.push(
                Diagnostic::new(
                    Code::ExampleMismatch,
                    &page.id,
                    status.span,
                    format!("status {} is not among the documented status codes", status.value),
                )
                .label("an undocumented status")
                .effect(if (200..400).contains(&status.value) {
                    Effect::AnyReply
                } else {
                    Effect::SkippedExample
                })
                .help("fetch the page again: a line under \"HTTP response status codes\" is missing"),
            );
            if (200..400).contains(&status.value) {
                extent = Extent::Raw;
            }
            let schema = page_schemas.resolve(example, sink);
            sink.unplaced.extend(schema);
            continue;
        };
        if example.schema == SchemaSyntax::Empty {
            continue;
        }
        if let Some(schema) = page_schemas.resolve(example, sink)
            && !response.schemas.contains(&schema)
        {
            response.schemas.push(schema);
        }
    }
    (found, extent)
}
