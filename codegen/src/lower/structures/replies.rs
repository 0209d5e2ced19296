//! Replies that have several schemas, or hide their items.

use super::super::order;
use super::Structures;
use super::agree::Fit;
use super::simplify::any_of;
use super::twins::{count_hidden_lists, count_shown_items, twins};
use crate::model::{Api, Endpoint, Field, Kind, Response, Schema, SchemaId, Schemas};

impl Structures {
    /// The schema of a reply; `None` where the page prints none.
    pub(in crate::lower) fn of_reply(&self, endpoint: &Endpoint, reply: &Response) -> Option<SchemaId> {
        let shown = self.shown.get(&(endpoint.name(), reply.status)).copied();
        shown.or_else(|| self.of_schemas(&reply.schemas))
    }

    /// The schema for several of the model: any of them.
    fn of_schemas(&self, of_model: &[SchemaId]) -> Option<SchemaId> {
        let first = of_model.first()?;
        self.any_of.get(of_model).copied().or_else(|| Some(self.of_model(*first)))
    }

    /// The schema for one of the model.
    pub(in crate::lower) fn of_model(&self, id: SchemaId) -> SchemaId {
        self.now.get(&id).copied().unwrap_or(id)
    }

    /// Several schemas for one status come with several media types, or with one that gives several things.
    pub(super) fn unite_replies(&mut self, api: &Api) {
        let replies = order::endpoints(api).flat_map(|endpoint| &endpoint.responses);
        for schemas in replies.map(|reply| &reply.schemas).filter(|schemas| schemas.len() > 1) {
            let now: Vec<SchemaId> = schemas.iter().map(|id| self.of_model(*id)).collect();
            // Text and undocumented objects come with other media types than GitHub's JSON.
            let mut distinct: Vec<SchemaId> = Vec::new();
            for id in &now {
                if says_something(self.schemas.get(*id)) {
                    self.add_distinct(&mut distinct, *id);
                }
            }
            let id = match distinct.as_slice() {
                [] => now[0],
                [only] => *only,
                several => any_of(&mut self.schemas, several.to_vec()),
            };
            self.any_of.insert(schemas.clone(), id);
        }
    }

    /// Adds a schema to those of a response, unless one of them is the same type in Rust or differs only in what may be absent or null. That
    /// one then has the facts of both.
    fn add_distinct(&mut self, schemas: &mut Vec<SchemaId>, id: SchemaId) {
        let shape = self.shape(id);
        for known in schemas.iter_mut() {
            if self.shape(*known) == shape {
                *known = self.agree(*known, id, Fit::Nested).unwrap_or(*known);
                return;
            }
            if differ_in_presence(&self.schemas, *known, id)
                && let Some(both) = self.agree_values(*known, id)
            {
                *known = both;
                return;
            }
        }
        schemas.push(id);
    }

    /// Lists whose items a page hides are those of the same path that shows them, if that has as many forms.
    pub(super) fn show_hidden_lists(&mut self, api: &Api) {
        for endpoint in order::endpoints(api) {
            for reply in &endpoint.responses {
                let Some(hidden) = count_hidden_lists(&api.schemas, &reply.schemas) else { continue };
                let replies = twins(api, endpoint).flat_map(|twin| &twin.responses);
                let shown = replies
                    .filter(|other| other.status == reply.status)
                    .filter_map(|other| self.of_schemas(&other.schemas))
                    .find(|shown| count_shown_items(&self.schemas, *shown) == Some(hidden));
                if let Some(shown) = shown {
                    self.shown.insert((endpoint.name(), reply.status), shown);
                }
            }
        }
    }
}

/// Whether two schemas differ in nothing but what may be absent or null.
fn differ_in_presence(schemas: &Schemas, a: SchemaId, b: SchemaId) -> bool {
    let (left, right) = (schemas.get(a), schemas.get(b));
    if a == b {
        return true;
    }
    let same_text = left.title == right.title && left.format == right.format && left.values == right.values;
    same_text
        && match (&left.kind, &right.kind) {
            (
                Kind::Object { fields: ours, additional: our_more },
                Kind::Object { fields: theirs, additional: their_more },
            ) => {
                let same = |field: &Field| {
                    let other = theirs.iter().find(|other| other.name == field.name);
                    other.is_some_and(|other| differ_in_presence(schemas, field.schema, other.schema))
                };
                our_more == their_more && ours.len() == theirs.len() && ours.iter().all(same)
            }
            (Kind::Array(Some(ours)), Kind::Array(Some(theirs))) => {
                differ_in_presence(schemas, *ours, *theirs)
            }
            (ours, theirs) => ours == theirs,
        }
}

fn says_something(schema: &Schema) -> bool {
    match &schema.kind {
        Kind::String | Kind::Opaque(_) | Kind::Null => false,
        Kind::Object { fields, .. } => !fields.is_empty(),
        _ => true,
    }
}
