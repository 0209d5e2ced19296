//! Names of types: titles first, the parent and the field otherwise, and all of it pinned in `names.lock`.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::fingerprint::of_object;
use super::lock::{LockCode, LockError, NamesLock, Section, TypeEntry, numbered_key};
use super::members::{self, Member, MemberNames, Pins, UnusedPin};
use super::place::Place;
use super::structures::{MergedName, StructureId, Structures};
use crate::rust::ident::join_camel;
use crate::rust::{Parameter, RustIdent, Types};
use crate::unique::first_free;

/// Gives each type a name that no other has.
pub(super) struct TypeNames<'a> {
    lock: &'a NamesLock,
    seen: &'a Seen,
    taken: BTreeSet<RustIdent>,
    used: BTreeMap<String, TypeEntry>,
    /// The structure that goes under its title alone, for each title.
    plain: HashMap<String, StructureId>,
    /// Names of the lock that a type of unchanged structure has a claim to.
    exact: BTreeSet<String>,
    /// Names of the lock that went to a type whose structure changed.
    inexact: BTreeSet<String>,
    members: BTreeMap<String, Pins>,
    /// The orders of constructors' arguments by the names of types: as the lock holds them, then as this run has them.
    arguments: BTreeMap<String, Vec<String>>,
    /// Names of members in the lock that cannot be used, with the types that they are of.
    unused_pins: Vec<(RustIdent, UnusedPin)>,
}

/// Findings of the first pass about a lock.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// The keys of types that are still there; without them no type counts as vanished.
    present: Option<BTreeSet<String>>,
    /// Names that a type of unchanged structure has a claim to. Types whose structure changed get other names.
    exact: BTreeSet<String>,
}

impl<'a> TypeNames<'a> {
    pub(super) fn new(lock: &'a NamesLock, seen: &'a Seen) -> Self {
        Self {
            lock,
            seen,
            taken: BTreeSet::new(),
            used: BTreeMap::new(),
            plain: HashMap::new(),
            exact: BTreeSet::new(),
            inexact: BTreeSet::new(),
            members: lock.type_members(),
            arguments: lock.type_arguments(),
            unused_pins: Vec::new(),
        }
    }

    /// The name of a titled object. Where its title stands for several structures, one of them has it for itself, and
    /// the others get their parent in front.
    pub(super) fn titled(
        &mut self,
        structures: &Structures,
        id: StructureId,
        parent: &str,
        shape: &str,
    ) -> RustIdent {
        let structure = structures.get(id);
        let title = &structure.title;
        let plain = match self.plain.get(title) {
            Some(plain) => *plain,
            None => {
                let plain = self.plain_structure(structures, title).unwrap_or(id);
                self.plain.insert(title.clone(), plain);
                plain
            }
        };
        let (by_itself, below) = match &structure.merged {
            None => (RustIdent::camel(title), join_camel(parent, title)),
            Some(MergedName::Words(words)) => (RustIdent::camel(words), join_camel(parent, words)),
            Some(MergedName::OfUnion(words)) => (join_camel(parent, words), join_camel(parent, words)),
        };
        if plain == id {
            // It may have been known under another of its titles.
            return self.claim(&structure.titles, &by_itself, shape);
        }
        let mut keys: Vec<String> = parents_keys(structure.parents.iter(), title);
        keys.push(format!("{parent}: {title}"));
        self.claim(&keys, &below, shape)
    }

    /// The structure that has a title for itself: the one that the lock does not know under a parent, and among several
    /// of these the one that had it, or else the most frequent one.
    fn plain_structure(&self, structures: &Structures, title: &str) -> Option<StructureId> {
        let held = self.lock.type_entry(title).map(|entry| entry.shape.as_str());
        let rank = |id: &StructureId| {
            let structure = structures.get(*id);
            let keys = parents_keys(structure.parents.iter(), title);
            let is_known_below = keys.iter().any(|key| self.lock.type_entry(key).is_some());
            let has_changed = held.is_some_and(|held| held != of_object(structures, structure.schema));
            (is_known_below, has_changed, std::cmp::Reverse(structure.uses), *id)
        };
        structures.titled(title).min_by_key(rank)
    }

    /// The name of an object without a title: what its place was called, or what another place of its structure was.
    pub(super) fn untitled(&mut self, place: &Place<'_>, wanted: &RustIdent, shape: &str) -> RustIdent {
        self.claim(std::slice::from_ref(&place.key), wanted, shape)
    }

    /// Notes that a type without a title of its own is used in one more place.
    pub(super) fn also(&mut self, name: &RustIdent, key: &str, shape: &str) {
        self.used.entry(key.to_owned()).or_insert_with(|| entry(name, shape));
    }

