//! Status bullets: `* **404** - Resource not found`.

use super::blocks::{Block, BlockKind};
use super::context::Context;
use super::text;
use crate::diagnostic::{Code, Effect};
use crate::lines::LineClass;
use crate::source::{Span, Spanned};
use crate::syntax::StatusSyntax;

/// What a section of statuses says.
#[derive(Default)]
pub(super) struct Section {
    pub(super) found: Vec<StatusSyntax>,
    /// Whether there may be statuses that were not understood.
    pub(super) is_incomplete: bool,
}

/// Reads the bullets of "HTTP response status codes". Text at the margin continues the status before it.
pub(super) fn statuses(cx: &mut Context<'_>, blocks: &[Block]) -> Section {
    let mut section = Section::default();
    for block in blocks {
        if block.kind == BlockKind::List {
            for item in &block.children {
                section.item(cx, item);
            }
        } else if let Some(last) = section.found.last_mut() {
            cx.mark(block.span, LineClass::Status);
            append(&mut last.text, &text::prose(cx.page, cx.dialect, block.span), "\n\n");
        } else {
            section.unread(cx, block.span, Effect::AnyReply);
        }
    }
    section
}

/// Whether a bullet's text is that of a status.
pub(super) fn is_status(head: &str) -> bool {
    code(head).is_some()
}

impl Section {
    fn item(&mut self, cx: &mut Context<'_>, item: &Block) {
        let Some((first, rest)) = item.children.split_first() else {
            return self.unread(cx, item.span, Effect::AnyReply);
        };
        let lines = cx.page.trimmed_lines(first.span);
        let Some((head, more)) = lines.split_first() else { return };
        let Some(mut status) = self.heading(cx, *head) else { return };
        cx.mark(*head, LineClass::Status);
        for line in more {
            cx.mark(*line, LineClass::Status);
            append(&mut status.text, &cx.dialect.unescape(cx.page.slice(*line)), "\n");
        }
        for block in rest {
            cx.mark(block.span, LineClass::Status);
            append(&mut status.text, &text::prose(cx.page, cx.dialect, block.span), "\n\n");
        }
        self.found.push(status);
    }

    /// Reads `**CODE** - TEXT`. A status whose text alone is not of this form is kept without it.
    fn heading(&mut self, cx: &mut Context<'_>, line: Span) -> Option<StatusSyntax> {
        let Some((number, width, tail)) = code(cx.page.slice(line)) else {
            self.unread(cx, line, Effect::AnyReply);
            return None;
        };
        let text = match tail {
            "" => Some(""),
            tail => tail.strip_prefix(" -").map(str::trim_start),
        };
        let text = text.map(|text| cx.dialect.unescape(text));
        if text.is_none() {
            self.unread(cx, line, Effect::Dropped);
        }
        let span = Span::new(line.start + 2, line.start + 2 + width);
        Some(StatusSyntax { code: Spanned::new(number, span), text: text.unwrap_or_default() })
    }

    fn unread(&mut self, cx: &mut Context<'_>, line: Span, effect: Effect) {
        self.is_incomplete |= effect != Effect::Dropped;
        let diagnostic = cx
            .diagnostic(Code::BadStatus, line, "this status is not of the form the reference uses")
            .label("expected **CODE** - TEXT")
            .effect(effect)
            .help("fetch the page again; if the site has changed its form, the parser needs to learn it");
        cx.report(diagnostic);
    }
}

/// Reads `**CODE**` at the start of a text: the number, how many characters it has, and what follows.
fn code(source: &str) -> Option<(u16, usize, &str)> {
    let (code, tail) = source.strip_prefix("**")?.split_once("**")?;
    let number = code.parse().ok().filter(|number| (100..600).contains(number))?;
    Some((number, code.len(), tail))
}

fn append(text: &mut String, more: &str, separator: &str) {
    if !text.is_empty() {
        text.push_str(separator);
    }
    text.push_str(more);
}
