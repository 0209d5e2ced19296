//! The page as a whole: title, introduction, the note about headers, and where each endpoint begins.

use super::blocks::{Block, BlockKind, is_request_line};
use super::context::Context;
use super::operation::{self, is_request};
use crate::diagnostic::{Code, Effect};
use crate::lines::LineClass;
use crate::source::{Span, Spanned};
use crate::syntax::PageSyntax;

/// Reads a page from its blocks.
pub(super) fn page(cx: &mut Context<'_>, blocks: &[Block]) -> PageSyntax {
    let starts = starts(cx, blocks);
    let first = starts.first().map_or(blocks.len(), |start| start.at);
    let mut syntax = PageSyntax::default();
    introduction(cx, &blocks[..first], &mut syntax);
    for (nth, start) in starts.iter().enumerate() {
        let next = starts.get(nth + 1);
        let end = next.map_or(blocks.len(), |next| next.at);
        let is_torn = next.is_some_and(|next| next.opening != Opening::Whole);
        syntax.operations.extend(operation::operation(cx, &blocks[start.at..end], start.opening, is_torn));
    }
    if syntax.title.is_none() {
        let diagnostic = cx
            .diagnostic(Code::NoTitle, cx.page.line_span(0), "this page has no title")
            .label("a line `# TITLE` is expected before everything else")
            .help("fetch the page again, or add its title");
        cx.report(diagnostic);
    }
    syntax
}

/// Where the section of an endpoint begins.
struct Start {
    at: usize,
    opening: Opening,
}

/// How the section of an endpoint begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    /// With a heading, and a fence with the request line right after it.
    Whole,
    /// With a line that should be a heading, and that fence.
    BadHeading,
    /// With that fence alone.
    NoHeading,
    /// With a heading alone.
    NoRequest,
}

/// Finds the endpoints of a page. A heading of the second level always opens something of its own, so that a request line
/// that is not understood costs no other endpoint; before the first endpoint, where prose has headings too, only if sections of
/// an endpoint follow.
fn starts(cx: &Context<'_>, blocks: &[Block]) -> Vec<Start> {
    let mut starts: Vec<Start> = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        let taken = starts.last().is_some_and(|start| start.opening == Opening::Whole && start.at + 1 == at);
        if starts_operation(cx, blocks, at) {
            starts.push(Start { at, opening: Opening::Whole });
        } else if is_bare_request(cx, block) && !taken {
            // A heading that opens nothing else is that of the fence, whatever is between them.
            let heading = starts.pop_if(|start| start.opening == Opening::NoRequest && start.at + 2 >= at);
            let before = || at.checked_sub(1).filter(|title| is_like_heading(cx, &blocks[*title]));
            starts.push(match heading.map(|start| start.at).or_else(before) {
                Some(at) => Start { at, opening: Opening::BadHeading },
                None => Start { at, opening: Opening::NoHeading },
            });
        } else if block.is_heading(2) {
            starts.push(Start { at, opening: Opening::NoRequest });
        }
    }
    let ends: Vec<usize> = starts.iter().skip(1).map(|start| start.at).chain([blocks.len()]).collect();
    let mut is_intro = true;
    let mut ends = ends.into_iter();
    starts.retain(|start| {
        let end = ends.next().unwrap_or(start.at);
        let is_prose = start.opening == Opening::NoRequest
            && !blocks[start.at..end].iter().any(|block| operation::opens_section(cx, block));
        is_intro &= is_prose;
        !is_intro
    });
    starts
}

/// An endpoint begins where a heading of the second level stands right before a fence with a request line.
fn starts_operation(cx: &Context<'_>, blocks: &[Block], at: usize) -> bool {
    let heading = blocks.get(at).is_some_and(|block| block.is_heading(2));
    heading && blocks.get(at + 1).is_some_and(|block| request_line(cx, block).is_some())
}

/// The request line of a fence, if it looks like one.
pub(super) fn request_line(cx: &Context<'_>, block: &Block) -> Option<Span> {
    let BlockKind::Fence { body, .. } = &block.kind else { return None };
    let line = cx.page.trimmed_lines(*body).into_iter().next()?;
    is_request_line(cx.page.slice(line)).then_some(line)
}

/// Whether a block is a fence with a request line and nothing else, as those of endpoints are.
fn is_bare_request(cx: &Context<'_>, block: &Block) -> bool {
    let BlockKind::Fence { info, body, .. } = &block.kind else { return false };
    let lines = cx.page.trimmed_lines(*body);
    info.is_empty() && lines.len() == 1 && lines.first().is_some_and(|line| is_request(cx.page.slice(*line)))
}

