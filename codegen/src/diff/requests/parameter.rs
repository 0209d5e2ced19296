//! One parameter on both sides.

use serde_json::Value;

use super::draft::{code, finding};
use super::family::Group;
use super::members::{matched, settle};
use super::slot::Slot;
use super::{limits, prose, types, values};
use crate::diff::finding::{Finding, Touch};
use crate::diff::rules::RuleId;
use crate::diff::verdict::{Rust, Wire};
use crate::model::Location;
use crate::model::legacy::Parameter;

/// What has changed in it, and in its members.
pub(super) fn compare(group: &Group, old: &Slot<'_>, new: &Slot<'_>, out: &mut Vec<Finding>) {
    if old.documented == new.documented {
        return;
    }
    required(group, old, new, out);
    let same_type = types::compare(group, old, new, out);
    let respelled = if same_type { values::compare(group, old, new, out) } else { Vec::new() };
    default(group, old, new, &respelled, out);
    if group.same_language {
        deprecated(group, old, new, out);
        limits::compare(group, old, new, out);
        out.extend(prose::of_parameter(group, old, new));
    }
    members(group, old, new, out);
}

/// The item of a parameter on both sides.
pub(super) fn both(old: &Slot<'_>, new: &Slot<'_>) -> Vec<Touch> {
    if old.key.is_none() && new.key.is_none() {
        return Vec::new();
    }
    vec![Touch { old: old.key.clone(), new: new.key.clone() }]
}

/// What tells a parameter that comes or goes from another of its name.
pub(super) fn facts(parameter: &Parameter) -> Vec<String> {
    let mut facts = vec![types::words(&parameter.types)];
    facts.extend(parameter.required.then(|| "required".to_owned()));
    facts.extend(parameter.default.as_ref().map(|default| format!("default {}", text(default))));
    facts.extend(parameter.values.as_ref().map(|values| {
        let mut values = values.clone();
        values.sort();
        values.join(", ")
    }));
    facts
}

/// A finding about something that both sides have.
pub(super) fn about(
    group: &Group,
    old: &Slot<'_>,
    new: &Slot<'_>,
    rule: RuleId,
    wire: Wire,
    message: String,
) -> Finding {
    Finding {
        old: Some(old.spot()),
        new: Some(new.spot()),
        ..finding(rule, wire, group.subject(old.name()), group.reach, message)
    }
}

fn required(group: &Group, old: &Slot<'_>, new: &Slot<'_>, out: &mut Vec<Finding>) {
    let (before, now) = (old.documented.required, new.documented.required);
    let in_path = new.documented.location == Location::Path || old.documented.location == Location::Path;
    if before == now || in_path || group.required_is_said {
        return;
    }
    let name = code(&group.full(old.name()));
    let (rule, wire, word) = if now {
        (group.family.became_required, Wire::Breaking, "required")
    } else {
        (group.family.became_optional, Wire::Compatible, "optional")
    };
    let message = format!("{name} is {word} now");
    out.push(Finding { items: both(old, new), ..about(group, old, new, rule, wire, message) });
}

fn default(
    group: &Group,
    old: &Slot<'_>,
    new: &Slot<'_>,
    respelled: &[(String, String)],
    out: &mut Vec<Finding>,
) {
    let before = old.documented.default.as_ref().map(text);
    let now = new.documented.default.as_ref().map(text);
    let name = code(&group.full(old.name()));
    let (rule, message) = match (&before, &now) {
        (Some(before), Some(now)) if before != now => {
            if respelled.iter().any(|(a, b)| a == before && b == now) {
                return;
            }
            let message = format!("without {name}, {} is assumed instead of {}", code(now), code(before));
            (group.family.default_changed, message)
        }
        (None, Some(now)) => {
            (group.family.default_added, format!("without {name}, {} is assumed", code(now)))
        }
        (Some(before), None) => {
            let message =
                format!("the page does not say any more that {} is assumed without {name}", code(before));
            (group.family.default_removed, message)
        }
        _ => return,
    };
    let word = |value: Option<String>| value.unwrap_or_else(|| "none".to_owned());
    out.push(Finding {
        rust: Rust::Behavioural,
        facts: vec![word(before), word(now)],
        items: both(old, new),
        ..about(group, old, new, rule, Wire::Risky, message)
    });
}

/// A default as the page prints it: a type that changes does not change it.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn deprecated(group: &Group, old: &Slot<'_>, new: &Slot<'_>, out: &mut Vec<Finding>) {
    let name = code(&group.full(old.name()));
    let (rule, rust, message) = match (old.deprecated.is_some(), new.deprecated.is_some()) {
        (false, true) => (RuleId::ParamDeprecated, Rust::Deprecated, format!("{name} is closing down")),
        (true, false) => {
            (RuleId::ParamUndeprecated, Rust::Additive, format!("{name} is not closing down any more"))
        }
        _ => return,
    };
    let finding = about(group, old, new, rule, Wire::Compatible, message);
    out.push(Finding { rust, items: both(old, new), ..finding });
}

/// What is inside an object, or inside the objects of an array.
fn members(group: &Group, old: &Slot<'_>, new: &Slot<'_>, out: &mut Vec<Finding>) {
    let (before, now) = (old.members(), new.members());
    let name = code(&group.full(old.name()));
    let (message, fact) = match (before.is_empty(), now.is_empty()) {
        (false, false) => {
            let inside = Group { union: old.is_union() && new.is_union(), ..group.inside(old.name()) };
            settle(&inside, matched(before, now), out);
            return;
        }
        // What was hidden is unknown, so nothing of it is new or gone.
        (true, false) if old.is_hidden() && !group.hidden_before => {
            (format!("the page shows the members of {name} now"), "shown")
        }
        (false, true) if new.is_hidden() && !group.hidden_now => {
            (format!("the page does not show the members of {name} any more"), "hidden")
        }
        _ => return,
    };
    out.push(Finding {
        facts: vec![fact.to_owned()],
        advice: Some("Give the value as its Rust type now asks for it.".to_owned()),
        items: both(old, new),
        ..about(group, old, new, group.family.type_changed, Wire::None, message)
    });
}
