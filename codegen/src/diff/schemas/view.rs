//! One side's schemas, with what comparing them needs to know of each.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::diff::losses::by_endpoint;
use crate::diff::rust_side::RustSide;
use crate::model::{
    Additional, Api, Field, Kind, LossCause, OpaqueReason, Schema, SchemaId, Schemas, ShapeId,
};
use crate::source::Page;
use crate::syntax::Compose;

/// The schemas of one side, and the crate that is generated from it, if there is one.
pub(crate) struct View<'a> {
    pub(super) schemas: &'a Schemas,
    pub(super) rust: &'a RustSide<'a>,
    /// A hash of everything that is compared of a schema: the same in both references, whatever the order of its parts.
    digests: HashMap<SchemaId, u64>,
    /// The objects of responses that are opened under each title.
    titles: HashMap<&'a str, Vec<SchemaId>>,
    /// Titles that a page refers to by "(see above)" although it opens several objects under them.
    ambiguous: BTreeSet<String>,
    /// Endpoints whose response is a link to another one that prints several.
    unsure: BTreeSet<usize>,
    /// Endpoints whose page has lost where members of the body belong, so that some are missing.
    partial: BTreeSet<usize>,
}

/// An object's members, those of all its parts together.
#[derive(Clone, Debug)]
pub(super) struct Members {
    /// The fields, each with the part of an "all of" that has it.
    pub(super) fields: Vec<(Field, Option<usize>)>,
    /// What is said of other keys.
    pub(super) additional: Additional,
    /// Whether a part is hidden, so that there may be more fields.
    pub(super) is_partial: bool,
}

impl Members {
    pub(super) fn new(fields: impl IntoIterator<Item = Field>) -> Self {
        let fields = fields.into_iter().map(|field| (field, None)).collect();
        Self { fields, additional: Additional::Unstated, is_partial: false }
    }

    /// Returns the names of its fields.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().map(|(field, _)| field.name.as_str())
    }
}

impl<'a> View<'a> {
    /// Looks at the schemas of one side. Without `prose`, schemas that differ in descriptions alone are equal.
    pub(crate) fn new(api: &'a Api, pages: &[Page], rust: &'a RustSide<'a>, prose: bool) -> Self {
        let schemas = &api.schemas;
        let received = schemas.reachable(api.response_schemas());
        let mut digests = HashMap::with_capacity(schemas.len());
        let mut titles: HashMap<&str, Vec<SchemaId>> = HashMap::new();
        // Parts come before wholes, so that the digest of every part is there already.
        for (id, schema) in schemas.iter() {
            digests.insert(id, digest(schema, &digests, prose));
            if let (Some(title), Kind::Object { .. }) = (&schema.title, &schema.kind)
                && received.contains(&id)
            {
                titles.entry(title).or_default().push(id);
            }
        }
        let (mut ambiguous, mut unsure, mut partial) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for (at, losses) in by_endpoint(api, pages) {
            for loss in losses {
                match (loss.cause, referred_title(&loss.words)) {
                    (LossCause::AmbiguousReference, Some(title)) => {
                        ambiguous.insert(title.to_owned());
                    }
                    (LossCause::AmbiguousReference, None) => {
                        unsure.insert(at);
                    }
                    (LossCause::LostNesting, _) => {
                        partial.insert(at);
                    }
                    _ => {}
                }
            }
        }
        Self { schemas, rust, digests, titles, ambiguous, unsure, partial }
    }

    /// Whether the page does not say which of several responses an endpoint has.
    pub(super) fn is_unsure(&self, endpoint: usize) -> bool {
        self.unsure.contains(&endpoint)
    }

