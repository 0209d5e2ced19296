//! The schemas of one page: each that is printed is read once, however many examples refer to it.

use std::collections::{HashMap, HashSet};
use std::ptr;

use super::references::References;
use super::schema;
use super::titles::Titles;
use crate::diagnostic::Diagnostic;
use crate::model::{Loss, LossCause, Schema, SchemaId, Schemas};
use crate::syntax::{ExampleSyntax, NodeSyntax, ParameterSyntax, SchemaSyntax};

/// What resolving adds to.
pub(super) struct Sink<'a> {
    pub(super) schemas: &'a mut Schemas,
    pub(super) losses: &'a mut Vec<Loss>,
    pub(super) diagnostics: &'a mut Vec<Diagnostic>,
    /// Schemas of responses that belong to no endpoint.
    pub(super) unplaced: &'a mut Vec<SchemaId>,
}

/// Resolves the schemas of one page, each printed one once.
pub(super) struct PageSchemas<'a> {
    references: References<'a>,
    titles: &'a Titles<'a>,
    /// Body parameters of the page that may be null.
    nullable: HashSet<&'a str>,
    resolved: HashMap<*const NodeSyntax, SchemaId>,
}

impl<'a> PageSchemas<'a> {
    pub(super) fn new(references: References<'a>, titles: &'a Titles<'a>) -> Self {
        let mut nullable = HashSet::new();
        for operation in references.operations {
            nullable_names(&operation.body, &mut nullable);
        }
        Self { references, titles, nullable, resolved: HashMap::new() }
    }

    /// The schema that an example prints or refers to; `None` where it has none.
    pub(super) fn resolve(&mut self, example: &'a ExampleSyntax, sink: &mut Sink<'_>) -> Option<SchemaId> {
        let page = self.references.page;
        if example.schema == SchemaSyntax::Empty {
            return None;
        }
        let Some(followed) = self.references.follow(example, sink.diagnostics) else {
            return Some(sink.schemas.intern(Schema::not_understood()));
        };
        if let Some(link) = followed.ambiguous {
            sink.losses.push(Loss::new(LossCause::AmbiguousReference, page, link.span));
        }
        let node = followed.node;
        let id = match self.resolved.get(&ptr::from_ref(node)) {
            Some(id) => *id,
            None => schema::build(page, node, self.titles, &self.nullable, sink),
        };
        self.resolved.insert(ptr::from_ref(node), id);
        Some(id)
    }
}

fn nullable_names<'a>(parameters: &'a [ParameterSyntax], names: &mut HashSet<&'a str>) {
    for parameter in parameters {
        if parameter.types.value.split([' ', ',']).any(|word| word == "null") {
            names.insert(&parameter.name.value);
        }
        nullable_names(&parameter.children, names);
    }
}
