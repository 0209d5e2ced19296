//! Response schemas: a root line, and bullets nested below it.

use super::blocks::{Block, BlockKind};
use super::constraints::{Problem, constraints};
use super::context::Context;
use super::rewordings::{Fact, fact};
use super::value::{Stated, compose, value};
use crate::diagnostic::{Code, Effect};
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
                    return SchemaSyntax::Unread;
                }
                return SchemaSyntax::Same { title, anchor };
            }
            let source = cx.page.slice(line);
            match value(source) {
                Ok(stated) => SchemaSyntax::Node(node(cx, line, stated, list)),
                Err(problem) => {
                    bad_schema(cx, line, problem, Effect::AnyReply);
                    set_aside(cx, list);
                    SchemaSyntax::Unread
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
        let stated = Stated::new(ValueSyntax::Compose { how, title: None }, true);
        return node(cx, line, stated, nested_list(rest));
    }
    let object = Constraints { types: vec![SimpleType::Object], ..Constraints::default() };
    NodeSyntax { value: ValueSyntax::Plain(object), children: children(cx, list, false), span: list.span }
}

/// Joins a stated value with the bullets below it, and reports where the two disagree.
fn node(cx: &mut Context<'_>, line: Span, stated: Stated, list: Option<&Block>) -> NodeSyntax {
    for (range, problem) in &stated.dropped {
        let span = Span::new(line.start + range.start, line.start + range.end);
        let diagnostic = cx
            .diagnostic(Code::BadSchema, span, problem.as_str())
            .label("not understood")
            .effect(Effect::Dropped)
            .help("fetch the page again; if the site has changed its form, the parser needs to learn it");
        cx.report(diagnostic);
    }
    let unread = || NodeSyntax { value: ValueSyntax::Unread, children: Vec::new(), span: line };
    if is_cut_below(cx, line) {
        return unread();
    }
    let in_union = is_union(&stated.value);
    let children = list.map(|list| children(cx, list, in_union)).unwrap_or_default();
    if stated.opens && list.is_none() {
        let mut diagnostic = cx
            .diagnostic(Code::MissingChildren, line, "the colon announces bullets, but none follow")
            .label("nothing is nested below this line")
            .help("fetch the page again: its bullets are missing, or no longer indented below it");
        if is_open_object(&stated.value) {
            // The site prints a colon after an object of which it knows no key.
            diagnostic = diagnostic.warning().help("taken for an object of keys that the page does not list");
            cx.report(diagnostic);
        } else {
            cx.report(diagnostic);
            return unread();
        }
    }
    if let (false, Some(list)) = (stated.opens, list) {
        unexpected(cx, line.to(list.span), "bullets stand below a line that does not announce any");
        return unread();
    }
    NodeSyntax { value: stated.value, children, span: line }
}

/// Whether the bullets below a line are nested too deep, which was reported.
fn is_cut_below(cx: &Context<'_>, line: Span) -> bool {
    cx.too_deep.is_some_and(|deep| cx.page.line_at(deep.start) == cx.page.line_at(line.start) + 1)
}

/// Whether a value is an object that may have keys which are not listed.
fn is_open_object(value: &ValueSyntax) -> bool {
    matches!(value, ValueSyntax::Plain(stated)
        if stated.types.contains(&SimpleType::Object) && stated.additional.is_some())
}

/// Whether the bullets below a value are variants.
fn is_union(value: &ValueSyntax) -> bool {
    match value {
        ValueSyntax::Compose { .. } => true,
        ValueSyntax::Array { item, .. } => is_union(item),
        _ => false,
    }
}

fn children(cx: &mut Context<'_>, list: &Block, in_union: bool) -> Vec<ChildSyntax> {
    let mut found: Vec<ChildSyntax> = Vec::new();
    for item in &list.children {
        let (child, stray) = child(cx, item, in_union);
        if let Some(stray) = stray {
            // It may be the rest of what the bullet before it holds.
            if let Some(ChildSyntax::Field { node, .. } | ChildSyntax::Variant(node)) = found.last_mut() {
                node.cut_off(stray);
            }
            found.push(ChildSyntax::Unread(stray));
        }
        if let ChildSyntax::Field { name, .. } = &child {
            let same = |other: &&mut ChildSyntax| matches!(other, ChildSyntax::Field { name: other, .. } if other.value == name.value);
            if let Some(first) = found.iter_mut().find(same) {
                duplicate_field(cx, first, &child);
                continue;
            }
        }
        found.push(child);
    }
    found
}

