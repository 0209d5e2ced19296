//! A change of a value: what the schema says afterwards, whichever way the value travels.

use serde_json::Value;

use super::entries::{Change, DefaultChange};
use super::tally::Tally;
use super::titles::TypeProblem;
use super::trees::Travel;
use super::values;
use crate::model::{Correction, Field, Kind, OpaqueReason, Schema, SchemaId, Schemas};
use crate::resolve::words;

/// Finds the object of a title, for types that name one.
pub(super) type FindTitled<'a> = &'a mut dyn FnMut(&str, &mut Schemas) -> Result<SchemaId, TypeProblem>;

/// Returns a field, member or parameter with a correction of it.
pub(super) fn field(
    mut field: Field,
    change: &Change,
    travel: Travel,
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
                let stated = with_unstated(schemas.get(id).clone(), &old);
                if tally.states("type", format!("\"{words}\""), !says_the_same(&old, &stated)) {
                    new = Schema { correction: old.correction.clone(), ..stated };
                    new.correction.null_settled = travel == Travel::Received;
                    corrected = true;
                }
            }
            Err(problem) => tally.problem(format!("has no type in `{words}`: {problem}")),
        }
    }
    if let Some(nullable) = change.nullable {
        // Where a title is printed in place of the type, null is not ruled out by saying nothing of it.
        let hides = travel == Travel::Received && !old.correction.null_settled && hides_null(&old);
        if tally.states("nullable", nullable, old.nullable != nullable || (hides && !nullable)) {
            new.nullable = nullable;
            new.correction.null_settled = travel == Travel::Received;
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

/// Reads what a type in words is. An object of which they say no more than that it is one keeps the fields of the page.
pub(super) fn stated(
    words: &str,
    old: SchemaId,
    schemas: &mut Schemas,
    titled: FindTitled<'_>,
) -> Result<SchemaId, TypeProblem> {
    let id = words::schema(words, schemas, |title, schemas| titled(title, schemas))?;
    Ok(with_fields_of(old, id, schemas))
}

/// Keeps what the page says beyond the type, unless the words say otherwise or it does not fit the type.
fn with_unstated(stated: Schema, old: &Schema) -> Schema {
    let fits = |default: &&String| serde_json::from_str(default).is_ok_and(|value| fits(&value, &stated));
    let same_kind = stated.kind.word() == old.kind.word();
    let default = stated.default.clone().or_else(|| old.default.as_ref().filter(fits).cloned());
    let limits =
        if stated.limits.is_empty() && same_kind { old.limits.clone() } else { stated.limits.clone() };
    Schema {
        default,
        limits,
        title: stated.title.clone().or_else(|| old.title.clone().filter(|_| same_kind)),
        description: old.description.clone(),
        pattern: stated.pattern.clone().or_else(|| old.pattern.clone().filter(|_| same_kind)),
        deprecated: stated.deprecated || old.deprecated,
        read_only: stated.read_only || old.read_only,
        unique_items: stated.unique_items || (same_kind && old.unique_items),
        ..stated
    }
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

/// Whether the page states a type already. Of a titled object, the title is all that is stated.
fn says_the_same(old: &Schema, stated: &Schema) -> bool {
    let by_title = stated.title.is_some() && stated.title == old.title && stated.nullable == old.nullable;
    (by_title && matches!(old.kind, Kind::Object { .. }))
        || Schema { correction: Correction::default(), ..old.clone() }
            == Schema { correction: Correction::default(), ..stated.clone() }
}

/// Whether the page cannot state that such a value may be null.
fn hides_null(schema: &Schema) -> bool {
    match schema.kind {
        Kind::Object { .. } => !schema.nullable,
        Kind::Union { .. } => true,
        _ => false,
    }
}

/// Changes the values of an enum; those of an array are its items'.
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
            if !fits(value, schema) {
                let kind = schema.kind.word();
                tally.problem(format!("has a default of another type: `{value}` is not of type {kind}"));
            }
            let said = old.map(|old| serde_json::from_str(old).unwrap_or_else(|_| Value::from(old)));
            tally.states("default", value, said.as_ref() != Some(value));
            Some(value.to_string())
        }
    }
}

/// Whether a default is of a schema's type.
fn fits(value: &Value, schema: &Schema) -> bool {
    match &schema.kind {
        _ if value.is_null() => schema.nullable,
        Kind::Boolean => value.is_boolean(),
        Kind::Integer => value.is_i64(),
        Kind::Number => value.is_number(),
        Kind::String => value.is_string(),
        Kind::Array(_) => value.is_array(),
        _ => true,
    }
}
