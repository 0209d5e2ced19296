//! Fields of objects of replies. A correction of a titled object reaches all places that print it.

use std::collections::{BTreeSet, HashMap};

use super::QuirkError;
use super::changes::field as changed_field;
use super::entries::{Entry, FieldQuirk, ObjectPlace};
use super::suggest::did_you_mean;
use super::tally::Tally;
use super::titles::{TypeProblem, most_complete};
use super::trees::{Travel, Trees};
use crate::model::{Api, Endpoint, Kind, Schema, SchemaId, Schemas, TELLING_FIELDS};

/// Corrects fields, and says which entries have to be mended.
pub(super) fn correct(entries: &[Entry<FieldQuirk>], api: &mut Api) -> Vec<QuirkError> {
    if entries.is_empty() {
        return Vec::new();
    }
    let received = api.schemas.reachable(api.response_schemas());
    let mut schemas = std::mem::take(&mut api.schemas);
    let mut rebuild = Rebuild::new(&mut schemas, &received, entries);
    for id in &received {
        rebuild.now(*id);
    }
    let Rebuild { now, mut tallies, .. } = rebuild;
    for response in api.endpoints.iter_mut().flat_map(|endpoint| &mut endpoint.responses) {
        for schema in &mut response.schemas {
            *schema = now.get(schema).copied().unwrap_or(*schema);
        }
    }
    let corrected = now.into_values().collect();
    for (entry, tally) in entries.iter().zip(&mut tallies) {
        in_reply(entry, &mut api.endpoints, &corrected, &mut schemas, tally);
    }
    let errors = entries.iter().zip(&tallies).flat_map(|(entry, tally)| {
        tally.finish(entry, |tally| unmatched(&entry.says, tally, &schemas, &received, &api.endpoints))
    });
    let errors = errors.collect();
    api.schemas = schemas;
    errors
}

/// Schemas of responses with the corrections of titled objects, parts before wholes.
struct Rebuild<'a> {
    schemas: &'a mut Schemas,
    entries: &'a [Entry<FieldQuirk>],
    received: &'a BTreeSet<SchemaId>,
    tallies: Vec<Tally>,
    /// Entries by the title that they are about.
    of_title: HashMap<&'a str, Vec<usize>>,
    /// Titled objects by their keys.
    alike: HashMap<Vec<String>, Vec<SchemaId>>,
    now: HashMap<SchemaId, SchemaId>,
    /// Objects that are being made: none of them can be a part of itself.
    open: BTreeSet<SchemaId>,
}

impl<'a> Rebuild<'a> {
    fn new(
        schemas: &'a mut Schemas,
        received: &'a BTreeSet<SchemaId>,
        entries: &'a [Entry<FieldQuirk>],
    ) -> Self {
        let mut of_title: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, entry) in entries.iter().enumerate() {
            if let ObjectPlace::Titled(title) = &entry.says.object {
                of_title.entry(title).or_default().push(at);
            }
        }
        let mut alike: HashMap<Vec<String>, Vec<SchemaId>> = HashMap::new();
        for id in received {
            let schema = schemas.get(*id);
            if schema.title.is_some() && schema.fields().len() >= TELLING_FIELDS {
                alike.entry(keys_of(schema)).or_default().push(*id);
            }
        }
        Self {
            schemas,
            entries,
            received,
            tallies: entries.iter().map(|_| Tally::default()).collect(),
            of_title,
            alike,
            now: HashMap::new(),
            open: BTreeSet::new(),
        }
    }

    /// Returns what a schema is now.
    fn now(&mut self, id: SchemaId) -> SchemaId {
        if let Some(known) = self.now.get(&id) {
            return *known;
        }
        self.open.insert(id);
        let schema = self.schemas.get(id).clone();
        let mut new = schema.with_parts(|part| self.now(part));
        for at in self.entries_about(&schema) {
            new = self.corrected(new, at);
        }
        let now = self.schemas.intern(new);
        self.open.remove(&id);
        self.now.insert(id, now);
        now
    }

    /// Returns the entries about an object: about its title, or about that of the one that it looks like.
    fn entries_about(&self, schema: &Schema) -> Vec<usize> {
        if !matches!(schema.kind, Kind::Object { .. }) {
            return Vec::new();
        }
        if let Some(title) = &schema.title {
            return self.of_title.get(title.as_str()).cloned().unwrap_or_default();
        }
        let alike = self.alike.get(&keys_of(schema)).map(Vec::as_slice).unwrap_or_default();
        let titles: BTreeSet<Option<&str>> =
            alike.iter().map(|id| self.schemas.get(*id).title.as_deref()).collect();
        let [Some(title)] = titles.iter().copied().collect::<Vec<_>>()[..] else { return Vec::new() };
        let about = self.of_title.get(title).map(Vec::as_slice).unwrap_or_default();
        about.iter().copied().filter(|at| self.says_the_same(schema, alike, *at)).collect()
    }

    /// Whether an object without a title says of the corrected field what one of its likes with the title says.
    fn says_the_same(&self, schema: &Schema, alike: &[SchemaId], at: usize) -> bool {
        let way = self.entries[at].says.field.as_str();
        let key = |schema: &Schema| {
            let front = way.split('.').next().unwrap_or(way);
            let field = schema.fields().iter().find(|field| field.name == way || field.name == front);
            field.map(|field| (field.required, self.schemas.shape(field.schema)))
        };
        let own = key(schema);
        own.is_some() && alike.iter().any(|id| key(self.schemas.get(*id)) == own)
    }

    fn corrected(&mut self, schema: Schema, at: usize) -> Schema {
        let entries = self.entries;
        let says = &entries[at].says;
        let mut tally = std::mem::take(&mut self.tallies[at]);
        if let Some(titled) = says.change.words.as_deref().and_then(titled_of) {
            // Its object may come further down; it is made first.
            let _ = self.titled(titled);
        }
        let (now, open, received) = (&self.now, &self.open, self.received);
        let mut find = |title: &str, schemas: &mut Schemas| {
            let id = most_complete(schemas, received.iter().copied(), title)?;
            match now.get(&id) {
                Some(now) => Ok(*now),
                None if open.contains(&id) => Err(TypeProblem::HoldsItself { title: title.to_owned() }),
                None => Err(TypeProblem::UnknownTitle { title: title.to_owned(), nearest: None }),
            }
        };
        let mut trees = Trees { schemas: &mut *self.schemas, travel: Travel::Received };
        let new = trees.changed(&schema, &says.field, &mut tally, &mut |field, schemas, tally| {
            changed_field(field, &says.change, Travel::Received, schemas, &mut find, tally)
        });
        self.tallies[at] = tally;
        new.unwrap_or(schema)
    }

    fn titled(&mut self, title: &str) -> Option<SchemaId> {
        let found = most_complete(self.schemas, self.received.iter().copied(), title).ok();
        let id = found.filter(|id| !self.open.contains(id))?;
        Some(self.now(id))
    }
}

