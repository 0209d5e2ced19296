//! In what an endpoint differs from one version to another: facts in wire terms.

use std::collections::BTreeSet;

use super::Aspect;
use super::replies::Replies;
use crate::model::legacy::{Parameter, ParameterType};
use crate::model::{Endpoint, Location, PathTemplate};
use crate::read::Reading;
use crate::syntax::SimpleType;

/// An endpoint in one version.
#[derive(Clone, Copy, Debug)]
pub(super) struct Side<'a> {
    pub(super) endpoint: &'a Endpoint,
    /// What its page has lost, if anything: that differs from nothing.
    pub(super) lost: Option<&'a BTreeSet<Aspect>>,
}

/// What two versions are compared with; it remembers which schemas are alike.
pub(super) struct Differences<'a> {
    replies: Replies<'a>,
    /// Values that stand in the prose can be compared within one language only.
    same_language: bool,
}

impl<'a> Differences<'a> {
    pub(super) fn new(old: &'a Reading, new: &'a Reading) -> Self {
        Self {
            replies: Replies::new(&old.api.schemas, &new.api.schemas),
            same_language: old.api.edition.locale == new.api.edition.locale,
        }
    }

    /// The aspects in which an endpoint differs.
    pub(super) fn of(&mut self, old: Side<'_>, new: Side<'_>) -> Vec<Aspect> {
        let (a, b) = (old.endpoint, new.endpoint);
        let is_lost = |aspect| [old.lost, new.lost].into_iter().flatten().any(|lost| lost.contains(&aspect));
        let same_replies = self.replies.are_same(a, b);
        let same_in = |place| self.same_parameters(a, b, place);
        let is_same = |aspect| match aspect {
            Aspect::Parameters => {
                same_in(Location::Header) && same_in(Location::Query) && self.same_placeholders(a, b)
            }
            Aspect::Body => same_in(Location::Body),
            Aspect::Reply => same_replies,
            Aspect::Statuses => statuses(a) == statuses(b),
        };
        Aspect::ALL.into_iter().filter(|aspect| !is_lost(*aspect) && !is_same(*aspect)).collect()
    }

    fn same_parameters(&self, old: &Endpoint, new: &Endpoint, place: Location) -> bool {
        let (old, new): (Vec<_>, Vec<_>) = (old.legacy_in(place).collect(), new.legacy_in(place).collect());
        self.same_lists(&old, &new)
    }

    /// Parameters of the path go by their place in it, whatever they are called.
    fn same_placeholders(&self, old: &Endpoint, new: &Endpoint) -> bool {
        let (old, new) = (placeholders(old, &old.path), placeholders(new, &new.path));
        old.len() == new.len()
            && old.iter().zip(&new).all(|pair| match pair {
                (Some(old), Some(new)) => self.same_value(old, new),
                // What the page does not document differs from nothing.
                _ => true,
            })
    }

    fn same_lists(&self, old: &[&Parameter], new: &[&Parameter]) -> bool {
        // Order is nothing, and a name is there once a place.
        old.len() == new.len()
            && old.iter().all(|old| {
                new.iter().any(|new| {
                    old.name == new.name && old.required == new.required && self.same_value(old, new)
                })
            })
    }

    fn same_value(&self, old: &Parameter, new: &Parameter) -> bool {
        let fields = |parameter: &'_ Parameter| parameter.fields.len();
        // An object without fields is one of which the page does not show them.
        let is_hidden = fields(old) == 0 || fields(new) == 0;
        let (old_fields, new_fields): (Vec<_>, Vec<_>) =
            (old.fields.iter().collect(), new.fields.iter().collect());
        same_types(&old.types, &new.types)
            && old.nullable == new.nullable
            && old.default == new.default
            && set(old.values.as_ref()) == set(new.values.as_ref())
            && (!self.same_language || set(old.item_values.as_ref()) == set(new.item_values.as_ref()))
            && (is_hidden || self.same_lists(&old_fields, &new_fields))
    }
}

/// The documented parameter of each placeholder.
fn placeholders<'a>(endpoint: &'a Endpoint, path: &'a PathTemplate) -> Vec<Option<&'a Parameter>> {
    let of = |name: &str| endpoint.legacy_in(Location::Path).find(|parameter| parameter.name == name);
    path.placeholders().map(of).collect()
}

/// The same alternatives in whatever order; an array of which the page does not say of what is like any other.
fn same_types(old: &[ParameterType], new: &[ParameterType]) -> bool {
    let is_like = |a: &ParameterType, b: &ParameterType| {
        let is_array = |one: &ParameterType| {
            matches!(one, ParameterType::Simple(SimpleType::Array) | ParameterType::ArrayOf(_))
        };
        let is_vague = |one: &ParameterType| {
            matches!(
                one,
                ParameterType::Simple(SimpleType::Array) | ParameterType::ArrayOf(SimpleType::Array)
            )
        };
        a == b || is_array(a) && is_array(b) && (is_vague(a) || is_vague(b))
    };
    old.iter().all(|a| new.iter().any(|b| is_like(a, b)))
        && new.iter().all(|b| old.iter().any(|a| is_like(a, b)))
}

fn set(values: Option<&Vec<String>>) -> Option<BTreeSet<&str>> {
    values.map(|values| values.iter().map(String::as_str).collect())
}

fn statuses(endpoint: &Endpoint) -> BTreeSet<u16> {
    endpoint.responses.iter().map(|response| response.status).collect()
}
