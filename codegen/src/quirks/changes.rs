//! A change of a field's value: what the schema says afterwards.

use serde_json::Value;

use super::entries::{Change, DefaultChange};
use super::tally::Tally;
use super::values;
use crate::model::{Correction, Field, Kind, OpaqueReason, Schema, SchemaId, Schemas};
use crate::resolve::words;

/// Finds the object of a title, for types that name one.
pub(super) type FindTitled<'a> = &'a mut dyn FnMut(&str, &mut Schemas) -> Result<SchemaId, String>;

/// The field as people know it.
pub(super) fn field(
    mut field: Field,
    change: &Change,
    schemas: &mut Schemas,
    titled: FindTitled<'_>,
    tally: &mut Tally,
) -> Field {
    let old = schemas.get(field.schema).clone();
    let mut new = old.clone();
    let mut corrected = false;
    if let Some(words) = &change.words {
        match stated(words, field.schema, schemas, titled) {
            Ok(id) => {
                let stated = schemas.get(id).clone();
                if tally.states("type", format!("\"{words}\""), !says_the_same(&old, &stated)) {
                    new = Schema { correction: old.correction.clone(), ..stated };
                    new.correction.null_settled = true;
                    corrected = true;
                }
            }
            Err(problem) => tally.problem(format!("has no type in `{words}`: {problem}")),
        }
    }
    if let Some(nullable) = change.nullable {
        // Where a title stands in place of the type, null is not ruled out by saying nothing of it.
        let hides = !old.correction.null_settled && hides_null(&old);
        if tally.states("nullable", nullable, old.nullable != nullable || (hides && !nullable)) {
            new.nullable = nullable;
            new.correction.null_settled = true;
            corrected = true;
        }
    }
    if !change.values.is_empty() {
        let changed = with_values(new.clone(), change, schemas, tally);
        corrected |= changed != new;
        new = changed;
    }
    if let Some(default) = &change.default {
        let changed = with_default(&new, default, tally);
        corrected |= changed != new.default;
        new.default = changed;
    }
    if let Some(required) = change.required {
        corrected |= tally.states("required", required, field.required != required);
        field.required = required;
    }
    if let Some(name) = &change.name {
        corrected |= tally.states("name", format!("\"{name}\""), field.name != *name);
        field.name.clone_from(name);
    }
    new.correction.corrected |= corrected;
    if let Some(remark) = &change.remark {
        new.correction.add_remark(remark);
    }
    field.schema = schemas.intern(new);
    field
}

/// What a type in words is. An object of which they say no more than that it is one keeps the fields that the page has.
pub(super) fn stated(
    words: &str,
    old: SchemaId,
    schemas: &mut Schemas,
    titled: FindTitled<'_>,
) -> Result<SchemaId, String> {
    let id = words::schema(words, schemas, |title, schemas| titled(title, schemas))?;
    Ok(with_fields_of(old, id, schemas))
}

fn with_fields_of(old: SchemaId, id: SchemaId, schemas: &mut Schemas) -> SchemaId {
    let schema = schemas.get(id).clone();
    let new = match schema.kind {
        Kind::Opaque(OpaqueReason::NoFields) if schema.title.is_none() => {
            let Some(object) = object_of(old, schemas) else { return id };
            let object = schemas.get(object).clone();
            Schema { kind: object.kind, title: object.title, ..schema }
        }
        Kind::Array(Some(item)) => {
            let item = with_fields_of(old, item, schemas);
            Schema { kind: Kind::Array(Some(item)), ..schema }
        }
        _ => return id,
    };
    schemas.intern(new)
}

fn object_of(id: SchemaId, schemas: &Schemas) -> Option<SchemaId> {
    match &schemas.get(id).kind {
        Kind::Object { .. } => Some(id),
        Kind::Array(Some(item)) => object_of(*item, schemas),
        _ => None,
    }
}

/// Whether the page states a type already. Of an object that goes under its title, the title is all that is stated.
fn says_the_same(old: &Schema, stated: &Schema) -> bool {
    let by_title = stated.title.is_some() && stated.title == old.title && stated.nullable == old.nullable;
    (by_title && matches!(old.kind, Kind::Object { .. }))
        || Schema { correction: Correction::default(), ..old.clone() }
            == Schema { correction: Correction::default(), ..stated.clone() }
}

/// Whether the page cannot say of such a value that it may be null.
fn hides_null(schema: &Schema) -> bool {
    match schema.kind {
        Kind::Object { .. } => !schema.nullable,
        Kind::Union { .. } => true,
        _ => false,
    }
}

/// The values of an array are those of its items.
fn with_values(mut schema: Schema, change: &Change, schemas: &mut Schemas, tally: &mut Tally) -> Schema {
    if let Kind::Array(Some(item)) = schema.kind {
        let item = with_values(schemas.get(item).clone(), change, schemas, tally);
        return Schema { kind: Kind::Array(Some(schemas.intern(item))), ..schema };
    }
    values::change(&mut schema.values, &change.values, tally);
    schema
}

fn with_default(schema: &Schema, change: &DefaultChange, tally: &mut Tally) -> Option<String> {
    let old = schema.default.as_deref();
    match change {
        DefaultChange::None => {
            tally.states("no-default", true, old.is_some());
            None
        }
        DefaultChange::Is(value) => {
            let fits = match &schema.kind {
                Kind::Boolean => value.is_boolean(),
                Kind::Integer => value.is_i64(),
                Kind::Number => value.is_number(),
                Kind::String => value.is_string(),
                Kind::Array(_) => value.is_array(),
                _ => true,
            };
            if !fits {
                tally.problem(format!("has a default of another type: `{value}`"));
            }
            let said = old.map(|old| serde_json::from_str(old).unwrap_or_else(|_| Value::from(old)));
            tally.states("default", value, said.as_ref() != Some(value));
            Some(value.to_string())
        }
    }
}
