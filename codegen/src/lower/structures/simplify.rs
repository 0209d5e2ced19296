//! Unions in which several variants are read from the same kind of JSON: they become one variant.

use super::super::scalars::{Scalar, scalar};
use crate::model::{Kind, Schema, SchemaId, Schemas};
use crate::syntax::Compose;

/// The union with one variant for text and one for arrays, if it has several of one of these; parts are simplified before.
///
/// Several sets of known strings are one set. Several arrays are one array whose items are any of theirs: of an empty
/// array, nothing says which of them it is.
pub(super) fn simplified(schemas: &mut Schemas, union: &Schema) -> Option<Schema> {
    let Kind::Union { how: how @ (Compose::OneOf | Compose::AnyOf), variants } = &union.kind else {
        return None;
    };
    let mut flat = Vec::with_capacity(variants.len());
    flatten(schemas, variants, &mut flat);
    let of_kind = |kind: fn(&Kind) -> bool| -> Vec<SchemaId> {
        flat.iter().copied().filter(|id| kind(&schemas.get(*id).kind)).collect()
    };
    let texts = of_kind(|kind| matches!(kind, Kind::String));
    let arrays = of_kind(|kind| matches!(kind, Kind::Array(_)));
    if texts.len() < 2 && arrays.len() < 2 {
        return None;
    }
    let mut kept = flat.clone();
    if texts.len() > 1 {
        let text = any_text(schemas, &texts);
        replace(&mut kept, &texts, schemas.intern(text));
    }
    if arrays.len() > 1 {
        let array = any_array(schemas, &arrays);
        replace(&mut kept, &arrays, schemas.intern(array));
    }
    Some(match kept.as_slice() {
        [only] => {
            let only = schemas.get(*only);
            Schema { nullable: only.nullable || union.nullable, ..only.clone() }
        }
        _ => Schema { kind: Kind::Union { how: *how, variants: kept }, ..union.clone() },
    })
}

/// Puts one variant in the place of the first of several.
fn replace(kept: &mut Vec<SchemaId>, several: &[SchemaId], one: SchemaId) {
    let at = kept.iter().position(|id| several.contains(id)).unwrap_or(kept.len());
    kept.retain(|id| !several.contains(id));
    kept.insert(at, one);
}

fn flatten(schemas: &Schemas, variants: &[SchemaId], flat: &mut Vec<SchemaId>) {
    for variant in variants {
        match &schemas.get(*variant).kind {
            Kind::Union { how: Compose::OneOf | Compose::AnyOf, variants } => {
                flatten(schemas, variants, flat);
            }
            _ => flat.push(*variant),
        }
    }
}

/// Text that is any of several: of all their known values, of their type if that is the same, else any text.
fn any_text(schemas: &Schemas, texts: &[SchemaId]) -> Schema {
    let mut any = Schema::new(Kind::String);
    any.nullable = texts.iter().any(|id| schemas.get(*id).nullable);
    let mut types = texts.iter().filter_map(|id| scalar(schemas.get(*id), ""));
    let Some(first) = types.next() else { return any };
    let is_known = |ty: &Scalar<'_>| matches!(ty, Scalar::Known(_));
    let rest: Vec<Scalar<'_>> = types.collect();
    if is_known(&first) && rest.iter().all(is_known) {
        for values in [&first].into_iter().chain(&rest) {
            if let Scalar::Known(values) = values {
                let new: Vec<String> =
                    values.iter().filter(|value| !any.values.contains(value)).cloned().collect();
                any.values.extend(new);
            }
        }
    } else if rest.iter().all(|ty| *ty == first) {
        // All of their formats give that type.
        any.format = texts.iter().map(|text| schemas.get(*text).format.clone()).min().flatten();
    }
    any
}

/// An array of what any of several holds; one that hides its items hides those of all.
fn any_array(schemas: &mut Schemas, arrays: &[SchemaId]) -> Schema {
    let is_nullable = arrays.iter().any(|id| schemas.get(*id).nullable);
    let items: Option<Vec<SchemaId>> = arrays
        .iter()
        .map(|id| match &schemas.get(*id).kind {
            Kind::Array(items) => *items,
            _ => None,
        })
        .collect();
    let mut any = Schema::new(Kind::Array(items.map(|items| any_of(schemas, items))));
    any.nullable = is_nullable;
    any
}

/// Any of several schemas.
pub(super) fn any_of(schemas: &mut Schemas, several: Vec<SchemaId>) -> SchemaId {
    let mut variants: Vec<SchemaId> = Vec::with_capacity(several.len());
    for id in several {
        if !variants.contains(&id) {
            variants.push(id);
        }
    }
    if let [only] = variants[..] {
        return only;
    }
    let is_nullable = variants.iter().any(|id| schemas.get(*id).nullable);
    let mut union = Schema::new(Kind::Union { how: Compose::AnyOf, variants });
    union.nullable = is_nullable;
    let union = simplified(schemas, &union).unwrap_or(union);
    schemas.intern(union)
}
