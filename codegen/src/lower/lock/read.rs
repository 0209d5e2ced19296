//! The text of `names.lock` → entries. What the file by itself shows to be wrong is an error here; what only the pages show is found when
//! they are lowered.

use std::collections::BTreeMap;

use toml_edit::{Document, Item, Key, Table, TableLike};

use super::error::{LockCode, LockError, LockErrors, LockPlace};
use super::{EndpointEntry, MEMBERS, NamesLock, Section, TypeEntry};
use crate::lower::members::Pins;
use crate::rust::RustIdent;

/// Keys of an entry of an endpoint.
const OF_ENDPOINTS: &[&str] = &["call", "arguments", "shape", MEMBERS, "request", "outcome", "gone"];

/// Keys of an entry of a type.
const OF_TYPES: &[&str] = &["name", "arguments", "shape", MEMBERS, "gone"];

const A_TYPE: &str = "a type is an identifier such as `PackageVersion`";

const AGAIN: &str = "remove the entry, and `cargo xtask generate` writes it again";

/// Reads the text of a lock; an empty text is an empty lock.
pub(super) fn read(text: &str) -> Result<NamesLock, LockErrors> {
    let document = Document::parse(text).map_err(|error| LockErrors(vec![syntax_error(text, &error)]))?;
    let mut reader = Reader { text, errors: Vec::new() };
    let mut lock = NamesLock::default();
    for (name, item) in document.iter() {
        let section = [Section::Endpoints, Section::Types].into_iter().find(|section| section.name() == name);
        let place = || reader.place(document.get_key_value(name).map(|(key, _)| key));
        match (section, item.as_table()) {
            (Some(section), Some(table)) => reader.section(section, table, &mut lock),
            (Some(_), None) => {
                let error = LockError::new(
                    LockCode::WrongType,
                    format!("`{name}` is not a table"),
                    [place()],
                    format!("write it as [{name}]"),
                );
                reader.errors.push(error);
            }
            (None, _) => {
                let error = LockError::new(
                    LockCode::UnknownKey,
                    format!("unknown section `{name}`"),
                    [place()],
                    "the sections are [endpoints] and [types]",
                );
                reader.errors.push(error);
            }
        }
    }
    reader.find_shared_calls(&lock);
    if let Some(errors) = LockErrors::of(reader.errors) {
        return Err(errors);
    }
    lock.document = document.into_mut();
    lock.index();
    Ok(lock)
}

struct Reader<'t> {
    text: &'t str,
    errors: Vec<LockError>,
}

/// An entry, with where it is.
struct Entry<'d> {
    section: Section,
    place: LockPlace,
    table: &'d dyn TableLike,
}

impl Entry<'_> {
    /// `[types] "Thing"`
    fn words(&self) -> String {
        format!("[{}] {}", self.section.name(), self.place.key)
    }
}

