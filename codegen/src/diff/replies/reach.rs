//! Which endpoints a change reaches, and where the first of them says it.

use std::collections::BTreeMap;

use super::super::finding::{Finding, Reach, Spot, Step};
use super::super::rules::RuleId;
use super::drafts::DraftId;
use super::walk::{Walk, Ways};

/// A reply that was compared.
#[derive(Clone, Copy, Debug)]
pub(super) struct Root {
    pub(super) node: usize,
    pub(super) reach: Reach,
    /// The statuses on both sides.
    pub(super) statuses: (u16, u16),
}

/// Every draft that a reply holds, in the order of the endpoints.
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
            let (old, new) = way(walk, first.node, id).unwrap_or_default();
            let spot =
                |endpoint: Option<usize>, status, way: Vec<Step>| Some(Spot::Field(endpoint?, status, way));
            let (old, new) =
                (spot(first.reach.old, first.statuses.0, old), spot(first.reach.new, first.statuses.1, new));
            // What is on one side only has no place on the other one.
            let (old, new) = match draft.rule {
                RuleId::ResponseFieldAdded | RuleId::ResponseUnionVariantAdded => (None, new),
                RuleId::ResponseFieldRemoved | RuleId::ResponseUnionVariantRemoved => (old, None),
                _ => (old, new),
            };
            let mut reach: Vec<Reach> = roots.iter().map(|root| root.reach).collect();
            reach.dedup();
            Some(draft.finding(reach, old, new))
        })
        .collect()
}

/// The way from a node to where a draft was found.
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
