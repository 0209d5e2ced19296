//! Code examples: a curl command, and the schema of its response.

use super::blocks::{Block, BlockKind};
use super::context::Context;
use super::curl::curl;
use super::page::{heading_text, request_line, stray_request};
use super::schema;
use crate::diagnostic::{Code, Effect};
use crate::lines::LineClass;
use crate::source::{Span, Spanned};
use crate::syntax::{CurlSyntax, ExampleSyntax, SchemaSyntax};

const REQUEST_LABEL: &str = "**Request:**";
const SCHEMA_LABEL_START: &str = "**Response schema";
const SCHEMA_LABEL: (&str, &str) = ("**Response schema (Status: ", "):**");

/// Whether a line is one of the two labels in an example.
fn is_label(line: &str) -> bool {
    line == REQUEST_LABEL || line.starts_with(SCHEMA_LABEL_START)
}

/// Whether blocks hold a label of an example.
pub(super) fn has_label(cx: &Context<'_>, blocks: &[Block]) -> bool {
    let paragraphs = blocks.iter().filter(|block| block.kind == BlockKind::Paragraph);
    paragraphs.flat_map(|block| cx.page.trimmed_lines(block.span)).any(|line| is_label(cx.page.slice(line)))
}

/// Reads an example whose heading is missing, or is not that of an example.
pub(super) fn unannounced(cx: &mut Context<'_>, blocks: &[Block]) -> Option<ExampleSyntax> {
    let first = blocks.first()?;
    let diagnostic = cx
        .diagnostic(Code::BadExample, first.span, "this example has no heading of its own")
        .label("read without its title")
        .effect(Effect::Dropped)
        .help("fetch the page again; if the site has changed its form, the parser needs to learn it");
    cx.report(diagnostic);
    Some(parts(cx, Spanned::new(String::new(), first.span), blocks))
}

/// Reads one example, from its heading up to the next heading.
pub(super) fn example(cx: &mut Context<'_>, blocks: &[Block]) -> Option<ExampleSyntax> {
    let (heading, rest) = blocks.split_first()?;
    let title = heading_text(cx, heading).unwrap_or_else(|| Spanned::new(String::new(), heading.span));
    Some(parts(cx, title, rest))
}

fn parts(cx: &mut Context<'_>, title: Spanned<String>, blocks: &[Block]) -> ExampleSyntax {
    let mut reader = Reader::default();
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph => {
                for line in cx.page.trimmed_lines(block.span) {
                    reader.line(cx, line);
                }
            }
            BlockKind::Fence { info, body, closed }
                if info == "curl" && reader.labelled && reader.request.is_none() =>
            {
                cx.mark(block.span, LineClass::Example);
                reader.fenced = true;
                // A fence that never ends was reported; what it swallowed is not missing as well.
                reader.cut_off = !closed;
                reader.request = if *closed { curl(cx, *body) } else { None };
            }
            BlockKind::Fence { .. } if request_line(cx, block).is_some() => {
                stray_request(cx, block, Effect::Dropped);
            }
            BlockKind::List if reader.schema_follows && reader.list.is_none() => reader.list = Some(block),
            _ => reader.stray(block.span),
        }
    }
    let reads_request = reader.request.is_some();
    let reads_response = reader.status.is_some();
    reader.report_missing(cx, title.span);
    let schema = reader.schema(cx);
    ExampleSyntax {
        title,
        request: reader.request,
        status: reader.status,
        schema,
        reads_request,
        reads_response,
    }
}

/// What has been seen of an example.
#[derive(Default)]
struct Reader<'b> {
    labelled: bool,
    fenced: bool,
    cut_off: bool,
    request: Option<CurlSyntax>,
    status: Option<Spanned<u16>>,
    /// Whether a label announced the schema, be it well formed or not.
    schema_follows: bool,
    root: Option<Span>,
    list: Option<&'b Block>,
    /// What belongs to no part, between the label and the bullets of the schema.
    before: Option<Span>,
    /// What belongs to no part, after the first bullets of the schema.
    after: Option<Span>,
}

impl Reader<'_> {
    fn line(&mut self, cx: &mut Context<'_>, line: Span) {
        let source = cx.page.slice(line);
        if source == REQUEST_LABEL && !self.labelled {
            cx.mark(line, LineClass::Example);
            self.labelled = true;
        } else if let Some(status) = schema_label(source)
            && self.status.is_none()
        {
            cx.mark(line, LineClass::Schema);
            self.status = Some(Spanned::new(status, line));
            self.schema_follows = true;
        } else if source.starts_with(SCHEMA_LABEL_START) && !self.schema_follows {
            self.schema_follows = true;
            let diagnostic = cx
                .diagnostic(Code::BadExample, line, "this label does not say which status the response has")
                .label("expected `**Response schema (Status: CODE):**`")
                .help("fetch the page again; if the site has changed its form, the parser needs to learn it");
            cx.report(diagnostic);
        } else if self.schema_follows
            && self.root.is_none()
            && self.list.is_none()
            && schema::is_root_line(source)
        {
            self.root = Some(line);
        } else {
            self.stray(line);
        }
    }

    /// Notes of a place that it is no known part of the schema.
    fn stray(&mut self, span: Span) {
        if self.schema_follows {
            let slot = if self.list.is_some() { &mut self.after } else { &mut self.before };
            *slot = Some(slot.map_or(span, |known| known.to(span)));
        }
    }

    /// Reads the schema. Text before its bullets may be the line that they belong to, and text after them may hold more of them.
    fn schema(&self, cx: &mut Context<'_>) -> SchemaSyntax {
        if let Some(before) = self.before {
            let span = self.list.map_or(before, |list| before.to(list.span));
            cx.set_aside(span);
            unread(cx, before, Effect::AnyReply);
            return SchemaSyntax::Unread;
        }
        let mut schema = schema::schema(cx, self.root, self.list);
        if let Some(after) = self.after {
            cx.set_aside(after);
            unread(cx, after, Effect::LeftOut);
            match &mut schema {
                SchemaSyntax::Node(node) if !node.children.is_empty() => node.cut_off(after),
                _ => schema = SchemaSyntax::Unread,
            }
        }
        schema
    }

    fn report_missing(&self, cx: &mut Context<'_>, heading: Span) {
        let missing = if self.cut_off {
            return;
        } else if !self.labelled {
            "a line `**Request:**`"
        } else if !self.fenced {
            "a fence ```curl with the request"
        } else if !self.schema_follows {
            "a line `**Response schema (Status: CODE):**`"
        } else {
            return;
        };
        let diagnostic = cx
            .diagnostic(Code::BadExample, heading, "this example lacks a part")
            .label(format!("expected below: {missing}"))
            .help("fetch the page again");
        cx.report(diagnostic);
    }
}

fn unread(cx: &mut Context<'_>, span: Span, effect: Effect) {
    let diagnostic = cx
        .diagnostic(Code::UnreadLine, span, "this text is not a part of a response schema")
        .label("not understood")
        .effect(effect)
        .help("fetch the page again; if the site has changed its form, the parser needs to learn it");
    cx.report(diagnostic);
}

fn schema_label(source: &str) -> Option<u16> {
    source.strip_prefix(SCHEMA_LABEL.0)?.strip_suffix(SCHEMA_LABEL.1)?.parse().ok()
}
