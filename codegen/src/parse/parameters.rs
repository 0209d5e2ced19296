//! Parameter bullets: `` * **`NAME`** (TYPE) (required) `` with prose, default, values and nested bullets below.

use std::ops::Range;

use super::blocks::{Block, MAX_DEPTH, too_deep};
use super::context::Context;
use super::remarks::{is_balanced, touches_necessity, touches_type};
use super::rewordings::{Fact, fact};
use super::statuses;
use crate::diagnostic::{Code, Effect};
use crate::lines::LineClass;
use crate::source::{Span, Spanned};
use crate::syntax::{Bullet, Extent, ParameterSyntax, SimpleType};

/// Headings of sections of parameters.
pub(super) const HEADERS: &str = "Headers";
pub(super) const PATH_AND_QUERY: &str = "Path and query parameters";
pub(super) const BODY: &str = "Body parameters";

/// Reads the bullets of a section, line by line: how far a bullet is indented says what it belongs to. Markdown's own
/// nesting would not do, since a paragraph break in a description ends the list, and bullets below it become text.
pub(super) fn parameters(cx: &mut Context<'_>, blocks: &[Block]) -> Section {
    let Some(span) = blocks.iter().map(|block| block.span).reduce(Span::to) else {
        return Section::default();
    };
    let mut tree = Tree::default();
    let mut section = Section::default();
    let mut previous = span.start;
    let lines = cx.page.trimmed_lines(span);
    for (at, line) in lines.iter().copied().enumerate() {
        if is_lost_bullet(cx, line) {
            section.lost = Some(lost_nesting(cx, &lines[at..]));
            break;
        }
        if is_heading(cx.page.slice(line)) {
            section.end_at(cx, &lines[at..]);
            break;
        }
        let new_paragraph = cx.page.slice(Span::new(previous, line.start)).matches('\n').count() > 1;
        previous = line.end;
        if let Some(head) = bullet(cx, line) {
            if statuses::is_status(cx.page.slice(head)) {
                section.status_lines = Some(section.status_lines.map_or(line, |lines| lines.to(line)));
                tree.close(0);
            } else {
                tree.bullet(cx, indent(cx, line), head);
            }
        } else if let Some(((_, parameter), around)) = tree.open.split_last_mut() {
            text_line(cx, parameter, line, new_paragraph, !around.is_empty());
        } else {
            section.unread(cx, line);
        }
    }
    section.found = tree.finish();
    section
}

/// What a section of parameters says.
#[derive(Default)]
pub(super) struct Section {
    pub(super) found: Vec<ParameterSyntax>,
    /// From where on the page has lost what belongs to what.
    pub(super) lost: Option<Span>,
    /// Bullets that are statuses: the heading before them is missing.
    pub(super) status_lines: Option<Span>,
    /// What may be missing because of lines before the first bullet.
    pub(super) extent: Extent,
}

impl Section {
    /// Reports the rest of a section. It belongs to another section, whose heading is indented, quoted or commented out.
    fn end_at(&mut self, cx: &mut Context<'_>, lines: &[Span]) {
        self.extent = Extent::Raw;
        let span = lines.iter().copied().reduce(Span::to).unwrap_or_default();
        let diagnostic = cx
            .diagnostic(Code::UnreadLine, span, "this heading is not one that opens a section")
            .label("expected at the margin, between two empty lines")
            .effect(Effect::RawRequest)
            .help("fetch the page again, or put the heading at the margin");
        cx.report(diagnostic);
    }

    /// Reports a line that belongs to no parameter.
    fn unread(&mut self, cx: &mut Context<'_>, line: Span) {
        let (extent, effect) = match unread_bullet(cx.page.slice(line)) {
            Bullet::Unread => (Extent::Raw, Effect::RawRequest),
            _ => (Extent::Incomplete, Effect::LeftOut),
        };
        self.extent = self.extent.max(extent);
        let diagnostic = cx
            .diagnostic(Code::UnreadLine, line, "this line belongs to no parameter")
            .label("not understood")
            .effect(effect)
            .help("fetch the page again: the bullet that it belongs to is missing, or no longer one");
        cx.report(diagnostic);
    }
}

/// Parameters that are read, and those that more may follow below.
#[derive(Default)]
struct Tree {
    found: Vec<ParameterSyntax>,
    /// Outermost first, each with the column of its bullet.
    open: Vec<(usize, ParameterSyntax)>,
}

