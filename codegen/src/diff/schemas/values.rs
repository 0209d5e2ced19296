//! Values without members: whether they are there, their types, formats and listed values.

use std::collections::BTreeSet;

use super::change::ChangeKind;
use super::drafts::Draft;
use super::place::{Place, touch};
use super::view::View;
use super::walk::{Node, Walk};
use crate::diff::finding::{Step, Touch};
use crate::model::{Field, Kind, Schema, SchemaId};

/// Whether a value may be null, as the page states it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Null {
    /// It may occur.
    May,
    /// It does not occur.
    Never,
    /// A title, or the variants of a union, hide it.
    Hidden,
}

impl<'a> Walk<'a> {
    /// Compares whether a value is there, and whether it may be null.
    pub(super) fn presence(&mut self, into: &mut Node, place: &Place<'a>, old: &Field, new: &Field) {
        let sent = place.is_sent();
        let (was, is) = (null(self.old, old.schema, sent), null(self.new, new.schema, sent));
        match (old.required, was, new.required, is) {
            (true, Null::May, false, Null::Never) if !sent => {
                return self.note(into, place, ChangeKind::NullForAbsence, ["absent"]);
            }
            (false, Null::Never, true, Null::May) if !sent => {
                return self.note(into, place, ChangeKind::NullForAbsence, ["null"]);
            }
            (true, _, false, _) => self.note(into, place, ChangeKind::BecameOptional, [""; 0]),
            (false, _, true, _) => self.note(into, place, ChangeKind::BecameRequired, [""; 0]),
            _ => {}
        }
        // A title that comes or goes hides or shows the null that was there, which is not a change. Where both sides have
        // one, "any of null and it" states more than the other side does.
        let is_titled = |view: &View<'_>, id: SchemaId| {
            let schema = view.get(id);
            schema.title.is_some() || matches!(schema.kind, Kind::Union { .. })
        };
        match (was, is) {
            (Null::Never, Null::May) => self.note(into, place, ChangeKind::NullAdded, sent.then_some("null")),
            (Null::May, Null::Never) => {
                self.note(into, place, ChangeKind::NullRemoved, sent.then_some("not null"));
            }
            (Null::Hidden, Null::May) if is_titled(self.new, new.schema) => {
                self.note(into, place, ChangeKind::NullStated, ["stated"]);
            }
            (Null::May, Null::Hidden) if is_titled(self.old, old.schema) => {
                self.note(into, place, ChangeKind::NullUnstated, ["stated"]);
            }
            _ => {}
        }
    }

    /// Compares two values that are neither objects nor unions, or one that is and one that is not.
    pub(super) fn plain(&mut self, into: &mut Node, place: &Place<'a>, o: SchemaId, n: SchemaId) {
        let (old, new) = (self.old.get(o), self.new.get(n));
        match (&old.kind, &new.kind) {
            (Kind::Array(Some(ours)), Kind::Array(Some(theirs))) => {
                let types = (self.old.rust.item(place.old.ty), self.new.rust.item(place.new.ty));
                self.content(into, &place.inside(&Step::Items, types.0, types.1), *ours, *theirs);
            }
            (Kind::Array(_), Kind::Array(_)) => self.hidden(into, place, o, n),
            (Kind::Boolean, Kind::Boolean) | (Kind::Null, Kind::Null) => {}
            (Kind::String, Kind::String) => {
                self.format(into, place, old, new);
                self.values(into, place, o, n);
            }
            (Kind::Integer, Kind::Integer) | (Kind::Number, Kind::Number) => {
                if old.format != new.format {
                    self.note(into, place, ChangeKind::NumberFormatChanged, formats(old, new));
                }
            }
            (Kind::Integer, Kind::Number) => self.retyped(into, place, ChangeKind::TypeWidened, (o, n)),
            (Kind::Number, Kind::Integer) => self.retyped(into, place, ChangeKind::TypeNarrowed, (o, n)),
            (_, Kind::Null) if old.nullable => self.retyped(into, place, ChangeKind::TypeNarrowed, (o, n)),
            (Kind::Array(_), _) if self.new.members(n).is_some() => self.reshaped(into, place, o, n),
            (_, Kind::Array(_)) if self.old.members(o).is_some() => self.reshaped(into, place, o, n),
            _ => self.retyped(into, place, ChangeKind::TypeChanged, (o, n)),
        }
    }

    /// Notes a value of another type.
    pub(super) fn retyped(
        &mut self,
        into: &mut Node,
        place: &Place<'a>,
        kind: ChangeKind,
        (o, n): (SchemaId, SchemaId),
    ) {
        let sent = place.is_sent();
        // Of what is sent, the place of items is that of their array.
        let words = |view: &View<'_>, id| match view.words(id, sent) {
            words if sent && place.is_item => format!("array of {words}s"),
            words => words,
        };
        let draft = Draft::new(kind, place, [words(self.old, o), words(self.new, n)])
            .items(self.types_at(place))
            .shared(self.shared(place, o, n));
        self.add(into, place, draft);
    }

    /// Compares an object with a list, or the other way round; what is in the list may be in the object.
    fn reshaped(&mut self, into: &mut Node, place: &Place<'a>, o: SchemaId, n: SchemaId) {
        self.retyped(into, place, ChangeKind::ShapeChanged, (o, n));
        let (old, new) = self.crates();
        match (&self.old.get(o).kind, &self.new.get(n).kind) {
            (Kind::Array(Some(items)), Kind::Object { .. }) => {
                let Some((wire, inner)) = the_list(self.new, n) else { return };
                if !self.are_alike(*items, inner) {
                    return;
                }
                let member = new.member(new.object(place.new.ty, &[wire.as_str()]), &wire).ty;
                let mut inside = place.inside(&Step::Items, old.item(place.old.ty), new.item(member));
                inside.new_steps.insert(place.new_steps.len(), Step::Field(wire));
                self.value(into, &inside, *items, inner);
            }
            (Kind::Object { .. }, Kind::Array(Some(items))) => {
                let (inner, ty, way) = match the_list(self.old, o) {
                    Some((wire, inner)) if self.are_alike(inner, *items) => {
                        let member = old.member(old.object(place.old.ty, &[wire.as_str()]), &wire).ty;
                        (inner, old.item(member), vec![Step::Field(wire), Step::Items])
                    }
                    _ if self.are_alike(o, *items) => (o, place.old.ty, Vec::new()),
                    _ => return,
                };
                let mut inside = place.inside(&Step::Items, ty, new.item(place.new.ty));
                inside.old_steps = place.old_steps.iter().cloned().chain(way).collect();
                self.value(into, &inside, inner, *items);
            }
            _ => {}
        }
    }

    fn format(&mut self, into: &mut Node, place: &Place<'a>, old: &Schema, new: &Schema) {
        let kind = match (&old.format, &new.format) {
            (None, Some(_)) => ChangeKind::FormatAdded,
            (Some(_), None) => ChangeKind::FormatRemoved,
            (was, is) if was != is => ChangeKind::FormatChanged,
            _ => return,
        };
        self.note(into, place, kind, formats(old, new));
    }

    /// Compares the values that are listed for a text.
    fn values(&mut self, into: &mut Node, place: &Place<'a>, o: SchemaId, n: SchemaId) {
        // Those of the items of what is sent are read out of prose.
        if place.is_sent() && place.is_item && !self.same_language {
            return;
        }
        let (old, new) = (&self.old.get(o).values, &self.new.get(n).values);
        match (old.is_empty(), new.is_empty()) {
            (true, true) => {}
            (true, false) => self.listed(into, place, ChangeKind::BecameEnum, new),
            (false, true) => self.listed(into, place, ChangeKind::NoLongerEnum, old),
            (false, false) => self.other_values(into, place, o, n),
        }
    }

    fn listed(&mut self, into: &mut Node, place: &Place<'a>, kind: ChangeKind, values: &[String]) {
        let draft = Draft::new(kind, place, sorted(values)).items(self.types_at(place));
        self.add(into, place, draft);
    }

    fn other_values(&mut self, into: &mut Node, place: &Place<'a>, o: SchemaId, n: SchemaId) {
        let (before, now) = (&self.old.get(o).values, &self.new.get(n).values);
        let (ours, theirs): (BTreeSet<&String>, BTreeSet<&String>) =
            (before.iter().collect(), now.iter().collect());
        let mut removed: Vec<&String> = ours.difference(&theirs).copied().collect();
        let mut added: Vec<&String> = theirs.difference(&ours).copied().collect();
        let mut respelled: Vec<(&String, &String)> = Vec::new();
        removed.retain(|was| match added.iter().position(|is| spelling(is) == spelling(was)) {
            Some(at) => {
                respelled.push((was, added.remove(at)));
                false
            }
            None => true,
        });
        let (old, new) = self.crates();
        let (old_enum, new_enum) = (old.values(place.old.ty), new.values(place.new.ty));
        let touched = |was: Option<&String>, is: Option<&String>| -> Option<Touch> {
            touch(
                was.and_then(|value| old.value(old_enum, value)),
                is.and_then(|value| new.value(new_enum, value)),
            )
        };
        let changes: [(ChangeKind, Vec<String>, Vec<Touch>); 3] = [
            (
                ChangeKind::ValuesRespelled,
                respelled.iter().map(|(was, is)| format!("{was} -> {is}")).collect(),
                respelled.iter().filter_map(|(was, is)| touched(Some(was), Some(is))).collect(),
            ),
            (
                ChangeKind::ValuesRemoved,
                removed.iter().map(ToString::to_string).collect(),
                removed.iter().filter_map(|was| touched(Some(was), None)).collect(),
            ),
            (
                ChangeKind::ValuesAdded,
                added.iter().map(ToString::to_string).collect(),
                added.iter().filter_map(|is| touched(None, Some(is))).collect(),
            ),
        ];
        // Where the enum is the same type, only its variants change, and not the place that holds it.
        let is_same = old.name(old_enum) == new.name(new_enum);
        let at = if is_same { place.without_items() } else { place.clone() };
        let shared = self.shared(place, o, n);
        for (kind, facts, items) in changes.into_iter().filter(|(_, facts, _)| !facts.is_empty()) {
            let draft = Draft::new(kind, place, facts).items(items).shared(shared.clone());
            self.add(into, &at, draft);
        }
    }
}

