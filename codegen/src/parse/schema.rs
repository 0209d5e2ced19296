//! Response schemas: a root line, and bullets nested below it.

use super::blocks::{Block, BlockKind};
use super::constraints::{Problem, constraints};
use super::context::Context;
use super::value::{Stated, compose, value};
use crate::diagnostic::Code;
use crate::lines::LineClass;
use crate::source::{Span, Spanned};
use crate::syntax::{ChildSyntax, Constraints, NodeSyntax, SchemaSyntax, SimpleType, ValueSyntax};

/// Reads what follows a "Response schema" label: an optional root line, and an optional list.
pub(super) fn schema(cx: &mut Context<'_>, root: Option<Span>, list: Option<&Block>) -> SchemaSyntax {
    match (root, list) {
        (None, None) => SchemaSyntax::Empty,
        (Some(line), list) => {
            cx.mark(line, LineClass::Schema);
            if let Some((title, anchor)) = same_schema(cx, line) {
                if let Some(list) = list {
                    unexpected(
                        cx,
                        line.to(list.span),
                        "a reference to another schema has no bullets of its own",
                    );
                }
                return SchemaSyntax::Same { title, anchor };
            }
            let source = cx.page.slice(line);
            match value(source) {
                Ok(stated) => SchemaSyntax::Node(node(cx, line, stated, list)),
                Err(problem) => {
                    bad_schema(cx, line, problem);
                    if let Some(list) = list {
                        children(cx, list);
                    }
                    SchemaSyntax::Empty
                }
            }
        }
        (None, Some(list)) => SchemaSyntax::Node(root_list(cx, list)),
    }
}

/// Bullets without a root line: the fields of an untitled object, or one bullet that opens a union.
fn root_list(cx: &mut Context<'_>, list: &Block) -> NodeSyntax {
    if let [item] = list.children.as_slice()
        && let Some((first, rest)) = item.children.split_first()
        && let Some(line) = cx.page.trimmed_lines(first.span).into_iter().next()
        && let Some(how) = compose(cx.page.slice(line))
    {
        cx.mark(line, LineClass::Schema);
        let stated = Stated { value: ValueSyntax::Compose { how, title: None }, opens: true };
        return node(cx, line, stated, nested_list(cx, rest));
    }
    let object = Constraints { types: vec![SimpleType::Object], ..Constraints::default() };
    NodeSyntax { value: ValueSyntax::Plain(object), children: children(cx, list), span: list.span }
}

/// Joins a stated value with the bullets below it, and reports where the two disagree.
fn node(cx: &mut Context<'_>, line: Span, stated: Stated, list: Option<&Block>) -> NodeSyntax {
    let children = list.map(|list| children(cx, list)).unwrap_or_default();
    // Of an object of other keys alone, newer pages announce bullets that it does not have.
    let keys_alone = matches!(&stated.value, ValueSyntax::Plain(stated) if stated.additional.is_some());
    if stated.opens && list.is_none() && !keys_alone {
        let diagnostic = cx
            .diagnostic(Code::MissingChildren, line, "the colon announces bullets, but none follow")
            .label("nothing is nested below this line")
            .help("fetch the page again: its bullets are missing, or no longer indented below it");
        cx.report(diagnostic);
    }
    if let (false, Some(list)) = (stated.opens, list) {
        unexpected(cx, line.to(list.span), "bullets stand below a line that does not announce any");
    }
    NodeSyntax { value: stated.value, children, span: line }
}

fn children(cx: &mut Context<'_>, list: &Block) -> Vec<ChildSyntax> {
    let mut found: Vec<ChildSyntax> = Vec::new();
    for item in &list.children {
        let Some(child) = child(cx, item) else { continue };
        if let ChildSyntax::Field { name, .. } = &child {
            let first = found.iter().find_map(|other| match other {
                ChildSyntax::Field { name: other, .. } if other.value == name.value => Some(other.span),
                _ => None,
            });
            if let Some(first) = first {
                let diagnostic = cx
                    .diagnostic(
                        Code::DuplicateField,
                        name.span,
                        format!("`{}` is stated twice in one object", name.value),
                    )
                    .label("the second one")
                    .related(first, "the first one")
                    .help("fetch the page again; if the site says so, its first statement counts");
                cx.report(diagnostic);
                continue;
            }
        }
        found.push(child);
    }
    found
}

fn child(cx: &mut Context<'_>, item: &Block) -> Option<ChildSyntax> {
    let (first, rest) = item.children.split_first()?;
    let lines = cx.page.trimmed_lines(first.span);
    let line = *lines.first()?;
    let list = nested_list(cx, rest);
    let source = cx.page.slice(line);
    let read = if source.starts_with('`') { field(cx, line, list) } else { variant(cx, line, list) };
    match read {
        Ok(child) => {
            cx.mark(line, LineClass::Schema);
            Some(child)
        }
        Err(problem) => {
            bad_schema(cx, line, problem);
            if let Some(list) = list {
                children(cx, list);
            }
            None
        }
    }
}