impl Reader<'_> {
    fn place(&self, key: Option<&Key>) -> LockPlace {
        let at = key.and_then(Key::span).map_or(0, |span| span.start);
        LockPlace {
            line: line_of(self.text, at),
            key: key.map(|key| key.get().to_owned()).unwrap_or_default(),
        }
    }

    fn section(&mut self, section: Section, table: &Table, lock: &mut NamesLock) {
        for (name, item) in table {
            let place = self.place(table.get_key_value(name).map(|(key, _)| key));
            let Some(entry) = item.as_table_like() else {
                let message = format!("[{}] \"{name}\" is not an entry", section.name());
                self.errors.push(LockError::new(LockCode::WrongType, message, [place], AGAIN));
                continue;
            };
            lock.lines.insert((section, name.to_owned()), place.line);
            if entry.get("gone").and_then(Item::as_bool) == Some(true) {
                lock.gone.insert((section, name.to_owned()));
            }
            let entry = Entry { section, place, table: entry };
            let read = match section {
                Section::Endpoints => self.endpoint(&entry).map(|read| {
                    lock.endpoints.insert(name.to_owned(), read);
                }),
                Section::Types => self.ty(&entry).map(|read| {
                    lock.types.insert(name.to_owned(), read);
                }),
            };
            if let Err(error) = read {
                self.errors.push(*error);
            }
        }
    }

    fn endpoint(&self, entry: &Entry<'_>) -> Result<EndpointEntry, Box<LockError>> {
        only_known_keys(entry, OF_ENDPOINTS)?;
        let call = text(entry, "call")?.ok_or_else(|| missing(entry, "call"))?;
        let type_name = |key: &str| -> Result<Option<String>, Box<LockError>> {
            let Some(name) = text(entry, key)? else { return Ok(None) };
            match RustIdent::written(&name) {
                Some(_) => Ok(Some(name)),
                None => Err(invalid(entry, &name, A_TYPE).into()),
            }
        };
        let read = EndpointEntry {
            call,
            arguments: arguments(entry)?.ok_or_else(|| missing(entry, "arguments"))?,
            shape: text(entry, "shape")?.unwrap_or_default(),
            members: self.members(entry)?,
            request: type_name("request")?,
            outcome: type_name("outcome")?,
        };
        if read.name().is_none() {
            return Err(invalid(
                entry,
                &read.call,
                "a call is SCOPE.HANDLE.METHOD or SCOPE.METHOD, in snake_case",
            )
            .into());
        }
        Ok(read)
    }

    fn ty(&self, entry: &Entry<'_>) -> Result<TypeEntry, Box<LockError>> {
        only_known_keys(entry, OF_TYPES)?;
        let name = text(entry, "name")?.ok_or_else(|| missing(entry, "name"))?;
        if RustIdent::written(&name).is_none() {
            return Err(invalid(entry, &name, A_TYPE).into());
        }
        let shape = text(entry, "shape")?.unwrap_or_default();
        let arguments = arguments(entry)?.unwrap_or_default();
        Ok(TypeEntry { name, shape, arguments, members: self.members(entry)? })
    }

    fn members(&self, entry: &Entry<'_>) -> Result<Pins, Box<LockError>> {
        let Some(item) = entry.table.get(MEMBERS) else { return Ok(Pins::new()) };
        let members = item
            .as_table_like()
            .ok_or_else(|| wrong_type(entry, MEMBERS, "a table of identifiers, each by its wire value"))?;
        let mut pins = Pins::new();
        for (wire, name) in members.iter() {
            let place = || match members.get_key_value(wire) {
                Some((key, _)) => LockPlace {
                    key: format!("{}, member \"{wire}\"", entry.place.key),
                    ..self.place(Some(key))
                },
                None => entry.place.clone(),
            };
            let Some(name) = name.as_str() else { return Err(wrong_type(entry, wire, "a text").into()) };
            if RustIdent::kept(name).is_none() {
                let message = format!("{}: member \"{wire}\" cannot be called `{name}`", entry.words());
                let help = "a member is a Rust identifier, such as `plus_one` or `PlusOne`";
                return Err(Box::new(LockError::new(LockCode::InvalidName, message, [place()], help)));
            }
            // A value that only changed its case keeps the entry of its other spelling.
            let other = pins.iter().find(|(other, held)| *held == name && !other.eq_ignore_ascii_case(wire));
            if let Some((other, _)) = other {
                let message =
                    format!("{}: \"{other}\" and \"{wire}\" are both called `{name}`", entry.words());
                let first = members.get_key_value(other).map(|(key, _)| LockPlace {
                    key: format!("{}, member \"{other}\"", entry.place.key),
                    ..self.place(Some(key))
                });
                let places = first.into_iter().chain([place()]);
                return Err(Box::new(LockError::new(
                    LockCode::SharedMemberName,
                    message,
                    places,
                    "rename one of them",
                )));
            }
            pins.insert(wire.to_owned(), name.to_owned());
        }
        Ok(pins)
    }

    fn find_shared_calls(&mut self, lock: &NamesLock) {
        let mut calls: BTreeMap<&str, &String> = BTreeMap::new();
        for (key, entry) in &lock.endpoints {
            if lock.is_gone(Section::Endpoints, key) {
                continue;
            }
            if let Some(other) = calls.insert(&entry.call, key) {
                let message =
                    format!("[endpoints] \"{other}\" and \"{key}\" are both called `{}`", entry.call);
                let places = [other, key].map(|key| lock.place(Section::Endpoints, key));
                self.errors.push(LockError::new(
                    LockCode::SharedCall,
                    message,
                    places.into_iter().flatten(),
                    "rename one of them",
                ));
            }
        }
    }
}

