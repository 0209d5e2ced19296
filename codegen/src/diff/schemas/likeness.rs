//! Whether two schemas are the same thing: the one measure for variants, responses, and what was renamed.

use std::collections::BTreeSet;

use super::values::spelling;
use super::view::Members;
use super::walk::Walk;
use crate::model::{Kind, SchemaId};

/// The share of equal members, in percent, from which on two objects are one object that has changed.
pub(super) const ALIKE: usize = 50;

impl Walk<'_> {
    /// Whether nothing that is compared differs.
    pub(super) fn are_equal(&self, o: SchemaId, n: SchemaId) -> bool {
        self.old.digest(o) == self.new.digest(n)
    }

    /// Whether two values are the same thing: they are equal, or have the same title.
    pub(super) fn same_value(&self, o: SchemaId, n: SchemaId) -> bool {
        let (old, new) = (self.old.get(o), self.new.get(n));
        self.are_equal(o, n)
            || match (&old.kind, &new.kind) {
                (Kind::Array(Some(o)), Kind::Array(Some(n))) => self.same_value(*o, *n),
                _ => old.title.is_some() && old.title == new.title,
            }
    }

    /// Whether two values look like the same thing.
    pub(super) fn are_alike(&self, o: SchemaId, n: SchemaId) -> bool {
        self.same_value(o, n) || self.likeness(o, n).is_some_and(|percent| percent >= ALIKE)
    }

    /// Returns how alike two values are by their members, in percent; values without members are alike if they are of
    /// one kind. `None` where they are different things.
    pub(super) fn likeness(&self, o: SchemaId, n: SchemaId) -> Option<usize> {
        match (self.old.members(o), self.new.members(n)) {
            (Some(ours), Some(theirs)) if self.have_other_tags(&ours, &theirs) => None,
            (Some(ours), Some(theirs)) => Some(shared_names(&ours, &theirs)),
            (None, None) => {
                let (old, new) = (&self.old.get(o).kind, &self.new.get(n).kind);
                (old.word() == new.word() && !matches!(old, Kind::Opaque(_))).then_some(100)
            }
            _ => None,
        }
    }

    /// Whether a required member, such as `type`, has listed values in both objects, and none in common.
    fn have_other_tags(&self, ours: &Members, theirs: &Members) -> bool {
        let spellings =
            |values: &[String]| values.iter().map(|value| spelling(value)).collect::<BTreeSet<_>>();
        ours.fields.iter().filter(|(old, _)| old.required).any(|(old, _)| {
            let new = theirs.fields.iter().find(|(new, _)| new.required && new.name == old.name);
            new.is_some_and(|(new, _)| {
                let (before, now) = (&self.old.get(old.schema).values, &self.new.get(new.schema).values);
                !before.is_empty() && !now.is_empty() && spellings(before).is_disjoint(&spellings(now))
            })
        })
    }
}

/// Returns the share of members that both objects have, in percent.
fn shared_names(ours: &Members, theirs: &Members) -> usize {
    let (ours, theirs): (BTreeSet<&str>, BTreeSet<&str>) = (ours.names().collect(), theirs.names().collect());
    let all = ours.union(&theirs).count();
    (ours.intersection(&theirs).count() * 100).checked_div(all).unwrap_or(100)
}
