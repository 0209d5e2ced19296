//! Objects under titles: those of one title that nest and agree are one structure.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::super::lock::NamesLock;
use super::agree::Fit;
use super::{Structure, Structures};
use crate::model::{Field, Kind, Schema, SchemaId, TELLING_FIELDS};

impl Structures {
    /// Objects of one title: the larger ones first, so that those which leave fields out find what they nest in.
    pub(super) fn group_titles(&mut self, lock: &NamesLock) {
        let mut titles: Vec<(String, Vec<SchemaId>)> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        for (id, schema) in self.schemas.iter() {
            let (Some(title), Kind::Object { fields, .. }) = (&schema.title, &schema.kind) else { continue };
            if fields.is_empty() {
                continue;
            }
            let at = *places.entry(title.clone()).or_insert_with(|| {
                titles.push((title.clone(), Vec::new()));
                titles.len() - 1
            });
            titles[at].1.push(id);
        }
        let has_degraded = self.schemas.iter().any(|(_, schema)| schema.is_degraded());
        for (title, mut members) in titles {
            members.sort_by_key(|id| std::cmp::Reverse(self.schemas.get(*id).fields().len()));
            for member in members {
                self.place(&title, member, lock, has_degraded);
            }
        }
    }

    fn place(&mut self, title: &str, member: SchemaId, lock: &NamesLock, has_degraded: bool) {
        let shape = self.shape(member);
        let known = self.known(title, member, lock);
        if let Some(at) = known {
            self.widen(at, member);
        }
        let home = known.or_else(|| {
            let own: Vec<usize> = self.titled(title).map(|id| id.0).collect();
            own.into_iter().find(|at| {
                let whole = self.groups[*at].schema;
                let merged = self.agree(whole, member, Fit::Nested);
                if let Some(merged) = merged {
                    self.replace(*at, merged);
                }
                merged.is_some()
            })
        });
        let of_degraded = || has_degraded.then(|| self.home_of_degraded(title, member, lock)).flatten();
        let home = home.or_else(of_degraded);
        let at = home.unwrap_or_else(|| {
            self.groups.push(Structure {
                title: title.to_owned(),
                titles: Vec::new(),
                merged: None,
                schema: member,
                uses: 0,
                parents: BTreeSet::new(),
            });
            self.groups.len() - 1
        });
        if !self.groups[at].titles.iter().any(|known| known == title) {
            self.groups[at].titles.push(title.to_owned());
        }
        self.homes.put(&self.schemas, shape, member, at);
    }

    /// The only structure of another title that an object would have the shape of, if what was not understood of one of them were printed
    /// as in the other. The lock must know one of the titles alone, as it does where both were one structure: else that would be a guess.
    fn home_of_degraded(&mut self, title: &str, member: SchemaId, lock: &NamesLock) -> Option<usize> {
        let is_degraded = self.schemas.holds_degraded(member);
        let fields = self.schemas.get(member).fields().len();
        let candidates: Vec<usize> = (0..self.groups.len())
            .filter(|at| {
                let Structure { title: other, titles, schema, .. } = &self.groups[*at];
                let is_telling = fields.max(self.schemas.get(*schema).fields().len()) >= TELLING_FIELDS;
                let is_known = |title: &str| lock.type_entry(title).is_some();
                let may_be_joined = !titles.is_empty() && is_known(other) != is_known(title);
                is_telling && may_be_joined && (is_degraded || self.schemas.holds_degraded(*schema))
            })
            .collect();
        let fits = |at: usize| {
            let whole = self.groups[at].schema;
            let is_alike = self.covers(whole, member) && self.covers(member, whole);
            is_alike.then(|| self.agree(whole, member, Fit::Nested)).flatten().map(|merged| (at, merged))
        };
        let merged: Vec<(usize, SchemaId)> = candidates.into_iter().filter_map(fits).collect();
        let [(at, merged)] = merged[..] else { return None };
        self.replace(at, merged);
        Some(at)
    }