fn null(view: &View<'_>, id: SchemaId, sent: bool) -> Null {
    let schema = view.get(id);
    match schema.kind {
        // It is a type of its own, and its coming and going is a change of type.
        Kind::Null => Null::Hidden,
        _ if schema.nullable => Null::May,
        Kind::Union { .. } if !sent => Null::Hidden,
        _ if schema.title.is_some() && !sent => Null::Hidden,
        _ => Null::Never,
    }
}

fn formats(old: &Schema, new: &Schema) -> [String; 2] {
    [old, new].map(|schema| schema.format.clone().unwrap_or_else(|| "none".to_owned()))
}

/// Returns the only list in an object: its name and what is in it.
fn the_list(view: &View<'_>, id: SchemaId) -> Option<(String, SchemaId)> {
    let members = view.members(id)?;
    let mut lists = members.fields.iter().filter_map(|(field, _)| match view.get(field.schema).kind {
        Kind::Array(Some(items)) => Some((field.name.clone(), items)),
        _ => None,
    });
    let first = lists.next()?;
    lists.next().is_none().then_some(first)
}

/// Returns a value without what spellings differ by.
pub(super) fn spelling(value: &str) -> String {
    value.chars().filter(|c| !matches!(c, '_' | '-' | ' ' | '.')).flat_map(char::to_lowercase).collect()
}

/// Returns words in an order that does not depend on the page's.
pub(super) fn sorted(words: &[String]) -> Vec<String> {
    let mut words = words.to_vec();
    words.sort();
    words
}