fn only_known_keys(entry: &Entry<'_>, known: &[&str]) -> Result<(), Box<LockError>> {
    let unknown = entry.table.iter().map(|(key, _)| key).find(|key| !known.contains(key));
    let Some(key) = unknown else {
        let is_flag = entry.table.get("gone").is_none_or(|gone| gone.as_bool().is_some());
        return if is_flag { Ok(()) } else { Err(wrong_type(entry, "gone", "true or false").into()) };
    };
    let message = format!("{}: unknown key `{key}`", entry.words());
    let help = format!("the keys are {}", known.join(", "));
    Err(Box::new(LockError::new(LockCode::UnknownKey, message, [entry.place.clone()], help)))
}

fn text(entry: &Entry<'_>, key: &str) -> Result<Option<String>, Box<LockError>> {
    match entry.table.get(key) {
        None => Ok(None),
        Some(item) => match item.as_str() {
            Some(text) => Ok(Some(text.to_owned())),
            None => Err(wrong_type(entry, key, "a text").into()),
        },
    }
}

fn arguments(entry: &Entry<'_>) -> Result<Option<Vec<String>>, Box<LockError>> {
    let Some(item) = entry.table.get("arguments") else { return Ok(None) };
    let texts = item.as_array().and_then(|array| {
        array.iter().map(|value| value.as_str().map(str::to_owned)).collect::<Option<Vec<String>>>()
    });
    texts.map(Some).ok_or_else(|| wrong_type(entry, "arguments", "a list of texts").into())
}

fn missing(entry: &Entry<'_>, key: &str) -> LockError {
    let message = format!("{} has no `{key}`", entry.words());
    LockError::new(LockCode::MissingKey, message, [entry.place.clone()], AGAIN)
}

fn wrong_type(entry: &Entry<'_>, key: &str, expected: &str) -> LockError {
    let message = format!("{}: `{key}` is not {expected}", entry.words());
    LockError::new(LockCode::WrongType, message, [entry.place.clone()], AGAIN)
}

fn invalid(entry: &Entry<'_>, name: &str, help: &str) -> LockError {
    let message = format!("{} cannot be called `{name}`", entry.words());
    LockError::new(LockCode::InvalidName, message, [entry.place.clone()], help)
}

/// The error of a text that is not TOML. Where the same key is above it in the section, or before it in the entry, the key is repeated.
fn syntax_error(text: &str, error: &toml_edit::TomlError) -> LockError {
    let span = error.span().unwrap_or_default();
    let line = line_of(text, span.start);
    let lines: Vec<&str> = text.lines().take(line).collect();
    let (last, above) = lines.split_last().map_or(("", &[][..]), |(last, above)| (*last, above));
    let key = key_in(last);
    let section = above.iter().rposition(|line| line.trim_start().starts_with('[')).map_or(0, |at| at + 1);
    let first = key.and_then(|key| above[section..].iter().position(|line| key_in(line) == Some(key)));
    let place = |line: usize, key: &str| LockPlace { line, key: format!("\"{}\"", key.trim_matches('"')) };
    let repeated = |key: &str, places: Vec<LockPlace>| {
        LockError::new(LockCode::RepeatedKey, format!("{key} occurs twice"), places, "remove one of them")
    };
    if let (Some(key), Some(first)) = (key, first) {
        return repeated(key, vec![place(section + first + 1, key), place(line, key)]);
    }
    let wrong = text.get(span.clone()).unwrap_or_default().lines().next().unwrap_or_default();
    let before = text.get(..span.start).and_then(|before| before.lines().last()).unwrap_or_default();
    let is_before = !wrong.is_empty()
        && before
            .match_indices(wrong)
            .any(|(at, _)| before[at + wrong.len()..].trim_start().starts_with('='));
    if is_before && text[span.end..].trim_start().starts_with('=') {
        let entry = key.unwrap_or_default();
        return repeated(&format!("`{wrong}`"), vec![place(line, entry), place(line, entry)]);
    }
    let place = LockPlace { line, key: wrong.to_owned() };
    LockError::new(LockCode::Syntax, error.message().to_owned(), [place], "correct the TOML")
}

/// The key that a line begins with, as it is written.
fn key_in(line: &str) -> Option<&str> {
    let line = line.trim_start();
    match line.strip_prefix('"') {
        Some(rest) => rest.find('"').map(|end| &line[..end + 2]),
        None => {
            let end = line.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_')))?;
            (end > 0).then(|| &line[..end])
        }
    }
}

/// The line of a place, from 1.
fn line_of(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}