    /// The name of an enum or a union, which may be known by each of the places that use it.
    pub(super) fn shared(&mut self, wanted: &RustIdent, keys: &[String], shape: &str) -> RustIdent {
        self.claim(keys, wanted, shape)
    }

    /// Names the members of a type.
    pub(super) fn members(
        &mut self,
        of: &RustIdent,
        members: &[Member],
        is_reserved: impl Fn(&RustIdent) -> bool,
    ) -> Vec<RustIdent> {
        let pins = self.members.entry(of.as_str().to_owned()).or_default();
        let MemberNames { names, kept, unused } = members::names(members, pins, is_reserved);
        self.unused_pins.extend(unused.into_iter().map(|pin| (of.clone(), pin)));
        *pins = kept;
        names
    }

    /// Puts the arguments of a type's constructor into the order that the lock holds; new ones follow in the page's order.
    pub(super) fn order_arguments(&mut self, of: &RustIdent, arguments: &mut [Parameter]) {
        let held = self.arguments.remove(of.as_str()).unwrap_or_default();
        arguments.sort_by_key(|one| held.iter().position(|wire| *wire == one.wire).unwrap_or(usize::MAX));
        if arguments.len() > 1 {
            let order = arguments.iter().map(|one| one.wire.clone()).collect();
            self.arguments.insert(of.as_str().to_owned(), order);
        }
    }

    /// The name that the lock has for a place.
    pub(super) fn known(&self, key: &str) -> Option<String> {
        self.lock.name_of(key).map(str::to_owned)
    }

    /// Whether a place may have a name: the lock has no other one for it.
    pub(super) fn may_be_called(&self, key: &str, name: &RustIdent) -> bool {
        self.lock.type_entry(key).is_none_or(|entry| entry.name == name.as_str())
    }

    /// Whether a place may have the type of another place of the same structure: also if its own name stayed with a type that did not change.
    pub(super) fn may_share(&self, key: &str, name: &RustIdent, shape: &str) -> bool {
        let is_given_away = |entry: &TypeEntry| {
            let is_taken = RustIdent::written(&entry.name).is_some_and(|held| self.taken.contains(&held));
            entry.shape != shape && (is_taken || self.seen.exact.contains(&entry.name))
        };
        self.may_be_called(key, name) || self.lock.type_entry(key).is_some_and(is_given_away)
    }

    /// Whether the lock has more than one name for several places.
    pub(super) fn known_apart(&self, keys: impl Iterator<Item = String>) -> bool {
        keys.filter_map(|key| self.known(&key)).collect::<BTreeSet<String>>().len() > 1
    }

    /// Whether a name is given away, here or in the lock.
    pub(super) fn is_taken(&self, name: &RustIdent) -> bool {
        self.taken.contains(name) || self.lock.holds_type_name(name.as_str())
    }

    /// Returns the findings for a second pass; `None` if this one kept every name of the lock.
    pub(super) fn to_see(&self) -> Option<Seen> {
        let present: BTreeSet<String> = self.used.keys().cloned().collect();
        let has_vanished = self.lock.type_keys().any(|key| !present.contains(key));
        let is_contested = !self.exact.is_disjoint(&self.inexact);
        (has_vanished || is_contested).then(|| Seen { present: Some(present), exact: self.exact.clone() })
    }

    /// Returns errors for names of the lock that cannot be used, although their types have not changed.
    pub(super) fn refused(&self) -> Vec<LockError> {
        let lock = self.lock;
        let mut refused = Vec::new();
        for (key, used) in &self.used {
            let Some(held) = lock.type_entry(key).filter(|held| held.shape == used.shape) else { continue };
            if held.name != used.name && !lock.is_gone(Section::Types, key) {
                let other =
                    self.used.iter().find(|(_, other)| other.name == held.name).map(|(other, _)| other);
                refused.push(shared_name(lock, key, other, &held.name));
            }
            let order = self.arguments.get(&held.name).filter(|_| !held.arguments.is_empty());
            if let Some(order) = order.filter(|order| held.name == used.name && **order != held.arguments) {
                refused.push(LockError::new(
                    LockCode::WrongArguments,
                    format!("[types] \"{key}\" cannot have the arguments {:?}", held.arguments),
                    lock.place(Section::Types, key),
                    format!("write {order:?}, or another order of these"),
                ));
            }
            let unused = self.unused_pins.iter().filter(|(of, pin)| {
                of.as_str() == held.name
                    && held.members.get(&pin.wire).map(String::as_str) == Some(pin.name.as_str())
            });
            refused.extend(
                unused.map(|(_, pin)| {
                    pin.error(&format!("[types] \"{key}\""), lock.place(Section::Types, key))
                }),
            );
        }
        refused
    }

