//! Where the pages say what a finding is about.
//!
//! The model forgets places, as most of its schemas stand at many. A report has few rows, so their pages are parsed once
//! more, and the lines are found in the syntax.

mod lines;
mod place;

use std::collections::HashMap;

use self::place::{Place, beginnings};
use super::comparison::Side;
use super::finding::{Finding, Spot, Step};
use super::report::Line;
use super::rules::RuleId;
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
        let place = self.place(spot, None)?;
        Some(place.line(place.head))
    }

    fn page(&self, id: &PageId) -> Option<&'a Page> {
        self.side.pages.iter().find(|page| page.id == *id)
    }

    fn place(&mut self, spot: &Spot, of: Option<&Finding>) -> Option<Place<'a>> {
        let at = match spot {
            Spot::Page(id) => {
                let page = self.page(id)?;
                let syntax = self.parsed.entry(id.clone()).or_insert_with(|| parse(page).syntax);
                let title = syntax.title.as_ref().map(|title| title.span);
                let first =
                    syntax.operations.first().map(|operation| page.line_at(operation.title.span.start));
                let mut place = Place::new(page, title.unwrap_or_default())
                    .with_lines_to(first.unwrap_or_else(|| page.line_count()));
                place.names = of.is_some_and(|finding| finding.subject.path == "title");
                return Some(place);
            }
            Spot::Endpoint(at) | Spot::Parameter(at, ..) | Spot::Status(at, _) | Spot::Field(at, ..) => *at,
        };
        let endpoint = self.side.api.endpoints.get(at)?;
        let page = self.page(&endpoint.page)?;
        let syntax = self.parsed.entry(page.id.clone()).or_insert_with(|| parse(page).syntax);
        let heading = Place::new(page, endpoint.span);
        let Some(operation) = syntax.operations.iter().find(|one| one.title.span == endpoint.span) else {
            return Some(heading);
        };
        let status = |status: u16| status_line(operation, status).map(|span| Place::new(page, span));
        let found = match spot {
            Spot::Parameter(_, location, names) => parameter(operation, *location, names)
                .map(|span| Place::new(page, span).with_text(&beginnings(page, operation))),
            Spot::Status(_, code) => status(*code),
            Spot::Field(_, code, steps) => {
                let anchors = || self.side.api.endpoints.iter().filter(|other| other.page == endpoint.page);
                let target = |anchor: &str| {
                    let span = anchors().find(|other| other.anchor == anchor)?.span;
                    syntax.operations.iter().find(|operation| operation.title.span == span)
                };
                let place = field(syntax, operation, *code, steps, &target).map(|(span, link)| {
                    let mut place = Place::new(page, span);
                    place.link = link.map(|span| page.line_at(span.start));
                    place
                });
                place.or_else(|| status(*code))
            }
            Spot::Page(_) | Spot::Endpoint(_) => None,
        };
        let is_about_requests =
            of.is_some_and(|one| matches!(one.rule, RuleId::ExampleChanged | RuleId::ServerChanged));
        Some(match found {
            Some(place) => place,
            None if is_about_requests => heading.with_requests(operation),
            None => heading.with_text(&[]),
        })
    }
}

/// The lines that a finding is about, of both sides.
pub fn lines(
    old: &mut Locator<'_>,
    new: &mut Locator<'_>,
    finding: &Finding,
) -> (Option<Line>, Option<Line>) {
    let before = finding.old.as_ref().and_then(|spot| old.place(spot, Some(finding)));
    let now = finding.new.as_ref().and_then(|spot| new.place(spot, Some(finding)));
    lines::lines(finding, before, now)
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

/// The line of a response schema, also where it is printed at another endpoint or further up, and that of the link to it,
/// where it is about the whole of it.
fn field<'a>(
    page: &'a PageSyntax,
    operation: &'a OperationSyntax,
    status: u16,
    steps: &[Step],
    target: &dyn Fn(&str) -> Option<&'a OperationSyntax>,
) -> Option<(Span, Option<Span>)> {
    let (mut node, mut operation, mut link) = (None, operation, None);
    // Links lead from one endpoint to the next; more links than endpoints lead in a circle.
    for _ in 0..=page.operations.len() {
        let of_status = |wanted: Option<u16>| {
            operation
                .examples
                .iter()
                .filter(move |example| wanted.is_none() || example.status.as_ref().map(|s| s.value) == wanted)
                .find(|example| example.schema != SchemaSyntax::Empty)
        };
        // What is in a reply may be printed for another status; a reply as a whole is not.
        let other = || of_status(None).filter(|_| !steps.is_empty());
        match &of_status(Some(status)).or_else(other)?.schema {
            SchemaSyntax::Node(found) => {
                node = Some(found);
                break;
            }
            SchemaSyntax::Same { anchor, .. } => {
                link = link.or(Some(anchor.span));
                operation = target(&anchor.value)?;
            }
            SchemaSyntax::Empty | SchemaSyntax::Unread => return None,
        }
    }
    let mut node = node?;
    for step in steps {
        match child(opened(page, node), page, step) {
            Some(next) => node = next,
            None => break,
        }
    }
    Some((node.span, link.filter(|_| steps.is_empty())))
}

fn child<'a>(node: &'a NodeSyntax, page: &'a PageSyntax, step: &Step) -> Option<&'a NodeSyntax> {
    match step {
        // They stand on the line itself.
        Step::Items | Step::Values => Some(node),
        Step::Field(wanted) => node
            .children
            .iter()
            .find_map(|child| match child {
                ChildSyntax::Field { name, node, .. } if name.value == *wanted => Some(node),
                _ => None,
            })
            // "any of: null, X" is X that may be null, and so without a step to the variant.
            .or_else(|| {
                node.children.iter().find_map(|child| match child {
                    ChildSyntax::Variant(variant) => self::child(opened(page, variant), page, step),
                    ChildSyntax::Field { .. } | ChildSyntax::Unread(_) => None,
                })
            }),
        Step::Variant(at) => node
            .children
            .iter()
            .filter_map(|child| match child {
                ChildSyntax::Variant(node) => Some(node),
                ChildSyntax::Field { .. } | ChildSyntax::Unread(_) => None,
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
        ChildSyntax::Unread(_) => None,
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
