//! Pages that are damaged: cut off, or not in markdown at all. Nothing of them is used.

use super::blocks::{Block, BlockKind};
use super::context::Context;
use crate::diagnostic::{Code, Diagnostic, Effect, Severity};
use crate::source::{Page, Span};
use crate::syntax::{OperationSyntax, PageSyntax};

/// One of so many characters may be one that no text has, for a page still to be a text.
const BINARY: usize = 50;

/// How pages begin that a server sends in place of one.
const MARKUP: &[&str] = &["<!doctype", "<html", "<head", "<body", "<?xml"];

/// Says that the file of a page cannot be read.
pub(super) fn of_file(page: &Page) -> Option<Diagnostic> {
    let why = page.unreadable.as_ref()?;
    let odd = page.text.find(char::REPLACEMENT_CHARACTER);
    let span = odd
        .map_or_else(|| page.line_span(0), |at| Span::new(at, at + char::REPLACEMENT_CHARACTER.len_utf8()));
    Some(damaged(page, span, &format!("this page {why}")))
}

/// Says that a page is not a text in markdown.
pub(super) fn of_text(page: &Page) -> Option<Diagnostic> {
    let start: String = page.text.trim_start().chars().take(16).collect::<String>().to_lowercase();
    let is_odd = |c: &char| (c.is_control() && !c.is_whitespace()) || *c == char::REPLACEMENT_CHARACTER;
    let odd = page.text.chars().filter(is_odd).count();
    let message = if MARKUP.iter().any(|markup| start.starts_with(markup)) {
        "this page is HTML, and not markdown"
    } else if odd > 0 && odd * BINARY > page.text.chars().count() {
        "this page is not a text"
    } else {
        return None;
    };
    Some(damaged(page, page.line_span(0), message))
}

/// Says that a page is cut off: its last endpoint ends before its statuses, in a fence, or in a bullet that cannot be read.
pub(super) fn of_end(cx: &Context<'_>, blocks: &[Block], syntax: &PageSyntax) -> Option<Diagnostic> {
    let page = cx.page;
    let last = page.trimmed_lines(Span::new(0, page.text.len())).pop()?;
    let operation = syntax.operations.iter().rev().find(|one| !is_closing_prose(page, one))?;
    let is_open =
        last_block(blocks).is_some_and(|block| matches!(block.kind, BlockKind::Fence { closed: false, .. }));
    let is_cut = cx.diagnostics().iter().any(|one| {
        let is_lost = one.severity == Severity::NotUnderstood && one.effect != Some(Effect::Dropped);
        is_lost && one.span.end >= last.end && one.span.start >= last.start
    });
    let has_end = !operation.statuses.is_empty() || !operation.examples.is_empty();
    (is_open || !has_end || (is_cut && !page.text.ends_with('\n')))
        .then(|| damaged(page, last, "this page is cut off: its last endpoint does not end"))
}

/// Whether a heading has prose below it and no request line, such as "Further reading". Below a heading that is cut off there is
/// nothing, or the beginning of a fence.
fn is_closing_prose(page: &Page, operation: &OperationSyntax) -> bool {
    let lines = page.trimmed_lines(operation.section);
    let has_prose = lines.get(1).is_some_and(|line| !page.slice(*line).starts_with(['`', '~']));
    let has_parts = !operation.statuses.is_empty()
        || !operation.examples.is_empty()
        || !operation.path_and_query.is_empty()
        || !operation.body.is_empty();
    operation.path.value.is_empty() && has_prose && !has_parts
}

fn last_block(blocks: &[Block]) -> Option<&Block> {
    let last = blocks.last()?;
    last_block(&last.children).or(Some(last))
}

fn damaged(page: &Page, span: Span, message: &str) -> Diagnostic {
    Diagnostic::new(Code::DamagedPage, &page.id, span, message)
        .label("damaged")
        .help("nothing of the page is used; fetch it again")
}
