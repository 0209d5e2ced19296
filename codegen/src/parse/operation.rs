//! One endpoint's section: heading, request line, description, and the sections below.

use super::blocks::{Block, BlockKind};
use super::context::Context;
use super::page::{Opening, heading_text, request_line, stray_request};
use super::{examples, parameters, statuses, text};
use crate::diagnostic::{Code, Effect};
use crate::lines::LineClass;
use crate::source::{Span, Spanned};
use crate::syntax::{Bullet, Extent, OperationSyntax, SchemaSyntax};

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
    /// Below a heading that is not known.
    Unknown,
}

impl Section {
    fn is_of_parameters(self) -> bool {
        matches!(self, Self::Parameters | Self::Headers | Self::PathAndQuery | Self::Body)
    }
}

/// Titles of the sections of the third level.
pub(super) const SECTION_TITLES: &[&str] = &[PARAMETERS, STATUSES, EXAMPLES];

const PARAMETERS: &str = "Parameters";
const STATUSES: &str = "HTTP response status codes";
const EXAMPLES: &str = "Code examples";

/// Heading level, heading text, the section it opens, and the section that it must stand in.
const SECTIONS: &[(u8, &str, Section, Option<Section>)] = &[
    (3, PARAMETERS, Section::Parameters, None),
    (4, parameters::HEADERS, Section::Headers, Some(Section::Parameters)),
    (4, parameters::PATH_AND_QUERY, Section::PathAndQuery, Some(Section::Parameters)),
    (4, parameters::BODY, Section::Body, Some(Section::Parameters)),
    (3, STATUSES, Section::Statuses, None),
    (3, EXAMPLES, Section::Examples, None),
];

const VERBS: &[&str] = &["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/// Reads an endpoint from its blocks: what opens it, and all up to the next endpoint. `is_torn` says that the next section does
/// not begin as an endpoint's does, and may be the rest of this one.
pub(super) fn operation(
    cx: &mut Context<'_>,
    blocks: &[Block],
    opening: Opening,
    is_torn: bool,
) -> Option<OperationSyntax> {
    let section = blocks.iter().map(|block| block.span).reduce(Span::to)?;
    let known = cx.not_understood();
    let (title, request, rest) = head(cx, blocks, opening);
    let unknown = Spanned::new(String::new(), title.span);
    let (method, path) = request.unwrap_or_else(|| (unknown.clone(), unknown));
    let mut operation = OperationSyntax {
        title,
        method,
        path,
        description: String::new(),
        headers: Vec::new(),
        path_and_query: Vec::new(),
        body: Vec::new(),
        lost: Vec::new(),
        statuses: Vec::new(),
        examples: Vec::new(),
        request: Extent::Whole,
        reply: Extent::Whole,
        section,
    };
    let sections = sections(cx, rest, &mut operation);
    missing(cx, &sections, operation.title.span);
    for (section, blocks) in sections {
        match section {
            Section::Description => operation.description = description(cx, blocks),
            Section::Headers | Section::PathAndQuery | Section::Body => {
                let read = parameters::parameters(cx, blocks);
                operation.lost.extend(read.lost);
                operation.request = operation.request.max(read.extent);
                if let Some(lines) = read.status_lines {
                    operation.reply = Extent::Raw;
                    misplaced_statuses(cx, lines);
                }
                match section {
                    Section::Headers => operation.headers.extend(read.found),
                    Section::PathAndQuery => operation.path_and_query.extend(read.found),
                    _ => operation.body.extend(read.found),
                }
            }
            Section::Statuses => {
                let read = statuses::statuses(cx, blocks);
                operation.statuses.extend(read.found);
                if read.is_incomplete {
                    operation.reply = Extent::Raw;
                }
            }
            Section::Example => operation.examples.extend(examples::example(cx, blocks)),
            // Nothing of the known form is directly below these headings.
            Section::Examples | Section::Unknown if examples::has_label(cx, blocks) => {
                operation.examples.extend(examples::unannounced(cx, blocks));
            }
            Section::Unknown if cuts_schema(cx, blocks, &mut operation) => {}
            Section::Parameters | Section::Examples | Section::Unknown => {
                unknown_section(cx, blocks, section, &mut operation);
            }
        }
    }
    let is_broken = is_torn || cx.not_understood() > known;
    if is_broken && operation.statuses.is_empty() {
        operation.reply = Extent::Raw;
    }
    if operation.examples.iter().any(|example| !example.reads_response) {
        operation.reply = operation.reply.max(Extent::Incomplete);
    }
    Some(operation)
}

/// Reads what opens an endpoint: its title, its request line, and the blocks after these.
fn head<'b>(
    cx: &mut Context<'_>,
    blocks: &'b [Block],
    opening: Opening,
) -> (Spanned<String>, Request, &'b [Block]) {
    let first = blocks.first();
    let unnamed = |span| Spanned::new(String::new(), span);
    let span = first.map(|block| block.span).unwrap_or_default();
    let title = first.and_then(|block| heading_text(cx, block)).unwrap_or_else(|| unnamed(span));
    match opening {
        Opening::Whole => {
            cx.mark(span, LineClass::Heading);
            let fence = blocks.get(1);
            if let Some(fence) = fence {
                cx.mark(fence.span, LineClass::Request);
            }
            (title, fence.and_then(|fence| request(cx, fence)), blocks.get(2..).unwrap_or_default())
        }
        Opening::NoRequest => {
            cx.mark(span, LineClass::Heading);
            let rest = blocks.get(1..).unwrap_or_default();
            let effect = if rest.iter().any(|block| opens_section(cx, block)) {
                Effect::NoEndpoint
            } else {
                Effect::Dropped
            };
            let diagnostic = cx
                .diagnostic(Code::HeadingWithoutRequest, span, "no request line follows this heading")
                .label("an endpoint's heading stands right before a fence with `VERB /path`")
                .effect(effect)
                .help("fetch the page again, or put the request line back");
            cx.report(diagnostic);
            (title, None, rest)
        }
        Opening::BadHeading | Opening::NoHeading => {
            let at = blocks.iter().position(|block| request_line(cx, block).is_some()).unwrap_or_default();
            let fence = blocks.get(at);
            for before in blocks.get(..at).unwrap_or_default() {
                cx.set_aside(before.span);
            }
            let title = if opening == Opening::NoHeading { unnamed(span) } else { title };
            if let Some(fence) = fence {
                cx.mark(fence.span, LineClass::Request);
                stray_request(cx, fence, Effect::Dropped);
            }
            (title, fence.and_then(|fence| request(cx, fence)), blocks.get(at + 1..).unwrap_or_default())
        }
    }
}

