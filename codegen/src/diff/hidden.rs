//! What one side's pages hide and the other's show: unknown is neither removed nor added.
//!
//! Pages of one reference can be printed in several dialects, each of which hides other things. The crate that is made from
//! them differs there although the API does not, so that such differences are remarks of the report, not changes.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::comparison::{Comparison, Side};
use super::finding::Spot;
use super::locate::Locator;
use super::losses::by_endpoint;
use super::report::Note;
use super::rules::RuleId;
use super::surface::Explained;
use super::verdict::Wire;
use crate::model::LossCause;

/// Takes out what differs only because something is hidden, as a remark.
pub(super) fn set_apart(
    comparison: &Comparison<'_>,
    explained: Vec<Explained>,
) -> (Vec<Explained>, Option<Note>) {
    let endpoints = hidden_at(comparison);
    let is_hidden = |one: &Explained| {
        let finding = &one.finding;
        let follows = matches!(
            finding.rule,
            RuleId::TypeChanged | RuleId::TypeMerged | RuleId::TypeSplit | RuleId::TypeRenamed
        );
        let is_hidden = |old: Option<usize>| old.is_some_and(|old| endpoints.contains(&old));
        follows
            && finding.wire == Wire::None
            && !finding.reach.is_empty()
            && finding.reach.iter().all(|reach| is_hidden(reach.old))
    };
    let (hidden, kept): (Vec<Explained>, Vec<Explained>) = explained.into_iter().partition(is_hidden);
    let note = note(comparison, &endpoints, &hidden);
    (kept, note)
}

fn note(comparison: &Comparison<'_>, endpoints: &BTreeSet<usize>, hidden: &[Explained]) -> Option<Note> {
    let first = endpoints.first()?;
    let line = Locator::new(comparison.old).line(&Spot::Endpoint(*first));
    let count = |count: usize, one: &str, more: &str| match count {
        1 => format!("1 {one}"),
        count => format!("{count} {more}"),
    };
    let mut message = format!(
        "the pages of one side hide what those of the other show at {}: unknown, not removed",
        count(endpoints.len(), "endpoint", "endpoints")
    );
    let items: HashSet<&str> =
        hidden.iter().flat_map(|one| &one.items).map(|item| item.path.as_str()).collect();
    if !items.is_empty() {
        let items = count(items.len(), "item of the crate differs", "items of the crate differ");
        message = format!("{message}; {items} for no other reason");
    }
    Some(Note { kind: "hidden", message, place: line.map(|line| format!("{}:{}", line.file, line.line)) })
}

/// The endpoints, by their index on the old side, at which the two sides hide other things.
fn hidden_at(comparison: &Comparison<'_>) -> BTreeSet<usize> {
    let (old, new) = (losses(&comparison.old), losses(&comparison.new));
    let pairs = comparison.pairing.pairs.iter();
    pairs.filter(|pair| old.get(&pair.old) != new.get(&pair.new)).map(|pair| pair.old).collect()
}

/// Returns how often something is hidden at each endpoint, by cause.
fn losses(side: &Side<'_>) -> HashMap<usize, BTreeMap<LossCause, usize>> {
    let mut counts: HashMap<usize, BTreeMap<LossCause, usize>> = HashMap::new();
    for (at, losses) in by_endpoint(side.api, side.pages) {
        for loss in losses {
            *counts.entry(at).or_default().entry(loss.cause).or_default() += 1;
        }
    }
    counts
}
