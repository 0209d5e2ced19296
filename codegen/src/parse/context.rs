//! What every part of the parser carries: the page, the account of its lines, and the diagnostics so far.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::lines::{LineAccount, LineClass};
use crate::source::{Page, Span};

use super::text::Dialect;

/// The parser's running state on one page.
pub(super) struct Context<'a> {
    pub(super) page: &'a Page,
    pub(super) dialect: Dialect,
    /// Where bullets are nested too deep to be read.
    pub(super) too_deep: Option<Span>,
    lines: LineAccount,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Context<'a> {
    pub(super) fn new(page: &'a Page) -> Self {
        Self {
            page,
            dialect: Dialect::of(&page.text),
            too_deep: None,
            lines: LineAccount::new(page),
            diagnostics: Vec::new(),
        }
    }

    pub(super) fn mark(&mut self, span: Span, class: LineClass) {
        self.lines.mark(self.page, span, class);
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// How many places were not understood so far.
    pub(super) fn not_understood(&self) -> usize {
        let is = |one: &&Diagnostic| one.severity == Severity::NotUnderstood;
        self.diagnostics.iter().filter(is).count()
    }

    pub(super) fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Notes of lines that a diagnostic about another place is about them, too.
    pub(super) fn set_aside(&mut self, span: Span) {
        self.lines.diagnose(self.page, span);
    }

    /// Starts a diagnostic about words of this page, without the blanks around them.
    pub(super) fn diagnostic(&self, code: Code, span: Span, message: impl Into<String>) -> Diagnostic {
        let words = self.page.trimmed_lines(span).into_iter().reduce(Span::to).unwrap_or(span);
        Diagnostic::new(code, &self.page.id, words, message)
    }

    pub(super) fn finish(self) -> (LineAccount, Vec<Diagnostic>) {
        (self.lines, self.diagnostics)
    }
}
