//! Schemas, interned twice: exactly as printed, and by structure alone.
//!
//! A [`SchemaId`] distinguishes all that the page states. A [`ShapeId`] forgets titles, remarks (defaults, limits, read-only) and the
//! order of fields, values and variants, so that the untitled object of "Get a package" and the titled `Package` of the list have
//! one shape.

use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;

use super::Correction;
use crate::syntax::{Compose, Limit};

/// The fields that an object without a title needs at least to be recognised by them. Objects of fewer fields look alike
/// without having to do with each other.
pub const TELLING_FIELDS: usize = 4;

/// A schema as printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchemaId(u32);

/// A structure, whatever its title.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShapeId(u32);

/// One value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Schema {
    /// What it is.
    pub kind: Kind,
    /// The title of an object: a naming hint, never an identity.
    pub title: Option<String>,
    /// The prose about an object that a value to be sent may be; empty for anything else, as fields and parameters have
    /// their own.
    pub description: String,
    /// Whether the page says that it may be null. A titled object hides this.
    pub nullable: bool,
    /// Such as `date-time`.
    pub format: Option<String>,
    /// The values it may take, without null; empty where any will do.
    pub values: Vec<String>,
    /// The default in JSON.
    pub default: Option<String>,
    /// Whether it is called deprecated.
    pub deprecated: bool,
    /// Whether it is called read-only.
    pub read_only: bool,
    /// Bounds, as printed.
    pub limits: Vec<(Limit, String)>,
    /// A regular expression for it.
    pub pattern: Option<String>,
    /// Whether the items of an array differ.
    pub unique_items: bool,
    /// What is said of keys where no object is opened: of one that the page hides, or of a string.
    pub additional: Additional,
    /// Whether fields of the object are missing that were not understood.
    pub incomplete: bool,
    /// What people know better than the page.
    pub correction: Correction,
}

impl Schema {
    /// A value of a kind, of which nothing else is said.
    pub fn new(kind: Kind) -> Self {
        Self {
            kind,
            title: None,
            description: String::new(),
            nullable: false,
            format: None,
            values: Vec::new(),
            default: None,
            deprecated: false,
            read_only: false,
            limits: Vec::new(),
            pattern: None,
            unique_items: false,
            additional: Additional::Unstated,
            incomplete: false,
            correction: Correction::default(),
        }
    }

    /// A value that was not understood.
    pub fn not_understood() -> Self {
        Self::new(Kind::Opaque(OpaqueReason::NotUnderstood))
    }

    /// Whether it, or a field of it, was not understood.
    pub fn is_degraded(&self) -> bool {
        self.incomplete || self.kind == Kind::Opaque(OpaqueReason::NotUnderstood)
    }

    /// The same of other parts: `to` says what stands in the place of each.
    #[must_use]
    pub fn with_parts(&self, mut to: impl FnMut(SchemaId) -> SchemaId) -> Self {
        let kind = match &self.kind {
            Kind::Array(items) => Kind::Array(items.map(&mut to)),
            Kind::Object { fields, additional } => {
                let fields = fields.iter().map(|field| Field { schema: to(field.schema), ..field.clone() });
                Kind::Object { fields: fields.collect(), additional: additional.with_parts(&mut to) }
            }
            Kind::Union { how, variants } => {
                Kind::Union { how: *how, variants: variants.iter().copied().map(&mut to).collect() }
            }
            plain => plain.clone(),
        };
        Self { kind, additional: self.additional.with_parts(to), ..self.clone() }
    }

    /// The schemas that it is directly made of.
    pub fn parts(&self) -> Vec<SchemaId> {
        let mut parts = Vec::new();
        let _ = self.with_parts(|part| {
            parts.push(part);
            part
        });
        parts
    }

    /// The fields of an object; none of anything else.
    pub fn fields(&self) -> &[Field] {
        match &self.kind {
            Kind::Object { fields, .. } => fields,
            _ => &[],
        }
    }
}

/// What a value is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Always null.
    Null,
    /// A boolean.
    Boolean,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// A string.
    String,
    /// An array; `None` where the page does not say of what.
    Array(Option<SchemaId>),
    /// An object.
    Object {
        /// Its fields in the page's order.
        fields: Vec<Field>,
        /// What is said of other keys.
        additional: Additional,
    },
    /// One of several.
    Union {
        /// How the variants combine.
        how: Compose,
        /// The variants in the page's order.
        variants: Vec<SchemaId>,
    },
    /// Something that the page does not show.
    Opaque(OpaqueReason),
}

