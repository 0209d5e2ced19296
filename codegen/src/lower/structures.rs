//! Which printed objects are one structure: what pages say of one thing in several places, brought together.
//!
//! The depth cut, and lists that leave fields out, make one object look like several. Objects of one title whose fields
//! nest and agree are one structure, and so are variants of a union that no reader could tell apart. An object without a
//! title that looks like exactly one titled one is that. All of it works on a copy of the model's schemas, in which "all
//! of" several objects is one object as well.

mod agree;
mod combine;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use self::agree::{Agreement, Fit};
use super::lock::NamesLock;
use crate::model::{Api, Kind, Schema, SchemaId, Schemas, ShapeId};
use crate::syntax::Compose;

/// Objects of fewer fields are too plain to be taken for a titled one that happens to look the same.
pub(super) const TELLING_FIELDS: usize = 4;

/// The schemas that types are made of.
#[derive(Debug)]
pub(super) struct Structures {
    pub(super) schemas: Schemas,
    now: HashMap<SchemaId, SchemaId>,
    groups: Vec<Structure>,
    by_shape: HashMap<ShapeId, usize>,
    /// What replies are that have several schemas for one status.
    any_of: HashMap<Vec<SchemaId>, SchemaId>,
}

/// An object under a title, as complete as all its places together print it.
#[derive(Clone, Debug)]
pub(super) struct Structure {
    /// The title that names it.
    pub(super) title: String,
    /// Every title it goes under, in the order of the pages.
    pub(super) titles: Vec<String>,
    /// What it is.
    pub(super) schema: SchemaId,
    /// In how many places it occurs.
    pub(super) uses: usize,
    /// The titles of the objects that it occurs in.
    pub(super) parents: BTreeSet<String>,
}

/// A handle to a structure, cheap to compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct StructureId(usize);

impl Structures {
    /// The schemas of what is received. Titles that the lock knows as types of their own stay apart.
    pub(super) fn received(api: &Api, lock: &NamesLock) -> Self {
        let mut structures = Self::of(&api.schemas, api.response_schemas());
        structures.unite_replies(api);
        structures.group_titles();
        structures.adopt_untitled();
        structures.join_variants(lock);
        structures.count_uses();
        structures
    }

    /// The schemas of what is sent, in which no title brings objects together.
    pub(super) fn sent(api: &Api) -> Self {
        Self::of(&api.schemas, api.request_schemas())
    }

    fn of(schemas: &Schemas, roots: impl Iterator<Item = SchemaId>) -> Self {
        let (schemas, now) = combine::combined(schemas, schemas.reachable(roots));
        Self { schemas, now, groups: Vec::new(), by_shape: HashMap::new(), any_of: HashMap::new() }
    }

    /// What a schema of the model is among these.
    pub(super) fn of_model(&self, id: SchemaId) -> SchemaId {
        self.now.get(&id).copied().unwrap_or(id)
    }

    pub(super) fn get(&self, id: StructureId) -> &Structure {
        &self.groups[id.0]
    }

    /// What a reply is that has several schemas: any of them.
    pub(super) fn any_of(&self, of_model: &[SchemaId]) -> Option<SchemaId> {
        self.any_of.get(of_model).copied()
    }

    /// The structure that an object is, if it goes under a title.
    pub(super) fn of_object(&self, id: SchemaId) -> Option<StructureId> {
        let schema = self.schemas.get(id);
        let Kind::Object { fields, .. } = &schema.kind else { return None };
        if fields.is_empty() || (schema.title.is_none() && fields.len() < TELLING_FIELDS) {
            return None;
        }
        self.by_shape.get(&self.schemas.shape(id)).map(|at| StructureId(*at))
    }

    /// Every structure of a title.
    pub(super) fn titled<'a>(&'a self, title: &'a str) -> impl Iterator<Item = StructureId> + 'a {
        // What was joined to another goes under no title of its own any more.
        let own = move |(_, group): &(usize, &Structure)| group.title == title && !group.titles.is_empty();
        self.groups.iter().enumerate().filter(own).map(|(at, _)| StructureId(at))
    }

