//! Code examples: a curl command, and the schema of its response.

use super::blocks::{Block, BlockKind};
use super::context::Context;
use super::page::{heading_text, request_line, stray_request};
use super::schema;
use crate::diagnostic::Code;
use crate::lines::LineClass;
use crate::source::{Span, Spanned};
use crate::syntax::{CurlSyntax, ExampleSyntax};

const REQUEST_LABEL: &str = "**Request:**";
const SCHEMA_LABEL_START: &str = "**Response schema";
const SCHEMA_LABEL: (&str, &str) = ("**Response schema (Status: ", "):**");

/// Reads one example, from its heading up to the next heading.
pub(super) fn example(cx: &mut Context<'_>, blocks: &[Block]) -> Option<ExampleSyntax> {
    let (heading, rest) = blocks.split_first()?;
    let title = heading_text(cx, heading).unwrap_or_else(|| Spanned::new(String::new(), heading.span));
    let mut reader = Reader::default();
    for block in rest {
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
            BlockKind::Fence { .. } if request_line(cx, block).is_some() => stray_request(cx, block),
            BlockKind::List if reader.schema_follows && reader.list.is_none() => reader.list = Some(block),
            _ => {}
        }
    }
    reader.report_missing(cx, heading.span);
    let schema = schema::schema(cx, reader.root, reader.list);
    Some(ExampleSyntax { title, request: reader.request, status: reader.status, schema })
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
        }
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

fn schema_label(source: &str) -> Option<u16> {
    source.strip_prefix(SCHEMA_LABEL.0)?.strip_suffix(SCHEMA_LABEL.1)?.parse().ok()
}

/// Reads `curl -L \`, `-X VERB \`, the address, and the data if there is any.
fn curl(cx: &mut Context<'_>, body: Span) -> Option<CurlSyntax> {
    let source = cx.page.slice(body);
    let (command, data) = match source.find("\n  -d '") {
        Some(at) => {
            let start = body.start + at + "\n  -d '".len();
            let end = body.start + source.trim_end().len();
            let text = cx.page.slice(Span::new(start, end));
            let data =
                text.strip_suffix('\'').map(|text| Spanned::new(text.to_owned(), Span::new(start, end - 1)));
            (Span::new(body.start, body.start + at), Some(data))
        }
        None => (body, None),
    };
    let lines = cx.page.trimmed_lines(command);
    let read = || {
        let [first, verb, url] = lines.as_slice() else { return None };
        (cx.page.slice(*first) == "curl -L \\").then_some(())?;
        let method = cx.page.slice(*verb).strip_prefix("-X ")?.strip_suffix(" \\")?;
        let address = cx.page.slice(*url);
        let address = if data.is_some() { address.strip_suffix(" \\")? } else { address };
        (!address.is_empty() && !address.contains(char::is_whitespace)).then_some(())?;
        let method_at = verb.start + "-X ".len();
        Some(CurlSyntax {
            method: Spanned::new(method.to_owned(), Span::new(method_at, method_at + method.len())),
            url: Spanned::new(address.to_owned(), Span::new(url.start, url.start + address.len())),
            data: data.clone().flatten(),
        })
    };
    let read = read().filter(|read| data.is_none() || read.data.is_some());
    if read.is_none() {
        let diagnostic = cx
            .diagnostic(Code::BadExample, command, "this request is not of the form the reference uses")
            .label("expected `curl -L \\`, `-X VERB \\`, the address, and `-d '…'` where there is a body")
            .help("fetch the page again; if the site has changed its form, the parser needs to learn it");
        cx.report(diagnostic);
    }
    read
}
