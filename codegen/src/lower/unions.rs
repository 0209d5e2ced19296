//! Unions → enums with a value each, told apart when they are read.
//!
//! They get their names last, as enums do: see [`UnionUses::name`].

use std::collections::{BTreeMap, HashMap};

use super::enums::common_words;
use super::fingerprint::{of_text, structure_words};
use super::members::Member;
use super::names::noun::singular;
use super::order;
use super::place::Place;
use super::shapes::Shape;
use super::type_names::TypeNames;
use super::types::TypeLowering;
use crate::model::{Field, Kind, OpaqueReason, SchemaId, Schemas};
use crate::rust::ident::join_camel;
use crate::rust::{RustIdent, Takes, Type, TypeBody, TypeId, Types, UnionVariant};

/// Every union and where it occurs.
#[derive(Debug, Default)]
pub(super) struct UnionUses {
    known: HashMap<(String, Shape), usize>,
    uses: Vec<UnionUse>,
}

#[derive(Debug)]
struct UnionUse {
    id: TypeId,
    field: String,
    parents: Vec<String>,
    keys: Vec<String>,
    shape: String,
}

impl UnionUses {
    /// Names every union: what the parents have in common, and the field.
    pub(super) fn name(&self, types: &mut Types, names: &mut TypeNames<'_>) {
        for known in self.uses.iter().filter(|known| !types.is_left_out(known.id)).collect::<Vec<_>>() {
            let wanted = join_camel(&common_words(&known.parents), &known.field);
            let name = names.shared(&wanted, &known.keys, &known.shape);
            let members: Vec<Member> = match &types.get(known.id).body {
                TypeBody::Union(variants) => variants.iter().map(|variant| member(types, variant)).collect(),
                _ => Vec::new(),
            };
            let variant_names = names.members(&name, &members, |_| false);
            let def = types.get_mut(known.id);
            if let TypeBody::Union(variants) = &mut def.body {
                variants.iter_mut().zip(variant_names).for_each(|(variant, name)| variant.name = name);
            }
            def.name = name;
        }
    }
}

/// The type of a union. One that says nothing, as no variant is shown, is plain JSON.
pub(super) fn union(
    lowering: &mut TypeLowering<'_>,
    id: SchemaId,
    variants: &[SchemaId],
    place: &Place<'_>,
) -> Type {
    let structures = lowering.structures;
    let key = (place.field.to_owned(), lowering.shape(id, place.field));
    if let Some(at) = lowering.unions.known.get(&key) {
        let known = &mut lowering.unions.uses[*at];
        if !known.parents.iter().any(|parent| parent == place.parent) {
            known.parents.push(place.parent.to_owned());
        }
        known.keys.push(place.key.clone());
        return Type::Named(known.id);
    }
    let mut found = Vec::new();
    let flat = flattened(&structures.schemas, variants);
    for at in order::variants(&structures.schemas, &flat) {
        let variant = &flat[at];
        let others: Vec<&str> = flat
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != at)
            .flat_map(|(_, id)| lowering.structures.schemas.get(*id).fields())
            .map(|field| field.name.as_str())
            .collect();
        found.push((at, lower_variant(lowering, *variant, &others, place)));
    }
    found.sort_by_key(|(at, _)| *at);
    let found = found.into_iter().filter_map(|(_, found)| found).collect();
    let variants = named(lowering, distinct(found), place);
    match variants.as_slice() {
        [only] if only.takes != Takes::Any => only.ty.clone(),
        // None of them says anything, or there is none.
        all if all.iter().all(|variant| {
            matches!(variant.takes, Takes::Object | Takes::Array | Takes::Any) && is_json(&variant.ty)
        }) =>
        {
            lowering.lost("union", place);
            Type::Json
        }
        _ => {
            let shape = of_text(&structure_words(structures, id));
            let type_id = lowering.reserve(&RustIdent::camel(place.field), place.words(), place);
            lowering.types.get_mut(type_id).body = TypeBody::Union(variants);
            lowering.unions.known.insert(key, lowering.unions.uses.len());
            lowering.unions.uses.push(UnionUse {
                id: type_id,
                field: place.field.to_owned(),
                parents: vec![place.parent.to_owned()],
                keys: vec![place.key.clone()],
                shape,
            });
            Type::Named(type_id)
        }
    }
}

