//! One side's schemas, with what comparing them needs to know of each.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::super::comparison::Side;
use crate::model::{Additional, Field, Kind, LossCause, Method, Schema, SchemaId, Schemas, ShapeId};
use crate::rust::{Request, Types};
use crate::syntax::Compose;

/// The schemas of one side.
pub(super) struct View<'a> {
    pub(super) schemas: &'a Schemas,
    pub(super) types: &'a Types,
    /// What a schema says, in a form that is the same in both references, and whatever the order of its parts is.
    digests: HashMap<SchemaId, u64>,
    /// The objects that are opened under each title.
    titles: HashMap<&'a str, Vec<SchemaId>>,
    /// Titles of which a page says "(see above)" without saying which object of that title it means.
    ambiguous: BTreeSet<String>,
    /// Endpoints whose reply is a link to another one that prints several.
    unsure: BTreeSet<usize>,
    requests: HashMap<(Method, String), (String, &'a Request)>,
}

/// An object's members, those of all its parts together.
#[derive(Clone, Debug)]
pub(super) struct Members {
    /// The fields, each with the part of an "all of" that it stands in.
    pub(super) fields: Vec<(Field, Option<usize>)>,
    /// What is said of other keys.
    pub(super) additional: Additional,
    /// Whether a part is hidden, so that there may be more fields.
    pub(super) is_partial: bool,
}

impl Members {
    /// The names of its fields.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().map(|(field, _)| field.name.as_str())
    }

    /// How alike the fields of two objects are, in percent.
    pub(super) fn likeness(&self, other: &Self) -> usize {
        let ours: BTreeSet<&str> = self.names().collect();
        let theirs: BTreeSet<&str> = other.names().collect();
        let all = ours.union(&theirs).count();
        (ours.intersection(&theirs).count() * 100).checked_div(all).unwrap_or(100)
    }
}

impl<'a> View<'a> {
    pub(super) fn new(side: &Side<'a>) -> Self {
        let schemas = &side.api.schemas;
        let mut digests = HashMap::with_capacity(schemas.len());
        let mut titles: HashMap<&str, Vec<SchemaId>> = HashMap::new();
        // Parts come before wholes, so that the digest of every part is there already.
        for (id, schema) in schemas.iter() {
            digests.insert(id, digest(schema, &digests));
            if let (Some(title), Kind::Object { .. }) = (&schema.title, &schema.kind) {
                titles.entry(title).or_default().push(id);
            }
        }
        let ambiguous = side
            .api
            .losses
            .iter()
            .filter(|loss| loss.cause == LossCause::AmbiguousReference)
            .filter_map(|loss| referred_title(&loss.words))
            .map(str::to_owned)
            .collect();
        let requests = side.client.by_endpoint();
        let unsure = unsure(side);
        Self { schemas, types: &side.client.types, digests, titles, ambiguous, unsure, requests }
    }

    /// Whether the page does not say which of several replies an endpoint has.
    pub(super) fn is_unsure(&self, endpoint: usize) -> bool {
        self.unsure.contains(&endpoint)
    }

