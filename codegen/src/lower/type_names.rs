//! Names of types: titles first, the parent and the field otherwise, and all of it pinned in `names.lock`.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::lock::{NamesLock, TypeEntry};
use super::place::Place;
use super::structures::{MergedName, StructureId, Structures};
use crate::rust::RustIdent;
use crate::rust::ident::join_camel;
use crate::unique::first_free;

/// Gives each type a name that no other has.
pub(super) struct TypeNames<'a> {
    lock: &'a NamesLock,
    present: Option<&'a BTreeSet<String>>,
    taken: BTreeSet<RustIdent>,
    used: BTreeMap<String, TypeEntry>,
    /// The structure that goes under its title alone, for each title.
    plain: HashMap<String, StructureId>,
}

impl<'a> TypeNames<'a> {
    /// `present` are the keys of types that are still there; without them the lock is asked by key alone.
    pub(super) fn new(lock: &'a NamesLock, present: Option<&'a BTreeSet<String>>) -> Self {
        Self { lock, present, taken: BTreeSet::new(), used: BTreeMap::new(), plain: HashMap::new() }
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
            return self.claim(structure.titles.clone(), &by_itself, shape);
        }
        let mut keys: Vec<String> = parents_keys(structure.parents.iter(), title);
        keys.retain(|key| !self.used.contains_key(key));
        if keys.is_empty() {
            // Each structure has a key of its own, or the lock would know only the last of them.
            keys.push(first_free(
                &format!("{parent}: {title}"),
                2,
                |base, number| format!("{base} {number}"),
                |key| self.used.contains_key(key),
            ));
        }
        self.claim(keys, &below, shape)
    }

    /// The structure that has a title for itself: the one that the lock does not know under a parent, and among several
    /// of these the most frequent one.
    fn plain_structure(&self, structures: &Structures, title: &str) -> Option<StructureId> {
        let known_below = |id: &StructureId| {
            let keys = parents_keys(structures.get(*id).parents.iter(), title);
            self.lock.type_key(&keys).is_some()
        };
        structures
            .titled(title)
            .min_by_key(|id| (known_below(id), std::cmp::Reverse(structures.get(*id).uses), *id))
    }

    /// The name of an object without a title: what its place was called, or what another place of its structure was.
    pub(super) fn untitled(&mut self, place: &Place<'_>, wanted: &RustIdent, shape: &str) -> RustIdent {
        let mut keys = vec![place.key.clone()];
        keys.extend(self.lock.type_keys_of_field(place.field, shape).cloned());
        let name = self.claim(keys, wanted, shape);
        self.also(&name, &place.key, shape);
        name
    }

    /// Notes that a type without a title of its own is used in one more place.
    pub(super) fn also(&mut self, name: &RustIdent, key: &str, shape: &str) {
        let entry = TypeEntry { name: name.as_str().to_owned(), shape: shape.to_owned() };
        self.used.entry(key.to_owned()).or_insert(entry);
    }

    /// The name of an enum or a union, which may be known by each of the places that use it.
    pub(super) fn shared(&mut self, wanted: &RustIdent, keys: Vec<String>, shape: &str) -> RustIdent {
        self.claim(keys, wanted, shape)
    }

    /// The name that the lock has for a place.
    pub(super) fn known(&self, key: &str) -> Option<String> {
        self.lock.name_of(key).map(str::to_owned)
    }

    /// Whether a place may go under a name: the lock says nothing else.
    pub(super) fn may_be_called(&self, key: &str, name: &RustIdent) -> bool {
        self.known(key).is_none_or(|known| known == name.as_str())
    }

    /// Whether the lock has more than one name for several places.
    pub(super) fn known_apart(&self, keys: impl Iterator<Item = String>) -> bool {
        keys.filter_map(|key| self.known(&key)).collect::<BTreeSet<String>>().len() > 1
    }

    /// Whether a name is given away, here or in the lock.
    pub(super) fn is_taken(&self, name: &RustIdent) -> bool {
        self.taken.contains(name) || self.lock.holds_type_name(name.as_str())
    }

    /// What each type is called, by its key.
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
        // The key that the lock knows it by stays, so that an entry is not doubled when another place comes first.
        let key = self.lock.type_key(&keys).cloned().or_else(|| keys.into_iter().next());
        if let Some(key) = key {
            self.used.insert(key, entry);
        }
        name
    }
}

fn parents_keys<'p>(parents: impl Iterator<Item = &'p String>, title: &str) -> Vec<String> {
    parents.map(|parent| format!("{parent}: {title}")).collect()
}