    /// Whether the page has lost members of the body.
    pub(super) fn is_partial(&self, endpoint: usize) -> bool {
        self.partial.contains(&endpoint)
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

    /// Whether a response opens an object under a title.
    pub(super) fn has_title(&self, title: &str) -> bool {
        self.titles.contains_key(title)
    }

    /// Returns the objects that are opened under a title.
    pub(super) fn titled(&self, title: &str) -> &[SchemaId] {
        self.titles.get(title).map_or(&[], Vec::as_slice)
    }

    /// Whether a page refers to a title without saying which of several objects it means.
    pub(super) fn is_ambiguous(&self, title: &str) -> bool {
        self.ambiguous.contains(title)
    }

    /// Returns the members of an object, or of "all of" several objects, as the client has them; `None` for anything else.
    pub(super) fn members(&self, id: SchemaId) -> Option<Members> {
        match &self.get(id).kind {
            Kind::Object { fields, additional } => {
                Some(Members { additional: *additional, ..Members::new(fields.iter().cloned()) })
            }
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
        // Two things under titles of their own are not one thing: a response is one of them, and has the fields of that.
        if titled > 1 {
            for (field, _) in &mut all {
                field.required = stated.get(&field.name) == Some(&parts);
            }
        }
        Some(Members { fields: all, additional: Additional::Unstated, is_partial })
    }

    /// Returns the variants of a union, those of unions within among them; `None` for anything else.
    pub(super) fn variants(&self, id: SchemaId) -> Option<Vec<(SchemaId, Vec<usize>)>> {
        let Kind::Union { how: Compose::OneOf | Compose::AnyOf, variants } = &self.get(id).kind else {
            return None;
        };
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

    /// Returns what a map holds, if a value is a map and nothing else.
    pub(super) fn map_values(&self, id: SchemaId) -> Option<SchemaId> {
        match &self.get(id).kind {
            Kind::Object { fields, additional: Additional::Typed(value) } if fields.is_empty() => {
                Some(*value)
            }
            _ => None,
        }
    }

    /// Whether the page hides what a value is.
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

    /// Whether the page says that a value is an object, and nothing more.
    pub(super) fn is_bare_object(&self, id: SchemaId) -> bool {
        matches!(self.get(id).kind, Kind::Opaque(OpaqueReason::NoFields | OpaqueReason::DepthCut))
    }

    /// Returns what a value is in the page's words: `array of string`, `Simple User`; of a value that is sent, whose
    /// objects have no titles, `array of objects`.
    pub(super) fn words(&self, id: SchemaId, sent: bool) -> String {
        let schema = self.get(id);
        if let (Some(title), false) = (&schema.title, sent) {
            return title.clone();
        }
        match &schema.kind {
            Kind::Array(None) => "array".to_owned(),
            Kind::Array(Some(items)) => {
                format!("array of {}{}", self.words(*items, sent), if sent { "s" } else { "" })
            }
            Kind::Object { .. } if let Some(value) = self.map_values(id) => {
                format!("map of {}", self.words(value, sent))
            }
            Kind::Union { how: Compose::AllOf, .. } => "object".to_owned(),
            Kind::Union { variants, .. } => {
                // Order never counts, and what is said in facts must not depend on it.
                let words: BTreeSet<String> =
                    variants.iter().map(|variant| self.words(*variant, sent)).collect();
                words.into_iter().collect::<Vec<_>>().join(" or ")
            }
            Kind::Opaque(_) if self.is_bare_object(id) => "object".to_owned(),
            Kind::Opaque(_) => "unknown".to_owned(),
            other => other.word().to_owned(),
        }
    }

    /// Hashes what an object, a union or a set of values is known by wherever it is held; `None` for plain values.
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
}

/// Returns the title that a line refers to.
fn referred_title(line: &str) -> Option<&str> {
    let (before, _) = line.split_once(" (see above)")?;
    let before = before.trim_end_matches(" or null");
    before.rsplit_terminator(['`', '*']).find(|part| !part.is_empty())
}

fn hash_of(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

fn digest(schema: &Schema, digests: &HashMap<SchemaId, u64>, prose: bool) -> u64 {
    let of = |id: &SchemaId| digests.get(id).copied().unwrap_or_default();
    let mut hasher = DefaultHasher::new();
    let values: BTreeSet<&String> = schema.values.iter().collect();
    let limits: BTreeSet<_> = schema.limits.iter().collect();
    (schema.kind.word(), &schema.title, schema.nullable, &schema.format, values).hash(&mut hasher);
    (schema.deprecated, &schema.default, limits, &schema.pattern, schema.unique_items).hash(&mut hasher);
    prose.then_some(&schema.description).hash(&mut hasher);
    match &schema.kind {
        Kind::Array(items) => items.as_ref().map(of).hash(&mut hasher),
        Kind::Object { fields, additional } => {
            let part = |field: &'_ Field| {
                let description = prose.then(|| hash_of(&field.description));
                (hash_of(&field.name), field.required, of(&field.schema), description)
            };
            let mut parts: Vec<_> = fields.iter().map(part).collect();
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
