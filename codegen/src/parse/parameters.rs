//! Parameter bullets: `` * **`NAME`** (TYPE) (required) `` with prose, default, values and nested bullets below.

use super::blocks::{Block, MAX_DEPTH, too_deep};
use super::context::Context;
use crate::diagnostic::Code;
use crate::lines::LineClass;
use crate::source::{Span, Spanned};
use crate::syntax::ParameterSyntax;

/// Reads the bullets of a section, line by line: how far a bullet is indented says what it belongs to. Markdown's own
/// nesting would not do, since a paragraph break in a description ends the list, and bullets below it become text.
pub(super) fn parameters(cx: &mut Context<'_>, blocks: &[Block]) -> Section {
    let Some(span) = blocks.iter().map(|block| block.span).reduce(Span::to) else {
        return Section::default();
    };
    let mut tree = Tree::default();
    let mut previous = span.start;
    let lines = cx.page.trimmed_lines(span);
    for (at, line) in lines.iter().copied().enumerate() {
        if is_lost_bullet(cx, line) {
            let lost = lost_nesting(cx, &lines[at..]);
            return Section { found: tree.finish(), lost: Some(lost) };
        }
        let new_paragraph = cx.page.slice(Span::new(previous, line.start)).matches('\n').count() > 1;
        previous = line.end;
        if let Some(head) = bullet(cx, line) {
            tree.bullet(cx, indent(cx, line), head);
        } else if let Some((_, parameter)) = tree.open.last_mut() {
            text_line(cx, parameter, line, new_paragraph);
        }
    }
    Section { found: tree.finish(), lost: None }
}

/// What a section of parameters says.
#[derive(Default)]
pub(super) struct Section {
    pub(super) found: Vec<ParameterSyntax>,
    /// From where on nobody can tell what belongs to what.
    pub(super) lost: Option<Span>,
}

/// Parameters that are read, and those that more may follow below.
#[derive(Default)]
struct Tree {
    found: Vec<ParameterSyntax>,
    /// Outermost first, each with the column of its bullet.
    open: Vec<(usize, ParameterSyntax)>,
}

impl Tree {
    /// Takes in a bullet. Where it cannot be read, what stands below it stays unread, and is reported as such.
    fn bullet(&mut self, cx: &mut Context<'_>, indent: usize, head: Span) {
        self.close(indent);
        let Some(parameter) = heading(cx, head) else { return self.close(0) };
        if self.open.len() >= MAX_DEPTH {
            return too_deep(cx, head);
        }
        let expected = self.open.last().map_or(0, |(above, _)| above + 2);
        // Three and four blanks are markdown's nesting, too; more of them skip a level.
        if indent > expected + 2 {
            let diagnostic = cx
                .diagnostic(
                    Code::BadParameter,
                    head,
                    "this parameter is nested deeper than the one above it allows",
                )
                .label("the parameter that it belongs to is missing")
                .help("fetch the page again: a bullet above this one is missing, or no longer one");
            cx.report(diagnostic);
        }
        cx.mark(head, LineClass::Parameter);
        self.open.push((indent, parameter));
    }

    /// Ends every parameter whose bullet stands at a column or right of it.
    fn close(&mut self, indent: usize) {
        while let Some((_, parameter)) = self.open.pop_if(|(column, _)| *column >= indent) {
            match self.open.last_mut() {
                Some((_, parent)) => parent.children.push(parameter),
                None => self.found.push(parameter),
            }
        }
    }

    fn finish(mut self) -> Vec<ParameterSyntax> {
        self.close(0);
        self.found
    }
}

/// What follows the bullet of a line, if it is a parameter's.
fn bullet(cx: &Context<'_>, line: Span) -> Option<Span> {
    let rest = cx.page.slice(line).strip_prefix(['*', '-'])?;
    let head = rest.trim_start();
    (rest.starts_with(' ') && head.starts_with("**")).then(|| Span::new(line.end - head.len(), line.end))
}

/// The column at which a line begins; a tab reaches to the next multiple of four.
fn indent(cx: &Context<'_>, line: Span) -> usize {
    let start = cx.page.line_span(cx.page.line_at(line.start)).start;
    let blanks = cx.page.slice(Span::new(start, line.start));
    blanks.chars().fold(0, |column, c| if c == '\t' { (column / 4 + 1) * 4 } else { column + 1 })
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
        item_values: None,
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

/// In the remark dialect nested bullets after a broken one come out as text.
fn is_lost_bullet(cx: &Context<'_>, line: Span) -> bool {
    cx.page.slice(line).starts_with("\\- **")
}

/// From there on the nesting is gone: siblings of a parameter further up stand at the margin, as if they were the
/// body's own. Nothing is guessed of them.
fn lost_nesting(cx: &mut Context<'_>, lines: &[Span]) -> Span {
    let span = lines.iter().copied().reduce(Span::to).unwrap_or_default();
    let is_parameter = |line: &&Span| is_lost_bullet(cx, **line) || bullet(cx, **line).is_some();
    let message = match lines.iter().filter(is_parameter).count() {
        1 => "the page lost where this parameter belongs".to_owned(),
        count => format!("the page lost where these {count} parameters belong"),
    };
    let diagnostic = cx
        .diagnostic(Code::LostNesting, span, message)
        .label("nested parameters came out as text, and those after them have moved")
        .help("nothing is generated for them; the same page from another version may still have the nesting");
    cx.report(diagnostic);
    span
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
    if let Some(values) = source.strip_prefix("Supported values are: ")
        && parameter.types.value.contains("array")
    {
        // It is prose as well, and often ends a paragraph.
        let values = values.split(", ").map(|value| cx.dialect.unescape(value.trim())).collect();
        parameter.item_values.get_or_insert(values);
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
