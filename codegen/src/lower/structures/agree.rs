//! Whether two printed objects can be one, and what that one is.

use std::collections::HashMap;

use crate::model::{Additional, Field, Kind, OpaqueReason, Schema, SchemaId, Schemas, ShapeId};

/// How the fields of two objects must lie for them to be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// All fields of one are fields of the other.
    Nested,
    /// Each may have fields that the other has not.
    Overlapping,
}

/// Brings two schemas together, storing what comes of it.
pub(super) struct Agreement<'a> {
    pub(super) schemas: &'a mut Schemas,
    /// The structures that are settled, by number.
    pub(super) known: &'a HashMap<ShapeId, usize>,
}

impl Agreement<'_> {
    /// One object for both; `None` where their fields do not fit, or differ in type. The first one's title stays.
    pub(super) fn of_objects(&mut self, a: SchemaId, b: SchemaId, fit: Fit) -> Option<SchemaId> {
        if a == b {
            return Some(a);
        }
        let (left, right) = (self.schemas.get(a).clone(), self.schemas.get(b).clone());
        let (
            Kind::Object { fields: ours, additional: our_more },
            Kind::Object { fields: theirs, additional: their_more },
        ) = (&left.kind, &right.kind)
        else {
            return None;
        };
        let has = |fields: &[Field], name: &str| fields.iter().any(|field| field.name == name);
        let nested = |inner: &[Field], outer: &[Field]| inner.iter().all(|field| has(outer, &field.name));
        if fit == Fit::Nested && !nested(ours, theirs) && !nested(theirs, ours) {
            return None;
        }
        let mut fields = Vec::with_capacity(ours.len().max(theirs.len()));
        for field in ours {
            match theirs.iter().find(|other| other.name == field.name) {
                Some(other) => fields.push(Field {
                    name: field.name.clone(),
                    required: field.required && other.required,
                    schema: self.of_values(field.schema, other.schema)?,
                    description: field.description.clone(),
                }),
                None => fields.push(Field { required: false, ..field.clone() }),
            }
        }
        for field in theirs.iter().filter(|field| !has(ours, &field.name)) {
            fields.push(Field { required: false, ..field.clone() });
        }
        let additional = match (our_more, their_more) {
            (Additional::Typed(a), Additional::Typed(b)) => Additional::Typed(self.of_values(*a, *b)?),
            (Additional::Unstated, other) | (other, _) => *other,
        };
        let nullable = left.nullable || right.nullable;
        Some(self.schemas.intern(Schema { kind: Kind::Object { fields, additional }, nullable, ..left }))
    }

    /// One value for both; what a page hides agrees with anything.
    fn of_values(&mut self, a: SchemaId, b: SchemaId) -> Option<SchemaId> {
        if a == b || self.schemas.shape(a) == self.schemas.shape(b) {
            return Some(a);
        }
        let (left, right) = (self.schemas.get(a).clone(), self.schemas.get(b).clone());
        let nullable = left.nullable || right.nullable;
        if is_hidden(&left) {
            return Some(self.schemas.intern(Schema { nullable, ..right }));
        }
        if is_hidden(&right) {
            return Some(self.schemas.intern(Schema { nullable, ..left }));
        }
        let kind = match (&left.kind, &right.kind) {
            (Kind::Object { .. }, Kind::Object { .. }) => return self.of_parts(a, b, &left, &right),
            (Kind::Array(Some(ours)), Kind::Array(Some(theirs))) => {
                Kind::Array(Some(self.of_values(*ours, *theirs)?))
            }
            (Kind::Array(ours), Kind::Array(theirs)) => Kind::Array(ours.or(*theirs)),
            (Kind::Union { how, variants: ours }, Kind::Union { how: other, variants: theirs })
                if how == other && ours.len() == theirs.len() =>
            {
                let pairs: Vec<_> = ours.iter().copied().zip(theirs.iter().copied()).collect();
                let variants = pairs.into_iter().map(|(a, b)| self.of_values(a, b)).collect::<Option<_>>()?;
                Kind::Union { how: *how, variants }
            }
            (Kind::Union { .. } | Kind::Opaque(_), _) | (_, Kind::Union { .. } | Kind::Opaque(_)) => {
                return None;
            }
            (ours, theirs)
                if ours == theirs && left.format == right.format && left.values == right.values =>
            {
                ours.clone()
            }
            _ => return None,
        };
        Some(self.schemas.intern(Schema { kind, nullable, ..left }))
    }

    /// Objects within objects. Under one title, they are what their title says, if that is settled already.
    fn of_parts(&mut self, a: SchemaId, b: SchemaId, left: &Schema, right: &Schema) -> Option<SchemaId> {
        match (&left.title, &right.title) {
            (Some(ours), Some(theirs)) => {
                let structure = |id: SchemaId, schemas: &Schemas| self.known.get(&schemas.shape(id)).copied();
                match (structure(a, self.schemas), structure(b, self.schemas)) {
                    (Some(first), Some(second)) => (first == second).then_some(a),
                    _ if ours != theirs => None,
                    // Whichever it is, its shape is one of the title's own, so that the title's structure is found.
                    _ => self.of_objects(a, b, Fit::Nested).map(|_| a),
                }
            }
            (None, None) => self.of_objects(a, b, Fit::Nested),
            _ => None,
        }
    }
}

fn is_hidden(schema: &Schema) -> bool {
    matches!(schema.kind, Kind::Opaque(OpaqueReason::DepthCut | OpaqueReason::UnknownTitle))
}
