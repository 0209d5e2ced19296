//! The page's blocks with their places: what `pulldown-cmark` sees, without inline markup.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::context::Context;
use super::operation::SECTION_TITLES;
use crate::diagnostic::Code;
use crate::lines::LineClass;
use crate::source::{Page, Span};

/// Bullets deeper than this are not read: the deepest real page has 8 levels.
pub(super) const MAX_DEPTH: usize = 64;

/// Blocks within each other of so many levels of bullets: the page, a list and an item for each level, and a paragraph.
const MAX_BLOCKS: usize = 2 * MAX_DEPTH + 2;

/// A block and the blocks inside it.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) kind: BlockKind,
    pub(super) span: Span,
    pub(super) children: Vec<Block>,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum BlockKind {
    /// A heading written with `#`, and its level.
    Heading(u8),
    Paragraph,
    List,
    Item,
    /// A fenced code block; the word after the opening fence, where the code is, and whether another fence ends it.
    Fence {
        info: String,
        body: Span,
        closed: bool,
    },
    Quote,
    /// Anything else: it is only ever prose.
    Other,
}

impl Block {
    pub(super) fn is_heading(&self, level: u8) -> bool {
        self.kind == BlockKind::Heading(level)
    }
}

/// Reads the page into blocks; front matter is settled here, and so are fences that never end.
pub(super) fn read(cx: &mut Context<'_>) -> Vec<Block> {
    let body = front_matter(cx);
    let page = cx.page;
    let mut builder = Builder {
        open: vec![Block { kind: BlockKind::Other, span: Span::default(), children: Vec::new() }],
        too_deep: None,
        skipped: 0,
    };
    for part in parts(cx, body) {
        for (event, range) in Parser::new_ext(page.slice(part), Options::empty()).into_offset_iter() {
            builder.event(&event, Span::new(range.start + part.start, range.end + part.start));
        }
    }
    let deep = builder.too_deep;
    let mut blocks = builder.finish();
    if let Some(span) = deep {
        too_deep(cx, span);
        cx.too_deep = Some(span);
    }
    tidy(cx, &mut blocks);
    blocks
}

pub(super) fn too_deep(cx: &mut Context<'_>, span: Span) {
    let diagnostic = cx
        .diagnostic(Code::TooDeep, span, format!("bullets are nested deeper than {MAX_DEPTH} levels"))
        .label("not read from here on")
        .help("no page of the reference nests this deep: fetch the page again");
    cx.report(diagnostic);
}

/// Skips `---` … `---` at the top, and gives the offset after it. Where its end is lost, it ends at the first heading: any other
/// line of dashes below that is the page's own.
fn front_matter(cx: &mut Context<'_>) -> usize {
    let page = cx.page;
    let text = |line: usize| page.slice(page.line_span(line));
    if text(0).trim_end() != "---" {
        return 0;
    }
    // A comment of the front matter begins like a heading, but no empty line follows it.
    let is_heading = |line: usize| {
        let is_marked = text(line).starts_with('#') && text(line).trim_start_matches('#').starts_with(' ');
        is_marked && text(line + 1).trim().is_empty()
    };
    let is_end = |line: &usize| text(*line).trim_end() == "---" || is_heading(*line);
    let Some(end) = (1..page.line_count()).find(is_end) else { return 0 };
    let is_closed = !is_heading(end);
    let next = page.line_span(end + usize::from(is_closed)).start;
    cx.mark(Span::new(0, next), LineClass::FrontMatter);
    if !is_closed {
        let diagnostic = cx
            .diagnostic(Code::UnclosedFrontMatter, page.line_span(0), "the front matter is never closed")
            .label("opened here")
            .help("add a line --- before the title, or fetch the page again");
        cx.report(diagnostic);
    }
    next
}

/// Cuts the page where endpoints and their sections begin, so that a fence or an HTML block that never ends costs one section,
/// not the rest of the page.
///
/// A fence of a request line that is opened twice counts once: the second opening would end the first fence, and the end of the fence
/// open another one.
fn parts(cx: &mut Context<'_>, body: usize) -> Vec<Span> {
    let page = cx.page;
    let mut parts = Vec::new();
    let mut start = body;
    for line in page.line_at(body)..page.line_count() {
        let at = page.line_span(line).start;
        let opening = opening(page, line);
        if at > start && (opening.is_some() || begins_section(page, line)) {
            parts.push(Span::new(start, at));
            start = at;
        }
        if let Some(Opening { doubled: Some(doubled) }) = opening {
            parts.push(Span::new(start, doubled.start));
            start = page.line_span(page.line_at(doubled.start) + 1).start;
            cx.mark(doubled, LineClass::Request);
            let diagnostic = cx
                .diagnostic(Code::UnclosedFence, doubled, "this code fence is opened twice")
                .label("taken for one opening with the line below")
                .help("remove the line, or fetch the page again");
            cx.report(diagnostic);
        }
    }
    parts.push(Span::new(start, page.text.len()));
    parts
}

/// How an endpoint begins.
struct Opening {
    /// A line that opens its fence once more.
    doubled: Option<Span>,
}