    pub(super) fn get(&self, id: SchemaId) -> &'a Schema {
        self.schemas.get(id)
    }

    pub(super) fn digest(&self, id: SchemaId) -> u64 {
        self.digests.get(&id).copied().unwrap_or_default()
    }

    pub(super) fn shape(&self, id: SchemaId) -> ShapeId {
        self.schemas.shape(id)
    }

    /// The request of an endpoint and the module that it is in.
    pub(super) fn request(&self, method: Method, path: String) -> Option<(&str, &'a Request)> {
        self.requests.get(&(method, path)).map(|(module, request)| (module.as_str(), *request))
    }

    /// Whether an object is opened under a title anywhere.
    pub(super) fn has_title(&self, title: &str) -> bool {
        self.titles.contains_key(title)
    }

    /// The objects that are opened under a title.
    pub(super) fn titled(&self, title: &str) -> &[SchemaId] {
        self.titles.get(title).map_or(&[], Vec::as_slice)
    }

    /// Whether a page refers to a title that stands for several objects, without saying which is meant.
    pub(super) fn is_ambiguous(&self, title: &str) -> bool {
        self.ambiguous.contains(title)
    }

    /// The members of an object, or of "all of" several objects, as the client has them; `None` for anything else.
    pub(super) fn members(&self, id: SchemaId) -> Option<Members> {
        match &self.get(id).kind {
            Kind::Object { fields, additional } => Some(Members {
                fields: fields.iter().map(|field| (field.clone(), None)).collect(),
                additional: *additional,
                is_partial: false,
            }),
            Kind::Union { how: Compose::AllOf, variants } => self.all_of(variants),
            _ => None,
        }
    }

    fn all_of(&self, variants: &[SchemaId]) -> Option<Members> {
        let mut all: Vec<(Field, Option<usize>)> = Vec::new();
        let mut stated: BTreeMap<String, usize> = BTreeMap::new();
        let (mut titled, mut parts, mut is_partial) = (0, 0, false);
        for (at, variant) in variants.iter().enumerate() {
            if matches!(self.get(*variant).kind, Kind::Opaque(_)) {
                is_partial = true;
                continue;
            }
            let members = self.members(*variant)?;
            parts += 1;
            is_partial |= members.is_partial;
            titled += usize::from(self.get(*variant).title.is_some());
            for (field, _) in members.fields {
                *stated.entry(field.name.clone()).or_default() += usize::from(field.required);
                match all.iter_mut().find(|(known, _)| known.name == field.name) {
                    Some((known, part)) => {
                        known.required |= field.required;
                        if !matches!(self.get(field.schema).kind, Kind::Opaque(_)) {
                            known.schema = field.schema;
                            *part = Some(at);
                        }
                    }
                    None => all.push((field, Some(at))),
                }
            }
        }
        // Two things under titles of their own are not one thing: a reply is one of them, and has the fields of that.
        if titled > 1 {
            for (field, _) in &mut all {
                field.required = stated.get(&field.name) == Some(&parts);
            }
        }
        Some(Members { fields: all, additional: Additional::Unstated, is_partial })
    }

    /// The variants of a union, those of unions within among them; `None` for anything else.
    pub(super) fn variants(&self, id: SchemaId) -> Option<Vec<(SchemaId, Vec<usize>)>> {
        match &self.get(id).kind {
            Kind::Union { how: Compose::OneOf | Compose::AnyOf, variants } => {
                let mut flat = Vec::with_capacity(variants.len());
                for (at, variant) in variants.iter().enumerate() {
                    match self.variants(*variant) {
                        Some(inner) => flat.extend(inner.into_iter().map(|(id, mut way)| {
                            way.insert(0, at);
                            (id, way)
                        })),
                        None if matches!(self.get(*variant).kind, Kind::Null) => {}
                        None => flat.push((*variant, vec![at])),
                    }
                }
                Some(flat)
            }
            _ => None,
        }
    }

    /// Whether the page shows what a value is.
    pub(super) fn is_hidden(&self, id: SchemaId) -> bool {
        match &self.get(id).kind {
            Kind::Opaque(_) => true,
            // Below the depth that a page opens, an open object is printed as just that.
            Kind::Object { fields, additional } => fields.is_empty() && *additional == Additional::Allowed,
            // An object of which nothing is said is all that such a union has.
            Kind::Union { variants, .. } => variants.iter().all(|variant| self.is_hidden(*variant)),
            _ => false,
        }
    }

    /// What a value is, in the page's words: `array of string`, `Simple User`.
    pub(super) fn words(&self, id: SchemaId) -> String {
        let schema = self.get(id);
        if let Some(title) = &schema.title {
            return title.clone();
        }
        match &schema.kind {
            Kind::Array(None) => "array".to_owned(),
            Kind::Array(Some(items)) => format!("array of {}", self.words(*items)),
            Kind::Object { fields, additional: Additional::Typed(value) } if fields.is_empty() => {
                format!("map of {}", self.words(*value))
            }
            Kind::Union { how: Compose::AllOf, .. } => "object".to_owned(),
            Kind::Union { variants, .. } => {
                // Order never counts, and what is said in facts must not depend on it.
                let words: BTreeSet<String> = variants.iter().map(|variant| self.words(*variant)).collect();
                words.into_iter().collect::<Vec<_>>().join(" or ")
            }
            Kind::Opaque(_) => "unknown".to_owned(),
            other => other.word().to_owned(),
        }
    }
}

