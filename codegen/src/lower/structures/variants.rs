//! Variants of unions that no reader could distinguish: they are one structure.

use std::collections::BTreeSet;

use super::super::lock::NamesLock;
use super::super::order;
use super::agree::Fit;
use super::{StructureId, Structures};
use crate::model::{Kind, Schema, SchemaId};
use crate::syntax::Compose;

impl Structures {
    /// Variants of a union that need the same keys: a reply with just these could be any of them, so that they are one.
    pub(super) fn join_variants(&mut self, lock: &NamesLock) {
        for variants in self.unions() {
            for (at, first) in variants.iter().enumerate() {
                for second in &variants[at + 1..] {
                    self.join(*first, *second, lock);
                }
            }
        }
    }

    /// The variants of each union, by what they are.
    pub(super) fn unions(&self) -> Vec<Vec<SchemaId>> {
        let variants = self.schemas.iter().filter_map(|(_, schema)| match &schema.kind {
            Kind::Union { how: Compose::OneOf | Compose::AnyOf, variants } => {
                let places = order::variants(&self.schemas, variants);
                Some(places.into_iter().map(|at| variants[at]).collect())
            }
            _ => None,
        });
        variants.collect()
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
            self.homes.join(b, a);
            self.replace(a, merged);
        }
    }

    /// Whether a field has known values in both, and no value is in both.
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
}

fn required_of(schema: &Schema) -> BTreeSet<&str> {
    schema.fields().iter().filter(|field| field.required).map(|field| field.name.as_str()).collect()
}
