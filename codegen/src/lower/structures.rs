//! Which printed objects are one structure: what pages say of one thing in several places, brought together.
//!
//! The depth cut, and lists that leave fields out, make one object look like several. Objects of one title whose fields
//! nest and agree are one structure, and so are variants of a union that no reader could tell apart. An object without a
//! title that looks like exactly one titled one is that. All of it works on a copy of the model's schemas, in which "all
//! of" several objects is one object as well.

mod agree;
mod combine;
mod homes;
mod merged;
mod replies;
mod simplify;
mod titles;
mod twins;
mod variants;

use std::collections::{BTreeSet, HashMap};

use self::agree::{Agreement, Fit};
use self::homes::Homes;
pub(super) use self::merged::MergedName;
use super::lock::NamesLock;
use super::order;
use super::shapes::{Shape, Shapes};
use crate::model::{Additional, Api, Kind, Schema, SchemaId, Schemas, TELLING_FIELDS};

/// The schemas that types are made of.
#[derive(Debug)]
pub(super) struct Structures {
    pub(super) schemas: Schemas,
    shapes: Shapes,
    now: HashMap<SchemaId, SchemaId>,
    groups: Vec<Structure>,
    homes: Homes,
    /// What replies are that have several schemas for one status.
    any_of: HashMap<Vec<SchemaId>, SchemaId>,
    /// Replies whose items are shown elsewhere, by endpoint and status.
    shown: HashMap<(String, u16), SchemaId>,
}

/// An object under a title, as complete as all its places together print it.
#[derive(Clone, Debug)]
pub(super) struct Structure {
    /// The title that names it.
    pub(super) title: String,
    /// Every title it goes under, in the order of the pages.
    pub(super) titles: Vec<String>,
    /// Its name, if several variants of a union became it.
    pub(super) merged: Option<MergedName>,
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
        let mut structures = Self::of(&api.schemas, replies(api));
        structures.shape_all();
        structures.unite_replies(api);
        structures.show_hidden_lists(api);
        structures.group_titles(lock);
        structures.adopt_untitled();
        structures.join_variants(lock);
        structures.name_merged();
        structures.count_uses();
        structures
    }

    /// The schemas of what is sent, in which no title brings objects together.
    pub(super) fn sent(api: &Api) -> Self {
        Self::of(&api.schemas, requests(api))
    }

    fn of(schemas: &Schemas, roots: impl Iterator<Item = SchemaId>) -> Self {
        let (schemas, now) = combine::combined(schemas, order::schemas(schemas, roots));
        Self {
            schemas,
            shapes: Shapes::default(),
            now,
            groups: Vec::new(),
            homes: Homes::default(),
            any_of: HashMap::new(),
            shown: HashMap::new(),
        }
    }

    pub(super) fn get(&self, id: StructureId) -> &Structure {
        &self.groups[id.0]
    }

    /// The structure that an object is, if it goes under a title.
    pub(super) fn of_object(&self, id: SchemaId) -> Option<StructureId> {
        let schema = self.schemas.get(id);
        let Kind::Object { fields, .. } = &schema.kind else { return None };
        if fields.is_empty() || (schema.title.is_none() && fields.len() < TELLING_FIELDS) {
            return None;
        }
        self.homes.of(&self.schemas, &self.shapes, id).map(StructureId)
    }

    /// Gives every object its shape.
    fn shape_all(&mut self) {
        for (id, _) in self.schemas.iter() {
            self.shapes.of(&self.schemas, id, "", &|_| None);
        }
    }

    /// The shape of an object, down to the values in it.
    fn shape(&mut self, id: SchemaId) -> Shape {
        self.shapes.of(&self.schemas, id, "", &|_| None)
    }

    /// Every structure of a title.
    pub(super) fn titled<'a>(&'a self, title: &'a str) -> impl Iterator<Item = StructureId> + 'a {
        // What was joined to another goes under no title of its own any more.
        let own = move |(_, group): &(usize, &Structure)| group.title == title && !group.titles.is_empty();
        self.groups.iter().enumerate().filter(own).map(|(at, _)| StructureId(at))
    }

    fn agree(&mut self, a: SchemaId, b: SchemaId, fit: Fit) -> Option<SchemaId> {
        let Self { schemas, shapes, homes, .. } = self;
        Agreement { schemas, shapes, homes }.of_objects(a, b, fit)
    }

    /// One schema for two values; `None` where they differ in more than what a page may hide.
    fn agree_values(&mut self, a: SchemaId, b: SchemaId) -> Option<SchemaId> {
        let Self { schemas, shapes, homes, .. } = self;
        Agreement { schemas, shapes, homes }.of_values(a, b, "")
    }

    /// Makes a structure more complete.
    fn replace(&mut self, at: usize, schema: SchemaId) {
        self.groups[at].schema = schema;
        let shape = self.shape(schema);
        self.homes.put_shape(shape, at);
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

/// The schemas that replies print, those included of which the endpoint was not understood.
fn replies(api: &Api) -> impl Iterator<Item = SchemaId> {
    let responses = order::endpoints(api).flat_map(|endpoint| &endpoint.responses);
    responses.flat_map(|response| response.schemas.iter().copied()).chain(api.unplaced.iter().copied())
}

/// The schemas of parameters and bodies.
fn requests(api: &Api) -> impl Iterator<Item = SchemaId> {
    order::endpoints(api).flat_map(|endpoint| {
        endpoint.parameters.iter().map(|parameter| parameter.schema).chain(endpoint.body)
    })
}

/// The schemas that a schema is directly made of.
fn children_of(schema: &Schema) -> Vec<SchemaId> {
    match &schema.kind {
        Kind::Array(items) => items.iter().copied().collect(),
        Kind::Object { fields, additional } => {
            let typed = match additional {
                Additional::Typed(value) => Some(*value),
                _ => None,
            };
            fields.iter().map(|field| field.schema).chain(typed).collect()
        }
        Kind::Union { variants, .. } => variants.clone(),
        _ => Vec::new(),
    }
}
