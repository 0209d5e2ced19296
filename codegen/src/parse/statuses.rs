//! Status bullets: `* **404** - Resource not found`.

use super::blocks::{Block, BlockKind};
use super::context::Context;
use super::text;
use crate::diagnostic::Code;
use crate::lines::LineClass;
use crate::source::{Span, Spanned};
use crate::syntax::StatusSyntax;

/// Reads the bullets of "HTTP response status codes". Text at the margin continues the status before it.
pub(super) fn statuses(cx: &mut Context<'_>, blocks: &[Block]) -> Vec<StatusSyntax> {
    let mut found: Vec<StatusSyntax> = Vec::new();
    for block in blocks {
        if block.kind == BlockKind::List {
            for item in &block.children {
                found.extend(status(cx, item));
            }
        } else if let Some(last) = found.last_mut() {
            cx.mark(block.span, LineClass::Status);
            append(&mut last.text, &text::prose(cx.page, cx.dialect, block.span), "\n\n");
        }
    }
    found
}

fn status(cx: &mut Context<'_>, item: &Block) -> Option<StatusSyntax> {
    let (first, rest) = item.children.split_first()?;
    let lines = cx.page.trimmed_lines(first.span);
    let (head, more) = lines.split_first()?;
    let Some(mut status) = heading(cx, *head) else {
        let diagnostic = cx
            .diagnostic(Code::BadStatus, *head, "this status is not of the form the reference uses")
            .label("expected **CODE** - TEXT")
            .help("fetch the page again; if the site has changed its form, the parser needs to learn it");
        cx.report(diagnostic);
        return None;
    };
    cx.mark(*head, LineClass::Status);
    for line in more {
        cx.mark(*line, LineClass::Status);
        append(&mut status.text, &cx.dialect.unescape(cx.page.slice(*line)), "\n");
    }
    for block in rest {
        cx.mark(block.span, LineClass::Status);
        append(&mut status.text, &text::prose(cx.page, cx.dialect, block.span), "\n\n");
    }
    Some(status)
}

fn heading(cx: &Context<'_>, line: Span) -> Option<StatusSyntax> {
    let source = cx.page.slice(line);
    let (code, tail) = source.strip_prefix("**")?.split_once("**")?;
    let number = code.parse().ok().filter(|number| (100..600).contains(number))?;
    let text = match tail {
        "" => "",
        tail => tail.strip_prefix(" -")?.trim_start(),
    };
    let span = Span::new(line.start + 2, line.start + 2 + code.len());
    Some(StatusSyntax { code: Spanned::new(number, span), text: cx.dialect.unescape(text) })
}

fn append(text: &mut String, more: &str, separator: &str) {
    if !text.is_empty() {
        text.push_str(separator);
    }
    text.push_str(more);
}