    /// Whether an object has all fields of another one that were understood, or may have them.
    fn covers(&self, outer: SchemaId, inner: SchemaId) -> bool {
        let outer = self.schemas.get(outer);
        let has = |name: &str| outer.fields().iter().any(|field| field.name == name);
        let is_unknown = |field: &Field| self.schemas.get(field.schema).is_degraded();
        let mut fields = self.schemas.get(inner).fields().iter();
        outer.incomplete || fields.all(|field| is_unknown(field) || has(&field.name))
    }

    /// Adds the facts of an object to a structure that is the same type in Rust: a member may be null if it may be in any place.
    fn widen(&mut self, at: usize, member: SchemaId) {
        let whole = self.groups[at].schema;
        if let Some(merged) = self.agree(whole, member, Fit::Nested)
            && merged != whole
        {
            self.replace(at, merged);
        }
    }

    /// The structure that an object's shape belongs to. Under another title, a plain object must be printed alike, and the lock
    /// must not have two names for them.
    fn known(&self, title: &str, member: SchemaId, lock: &NamesLock) -> Option<usize> {
        let is_telling = self.schemas.get(member).fields().len() >= TELLING_FIELDS;
        let has_title = |at: &usize| self.groups[*at].titles.iter().any(|known| known == title);
        let is_known_apart = |at: &usize| lock.knows_apart(&self.groups[*at].title, title);
        let print = self.schemas.shape(member);
        let is_whole = |at: &usize| self.schemas.shape(self.groups[*at].schema) == print;
        let by_shape = self.homes.of(&self.schemas, &self.shapes, member);
        let by_print = self.homes.of_print(&self.schemas, member);
        by_shape
            .filter(|at| has_title(at) || (is_telling && !is_known_apart(at)))
            .or_else(|| by_print.filter(|at| has_title(at) || (is_whole(at) && !is_known_apart(at))))
    }

    /// Objects without a title that have the fields of one titled structure, and agree with it.
    pub(super) fn adopt_untitled(&mut self) {
        let mut by_names: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
        for (at, group) in self.groups.iter().enumerate() {
            by_names.entry(names_of(self.schemas.get(group.schema))).or_default().push(at);
        }
        let untitled: Vec<SchemaId> = self
            .schemas
            .iter()
            .filter(|(_, schema)| schema.title.is_none() && schema.fields().len() >= TELLING_FIELDS)
            .map(|(id, _)| id)
            .collect();
        for id in untitled {
            let shape = self.shape(id);
            if self.homes.has(shape) {
                continue;
            }
            let mut candidates = by_names.get(&names_of(self.schemas.get(id))).cloned().unwrap_or_default();
            if candidates.is_empty() {
                candidates = self.incomplete_candidates(id);
            }
            let merged: Vec<(usize, SchemaId)> = candidates
                .into_iter()
                .filter_map(|at| {
                    let whole = self.groups[at].schema;
                    self.agree(whole, id, Fit::Nested).map(|merged| (at, merged))
                })
                .collect();
            if let [(at, merged)] = merged[..] {
                self.replace(at, merged);
                self.homes.put_shape(shape, at);
            }
        }
    }

    /// Structures that have the fields of an object but for those that were not understood of one of the two.
    fn incomplete_candidates(&self, id: SchemaId) -> Vec<usize> {
        let own = self.schemas.get(id);
        let is_unknown = |field: &Field| self.schemas.get(field.schema).is_degraded();
        let nests = |inner: &Schema, outer: &Schema| {
            let has = |name: &str| outer.fields().iter().any(|other| other.name == name);
            inner.incomplete && inner.fields().iter().all(|field| is_unknown(field) || has(&field.name))
        };
        let fits = |at: &usize| {
            let whole = self.schemas.get(self.groups[*at].schema);
            whole.fields().len() >= TELLING_FIELDS && (nests(own, whole) || nests(whole, own))
        };
        (0..self.groups.len()).filter(fits).collect()
    }
}

fn names_of(schema: &Schema) -> Vec<String> {
    let mut names: Vec<String> = schema.fields().iter().map(|field| field.name.clone()).collect();
    names.sort();
    names
}