impl Tree {
    /// Takes in a bullet. One that cannot be read is taken in as well, so that what is below it goes with it.
    fn bullet(&mut self, cx: &mut Context<'_>, indent: usize, head: Span) {
        self.close(indent);
        if self.open.len() >= MAX_DEPTH {
            too_deep(cx, head);
            if let Some((_, parent)) = self.open.last_mut() {
                parent.bullet = Bullet::Untyped;
            }
            return;
        }
        // A parameter that has no members cannot hold the one below it.
        let above = self.open.last().filter(|(_, above)| has_no_members(above)).map(|(column, _)| *column);
        let is_lost = above.is_some();
        if let Some(column) = above {
            self.close(column);
        }
        let mut parameter = heading(cx, head, !self.open.is_empty());
        let expected = self.open.last().map_or(0, |(above, _)| above + 2);
        // Three and four blanks are markdown's nesting, too; more of them skip a level.
        if is_lost || indent > expected + 2 {
            parameter.bullet = if parameter.required { Bullet::Unread } else { Bullet::LeftOut };
            let effect = effect_of(parameter.bullet, !self.open.is_empty());
            let diagnostic = cx
                .diagnostic(
                    Code::BadParameter,
                    head,
                    "this parameter is nested deeper than the one above it allows",
                )
                .label("the parameter that it belongs to is missing")
                .effect(effect)
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

/// Returns the text after the bullet of a line that is a parameter's, or looks like one in another form.
fn bullet(cx: &Context<'_>, line: Span) -> Option<Span> {
    let source = cx.page.slice(line);
    let head = source.strip_prefix(['*', '-']).filter(|rest| rest.starts_with(' ')).map(str::trim_start);
    match head.filter(|head| head.starts_with("**")) {
        Some(head) => Some(Span::new(line.end - head.len(), line.end)),
        None => other_bullet(source).map(|start| Span::new(line.start + start, line.end)),
    }
}

/// Returns where the name begins in a line such as `` + `NAME` (TYPE) ``, which states a parameter in another form. The site takes
/// code out of descriptions, so that no line of prose is like it.
fn other_bullet(source: &str) -> Option<usize> {
    let start = source.find('`')?;
    let (before, rest) = source.split_at_checked(start)?;
    let (name, after) = rest.strip_prefix('`')?.split_once('`')?;
    let after = after.trim_start_matches(['*', '_']).trim_start();
    let inside = after.strip_prefix('(')?.split_once(')')?.0;
    let is_type = |word: &str| SimpleType::parse(word.strip_suffix('s').unwrap_or(word)).is_some();
    let has_type = inside.split(|c: char| !c.is_ascii_alphanumeric()).any(is_type);
    (!name.is_empty() && !before.contains(char::is_alphabetic) && has_type).then_some(start)
}

/// Whether all types of a parameter are known, and none has members.
fn has_no_members(parameter: &ParameterSyntax) -> bool {
    let mut types = parameter.types.value.split([',', ' ']).filter(|word| !word.is_empty() && *word != "or");
    let is_stated = parameter.bullet == Bullet::Read && !parameter.types.value.is_empty();
    let is_scalar = |ty: SimpleType| !matches!(ty, SimpleType::Array | SimpleType::Object);
    is_stated && types.all(|one| SimpleType::parse(one).is_some_and(is_scalar))
}

/// Whether a line is the heading of a section of parameters that is indented, quoted or commented out.
fn is_heading(source: &str) -> bool {
    let text = source.trim_start_matches(['>', '<', '!', '-', '*', ' ', '\u{a0}']);
    let title = text.trim_start_matches('#').trim().trim_end_matches("-->").trim_end();
    text.starts_with("##") && [HEADERS, PATH_AND_QUERY, BODY].contains(&title)
}

/// The column at which a line begins; a tab reaches to the next multiple of four.
fn indent(cx: &Context<'_>, line: Span) -> usize {
    let start = cx.page.line_span(cx.page.line_at(line.start)).start;
    let blanks = cx.page.slice(Span::new(start, line.start));
    blanks.chars().fold(0, |column, c| if c == '\t' { (column / 4 + 1) * 4 } else { column + 1 })
}

/// Reads the bullet's first line, and reports where it leaves the known form.
fn heading(cx: &mut Context<'_>, line: Span, is_nested: bool) -> ParameterSyntax {
    let source = cx.page.slice(line);
    let named = source.strip_prefix("**`").and_then(|rest| rest.split_once("`**"));
    let named = named.filter(|(name, _)| !name.is_empty());
    let (name, tail) = named.unwrap_or(("", source));
    let name = Spanned::new(name.to_owned(), Span::new(line.start + 3, line.start + 3 + name.len()));
    let at = line.end - tail.len();
    let signature = if named.is_some() {
        Signature::read(tail)
    } else {
        let bullet = unread_bullet(tail);
        Signature { types: 0..0, required: tail.contains(REQUIRED), bullet, problem: Some(0..tail.len()) }
    };
    if let Some(problem) = signature.problem {
        let effect = effect_of(signature.bullet, is_nested);
        bad_parameter(cx, Span::new(at + problem.start, at + problem.end), effect);
    }
    let types = Span::new(at + signature.types.start, at + signature.types.end);
    ParameterSyntax {
        name,
        types: Spanned::new(cx.page.slice(types).to_owned(), types),
        required: signature.required,
        description: String::new(),
        default: None,
        values: None,
        item_values: None,
        children: Vec::new(),
        bullet: signature.bullet,
        span: line,
    }
}

/// How the bullet of a parameter that must be sent ends.
const REQUIRED: &str = "(required)";

/// What follows the name on a bullet, places relative to there.
struct Signature {
    types: Range<usize>,
    required: bool,
    bullet: Bullet,
    /// What is not of the known form.
    problem: Option<Range<usize>>,
}

impl Signature {
    /// Reads ` (TYPES)`, ` (TYPES, required)` and ` (TYPES) (required)`. Other remarks are left out where they cannot be about
    /// the type or about being required.
    fn read(tail: &str) -> Self {
        let whole = 0..tail.len();
        let Some((inside, after)) = tail.strip_prefix(" (").and_then(|rest| rest.split_once(')')) else {
            return Self::unknown(tail, whole);
        };
        let end = 2 + inside.len();
        let mut parts = inside.split(", ");
        let types = 2..2 + parts.next().unwrap_or_default().len();
        let mut required = false;
        let mut unknown: Option<(usize, &str)> = None;
        // Header parameters of some pages say it inside the parentheses.
        let mut start = types.end + 2;
        for part in parts {
            if part == "required" {
                required = true;
            } else {
                unknown.get_or_insert((start, tail.get(start..end).unwrap_or_default()));
            }
            start += part.len() + 2;
        }
        let outside = after.trim();
        if outside == REQUIRED {
            required = true;
        } else if !outside.is_empty() {
            let start = unknown.map_or(tail.len() - after.trim_start().len(), |(start, _)| start);
            unknown = Some((start, tail.get(start..).unwrap_or_default()));
        }
        if types.is_empty() {
            return Self::unknown(tail, whole);
        }
        let Some((start, remark)) = unknown else {
            return Self { types, required, bullet: Bullet::Read, problem: None };
        };
        let rest = remark.replace(REQUIRED, "");
        if touches_type(&rest) || touches_necessity(&rest) || !is_balanced(tail) {
            return Self::unknown(tail, start..tail.len());
        }
        required |= rest.len() < remark.len();
        Self { types, required, bullet: Bullet::Read, problem: Some(start..start + remark.len()) }
    }

    /// A bullet whose type is not known.
    fn unknown(tail: &str, problem: Range<usize>) -> Self {
        let required = tail.contains(REQUIRED);
        let rest = tail.replace(REQUIRED, "");
        let is_certain = !rest.trim().is_empty() && is_balanced(tail) && !touches_necessity(&rest);
        let bullet = if required || is_certain { Bullet::Untyped } else { Bullet::Unread };
        Self { types: 0..0, required, bullet, problem: Some(problem) }
    }
}

/// How much is known of a bullet whose name cannot be read.
pub(super) fn unread_bullet(text: &str) -> Bullet {
    let is_whole = text.contains(" (") && is_balanced(text);
    if is_whole && !touches_necessity(text) { Bullet::LeftOut } else { Bullet::Unread }
}

/// A member that may be required makes what holds it any JSON, and a parameter its whole request.
fn effect_of(bullet: Bullet, is_nested: bool) -> Effect {
    match bullet {
        Bullet::Read => Effect::Dropped,
        Bullet::Untyped => Effect::AnyValue,
        Bullet::LeftOut => Effect::LeftOut,
        Bullet::Unread if is_nested => Effect::AnyValue,
        Bullet::Unread => Effect::RawRequest,
    }
}

fn bad_parameter(cx: &mut Context<'_>, span: Span, effect: Effect) {
    let diagnostic = cx
        .diagnostic(Code::BadParameter, span, "this parameter is not of the form the reference uses")
        .label("expected **`name`** (type) or **`name`** (type) (required)")
        .effect(effect)
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
fn text_line(
    cx: &mut Context<'_>,
    parameter: &mut ParameterSyntax,
    line: Span,
    new_paragraph: bool,
    is_nested: bool,
) {
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
    if let Some(fact) = fact(source, parameter.description.lines().last()) {
        reworded(cx, parameter, line, fact, is_nested);
    }
    if !parameter.description.is_empty() {
        parameter.description.push_str(if new_paragraph { "\n\n" } else { "\n" });
    }
    parameter.description.push_str(&cx.dialect.unescape(source));
}

/// Reports a fact in other words. One about the type, or about being required, leaves that unknown.
fn reworded(cx: &mut Context<'_>, parameter: &mut ParameterSyntax, line: Span, fact: Fact, is_nested: bool) {
    let bullet = match fact {
        Fact::Limit => Bullet::Read,
        Fact::Type => Bullet::Untyped,
        Fact::Necessity => Bullet::Unread,
    };
    parameter.bullet = parameter.bullet.max(bullet);
    let diagnostic = cx
        .diagnostic(
            Code::UnknownFact,
            line,
            "this line states a fact in a form that the reference does not use",
        )
        .label("not understood")
        .effect(effect_of(bullet, is_nested))
        .help("known are \"Default: `VALUE`\" and \"Can be one of: `VALUE`, `VALUE`\", once each");
    cx.report(diagnostic);
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