    /// Several schemas for one status come with several media types, or with one that gives several things.
    fn unite_replies(&mut self, api: &Api) {
        let replies = api.endpoints.iter().flat_map(|endpoint| &endpoint.responses);
        for schemas in replies.map(|reply| &reply.schemas).filter(|schemas| schemas.len() > 1) {
            let now: Vec<SchemaId> = schemas.iter().map(|id| self.of_model(*id)).collect();
            // Text, and objects of which nothing is said, are what other media types than GitHub's JSON give.
            let told: Vec<SchemaId> =
                now.iter().copied().filter(|id| says_something(self.schemas.get(*id))).collect();
            let id = match told.as_slice() {
                [] => now[0],
                [only] => *only,
                several => self.unite(several),
            };
            self.any_of.insert(schemas.clone(), id);
        }
    }

    /// Any of several; lists of several things are one list of any of them.
    fn unite(&mut self, schemas: &[SchemaId]) -> SchemaId {
        let items = |id: &SchemaId| match &self.schemas.get(*id).kind {
            Kind::Array(items) => *items,
            _ => None,
        };
        let lists: Option<Vec<SchemaId>> = schemas.iter().map(items).collect();
        let kind = match lists {
            Some(items) => {
                let union = Kind::Union { how: Compose::AnyOf, variants: items };
                Kind::Array(Some(self.schemas.intern(Schema::new(union))))
            }
            None => Kind::Union { how: Compose::AnyOf, variants: schemas.to_vec() },
        };
        self.schemas.intern(Schema::new(kind))
    }

    fn agree(&mut self, a: SchemaId, b: SchemaId, fit: Fit) -> Option<SchemaId> {
        Agreement { schemas: &mut self.schemas, known: &self.by_shape }.of_objects(a, b, fit)
    }

