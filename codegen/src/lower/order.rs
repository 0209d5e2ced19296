//! The order in which items get their names: by identity, and never by their place on a page.
//!
//! If several items want one name, the first gets it. An order that does not depend on pages keeps names the same when pages, endpoints,
//! fields or variants are reordered.

use std::collections::HashSet;

use crate::model::{Additional, Api, Endpoint, Field, Kind, Schema, SchemaId, Schemas};

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

/// Returns the places of a union's variants, by what the variants are.
pub(super) fn variants(schemas: &Schemas, variants: &[SchemaId]) -> Vec<usize> {
    let keys: Vec<VariantKey> = variants.iter().map(|id| variant_key(schemas.get(*id))).collect();
    let mut places: Vec<usize> = (0..variants.len()).collect();
    // Few variants are alike at first sight, and their whole contents are long.
    places.sort_by(|a, b| {
        let contents = |at: &usize| contents(schemas, variants[*at]);
        keys[*a].cmp(&keys[*b]).then_with(|| contents(a).cmp(&contents(b)))
    });
    places
}

/// Maps items in the order of a key, and returns the results in the items' own order.
pub(super) fn map_by_key<T, K: Ord, R>(
    items: impl IntoIterator<Item = T>,
    key: impl Fn(&T) -> K,
    mut map: impl FnMut(T) -> R,
) -> Vec<R> {
    let mut items: Vec<(usize, T)> = items.into_iter().enumerate().collect();
    items.sort_by_cached_key(|(_, item)| key(item));
    let mut mapped: Vec<(usize, R)> = items.into_iter().map(|(at, item)| (at, map(item))).collect();
    mapped.sort_by_key(|(at, _)| *at);
    mapped.into_iter().map(|(_, result)| result).collect()
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
                // The type of unlisted members follows the fields.
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

/// All that is stated of a value, whatever the order of fields, values and variants.
fn contents(schemas: &Schemas, id: SchemaId) -> String {
    let schema = schemas.get(id);
    let key = variant_key(schema);
    let mut parts: Vec<String> = match &schema.kind {
        Kind::Object { fields, .. } => {
            let field =
                |one: &Field| format!("{} {} {}", one.name, one.required, contents(schemas, one.schema));
            fields.iter().map(field).collect()
        }
        _ => schema.parts().into_iter().map(|part| contents(schemas, part)).collect(),
    };
    parts.sort_unstable();
    if let Kind::Object { additional: Additional::Typed(value), .. } = &schema.kind {
        parts.push(contents(schemas, *value));
    }
    format!("{key:?} {parts:?}")
}

/// The parts by which most variants of unions differ.
type VariantKey = (Option<String>, &'static str, Vec<String>, Vec<String>, Option<String>, bool);

fn variant_key(schema: &Schema) -> VariantKey {
    let mut fields: Vec<String> = schema.fields().iter().map(|field| field.name.clone()).collect();
    fields.sort_unstable();
    let mut values = schema.values.clone();
    values.sort_unstable();
    (schema.title.clone(), schema.kind.word(), fields, values, schema.format.clone(), schema.nullable)
}
