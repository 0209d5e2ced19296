//! Schemas side by side, whichever way their values go: what is sent, and what is received.
//!
//! The parameters, bodies and responses of both references are walked together, with the items that both crates have for
//! them. What several endpoints hold is compared once; which endpoints reach it is known from the way down. What is found
//! is a [`change::ChangeKind`], and one table says what it means at each place.

mod change;
mod drafts;
mod likeness;
mod limits;
mod objects;
mod place;
mod reach;
mod remarks;
mod renames;
mod requests;
mod responses;
mod sentence;
mod splits;
#[cfg(test)]
mod tests;
mod unions;
mod values;
mod view;
mod walk;

use self::reach::{Part, Root};
pub(crate) use self::requests::{Claims, sent_values};
use self::requests::{Endpoints, LOCATIONS};
use self::responses::paired_responses;
pub(crate) use self::view::View;
use self::walk::{Node, Walk};
use super::comparison::Comparison;
use super::finding::{Finding, Reach};
use super::pairing::Pair;
use super::rust_side::RustSide;
use crate::model::{Endpoint, Location};

/// Collects the findings about values of endpoints that are on both sides. `claims` are those of each pair.
pub(super) fn findings(
    comparison: &Comparison<'_>,
    crates: &[RustSide<'_>; 2],
    claims: &[(Pair, Claims)],
) -> Vec<Finding> {
    let (old, new) = (&comparison.old, &comparison.new);
    let prose = comparison.same_language();
    let views =
        (View::new(old.api, old.pages, &crates[0], prose), View::new(new.api, new.pages, &crates[1], prose));
    let mut walk = Walk::new(&views.0, &views.1, prose, prose);
    let mut roots = Vec::new();
    for (pair, claims) in claims {
        let (Some(before), Some(after)) = (old.api.endpoints.get(pair.old), new.api.endpoints.get(pair.new))
        else {
            continue;
        };
        let reach = Reach { old: Some(pair.old), new: Some(pair.new) };
        let mut add = |walk: &mut Walk<'_>, node: Node, part| {
            roots.push(Root { node: walk.keep(node), reach, part });
        };
        let partial = (views.0.is_partial(pair.old), views.1.is_partial(pair.new));
        let of = Endpoints { old: before, new: after, partial };
        for (from, to, name) in &claims.moved {
            let node = walk.moved(of, (*from, *to), name);
            add(&mut walk, node, Part::Sent(*from, *to));
        }
        for location in LOCATIONS.into_iter().filter(|one| *one != Location::Body || !claims.body) {
            let node = walk.sent(of, location, claims);
            add(&mut walk, node, Part::Sent(location, location));
        }
        if views.0.is_unsure(pair.old) || views.1.is_unsure(pair.new) {
            continue;
        }
        for (was, is) in paired_responses(before, after) {
            let node = walk.response((before, after), (was, is));
            add(&mut walk, node, Part::Response(was.status, is.status));
        }
    }
    walk.settle(roots.iter().map(|root| root.node));
    splits::split(&mut walk, &roots);
    reach::findings(&walk, &roots)
}

/// Compares endpoints of two references by their facts alone; see [`change::ChangeKind::is_fact`].
pub(crate) struct Facts<'a> {
    walk: Walk<'a>,
}

impl<'a> Facts<'a> {
    /// Compares two references. The views are made without prose.
    pub(crate) fn new(old: &'a View<'a>, new: &'a View<'a>, same_language: bool) -> Self {
        Self { walk: Walk::new(old, new, false, same_language) }
    }

    /// Whether parameters of one location, or the bodies, differ.
    pub(crate) fn differ_in(&mut self, old: &Endpoint, new: &Endpoint, location: Location) -> bool {
        let of = Endpoints { old, new, partial: (false, false) };
        let node = self.walk.sent(of, location, &Claims::default());
        self.has_facts(node)
    }

    /// Whether the responses of statuses that both endpoints have differ.
    pub(crate) fn differ_in_responses(&mut self, old: &Endpoint, new: &Endpoint) -> bool {
        old.responses.iter().any(|was| {
            let is = new.responses.iter().find(|is| is.status == was.status);
            is.is_some_and(|is| {
                let node = self.walk.response((old, new), (was, is));
                self.has_facts(node)
            })
        })
    }

    fn has_facts(&mut self, node: Node) -> bool {
        let node = self.walk.keep(node);
        let mut found = self.walk.nodes[node].all.iter().filter_map(|id| self.walk.found.get(*id));
        found.any(|draft| draft.is_fact)
    }
}