impl View<'_> {
    /// What an object, a union or a set of values is, so that it is known wherever it is held; `None` for plain values.
    pub(super) fn identity(&self, id: SchemaId) -> Option<u64> {
        let schema = self.get(id);
        match &schema.kind {
            Kind::Array(items) => self.identity((*items)?),
            Kind::Object { .. } | Kind::Union { .. } if schema.title.is_some() => {
                Some(hash_of(&schema.title))
            }
            Kind::Union { variants, .. } => {
                let parts: BTreeSet<Option<u64>> =
                    variants.iter().map(|variant| self.identity(*variant)).collect();
                if parts.iter().all(Option::is_none) { None } else { Some(hash_of(&parts)) }
            }
            Kind::Object { .. } => Some(self.digest(id)),
            Kind::String if !schema.values.is_empty() => {
                Some(hash_of(&schema.values.iter().collect::<BTreeSet<_>>()))
            }
            _ => None,
        }
    }

    /// Whether a value may be the same thing as one of the other side: it is the same, or goes under the same title.
    pub(super) fn same_value(&self, other: &View<'_>, ours: SchemaId, theirs: SchemaId) -> bool {
        if self.digest(ours) == other.digest(theirs) {
            return true;
        }
        let (left, right) = (self.get(ours), other.get(theirs));
        match (&left.kind, &right.kind) {
            (Kind::Array(Some(ours)), Kind::Array(Some(theirs))) => self.same_value(other, *ours, *theirs),
            _ => left.title.is_some() && left.title == right.title,
        }
    }
}

fn hash_of(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// The endpoints with a link that may mean several schemas.
fn unsure(side: &Side<'_>) -> BTreeSet<usize> {
    let links =
        side.api.losses.iter().filter(|loss| {
            loss.cause == LossCause::AmbiguousReference && referred_title(&loss.words).is_none()
        });
    links
        .filter_map(|loss| {
            let page = side.pages.iter().find(|page| page.id == loss.page)?;
            let mut above = side.api.endpoints.iter().enumerate().filter(|(_, endpoint)| {
                endpoint.page == loss.page && page.position(endpoint.span.start).0 <= loss.line
            });
            above.next_back().map(|(at, _)| at)
        })
        .collect()
}

/// The title that a line refers to.
fn referred_title(line: &str) -> Option<&str> {
    let (before, _) = line.split_once(" (see above)")?;
    let before = before.trim_end_matches(" or null");
    before.rsplit_terminator(['`', '*']).find(|part| !part.is_empty())
}

fn digest(schema: &Schema, digests: &HashMap<SchemaId, u64>) -> u64 {
    let of = |id: &SchemaId| digests.get(id).copied().unwrap_or_default();
    let mut hasher = DefaultHasher::new();
    let mut values: Vec<&String> = schema.values.iter().collect();
    values.sort();
    (schema.kind.word(), &schema.title, schema.nullable, &schema.format, values, schema.deprecated)
        .hash(&mut hasher);
    match &schema.kind {
        Kind::Array(items) => items.as_ref().map(of).hash(&mut hasher),
        Kind::Object { fields, additional } => {
            let mut parts: Vec<_> =
                fields.iter().map(|field| (&field.name, field.required, of(&field.schema))).collect();
            parts.sort_unstable();
            parts.hash(&mut hasher);
            match additional {
                Additional::Unstated => 0_u64.hash(&mut hasher),
                Additional::Allowed => 1_u64.hash(&mut hasher),
                Additional::Typed(value) => (2_u64, of(value)).hash(&mut hasher),
            }
        }
        Kind::Union { how: Compose::AllOf, variants } => {
            variants.iter().map(of).collect::<Vec<_>>().hash(&mut hasher);
        }
        Kind::Union { variants, .. } => {
            let mut parts: Vec<u64> = variants.iter().map(of).collect();
            parts.sort_unstable();
            parts.hash(&mut hasher);
        }
        Kind::Opaque(reason) => reason.as_str().hash(&mut hasher),
        Kind::Null | Kind::Boolean | Kind::Integer | Kind::Number | Kind::String => {}
    }
    hasher.finish()
}
