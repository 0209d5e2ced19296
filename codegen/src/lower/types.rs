//! Schemas → Rust types. One shape is one type, whatever it is titled; how they are called: [`super::type_names`].

use std::collections::{BTreeMap, HashMap};

use super::enums::EnumUses;
use super::facts::facts;
use super::names::noun::singular;
use super::place::Place;
use super::quirks::Quirks;
use super::type_names::TypeNames;
use crate::model::{Additional, Api, Field, Kind, Schema, SchemaId, ShapeId};
use crate::rust::ident::join_camel;
use crate::rust::{Loss, Origin, RustIdent, StructField, Type, TypeBody, TypeDef, TypeId, Types};

/// Objects of fewer fields are too plain to be taken for a titled one that happens to look the same.
const TELLING_FIELDS: usize = 4;

/// Lowers schemas, and keeps what they become.
pub(super) struct TypeLowering<'a> {
    pub(super) api: &'a Api,
    pub(super) names: TypeNames<'a>,
    pub(super) types: Types,
    pub(super) enums: EnumUses,
    pub(super) losses: Vec<Loss>,
    quirks: &'a Quirks,
    titles: BTreeMap<ShapeId, String>,
    by_shape: HashMap<ShapeId, TypeId>,
}

impl<'a> TypeLowering<'a> {
    pub(super) fn new(api: &'a Api, names: TypeNames<'a>, quirks: &'a Quirks) -> Self {
        let mut titles = BTreeMap::new();
        for (id, schema) in api.schemas.iter() {
            if let (Some(title), Kind::Object { .. }) = (&schema.title, &schema.kind) {
                titles.entry(api.schemas.shape(id)).or_insert_with(|| title.clone());
            }
        }
        Self {
            api,
            names,
            types: Types::default(),
            enums: EnumUses::default(),
            losses: Vec::new(),
            quirks,
            titles,
            by_shape: HashMap::new(),
        }
    }

    /// The Rust type of a value, leaving aside whether it may be absent or null.
    pub(super) fn value(&mut self, id: SchemaId, place: &Place<'_>) -> Type {
        let schema = self.api.schemas.get(id);
        match &schema.kind {
            Kind::String if !schema.values.is_empty() => {
                Type::Named(self.enums.value(&mut self.types, &schema.values, place, None))
            }
            Kind::String => match schema.format.as_deref() {
                Some("date-time") => Type::Timestamp,
                Some("date") => Type::Date,
                _ => Type::String,
            },
            Kind::Integer => Type::Integer,
            Kind::Number => Type::Number,
            Kind::Boolean => Type::Boolean,
            Kind::Array(items) => {
                let Some(items) = items else {
                    self.lost("no-items", place);
                    return Type::List(Box::new(Type::Json));
                };
                let one = singular(place.field);
                let item = self.value(*items, &Place { field: &one, ..place.clone() });
                let nullable = self.api.schemas.get(*items).nullable && item != Type::Json;
                Type::List(Box::new(if nullable { Type::Option(Box::new(item)) } else { item }))
            }
            Kind::Object { fields, additional: Additional::Typed(value) } if fields.is_empty() => {
                let item = self.value(*value, place);
                Type::Map(Box::new(item))
            }
            Kind::Object { fields, .. } if fields.is_empty() => Type::Map(Box::new(Type::Json)),
            Kind::Object { fields, .. } => Type::Named(self.object(id, schema, fields, place)),
            Kind::Union { .. } => {
                self.lost("union", place);
                Type::Json
            }
            Kind::Opaque(reason) => {
                self.lost(reason.as_str(), place);
                Type::Json
            }
            Kind::Null => Type::Json,
        }
    }

    fn object(&mut self, id: SchemaId, schema: &Schema, fields: &[Field], place: &Place<'_>) -> TypeId {
        let shape = self.api.schemas.shape(id);
        let title = schema.title.clone().or_else(|| {
            let telling = fields.len() >= TELLING_FIELDS;
            self.titles.get(&shape).filter(|_| telling).cloned()
        });
        if title.is_some()
            && let Some(known) = self.by_shape.get(&shape)
        {
            return *known;
        }
        let fingerprint = super::fingerprint::of_object(&self.api.schemas, fields);
        let name = match &title {
            Some(title) => self.names.titled(title, place.parent, &fingerprint),
            None => self.names.untitled(&join_camel(place.parent, place.field), &place.key, &fingerprint),
        };
        let words = match &title {
            Some(title) => title.clone(),
            None if place.field.is_empty() => place.parent.to_owned(),
            None => format!("{} of {}", place.field, place.parent),
        };
        let type_id = TypeId(self.types.items.len());
        let origin = Origin { words, url: place.url.to_owned(), prose: String::new() };
        self.types.items.push(TypeDef { name: name.clone(), body: TypeBody::Struct(Vec::new()), origin });
        if title.is_some() {
            self.by_shape.insert(shape, type_id);
        }
        let object = title.unwrap_or_else(|| name.as_str().to_owned());
        let fields = self.fields(fields, &name, &object, place.url);
        self.types.items[type_id.0].body = TypeBody::Struct(fields);
        type_id
    }

    fn fields(&mut self, fields: &[Field], parent: &RustIdent, object: &str, url: &str) -> Vec<StructField> {
        let mut lowered: Vec<StructField> = Vec::with_capacity(fields.len());
        for field in fields {
            let name = RustIdent::snake(&field.name)
                .or_numbered(|name| lowered.iter().any(|other| other.name == *name));
            let place = Place {
                parent: parent.as_str(),
                field: &field.name,
                key: format!("{}.{}", parent.as_str(), field.name),
                url,
            };
            lowered.push(self.field(field, name, object, &place));
        }
        lowered
    }

    fn field(&mut self, field: &Field, name: RustIdent, object: &str, place: &Place<'_>) -> StructField {
        let schema = self.api.schemas.get(field.schema);
        let quirk = self.quirks.field(object, &field.name);
        let value = self.value(field.schema, place);
        let is_object =
            matches!(&value, Type::Named(id) if matches!(self.types.get(*id).body, TypeBody::Struct(_)));
        // The page prints a title in place of the type, and with it hides whether null is allowed.
        let hidden = schema.title.is_some() && is_object;
        let required = quirk.and_then(|quirk| quirk.required).unwrap_or(field.required);
        let stated = quirk.and_then(|quirk| quirk.nullable).unwrap_or(schema.nullable);
        let nullable = stated || hidden || matches!(value, Type::Json);
        let is_id = field.name == "id" || field.name.ends_with("_id");
        let is_date = matches!(value, Type::Timestamp | Type::Date);
        let key = required && !nullable && (is_id || is_date || is_object);
        let mut remarks = vec![facts(&self.api.schemas, schema, required)];
        if hidden && required && !stated {
            remarks.push("The documentation does not say whether it may be null.".to_owned());
        }
        remarks.extend(quirk.and_then(|quirk| quirk.remark.clone()));
        let boxed = if is_object { Type::Boxed(Box::new(value)) } else { value };
        let ty = match boxed {
            Type::Json if required => Type::Json,
            Type::Boxed(inner) if required && !nullable => *inner,
            inner if required && !nullable => inner,
            inner => Type::Option(Box::new(inner)),
        };
        StructField {
            name,
            wire: field.name.clone(),
            ty,
            required,
            nullable,
            key,
            remarks,
            deprecated: schema.deprecated,
        }
    }

    fn lost(&mut self, cause: &'static str, place: &Place<'_>) {
        self.losses.push(Loss { cause, place: place.key.clone() });
    }
}
