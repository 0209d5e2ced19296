//! `names.lock`: what was once called something keeps its name.
//!
//! Entries are added by `generate` and may be edited by people to rename; a vanished one stays and is marked `gone`.

mod error;
mod read;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, Value};

pub use self::error::{LockCode, LockError, LockErrors, LockPlace};

use super::members::Pins;
use super::names::{MethodName, Scope, words};
use crate::rust::RustIdent;

const HEADER: &str = "\
# What was once called something keeps its name. `cargo xtask generate` adds entries; edit one to rename.
# Endpoints are known by method and path with placeholders numbered, types by where the reference first has them.
";

/// What members are called, in an entry.
const MEMBERS: &str = "members";

/// The lock as read, and what this run used of it.
#[derive(Clone, Debug, Default)]
pub struct NamesLock {
    document: DocumentMut,
    endpoints: BTreeMap<String, EndpointEntry>,
    types: BTreeMap<String, TypeEntry>,
    /// The keys of types by shape.
    by_shape: HashMap<String, Vec<String>>,
    names: HashSet<String>,
    /// The lines of entries, from 1.
    lines: HashMap<(Section, String), usize>,
    /// Entries that are marked as gone.
    gone: HashSet<(Section, String)>,
    used_endpoints: BTreeMap<String, EndpointEntry>,
    used_types: BTreeMap<String, TypeEntry>,
    kept: Kept,
}

/// A section of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Section {
    /// Names of endpoints.
    Endpoints,
    /// Names of types.
    Types,
}

impl Section {
    fn name(self) -> &'static str {
        match self {
            Self::Endpoints => "endpoints",
            Self::Types => "types",
        }
    }
}

/// Which entries stay as they are where this run did not use them, as it is unknown whether they are gone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kept {
    /// None: what was not used is gone.
    #[default]
    Nothing,
    /// Those of types.
    Types,
    /// All.
    Everything,
}

/// The names of an endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndpointEntry {
    /// Scope, handle and method: `orgs.packages.list`, `repos.get`, `client.search.code`.
    pub call: String,
    /// Wire names of the arguments, in their order.
    pub arguments: Vec<String>,
    /// A hash of what the endpoint takes and gives, to recognise it elsewhere.
    pub shape: String,
    /// Names of arguments and setters that other wire names could want as well, by location and wire name.
    pub members: BTreeMap<String, String>,
    /// Name of the request type, if the method's name does not give it.
    pub request: Option<String>,
    /// Name of the enum of outcomes, if the method's name does not give it.
    pub outcome: Option<String>,
}

impl EndpointEntry {
    /// The call in its parts; `None` where it is none that a client can have.
    pub fn name(&self) -> Option<MethodName> {
        let parts: Vec<&str> = self.call.split('.').collect();
        let (scope, handle, method) = match parts.as_slice() {
            [scope, handle, method] => (*scope, Some(*handle), *method),
            [scope, method] => (*scope, None, *method),
            _ => return None,
        };
        let scope = Scope::ALL.into_iter().find(|known| known.name() == scope)?;
        // A name that is written otherwise than a rule would write it could be that of another one.
        let is_plain = |part: &str| words::is_identifier(part) && RustIdent::snake(part).as_str() == part;
        let named = |part: &str| is_plain(part).then(|| part.to_owned());
        let handle = handle.map(|handle| named(handle).ok_or(())).transpose().ok()?;
        Some(MethodName { scope, handle, method: named(method)? })
    }
}

/// The name of a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeEntry {
    /// The Rust name.
    pub name: String,
    /// A hash of its structure, to recognise it under another title.
    pub shape: String,
    /// Wire names of its constructor's arguments, in their order; empty where the order cannot change.
    pub arguments: Vec<String>,
    /// Names of its members that other wire values could want as well, by wire value.
    pub members: BTreeMap<String, String>,
}

impl NamesLock {
    /// Reads the text of a lock; an empty text is an empty lock.
    pub fn parse(text: &str) -> Result<Self, LockErrors> {
        read::read(text)
    }

    /// Whether an entry is marked as gone.
    pub(super) fn is_gone(&self, section: Section, key: &str) -> bool {
        self.gone.contains(&(section, key.to_owned()))
    }

    /// The place of an entry; `None` where the text that was read has none of this key.
    pub(super) fn place(&self, section: Section, key: &str) -> Option<LockPlace> {
        let line = *self.lines.get(&(section, key.to_owned()))?;
        Some(LockPlace { line, key: format!("\"{key}\"") })
    }

    /// The own entry of an endpoint.
    pub(super) fn endpoint_entry(&self, key: &str) -> Option<&EndpointEntry> {
        self.endpoints.get(key)
    }