impl Kind {
    /// The word for it in the JSON contract.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::String => "string",
            Self::Array(_) => "array",
            Self::Object { .. } => "object",
            Self::Union { how: Compose::OneOf, .. } => "one of",
            Self::Union { how: Compose::AnyOf, .. } => "any of",
            Self::Union { how: Compose::AllOf, .. } => "all of",
            Self::Opaque(_) => "opaque",
        }
    }
}

/// A field of an object.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Field {
    /// Its key.
    pub name: String,
    /// Whether the page says that it is always there.
    pub required: bool,
    /// Its value.
    pub schema: SchemaId,
    /// The prose about it; empty in responses, of whose fields the pages have none.
    pub description: String,
}

impl Field {
    /// A field without prose.
    pub fn new(name: impl Into<String>, required: bool, schema: SchemaId) -> Self {
        Self { name: name.into(), required, schema, description: String::new() }
    }
}

/// What is said of keys that are not listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Additional {
    /// Nothing.
    Unstated,
    /// They may occur, with any value.
    Allowed,
    /// They occur, with values of this kind.
    Typed(SchemaId),
}

impl Additional {
    fn with_parts(self, to: impl FnOnce(SchemaId) -> SchemaId) -> Self {
        match self {
            Self::Typed(value) => Self::Typed(to(value)),
            other => other,
        }
    }
}

/// Why the page does not show what a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OpaqueReason {
    /// The page opens objects down to a depth only.
    DepthCut,
    /// An object of which no field is printed.
    NoFields,
    /// An array of which no item is printed.
    NoItems,
    /// A title that this schema has not printed before.
    UnknownTitle,
    /// Only values are printed, without a type.
    NoType,
    /// The page states it in a form that the reader does not know.
    NotUnderstood,
}

impl OpaqueReason {
    /// A stable word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::DepthCut => "depth-cut",
            Self::NoFields => "no-fields",
            Self::NoItems => "no-items",
            Self::UnknownTitle => "unknown-title",
            Self::NoType => "no-type",
            Self::NotUnderstood => "not-understood",
        }
    }
}

/// Every schema, each stored once.
#[derive(Clone, Debug, Default)]
pub struct Schemas {
    exact: Vec<Schema>,
    shapes: Vec<ShapeId>,
    ids: HashMap<Schema, SchemaId>,
    shape_ids: HashMap<ShapeKey, ShapeId>,
}

