//! What one side's pages hide and the other's show: unknown is neither removed nor added.
//!
//! Pages of one reference can be printed in several dialects, each of which hides other things. The crate that is made from
//! them differs there although the API does not, so that such differences are remarks of the report, not changes.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::comparison::{Comparison, Side};
use super::locate::Locator;
use super::report::Note;
use super::rules::RuleId;
use super::surface::Explained;
use super::verdict::Wire;
use crate::model::LossCause;
use crate::source::PageId;

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
    let note = note(comparison, &hidden);
    (kept, note)
}

fn note(comparison: &Comparison<'_>, hidden: &[Explained]) -> Option<Note> {
    let first = hidden.first()?;
    let items: HashSet<&str> =
        hidden.iter().flat_map(|one| &one.items).map(|item| item.path.as_str()).collect();
    let spot = first.finding.old.as_ref().map(|spot| (comparison.old, spot));
    let spot = spot.or(first.finding.new.as_ref().map(|spot| (comparison.new, spot)));
    let line = spot.and_then(|(side, spot)| Locator::new(side).line(spot));
    let items = match items.len() {
        1 => "1 item of the crate differs".to_owned(),
        count => format!("{count} items of the crate differ"),
    };
    let message = format!(
        "{items} because the pages of one side hide what those of the other show; the API is the same as far as both tell"
    );
    Some(Note { kind: "hidden", message, place: line.map(|line| format!("{}:{}", line.file, line.line)) })
}

/// The endpoints, by their index on the old side, at which the two sides hide other things.
fn hidden_at(comparison: &Comparison<'_>) -> HashSet<usize> {
    let (old, new) = (losses(&comparison.old), losses(&comparison.new));
    let pairs = comparison.pairing.pairs.iter();
    pairs.filter(|pair| old.get(&pair.old) != new.get(&pair.new)).map(|pair| pair.old).collect()
}

/// How often something is hidden at each endpoint, by cause.
fn losses(side: &Side<'_>) -> HashMap<usize, BTreeMap<LossCause, usize>> {
    let mut starts: HashMap<&PageId, Vec<(usize, usize)>> = HashMap::new();
    for (at, endpoint) in side.api.endpoints.iter().enumerate() {
        let Some(page) = side.pages.iter().find(|page| page.id == endpoint.page) else { continue };
        starts.entry(&endpoint.page).or_default().push((page.position(endpoint.span.start).0, at));
    }
    let mut counts: HashMap<usize, BTreeMap<LossCause, usize>> = HashMap::new();
    for loss in &side.api.losses {
        let before = starts.get(&loss.page).into_iter().flatten().filter(|(line, _)| *line <= loss.line);
        if let Some((_, at)) = before.max() {
            *counts.entry(*at).or_default().entry(loss.cause).or_default() += 1;
        }
    }
    counts
}
