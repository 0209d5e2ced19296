//! One endpoint's section: heading, request line, description, and the sections below.

use super::blocks::{Block, BlockKind};
use super::context::Context;
use super::page::{heading_text, request_line, stray_request};
use super::{examples, parameters, statuses, text};
use crate::diagnostic::Code;
use crate::lines::LineClass;
use crate::source::{Span, Spanned};
use crate::syntax::OperationSyntax;

/// The parts of an endpoint's section. A new form of section is a new row of [`SECTIONS`] and an arm in [`operation`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Section {
    Description,
    Parameters,
    Headers,
    PathAndQuery,
    Body,
    Statuses,
    Examples,
    Example,
}

/// Titles of the sections of the third level.
pub(super) const SECTION_TITLES: &[&str] = &[PARAMETERS, STATUSES, EXAMPLES];

const PARAMETERS: &str = "Parameters";
const STATUSES: &str = "HTTP response status codes";
const EXAMPLES: &str = "Code examples";

/// Heading level, heading text, the section it opens, and the section that it must stand in.
const SECTIONS: &[(u8, &str, Section, Option<Section>)] = &[
    (3, PARAMETERS, Section::Parameters, None),
    (4, "Headers", Section::Headers, Some(Section::Parameters)),
    (4, "Path and query parameters", Section::PathAndQuery, Some(Section::Parameters)),
    (4, "Body parameters", Section::Body, Some(Section::Parameters)),
    (3, STATUSES, Section::Statuses, None),
    (3, EXAMPLES, Section::Examples, None),
];

const VERBS: &[&str] = &["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/// Reads an endpoint from its blocks: the heading, the request line's fence, and all up to the next endpoint.
pub(super) fn operation(cx: &mut Context<'_>, blocks: &[Block]) -> Option<OperationSyntax> {
    let [heading, fence, rest @ ..] = blocks else { return None };
    cx.mark(heading.span, LineClass::Heading);
    cx.mark(fence.span, LineClass::Request);
    let title = heading_text(cx, heading);
    let request = request(cx, fence);
    let mut operation = OperationSyntax {
        title: title.unwrap_or_else(|| Spanned::new(String::new(), heading.span)),
        method: Spanned::new(String::new(), fence.span),
        path: Spanned::new(String::new(), fence.span),
        description: String::new(),
        headers: Vec::new(),
        path_and_query: Vec::new(),
        body: Vec::new(),
        lost: Vec::new(),
        statuses: Vec::new(),
        examples: Vec::new(),
    };
    let sections = sections(cx, rest);
    missing(cx, &sections, operation.title.span);
    for (section, blocks) in sections {
        match section {
            Section::Description => operation.description = description(cx, blocks),
            Section::Headers | Section::PathAndQuery | Section::Body => {
                let read = parameters::parameters(cx, blocks);
                operation.lost.extend(read.lost);
                match section {
                    Section::Headers => operation.headers.extend(read.found),
                    Section::PathAndQuery => operation.path_and_query.extend(read.found),
                    _ => operation.body.extend(read.found),
                }
            }
            Section::Statuses => operation.statuses.extend(statuses::statuses(cx, blocks)),
            Section::Example => operation.examples.extend(examples::example(cx, blocks)),
            // Nothing stands directly below these two headings; what does stays unread, and is reported as such.
            Section::Parameters | Section::Examples => {}
        }
    }
    let (method, path) = request?;
    (operation.method, operation.path) = (method, path);
    Some(operation)
}

/// Reads `VERB /path`.
fn request(cx: &mut Context<'_>, fence: &Block) -> Option<(Spanned<String>, Spanned<String>)> {
    let line = request_line(cx, fence)?;
    let (verb, tail) = cx.page.slice(line).split_once(' ')?;
    let path = tail.trim();
    let method = Spanned::new(verb.to_owned(), Span::new(line.start, line.start + verb.len()));
    let path = Spanned::new(path.to_owned(), Span::new(line.end - path.len(), line.end));
    let problem = if !VERBS.contains(&verb) {
        Some((
            method.span,
            format!("`{verb}` is not an HTTP method"),
            "write it in upper case: GET, POST, PUT, PATCH or DELETE",
        ))
    } else if !is_template(&path.value) {
        Some((
            path.span,
            "this path is not well formed".to_owned(),
            "it is plain ASCII without blanks, and placeholders are `{name}`, each closed",
        ))
    } else if matches!(&fence.kind, BlockKind::Fence { body, .. } if cx.page.trimmed_lines(*body).len() != 1)
    {
        Some((fence.span, "a request line stands alone in its fence".to_owned(), "fetch the page again"))
    } else {
        None
    };
    match problem {
        None => Some((method, path)),
        Some((span, message, help)) => {
            let diagnostic = cx
                .diagnostic(Code::BadRequestLine, span, message)
                .label("no endpoint is read from this request line")
                .help(help);
            cx.report(diagnostic);
            None
        }
    }
}

/// Whether braces are paired and hold a name, and nothing else in the path needs explaining.
fn is_template(path: &str) -> bool {
    let mut rest = path;
    while let Some(at) = rest.find(['{', '}']) {
        let Some(inner) = rest[at..].strip_prefix('{') else { return false };
        let Some((name, after)) = inner.split_once('}') else { return false };
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-') {
            return false;
        }
        rest = after;
    }
    path.starts_with('/') && path.chars().all(|c| c.is_ascii_graphic())
}

