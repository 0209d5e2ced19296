//! An endpoint's parameters: place by place, and those that go from one place to another.

use super::couple::Couple;
use super::draft::{code, finding, list};
use super::endpoints;
use super::family::{BODY, Family, Group, PARAMETER};
use super::members::{Matched, matched, settle};
use super::parameter::{self, about, both};
use super::slot::Slot;
use crate::diff::finding::{Finding, Touch};
use crate::diff::rules::RuleId;
use crate::diff::surface::ItemKey;
use crate::diff::verdict::{Direction, Wire};
use crate::model::Location;

/// The parameters that ask for one page of a list.
const PAGING: [&str; 2] = ["page", "per_page"];

/// What has changed of an endpoint's parameters.
pub(super) fn findings(couple: &Couple<'_>, out: &mut Vec<Finding>) {
    path(couple, out);
    let in_place = |place| matched(couple.old.slots(place), couple.new.slots(place));
    let mut query = in_place(Location::Query);
    let mut header = in_place(Location::Header);
    let mut body = in_place(Location::Body);
    for (from, to) in [(0, 1), (0, 2), (1, 0), (1, 2), (2, 0), (2, 1)] {
        let mut places = [&mut query, &mut header, &mut body];
        relocated(couple, &mut places, (from, to), out);
    }
    paging(couple, &mut query, out);
    settle(&group(couple, &PARAMETER, Location::Query.as_str()), query, out);
    settle(&group(couple, &PARAMETER, Location::Header.as_str()), header, out);
    self::body(couple, body, out);
}

fn group(couple: &Couple<'_>, family: &'static Family, path: &str) -> Group {
    Group {
        family,
        path: path.to_owned(),
        reach: couple.reach(),
        same_language: couple.same_language,
        union: false,
        hidden_before: false,
        hidden_now: false,
        required_is_said: false,
    }
}

/// Placeholders are known by their place, as long as there are as many as before; what else has become of them is part of
/// the endpoint's move.
fn path(couple: &Couple<'_>, out: &mut Vec<Finding>) {
    let group = group(couple, &PARAMETER, Location::Path.as_str());
    let (olds, news) = (couple.old.slots(Location::Path), couple.new.slots(Location::Path));
    let same_path = couple.old.endpoint.path.numbered() == couple.new.endpoint.path.numbered();
    let names: Vec<(&str, &str)> =
        couple.old.endpoint.path.placeholders().zip(couple.new.endpoint.path.placeholders()).collect();
    for old in &olds {
        let name = if same_path {
            names.iter().find(|(before, _)| *before == old.name()).map_or(old.name(), |(_, now)| now)
        } else {
            old.name()
        };
        let Some(new) = news.iter().find(|new| new.name() == name) else { continue };
        if new.name() != old.name() {
            let message = format!("the placeholder {} is called {} now", code(old.name()), code(new.name()));
            out.push(Finding {
                facts: vec![old.name().to_owned(), new.name().to_owned()],
                items: both(old, new),
                ..about(&group, old, new, RuleId::PathParamRenamed, Wire::None, message)
            });
        }
        parameter::compare(&group, old, new, out);
    }
}

/// What is gone in one place and new in another.
fn relocated(
    couple: &Couple<'_>,
    places: &mut [&mut Matched<'_>; 3],
    (from, to): (usize, usize),
    out: &mut Vec<Finding>,
) {
    let is_new = |slot: &Slot<'_>, added: &[Slot<'_>]| added.iter().position(|one| one.name() == slot.name());
    while let Some((gone, new)) = places[from]
        .removed
        .iter()
        .enumerate()
        .find_map(|(at, slot)| Some((at, is_new(slot, &places[to].added)?)))
    {
        let old = places[from].removed.remove(gone);
        let new = places[to].added.remove(new);
        let (before, now) = (old.documented.location, new.documented.location);
        let family = if now == Location::Body { &BODY } else { &PARAMETER };
        let path = if now == Location::Body { "" } else { now.as_str() };
        let group = group(couple, family, path);
        let message = format!(
            "{} is sent in the {} instead of the {}",
            code(old.name()),
            now.as_str(),
            before.as_str()
        );
        out.push(Finding {
            facts: vec![before.as_str().to_owned(), now.as_str().to_owned()],
            items: both(&old, &new),
            ..about(&group, &old, &new, RuleId::ParamLocationChanged, Wire::Breaking, message)
        });
        parameter::compare(&group, &old, &new, out);
    }
}