    /// Whether an endpoint has an entry of its own.
    pub fn holds_endpoint(&self, key: &str) -> bool {
        self.endpoints.contains_key(key)
    }

    /// The entry of an endpoint: its own, or that of the one vanished endpoint that has the same method and shape.
    pub fn endpoint(&self, key: &str, shape: &str, present: &BTreeSet<String>) -> Option<&EndpointEntry> {
        let verb = key.split(' ').next();
        self.endpoints.get(key).or_else(|| {
            let vanished = self.endpoints.iter().filter(|(other, entry)| {
                !present.contains(*other) && entry.shape == shape && other.split(' ').next() == verb
            });
            only(vanished.map(|(_, entry)| entry))
        })
    }

    /// The entries of a key, and of those that were numbered as they would have shared it.
    pub fn type_entries<'l>(&'l self, key: &'l str) -> impl Iterator<Item = (String, &'l TypeEntry)> {
        let keys = (1..).map(move |number| numbered_key(key, number));
        keys.map_while(|key| self.types.get(&key).map(|entry| (key, entry)))
    }

    /// The name of the only vanished type of a shape. `present` are the keys of types that are still there.
    pub fn vanished_type(&self, shape: &str, present: &BTreeSet<String>) -> Option<&str> {
        let vanished =
            self.types.iter().filter(|(other, entry)| !present.contains(*other) && entry.shape == shape);
        let names: BTreeSet<&str> = vanished.map(|(_, entry)| entry.name.as_str()).collect();
        only(names.into_iter())
    }

    /// Returns the names of members that the lock holds, by the type's name.
    pub fn type_members(&self) -> BTreeMap<String, Pins> {
        let mut members: BTreeMap<String, Pins> = BTreeMap::new();
        for entry in self.types.values() {
            members.entry(entry.name.clone()).or_default().extend(entry.members.clone());
        }
        members
    }

    /// Returns the orders of constructors' arguments that the lock holds, by the type's name.
    pub fn type_arguments(&self) -> BTreeMap<String, Vec<String>> {
        let held = self.types.values().filter(|entry| !entry.arguments.is_empty());
        held.map(|entry| (entry.name.clone(), entry.arguments.clone())).collect()
    }

    /// The name that is held for a key.
    pub fn name_of(&self, key: &str) -> Option<&str> {
        self.types.get(key).map(|entry| entry.name.as_str())
    }

    /// The entry of a key.
    pub fn type_entry(&self, key: &str) -> Option<&TypeEntry> {
        self.types.get(key)
    }

    /// Whether two titles have types of their own.
    pub fn knows_apart(&self, one: &str, other: &str) -> bool {
        match (self.types.get(one), self.types.get(other)) {
            (Some(one), Some(other)) => one.name != other.name,
            _ => false,
        }
    }

    /// The names of types of one structure that were met under a field's or parameter's name.
    pub fn types_of_field<'l>(&'l self, field: &'l str, shape: &'l str) -> impl Iterator<Item = &'l str> {
        let under = move |key: &str| {
            let parent = key.strip_suffix(field).filter(|_| !field.is_empty());
            parent.is_some_and(|parent| parent.ends_with(['.', '?']))
        };
        let keys = self.by_shape.get(shape).into_iter().flatten().filter(move |key| under(key));
        keys.filter_map(|key| self.types.get(key)).map(|entry| entry.name.as_str())
    }

    /// The keys of all types that the lock holds.
    pub fn type_keys(&self) -> impl Iterator<Item = &String> {
        self.types.keys()
    }

    /// The keys of the types that this run used.
    pub fn used_type_keys(&self) -> BTreeSet<String> {
        self.used_types.keys().cloned().collect()
    }

    /// Whether a name is held by an entry, present or gone.
    pub fn holds_type_name(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// Notes what an endpoint is called now.
    pub fn use_endpoint(&mut self, key: String, entry: EndpointEntry) {
        self.used_endpoints.insert(key, entry);
    }

    /// Notes what a type is called now.
    pub fn use_type(&mut self, key: String, entry: TypeEntry) {
        self.used_types.insert(key, entry);
    }

    /// Returns the lock as the next run would read it; `None` if that equals what this run read.
    pub fn for_next_run(&self) -> Option<Self> {
        let has_type = |(key, entry): (&String, &TypeEntry)| self.types.get(key) == Some(entry);
        let has_endpoint = |(key, entry): (&String, &EndpointEntry)| self.endpoints.get(key) == Some(entry);
        if self.used_types.iter().all(has_type) && self.used_endpoints.iter().all(has_endpoint) {
            return None;
        }
        let mut next = Self { document: self.document.clone(), gone: self.gone.clone(), ..Self::default() };
        next.endpoints.clone_from(&self.endpoints);
        next.endpoints.extend(self.used_endpoints.clone());
        next.types.clone_from(&self.types);
        next.types.extend(self.used_types.clone());
        next.index();
        Some(next)
    }

    fn index(&mut self) {
        for (key, entry) in &self.types {
            self.by_shape.entry(entry.shape.clone()).or_default().push(key.clone());
            self.names.insert(entry.name.clone());
        }
    }

    /// Says which entries are not to be marked as gone.
    pub fn keep(&mut self, kept: Kept) {
        self.kept = kept;
    }

    /// The lock's text after this run: entries brought up to date, new ones added in order, vanished ones marked.
    pub fn updated(&self) -> String {
        let mut document = self.document.clone();
        if document.is_empty() {
            document.decor_mut().set_prefix(HEADER);
        }
        let endpoints = self.used_endpoints.iter().map(|(key, entry)| {
            let mut row = InlineTable::new();
            row.insert("call", entry.call.as_str().into());
            row.insert(
                "arguments",
                Value::Array(entry.arguments.iter().map(String::as_str).collect::<Array>()),
            );
            row.insert("shape", entry.shape.as_str().into());
            add_members(&mut row, &entry.members);
            for (name, value) in [("request", &entry.request), ("outcome", &entry.outcome)] {
                if let Some(value) = value {
                    row.insert(name, value.as_str().into());
                }
            }
            (key.as_str(), row)
        });
        // An endpoint that has moved has the call of its old entry, which is gone then whatever else is unknown.
        let calls: BTreeSet<&str> = self.used_endpoints.values().map(|entry| entry.call.as_str()).collect();
        let keeps_endpoint = |row: &InlineTable| {
            let call = row.get("call").and_then(Value::as_str);
            self.kept == Kept::Everything && call.is_none_or(|call| !calls.contains(call))
        };
        update(&mut document, "endpoints", endpoints.collect(), keeps_endpoint);
        let types = self.used_types.iter().map(|(key, entry)| {
            let mut row = InlineTable::new();
            row.insert("name", entry.name.as_str().into());
            if !entry.arguments.is_empty() {
                let arguments = entry.arguments.iter().map(String::as_str).collect::<Array>();
                row.insert("arguments", Value::Array(arguments));
            }
            row.insert("shape", entry.shape.as_str().into());
            add_members(&mut row, &entry.members);
            (key.as_str(), row)
        });
        update(&mut document, "types", types.collect(), |_| self.kept != Kept::Nothing);
        document.to_string()
    }
}