/// The title that a type in words names.
fn titled_of(words: &str) -> Option<&str> {
    words.split('`').nth(1)
}

/// Corrects a field of what an endpoint replies.
fn in_reply(
    entry: &Entry<FieldQuirk>,
    endpoints: &mut [Endpoint],
    titled: &BTreeSet<SchemaId>,
    schemas: &mut Schemas,
    tally: &mut Tally,
) {
    let says = &entry.says;
    let ObjectPlace::Reply { endpoint, status } = &says.object else { return };
    let mut find = |title: &str, schemas: &mut Schemas| most_complete(schemas, titled.iter().copied(), title);
    let mut trees = Trees { schemas, travel: Travel::Received };
    for endpoint in endpoints.iter_mut().filter(|one| one.name() == *endpoint) {
        for response in &mut endpoint.responses {
            if status.is_some_and(|status| status != response.status) {
                continue;
            }
            for schema in &mut response.schemas {
                let new = trees.below(*schema, &says.field, tally, &mut |field, schemas, tally| {
                    changed_field(field, &says.change, Travel::Received, schemas, &mut find, tally)
                });
                *schema = new.unwrap_or(*schema);
            }
        }
    }
}

/// Error message for an entry that matched nothing.
fn unmatched(
    says: &FieldQuirk,
    tally: &Tally,
    schemas: &Schemas,
    received: &BTreeSet<SchemaId>,
    endpoints: &[Endpoint],
) -> String {
    let no_field = |whose: &str| {
        if let Some(name) = says.change.name.as_ref().filter(|name| tally.known.contains(*name)) {
            return format!("is no longer needed: {whose} has a field `{name}` already; remove the entry");
        }
        let last = says.field.rsplit('.').next().unwrap_or(&says.field);
        let known = did_you_mean(last, tally.known.iter().map(String::as_str));
        format!("matches nothing: {whose} has no field `{}`{known}", says.field)
    };
    match &says.object {
        ObjectPlace::Titled(title) => match most_complete(schemas, received.iter().copied(), title) {
            Ok(_) => no_field("the object"),
            Err(unknown @ TypeProblem::UnknownTitle { nearest: Some(_), .. }) => {
                format!("matches nothing: {unknown}")
            }
            Err(unknown) => format!(
                "matches nothing: {unknown}; an object without a title is named by the `endpoint` that replies it, with the \
                 fields on the way to it"
            ),
        },
        ObjectPlace::Reply { endpoint, status } => {
            let Some(found) = endpoints.iter().find(|one| one.name() == *endpoint) else {
                return format!("matches nothing: {}", no_endpoint(endpoint, endpoints));
            };
            match status {
                Some(status) if !found.responses.iter().any(|response| response.status == *status) => {
                    format!("matches nothing: the endpoint has no reply of status {status}")
                }
                _ => no_field("the reply"),
            }
        }
    }
}

/// Error message for an endpoint that is not in the reference.
pub(super) fn no_endpoint(wanted: &str, endpoints: &[Endpoint]) -> String {
    let names: Vec<String> = endpoints.iter().map(Endpoint::name).collect();
    let known = did_you_mean(wanted, names.iter().map(String::as_str));
    format!("no endpoint is `{wanted}`{known}")
}

fn keys_of(schema: &Schema) -> Vec<String> {
    let mut keys: Vec<String> = schema.fields().iter().map(|field| field.name.clone()).collect();
    keys.sort_unstable();
    keys
}
