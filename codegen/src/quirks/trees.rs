//! The way from a value to a field below it, through what has no name of its own.

use super::tally::Tally;
use crate::model::{Additional, Field, Kind, Schema, SchemaId, Schemas};

/// The bullet under which pages describe the values of a map.
const MAP_KEY: &str = "key";

/// Which way a value travels, as far as a way through it is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Travel {
    /// To the server. A titled variant is a step of the way, as the page lists alternatives like members.
    Sent,
    /// From the server. A titled object is corrected by its title, wherever it is.
    Received,
}

/// Changes the field at the end of a way.
pub(super) type ChangeField<'a> = &'a mut dyn FnMut(Field, &mut Schemas, &mut Tally) -> Field;

/// Changes fields at the end of a way, and stores what comes of it.
pub(super) struct Trees<'a> {
    pub(super) schemas: &'a mut Schemas,
    pub(super) travel: Travel,
}

impl Trees<'_> {
    /// Returns a schema with the field at the end of a way changed; `None` where it has no such field.
    ///
    /// The way goes through arrays, all variants of unions, and objects without a title, but for the first one.
    pub(super) fn changed(
        &mut self,
        schema: &Schema,
        way: &str,
        tally: &mut Tally,
        change: ChangeField<'_>,
    ) -> Option<Schema> {
        let kind = match &schema.kind {
            Kind::Array(Some(item)) => Kind::Array(Some(self.below(*item, way, tally, change)?)),
            Kind::Union { how, variants } => {
                let new: Vec<Option<SchemaId>> =
                    variants.iter().map(|variant| self.variant(*variant, way, tally, change)).collect();
                if new.iter().all(Option::is_none) {
                    return None;
                }
                let variants = variants.iter().zip(new).map(|(old, new)| new.unwrap_or(*old)).collect();
                Kind::Union { how: *how, variants }
            }
            Kind::Object { fields, additional: Additional::Typed(value) }
                if fields.is_empty() && self.travel == Travel::Sent =>
            {
                let new = self.part(&Field::new(MAP_KEY, false, *value), way, tally, change)?;
                Kind::Object { fields: Vec::new(), additional: Additional::Typed(new.schema) }
            }
            Kind::Object { fields, additional } => {
                let fields = self.fields(fields, way, tally, change)?;
                Kind::Object { fields, additional: *additional }
            }
            _ => return None,
        };
        Some(Schema { kind, ..schema.clone() })
    }

    /// Changes a part, which must have no title where it is received.
    pub(super) fn below(
        &mut self,
        id: SchemaId,
        way: &str,
        tally: &mut Tally,
        change: ChangeField<'_>,
    ) -> Option<SchemaId> {
        let schema = self.schemas.get(id).clone();
        if let (Travel::Received, Some(title), Kind::Object { .. }) =
            (self.travel, &schema.title, &schema.kind)
        {
            if schema.fields().iter().any(|field| is_on_way(&field.name, way)) {
                tally.problem(format!(
                    "goes through an object with a title: say `object = \"{title}\"` and `field = \"{way}\"`"
                ));
            }
            return None;
        }
        let new = self.changed(&schema, way, tally, change)?;
        Some(self.schemas.intern(new))
    }

    fn variant(
        &mut self,
        id: SchemaId,
        way: &str,
        tally: &mut Tally,
        change: ChangeField<'_>,
    ) -> Option<SchemaId> {
        let schema = self.schemas.get(id);
        let Some(title) = schema.title.clone().filter(|_| self.travel == Travel::Sent) else {
            return self.below(id, way, tally, change);
        };
        let description = schema.description.clone();
        let named = Field { description, ..Field::new(title, false, id) };
        let new = self.part(&named, way, tally, change)?;
        let schema = self.schemas.get(new.schema).clone();
        Some(self.schemas.intern(Schema { title: Some(new.name), description: new.description, ..schema }))
    }

    /// Changes a part that has a name, or what is below it.
    pub(super) fn part(
        &mut self,
        part: &Field,
        way: &str,
        tally: &mut Tally,
        change: ChangeField<'_>,
    ) -> Option<Field> {
        if part.name == way {
            tally.matched();
            return Some(change(part.clone(), self.schemas, tally));
        }
        let found = rest_of(&part.name, way).and_then(|rest| self.below(part.schema, rest, tally, change));
        if found.is_none() {
            tally.known.insert(part.name.clone());
        }
        Some(Field { schema: found?, ..part.clone() })
    }

    fn fields(
        &mut self,
        fields: &[Field],
        way: &str,
        tally: &mut Tally,
        change: ChangeField<'_>,
    ) -> Option<Vec<Field>> {
        // A key may hold a dot: a field of the whole name comes before one that the way leads through.
        let whole = fields.iter().position(|field| field.name == way);
        let through = || (0..fields.len()).filter(|at| rest_of(&fields[*at].name, way).is_some());
        for at in whole.into_iter().chain(through()) {
            let Some(new) = self.part(&fields[at], way, tally, change) else { continue };
            if fields.iter().enumerate().any(|(other, field)| other != at && field.name == new.name) {
                tally.problem(format!("renames it to `{}`, but there is such a field already", new.name));
            }
            let mut fields = fields.to_vec();
            fields[at] = new;
            return Some(fields);
        }
        tally.known.extend(fields.iter().map(|field| field.name.clone()));
        None
    }
}

/// Whether a way ends at a field, or leads through it.
fn is_on_way(name: &str, way: &str) -> bool {
    name == way || rest_of(name, way).is_some()
}

fn rest_of<'w>(name: &str, way: &'w str) -> Option<&'w str> {
    way.strip_prefix(name)?.strip_prefix('.')
}