/// Method and path, where they were understood.
type Request = Option<(Spanned<String>, Spanned<String>)>;

fn misplaced_statuses(cx: &mut Context<'_>, lines: Span) {
    let diagnostic = cx
        .diagnostic(Code::MisplacedSection, lines, "these statuses are among parameters")
        .label("statuses have a section of their own")
        .effect(Effect::AnyReply)
        .help("fetch the page again: the line `### HTTP response status codes` is missing before them");
    cx.report(diagnostic);
}

/// Whether blocks below an unknown heading are bullets of the schema before it, which ends there.
fn cuts_schema(cx: &mut Context<'_>, blocks: &[Block], operation: &mut OperationSyntax) -> bool {
    let Some(example) = operation.examples.last_mut() else { return false };
    let Some(span) = blocks.iter().map(|block| block.span).reduce(Span::to) else { return false };
    let is_field = |line: &Span| {
        let text = cx.page.slice(*line).trim_start_matches(['*', '-']).trim_start();
        text.starts_with('`') || text.starts_with("**")
    };
    if !cx.page.trimmed_lines(span).iter().any(is_field) {
        return false;
    }
    match &mut example.schema {
        SchemaSyntax::Node(node) if !node.children.is_empty() => node.cut_off(span),
        schema => *schema = SchemaSyntax::Unread,
    }
    cx.set_aside(span);
    let diagnostic = cx
        .diagnostic(Code::UnreadLine, span, "these lines are cut off from the schema above")
        .label("not read")
        .effect(Effect::LeftOut)
        .help("fetch the page again: a heading is in the middle of the schema");
    cx.report(diagnostic);
    true
}

/// Blocks below a heading that is not known, or directly below one that has sections only. What they may hold is missing.
fn unknown_section(
    cx: &mut Context<'_>,
    blocks: &[Block],
    section: Section,
    operation: &mut OperationSyntax,
) {
    let Some(span) = blocks.iter().map(|block| block.span).reduce(Span::to) else { return };
    let lines = cx.page.trimmed_lines(span);
    let bullets: Vec<&str> = lines
        .iter()
        .filter_map(|line| cx.page.slice(*line).strip_prefix(['*', '-']))
        .map(str::trim_start)
        .collect();
    let mut effect = Effect::Dropped;
    if bullets.iter().any(|bullet| statuses::is_status(bullet)) {
        operation.reply = Extent::Raw;
        effect = Effect::AnyReply;
    }
    for bullet in bullets.iter().filter(|bullet| bullet.starts_with("**") && !statuses::is_status(bullet)) {
        let (extent, of_bullet) = match parameters::unread_bullet(bullet) {
            Bullet::Unread => (Extent::Raw, Effect::RawRequest),
            _ => (Extent::Incomplete, Effect::LeftOut),
        };
        operation.request = operation.request.max(extent);
        effect = if effect == Effect::AnyReply && extent == Extent::Raw {
            Effect::RawEndpoint
        } else {
            effect.max(of_bullet)
        };
    }
    cx.set_aside(span);
    if section != Section::Unknown || effect != Effect::Dropped {
        let diagnostic = cx
            .diagnostic(Code::UnreadLine, span, "this text is in no known section of an endpoint")
            .label("not read")
            .effect(effect)
            .help("fetch the page again: the heading before it is missing, or the site has a new one");
        cx.report(diagnostic);
    }
}