/// Whether a block before a fence may be its heading: one of another level, or a line that has lost its marks.
fn is_like_heading(cx: &Context<'_>, block: &Block) -> bool {
    match block.kind {
        BlockKind::Heading(_) => !operation::opens_section(cx, block),
        BlockKind::Paragraph => cx.page.trimmed_lines(block.span).len() == 1,
        _ => false,
    }
}

fn introduction(cx: &mut Context<'_>, blocks: &[Block], syntax: &mut PageSyntax) {
    let mut intro: Vec<&str> = Vec::new();
    for block in blocks {
        match &block.kind {
            BlockKind::Heading(1) if syntax.title.is_none() => {
                cx.mark(block.span, LineClass::Title);
                syntax.title = heading_text(cx, block);
            }
            BlockKind::Quote if is_note(cx, block) => note(cx, block, syntax),
            BlockKind::Fence { .. } if request_line(cx, block).is_some() => {
                stray_request(cx, block, Effect::NoEndpoint);
            }
            _ => {
                cx.mark(block.span, LineClass::Intro);
                intro.push(cx.page.slice(block.span).trim_end());
            }
        }
    }
    syntax.intro = intro.join("\n\n");
}

/// A request line in a fence that no heading of the second level announces.
pub(super) fn stray_request(cx: &mut Context<'_>, block: &Block, effect: Effect) {
    let diagnostic = cx
        .diagnostic(
            Code::HeadingWithoutRequest,
            block.span,
            "this request line has no heading right before it",
        )
        .label("an endpoint without a title")
        .effect(effect)
        .help("put a line `## TITLE` before the fence, or fetch the page again");
    cx.report(diagnostic);
}

/// The heading's text and where it stands, without the `#`s.
pub(super) fn heading_text(cx: &Context<'_>, block: &Block) -> Option<Spanned<String>> {
    let line = cx.page.trimmed_lines(block.span).into_iter().next()?;
    let source = cx.page.slice(line);
    let text = source.trim_start_matches('#').trim_start();
    let span = Span::new(line.end - text.len(), line.end);
    // `#`s close a heading after a blank only: those of `C#` are text.
    let opened = text.trim_end_matches('#');
    let text = if opened.is_empty() || opened.ends_with(' ') { opened.trim_end() } else { text };
    let text = cx.dialect.unescape(text);
    (!text.is_empty()).then(|| Spanned::new(text, span))
}

const VERSION_HEADER: &str = "X-GitHub-Api-Version";
const ALERTS: [&str; 5] = ["[!NOTE]", "[!TIP]", "[!IMPORTANT]", "[!WARNING]", "[!CAUTION]"];

/// Whether a quote is the note about headers: it names the version header, or it is an alert that lost its text. Other notes
/// are prose, on one line or several.
fn is_note(cx: &Context<'_>, block: &Block) -> bool {
    let source = cx.page.slice(block.span);
    let text = cx.dialect.unescape(source.trim_start_matches(['>', ' ']).trim_end());
    source.contains(VERSION_HEADER) || text.is_empty() || ALERTS.contains(&text.as_str())
}

fn note(cx: &mut Context<'_>, block: &Block, syntax: &mut PageSyntax) {
    cx.mark(block.span, LineClass::Note);
    syntax.has_note = true;
    let source = cx.page.slice(block.span);
    let first = cx.dialect.unescape(source.lines().next().unwrap_or_default().trim_start_matches(['>', ' ']));
    let version = source.split_once(VERSION_HEADER).and_then(|(before, after)| {
        let start = block.span.start + before.len() + VERSION_HEADER.len();
        let value = after.trim_start_matches([':', ' ']);
        let skipped = after.len() - value.len();
        let value = value.split(['`', ' ', '\n']).next().unwrap_or_default();
        is_date(value).then(|| {
            Spanned::new(value.to_owned(), Span::new(start + skipped, start + skipped + value.len()))
        })
    });
    if version.is_none() || !ALERTS.contains(&first.trim()) {
        let diagnostic = cx
            .diagnostic(Code::BadNote, block.span, "this note does not say which API version the page is for")
            .label("expected `> [!NOTE]` and a line with `X-GitHub-Api-Version: YYYY-MM-DD`")
            .help("fetch the page again, or name the version as the site does");
        cx.report(diagnostic);
    }
    if syntax.api_version.is_none() {
        syntax.api_version = version;
    }
}

fn is_date(value: &str) -> bool {
    let parts: Vec<&str> = value.split('-').collect();
    let widths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    widths == [4, 2, 2] && parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
}