/// Cuts the blocks at the headings that open a section.
fn sections<'b>(cx: &mut Context<'_>, blocks: &'b [Block]) -> Vec<(Section, &'b [Block])> {
    let mut sections = Vec::new();
    let mut current = Section::Description;
    let mut parent = Some(Section::Description);
    let mut start = 0;
    let mut seen = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        let BlockKind::Heading(level) = block.kind else { continue };
        let Some(next) = opened(cx, block, level, parent, current) else {
            // What stands below an unknown heading is not misplaced as well.
            if level == 3 {
                parent = None;
            }
            continue;
        };
        sections.push((current, &blocks[start..at]));
        // An example keeps its heading: it is the example's title.
        start = if next == Section::Example { at } else { at + 1 };
        if next != Section::Example && seen.contains(&next) {
            let diagnostic = cx
                .diagnostic(Code::DuplicateSection, block.span, "this section occurs twice in one endpoint")
                .label("the second one")
                .help("fetch the page again: a heading of the second level is missing between them");
            cx.report(diagnostic);
        }
        seen.push(next);
        current = next;
        if level == 3 {
            parent = Some(next);
        }
    }
    sections.push((current, &blocks[start..]));
    sections
}

/// Every endpoint documents its statuses, and all but a few show an example: without them the page may be cut off.
fn missing(cx: &mut Context<'_>, sections: &[(Section, &[Block])], title: Span) {
    let has = |wanted| sections.iter().any(|(section, blocks)| *section == wanted && !blocks.is_empty());
    let lost = match (has(Section::Statuses), has(Section::Example)) {
        (true, true) => return,
        (true, false) => "no code example, so that the body of its responses is not known",
        (false, _) => "no status codes",
    };
    let diagnostic = cx
        .diagnostic(Code::MissingSection, title, format!("this endpoint has {lost}"))
        .label("the section ends too early")
        .help("fetch the page again: it may have been cut off");
    cx.report(diagnostic);
}

/// The section that a heading opens; `None` where the heading is prose, or was reported.
fn opened(
    cx: &mut Context<'_>,
    block: &Block,
    level: u8,
    parent: Option<Section>,
    current: Section,
) -> Option<Section> {
    let text = heading_text(cx, block)?;
    if let Some((_, _, section, within)) = SECTIONS.iter().find(|row| row.0 == level && row.1 == text.value) {
        cx.mark(block.span, LineClass::Heading);
        if parent.is_some() && within.is_some() && within != &parent {
            let diagnostic = cx
                .diagnostic(
                    Code::MisplacedSection,
                    text.span,
                    format!("\"{}\" stands outside \"Parameters\"", text.value),
                )
                .label("a section of \"Parameters\"")
                .help("fetch the page again: the line `### Parameters` is missing before it");
            cx.report(diagnostic);
        }
        return Some(*section);
    }
    match level {
        4 if parent == Some(Section::Examples) => {
            cx.mark(block.span, LineClass::Heading);
            Some(Section::Example)
        }
        2 => {
            let diagnostic = cx
                .diagnostic(Code::HeadingWithoutRequest, block.span, "no request line follows this heading")
                .label("an endpoint's heading stands right before a fence with `VERB /path`")
                .help("fetch the page again, or put the request line back");
            cx.report(diagnostic);
            None
        }
        3 | 4 => {
            let known: Vec<String> =
                SECTIONS.iter().filter(|row| row.0 == level).map(|row| format!("\"{}\"", row.1)).collect();
            let diagnostic = cx
                .diagnostic(
                    Code::UnknownHeading,
                    text.span,
                    format!("\"{}\" is no section of an endpoint", text.value),
                )
                .label("not a known section")
                .help(format!("the sections at this level are {}", known.join(", ")));
            cx.report(diagnostic);
            None
        }
        // Shell comments of a flattened code block look like headings of the first level.
        _ => {
            if current == Section::Description {
                cx.mark(block.span, LineClass::Description);
            }
            None
        }
    }
}

fn description(cx: &mut Context<'_>, blocks: &[Block]) -> String {
    for block in blocks.iter().filter(|block| request_line(cx, block).is_some()).collect::<Vec<_>>() {
        stray_request(cx, block);
    }
    let Some(span) = blocks.iter().map(|block| block.span).reduce(Span::to) else { return String::new() };
    cx.mark(span, LineClass::Description);
    text::prose(cx.page, cx.dialect, span)
}
