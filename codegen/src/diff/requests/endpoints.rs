//! Endpoints as a whole: new ones, those that are gone, and what else became of them.

use super::couple::{Couple, Couples, Half};
use super::draft::{code, finding, subject};
use crate::diff::finding::{Finding, Reach, Spot, Subject, SubjectKind, Touch};
use crate::diff::rules::RuleId;
use crate::diff::surface::ItemKey;
use crate::diff::verdict::{Rust, Wire};
use crate::model::Location;

/// Notices in titles; they say that an endpoint is closing down, which is a change of its own.
const NOTICES: &[&str] = &["closing down - ", "closing down: ", "deprecated - ", "deprecated: "];

/// Endpoints that are in one reference only. Their parameters and replies are part of them.
pub(super) fn added_and_removed(couples: &Couples<'_>, out: &mut Vec<Finding>) {
    for half in couples.removed() {
        let (rule, message) = if half.endpoint.deprecated {
            (
                RuleId::EndpointRemovedAfterDeprecation,
                format!("{} is gone; it was said to be closing down", code(&half.name())),
            )
        } else {
            (RuleId::EndpointRemoved, format!("{} is gone", code(&half.name())))
        };
        let reach = Reach { old: Some(half.at), new: None };
        let items = half.call().map(|key| Touch { old: Some(key), new: None });
        out.push(Finding {
            old: Some(Spot::Endpoint(half.at)),
            items: items.into_iter().collect(),
            ..finding(rule, Wire::Breaking, of(&half), reach, message)
        });
    }
    for half in couples.added() {
        let reach = Reach { old: None, new: Some(half.at) };
        let message = format!("{} is new", code(&half.name()));
        let items = half.call().map(|key| Touch { old: None, new: Some(key) });
        out.push(Finding {
            new: Some(Spot::Endpoint(half.at)),
            items: items.into_iter().collect(),
            ..finding(RuleId::EndpointAdded, Wire::Compatible, of(&half), reach, message)
        });
    }
}

/// What became of an endpoint that is in both.
pub(super) fn findings(couple: &Couple<'_>, out: &mut Vec<Finding>) {
    moved(couple, out);
    page(couple, out);
    if couple.same_language {
        deprecated(couple, out);
        renamed(couple, out);
    }
}

pub(super) fn of(half: &Half<'_>) -> Subject {
    subject(SubjectKind::Endpoint, half.name(), "")
}

/// A finding about an endpoint that is in both.
pub(super) fn about(couple: &Couple<'_>, rule: RuleId, wire: Wire, message: String) -> Finding {
    let (old, new) = couple.spots();
    Finding { old, new, ..finding(rule, wire, of(&couple.old), couple.reach(), message) }
}

fn moved(couple: &Couple<'_>, out: &mut Vec<Finding>) {
    let (old, new) = (couple.old.endpoint, couple.new.endpoint);
    let confidence = Some(couple.pair.confidence).filter(|sure| *sure < 100);
    if old.path.numbered() != new.path.numbered() {
        let before = own_placeholders(&couple.old, &couple.new);
        let now = own_placeholders(&couple.new, &couple.old);
        // As many as before: they have other names.
        let mut placeholders: Vec<Touch> = Vec::new();
        if before.len() == now.len() {
            let both = before.into_iter().zip(now);
            placeholders.extend(both.map(|(old, new)| Touch { old: Some(old), new: Some(new) }));
        } else {
            placeholders.extend(before.into_iter().map(|key| Touch { old: Some(key), new: None }));
            placeholders.extend(now.into_iter().map(|key| Touch { old: None, new: Some(key) }));
        }
        let message = format!("{} is {} now", code(&couple.old.name()), code(&couple.new.name()));
        out.push(Finding {
            facts: vec![couple.new.name()],
            confidence,
            items: std::iter::once(couple.call()).chain(placeholders).collect(),
            ..about(couple, RuleId::EndpointMoved, Wire::Breaking, message)
        });
    } else if old.method != new.method {
        let message = format!(
            "{} is called with {} instead of {}",
            code(&old.path.to_string()),
            code(new.method.as_str()),
            code(old.method.as_str())
        );
        out.push(Finding {
            facts: vec![old.method.as_str().to_owned(), new.method.as_str().to_owned()],
            confidence,
            items: vec![couple.call()],
            ..about(couple, RuleId::EndpointMethodChanged, Wire::Breaking, message)
        });
    }
}

/// The placeholders of one side that the other one does not have.
fn own_placeholders(half: &Half<'_>, other: &Half<'_>) -> Vec<ItemKey> {
    let slots = half.slots(Location::Path);
    let others = other.slots(Location::Path);
    slots
        .into_iter()
        .filter(|slot| others.iter().all(|one| one.name() != slot.name()))
        .filter_map(|slot| slot.key)
        .collect()
}

fn page(couple: &Couple<'_>, out: &mut Vec<Finding>) {
    let (old, new) = (&couple.old.endpoint.page, &couple.new.endpoint.page);
    if old == new {
        return;
    }
    let message = format!("the endpoint is on the page {} now", code(new.as_str()));
    let place = subject(SubjectKind::Page, old.as_str(), "");
    out.push(Finding {
        subject: place,
        facts: vec![old.to_string(), new.to_string()],
        items: vec![couple.call()],
        ..about(couple, RuleId::EndpointPageMoved, Wire::None, message)
    });
}

fn deprecated(couple: &Couple<'_>, out: &mut Vec<Finding>) {
    let name = code(&couple.new.name());
    let (rule, rust, message) = match (couple.old.endpoint.deprecated, couple.new.endpoint.deprecated) {
        (false, true) => (RuleId::EndpointDeprecated, Rust::Deprecated, format!("{name} is closing down")),
        (true, false) => {
            let message = format!("{name} is not closing down any more");
            (RuleId::EndpointUndeprecated, Rust::Additive, message)
        }
        _ => return,
    };
    out.push(Finding { rust, items: vec![couple.call()], ..about(couple, rule, Wire::Compatible, message) });
}

fn renamed(couple: &Couple<'_>, out: &mut Vec<Finding>) {
    let (old, new) = (plain(&couple.old.endpoint.title), plain(&couple.new.endpoint.title));
    if old != new {
        let message = format!(
            "the title is \"{}\" instead of \"{}\"",
            couple.new.endpoint.title, couple.old.endpoint.title
        );
        let call = vec![couple.call()];
        out.push(Finding { items: call, ..about(couple, RuleId::EndpointRenamed, Wire::None, message) });
    }
}

/// A title without a notice, and without what writers change in passing.
fn plain(title: &str) -> String {
    let lower = title.to_lowercase();
    let plain = NOTICES.iter().find_map(|notice| lower.strip_prefix(notice)).map(str::to_owned);
    // Only a notice makes case pass: a title that is spelled in another way is another one.
    match plain {
        Some(rest) => title.get(title.len() - rest.len()..).unwrap_or(title).to_owned(),
        None => title.to_owned(),
    }
}
