//! Fields of objects of replies. A correction of a titled object reaches all places that print it.

use std::collections::{BTreeSet, HashMap};

use super::QuirkError;
use super::changes::field as changed_field;
use super::entries::{Entry, FieldQuirk, ObjectPlace};
use super::suggest::did_you_mean;
use super::tally::Tally;
use super::trees::Trees;
use crate::model::{Api, Endpoint, Kind, Schema, SchemaId, Schemas};

/// Objects of fewer fields are too plain to be taken for a titled one that has the same.
const TELLING_FIELDS: usize = 4;

/// Corrects fields, and says which entries have to be mended.
pub(super) fn correct(entries: &[Entry<FieldQuirk>], api: &mut Api) -> Vec<QuirkError> {
    if entries.is_empty() {
        return Vec::new();
    }
    let old = std::mem::take(&mut api.schemas);
    let mut rebuild = Rebuild::new(&old, entries);
    for (id, _) in old.iter() {
        rebuild.now(id);
    }
    let Rebuild { mut out, now, mut stale, mut tallies, .. } = rebuild;
    api.replace_schemas(|id| now.get(&id).copied().unwrap_or(id));
    for (entry, tally) in entries.iter().zip(&mut tallies) {
        in_reply(entry, &mut api.endpoints, &mut Trees { schemas: &mut out, stale: &mut stale }, tally);
    }
    let errors = entries.iter().zip(&tallies).flat_map(|(entry, tally)| {
        tally.finish(entry, |tally| unmatched(&entry.says, tally, &old, &api.endpoints))
    });
    let errors = errors.collect();
    api.schemas = out;
    drop_stale(api, &stale);
    errors
}

/// The schemas of a reference, made anew with the corrections of titled objects, parts before wholes.
struct Rebuild<'a> {
    old: &'a Schemas,
    entries: &'a [Entry<FieldQuirk>],
    tallies: Vec<Tally>,
    /// Entries by the title that they are about.
    of_title: HashMap<&'a str, Vec<usize>>,
    /// Titled objects by their keys.
    alike: HashMap<Vec<&'a str>, Vec<SchemaId>>,
    out: Schemas,
    now: HashMap<SchemaId, SchemaId>,
    /// Objects that are being made: none of them can be a part of itself.
    open: BTreeSet<SchemaId>,
    stale: BTreeSet<SchemaId>,
}

impl<'a> Rebuild<'a> {
    fn new(old: &'a Schemas, entries: &'a [Entry<FieldQuirk>]) -> Self {
        let mut of_title: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, entry) in entries.iter().enumerate() {
            if let ObjectPlace::Titled(title) = &entry.says.object {
                of_title.entry(title).or_default().push(at);
            }
        }
        let mut alike: HashMap<Vec<&str>, Vec<SchemaId>> = HashMap::new();
        for (id, schema) in old.iter().filter(|(_, schema)| schema.title.is_some()) {
            if schema.fields().len() >= TELLING_FIELDS {
                alike.entry(keys_of(schema)).or_default().push(id);
            }
        }
        Self {
            old,
            entries,
            tallies: entries.iter().map(|_| Tally::default()).collect(),
            of_title,
            alike,
            out: Schemas::default(),
            now: HashMap::new(),
            open: BTreeSet::new(),
            stale: BTreeSet::new(),
        }
    }

    /// What a schema is now.
    fn now(&mut self, id: SchemaId) -> SchemaId {
        if let Some(known) = self.now.get(&id) {
            return *known;
        }
        self.open.insert(id);
        let old = self.old;
        let schema = old.get(id);
        let mut new = schema.with_parts(|part| self.now(part));
        for at in self.entries_about(schema) {
            new = self.corrected(new, at);
        }
        let now = self.out.intern(new);
        self.open.remove(&id);
        self.now.insert(id, now);
        now
    }

    /// The entries about an object: about its title, or about that of the one that it looks like.
    fn entries_about(&self, schema: &Schema) -> Vec<usize> {
        if !matches!(schema.kind, Kind::Object { .. }) {
            return Vec::new();
        }
        if let Some(title) = &schema.title {
            return self.of_title.get(title.as_str()).cloned().unwrap_or_default();
        }
        let alike = self.alike.get(&keys_of(schema)).map(Vec::as_slice).unwrap_or_default();
        let titles: BTreeSet<Option<&str>> =
            alike.iter().map(|id| self.old.get(*id).title.as_deref()).collect();
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
            field.map(|field| (field.required, self.old.shape(field.schema)))
        };
        let own = key(schema);
        own.is_some() && alike.iter().any(|id| key(self.old.get(*id)) == own)
    }

    fn corrected(&mut self, schema: Schema, at: usize) -> Schema {
        let entries = self.entries;
        let says = &entries[at].says;
        let mut tally = std::mem::take(&mut self.tallies[at]);
        if let Some(titled) = says.change.words.as_deref().and_then(titled_of) {
            // Its object may come further down; it is made first.
            let _ = self.titled(titled);
        }
        let now = &self.now;
        let open = &self.open;
        let old = self.old;
        let mut find = |title: &str, _: &mut Schemas| {
            let id = most_complete(old, title)?;
            match now.get(&id) {
                Some(now) => Ok(*now),
                None if open.contains(&id) => Err(format!("a `{title}` cannot hold itself")),
                None => Err(format!("no object is titled `{title}`")),
            }
        };
        let mut trees = Trees { schemas: &mut self.out, stale: &mut self.stale };
        let new = trees.changed(&schema, &says.field, &mut tally, &mut |field, schemas, tally| {
            changed_field(field, &says.change, schemas, &mut find, tally)
        });
        self.tallies[at] = tally;
        new.unwrap_or(schema)
    }

    fn titled(&mut self, title: &str) -> Option<SchemaId> {
        let id = most_complete(self.old, title).ok().filter(|id| !self.open.contains(id))?;
        Some(self.now(id))
    }
}

