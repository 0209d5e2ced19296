//! Names of types: titles first, the parent and the field otherwise, and all of it pinned in `names.lock`.

use std::collections::{BTreeMap, BTreeSet};

use super::lock::{NamesLock, TypeEntry};
use crate::rust::RustIdent;
use crate::rust::ident::join_camel;
use crate::unique::first_free;

/// Gives each type a name that no other has.
pub(super) struct TypeNames<'a> {
    lock: &'a NamesLock,
    present: Option<&'a BTreeSet<String>>,
    taken: BTreeSet<RustIdent>,
    used: BTreeMap<String, TypeEntry>,
}

impl<'a> TypeNames<'a> {
    /// `present` are the keys of types that are still there; without them the lock is asked by key alone.
    pub(super) fn new(lock: &'a NamesLock, present: Option<&'a BTreeSet<String>>) -> Self {
        Self { lock, present, taken: BTreeSet::new(), used: BTreeMap::new() }
    }

    /// The name of a titled object. A title that stands for another structure as well gets its parent in front.
    pub(super) fn titled(&mut self, title: &str, parent: &str, shape: &str) -> RustIdent {
        let plain = RustIdent::camel(title);
        if !self.used.contains_key(title) {
            return self.claim(vec![title.to_owned()], &plain, shape);
        }
        // Each structure has a key of its own, or the lock would know only the last of them.
        let key = first_free(
            &format!("{parent}: {title}"),
            2,
            |base, number| format!("{base} {number}"),
            |key| self.used.contains_key(key),
        );
        self.claim(vec![key], &join_camel(parent, title), shape)
    }

    /// The name of an object without a title.
    pub(super) fn untitled(&mut self, wanted: &RustIdent, key: &str, shape: &str) -> RustIdent {
        self.claim(vec![key.to_owned()], wanted, shape)
    }

    /// The name of an enum, which may be known by each of the places that use it.
    pub(super) fn shared(&mut self, wanted: &RustIdent, keys: Vec<String>, shape: &str) -> RustIdent {
        self.claim(keys, wanted, shape)
    }

    /// Whether a name is given away, here or in the lock.
    pub(super) fn is_taken(&self, name: &RustIdent) -> bool {
        self.taken.contains(name) || self.lock.holds_type_name(name.as_str())
    }

    /// What each type is called, by its first key.
    pub(super) fn into_used(self) -> BTreeMap<String, TypeEntry> {
        self.used
    }

    fn claim(&mut self, keys: Vec<String>, wanted: &RustIdent, shape: &str) -> RustIdent {
        let pinned = self.lock.type_name(&keys, shape, self.present).and_then(RustIdent::written);
        let name = match pinned {
            Some(pinned) if !self.taken.contains(&pinned) => pinned,
            _ => wanted.or_numbered(|name| self.is_taken(name)),
        };
        self.taken.insert(name.clone());
        let entry = TypeEntry { name: name.as_str().to_owned(), shape: shape.to_owned() };
        if let Some(first) = keys.into_iter().next() {
            self.used.insert(first, entry);
        }
        name
    }
}
