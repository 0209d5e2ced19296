//! "Same response schema as …": links between the endpoints of a page are followed to the schema that is printed.

use indexmap::IndexSet;

use super::anchors::{Anchors, slug};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Page, Spanned};
use crate::syntax::{ChildSyntax, ExampleSyntax, NodeSyntax, OperationSyntax, SchemaSyntax};

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
        let mut visited: IndexSet<usize> = IndexSet::new();
        loop {
            let (title, anchor) = match syntax {
                SchemaSyntax::Empty => return None,
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
        (SchemaSyntax::Node(a), SchemaSyntax::Node(b)) => alike_nodes(a, b),
        (SchemaSyntax::Same { anchor: a, .. }, SchemaSyntax::Same { anchor: b, .. }) => a.value == b.value,
        (a, b) => a == b,
    }
}

fn alike_nodes(a: &NodeSyntax, b: &NodeSyntax) -> bool {
    let child = |(a, b): (&ChildSyntax, &ChildSyntax)| match (a, b) {
        (ChildSyntax::Variant(a), ChildSyntax::Variant(b)) => alike_nodes(a, b),
        (
            ChildSyntax::Field { name: a_name, required: a_required, node: a },
            ChildSyntax::Field { name: b_name, required: b_required, node: b },
        ) => a_name.value == b_name.value && a_required == b_required && alike_nodes(a, b),
        _ => false,
    };
    a.value == b.value
        && a.children.len() == b.children.len()
        && a.children.iter().zip(&b.children).all(child)
}
