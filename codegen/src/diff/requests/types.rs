//! Types of parameters: what they took, and what they take.

use super::draft::{code, list};
use super::family::Group;
use super::parameter::{about, both};
use super::slot::Slot;
use crate::diff::finding::{Finding, SubjectKind};
use crate::diff::rules::RuleId;
use crate::diff::verdict::{Rust, Wire};
use crate::model::legacy::ParameterType;
use crate::syntax::SimpleType;

const NULL: ParameterType = ParameterType::Simple(SimpleType::Null);

/// What has changed in its types; says whether they are the same but for null.
pub(super) fn compare(group: &Group, old: &Slot<'_>, new: &Slot<'_>, out: &mut Vec<Finding>) -> bool {
    let (before, now) = (alternatives(&old.documented.types), alternatives(&new.documented.types));
    // A type that could not be read is unknown.
    if before.is_empty() || now.is_empty() {
        return true;
    }
    null(group, old, new, out);
    let same = |one: &ParameterType, others: &[ParameterType]| others.contains(one);
    let added: Vec<&ParameterType> = now.iter().filter(|one| !same(one, &before)).collect();
    let removed: Vec<&ParameterType> = before.iter().filter(|one| !same(one, &now)).collect();
    if added.is_empty() && removed.is_empty() {
        return true;
    }
    let is_union = group.family.kind == SubjectKind::Body && before.len() > 1;
    let widened = before.iter().all(|one| now.iter().any(|other| covers(*other, *one)));
    let name = code(&group.full(old.name()));
    let spans = |types: &[&ParameterType]| {
        let words: Vec<String> = types.iter().map(|one| word(**one)).collect();
        list(words.iter().map(String::as_str))
    };
    let (rule, wire, message) = if is_union && removed.is_empty() {
        let message = format!("{name} may be {}, too", spans(&added));
        (RuleId::BodyUnionVariantAdded, Wire::Compatible, message)
    } else if is_union && added.is_empty() {
        let message = format!("{name} may not be {} any more", spans(&removed));
        (RuleId::BodyUnionVariantRemoved, Wire::Breaking, message)
    } else {
        let message = format!("{name} is {} instead of {}", code(&join(&now)), code(&join(&before)));
        if is_shown(&before, &now) {
            (group.family.type_changed, Wire::None, message)
        } else if widened {
            (group.family.type_widened, Wire::Compatible, message)
        } else {
            (group.family.type_changed, Wire::Breaking, message)
        }
    };
    let facts = vec![join(&before), join(&now)];
    // Where the crate takes both types alike, a caller compiles and sends what is refused.
    let rust = if wire == Wire::Breaking { Rust::Behavioural } else { Rust::None };
    out.push(Finding { facts, rust, items: both(old, new), ..about(group, old, new, rule, wire, message) });
    false
}

/// The types in words, whatever order the page has them in.
pub(super) fn words(types: &[ParameterType]) -> String {
    join(types)
}

fn null(group: &Group, old: &Slot<'_>, new: &Slot<'_>, out: &mut Vec<Finding>) {
    let (before, now) = (old.documented.nullable, new.documented.nullable);
    if before == now {
        return;
    }
    let in_body = group.family.kind == SubjectKind::Body;
    let name = code(&group.full(old.name()));
    let (rule, wire, message) = if now {
        (group.family.nullable_added, Wire::Compatible, format!("{name} may be `null`, too"))
    } else {
        let wire = if in_body { Wire::Breaking } else { Wire::None };
        (group.family.nullable_removed, wire, format!("{name} may not be `null` any more"))
    };
    let advice = (!in_body).then(|| "Nothing to do: outside of bodies null cannot be sent.".to_owned());
    out.push(Finding {
        facts: vec![if now { "null" } else { "not null" }.to_owned()],
        advice,
        items: both(old, new),
        ..about(group, old, new, rule, wire, message)
    });
}

fn alternatives(types: &[ParameterType]) -> Vec<ParameterType> {
    types.iter().copied().filter(|one| *one != NULL).collect()
}

/// Whether one side hides what is in an array that the other one shows: what was hidden is unknown, not refused.
fn is_shown(before: &[ParameterType], now: &[ParameterType]) -> bool {
    use ParameterType::{ArrayOf, Simple};
    matches!(
        (before, now),
        ([Simple(SimpleType::Array)], [ArrayOf(_)]) | ([ArrayOf(_)], [Simple(SimpleType::Array)])
    )
}

/// Whether one type takes whatever another took.
fn covers(one: ParameterType, other: ParameterType) -> bool {
    use ParameterType::{ArrayOf, Simple};
    match (one, other) {
        (Simple(SimpleType::Number), Simple(SimpleType::Integer))
        | (ArrayOf(SimpleType::Number), ArrayOf(SimpleType::Integer))
        | (Simple(SimpleType::Array), ArrayOf(_)) => true,
        _ => one == other,
    }
}

fn join(types: &[ParameterType]) -> String {
    let mut words: Vec<String> = types.iter().map(|one| word(*one)).collect();
    words.sort();
    words.join(" or ")
}

fn word(one: ParameterType) -> String {
    match one {
        ParameterType::Simple(simple) => simple_word(simple).to_owned(),
        ParameterType::ArrayOf(simple) => format!("array of {}s", simple_word(simple)),
    }
}

fn simple_word(simple: SimpleType) -> &'static str {
    match simple {
        SimpleType::Null => "null",
        SimpleType::Boolean => "boolean",
        SimpleType::Integer => "integer",
        SimpleType::Number => "number",
        SimpleType::String => "string",
        SimpleType::Array => "array",
        SimpleType::Object => "object",
    }
}