/// A variant before it has a name.
struct Found {
    ty: Type,
    takes: Takes,
    schema: SchemaId,
    titles: Vec<String>,
    words: String,
}

/// Variants of unions within are variants of the whole.
pub(super) fn flattened(schemas: &Schemas, variants: &[SchemaId]) -> Vec<SchemaId> {
    let mut flat = Vec::with_capacity(variants.len());
    for variant in variants {
        match &schemas.get(*variant).kind {
            Kind::Union { variants: inner, .. } => flat.extend(flattened(schemas, inner)),
            Kind::Null => {}
            _ => flat.push(*variant),
        }
    }
    flat
}

fn lower_variant(
    lowering: &mut TypeLowering<'_>,
    schema: SchemaId,
    others: &[&str],
    place: &Place<'_>,
) -> Option<Found> {
    let structures = lowering.structures;
    let printed = structures.schemas.get(schema);
    let (takes, ty) = match &printed.kind {
        Kind::Boolean | Kind::Integer | Kind::Number | Kind::String => {
            // An enum needs a key that the union itself does not have.
            let key = format!("{}|{}", place.key, printed.kind.word());
            let ty = lowering.value(schema, &Place { key, ..place.clone() });
            (takes_of(&ty), ty)
        }
        Kind::Array(None) => (Takes::Array, lowering.value(schema, place)),
        Kind::Array(Some(_)) => {
            // A type in the array needs a name and a key that the union itself does not have.
            let one = singular(place.field);
            let field = if one == place.field { format!("{one} item") } else { place.field.to_owned() };
            let key = format!("{}|items", place.key);
            (Takes::Array, lowering.value(schema, &Place { field: &field, key, ..place.clone() }))
        }
        Kind::Object { fields, .. } if fields.is_empty() => (Takes::Object, Type::Map(Box::new(Type::Json))),
        Kind::Object { fields, .. } => {
            let titled = structures.of_object(schema).is_some();
            let part = if titled { String::new() } else { telling_field(fields, others) };
            let parent = join_camel(place.parent, place.field);
            let key = format!("{}|{part}", place.key);
            let inner = Place::new(parent.as_str(), &part, key, place.url);
            (Takes::Record, Type::Boxed(Box::new(lowering.value(schema, &inner))))
        }
        // Nothing is said of it but a name, and there are arrays among such.
        Kind::Opaque(reason) if printed.title.is_some() || *reason == OpaqueReason::NotUnderstood => {
            (Takes::Any, Type::Json)
        }
        // Something is there of which nothing is said; an object, as other values are always named.
        Kind::Opaque(_) => (Takes::Object, Type::Map(Box::new(Type::Json))),
        Kind::Union { .. } | Kind::Null => return None,
    };
    let titles = match structures.of_object(schema) {
        Some(structure) => structures.get(structure).titles.clone(),
        None => printed.title.iter().cloned().collect(),
    };
    let words = if titles.is_empty() { printed.kind.word().to_owned() } else { titles.join("`, `") };
    Some(Found { ty, takes, schema, titles, words })
}

/// JSON that a value without parts is read from.
fn takes_of(ty: &Type) -> Takes {
    match ty {
        Type::Boolean => Takes::Boolean,
        Type::Integer => Takes::Integer,
        Type::Number => Takes::Number,
        _ => Takes::Text,
    }
}

/// The field that names an object without a title: one that is in no other variant before one that is, one that is always there before
/// one that may be absent, and of these the first by name, as the page's order says nothing.
fn telling_field(fields: &[Field], others: &[&str]) -> String {
    let rank = |field: &&Field| (others.contains(&field.name.as_str()), !field.required, field.name.clone());
    fields.iter().min_by_key(rank).map(|field| field.name.clone()).unwrap_or_default()
}

