//! Schemas: titles are looked up, structures are interned, and what the page hides is noted.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::losses;
use super::page_schemas::Sink;
use super::titles::Titles;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    Additional, Correction, Field, Kind, Loss, LossCause, OpaqueReason, Schema, SchemaId, Schemas,
};
use crate::source::{Page, Span};
use crate::syntax::{
    AdditionalSyntax, ChildSyntax, Compose, Constraints, NodeSyntax, SimpleType, ValueSyntax,
};

/// Fields this deep (the root's own fields are at 0) are printed without their parts.
const CUT_DEPTH: usize = 3;

/// Reads a schema as a page prints it. `nullable` are the body parameters of the page that may be null.
pub(super) fn build(
    page: &Page,
    node: &NodeSyntax,
    titles: &Titles<'_>,
    nullable: &HashSet<&str>,
    sink: &mut Sink<'_>,
) -> SchemaId {
    let mut builder = Builder {
        page,
        titles,
        nullable,
        sink,
        seen: HashMap::new(),
        expanded: HashMap::new(),
        lost: BTreeSet::new(),
    };
    let id = builder.node(node, 0);
    builder.finish();
    id
}

/// What a value that stands on no page is. A title in it stands for `known`.
pub(super) fn build_stated(
    value: &ValueSyntax,
    known: Option<(&str, SchemaId)>,
    schemas: &mut Schemas,
) -> SchemaId {
    let mut builder = Builder {
        page: &Page::new("", ""),
        titles: &Titles::default(),
        nullable: &HashSet::new(),
        sink: &mut Sink {
            schemas,
            losses: &mut Vec::new(),
            diagnostics: &mut Vec::new(),
            unplaced: &mut Vec::new(),
        },
        seen: known.into_iter().map(|(title, id)| (title, Seen::Done(id))).collect(),
        expanded: HashMap::new(),
        lost: BTreeSet::new(),
    };
    builder.value(value, &[], 0, Span::default())
}

/// Builds one schema from its text. Titles are looked up inside this schema only, as the site writes them.
struct Builder<'a, 's> {
    page: &'a Page,
    titles: &'a Titles<'a>,
    nullable: &'a HashSet<&'a str>,
    sink: &'a mut Sink<'s>,
    seen: HashMap<&'a str, Seen<'a>>,
    /// Objects that hold themselves, by their fields and the depth at which they are opened again.
    expanded: HashMap<(*const ChildSyntax, usize), SchemaId>,
    lost: BTreeSet<(LossCause, Span)>,
}

/// What a title stands for in this schema.
#[derive(Clone, Copy)]
enum Seen<'a> {
    /// An object whose fields are being read: it holds itself.
    Open(&'a [ChildSyntax]),
    /// An object that was read.
    Done(SchemaId),
}

