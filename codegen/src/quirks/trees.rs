//! The way from an object to a field below it, through what has no title of its own.

use std::collections::BTreeSet;

use super::tally::Tally;
use crate::model::{Field, Kind, Schema, SchemaId, Schemas};

/// Changes fields at the end of a way, and stores what comes of it.
pub(super) struct Trees<'a> {
    pub(super) schemas: &'a mut Schemas,
    /// What was changed: it is kept only where something else still refers to it.
    pub(super) stale: &'a mut BTreeSet<SchemaId>,
}

impl Trees<'_> {
    /// A schema with the field at the end of a way changed; `None` where it has no such field.
    ///
    /// The way goes through arrays, all variants of unions, and objects without a title, but for the first one.
    pub(super) fn changed(
        &mut self,
        schema: &Schema,
        way: &str,
        tally: &mut Tally,
        change: &mut dyn FnMut(Field, &mut Schemas, &mut Tally) -> Field,
    ) -> Option<Schema> {
        let kind = match &schema.kind {
            Kind::Array(Some(item)) => Kind::Array(Some(self.below(*item, way, tally, change)?)),
            Kind::Union { how, variants } => {
                let new: Vec<Option<SchemaId>> =
                    variants.iter().map(|variant| self.below(*variant, way, tally, change)).collect();
                if new.iter().all(Option::is_none) {
                    return None;
                }
                let variants = variants.iter().zip(new).map(|(old, new)| new.unwrap_or(*old)).collect();
                Kind::Union { how: *how, variants }
            }
            Kind::Object { fields, additional } => {
                let fields = self.fields(fields, way, tally, change)?;
                Kind::Object { fields, additional: *additional }
            }
            _ => return None,
        };
        Some(Schema { kind, ..schema.clone() })
    }

    /// The same of a part, which must have no title.
    pub(super) fn below(
        &mut self,
        id: SchemaId,
        way: &str,
        tally: &mut Tally,
        change: &mut dyn FnMut(Field, &mut Schemas, &mut Tally) -> Field,
    ) -> Option<SchemaId> {
        let schema = self.schemas.get(id).clone();
        if let (Some(title), Kind::Object { .. }) = (&schema.title, &schema.kind) {
            if schema.fields().iter().any(|field| is_on_way(field, way)) {
                tally.problem(format!(
                    "goes through an object with a title: say `object = \"{title}\"` and `field = \"{way}\"`"
                ));
            }
            return None;
        }
        let new = self.changed(&schema, way, tally, change)?;
        self.stale.insert(id);
        Some(self.schemas.intern(new))
    }

    fn fields(
        &mut self,
        fields: &[Field],
        way: &str,
        tally: &mut Tally,
        change: &mut dyn FnMut(Field, &mut Schemas, &mut Tally) -> Field,
    ) -> Option<Vec<Field>> {
        let mut fields = fields.to_vec();
        if let Some(at) = fields.iter().position(|field| field.name == way) {
            tally.matched();
            let new = change(fields[at].clone(), self.schemas, tally);
            if fields.iter().enumerate().any(|(other, field)| other != at && field.name == new.name) {
                tally.problem(format!("renames it to `{}`, but there is such a field already", new.name));
            }
            fields[at] = new;
            return Some(fields);
        }
        for field in &mut fields {
            if let Some(rest) = rest_of(field, way)
                && let Some(id) = self.below(field.schema, rest, tally, change)
            {
                field.schema = id;
                return Some(fields);
            }
        }
        tally.known.extend(fields.into_iter().map(|field| field.name));
        None
    }
}

/// Whether a way ends at a field, or leads through it.
fn is_on_way(field: &Field, way: &str) -> bool {
    field.name == way || rest_of(field, way).is_some()
}

fn rest_of<'w>(field: &Field, way: &'w str) -> Option<&'w str> {
    way.strip_prefix(field.name.as_str())?.strip_prefix('.')
}
