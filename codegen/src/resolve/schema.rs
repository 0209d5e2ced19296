//! Schemas: "Same response schema as …" is followed, titles are looked up, and structures are interned.

use std::collections::HashMap;

use indexmap::IndexSet;

use super::anchors::{Anchors, slug};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Additional, Field, Kind, OpaqueReason, Schema, SchemaId, Schemas};
use crate::source::{Page, Span, Spanned};
use crate::syntax::{
    AdditionalSyntax, ChildSyntax, Compose, Constraints, NodeSyntax, OperationSyntax, SchemaSyntax,
    SimpleType, ValueSyntax,
};

/// Fields this deep (the root's own fields are at 0) are printed without their parts.
const CUT_DEPTH: usize = 3;

/// Resolves the schemas of one page.
pub(super) struct PageSchemas<'a> {
    page: &'a Page,
    operations: &'a [OperationSyntax],
    anchors: &'a Anchors,
}

impl<'a> PageSchemas<'a> {
    pub(super) fn new(page: &'a Page, operations: &'a [OperationSyntax], anchors: &'a Anchors) -> Self {
        Self { page, operations, anchors }
    }

    /// The schema that a text means; `None` where it means none, or where it was reported.
    pub(super) fn resolve(
        &self,
        syntax: &SchemaSyntax,
        schemas: &mut Schemas,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<SchemaId> {
        let node = self.follow(syntax, diagnostics)?;
        let mut builder = Builder { page: self.page, schemas, seen: HashMap::new(), diagnostics };
        Some(builder.node(node, 0))
    }

    /// Follows references, one after the other, to the schema that is printed.
    fn follow(&self, syntax: &'a SchemaSyntax, diagnostics: &mut Vec<Diagnostic>) -> Option<&'a NodeSyntax> {
        let mut syntax = syntax;
        let mut visited: IndexSet<usize> = IndexSet::new();
        loop {
            let (title, anchor) = match syntax {
                SchemaSyntax::Empty => return None,
                SchemaSyntax::Node(node) => return Some(node),
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
            let schema = self.operations.get(target).and_then(|operation| {
                operation
                    .examples
                    .iter()
                    .map(|example| &example.schema)
                    .find(|schema| **schema != SchemaSyntax::Empty)
            });
            let Some(schema) = schema else {
                diagnostics.push(self.dangling(anchor));
                return None;
            };
            syntax = schema;
        }
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

/// Builds one schema from its text. Titles are looked up inside this schema only, as the site writes them.
struct Builder<'a> {
    page: &'a Page,
    schemas: &'a mut Schemas,
    seen: HashMap<String, SchemaId>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Builder<'_> {
    fn node(&mut self, node: &NodeSyntax, depth: usize) -> SchemaId {
        self.value(&node.value, &node.children, depth, node.span)
    }

    fn value(&mut self, value: &ValueSyntax, children: &[ChildSyntax], depth: usize, span: Span) -> SchemaId {
        match value {
            ValueSyntax::Plain(constraints) => self.plain(constraints, children, depth),
            ValueSyntax::Titled { title, seen: true } => self.look_up(title, span),
            ValueSyntax::Titled { title, seen: false } => {
                let mut schema = Schema::new(self.object(children, Additional::Unstated, depth));
                schema.title = Some(title.clone());
                let id = self.schemas.intern(schema);
                self.seen.insert(title.clone(), id);
                id
            }
            ValueSyntax::Array { item, nullable, bounds } => {
                let items = self.value(item, children, depth, span);
                let mut schema = Schema::new(Kind::Array(Some(items)));
                schema.nullable = *nullable;
                schema.limits.clone_from(&bounds.limits);
                schema.unique_items = bounds.unique_items;
                self.schemas.intern(schema)
            }
            ValueSyntax::Compose { how, title } => self.union(*how, title.clone(), children, depth),
        }
    }

    /// The object that a title stood for further up in this schema.
    fn look_up(&mut self, title: &str, span: Span) -> SchemaId {
        if let Some(id) = self.seen.get(title) {
            return *id;
        }
        self.diagnostics.push(
            Diagnostic::new(
                Code::UnknownTitle,
                &self.page.id,
                span,
                format!("`{title}` is not printed above in this schema"),
            )
            .label("which object this is cannot be told")
            .help("the client gets the JSON as it comes; a quirk can name the type"),
        );
        let mut schema = Schema::new(Kind::Opaque(OpaqueReason::UnknownTitle));
        schema.title = Some(title.to_owned());
        self.schemas.intern(schema)
    }

    fn plain(&mut self, constraints: &Constraints, children: &[ChildSyntax], depth: usize) -> SchemaId {
        let nullable = constraints.types.contains(&SimpleType::Null);
        let types: Vec<SimpleType> =
            constraints.types.iter().copied().filter(|simple| *simple != SimpleType::Null).collect();
        let kind = match types.as_slice() {
            [] if nullable => return self.schemas.intern(Schema::new(Kind::Null)),
            // Only values are printed; in the reference they are always strings.
            [] => Kind::String,
            [one] => self.simple(*one, constraints, children, depth),
            several => {
                let variants = several
                    .iter()
                    .map(|simple| {
                        let kind = self.simple(*simple, constraints, children, depth);
                        self.schemas.intern(Schema::new(kind))
                    })
                    .collect();
                Kind::Union { how: Compose::AnyOf, variants }
            }
        };
        let values = constraints.values.clone().unwrap_or_default();
        let schema = Schema {
            kind,
            title: None,
            nullable,
            format: constraints.format.clone(),
            // The last value of a nullable enum is the JSON null, not a string.
            values: values.into_iter().filter(|value| !(nullable && value == "null")).collect(),
            default: constraints.default.clone(),
            deprecated: constraints.deprecated,
            read_only: constraints.read_only,
            limits: constraints.limits.clone(),
            pattern: constraints.pattern.clone(),
            unique_items: constraints.unique_items,
        };
        self.schemas.intern(schema)
    }

    fn simple(
        &mut self,
        simple: SimpleType,
        constraints: &Constraints,
        children: &[ChildSyntax],
        depth: usize,
    ) -> Kind {
        match simple {
            SimpleType::Null => Kind::Null,
            SimpleType::Boolean => Kind::Boolean,
            SimpleType::Integer => Kind::Integer,
            SimpleType::Number => Kind::Number,
            SimpleType::String => Kind::String,
            SimpleType::Array => Kind::Array(None),
            SimpleType::Object => {
                let additional = match &constraints.additional {
                    None => Additional::Unstated,
                    Some(AdditionalSyntax::Allowed) => Additional::Allowed,
                    Some(AdditionalSyntax::Typed(typed)) => {
                        Additional::Typed(self.plain(typed, &[], depth + 1))
                    }
                };
                // Below the cut the page prints an object's name, but none of what it holds.
                let cut = children.is_empty() && depth > CUT_DEPTH && additional != Additional::Allowed;
                if cut {
                    Kind::Opaque(OpaqueReason::DepthCut)
                } else {
                    self.object(children, additional, depth)
                }
            }
        }
    }

    fn object(&mut self, children: &[ChildSyntax], additional: Additional, depth: usize) -> Kind {
        let mut fields = Vec::new();
        for child in children {
            match child {
                ChildSyntax::Field { name, required, node } => {
                    let schema = self.node(node, depth + 1);
                    fields.push(Field { name: name.value.clone(), required: *required, schema });
                }
                ChildSyntax::Variant(node) => {
                    self.misplaced(node.span, "an object holds fields, not variants");
                }
            }
        }
        if fields.is_empty() && additional == Additional::Unstated {
            return Kind::Opaque(OpaqueReason::NoFields);
        }
        Kind::Object { fields, additional }
    }

    fn union(
        &mut self,
        how: Compose,
        title: Option<String>,
        children: &[ChildSyntax],
        depth: usize,
    ) -> SchemaId {
        let mut variants: Vec<SchemaId> = Vec::new();
        let mut nullable = false;
        let mut stated: HashMap<SchemaId, Span> = HashMap::new();
        for child in children {
            match child {
                ChildSyntax::Variant(node) => {
                    let variant = self.node(node, depth);
                    let kind = &self.schemas.get(variant).kind;
                    // Arrays and objects that look the same may differ in what the page hides.
                    let is_whole = !matches!(kind, Kind::Array(_) | Kind::Object { .. } | Kind::Opaque(_));
                    let is_null = *kind == Kind::Null;
                    if let (true, Some(first)) = (is_whole, stated.insert(variant, node.span)) {
                        self.repeated(first, node.span);
                    } else if is_null {
                        nullable = true;
                    } else {
                        variants.push(variant);
                    }
                }
                ChildSyntax::Field { name, .. } => {
                    self.misplaced(name.span, "a union holds variants, not fields");
                }
            }
        }
        let schema = match variants.as_slice() {
            [] => Schema::new(if nullable { Kind::Null } else { Kind::Opaque(OpaqueReason::NoType) }),
            // "any of null and X" is X that may be null.
            [one] => {
                let mut schema = self.schemas.get(*one).clone();
                schema.nullable |= nullable;
                schema.title = schema.title.or(title);
                schema
            }
            _ => {
                let mut schema = Schema::new(Kind::Union { how, variants });
                schema.nullable = nullable;
                schema.title = title;
                schema
            }
        };
        self.schemas.intern(schema)
    }

    fn repeated(&mut self, first: Span, span: Span) {
        self.diagnostics.push(
            Diagnostic::new(Code::DuplicateVariant, &self.page.id, span, "a union states this variant twice")
                .label("the second one")
                .related(first, "the first one")
                .help("fetch the page again; if the site says so, one of them is enough"),
        );
    }

    fn misplaced(&mut self, span: Span, message: &str) {
        self.diagnostics.push(
            Diagnostic::new(Code::BadSchema, &self.page.id, span, message)
                .label("cannot stand here")
                .help("fetch the page again: the line that these bullets belong to is missing"),
        );
    }
}