/// Brings a section up to date: `keeps` says which entries that were not used are not marked as gone.
fn update(
    document: &mut DocumentMut,
    section: &str,
    rows: BTreeMap<&str, InlineTable>,
    keeps: impl Fn(&InlineTable) -> bool,
) {
    let item = document.entry(section).or_insert_with(|| Item::Table(Table::new()));
    let Some(table) = item.as_table_mut() else { return };
    for (key, item) in table.iter_mut() {
        let Some(old) = item.as_inline_table_mut() else { continue };
        if rows.contains_key(key.get()) {
            old.remove("gone");
        } else if !keeps(old) {
            old.insert("gone", true.into());
        }
        old.fmt();
    }
    for (key, row) in rows {
        match table.get_mut(key).and_then(Item::as_inline_table_mut) {
            Some(old) => {
                for part in [MEMBERS, "arguments", "request", "outcome"]
                    .into_iter()
                    .filter(|part| !row.contains_key(part))
                {
                    old.remove(part);
                }
                for (name, value) in row {
                    old.insert(name.as_str(), value);
                }
                old.fmt();
            }
            None => {
                table.insert(key, Item::Value(Value::InlineTable(row)));
            }
        }
    }
    table.sort_values();
}

fn add_members(row: &mut InlineTable, members: &Pins) {
    if !members.is_empty() {
        let names = members.iter().map(|(wire, name)| (wire.as_str(), Value::from(name.as_str())));
        row.insert(MEMBERS, Value::InlineTable(names.collect()));
    }
}

/// The key of the first type of several that share one is plain.
pub(super) fn numbered_key(key: &str, number: usize) -> String {
    if number < 2 { key.to_owned() } else { format!("{key} {number}") }
}

/// The only item of an iterator; two candidates are none.
fn only<T>(mut items: impl Iterator<Item = T>) -> Option<T> {
    let first = items.next()?;
    items.next().is_none().then_some(first)
}
