//! "All of" several objects is one object that has the fields of all of them, and a union has one variant for text and one
//! for arrays.

use std::collections::HashMap;

use super::simplify::simplified;
use crate::model::{Additional, Field, Kind, Schema, SchemaId, Schemas};
use crate::syntax::Compose;

/// Copies the given schemas with every "all of" made one object and every union simplified, and returns what each of them is now.
pub(super) fn combined(
    schemas: &Schemas,
    ids: impl IntoIterator<Item = SchemaId>,
) -> (Schemas, HashMap<SchemaId, SchemaId>) {
    let mut out = Schemas::default();
    let mut now: HashMap<SchemaId, SchemaId> = HashMap::new();
    // Parts come before wholes, so that every part is there already.
    for id in ids {
        let schema = schemas.get(id);
        let moved = schema.with_parts(|part| now.get(&part).copied().unwrap_or(part));
        let moved = with_values(&mut out, &moved).unwrap_or(moved);
        let new = all_of(&out, &moved).or_else(|| simplified(&mut out, &moved)).unwrap_or(moved);
        now.insert(id, out.intern(new));
    }
    (out, now)
}

/// The union whose strings take the values that are stated of the whole; `None` where none are.
fn with_values(schemas: &mut Schemas, union: &Schema) -> Option<Schema> {
    let Kind::Union { how: Compose::OneOf | Compose::AnyOf, .. } = union.kind else { return None };
    if union.values.is_empty() {
        return None;
    }
    let plain = Schema { values: Vec::new(), ..union.clone() };
    Some(plain.with_parts(|part| match schemas.get(part) {
        string if string.kind == Kind::String => {
            schemas.intern(Schema { values: union.values.clone(), ..string.clone() })
        }
        _ => part,
    }))
}

/// The object that all variants are at once; `None` where they are no objects, or nothing is said of their fields.
fn all_of(schemas: &Schemas, schema: &Schema) -> Option<Schema> {
    let Kind::Union { how: Compose::AllOf, variants } = &schema.kind else { return None };
    let mut all: Vec<Field> = Vec::new();
    let mut titled = 0;
    for variant in variants {
        let part = schemas.get(*variant);
        match &part.kind {
            Kind::Object { fields, .. } => {
                titled += usize::from(part.title.is_some());
                for field in fields {
                    // What a later part says of a field is the narrower word.
                    match all.iter_mut().find(|known| known.name == field.name) {
                        Some(known) => {
                            known.required |= field.required;
                            if !matches!(schemas.get(field.schema).kind, Kind::Opaque(_)) {
                                known.schema = field.schema;
                            }
                        }
                        None => all.push(field.clone()),
                    }
                }
            }
            Kind::Opaque(_) => {}
            _ => return None,
        }
    }
    // Two things under titles of their own are not one thing: a reply is one of them, and has the fields of that.
    if titled > 1 {
        let in_all = |name: &str| {
            variants.iter().all(|variant| match &schemas.get(*variant).kind {
                Kind::Object { fields, .. } => {
                    fields.iter().any(|field| field.name == name && field.required)
                }
                _ => true,
            })
        };
        for field in &mut all {
            field.required = in_all(&field.name);
        }
    }
    let kind = Kind::Object { fields: all, additional: Additional::Unstated };
    let incomplete = variants.iter().any(|variant| schemas.get(*variant).is_degraded());
    Some(Schema { kind, title: None, incomplete, ..schema.clone() })
}
