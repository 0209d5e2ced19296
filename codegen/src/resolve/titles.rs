//! Titles that stand for several objects: a title is no identity, and "(see above)" names nothing but a title.

use std::collections::HashMap;

use crate::source::Page;
use crate::syntax::{ChildSyntax, NodeSyntax, PageSyntax, SchemaSyntax, SimpleType, ValueSyntax};

/// The different objects that the pages of a reference open under each title.
#[derive(Default)]
pub(super) struct Titles<'a> {
    objects: HashMap<&'a str, Vec<&'a [ChildSyntax]>>,
}

impl<'a> Titles<'a> {
    /// Gathers them, if a page refers to objects by their titles at all.
    pub(super) fn of(pages: &[(&'a Page, &'a PageSyntax)]) -> Self {
        let mut titles = Self::default();
        if !pages.iter().any(|(page, _)| page.text.contains("(see above)")) {
            return titles;
        }
        for operation in pages.iter().flat_map(|(_, syntax)| &syntax.operations) {
            for example in &operation.examples {
                if let SchemaSyntax::Node(node) = &example.schema {
                    titles.node(&node.value, &node.children);
                }
            }
        }
        titles
    }

    /// How many different objects have a title.
    pub(super) fn count(&self, title: &str) -> usize {
        self.objects.get(title).map_or(0, Vec::len)
    }

    fn node(&mut self, value: &'a ValueSyntax, children: &'a [ChildSyntax]) {
        match value {
            ValueSyntax::Array { item, .. } => return self.node(item, children),
            ValueSyntax::Titled { title, seen: false } if !children.is_empty() => {
                let known = self.objects.entry(title).or_default();
                if !known.iter().any(|known| may_be_same(known, children)) {
                    known.push(children);
                }
            }
            _ => {}
        }
        for child in children {
            if let ChildSyntax::Field { node, .. } | ChildSyntax::Variant(node) = child {
                self.node(&node.value, &node.children);
            }
        }
    }
}

/// Whether two objects could be one that is printed at two depths: they differ in nothing but what one of them hides, or what was
/// not understood of one of them.
fn may_be_same(a: &[ChildSyntax], b: &[ChildSyntax]) -> bool {
    let is_unread = |child: &ChildSyntax| matches!(child, ChildSyntax::Unread(_));
    if a.iter().chain(b).any(is_unread) {
        return true;
    }
    let child = |(a, b): (&ChildSyntax, &ChildSyntax)| match (a, b) {
        (ChildSyntax::Variant(a), ChildSyntax::Variant(b)) => same_node(a, b),
        (
            ChildSyntax::Field { name: a_name, required: a_required, node: a },
            ChildSyntax::Field { name: b_name, required: b_required, node: b },
        ) => a_name.value == b_name.value && a_required == b_required && same_node(a, b),
        _ => false,
    };
    a.len() == b.len() && a.iter().zip(b).all(child)
}

fn same_node(a: &NodeSyntax, b: &NodeSyntax) -> bool {
    same_value((&a.value, &a.children), (&b.value, &b.children))
}

type Printed<'a> = (&'a ValueSyntax, &'a [ChildSyntax]);

fn same_value(a: Printed<'_>, b: Printed<'_>) -> bool {
    if [a.0, b.0].contains(&&ValueSyntax::Unread) {
        return true;
    }
    if hides_parts(a) || hides_parts(b) {
        return has_parts(a.0) && has_parts(b.0);
    }
    match (a.0, b.0) {
        // What a title holds is judged under that title.
        (ValueSyntax::Titled { title: a, .. }, ValueSyntax::Titled { title: b, .. }) => a == b,
        (
            ValueSyntax::Array { item: a_item, nullable: a_null, .. },
            ValueSyntax::Array { item, nullable, .. },
        ) => a_null == nullable && same_value((a_item, a.1), (item, b.1)),
        (value, other) => value == other && may_be_same(a.1, b.1),
    }
}

/// Whether it is an object of which no part is printed.
fn hides_parts((value, children): Printed<'_>) -> bool {
    children.is_empty()
        && matches!(value, ValueSyntax::Plain(stated) if stated.types.contains(&SimpleType::Object))
}

fn has_parts(value: &ValueSyntax) -> bool {
    match value {
        ValueSyntax::Plain(stated) => stated.types.contains(&SimpleType::Object),
        ValueSyntax::Titled { .. } | ValueSyntax::Compose { .. } | ValueSyntax::Unread => true,
        ValueSyntax::Array { .. } => false,
    }
}
