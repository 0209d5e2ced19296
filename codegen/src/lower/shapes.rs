//! Shapes: schemas of one shape become one Rust type.
//!
//! A shape is what lowering makes of a schema. Titles, descriptions, defaults, limits and patterns are not part of it, nor
//! is the order of fields, of known values or of variants, nor a format that does not change the type.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::names::noun::singular;
use super::scalars::{Scalar, scalar};
use super::structures::StructureId;
use crate::model::{Additional, Kind, Schema, SchemaId, Schemas};
use crate::rust::Type;
use crate::syntax::Compose;

/// Name of one of the members that an object allows without listing them.
pub(super) const OTHER: &str = "other";

/// A shape, cheap to compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Shape(usize);

/// Says which structure an object belongs to, if that is known.
pub(super) type StructureOf<'f> = &'f dyn Fn(SchemaId) -> Option<StructureId>;

/// Every shape that was met.
#[derive(Debug, Default)]
pub(super) struct Shapes {
    ids: HashMap<Key, Shape>,
    /// Objects with fields have one shape, whatever field they are in.
    objects: HashMap<SchemaId, Shape>,
}

#[derive(Debug, PartialEq, Eq, Hash)]
enum Key {
    Plain(Type),
    Known(BTreeSet<String>),
    Null,
    Hidden(&'static str),
    List(Option<Part>),
    Object(BTreeMap<String, (bool, Part)>, Others),
    Structure(StructureId),
    AnyOf(BTreeSet<Shape>),
    AllOf(Vec<Shape>),
}

/// A part of a value, and whether it may be null. A title and a union hide that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Part {
    shape: Shape,
    is_nullable: bool,
}

#[derive(Debug, PartialEq, Eq, Hash)]
enum Others {
    Unstated,
    Allowed,
    Typed(Part),
}

impl Shapes {
    /// The shape of a schema in a field. An object that `structure` knows is its structure, whatever it looks like.
    pub(super) fn of(
        &mut self,
        schemas: &Schemas,
        id: SchemaId,
        field: &str,
        structure: StructureOf<'_>,
    ) -> Shape {
        if let Some(known) = self.objects.get(&id) {
            return *known;
        }
        let schema = schemas.get(id);
        let key = match structure(id) {
            Some(structure) => Key::Structure(structure),
            None => self.key(schemas, schema, field, structure),
        };
        let next = Shape(self.ids.len());
        let shape = *self.ids.entry(key).or_insert(next);
        if !schema.fields().is_empty() {
            self.objects.insert(id, shape);
        }
        shape
    }

    /// The shape of an object whose shape was asked for before.
    pub(super) fn of_object(&self, id: SchemaId) -> Option<Shape> {
        self.objects.get(&id).copied()
    }

    fn key(&mut self, schemas: &Schemas, schema: &Schema, field: &str, structure: StructureOf<'_>) -> Key {
        match &schema.kind {
            Kind::Null => Key::Null,
            Kind::Opaque(reason) => Key::Hidden(reason.as_str()),
            Kind::Array(items) => {
                let one = singular(field);
                Key::List(items.map(|items| self.part(schemas, items, &one, structure)))
            }
            Kind::Object { fields, additional } => {
                let named = fields.iter().map(|inner| {
                    let part = self.part(schemas, inner.schema, &inner.name, structure);
                    (inner.name.clone(), (inner.required, part))
                });
                let named = named.collect();
                let other = if fields.is_empty() { field } else { OTHER };
                let others = match additional {
                    Additional::Unstated => Others::Unstated,
                    Additional::Allowed => Others::Allowed,
                    Additional::Typed(value) => Others::Typed(self.part(schemas, *value, other, structure)),
                };
                Key::Object(named, others)
            }
            Kind::Union { how: Compose::AllOf, variants } => {
                Key::AllOf(variants.iter().map(|part| self.of(schemas, *part, field, structure)).collect())
            }
            Kind::Union { variants, .. } => {
                let mut shapes = BTreeSet::new();
                self.variants(schemas, variants, field, structure, &mut shapes);
                Key::AnyOf(shapes)
            }
            Kind::Boolean | Kind::Integer | Kind::Number | Kind::String => match scalar(schema, field) {
                Some(Scalar::Known(values)) => Key::Known(values.iter().cloned().collect()),
                Some(Scalar::Plain(ty)) => Key::Plain(ty),
                None => Key::Null,
            },
        }
    }

    fn part(&mut self, schemas: &Schemas, id: SchemaId, field: &str, structure: StructureOf<'_>) -> Part {
        let schema = schemas.get(id);
        let hides_null = match &schema.kind {
            Kind::Object { .. } => schema.title.is_some(),
            Kind::Union { .. } | Kind::Opaque(_) => true,
            _ => false,
        };
        let shape = self.of(schemas, id, field, structure);
        Part { shape, is_nullable: schema.nullable && !hides_null }
    }

    /// Variants of unions within are variants of the whole.
    fn variants(
        &mut self,
        schemas: &Schemas,
        variants: &[SchemaId],
        field: &str,
        structure: StructureOf<'_>,
        shapes: &mut BTreeSet<Shape>,
    ) {
        for variant in variants {
            match &schemas.get(*variant).kind {
                Kind::Union { how: Compose::OneOf | Compose::AnyOf, variants } => {
                    self.variants(schemas, variants, field, structure, shapes);
                }
                _ => {
                    shapes.insert(self.of(schemas, *variant, field, structure));
                }
            }
        }
    }
}
