//! The order in which things get their names: by what they are, and never by where pages print them.
//!
//! Whatever is named first gets the plain name where several want it, so an order of its own keeps names the same when pages,
//! endpoints, fields or variants change places.

use std::collections::HashSet;

use crate::model::{Api, Endpoint, Kind, Schema, SchemaId, Schemas};

/// Returns the places of endpoints in the model, by path and method.
pub(super) fn places(api: &Api) -> Vec<usize> {
    let mut places: Vec<usize> = (0..api.endpoints.len()).collect();
    places.sort_by_cached_key(|at| {
        let endpoint = &api.endpoints[*at];
        (endpoint.path.numbered(), endpoint.method.as_str(), endpoint.page.clone(), endpoint.anchor.clone())
    });
    places
}

/// Returns the endpoints by path and method.
pub(super) fn endpoints(api: &Api) -> impl Iterator<Item = &Endpoint> {
    places(api).into_iter().map(|at| &api.endpoints[at])
}

/// Returns the given schemas and all that they are made of, parts before wholes.
pub(super) fn schemas(of: &Schemas, roots: impl Iterator<Item = SchemaId>) -> Vec<SchemaId> {
    let mut walk = Walk { schemas: of, seen: HashSet::new(), found: Vec::new() };
    for root in roots {
        walk.visit(root);
    }
    walk.found
}

/// Returns the variants of a union, by what they are.
pub(super) fn variants(schemas: &Schemas, variants: &[SchemaId]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..variants.len()).collect();
    places.sort_by_cached_key(|at| variant_key(schemas.get(variants[*at])));
    places
}

struct Walk<'a> {
    schemas: &'a Schemas,
    seen: HashSet<SchemaId>,
    found: Vec<SchemaId>,
}

impl Walk<'_> {
    fn visit(&mut self, id: SchemaId) {
        if !self.seen.insert(id) {
            return;
        }
        let schema = self.schemas.get(id);
        let mut parts = schema.parts();
        match &schema.kind {
            Kind::Object { fields, .. } => {
                let mut names: Vec<(&str, SchemaId)> =
                    fields.iter().map(|field| (field.name.as_str(), field.schema)).collect();
                names.sort_unstable_by_key(|(name, _)| *name);
                // What holds all other members follows the fields.
                parts = names.into_iter().map(|(_, part)| part).chain(parts).collect();
            }
            Kind::Union { variants, .. } => {
                parts = self::variants(self.schemas, variants).into_iter().map(|at| variants[at]).collect();
            }
            _ => {}
        }
        for part in parts {
            self.visit(part);
        }
        self.found.push(id);
    }
}

/// What distinguishes the variants of unions.
type VariantKey = (Option<String>, &'static str, Vec<String>, Vec<String>, Option<String>, bool);

fn variant_key(schema: &Schema) -> VariantKey {
    let mut fields: Vec<String> = schema.fields().iter().map(|field| field.name.clone()).collect();
    fields.sort_unstable();
    let mut values = schema.values.clone();
    values.sort_unstable();
    (schema.title.clone(), schema.kind.word(), fields, values, schema.format.clone(), schema.nullable)
}