/// An object that states a field twice. Where the two differ, it is unknown which of them holds.
fn duplicate_field(cx: &mut Context<'_>, first: &mut ChildSyntax, second: &ChildSyntax) {
    let is_same = second.says_the_same(first);
    let (
        ChildSyntax::Field { name: known, required, node },
        ChildSyntax::Field { name, required: again, .. },
    ) = (first, second)
    else {
        return;
    };
    let diagnostic = cx
        .diagnostic(
            Code::DuplicateField,
            name.span,
            format!("`{}` is stated twice in one object", name.value),
        )
        .label("the second one")
        .effect(if is_same { Effect::Dropped } else { Effect::AnyValue })
        .related(known.span, "the first one")
        .help("fetch the page again; if the site says so, its first statement counts");
    cx.report(diagnostic);
    if !is_same {
        *required &= *again;
        *node = NodeSyntax { value: ValueSyntax::Unread, children: Vec::new(), span: node.span };
    }
}

/// Reads a bullet; and where more than one line stands in it, the place of the others: bullets that are none any more.
fn child(cx: &mut Context<'_>, item: &Block, in_union: bool) -> (ChildSyntax, Option<Span>) {
    let Some((first, rest)) = item.children.split_first() else {
        unread_bullet(cx, item.span, in_union);
        return (ChildSyntax::Unread(item.span), None);
    };
    let lines = cx.page.trimmed_lines(first.span);
    let Some((line, others)) = lines.split_first() else {
        unread_bullet(cx, item.span, in_union);
        return (ChildSyntax::Unread(item.span), None);
    };
    let source = cx.page.slice(*line);
    let is_field = source.starts_with('`');
    let fact_of = |cx: &Context<'_>, line: Span| fact(cx.page.slice(line), None).filter(|_| is_field);
    let (facts, others): (Vec<Span>, Vec<Span>) =
        others.iter().partition(|line| fact_of(cx, **line).is_some());
    let list = nested_list(rest);
    let is_list = |block: &&Block| list.is_some_and(|list| std::ptr::eq(list, *block));
    let stray = others.into_iter().chain(rest.iter().filter(|block| !is_list(block)).map(|block| block.span));
    let stray = stray.reduce(Span::to);
    if let Some(stray) = stray {
        unread_bullet(cx, stray, in_union);
    }
    let read = if is_field { field(cx, *line, list) } else { variant(cx, *line, list) };
    let mut child = match read {
        Ok(child) => {
            cx.mark(*line, LineClass::Schema);
            child
        }
        Err(problem) => {
            let named = name_of(cx, *line);
            let effect = if named.is_some() { Effect::AnyValue } else { without_name(in_union) };
            bad_schema(cx, *line, problem, effect);
            set_aside(cx, list);
            match named {
                Some((name, tail)) => {
                    let node = NodeSyntax { value: ValueSyntax::Unread, children: Vec::new(), span: *line };
                    ChildSyntax::Field { name, required: tail.starts_with("required, "), node }
                }
                None => ChildSyntax::Unread(*line),
            }
        }
    };
    // Bullets that nothing announces may be those of what is around.
    let is_unread = |node: &NodeSyntax| node.value == ValueSyntax::Unread;
    let of_around = match &child {
        ChildSyntax::Field { node, .. } | ChildSyntax::Variant(node) if is_unread(node) => {
            list.map(|list| list.span)
        }
        _ => None,
    };
    // It may be a part of this value as well as one next to it.
    if let (Some(stray), ChildSyntax::Field { node, .. } | ChildSyntax::Variant(node)) = (stray, &mut child) {
        node.cut_off(stray);
    }
    for line in facts {
        if let Some(fact) = fact_of(cx, line) {
            fact_below(cx, &mut child, line, fact);
        }
    }
    (child, stray.or(of_around))
}

