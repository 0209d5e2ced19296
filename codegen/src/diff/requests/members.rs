//! Parameters that stand side by side: which are the same, which come and go.

use super::draft::{code, finding};
use super::family::Group;
use super::parameter::{self, facts};
use super::renames::renames;
use super::slot::Slot;
use crate::diff::finding::{Finding, Touch};
use crate::diff::rules::RuleId;
use crate::diff::verdict::Wire;

/// What is in both, and what is not.
#[derive(Default)]
pub(super) struct Matched<'a> {
    pub(super) pairs: Vec<(Slot<'a>, Slot<'a>)>,
    pub(super) removed: Vec<Slot<'a>>,
    pub(super) added: Vec<Slot<'a>>,
}

/// Pairs what has one name.
pub(super) fn matched<'a>(old: Vec<Slot<'a>>, mut new: Vec<Slot<'a>>) -> Matched<'a> {
    let mut matched = Matched::default();
    for slot in old {
        match new.iter().position(|other| other.name() == slot.name()) {
            Some(at) => matched.pairs.push((slot, new.remove(at))),
            None => matched.removed.push(slot),
        }
    }
    matched.added = new;
    matched
}

/// What has changed among them, and in each of them.
pub(super) fn settle(group: &Group, mut matched: Matched<'_>, out: &mut Vec<Finding>) {
    if !group.union && !group.hidden_before && !group.hidden_now {
        for (old, new, confidence) in renames(&matched, group.same_language) {
            matched.removed.retain(|slot| slot.name() != old.name());
            matched.added.retain(|slot| slot.name() != new.name());
            out.push(renamed(group, &old, &new, confidence));
            matched.pairs.push((old, new));
        }
    }
    if !group.hidden_now {
        out.extend(matched.removed.iter().map(|slot| removed(group, slot)));
    }
    if !group.hidden_before {
        out.extend(matched.added.iter().map(|slot| added(group, slot)));
    }
    for (old, new) in &matched.pairs {
        parameter::compare(group, old, new, out);
    }
}

fn renamed(group: &Group, old: &Slot<'_>, new: &Slot<'_>, confidence: u8) -> Finding {
    let message =
        format!("{} is called {} now", code(&group.full(old.name())), code(&group.full(new.name())));
    Finding {
        facts: vec![old.name().to_owned(), new.name().to_owned()],
        confidence: Some(confidence),
        old: Some(old.spot()),
        new: Some(new.spot()),
        items: parameter::both(old, new),
        ..finding(group.family.renamed, Wire::Risky, group.subject(old.name()), group.reach, message)
    }
}

fn removed(group: &Group, slot: &Slot<'_>) -> Finding {
    let name = code(&group.full(slot.name()));
    let (rule, wire, message) = if group.union {
        let message = format!("{} may not be {} any more", code(&group.path), code(slot.name()));
        (RuleId::BodyUnionVariantRemoved, Wire::Breaking, message)
    } else {
        (group.family.removed, Wire::Risky, format!("{name} is gone"))
    };
    Finding {
        facts: facts(slot.documented),
        old: Some(slot.spot()),
        items: slot.key.iter().map(|key| Touch { old: Some(key.clone()), new: None }).collect(),
        ..finding(rule, wire, group.subject(slot.name()), group.reach, message)
    }
}

fn added(group: &Group, slot: &Slot<'_>) -> Finding {
    let name = code(&group.full(slot.name()));
    let (rule, wire, message) = if group.union {
        let message = format!("{} may be {}, too", code(&group.path), code(slot.name()));
        (RuleId::BodyUnionVariantAdded, Wire::Compatible, message)
    } else if slot.documented.required {
        (group.family.added_required, Wire::Breaking, format!("{name} is new and required"))
    } else {
        (group.family.added_optional, Wire::Compatible, format!("{name} is new and optional"))
    };
    Finding {
        facts: facts(slot.documented),
        new: Some(slot.spot()),
        items: slot.key.iter().map(|key| Touch { old: None, new: Some(key.clone()) }).collect(),
        ..finding(rule, wire, group.subject(slot.name()), group.reach, message)
    }
}
