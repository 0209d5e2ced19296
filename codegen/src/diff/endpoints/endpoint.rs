//! Endpoints as a whole: new ones, removed ones, and what else became of them.

use super::couple::{Couple, Half};
use super::draft::{finding, subject};
use crate::diff::comparison::Comparison;
use crate::diff::finding::{Finding, Reach, Spot, Subject, SubjectKind, Touch};
use crate::diff::listing::code;
use crate::diff::rules::RuleId;
use crate::diff::rust_side::RustSide;
use crate::diff::surface::ItemKey;
use crate::diff::verdict::{Rust, Wire};
use crate::model::Location;

/// Notices in titles that an endpoint is closing down, which is a change of its own.
const NOTICES: &[&str] = &["closing down - ", "closing down: ", "deprecated - ", "deprecated: "];

/// Collects the findings about endpoints that are in one reference only. Their parameters and responses are part of them.
pub(super) fn added_and_removed(
    comparison: &Comparison<'_>,
    crates: &[RustSide<'_>; 2],
    out: &mut Vec<Finding>,
) {
    let pairing = &comparison.pairing;
    let removed = pairing.removed.iter().filter_map(|at| Half::new(&comparison.old, &crates[0], *at));
    let added = pairing.added.iter().filter_map(|at| Half::new(&comparison.new, &crates[1], *at));
    for half in removed {
        let (rule, message) = if half.endpoint.deprecated {
            (
                RuleId::EndpointRemovedAfterDeprecation,
                format!("{} was removed after its deprecation", code(&half.name())),
            )
        } else {
            (RuleId::EndpointRemoved, format!("{} was removed", code(&half.name())))
        };
        let reach = Reach { old: Some(half.at), new: None };
        let items = half.call().map(|key| Touch { old: Some(key), new: None });
        out.push(Finding {
            old: Some(Spot::Endpoint(half.at)),
            items: items.into_iter().collect(),
            ..finding(rule, Wire::Breaking, of(&half), reach, message)
        });
    }
    for half in added {
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

/// Collects the findings about an endpoint that is in both references.
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

/// Begins a finding about an endpoint that is in both references.
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
        // Where there are as many as before, they have other names.
        let mut placeholders: Vec<Touch> = Vec::new();
        if before.len() == now.len() {
            let both = before.into_iter().zip(now);
            placeholders.extend(both.map(|(old, new)| Touch { old: Some(old), new: Some(new) }));
        } else {
            placeholders.extend(before.into_iter().map(|key| Touch { old: Some(key), new: None }));
            placeholders.extend(now.into_iter().map(|key| Touch { old: None, new: Some(key) }));
        }
        let message = format!("{} moved to {}", code(&couple.old.name()), code(&couple.new.name()));
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

/// Returns the placeholders of one side that the other one does not have.
fn own_placeholders(half: &Half<'_>, other: &Half<'_>) -> Vec<ItemKey> {
    let others = other.sent(Location::Path);
    let own = half.sent(Location::Path).into_iter();
    own.filter(|field| others.iter().all(|one| one.name != field.name))
        .filter_map(|field| half.parameter(Location::Path, &field.name).key)
        .collect()
}

fn page(couple: &Couple<'_>, out: &mut Vec<Finding>) {
    let (old, new) = (&couple.old.endpoint.page, &couple.new.endpoint.page);
    if old == new {
        return;
    }
    let message = format!("the endpoint is now on the page {}", code(new.as_str()));
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
        (false, true) => (RuleId::EndpointDeprecated, Rust::Deprecated, format!("{name} is deprecated")),
        (true, false) => {
            let message = format!("{name} is no longer deprecated");
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

/// Returns a title without a notice.
fn plain(title: &str) -> String {
    let lower = title.to_lowercase();
    let plain = NOTICES.iter().find_map(|notice| lower.strip_prefix(notice)).map(str::to_owned);
    // Only a notice makes case pass: a title that is spelled in another way is another one.
    match plain {
        Some(rest) => title.get(title.len() - rest.len()..).unwrap_or(title).to_owned(),
        None => title.to_owned(),
    }
}