    /// Objects of one title: the larger ones first, so that those which leave fields out find what they nest in.
    fn group_titles(&mut self) {
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
            let shape = self.schemas.shape(id);
            if titles[at].1.iter().all(|other| self.schemas.shape(*other) != shape) {
                titles[at].1.push(id);
            }
        }
        for (title, mut members) in titles {
            members.sort_by_key(|id| std::cmp::Reverse(self.schemas.get(*id).fields().len()));
            for member in members {
                self.place(&title, member);
            }
        }
    }

    fn place(&mut self, title: &str, member: SchemaId) {
        let shape = self.schemas.shape(member);
        let same = self.by_shape.get(&shape).copied();
        let home = same.or_else(|| {
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
        let at = home.unwrap_or_else(|| {
            self.groups.push(Structure {
                title: title.to_owned(),
                titles: Vec::new(),
                schema: member,
                uses: 0,
                parents: BTreeSet::new(),
            });
            self.groups.len() - 1
        });
        if !self.groups[at].titles.iter().any(|known| known == title) {
            self.groups[at].titles.push(title.to_owned());
        }
        self.by_shape.insert(shape, at);
    }

    fn replace(&mut self, at: usize, schema: SchemaId) {
        self.groups[at].schema = schema;
        let shape = self.schemas.shape(schema);
        self.by_shape.entry(shape).or_insert(at);
    }

    /// Objects without a title that have the fields of one titled structure, and agree with it.
    fn adopt_untitled(&mut self) {
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
            let shape = self.schemas.shape(id);
            if self.by_shape.contains_key(&shape) {
                continue;
            }
            let candidates = by_names.get(&names_of(self.schemas.get(id))).cloned().unwrap_or_default();
            let merged: Vec<(usize, SchemaId)> = candidates
                .into_iter()
                .filter_map(|at| {
                    let whole = self.groups[at].schema;
                    self.agree(whole, id, Fit::Nested).map(|merged| (at, merged))
                })
                .collect();
            if let [(at, merged)] = merged[..] {
                self.replace(at, merged);
                self.by_shape.insert(shape, at);
            }
        }
    }

    /// Variants of a union that need the same keys: a reply with just these could be any of them, so that they are one.
    fn join_variants(&mut self, lock: &NamesLock) {
        let unions: Vec<Vec<SchemaId>> = self
            .schemas
            .iter()
            .filter_map(|(_, schema)| match &schema.kind {
                Kind::Union { how: Compose::OneOf | Compose::AnyOf, variants } => Some(variants.clone()),
                _ => None,
            })
            .collect();
        for variants in unions {
            for (at, first) in variants.iter().enumerate() {
                for second in &variants[at + 1..] {
                    self.join(*first, *second, lock);
                }
            }
        }
    }

    fn join(&mut self, first: SchemaId, second: SchemaId, lock: &NamesLock) {
        let (Some(StructureId(a)), Some(StructureId(b))) = (self.of_object(first), self.of_object(second))
        else {
            return;
        };
        let (left, right) = (self.groups[a].schema, self.groups[b].schema);
        let same_keys = required_of(self.schemas.get(left)) == required_of(self.schemas.get(right));
        let known_apart = lock.knows_apart(&self.groups[a].title, &self.groups[b].title);
        if a == b || !same_keys || known_apart || self.told_apart(left, right) {
            return;
        }
        if let Some(merged) = self.agree(left, right, Fit::Overlapping) {
            let titles = std::mem::take(&mut self.groups[b].titles);
            self.groups[a].titles.extend(titles);
            for group in self.by_shape.values_mut() {
                if *group == b {
                    *group = a;
                }
            }
            self.replace(a, merged);
        }
    }

    /// Whether a field has known values in both, none of which are the same.
    fn told_apart(&self, left: SchemaId, right: SchemaId) -> bool {
        let (left, right) = (self.schemas.get(left).fields(), self.schemas.get(right).fields());
        left.iter().any(|field| {
            let values = &self.schemas.get(field.schema).values;
            right.iter().filter(|other| other.name == field.name).any(|other| {
                let others = &self.schemas.get(other.schema).values;
                !values.is_empty() && !others.is_empty() && values.iter().all(|value| !others.contains(value))
            })
        })
    }

    fn count_uses(&mut self) {
        let mut uses: Vec<(usize, Option<String>)> = Vec::new();
        for (_, schema) in self.schemas.iter() {
            for child in children_of(schema) {
                if let Some(StructureId(at)) = self.of_object(child) {
                    uses.push((at, None));
                }
            }
            if let (Some(title), Kind::Object { .. }) = (&schema.title, &schema.kind) {
                let mut below = children_of(schema);
                while let Some(id) = below.pop() {
                    match self.of_object(id) {
                        Some(StructureId(at)) => uses.push((at, Some(title.clone()))),
                        None => below.extend(children_of(self.schemas.get(id))),
                    }
                }
            }
        }
        for (at, parent) in uses {
            match parent {
                None => self.groups[at].uses += 1,
                Some(parent) => {
                    self.groups[at].parents.insert(parent);
                }
            }
        }
    }
}

fn says_something(schema: &Schema) -> bool {
    match &schema.kind {
        Kind::String | Kind::Opaque(_) | Kind::Null => false,
        Kind::Object { fields, .. } => !fields.is_empty(),
        _ => true,
    }
}

fn names_of(schema: &Schema) -> Vec<String> {
    let mut names: Vec<String> = schema.fields().iter().map(|field| field.name.clone()).collect();
    names.sort();
    names
}

fn required_of(schema: &Schema) -> BTreeSet<&str> {
    schema.fields().iter().filter(|field| field.required).map(|field| field.name.as_str()).collect()
}

/// The schemas that a schema is directly made of.
fn children_of(schema: &Schema) -> Vec<SchemaId> {
    match &schema.kind {
        Kind::Array(items) => items.iter().copied().collect(),
        Kind::Object { fields, additional } => {
            let typed = match additional {
                crate::model::Additional::Typed(value) => Some(*value),
                _ => None,
            };
            fields.iter().map(|field| field.schema).chain(typed).collect()
        }
        Kind::Union { variants, .. } => variants.clone(),
        _ => Vec::new(),
    }
}
