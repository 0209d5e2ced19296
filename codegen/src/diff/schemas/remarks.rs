//! Facts about values besides their types: defaults, limits, deprecation, and prose.

use serde_json::Value;

use super::change::ChangeKind;
use super::limits::{Limits, masked};
use super::place::Place;
use super::values::spelling;
use super::walk::{Node, Walk};
use crate::diff::prose::{Difference, difference};
use crate::lower::deprecation::notice;
use crate::model::{Field, Kind, Schema, SchemaId};

impl<'a> Walk<'a> {
    /// Compares what is stated of two values wherever they are.
    pub(super) fn remarks(&mut self, into: &mut Node, place: &Place<'a>, o: SchemaId, n: SchemaId) {
        let (old, new) = (self.old.get(o), self.new.get(n));
        self.default(into, place, old, new);
        self.limits(into, place, &Limits::of_schema(old), &Limits::of_schema(new));
        // The page states it of leaves only.
        let is_leaf =
            |kind: &Kind| !matches!(kind, Kind::Object { .. } | Kind::Union { .. } | Kind::Opaque(_));
        if is_leaf(&old.kind) && is_leaf(&new.kind) {
            self.deprecation(into, place, old.deprecated, new.deprecated);
        }
    }

    /// Compares what the prose about two members states, and then the rest of it.
    pub(super) fn statements(&mut self, into: &mut Node, place: &Place<'a>, old: &Field, new: &Field) {
        let (before, now) = (&old.description, &new.description);
        if before == now {
            return;
        }
        let (was, is) = (notice(before), notice(now));
        self.deprecation(into, place, was.is_some(), is.is_some());
        let (mut rest_before, mut rest_now) = (before.clone(), now.clone());
        if was.is_some() != is.is_some() {
            rest_before = rest_before.replace(&was.unwrap_or_default(), "");
            rest_now = rest_now.replace(&is.unwrap_or_default(), "");
        }
        let limits = (Limits::of_prose(before), Limits::of_prose(now));
        if limits.0 != limits.1 {
            (rest_before, rest_now) = (masked(&rest_before), masked(&rest_now));
        }
        self.limits(into, place, &limits.0, &limits.1);
        self.description(into, place, &rest_before, &rest_now);
    }

    /// Compares descriptions.
    pub(super) fn description(&mut self, into: &mut Node, place: &Place<'a>, before: &str, now: &str) {
        let kind = match difference(before, now) {
            None => return,
            Some(Difference::Links) => ChangeKind::DescriptionLinksChanged,
            Some(Difference::Words) => ChangeKind::DescriptionChanged,
        };
        self.note(into, &place.without_items(), kind, ["description"]);
    }

    fn default(&mut self, into: &mut Node, place: &Place<'a>, old: &Schema, new: &Schema) {
        let [before, now] = [old, new].map(|schema| schema.default.as_deref().map(plain));
        let kind = match (&before, &now) {
            (Some(before), Some(now)) if before == now || is_respelled(old, new, before, now) => return,
            (Some(_), Some(_)) => ChangeKind::DefaultChanged,
            (None, Some(_)) => ChangeKind::DefaultAdded,
            (Some(_), None) => ChangeKind::DefaultRemoved,
            (None, None) => return,
        };
        let facts = [before, now].map(|value| value.unwrap_or_else(|| "none".to_owned()));
        self.note(into, place, kind, facts);
    }

    fn limits(&mut self, into: &mut Node, place: &Place<'a>, before: &Limits, now: &Limits) {
        if let Some(kind) = before.change(now) {
            self.note(into, &place.without_items(), kind, [before.to_string(), now.to_string()]);
        }
    }

    fn deprecation(&mut self, into: &mut Node, place: &Place<'a>, was: bool, is: bool) {
        match (was, is) {
            (false, true) => self.note(into, place, ChangeKind::Deprecated, [""; 0]),
            (true, false) => self.note(into, place, ChangeKind::Undeprecated, [""; 0]),
            _ => {}
        }
    }
}

/// Whether a default is the same value, which is spelled in another way.
fn is_respelled(old: &Schema, new: &Schema, before: &String, now: &String) -> bool {
    let has = |schema: &Schema, value: &String| schema.values.contains(value);
    has(old, before) && has(new, now) && !has(new, before) && spelling(before) == spelling(now)
}

/// Returns a default as the page prints it: a type that changes does not change it.
pub(super) fn plain(json: &str) -> String {
    match serde_json::from_str(json) {
        Ok(Value::String(text)) => text,
        _ => json.to_owned(),
    }
}