    /// Forgets types that no request leads to.
    pub(super) fn forget_left_out(&mut self, types: &Types) {
        let left_out: BTreeSet<&str> = types.left_out().map(|def| def.name.as_str()).collect();
        self.used.retain(|_, entry| !left_out.contains(entry.name.as_str()));
    }

    /// Returns the entries of the lock by key. The first one of a type has its members.
    pub(super) fn into_used(self) -> BTreeMap<String, TypeEntry> {
        let Self { mut used, mut members, mut arguments, .. } = self;
        for entry in used.values_mut() {
            entry.members = members.remove(&entry.name).unwrap_or_default();
            entry.arguments = arguments.remove(&entry.name).unwrap_or_default();
        }
        used
    }

    /// Gives a type the name that the lock has for one of its keys; if it has none, that of a type of the same structure
    /// under the same field, or of the only vanished one of that structure.
    fn claim(&mut self, keys: &[String], wanted: &RustIdent, shape: &str) -> RustIdent {
        let lock = self.lock;
        let mut own: Vec<(String, &TypeEntry)> = keys
            .iter()
            .flat_map(|key| lock.type_entries(key))
            .filter(|(key, _)| !self.used.contains_key(key))
            .collect();
        own.sort_by_key(|(_, entry)| entry.shape != shape);
        let field = keys.first().and_then(|key| key.rsplit_once(['.', '?'])).map(|(_, field)| field);
        let elsewhere: Vec<&str> =
            field.into_iter().flat_map(|field| lock.types_of_field(field, shape)).collect();
        match own.first() {
            Some((_, entry)) if entry.shape == shape => {
                self.exact.insert(entry.name.clone());
            }
            Some(_) => {}
            None => self.exact.extend(elsewhere.first().map(|name| (*name).to_owned())),
        }
        let may_have = |name: &str, is_exact: bool| {
            (is_exact || !self.seen.exact.contains(name))
                && RustIdent::written(name).is_some_and(|name| !self.taken.contains(&name))
        };
        let held = own.iter().find(|(_, entry)| may_have(&entry.name, entry.shape == shape));
        let vanished = || self.seen.present.as_ref().and_then(|present| lock.vanished_type(shape, present));
        let pinned = held
            .map(|(_, entry)| entry.name.as_str())
            .or_else(|| elsewhere.into_iter().chain(vanished()).find(|name| may_have(name, true)))
            .and_then(RustIdent::written);
        if held.is_some_and(|(_, entry)| entry.shape != shape) {
            self.inexact.extend(pinned.iter().map(|name| name.as_str().to_owned()));
        }
        // The key that the lock knows it by stays, so that an entry is not doubled when another place comes first.
        let key = held.map(|(key, _)| key.clone()).or_else(|| self.free_key(keys));
        let name = pinned.unwrap_or_else(|| wanted.or_numbered(|name| self.is_taken(name)));
        self.taken.insert(name.clone());
        if let Some(key) = key {
            self.used.insert(key, entry(&name, shape));
        }
        name
    }

    /// A key that no other type has.
    fn free_key(&self, keys: &[String]) -> Option<String> {
        let first = keys.first()?;
        let plain = keys.iter().find(|key| !self.used.contains_key(*key)).cloned();
        let is_held = |key: &str| self.used.contains_key(key) || self.lock.type_entry(key).is_some();
        plain.or_else(|| Some(first_free(first, 2, numbered_key, is_held)))
    }
}

fn entry(name: &RustIdent, shape: &str) -> TypeEntry {
    TypeEntry {
        name: name.as_str().to_owned(),
        shape: shape.to_owned(),
        arguments: Vec::new(),
        members: Pins::new(),
    }
}

fn shared_name(lock: &NamesLock, key: &str, other: Option<&String>, name: &str) -> LockError {
    let keys: Vec<&str> = other.map(String::as_str).into_iter().chain([key]).collect();
    let all: Vec<String> = keys.iter().map(|key| format!("\"{key}\"")).collect();
    let message = format!("[types] {} are different types, and both are called `{name}`", all.join(" and "));
    let places: Vec<_> = keys.iter().filter_map(|key| lock.place(Section::Types, key)).collect();
    LockError::new(LockCode::SharedTypeName, message, places, "rename one of them")
}

fn parents_keys<'p>(parents: impl Iterator<Item = &'p String>, title: &str) -> Vec<String> {
    parents.map(|parent| format!("{parent}: {title}")).collect()
}