/// The list among an item's blocks; anything else there stays unread, and is reported as such.
fn nested_list<'b>(_: &Context<'_>, blocks: &'b [Block]) -> Option<&'b Block> {
    blocks.iter().find(|block| block.kind == BlockKind::List)
}

/// `` `NAME`: [required, ]VALUE ``
fn field(cx: &mut Context<'_>, line: Span, list: Option<&Block>) -> Result<ChildSyntax, Problem> {
    let source = cx.page.slice(line);
    let (name, tail) = source
        .strip_prefix('`')
        .and_then(|rest| rest.split_once("`: "))
        .ok_or_else(|| problem(source, "a field is a name in code, a colon, and a type"))?;
    if name.is_empty() || name.contains('`') {
        return Err(problem(source, "a field is a name in code, a colon, and a type"));
    }
    let (required, text) = tail.strip_prefix("required, ").map_or((false, tail), |text| (true, text));
    let offset = source.len() - text.len();
    let stated = value(text).map_err(|problem| super::constraints::shift(problem, offset))?;
    let span = Span::new(line.start + 1, line.start + 1 + name.len());
    let name = Spanned::new(name.to_owned(), span);
    Ok(ChildSyntax::Field { name, required, node: node(cx, line, stated, list) })
}

/// `**TITLE**`, `**CONSTRAINTS**`, `**TITLE** (see above)`, or a union inside a union.
fn variant(cx: &mut Context<'_>, line: Span, list: Option<&Block>) -> Result<ChildSyntax, Problem> {
    let source = cx.page.slice(line);
    if let Some(how) = compose(source) {
        let stated = Stated { value: ValueSyntax::Compose { how, title: None }, opens: true };
        return Ok(ChildSyntax::Variant(node(cx, line, stated, list)));
    }
    let expected = "a variant is a title or a type in bold, and a field is a name in code";
    let inner = source.strip_prefix("**").ok_or_else(|| problem(source, expected))?;
    let (inner, tail) = inner.rsplit_once("**").ok_or_else(|| problem(source, expected))?;
    let seen = match tail {
        "" => false,
        " (see above)" => true,
        _ => return Err(problem(source, expected)),
    };
    let value = match value(inner) {
        Ok(stated) if !seen && !stated.opens && !matches!(stated.value, ValueSyntax::Titled { .. }) => {
            stated.value
        }
        _ => ValueSyntax::Titled { title: cx.dialect.unescape(inner), seen },
    };
    // Variants open without a colon.
    let stated = Stated { value, opens: list.is_some() };
    Ok(ChildSyntax::Variant(node(cx, line, stated, list)))
}

/// "Same response schema as `[TITLE](#ANCHOR)`." A link to elsewhere keeps its whole target, which no anchor is like.
fn same_schema(cx: &Context<'_>, line: Span) -> Option<(String, Spanned<String>)> {
    let link = cx.page.slice(line).strip_prefix("Same response schema as [")?;
    let (title, target) = link.rsplit_once("](")?;
    let target = target.strip_prefix('#').unwrap_or(target);
    let (anchor, tail) = target.split_once(')')?;
    let start = line.end - target.len();
    let anchor_span = Span::new(start, start + anchor.len());
    (tail == ".").then(|| (cx.dialect.unescape(title), Spanned::new(anchor.to_owned(), anchor_span)))
}

/// Whether constraints stand alone on a line; used to tell a root line from stray prose.
pub(super) fn is_root_line(source: &str) -> bool {
    source.starts_with("Same response schema as [")
        || source.starts_with("Array ")
        || constraints(source.trim_end_matches(':')).is_ok()
}

fn problem(source: &str, message: &str) -> Problem {
    Problem {
        range: 0..source.len(),
        message: "this line of a response schema is not of the form the reference uses".to_owned(),
        help: message.to_owned(),
    }
}

fn bad_schema(cx: &mut Context<'_>, line: Span, problem: Problem) {
    let span = Span::new(line.start + problem.range.start, line.start + problem.range.end);
    let diagnostic =
        cx.diagnostic(Code::BadSchema, span, problem.message).label("not understood").help(problem.help);
    cx.report(diagnostic);
}

fn unexpected(cx: &mut Context<'_>, span: Span, message: &str) {
    let diagnostic = cx
        .diagnostic(Code::UnexpectedChildren, span, message)
        .label("the first line has no parts")
        .help("fetch the page again: a colon at the end of that line is missing, or the line that the bullets belong to");
    cx.report(diagnostic);
}
