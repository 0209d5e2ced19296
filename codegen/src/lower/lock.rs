//! `names.lock`: what was once called something keeps its name.
//!
//! Entries are added by `generate` and may be edited by people to rename; a vanished one stays and is marked `gone`.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt;

use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, Value};

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
    used_endpoints: BTreeMap<String, EndpointEntry>,
    used_types: BTreeMap<String, TypeEntry>,
    kept: Kept,
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
        let named = |part: &str| words::is_identifier(part).then(|| part.to_owned());
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
    /// Names of its members that other wire values could want as well, by wire value.
    pub members: BTreeMap<String, String>,
}

/// Why a lock cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockError {
    /// What is wrong, with the entry's name.
    pub message: String,
}

impl fmt::Display for LockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for LockError {}

impl NamesLock {
    /// Reads the text of a lock; an empty text is an empty lock.
    pub fn parse(text: &str) -> Result<Self, LockError> {
        let document: DocumentMut =
            text.parse().map_err(|error: toml_edit::TomlError| LockError { message: error.to_string() })?;
        let mut lock = Self { document, ..Self::default() };
        let mut calls: BTreeMap<String, String> = BTreeMap::new();
        for (key, item) in entries(&lock.document, "endpoints") {
            let call = text_of(item, "call").ok_or_else(|| missing("endpoints", key, "call"))?;
            let arguments = item
                .get("arguments")
                .and_then(Item::as_array)
                .and_then(|array| array.iter().map(|value| value.as_str().map(str::to_owned)).collect())
                .ok_or_else(|| missing("endpoints", key, "arguments"))?;
            let shape = text_of(item, "shape").unwrap_or_default();
            let members = members_of(item).ok_or_else(|| no_members("endpoints", key))?;
            let entry = EndpointEntry { call, arguments, shape, members };
            if entry.name().is_none() {
                return Err(no_name(
                    "endpoints",
                    key,
                    &entry.call,
                    "a call is SCOPE.HANDLE.METHOD or SCOPE.METHOD, in snake_case",
                ));
            }
            let is_gone = item.get("gone").and_then(Item::as_bool) == Some(true);
            if let (false, Some(other)) = (is_gone, calls.get(&entry.call)) {
                return Err(LockError {
                    message: format!(
                        "[endpoints] \"{other}\" and \"{key}\" are both called `{}`: rename one of them",
                        entry.call
                    ),
                });
            }
            if !is_gone {
                calls.insert(entry.call.clone(), key.to_owned());
            }
            lock.endpoints.insert(key.to_owned(), entry);
        }
        for (key, item) in entries(&lock.document, "types") {
            let name = text_of(item, "name").ok_or_else(|| missing("types", key, "name"))?;
            let shape = text_of(item, "shape").unwrap_or_default();
            if RustIdent::written(&name).is_none() {
                return Err(no_name("types", key, &name, "a type is an identifier such as `PackageVersion`"));
            }
            let members = members_of(item).ok_or_else(|| no_members("types", key))?;
            lock.types.insert(key.to_owned(), TypeEntry { name, shape, members });
        }
        lock.index();
        Ok(lock)
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
    pub fn settled(&self) -> Option<Self> {
        let has_type = |(key, entry): (&String, &TypeEntry)| self.types.get(key) == Some(entry);
        let has_endpoint = |(key, entry): (&String, &EndpointEntry)| self.endpoints.get(key) == Some(entry);
        if self.used_types.iter().all(has_type) && self.used_endpoints.iter().all(has_endpoint) {
            return None;
        }
        let mut settled = Self { document: self.document.clone(), ..Self::default() };
        settled.endpoints.clone_from(&self.endpoints);
        settled.endpoints.extend(self.used_endpoints.clone());
        settled.types.clone_from(&self.types);
        settled.types.extend(self.used_types.clone());
        settled.index();
        Some(settled)
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
            (key.as_str(), row)
        });
        update(&mut document, "endpoints", endpoints.collect(), self.kept == Kept::Everything);
        let types = self.used_types.iter().map(|(key, entry)| {
            let mut row = InlineTable::new();
            row.insert("name", entry.name.as_str().into());
            row.insert("shape", entry.shape.as_str().into());
            add_members(&mut row, &entry.members);
            (key.as_str(), row)
        });
        update(&mut document, "types", types.collect(), self.kept != Kept::Nothing);
        document.to_string()
    }
}

fn update(document: &mut DocumentMut, section: &str, rows: BTreeMap<&str, InlineTable>, keeps: bool) {
    let item = document.entry(section).or_insert_with(|| Item::Table(Table::new()));
    let Some(table) = item.as_table_mut() else { return };
    for (key, item) in table.iter_mut() {
        let Some(old) = item.as_inline_table_mut() else { continue };
        if rows.contains_key(key.get()) {
            old.remove("gone");
        } else if !keeps {
            old.insert("gone", true.into());
        }
        old.fmt();
    }
    for (key, row) in rows {
        match table.get_mut(key).and_then(Item::as_inline_table_mut) {
            Some(old) => {
                if !row.contains_key(MEMBERS) {
                    old.remove(MEMBERS);
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

fn entries<'a>(document: &'a DocumentMut, section: &str) -> impl Iterator<Item = (&'a str, &'a Item)> {
    document.get(section).and_then(Item::as_table).into_iter().flat_map(Table::iter)
}

fn text_of(item: &Item, key: &str) -> Option<String> {
    item.get(key).and_then(Item::as_str).map(str::to_owned)
}

fn members_of(item: &Item) -> Option<Pins> {
    let Some(members) = item.get(MEMBERS) else { return Some(Pins::new()) };
    let names = members.as_table_like()?.iter().map(|(wire, name)| {
        let name = name.as_str().filter(|name| RustIdent::kept(name).is_some())?;
        Some((wire.to_owned(), name.to_owned()))
    });
    names.collect()
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

fn no_members(section: &str, key: &str) -> LockError {
    LockError {
        message: format!("[{section}] \"{key}\": `members` are Rust identifiers, each by its wire value"),
    }
}

fn missing(section: &str, key: &str, part: &str) -> LockError {
    LockError {
        message: format!(
            "[{section}] \"{key}\" has no `{part}`: remove the entry, and `generate` writes it anew"
        ),
    }
}

fn no_name(section: &str, key: &str, name: &str, help: &str) -> LockError {
    LockError { message: format!("[{section}] \"{key}\" cannot be called `{name}`: {help}") }
}

/// The only item of an iterator; two candidates are none.
fn only<T>(mut items: impl Iterator<Item = T>) -> Option<T> {
    let first = items.next()?;
    items.next().is_none().then_some(first)
}
