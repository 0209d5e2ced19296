//! Where the pages say what a finding is about.
//!
//! The model forgets places, as most of its schemas stand at many. A report has few rows, so their pages are parsed once
//! more, and the lines are found in the syntax.

use std::collections::HashMap;

use super::comparison::Side;
use super::finding::{Spot, Step};
use super::report::Line;
use crate::model::Location;
use crate::parse::parse;
use crate::source::{Page, PageId, Span};
use crate::syntax::{
    ChildSyntax, NodeSyntax, OperationSyntax, PageSyntax, ParameterSyntax, SchemaSyntax, ValueSyntax,
};

/// Finds lines of one side, each page parsed once.
pub struct Locator<'a> {
    side: Side<'a>,
    parsed: HashMap<PageId, PageSyntax>,
}

impl<'a> Locator<'a> {
    /// Looks at a side.
    pub fn new(side: Side<'a>) -> Self {
        Self { side, parsed: HashMap::new() }
    }

    /// The line of a spot; of what is around it, where the spot itself is not printed.
    pub fn line(&mut self, spot: &Spot) -> Option<Line> {
        let page = match spot {
            Spot::Page(id) => self.page(id)?,
            Spot::Endpoint(at) | Spot::Parameter(at, ..) | Spot::Status(at, _) | Spot::Field(at, ..) => {
                self.page(&self.side.api.endpoints.get(*at)?.page)?
            }
        };
        let span = self.span(page, spot)?;
        let line = page.line_at(span.start);
        let text = page.slice(page.line_span(line)).trim().to_owned();
        Some(Line { file: page.file.clone(), line: line + 1, text })
    }

    fn page(&self, id: &PageId) -> Option<&'a Page> {
        self.side.pages.iter().find(|page| page.id == *id)
    }

    fn span(&mut self, page: &'a Page, spot: &Spot) -> Option<Span> {
        let at = match spot {
            Spot::Page(_) => return Some(Span::default()),
            Spot::Endpoint(at) => return Some(self.side.api.endpoints.get(*at)?.span),
            Spot::Parameter(at, ..) | Spot::Status(at, _) | Spot::Field(at, ..) => *at,
        };
        let endpoint = self.side.api.endpoints.get(at)?;
        let syntax = self.parsed.entry(page.id.clone()).or_insert_with(|| parse(page).syntax);
        let operation = syntax.operations.iter().find(|operation| operation.title.span == endpoint.span)?;
        let found = match spot {
            Spot::Parameter(_, location, names) => parameter(operation, *location, names),
            Spot::Status(_, status) => status_line(operation, *status),
            Spot::Field(_, status, steps) => {
                let anchors = || self.side.api.endpoints.iter().filter(|other| other.page == endpoint.page);
                let target = |anchor: &str| {
                    let span = anchors().find(|other| other.anchor == anchor)?.span;
                    syntax.operations.iter().find(|operation| operation.title.span == span)
                };
                field(syntax, operation, *status, steps, &target)
            }
            Spot::Page(_) | Spot::Endpoint(_) => None,
        };
        Some(found.unwrap_or(endpoint.span))
    }
}

fn parameter(operation: &OperationSyntax, location: Location, names: &[String]) -> Option<Span> {
    let mut among = match location {
        Location::Header => &operation.headers,
        Location::Path | Location::Query => &operation.path_and_query,
        Location::Body => &operation.body,
    };
    let mut found: Option<&ParameterSyntax> = None;
    for name in names {
        let Some(next) = among.iter().find(|parameter| parameter.name.value == *name) else { break };
        among = &next.children;
        found = Some(next);
    }
    found.map(|parameter| parameter.span)
}

fn status_line(operation: &OperationSyntax, wanted: u16) -> Option<Span> {
    let status = operation.statuses.iter().find(|status| status.code.value == wanted)?;
    Some(status.code.span)
}

/// The line of a response schema, also where it is printed at another endpoint or further up.
fn field<'a>(
    page: &'a PageSyntax,
    operation: &'a OperationSyntax,
    status: u16,
    steps: &[Step],
    target: &dyn Fn(&str) -> Option<&'a OperationSyntax>,
) -> Option<Span> {
    let (mut node, mut operation) = (None, operation);
    // Links lead from one endpoint to the next; more links than endpoints lead in a circle.
    for _ in 0..=page.operations.len() {
        let of_status = |wanted: Option<u16>| {
            operation
                .examples
                .iter()
                .filter(move |example| wanted.is_none() || example.status.as_ref().map(|s| s.value) == wanted)
                .find(|example| example.schema != SchemaSyntax::Empty)
        };
        match &of_status(Some(status)).or_else(|| of_status(None))?.schema {
            SchemaSyntax::Node(found) => {
                node = Some(found);
                break;
            }
            SchemaSyntax::Same { anchor, .. } => operation = target(&anchor.value)?,
            SchemaSyntax::Empty => return None,
        }
    }
    let mut node = node?;
    for step in steps {
        match child(opened(page, node), step) {
            Some(next) => node = next,
            None => break,
        }
    }
    Some(node.span)
}

fn child<'a>(node: &'a NodeSyntax, step: &Step) -> Option<&'a NodeSyntax> {
    match step {
        // They stand on the line itself.
        Step::Items | Step::Values => Some(node),
        Step::Field(wanted) => node.children.iter().find_map(|child| match child {
            ChildSyntax::Field { name, node, .. } if name.value == *wanted => Some(node),
            _ => None,
        }),
        Step::Variant(at) => node
            .children
            .iter()
            .filter_map(|child| match child {
                ChildSyntax::Variant(node) => Some(node),
                ChildSyntax::Field { .. } => None,
            })
            .nth(*at),
    }
}

/// The place where an object is opened that a line only names: "(see above)".
fn opened<'a>(page: &'a PageSyntax, node: &'a NodeSyntax) -> &'a NodeSyntax {
    let Some(title) = seen_title(&node.value).filter(|_| node.children.is_empty()) else { return node };
    let examples = page.operations.iter().flat_map(|operation| &operation.examples);
    let roots = examples.filter_map(|example| match &example.schema {
        SchemaSyntax::Node(node) => Some(node),
        _ => None,
    });
    roots.into_iter().find_map(|root| find_opened(root, title)).unwrap_or(node)
}

fn find_opened<'a>(node: &'a NodeSyntax, wanted: &str) -> Option<&'a NodeSyntax> {
    if !node.children.is_empty() && title(&node.value) == Some(wanted) {
        return Some(node);
    }
    node.children.iter().find_map(|child| match child {
        ChildSyntax::Field { node, .. } | ChildSyntax::Variant(node) => find_opened(node, wanted),
    })
}

fn seen_title(value: &ValueSyntax) -> Option<&str> {
    match value {
        ValueSyntax::Titled { title, seen: true } => Some(title),
        ValueSyntax::Array { item, .. } => seen_title(item),
        _ => None,
    }
}

fn title(value: &ValueSyntax) -> Option<&str> {
    match value {
        ValueSyntax::Titled { title, .. } => Some(title),
        ValueSyntax::Array { item, .. } => title(item),
        _ => None,
    }
}
