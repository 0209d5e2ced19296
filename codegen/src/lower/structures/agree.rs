//! Whether two printed objects can be one, and what that one is.

use super::super::names::noun::singular;
use super::super::shapes::{OTHER, Shape, Shapes};
use super::homes::Homes;
use crate::model::{Additional, Field, Kind, OpaqueReason, Schema, SchemaId, Schemas};
use crate::syntax::Compose;

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
    pub(super) shapes: &'a mut Shapes,
    /// The structures that are settled.
    pub(super) homes: &'a Homes,
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
        // The order of fields is that of the object that is printed as a whole.
        if left.incomplete && !right.incomplete {
            let both = self.of_objects(b, a, fit)?;
            let both = Schema { title: left.title.clone(), ..self.schemas.get(both).clone() };
            return Some(self.schemas.intern(both));
        }
        let has = |fields: &[Field], name: &str| fields.iter().any(|field| field.name == name);
        let nested = |inner: &[Field], outer: &[Field]| {
            inner.iter().all(|field| has(outer, &field.name) || self.is_unknown(field))
        };
        if fit == Fit::Nested && !nested(ours, theirs) && !nested(theirs, ours) {
            return None;
        }
        let mut fields = Vec::with_capacity(ours.len().max(theirs.len()));
        for field in ours {
            match theirs.iter().find(|other| other.name == field.name) {
                Some(other) => fields.push(Field {
                    name: field.name.clone(),
                    required: self.of_necessity(field, other),
                    schema: self.of_values(field.schema, other.schema, &field.name)?,
                    description: field.description.clone(),
                }),
                // A field that was not understood is not one where the object is printed as a whole.
                None if self.is_unknown(field) && !right.incomplete => {}
                None => fields.push(Field { required: field.required && right.incomplete, ..field.clone() }),
            }
        }
        for field in theirs.iter().filter(|field| !has(ours, &field.name)) {
            if self.is_unknown(field) && !left.incomplete {
                continue;
            }
            fields.push(Field { required: field.required && left.incomplete, ..field.clone() });
        }
        let incomplete = left.incomplete && right.incomplete;
        let additional = match (our_more, their_more) {
            (Additional::Typed(a), Additional::Typed(b)) => Additional::Typed(self.of_values(*a, *b, OTHER)?),
            (Additional::Unstated, other) | (other, _) => *other,
        };
        let nullable = left.nullable || right.nullable;
        let kind = Kind::Object { fields, additional };
        Some(self.schemas.intern(Schema { kind, nullable, incomplete, ..left }))
    }

    /// Whether a field of both is always there. A field that was not understood says nothing of it.
    fn of_necessity(&self, ours: &Field, theirs: &Field) -> bool {
        match (self.is_unknown(ours), self.is_unknown(theirs)) {
            (true, false) => theirs.required,
            (false, true) => ours.required,
            _ => ours.required && theirs.required,
        }
    }

    fn is_unknown(&self, field: &Field) -> bool {
        self.schemas.get(field.schema).kind == Kind::Opaque(OpaqueReason::NotUnderstood)
    }

    /// One value for both in a field; what a page hides agrees with anything.
    pub(super) fn of_values(&mut self, a: SchemaId, b: SchemaId, field: &str) -> Option<SchemaId> {
        if a == b {
            return Some(a);
        }
        let (left, right) = (self.schemas.get(a).clone(), self.schemas.get(b).clone());
        let nullable = left.nullable || right.nullable;
        if is_hidden(&left) {
            return Some(self.schemas.intern(Schema { nullable, ..right }));
        }
        if is_hidden(&right) || self.shape(a, field) == self.shape(b, field) {
            return Some(self.schemas.intern(Schema { nullable, ..left }));
        }
        let kind = match (&left.kind, &right.kind) {
            (
                Kind::Object { fields, additional: Additional::Typed(ours) },
                Kind::Object { fields: others, additional: Additional::Typed(theirs) },
            ) if fields.is_empty() && others.is_empty() => {
                let additional = Additional::Typed(self.of_values(*ours, *theirs, field)?);
                Kind::Object { fields: Vec::new(), additional }
            }
            (Kind::Object { .. }, Kind::Object { .. }) => return self.of_parts(a, b, &left, &right),
            (Kind::Array(Some(ours)), Kind::Array(Some(theirs))) => {
                Kind::Array(Some(self.of_values(*ours, *theirs, &singular(field))?))
            }
            (Kind::Array(ours), Kind::Array(theirs)) => Kind::Array(ours.or(*theirs)),
            (Kind::Union { how, variants: ours }, Kind::Union { how: other, variants: theirs })
                if (*how == Compose::AllOf) == (*other == Compose::AllOf) && ours.len() == theirs.len() =>
            {
                Kind::Union { how: *how, variants: self.of_variants(ours, theirs, *how, field)? }
            }
            // The client gets the JSON of both as it comes.
            (Kind::Opaque(_), Kind::Opaque(_)) if left.title == right.title => left.kind.clone(),
            _ => return None,
        };
        Some(self.schemas.intern(Schema { kind, nullable, ..left }))
    }

    /// The variants of two unions if each variant agrees with one of the other union. Their order counts only where a
    /// value is all of them.
    fn of_variants(
        &mut self,
        ours: &[SchemaId],
        theirs: &[SchemaId],
        how: Compose,
        field: &str,
    ) -> Option<Vec<SchemaId>> {
        let mut left: Vec<SchemaId> = theirs.to_vec();
        let mut variants = Vec::with_capacity(ours.len());
        for own in ours {
            let same = left.iter().position(|other| self.shape(*own, field) == self.shape(*other, field));
            let tried: Vec<usize> = match same {
                _ if how == Compose::AllOf => vec![0],
                Some(same) => vec![same],
                None => (0..left.len()).collect(),
            };
            let (at, both) =
                tried.into_iter().find_map(|at| Some((at, self.of_values(*own, left[at], field)?)))?;
            left.remove(at);
            variants.push(both);
        }
        Some(variants)
    }

    fn shape(&mut self, id: SchemaId, field: &str) -> Shape {
        self.shapes.of(self.schemas, id, field, &|_| None)
    }

    /// Objects within objects. Under one title, they are what their title says, if that is settled already.
    fn of_parts(&mut self, a: SchemaId, b: SchemaId, left: &Schema, right: &Schema) -> Option<SchemaId> {
        match (&left.title, &right.title) {
            (Some(ours), Some(theirs)) => {
                self.shape(a, "");
                self.shape(b, "");
                let home = |id| self.homes.of(self.schemas, self.shapes, id);
                match (home(a), home(b)) {
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
    matches!(
        schema.kind,
        Kind::Opaque(OpaqueReason::DepthCut | OpaqueReason::UnknownTitle | OpaqueReason::NotUnderstood)
    )
}