/// Whether a block is the heading of a section that endpoints have.
pub(super) fn opens_section(cx: &Context<'_>, block: &Block) -> bool {
    let BlockKind::Heading(level) = block.kind else { return false };
    let text = heading_text(cx, block);
    text.is_some_and(|text| SECTIONS.iter().any(|row| row.0 == level && row.1 == text.value))
}

/// Whether a line is the request line of an endpoint.
pub(super) fn is_request(line: &str) -> bool {
    line.split_once(' ').is_some_and(|(verb, path)| VERBS.contains(&verb) && is_template(path.trim()))
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

/// Cuts the blocks at the headings that open a section. From a section on that the endpoint has already, nothing is read: it may
/// be another endpoint's.
fn sections<'b>(
    cx: &mut Context<'_>,
    blocks: &'b [Block],
    operation: &mut OperationSyntax,
) -> Vec<(Section, &'b [Block])> {
    let mut sections: Vec<(Section, &'b [Block])> = Vec::new();
    let mut current = Section::Description;
    let mut parent = Some(Section::Description);
    let mut start = 0;
    let mut seen: Vec<Section> = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        let Some((level, next)) = opened(cx, block, parent, current) else { continue };
        sections.push((current, &blocks[start..at]));
        // An example keeps its heading: it is the example's title.
        start = if next == Section::Example { at } else { at + 1 };
        let may_repeat = matches!(next, Section::Example | Section::Unknown);
        if !may_repeat && seen.contains(&next) {
            let has_content = |of: Section| {
                let is = |section: &Section| {
                    *section == of || (of == Section::Parameters && section.is_of_parameters())
                };
                sections.iter().any(|(section, blocks)| is(section) && !blocks.is_empty())
            };
            let is_empty = !has_content(next) && next != Section::Examples;
            let rest = blocks[at..].iter().map(|block| block.span).reduce(Span::to).unwrap_or(block.span);
            let is_over = seen.contains(&Section::Statuses);
            let diagnostic = cx
                .diagnostic(Code::DuplicateSection, block.span, "this section occurs twice in one endpoint")
                .label("the second one")
                .effect(match (is_empty, is_over) {
                    (true, _) => Effect::Dropped,
                    (false, true) => Effect::LeftOut,
                    (false, false) => Effect::RawEndpoint,
                })
                .help("fetch the page again: a heading of the second level is missing between them");
            cx.report(diagnostic);
            if !is_empty {
                cx.set_aside(rest);
                let extent = if is_over { Extent::Incomplete } else { Extent::Raw };
                (operation.request, operation.reply) = (extent, extent);
                return sections;
            }
        }
        seen.push(next);
        current = next;
        match (level, next) {
            // What is below an unknown heading is not misplaced as well.
            (3, Section::Unknown) => parent = None,
            (3, _) => parent = Some(next),
            _ => {}
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

/// The section that a heading opens, and its level; `None` where the heading is prose.
fn opened(
    cx: &mut Context<'_>,
    block: &Block,
    parent: Option<Section>,
    current: Section,
) -> Option<(u8, Section)> {
    let BlockKind::Heading(level) = block.kind else { return unmarked(cx, block) };
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
        return Some((level, *section));
    }
    if let Some(known) = unmarked(cx, block) {
        return Some(known);
    }
    match level {
        4 if parent == Some(Section::Examples) => {
            cx.mark(block.span, LineClass::Heading);
            Some((level, Section::Example))
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
            Some((level, Section::Unknown))
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

/// A line that is the title of a section, with other marks than such a heading has, or with none.
fn unmarked(cx: &mut Context<'_>, block: &Block) -> Option<(u8, Section)> {
    if !matches!(block.kind, BlockKind::Heading(_) | BlockKind::Paragraph) {
        return None;
    }
    let lines = cx.page.trimmed_lines(block.span);
    let [line] = lines.as_slice() else { return None };
    let text = cx.page.slice(*line).trim_matches(['#', '*', ' ', ':']);
    let (level, _, section, _) = SECTIONS.iter().find(|row| row.1 == text)?;
    let diagnostic = cx
        .diagnostic(Code::MisplacedSection, *line, format!("\"{text}\" is not a heading of level {level}"))
        .label("taken for that heading")
        .effect(Effect::Dropped)
        .help("fetch the page again");
    cx.report(diagnostic);
    Some((*level, *section))
}

fn description(cx: &mut Context<'_>, blocks: &[Block]) -> String {
    for block in blocks.iter().filter(|block| request_line(cx, block).is_some()).collect::<Vec<_>>() {
        stray_request(cx, block, Effect::Dropped);
    }
    let Some(span) = blocks.iter().map(|block| block.span).reduce(Span::to) else { return String::new() };
    cx.mark(span, LineClass::Description);
    text::prose(cx.page, cx.dialect, span)
}