/// The parameters of pages come and go together, as one change.
fn paging(couple: &Couple<'_>, query: &mut Matched<'_>, out: &mut Vec<Finding>) {
    let group = group(couple, &PARAMETER, Location::Query.as_str());
    // They stand and fall with the number of the page.
    let subject = group.subject(PAGING[0]);
    if let Some(gone) = taken(&mut query.removed) {
        let message = format!("the list does not come in pages any more: {} are gone", list(PAGING));
        let mut items = touches(&gone, |key| Touch { old: Some(key), new: None });
        items.push(couple.output());
        out.push(Finding {
            old: gone.first().map(Slot::spot),
            items,
            ..finding(RuleId::PaginationRemoved, Wire::Risky, subject.clone(), couple.reach(), message)
        });
    }
    if let Some(new) = taken(&mut query.added) {
        let message = format!("the list comes in pages now: {} are new", list(PAGING));
        let mut items = touches(&new, |key| Touch { old: None, new: Some(key) });
        items.push(couple.output());
        out.push(Finding {
            new: new.first().map(Slot::spot),
            items,
            ..finding(RuleId::PaginationAdded, Wire::Compatible, subject, couple.reach(), message)
        });
    }
}

fn taken<'a>(slots: &mut Vec<Slot<'a>>) -> Option<Vec<Slot<'a>>> {
    let is_paging = |slot: &Slot<'_>| PAGING.contains(&slot.name());
    if slots.iter().filter(|slot| is_paging(slot)).count() < PAGING.len() {
        return None;
    }
    let (taken, left) = std::mem::take(slots).into_iter().partition(is_paging);
    *slots = left;
    Some(taken)
}

fn touches(slots: &[Slot<'_>], touch: impl Fn(ItemKey) -> Touch) -> Vec<Touch> {
    slots.iter().filter_map(|slot| slot.key.clone()).map(touch).collect()
}

fn body(couple: &Couple<'_>, matched: Matched<'_>, out: &mut Vec<Finding>) {
    let mut group = group(couple, &BODY, "");
    group.hidden_before = couple.old.broken;
    group.hidden_now = couple.new.broken;
    if let Some(shown) = shown(couple, &matched) {
        out.push(shown);
        return;
    }
    if let Some(whole) = whole(couple, &group, &matched) {
        out.push(whole);
        group.required_is_said = true;
    }
    settle(&group, matched, out);
}

/// A body of which the page shows the members on one side only: what was hidden is unknown, not new and not gone.
fn shown(couple: &Couple<'_>, matched: &Matched<'_>) -> Option<Finding> {
    let (hidden, slots, words) = match (couple.old.whole_body(), couple.new.whole_body()) {
        (Some(key), None) if !matched.added.is_empty() => {
            let hidden = Touch { old: Some(key), new: None };
            (hidden, &matched.added, "the page shows the members of the body now")
        }
        (None, Some(key)) if !matched.removed.is_empty() => {
            let hidden = Touch { old: None, new: Some(key) };
            (hidden, &matched.removed, "the page does not show the members of the body any more")
        }
        _ => return None,
    };
    let is_now = hidden.new.is_none();
    let mut items = vec![hidden];
    items.extend(touches(slots, |key| {
        if is_now { Touch { old: None, new: Some(key) } } else { Touch { old: Some(key), new: None } }
    }));
    let (old, new) = couple.spots();
    let subject = endpoints::of(&couple.old);
    let mut facts: Vec<String> = slots.iter().map(|slot| slot.name().to_owned()).collect();
    facts.sort();
    Some(Finding {
        facts,
        direction: Direction::Request,
        advice: Some("Give the body as the constructor and the setters now ask for it.".to_owned()),
        items,
        old,
        new,
        ..finding(RuleId::BodyFieldTypeChanged, Wire::None, subject, couple.reach(), words.to_owned())
    })
}

/// A body must be given if one of its members must. Where that changes for several at once, it is one change.
fn whole(couple: &Couple<'_>, group: &Group, matched: &Matched<'_>) -> Option<Finding> {
    let required = |slots: &[Slot<'_>]| slots.iter().filter(|slot| slot.documented.required).count();
    let before: Vec<_> = matched.pairs.iter().filter(|(old, _)| old.documented.required).collect();
    let now: Vec<_> = matched.pairs.iter().filter(|(_, new)| new.documented.required).collect();
    let (rule, wire, changed, word) = match (before.len(), now.len()) {
        (2.., 0) if required(&matched.removed) == 0 && required(&matched.added) == 0 => {
            (RuleId::BodyBecameOptional, Wire::Compatible, before, "may be left out")
        }
        (0, 2..) if required(&matched.removed) == 0 && required(&matched.added) == 0 => {
            (RuleId::BodyBecameRequired, Wire::Breaking, now, "must be given")
        }
        _ => return None,
    };
    let (old, new) = changed.first()?;
    let names = list(changed.iter().map(|(old, _)| old.name()));
    let mut facts: Vec<String> = changed.iter().map(|(old, _)| old.name().to_owned()).collect();
    facts.sort();
    Some(Finding {
        facts,
        items: changed.iter().flat_map(|(old, new)| both(old, new)).collect(),
        subject: endpoints::of(&couple.old),
        ..about(group, old, new, rule, wire, format!("the whole body {word} now: {names}"))
    })
}
