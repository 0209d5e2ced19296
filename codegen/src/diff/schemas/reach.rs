//! Which endpoints a change reaches, and where the first of them states it.

use std::collections::BTreeMap;

use super::change::ChangeKind;
use super::drafts::DraftId;
use super::walk::{Walk, Ways};
use crate::diff::finding::{Finding, Reach, Spot, Step};
use crate::model::Location;

/// A pair of schemas that was compared as a whole.
#[derive(Clone, Copy, Debug)]
pub(super) struct Root {
    pub(super) node: usize,
    pub(super) reach: Reach,
    pub(super) part: Part,
}

/// A part of an endpoint, on both sides.
#[derive(Clone, Copy, Debug)]
pub(super) enum Part {
    /// The response of a status.
    Response(u16, u16),
    /// The parameters of a location, or the body.
    Sent(Location, Location),
}

impl Part {
    /// Returns the place in the pages that a way from the part leads to.
    fn spots(self, reach: Reach, (old, new): Ways) -> (Option<Spot>, Option<Spot>) {
        match self {
            Self::Response(before, now) => (
                reach.old.map(|at| Spot::Field(at, before, old)),
                reach.new.map(|at| Spot::Field(at, now, new)),
            ),
            Self::Sent(before, now) => {
                let names = |steps: Vec<Step>| -> Vec<String> {
                    let names = steps.into_iter().filter_map(|step| match step {
                        Step::Field(name) => Some(name),
                        _ => None,
                    });
                    names.collect()
                };
                (
                    reach.old.map(|at| Spot::Parameter(at, before, names(old))),
                    reach.new.map(|at| Spot::Parameter(at, now, names(new))),
                )
            }
        }
    }
}

/// Returns every draft that a root holds as a finding, in the order of the endpoints.
pub(super) fn findings(walk: &Walk<'_>, roots: &[Root]) -> Vec<Finding> {
    let mut reached: BTreeMap<DraftId, Vec<Root>> = BTreeMap::new();
    for root in roots {
        for id in &walk.nodes[root.node].all {
            reached.entry(*id).or_default().push(*root);
        }
    }
    reached
        .into_iter()
        .filter_map(|(id, roots)| {
            let (draft, first) = (walk.drafts.get(id)?, roots.first()?);
            let ways = way(walk, first.node, id).unwrap_or_default();
            let (old, new) = first.part.spots(first.reach, ways);
            // An item of one side only has no place on the other one.
            let (old, new) = match draft.kind {
                ChangeKind::Added { .. } | ChangeKind::VariantsAdded | ChangeKind::SchemaAdded => (None, new),
                ChangeKind::Removed { .. } | ChangeKind::VariantsRemoved => (old, None),
                _ => (old, new),
            };
            let mut reach: Vec<Reach> = roots.iter().map(|root| root.reach).collect();
            reach.dedup();
            Some(draft.finding(reach, old, new))
        })
        .collect()
}

/// Returns the way from a node to where a draft was found.
fn way(walk: &Walk<'_>, node: usize, id: DraftId) -> Option<Ways> {
    let node = walk.nodes.get(node)?;
    if let Some((_, ways)) = node.own.iter().find(|(own, _)| *own == id) {
        return Some(ways.clone());
    }
    let child = node.children.iter().find(|child| walk.nodes[child.node].all.contains(&id))?;
    let (old, new) = &child.ways;
    let (below_old, below_new) = way(walk, child.node, id)?;
    Some((old.iter().cloned().chain(below_old).collect(), new.iter().cloned().chain(below_new).collect()))
}