/// Reports a fact that a line below a field states. It is about that field alone.
fn fact_below(cx: &mut Context<'_>, child: &mut ChildSyntax, line: Span, fact: Fact) {
    let diagnostic = cx
        .diagnostic(Code::UnknownFact, line, "this line states a fact where the reference states none")
        .label("not understood")
        .effect(if fact == Fact::Limit { Effect::Dropped } else { Effect::AnyValue })
        .help("a field states all of its facts on its own line, as \"default: `VALUE`\"");
    cx.report(diagnostic);
    if let (ChildSyntax::Field { required, node, .. }, true) = (child, fact != Fact::Limit) {
        *required &= fact != Fact::Necessity;
        *node = NodeSyntax { value: ValueSyntax::Unread, children: Vec::new(), span: node.span };
    }
}

/// A field without a name is left out; a union that lacks a variant is any JSON.
fn without_name(in_union: bool) -> Effect {
    if in_union { Effect::AnyValue } else { Effect::LeftOut }
}

fn unread_bullet(cx: &mut Context<'_>, span: Span, in_union: bool) {
    cx.set_aside(span);
    let diagnostic = cx
        .diagnostic(Code::BadSchema, span, "this is not a bullet of a response schema")
        .label("not understood")
        .effect(without_name(in_union))
        .help("fetch the page again: a bullet is no longer one");
    cx.report(diagnostic);
}

/// Bullets below a line that was not understood go with it.
fn set_aside(cx: &mut Context<'_>, list: Option<&Block>) {
    if let Some(list) = list {
        cx.set_aside(list.span);
    }
}

/// The list among an item's blocks.
fn nested_list(blocks: &[Block]) -> Option<&Block> {
    blocks.iter().find(|block| block.kind == BlockKind::List)
}

/// `` `NAME`: [required, ]VALUE ``
fn field(cx: &mut Context<'_>, line: Span, list: Option<&Block>) -> Result<ChildSyntax, Problem> {
    let source = cx.page.slice(line);
    let (name, tail) =
        name_of(cx, line).ok_or_else(|| problem(source, "a field is a name in code, a colon, and a type"))?;
    let (required, text) = tail.strip_prefix("required, ").map_or((false, tail), |text| (true, text));
    let offset = source.len() - text.len();
    let stated = value(text).map_err(|problem| super::constraints::shift(problem, offset))?;
    let stated = stated.shifted(offset);
    Ok(ChildSyntax::Field { name, required, node: node(cx, line, stated, list) })
}

/// The name of a field, and what follows it.
fn name_of<'p>(cx: &Context<'p>, line: Span) -> Option<(Spanned<String>, &'p str)> {
    let (name, tail) = cx.page.slice(line).strip_prefix('`')?.split_once("`: ")?;
    let span = Span::new(line.start + 1, line.start + 1 + name.len());
    let is_plain = !name.is_empty() && !name.contains('`');
    is_plain.then(|| (Spanned::new(name.to_owned(), span), tail))
}

/// `**TITLE**`, `**CONSTRAINTS**`, `**TITLE** (see above)`, or a union inside a union.
fn variant(cx: &mut Context<'_>, line: Span, list: Option<&Block>) -> Result<ChildSyntax, Problem> {
    let source = cx.page.slice(line);
    if let Some(how) = compose(source) {
        let stated = Stated::new(ValueSyntax::Compose { how, title: None }, true);
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
    let stated = Stated::new(value, list.is_some());
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

fn bad_schema(cx: &mut Context<'_>, line: Span, problem: Problem, effect: Effect) {
    let span = Span::new(line.start + problem.range.start, line.start + problem.range.end);
    let diagnostic = cx
        .diagnostic(Code::BadSchema, span, problem.message)
        .label("not understood")
        .effect(effect)
        .help(problem.help);
    cx.report(diagnostic);
}

fn unexpected(cx: &mut Context<'_>, span: Span, message: &str) {
    let diagnostic = cx
        .diagnostic(Code::UnexpectedChildren, span, message)
        .label("the first line has no parts")
        .help("fetch the page again: a colon at the end of that line is missing, or the line that the bullets belong to");
    cx.report(diagnostic);
}