/// Variants that are read alike are one. Of text and arrays, a union has one variant each from the start.
fn distinct(found: Vec<Found>) -> Vec<Found> {
    let mut kept: Vec<Found> = Vec::with_capacity(found.len());
    for one in found {
        let is_read_alike =
            |other: &Found| other.takes == one.takes && (one.takes != Takes::Record || other.ty == one.ty);
        if !kept.iter().any(is_read_alike) {
            kept.push(one);
        }
    }
    kept
}

/// Names that variants want: the title's or type's words, without what all of them end with.
fn named(lowering: &TypeLowering<'_>, found: Vec<Found>, place: &Place<'_>) -> Vec<UnionVariant> {
    let prefix = join_camel(place.parent, place.field);
    let mut variants: Vec<UnionVariant> = Vec::with_capacity(found.len());
    let when = discriminators(lowering, &found);
    for (one, when) in found.into_iter().zip(when) {
        let plain = match &one.ty {
            Type::Boxed(inner) => match &**inner {
                Type::Named(id) => {
                    let name = lowering.types.get(*id).name.as_str();
                    let short = name.strip_prefix(prefix.as_str()).filter(|rest| !rest.is_empty());
                    RustIdent::variant(short.unwrap_or(name))
                }
                _ => RustIdent::variant("object"),
            },
            _ => RustIdent::variant(match one.takes {
                Takes::Record | Takes::Object => "object",
                Takes::Array => "list",
                Takes::Text => "string",
                Takes::Integer => "integer",
                Takes::Number => "number",
                Takes::Boolean => "boolean",
                Takes::Any => &one.words,
            }),
        };
        variants.push(UnionVariant {
            name: plain,
            ty: one.ty,
            takes: one.takes,
            when,
            titles: one.titles,
            names: Vec::new(),
            words: one.words,
        });
    }
    variants
}

/// A variant is identified by its content.
fn member(types: &Types, variant: &UnionVariant) -> Member {
    let holds = match &variant.ty {
        Type::Boxed(inner) => match &**inner {
            Type::Named(id) => types.get(*id).name.as_str(),
            _ => variant.words.as_str(),
        },
        _ => variant.name.as_str(),
    };
    Member::variant(holds, variant.name.clone())
}

/// For each variant, the fields with known values of which another variant knows others.
fn discriminators(lowering: &TypeLowering<'_>, found: &[Found]) -> Vec<Vec<(String, Vec<String>)>> {
    let structures = lowering.structures;
    let values: Vec<BTreeMap<&str, &[String]>> = found
        .iter()
        .map(|one| {
            let whole = structures.of_object(one.schema).map_or(one.schema, |id| structures.get(id).schema);
            let fields = structures.schemas.get(whole).fields();
            let enums = fields
                .iter()
                .map(|field| (field.name.as_str(), &structures.schemas.get(field.schema).values));
            enums
                .filter(|(_, values)| !values.is_empty())
                .map(|(name, values)| (name, values.as_slice()))
                .collect()
        })
        .collect();
    let telling = |at: usize, name: &str, own: &[String]| {
        values.iter().enumerate().any(|(other, fields)| {
            other != at
                && fields.get(name).is_some_and(|others| own.iter().all(|value| !others.contains(value)))
        })
    };
    values
        .iter()
        .enumerate()
        .map(|(at, fields)| {
            fields
                .iter()
                .filter(|(name, own)| telling(at, name, own))
                .map(|(name, own)| ((*name).to_owned(), own.to_vec()))
                .collect()
        })
        .collect()
}

fn is_json(ty: &Type) -> bool {
    match ty {
        Type::Json => true,
        Type::Map(inner) | Type::List(inner) => is_json(inner),
        _ => false,
    }
}