/// The title that a type in words names.
fn titled_of(words: &str) -> Option<&str> {
    words.split('`').nth(1)
}

/// The object of a title that has the most fields.
pub(super) fn most_complete(schemas: &Schemas, title: &str) -> Result<SchemaId, String> {
    let mut titles: BTreeSet<&str> = BTreeSet::new();
    let mut best: Option<(usize, SchemaId)> = None;
    for (id, schema) in schemas.iter() {
        let Some(known) = schema.title.as_deref().filter(|_| !schema.fields().is_empty()) else { continue };
        titles.insert(known);
        let count = schema.fields().len();
        if known == title && best.is_none_or(|(most, _)| count > most) {
            best = Some((count, id));
        }
    }
    let unknown = || format!("no object is titled `{title}`{}", did_you_mean(title, titles));
    best.map(|(_, id)| id).ok_or_else(unknown)
}

/// Corrects a field of what an endpoint replies.
fn in_reply(entry: &Entry<FieldQuirk>, endpoints: &mut [Endpoint], trees: &mut Trees<'_>, tally: &mut Tally) {
    let says = &entry.says;
    let ObjectPlace::Reply { endpoint, status } = &says.object else { return };
    let mut find = |title: &str, schemas: &mut Schemas| most_complete(schemas, title);
    for endpoint in endpoints.iter_mut().filter(|one| one.name() == *endpoint) {
        for response in &mut endpoint.responses {
            if status.is_some_and(|status| status != response.status) {
                continue;
            }
            for schema in &mut response.schemas {
                let new = trees.below(*schema, &says.field, tally, &mut |field, schemas, tally| {
                    changed_field(field, &says.change, schemas, &mut find, tally)
                });
                *schema = new.unwrap_or(*schema);
            }
        }
    }
}

/// What was not there.
fn unmatched(says: &FieldQuirk, tally: &Tally, schemas: &Schemas, endpoints: &[Endpoint]) -> String {
    let no_field = |whose: &str| {
        if let Some(name) = says.change.name.as_ref().filter(|name| tally.known.contains(*name)) {
            return format!("is no longer needed: {whose} has a field `{name}` already; remove the entry");
        }
        let last = says.field.rsplit('.').next().unwrap_or(&says.field);
        let known = did_you_mean(last, tally.known.iter().map(String::as_str));
        format!("matches nothing: {whose} has no field `{}`{known}", says.field)
    };
    match &says.object {
        ObjectPlace::Titled(title) => match most_complete(schemas, title) {
            Ok(_) => no_field("the object"),
            Err(unknown) if unknown.contains("did you mean") => format!("matches nothing: {unknown}"),
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

/// What is said of an endpoint that is not there.
pub(super) fn no_endpoint(wanted: &str, endpoints: &[Endpoint]) -> String {
    let names: Vec<String> = endpoints.iter().map(Endpoint::name).collect();
    let known = did_you_mean(wanted, names.iter().map(String::as_str));
    format!("no endpoint is `{wanted}`{known}")
}

fn keys_of(schema: &Schema) -> Vec<&str> {
    let mut keys: Vec<&str> = schema.fields().iter().map(|field| field.name.as_str()).collect();
    keys.sort_unstable();
    keys
}

/// Drops what was corrected and nothing refers to any more: what is listed would else be there twice.
fn drop_stale(api: &mut Api, stale: &BTreeSet<SchemaId>) {
    if stale.is_empty() {
        return;
    }
    let mut next: Vec<SchemaId> = api.response_schemas().chain(api.request_schemas()).collect();
    next.extend(api.schemas.iter().map(|(id, _)| id).filter(|id| !stale.contains(id)));
    let mut kept: BTreeSet<SchemaId> = BTreeSet::new();
    while let Some(id) = next.pop() {
        if kept.insert(id) {
            let _ = api.schemas.get(id).with_parts(|part| {
                next.push(part);
                part
            });
        }
    }
    let mut schemas = Schemas::default();
    let mut now: HashMap<SchemaId, SchemaId> = HashMap::new();
    for (id, schema) in api.schemas.iter().filter(|(id, _)| kept.contains(id)) {
        let moved = schema.with_parts(|part| now.get(&part).copied().unwrap_or(part));
        now.insert(id, schemas.intern(moved));
    }
    api.replace_schemas(|id| now.get(&id).copied().unwrap_or(id));
    api.schemas = schemas;
}
