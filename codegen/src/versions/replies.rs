//! Whether statuses give the same: schemas by structure, whatever their titles and the order of what is in them.

use std::collections::HashMap;

use crate::model::{Additional, Endpoint, Field, Kind, Schema, SchemaId, Schemas};

/// The schemas of two versions, and which of them are known to be alike.
pub(super) struct Replies<'a> {
    old: &'a Schemas,
    new: &'a Schemas,
    known: HashMap<(SchemaId, SchemaId), bool>,
}

impl<'a> Replies<'a> {
    pub(super) fn new(old: &'a Schemas, new: &'a Schemas) -> Self {
        Self { old, new, known: HashMap::new() }
    }

    /// Whether the statuses that both versions of an endpoint have give the same. A status without a schema is one of which
    /// the page shows no example: it differs from nothing.
    pub(super) fn are_same(&mut self, old: &Endpoint, new: &Endpoint) -> bool {
        old.responses.iter().all(|a| {
            let b = new.responses.iter().find(|b| b.status == a.status);
            b.is_none_or(|b| {
                a.schemas.is_empty() || b.schemas.is_empty() || self.same_sets(&a.schemas, &b.schemas)
            })
        })
    }

    /// Each has its like among the others.
    fn same_sets(&mut self, old: &[SchemaId], new: &[SchemaId]) -> bool {
        old.iter().all(|a| new.iter().any(|b| self.same(*a, *b)))
            && new.iter().all(|b| old.iter().any(|a| self.same(*a, *b)))
    }

    fn same(&mut self, a: SchemaId, b: SchemaId) -> bool {
        if let Some(known) = self.known.get(&(a, b)) {
            return *known;
        }
        let (old, new) = (self.old, self.new);
        let same = self.same_schemas(old.get(a), new.get(b));
        self.known.insert((a, b), same);
        same
    }

    fn same_schemas(&mut self, a: &Schema, b: &Schema) -> bool {
        // What the page does not show differs from nothing.
        if matches!(a.kind, Kind::Opaque(_)) || matches!(b.kind, Kind::Opaque(_)) {
            return true;
        }
        // A titled object hides its null; and the width of a number is no matter on the wire.
        let is_object = matches!(a.kind, Kind::Object { .. });
        let is_number = matches!(a.kind, Kind::Integer | Kind::Number);
        (is_object || a.nullable == b.nullable)
            && (is_number || a.format == b.format)
            && same_values(&a.values, &b.values)
            && self.same_kinds(&a.kind, &b.kind)
    }

    fn same_kinds(&mut self, a: &Kind, b: &Kind) -> bool {
        match (a, b) {
            (Kind::Array(Some(a)), Kind::Array(Some(b))) => self.same(*a, *b),
            (Kind::Array(_), Kind::Array(_)) => true,
            (
                Kind::Object { fields: a, additional: others_a },
                Kind::Object { fields: b, additional: others_b },
            ) => self.same_fields(a, b) && self.same_others(*others_a, *others_b),
            (Kind::Union { how: how_a, variants: a }, Kind::Union { how: how_b, variants: b }) => {
                how_a == how_b && a.len() == b.len() && self.same_sets(a, b)
            }
            (a, b) => a == b,
        }
    }

    fn same_fields(&mut self, old: &[Field], new: &[Field]) -> bool {
        if old.len() != new.len() {
            return false;
        }
        // Mostly the order is the same as well; a large object is looked up in only where it is not.
        let in_order = old.iter().zip(new).all(|(a, b)| a.name == b.name);
        let by_name: HashMap<&str, &Field> = if in_order {
            HashMap::new()
        } else {
            new.iter().map(|field| (field.name.as_str(), field)).collect()
        };
        old.iter().enumerate().all(|(at, a)| {
            let b = if in_order { new.get(at) } else { by_name.get(a.name.as_str()).copied() };
            b.is_some_and(|b| a.required == b.required && self.same(a.schema, b.schema))
        })
    }

    fn same_others(&mut self, a: Additional, b: Additional) -> bool {
        match (a, b) {
            (Additional::Typed(a), Additional::Typed(b)) => self.same(a, b),
            (a, b) => a == b,
        }
    }
}

fn same_values(a: &[String], b: &[String]) -> bool {
    a.len() == b.len() && a.iter().all(|value| b.contains(value))
}
