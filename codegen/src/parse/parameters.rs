//! Parameter bullets: `` * **`NAME`** (TYPE) (required) `` with prose, default, values and nested bullets below.

use super::blocks::{Block, BlockKind};
use super::context::Context;
use crate::diagnostic::Code;
use crate::lines::LineClass;
use crate::source::{Span, Spanned};
use crate::syntax::ParameterSyntax;

/// Reads the bullets of a section. Prose at the margin continues the parameter before it: a paragraph break in a
/// description ends the bullet on the page.
pub(super) fn parameters(cx: &mut Context<'_>, blocks: &[Block]) -> Vec<ParameterSyntax> {
    let mut found: Vec<ParameterSyntax> = Vec::new();
    for block in blocks {
        if block.kind == BlockKind::List && block.children.iter().all(|item| is_parameter(cx, item)) {
            found.extend(block.children.iter().filter_map(|item| parameter(cx, item)));
        } else if let Some(last) = found.last_mut() {
            continuation(cx, last, block.span);
        }
    }
    found
}

fn is_parameter(cx: &Context<'_>, item: &Block) -> bool {
    item.children.first().is_some_and(|first| cx.page.slice(first.span).starts_with("**"))
}

fn parameter(cx: &mut Context<'_>, item: &Block) -> Option<ParameterSyntax> {
    let (first, rest) = item.children.split_first()?;
    let lines = cx.page.trimmed_lines(first.span);
    let (head, prose) = lines.split_first()?;
    let mut parameter = heading(cx, *head)?;
    cx.mark(*head, LineClass::Parameter);
    for line in prose {
        text_line(cx, &mut parameter, *line, false);
    }
    for block in rest {
        let nested =
            block.kind == BlockKind::List && block.children.iter().all(|item| is_parameter(cx, item));
        if nested {
            parameter.children.extend(block.children.iter().filter_map(|item| self::parameter(cx, item)));
        } else {
            continuation(cx, &mut parameter, block.span);
        }
    }
    Some(parameter)
}

/// Reads the bullet's first line, and reports where it leaves the known form; what has a name is kept, without a type.
fn heading(cx: &mut Context<'_>, line: Span) -> Option<ParameterSyntax> {
    let source = cx.page.slice(line);
    let named = || {
        let (name, tail) = source.strip_prefix("**`")?.split_once("`**")?;
        let span = Span::new(line.start + 3, line.start + 3 + name.len());
        (!name.is_empty()).then(|| (Spanned::new(name.to_owned(), span), tail))
    };
    let read = |tail: &str| {
        let after_open = tail.strip_prefix(" (")?;
        let (types, tail) = after_open.split_once(')')?;
        let types_at = line.end - after_open.len();
        // Header parameters of some pages say it inside the parentheses.
        let (types, inside) = types.strip_suffix(", required").map_or((types, false), |types| (types, true));
        let types = Spanned::new(types.to_owned(), Span::new(types_at, types_at + types.len()));
        let outside = match tail.trim() {
            "" => false,
            "(required)" => true,
            _ => return None,
        };
        (!types.value.is_empty()).then_some((types, inside || outside))
    };
    let named = named();
    let tail = named.as_ref().map(|(_, tail)| *tail);
    let read = tail.and_then(read);
    if read.is_none() {
        bad_parameter(cx, Span::new(line.end - tail.unwrap_or(source).len(), line.end));
    }
    let (name, tail) = named?;
    // What the page says of being required is believed even where the rest is not understood.
    let (types, required) =
        read.unwrap_or_else(|| (Spanned::new(String::new(), line), tail.contains("(required)")));
    Some(ParameterSyntax {
        name,
        types,
        required,
        description: String::new(),
        default: None,
        values: None,
        children: Vec::new(),
        span: line,
    })
}

fn bad_parameter(cx: &mut Context<'_>, span: Span) {
    let diagnostic = cx
        .diagnostic(Code::BadParameter, span, "this parameter is not of the form the reference uses")
        .label("expected **`name`** (type) or **`name`** (type) (required)")
        .help("fetch the page again; if the site has changed its form, the parser needs to learn it");
    cx.report(diagnostic);
}

/// Prose, default and values that broke out of a bullet.
fn continuation(cx: &mut Context<'_>, parameter: &mut ParameterSyntax, span: Span) {
    let target = deepest(parameter);
    let source_lines = cx.page.trimmed_lines(span);
    for (nth, line) in source_lines.into_iter().enumerate() {
        if lost_bullet(cx, line) {
            continue;
        }
        text_line(cx, target, line, nth == 0);
    }
}

/// The parameter that was read last: text at the margin continues that one.
fn deepest(parameter: &mut ParameterSyntax) -> &mut ParameterSyntax {
    if parameter.children.is_empty() {
        return parameter;
    }
    let last = parameter.children.len() - 1;
    deepest(&mut parameter.children[last])
}

/// In the remark dialect nested bullets after a broken one come out as text: their nesting is gone.
fn lost_bullet(cx: &mut Context<'_>, line: Span) -> bool {
    let source = cx.page.slice(line);
    if !source.starts_with("\\- **") {
        return false;
    }
    let diagnostic = cx
        .diagnostic(Code::LostNesting, line, "the page lost where this parameter belongs")
        .label("a nested parameter that came out as text")
        .help("nothing is generated for it; the same page from another version may still have it");
    cx.report(diagnostic);
    true
}

/// One line below a bullet: a default, the values, or prose.
fn text_line(cx: &mut Context<'_>, parameter: &mut ParameterSyntax, line: Span, new_paragraph: bool) {
    cx.mark(line, LineClass::Parameter);
    let source = cx.page.slice(line);
    if let Some(default) = default_value(source)
        && parameter.default.is_none()
    {
        let start = line.end - source.len() + "Default: ".len();
        parameter.default = Some(Spanned::new(default.to_owned(), Span::new(start, line.end)));
        return;
    }
    if let Some(values) = source.strip_prefix("Can be one of: ").and_then(code_list)
        && parameter.values.is_none()
    {
        let span = Span::new(line.start + "Can be one of: ".len(), line.end);
        parameter.values = Some(Spanned::new(values, span));
        return;
    }
    if !parameter.description.is_empty() {
        parameter.description.push_str(if new_paragraph { "\n\n" } else { "\n" });
    }
    parameter.description.push_str(&cx.dialect.unescape(source));
}

/// The text of `` Default: `…` ``; without code it is prose. An empty default is two backticks.
fn default_value(line: &str) -> Option<&str> {
    let value = line.strip_prefix("Default: ")?;
    if matches!(value, "``" | "\\`\\`") {
        return Some("");
    }
    let inner = value.strip_prefix('`')?.strip_suffix('`')?;
    (!inner.is_empty() && !inner.contains('`')).then_some(inner)
}

/// `` `a`, `b`, `c` `` and nothing else.
fn code_list(text: &str) -> Option<Vec<String>> {
    let inner = text.trim().strip_prefix('`')?.strip_suffix('`')?;
    let values: Vec<String> = inner.split("`, `").map(str::to_owned).collect();
    values.iter().all(|value| !value.contains('`')).then_some(values)
}
