//! Page → syntax: `pulldown-cmark` finds the blocks, the modules here read the lines inside them.
//!
//! Parsing never fails: it returns what it understood, with diagnostics for the rest and an account of every line.

mod blocks;
mod constraints;
mod context;
mod curl;
mod damage;
mod examples;
mod operation;
mod page;
mod parameters;
mod remarks;
mod rewordings;
mod schema;
mod statuses;
mod text;
mod value;

use self::value::Stated;
use crate::diagnostic::{Code, Diagnostic};
use crate::lines::LineAccount;
use crate::source::{Page, Span};
use crate::syntax::{PageSyntax, ValueSyntax};

/// What parsing a page gives.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// What the page says.
    pub syntax: PageSyntax,
    /// What became of each line.
    pub lines: LineAccount,
    /// What was not understood.
    pub diagnostics: Vec<Diagnostic>,
}

/// Parses one page.
pub fn parse(page: &Page) -> Parsed {
    if let Some(damage) = damage::of_file(page).or_else(|| damage::of_text(page)) {
        return refused(page, PageSyntax::default(), damage);
    }
    let mut cx = context::Context::new(page);
    let blocks = blocks::read(&mut cx);
    let mut syntax = page::page(&mut cx, &blocks);
    if let Some(damage) = damage::of_end(&cx, &blocks, &syntax) {
        syntax.operations.clear();
        return refused(page, syntax, damage);
    }
    let (lines, diagnostics) = cx.finish();
    let (lines, diagnostics) = settle(page, lines, diagnostics);
    Parsed { syntax, lines, diagnostics }
}

/// A damaged page, all of whose lines are accounted for by that.
fn refused(page: &Page, syntax: PageSyntax, damage: Diagnostic) -> Parsed {
    let mut lines = LineAccount::new(page);
    lines.diagnose(page, Span::new(0, page.text.len()));
    Parsed { syntax, lines, diagnostics: vec![damage] }
}

/// Reads a value as lines of schemas state it, for words that stand on no page; says what is wrong with others.
pub(crate) fn stated_value(text: &str) -> Result<ValueSyntax, String> {
    match value::value(text) {
        Ok(Stated { dropped, .. }) if !dropped.is_empty() => {
            let (range, message) = &dropped[0];
            Err(format!("{message}: `{}`", text.get(range.clone()).unwrap_or_default()))
        }
        Ok(stated) if stated.opens => Err(format!("nothing can follow below `{text}`: end it without \":\"")),
        Ok(stated) => Ok(stated.value),
        Err(problem) => Err(format!("{}: {}", problem.message, problem.help)),
    }
}

/// Lines that a diagnostic names are diagnosed, and lines that nothing names become a diagnostic themselves.
fn settle(
    page: &Page,
    mut lines: LineAccount,
    mut diagnostics: Vec<Diagnostic>,
) -> (LineAccount, Vec<Diagnostic>) {
    for diagnostic in &diagnostics {
        lines.diagnose(page, diagnostic.span);
    }
    for run in lines.unread() {
        let span = page.line_span(run.start).to(page.line_span(run.end - 1));
        let span = page.trimmed_lines(span).into_iter().reduce(Span::to).unwrap_or(span);
        diagnostics.push(
            Diagnostic::new(
                Code::UnreadLine,
                &page.id,
                span,
                "these words belong to no part of a reference page",
            )
            .label("not understood")
            .help("move them into a description or a known section, or fetch the page again"),
        );
        lines.diagnose(page, span);
    }
    diagnostics.sort_by_key(|diagnostic| (diagnostic.span, diagnostic.code));
    (lines, diagnostics)
}