/// Returns how an endpoint begins at a line: a heading of the second level, a fence, and a request line.
fn opening(page: &Page, line: usize) -> Option<Opening> {
    let text = |line: usize| page.slice(page.line_span(line));
    let is_fence = |line: &usize| text(*line).starts_with("```");
    let mut next = (line + 1..page.line_count()).filter(|line| !text(*line).trim().is_empty());
    let fence = next.next().filter(|fence| text(line).starts_with("## ") && is_fence(fence))?;
    let mut request = next.next()?;
    let is_doubled = is_fence(&request);
    if is_doubled {
        request = next.next()?;
    }
    let doubled = is_doubled.then(|| page.line_span(fence));
    is_request_line(text(request)).then_some(Opening { doubled })
}

/// Whether a line is the heading of a section that every endpoint may have.
fn begins_section(page: &Page, line: usize) -> bool {
    let text = page.slice(page.line_span(line)).trim_end();
    text.strip_prefix("### ").is_some_and(|title| SECTION_TITLES.contains(&title))
}

/// Whether a text looks like a request line: a word, a space, a path.
pub(super) fn is_request_line(text: &str) -> bool {
    text.trim().split_once(' ').is_some_and(|(verb, path)| {
        verb.chars().all(|c| c.is_ascii_alphabetic()) && path.trim_start().starts_with('/')
    })
}

struct Builder {
    /// The blocks that are open, outermost first; the first one is the page.
    open: Vec<Block>,
    too_deep: Option<Span>,
    /// Blocks opened beyond the depth limit, whose ends must be skipped as well.
    skipped: usize,
}

impl Builder {
    fn event(&mut self, event: &Event<'_>, span: Span) {
        match event {
            Event::Start(tag) => match block_kind(tag) {
                Some(kind) => self.start(kind, span),
                None => self.inline(span),
            },
            Event::End(end) => {
                if is_block_end(*end) {
                    self.end();
                }
            }
            Event::Rule => {
                self.start(BlockKind::Other, span);
                self.end();
            }
            _ => self.inline(span),
        }
    }

    fn start(&mut self, kind: BlockKind, span: Span) {
        if self.open.len() >= MAX_BLOCKS {
            self.too_deep.get_or_insert(span);
            self.skipped += 1;
            return;
        }
        self.open.push(Block { kind, span, children: Vec::new() });
    }

    fn end(&mut self) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        if self.open.len() > 1
            && let Some(block) = self.open.pop()
            && let Some(parent) = self.open.last_mut()
        {
            parent.children.push(block);
        }
    }

    /// Text directly in a bullet, as tight lists have it, becomes a paragraph like any other.
    fn inline(&mut self, span: Span) {
        let Some(item) = self.open.last_mut().filter(|block| block.kind == BlockKind::Item) else { return };
        match item.children.last_mut() {
            Some(last) if last.kind == BlockKind::Paragraph => last.span = last.span.to(span),
            _ => item.children.push(Block { kind: BlockKind::Paragraph, span, children: Vec::new() }),
        }
    }

    fn finish(mut self) -> Vec<Block> {
        while self.open.len() > 1 {
            self.end();
        }
        self.open.pop().map(|page| page.children).unwrap_or_default()
    }
}

fn block_kind(tag: &Tag<'_>) -> Option<BlockKind> {
    Some(match tag {
        Tag::Heading { level, .. } => BlockKind::Heading(level_number(*level)),
        Tag::Paragraph => BlockKind::Paragraph,
        Tag::List(None) => BlockKind::List,
        Tag::Item => BlockKind::Item,
        Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
            BlockKind::Fence { info: info.trim().to_owned(), body: Span::default(), closed: false }
        }
        Tag::BlockQuote(_) => BlockKind::Quote,
        Tag::List(Some(_)) | Tag::CodeBlock(CodeBlockKind::Indented) | Tag::HtmlBlock => BlockKind::Other,
        _ => return None,
    })
}

fn is_block_end(end: TagEnd) -> bool {
    matches!(
        end,
        TagEnd::Heading(_)
            | TagEnd::Paragraph
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::CodeBlock
            | TagEnd::BlockQuote(_)
            | TagEnd::HtmlBlock
    )
}

fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// Underlined headings are prose that happens to stand above dashes; fences learn where their code is.
fn tidy(cx: &mut Context<'_>, blocks: &mut [Block]) {
    for block in blocks {
        let source = cx.page.slice(block.span);
        match &mut block.kind {
            BlockKind::Heading(_) if !source.trim_start().starts_with('#') => {
                block.kind = BlockKind::Paragraph;
            }
            BlockKind::Fence { body, closed, .. } => {
                let trimmed = source.trim_end();
                let fence: String =
                    trimmed.trim_start().chars().take_while(|c| matches!(c, '`' | '~')).collect();
                let start = block.span.start + source.find('\n').map_or(source.len(), |at| at + 1);
                let last = trimmed.rfind('\n').map_or(0, |at| at + 1);
                *closed = last > 0 && trimmed[last..].trim().starts_with(&fence);
                let end = if *closed { block.span.start + last } else { block.span.end };
                *body = Span::new(start, end.max(start));
                if !*closed {
                    let first = Span::new(block.span.start, start.min(block.span.end)).start;
                    let opening = cx.page.line_span(cx.page.line_at(first));
                    let diagnostic = cx
                        .diagnostic(Code::UnclosedFence, opening, "this code fence is never closed")
                        .label("opened here")
                        .help(format!("add a line {fence} after the code, or fetch the page again"));
                    cx.report(diagnostic);
                }
            }
            _ => {}
        }
        tidy(cx, &mut block.children);
    }
}