impl<'a> Builder<'a, '_> {
    fn node(&mut self, node: &'a NodeSyntax, depth: usize) -> SchemaId {
        self.value(&node.value, &node.children, depth, node.span)
    }

    fn value(
        &mut self,
        value: &'a ValueSyntax,
        children: &'a [ChildSyntax],
        depth: usize,
        span: Span,
    ) -> SchemaId {
        match value {
            ValueSyntax::Plain(constraints) => self.plain(constraints, children, depth, span),
            ValueSyntax::Titled { title, seen: true } => self.look_up(title, depth, span),
            // What is not opened does not hide what was opened above.
            ValueSyntax::Titled { title, seen: false } if children.is_empty() => {
                let id = self.hidden_object(Some(title), depth, span);
                self.seen.entry(title).or_insert(Seen::Done(id));
                id
            }
            ValueSyntax::Titled { title, seen: false } => {
                self.seen.insert(title, Seen::Open(children));
                let id = self.titled(title, children, depth);
                self.seen.insert(title, Seen::Done(id));
                id
            }
            ValueSyntax::Array { item, nullable, bounds } => {
                let items = self.value(item, children, depth, span);
                let mut schema = Schema::new(Kind::Array(Some(items)));
                schema.nullable = *nullable;
                schema.limits.clone_from(&bounds.limits);
                schema.unique_items = bounds.unique_items;
                self.sink.schemas.intern(schema)
            }
            ValueSyntax::Compose { how, title } => self.union(*how, title.clone(), children, depth),
            ValueSyntax::Unread => self.sink.schemas.intern(Schema::not_understood()),
        }
    }

    fn titled(&mut self, title: &str, children: &'a [ChildSyntax], depth: usize) -> SchemaId {
        let mut schema = Schema::new(self.object(children, Additional::Unstated, depth));
        schema.incomplete = is_incomplete(&schema.kind, children);
        schema.title = Some(title.to_owned());
        self.sink.schemas.intern(schema)
    }

    /// An object of which the page prints nothing but that it is one.
    fn hidden_object(&mut self, title: Option<&String>, depth: usize, span: Span) -> SchemaId {
        let mut schema = Schema::new(self.hidden(depth, span));
        schema.title = title.cloned();
        self.sink.schemas.intern(schema)
    }

    fn hidden(&mut self, depth: usize, span: Span) -> Kind {
        let (cause, reason) = if depth > CUT_DEPTH {
            (LossCause::DepthCut, OpaqueReason::DepthCut)
        } else {
            (LossCause::NoFields, OpaqueReason::NoFields)
        };
        self.lost.insert((cause, span));
        Kind::Opaque(reason)
    }

    /// The object that a title stood for further up in this schema.
    fn look_up(&mut self, title: &'a String, depth: usize, span: Span) -> SchemaId {
        let Some(seen) = self.seen.get(title.as_str()).copied() else {
            return self.unknown_title(title, span);
        };
        if self.titles.count(title) > 1 {
            self.lost.insert((LossCause::AmbiguousReference, span));
        }
        match seen {
            Seen::Done(id) => id,
            Seen::Open(fields) => self.opened_again(title, fields, depth, span),
        }
    }

    /// An object inside itself is opened down to the depth at which the page would stop.
    fn opened_again(
        &mut self,
        title: &'a String,
        fields: &'a [ChildSyntax],
        depth: usize,
        span: Span,
    ) -> SchemaId {
        let key = (fields.as_ptr(), depth);
        if depth <= CUT_DEPTH
            && let Some(id) = self.expanded.get(&key)
        {
            return *id;
        }
        let leaf = self.hidden_object(Some(title), CUT_DEPTH + 1, span);
        if depth > CUT_DEPTH {
            return leaf;
        }
        // A variant that is its own union adds no depth: the second time it is a leaf.
        self.expanded.insert(key, leaf);
        let id = self.titled(title, fields, depth);
        self.expanded.insert(key, id);
        id
    }

    fn unknown_title(&mut self, title: &str, span: Span) -> SchemaId {
        self.lost.insert((LossCause::UnknownTitle, span));
        self.sink.diagnostics.push(
            Diagnostic::new(
                Code::UnknownTitle,
                &self.page.id,
                span,
                format!("`{title}` is not printed above in this schema"),
            )
            .label("which object this is cannot be told")
            .help("the client gets the JSON as it comes; fetch the page again, or look at the same page of another version"),
        );
        let mut schema = Schema::new(Kind::Opaque(OpaqueReason::UnknownTitle));
        schema.title = Some(title.to_owned());
        self.sink.schemas.intern(schema)
    }

    fn plain(
        &mut self,
        constraints: &Constraints,
        children: &'a [ChildSyntax],
        depth: usize,
        span: Span,
    ) -> SchemaId {
        let nullable = constraints.types.contains(&SimpleType::Null);
        let types: Vec<SimpleType> =
            constraints.types.iter().copied().filter(|simple| *simple != SimpleType::Null).collect();
        let kind = match types.as_slice() {
            [] if nullable => return self.sink.schemas.intern(Schema::new(Kind::Null)),
            // Only values are printed; in the reference they are always strings.
            [] => Kind::String,
            [one] => self.simple(*one, constraints, children, (depth, span)),
            several => {
                let variants = several
                    .iter()
                    .map(|simple| {
                        let kind = self.simple(*simple, constraints, children, (depth, span));
                        let incomplete = is_incomplete(&kind, children);
                        self.sink.schemas.intern(Schema { incomplete, ..Schema::new(kind) })
                    })
                    .collect();
                Kind::Union { how: Compose::AnyOf, variants }
            }
        };
        let values = constraints.values.clone().unwrap_or_default();
        let additional = match kind {
            // It is part of the kind.
            Kind::Object { .. } => Additional::Unstated,
            _ => self.additional(constraints, depth, span),
        };
        let schema = Schema {
            incomplete: is_incomplete(&kind, children),
            kind,
            additional,
            title: None,
            description: String::new(),
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
            correction: Correction::default(),
        };
        self.sink.schemas.intern(schema)
    }

    fn simple(
        &mut self,
        simple: SimpleType,
        constraints: &Constraints,
        children: &'a [ChildSyntax],
        (depth, span): (usize, Span),
    ) -> Kind {
        match simple {
            SimpleType::Null => Kind::Null,
            SimpleType::Boolean => Kind::Boolean,
            SimpleType::Integer => Kind::Integer,
            SimpleType::Number => Kind::Number,
            SimpleType::String => Kind::String,
            SimpleType::Array => {
                self.lost.insert((LossCause::NoItems, span));
                Kind::Array(None)
            }
            SimpleType::Object => {
                let additional = self.additional(constraints, depth, span);
                // Below the cut the page prints that there is an object, and whether it is open, but no field.
                let cut = depth > CUT_DEPTH && additional != Additional::Allowed;
                if children.is_empty() && (cut || additional == Additional::Unstated) {
                    self.hidden(depth, span)
                } else {
                    self.object(children, additional, depth)
                }
            }
        }
    }

    fn additional(&mut self, constraints: &Constraints, depth: usize, span: Span) -> Additional {
        match &constraints.additional {
            None => Additional::Unstated,
            Some(AdditionalSyntax::Allowed) => Additional::Allowed,
            Some(AdditionalSyntax::Typed(typed)) => {
                Additional::Typed(self.plain(typed, &[], depth + 1, span))
            }
        }
    }

    fn object(&mut self, children: &'a [ChildSyntax], additional: Additional, depth: usize) -> Kind {
        let mut fields = Vec::new();
        for child in children {
            match child {
                ChildSyntax::Field { name, required, node } => {
                    let schema = self.node(node, depth + 1);
                    self.null_hidden(&name.value, schema, node.span);
                    fields.push(Field::new(name.value.clone(), *required, schema));
                }
                ChildSyntax::Variant(node) => {
                    self.misplaced(node.span, "an object holds fields, not variants");
                    return Kind::Opaque(OpaqueReason::NotUnderstood);
                }
                ChildSyntax::Unread(_) => {}
            }
        }
        if fields.is_empty() && children.iter().any(|child| matches!(child, ChildSyntax::Unread(_))) {
            return Kind::Opaque(OpaqueReason::NotUnderstood);
        }
        if fields.is_empty() && additional == Additional::Unstated {
            return Kind::Opaque(OpaqueReason::NoFields);
        }
        Kind::Object { fields, additional }
    }

    /// A union of a response never says that it may be null, but the body parameter of the same name does.
    fn null_hidden(&mut self, name: &str, id: SchemaId, span: Span) {
        let schema = self.sink.schemas.get(id);
        if matches!(schema.kind, Kind::Union { .. }) && !schema.nullable && self.nullable.contains(name) {
            self.lost.insert((LossCause::HiddenNull, span));
        }
    }

    fn union(
        &mut self,
        how: Compose,
        title: Option<String>,
        children: &'a [ChildSyntax],
        depth: usize,
    ) -> SchemaId {
        let mut variants: Vec<SchemaId> = Vec::new();
        let mut nullable = false;
        let mut stated: HashMap<SchemaId, Span> = HashMap::new();
        for child in children {
            match child {
                ChildSyntax::Variant(node) => {
                    let variant = self.node(node, depth);
                    let kind = &self.sink.schemas.get(variant).kind;
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
                    return self.sink.schemas.intern(Schema::not_understood());
                }
                // Values of a variant that is not known would be taken for those of another one.
                ChildSyntax::Unread(_) => return self.sink.schemas.intern(Schema::not_understood()),
            }
        }
        let schema = match variants.as_slice() {
            [] => Schema::new(if nullable { Kind::Null } else { Kind::Opaque(OpaqueReason::NoType) }),
            // "any of null and X" is X that may be null.
            [one] => {
                let mut schema = self.sink.schemas.get(*one).clone();
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
        self.sink.schemas.intern(schema)
    }

    fn repeated(&mut self, first: Span, span: Span) {
        self.sink.diagnostics.push(
            Diagnostic::new(Code::DuplicateVariant, &self.page.id, span, "a union states this variant twice")
                .label("the second one")
                .related(first, "the first one")
                .help("fetch the page again; if the site says so, one of them is enough"),
        );
    }

    fn misplaced(&mut self, span: Span, message: &str) {
        self.sink.diagnostics.push(
            Diagnostic::new(Code::BadSchema, &self.page.id, span, message)
                .label("cannot stand here")
                .help("fetch the page again: the line that these bullets belong to is missing"),
        );
    }

    /// Lists what the schema hides, and warns of it, once for each cause that is the page's own fault.
    fn finish(self) {
        self.sink.losses.extend(self.lost.iter().map(|(cause, span)| Loss::new(*cause, self.page, *span)));
        self.sink.diagnostics.extend(losses::warnings(self.page, &self.lost, self.titles));
    }
}

/// Whether bullets of an object's fields were not understood. The name on such a bullet may be wrong as well.
fn is_incomplete(kind: &Kind, children: &[ChildSyntax]) -> bool {
    let is_unread = |child: &ChildSyntax| match child {
        ChildSyntax::Unread(_) => true,
        ChildSyntax::Field { node, .. } => node.value == ValueSyntax::Unread,
        ChildSyntax::Variant(_) => false,
    };
    matches!(kind, Kind::Object { .. }) && children.iter().any(is_unread)
}
