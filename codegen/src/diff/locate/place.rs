//! A spot in a page.

use crate::diff::report::Line;
use crate::source::{Page, Span};
use crate::syntax::{DataSyntax, OperationSyntax, ParameterSyntax};

/// The lines of a spot, all counted from 0.
#[derive(Clone, Debug)]
pub(super) struct Place<'a> {
    page: &'a Page,
    /// The line that names it.
    pub(super) head: usize,
    /// What belongs to it besides.
    pub(super) body: Vec<usize>,
    /// Whether its name is what it says: the title of a page.
    pub(super) names: bool,
    /// The line of a link, where another endpoint prints what the head is.
    pub(super) link: Option<usize>,
}

impl<'a> Place<'a> {
    pub(super) fn new(page: &'a Page, span: Span) -> Self {
        Self { page, head: page.line_at(span.start), body: Vec::new(), names: false, link: None }
    }

    pub(super) fn lines(&self) -> impl Iterator<Item = usize> + '_ {
        std::iter::once(self.head).chain(self.body.iter().copied())
    }

    pub(super) fn text(&self, line: usize) -> &'a str {
        self.page.slice(self.page.line_span(line))
    }

    pub(super) fn line(&self, line: usize) -> Line {
        Line { file: self.page.file.clone(), line: line + 1, text: self.text(line).trim().to_owned() }
    }

    /// With the lines up to the next heading, or to one of `ends`.
    pub(super) fn with_text(mut self, ends: &[usize]) -> Self {
        let is_end = |line: &usize| ends.contains(line) || self.text(*line).starts_with('#');
        let body: Vec<usize> =
            (self.head + 1..self.page.line_count()).take_while(|line| !is_end(line)).collect();
        self.body = body;
        self
    }

    /// With the lines up to one.
    pub(super) fn with_lines_to(mut self, end: usize) -> Self {
        self.body = (self.head + 1..end).collect();
        self
    }

    /// With the lines of an endpoint's requests in its examples.
    pub(super) fn with_requests(mut self, operation: &OperationSyntax) -> Self {
        for request in operation.examples.iter().filter_map(|example| example.request.as_ref()) {
            let data = request.data.as_ref().map(DataSyntax::span);
            for span in [Some(request.method.span), Some(request.url.span), data].into_iter().flatten() {
                self.body.extend(self.page.lines_of(span));
            }
        }
        self
    }
}

/// The lines that parameters begin at.
pub(super) fn beginnings(page: &Page, operation: &OperationSyntax) -> Vec<usize> {
    let mut lines = Vec::new();
    let mut next: Vec<&ParameterSyntax> =
        [&operation.headers, &operation.path_and_query, &operation.body].into_iter().flatten().collect();
    while let Some(parameter) = next.pop() {
        lines.push(page.line_at(parameter.span.start));
        next.extend(&parameter.children);
    }
    lines
}
