//! "Same response schema as …": links between the endpoints of a page are followed to the schema that is printed.

use indexmap::IndexSet;

use super::anchors::{Anchors, slug};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Page, Spanned};
use crate::syntax::{ExampleSyntax, Extent, NodeSyntax, OperationSyntax, SchemaSyntax};

/// What a page's links can lead to.
#[derive(Clone, Copy)]
pub(super) struct References<'a> {
    pub(super) page: &'a Page,
    pub(super) operations: &'a [OperationSyntax],
    pub(super) anchors: &'a Anchors,
}

/// A schema that is printed, and the link that may mean another one as well.
pub(super) struct Followed<'a> {
    pub(super) node: &'a NodeSyntax,
    pub(super) ambiguous: Option<&'a Spanned<String>>,
}

impl<'a> References<'a> {
    /// Follows links, one after the other, to the schema that is printed.
    pub(super) fn follow(
        &self,
        example: &'a ExampleSyntax,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Followed<'a>> {
        let mut syntax = &example.schema;
        let mut ambiguous = None;
        let mut link = None;
        let mut visited: IndexSet<usize> = IndexSet::new();
        loop {
            let (title, anchor) = match syntax {
                SchemaSyntax::Empty | SchemaSyntax::Unread => {
                    diagnostics.extend(link.map(|link: &Spanned<String>| self.unread(link)));
                    return None;
                }
                SchemaSyntax::Node(node) => return Some(Followed { node, ambiguous }),
                SchemaSyntax::Same { title, anchor } => (title, anchor),
            };
            let Some(target) = self.anchors.find(&anchor.value) else {
                diagnostics.push(self.dangling(anchor));
                return None;
            };
            if visited.contains(&target) {
                diagnostics.push(self.cycle(anchor, &visited, target));
                return None;
            }
            let leads_to = self.operations.get(target).map_or("", |operation| &operation.title.value);
            if visited.is_empty() && slug(leads_to) != slug(title) {
                diagnostics.push(
                    Diagnostic::new(
                        Code::ReferenceMismatch,
                        &self.page.id,
                        anchor.span,
                        format!("the link says \"{title}\", but leads to \"{leads_to}\""),
                    )
                    .label("the target counts")
                    .help("fetch the page again"),
                );
            }
            visited.insert(target);
            link.get_or_insert(anchor);
            if self.operations.get(target).is_some_and(is_unclear) {
                diagnostics.push(self.unread(anchor));
                return None;
            }
            let printed = self.operations.get(target).and_then(|operation| printed(operation, example));
            let Some((schema, is_only)) = printed else {
                diagnostics.push(self.dangling(anchor));
                return None;
            };
            if !is_only {
                diagnostics.push(self.several(anchor, leads_to));
                ambiguous = Some(anchor);
            }
            syntax = schema;
        }
    }

    fn several(&self, anchor: &Spanned<String>, title: &str) -> Diagnostic {
        let message =
            format!("\"{title}\" prints several response schemas, and the link does not say which is meant");
        Diagnostic::new(Code::AmbiguousReference, &self.page.id, anchor.span, message)
            .label("taken for the first one")
            .help(
                "compare with what the server sends; an example of the same title would tell which is meant",
            )
    }

    /// A link to a schema that was not understood.
    fn unread(&self, anchor: &Spanned<String>) -> Diagnostic {
        let message = format!("the response schema under `#{}` was not understood", anchor.value);
        Diagnostic::new(Code::UnreadReference, &self.page.id, anchor.span, message)
            .label("leads to what was not understood")
            .help("see what is reported of the endpoint that it leads to")
    }

    fn dangling(&self, anchor: &Spanned<String>) -> Diagnostic {
        let message = if anchor.value.contains('/') {
            format!("`{}` is not on this page", anchor.value)
        } else {
            format!("no response schema is printed under `#{}` on this page", anchor.value)
        };
        let diagnostic = Diagnostic::new(Code::DanglingReference, &self.page.id, anchor.span, message)
            .label("leads nowhere");
        match self.anchors.nearest(&anchor.value) {
            Some(nearest) => {
                diagnostic.help(format!("did you mean `#{nearest}`? Otherwise fetch the page again"))
            }
            None => diagnostic.help("fetch the page again"),
        }
    }

    fn cycle(&self, anchor: &Spanned<String>, visited: &IndexSet<usize>, back: usize) -> Diagnostic {
        let chain: Vec<&str> = visited.iter().chain([&back]).map(|at| self.anchors.anchor(*at)).collect();
        let message = format!("these references lead in a circle: #{}", chain.join(" → #"));
        Diagnostic::new(Code::DanglingReference, &self.page.id, anchor.span, message)
            .label("leads back to where it came from")
            .help("fetch the page again")
    }
}

/// Whether an endpoint may print schemas that were not found.
fn is_unclear(operation: &OperationSyntax) -> bool {
    operation.examples.iter().any(|example| !example.reads_response)
        || operation.examples.is_empty() && operation.reply != Extent::Whole
}

/// The schema of an endpoint that a link from an example means, and whether it can mean no other. An endpoint that
/// prints several is linked to by examples of the same status, and then of the same title.
fn printed<'a>(operation: &'a OperationSyntax, from: &ExampleSyntax) -> Option<(&'a SchemaSyntax, bool)> {
    let status = |example: &ExampleSyntax| example.status.as_ref().map(|status| status.value);
    let all: Vec<&ExampleSyntax> =
        operation.examples.iter().filter(|example| example.schema != SchemaSyntax::Empty).collect();
    let of_status: Vec<&ExampleSyntax> =
        all.iter().copied().filter(|example| status(example) == status(from)).collect();
    let candidates = if of_status.is_empty() { all } else { of_status };
    let first = *candidates.first()?;
    let titled = candidates.iter().find(|example| example.title.value == from.title.value);
    if candidates.iter().all(|example| alike(&example.schema, &first.schema)) {
        Some((&first.schema, true))
    } else if let Some(example) = titled {
        Some((&example.schema, true))
    } else {
        Some((&first.schema, false))
    }
}

/// Whether two schemas say the same, wherever they stand.
fn alike(a: &SchemaSyntax, b: &SchemaSyntax) -> bool {
    match (a, b) {
        (SchemaSyntax::Node(a), SchemaSyntax::Node(b)) => a.says_the_same(b),
        (SchemaSyntax::Same { anchor: a, .. }, SchemaSyntax::Same { anchor: b, .. }) => a.value == b.value,
        (a, b) => a == b,
    }
}