/// A schema's structure: its parts are shapes. The order of fields, values and variants is not part of it; that of "all of" is,
/// as a later part narrows an earlier one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct ShapeKey {
    nullable: bool,
    format: Option<String>,
    values: Vec<String>,
    incomplete: bool,
    kind: ShapeKind,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum AdditionalShape {
    Unstated,
    Allowed,
    Typed(ShapeId),
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum ShapeKind {
    Plain(&'static str),
    Array(Option<ShapeId>),
    Object(Vec<(String, bool, ShapeId)>, AdditionalShape),
    Union(Compose, Vec<ShapeId>),
}

impl Schemas {
    /// Stores a schema whose parts are stored already.
    pub fn intern(&mut self, schema: Schema) -> SchemaId {
        if let Some(id) = self.ids.get(&schema) {
            return *id;
        }
        let key = self.shape_key(&schema);
        let next = ShapeId(to_u32(self.shape_ids.len()));
        let shape = *self.shape_ids.entry(key).or_insert(next);
        let id = SchemaId(to_u32(self.exact.len()));
        self.ids.insert(schema.clone(), id);
        self.exact.push(schema);
        self.shapes.push(shape);
        id
    }

    /// The schema of an id.
    pub fn get(&self, id: SchemaId) -> &Schema {
        &self.exact[id.0 as usize]
    }

    /// The structure of a schema.
    pub fn shape(&self, id: SchemaId) -> ShapeId {
        self.shapes[id.0 as usize]
    }

    /// How many schemas there are.
    pub fn len(&self) -> usize {
        self.exact.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.exact.is_empty()
    }

    /// Every schema with its id, parts before wholes.
    pub fn iter(&self) -> impl Iterator<Item = (SchemaId, &Schema)> {
        self.exact.iter().enumerate().map(|(at, schema)| (SchemaId(to_u32(at)), schema))
    }

    /// The given schemas and all that they are made of, parts before wholes.
    pub fn reachable(&self, roots: impl IntoIterator<Item = SchemaId>) -> BTreeSet<SchemaId> {
        let mut open: Vec<SchemaId> = roots.into_iter().collect();
        let mut found = BTreeSet::new();
        while let Some(id) = open.pop() {
            if found.insert(id) {
                open.extend(self.get(id).parts());
            }
        }
        found
    }

    /// The schemas that were not understood, or that hold something that was not.
    pub fn degraded(&self) -> BTreeSet<SchemaId> {
        let mut found = BTreeSet::new();
        for (id, schema) in self.iter() {
            if schema.is_degraded() || schema.parts().iter().any(|part| found.contains(part)) {
                found.insert(id);
            }
        }
        found
    }

    /// Whether a schema was not understood, or holds something that was not.
    pub fn holds_degraded(&self, id: SchemaId) -> bool {
        self.reachable([id]).into_iter().any(|part| self.get(part).is_degraded())
    }

    fn shape_key(&self, schema: &Schema) -> ShapeKey {
        let kind = match &schema.kind {
            Kind::Null => ShapeKind::Plain("null"),
            Kind::Boolean => ShapeKind::Plain("boolean"),
            Kind::Integer => ShapeKind::Plain("integer"),
            Kind::Number => ShapeKind::Plain("number"),
            Kind::String => ShapeKind::Plain("string"),
            Kind::Opaque(reason) => ShapeKind::Plain(reason.as_str()),
            Kind::Array(items) => ShapeKind::Array(items.map(|items| self.shape(items))),
            Kind::Object { fields, additional } => {
                let mut fields: Vec<_> = fields
                    .iter()
                    .map(|field| (field.name.clone(), field.required, self.shape(field.schema)))
                    .collect();
                fields.sort_unstable();
                let additional = match additional {
                    Additional::Unstated => AdditionalShape::Unstated,
                    Additional::Allowed => AdditionalShape::Allowed,
                    Additional::Typed(value) => AdditionalShape::Typed(self.shape(*value)),
                };
                ShapeKind::Object(fields, additional)
            }
            Kind::Union { how, variants } => {
                let mut variants: Vec<ShapeId> =
                    variants.iter().map(|variant| self.shape(*variant)).collect();
                if *how != Compose::AllOf {
                    variants.sort_unstable();
                }
                ShapeKind::Union(*how, variants)
            }
        };
        // A null that comes with the title or around it does not change what the object is.
        let nullable = schema.nullable && !matches!(schema.kind, Kind::Object { .. });
        let mut values = schema.values.clone();
        values.sort_unstable();
        ShapeKey { nullable, format: schema.format.clone(), values, incomplete: schema.incomplete, kind }
    }
}

/// Ids are small: a whole reference has some ten thousand schemas.
fn to_u32(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_has_no_order_but_that_of_all_of() {
        let mut schemas = Schemas::default();
        let string = schemas.intern(Schema::new(Kind::String));
        let integer = schemas.intern(Schema::new(Kind::Integer));
        let mut shape = |kind: &dyn Fn([SchemaId; 2]) -> Kind, parts: [SchemaId; 2]| {
            let id = schemas.intern(Schema::new(kind(parts)));
            schemas.shape(id)
        };
        let object = |parts: [SchemaId; 2]| Kind::Object {
            fields: parts.map(|part| Field::new(format!("field {part:?}"), true, part)).to_vec(),
            additional: Additional::Unstated,
        };
        let union = |how: Compose| move |parts: [SchemaId; 2]| Kind::Union { how, variants: parts.to_vec() };
        let (one, other) = ([string, integer], [integer, string]);
        assert_eq!(shape(&object, one), shape(&object, other));
        assert_eq!(shape(&union(Compose::AnyOf), one), shape(&union(Compose::AnyOf), other));
        assert_ne!(shape(&union(Compose::AllOf), one), shape(&union(Compose::AllOf), other));
        let mut values = |values: [&str; 2]| {
            let values = values.map(str::to_owned).to_vec();
            let id = schemas.intern(Schema { values, ..Schema::new(Kind::String) });
            schemas.shape(id)
        };
        assert_eq!(values(["a", "b"]), values(["b", "a"]));
    }
}
