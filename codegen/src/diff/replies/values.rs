//! Values that are neither two objects nor a union: whether they are there, their types, formats and values.

use std::collections::BTreeSet;

use super::super::finding::{Step, Touch};
use super::super::rules::RuleId;
use super::super::surface::ItemKey;
use super::super::verdict::{Rust, Wire};
use super::drafts::Draft;
use super::place::{Place, item, named_of, touch, type_path};
use super::view::View;
use super::walk::{ALIKE, Node, Walk};
use crate::model::{Field, Kind, Schema, SchemaId};
use crate::rust::{RustIdent, TypeBody, TypeId, Types};

/// What a page says of null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Null {
    /// It may come.
    May,
    /// It does not come.
    Never,
    /// A title, or the variants of a union, stand where it would be said.
    Hidden,
}

impl<'a> Walk<'a> {
    /// Whether a value is there, and whether it may be null.
    pub(super) fn presence(&mut self, into: &mut Node, place: &Place<'a>, old: &Field, new: &Field) {
        let (was, is) = (null(&self.old, old.schema), null(&self.new, new.schema));
        let words = place.words();
        let mut say = |walk: &mut Self, rule: RuleId, wire: Wire, fact: &str, message: String| {
            let draft = Draft::new(rule, wire, place.subject(), message);
            walk.say(into, place, if fact.is_empty() { draft } else { draft.facts([fact]) });
        };
        match (old.required, was, new.required, is) {
            (true, Null::May, false, Null::Never) => {
                let message = format!("{words} is absent where it was null");
                return say(self, RuleId::ResponseFieldNullToAbsent, Wire::Risky, "absent", message);
            }
            (false, Null::Never, true, Null::May) => {
                let message = format!("{words} is null where it was absent");
                return say(self, RuleId::ResponseFieldNullToAbsent, Wire::Risky, "null", message);
            }
            (true, _, false, _) => {
                let message = format!("{words} may be absent");
                say(self, RuleId::ResponseFieldBecameOptional, Wire::Breaking, "", message);
            }
            (false, _, true, _) => {
                let message = format!("{words} is always there");
                say(self, RuleId::ResponseFieldBecameRequired, Wire::Compatible, "", message);
            }
            _ => {}
        }
        // A title that comes or goes hides or shows the null that was there: it is no change. Where both sides have
        // one, "any of null and it" says more than the other side does.
        let titled = |view: &View<'_>, id: SchemaId| says_no_null(view.get(id));
        match (was, is) {
            (Null::Never, Null::May) => {
                let message = format!("{words} may be null");
                say(self, RuleId::ResponseFieldNullableAdded, Wire::Breaking, "", message);
            }
            (Null::Hidden, Null::May) if titled(&self.new, new.schema) => {
                let message = format!("the page says that {words} may be null");
                say(self, RuleId::ResponseFieldNullableAdded, Wire::Risky, "stated", message);
            }
            (Null::May, Null::Never) => {
                let message = format!("{words} is never null");
                say(self, RuleId::ResponseFieldNullableRemoved, Wire::Compatible, "", message);
            }
            (Null::May, Null::Hidden) if titled(&self.old, old.schema) => {
                let message = format!("the page does not say any more that {words} may be null");
                say(self, RuleId::ResponseFieldNullableRemoved, Wire::Compatible, "stated", message);
            }
            _ => {}
        }
    }

    /// Two values that are neither objects nor unions, or one that is and one that is not.
    pub(super) fn plain(&mut self, into: &mut Node, place: &Place<'a>, o: SchemaId, n: SchemaId) {
        let (old, new) = (self.old.get(o), self.new.get(n));
        match (&old.kind, &new.kind) {
            (Kind::Array(Some(ours)), Kind::Array(Some(theirs))) => {
                let types = (item(self.old.types, place.old), item(self.new.types, place.new));
                let inside = place.inside("[]", &Step::Items, types.0, types.1);
                let item = |schema| Field::new("", true, schema);
                self.member(into, &inside, &item(*ours), &item(*theirs));
            }
            (Kind::Array(_), Kind::Array(_)) | (Kind::Boolean, Kind::Boolean) | (Kind::Null, Kind::Null) => {}
            (Kind::String, Kind::String) => self.text(into, place, o, n),
            (Kind::Integer, Kind::Integer) | (Kind::Number, Kind::Number) => {
                self.format(into, place, old, new, Wire::None);
            }
            (Kind::Integer, Kind::Number) => {
                self.retyped(into, place, RuleId::ResponseFieldTypeWidened, Wire::Breaking, (o, n));
            }
            (Kind::Number, Kind::Integer) => {
                self.retyped(into, place, RuleId::ResponseFieldTypeChanged, Wire::Compatible, (o, n));
            }
            (_, Kind::Null) if old.nullable => {
                self.retyped(into, place, RuleId::ResponseFieldTypeChanged, Wire::Compatible, (o, n));
            }
            (Kind::Array(_), _) if self.new.members(n).is_some() => self.wrapped(into, place, o, n),
            (_, Kind::Array(_)) if self.old.members(o).is_some() => self.wrapped(into, place, o, n),
            _ => self.retyped(into, place, RuleId::ResponseFieldTypeChanged, Wire::Breaking, (o, n)),
        }
    }

    /// A value of another type.
    pub(super) fn retyped(
        &mut self,
        into: &mut Node,
        place: &Place<'a>,
        rule: RuleId,
        wire: Wire,
        (o, n): (SchemaId, SchemaId),
    ) {
        let (was, is) = (self.old.words(o), self.new.words(n));
        let message = format!("{} is `{is}` instead of `{was}`", place.words());
        let draft = Draft::new(rule, wire, place.subject(), message)
            .facts([was, is])
            .items(self.types_at(place))
            .shared(self.shared(place, o, n));
        self.say(into, place, draft);
    }

    /// An object in place of a list, or the other way round; what is in the list may be in the object.
    fn wrapped(&mut self, into: &mut Node, place: &Place<'a>, o: SchemaId, n: SchemaId) {
        self.retyped(into, place, RuleId::ResponseShapeChanged, Wire::Breaking, (o, n));
        let (old_types, new_types) = (self.old.types, self.new.types);
        match (&self.old.get(o).kind, &self.new.get(n).kind) {
            (Kind::Array(Some(items)), Kind::Object { .. }) => {
                let Some((wire, inner)) = the_list(&self.new, n) else { return };
                if !self.alike(*items, inner) {
                    return;
                }
                let id = named_of(new_types, place.new, |body| matches!(body, TypeBody::Struct(_)));
                let member = super::place::field_of(new_types, id, &wire).map(|(_, ty, _)| ty);
                let mut inside =
                    place.inside("[]", &Step::Items, item(old_types, place.old), item(new_types, member));
                inside.new_steps.insert(place.new_steps.len(), Step::Field(wire));
                self.kinds(into, &inside, *items, inner);
            }
            (Kind::Object { .. }, Kind::Array(Some(items))) => {
                let (inner, old_ty, way) = match the_list(&self.old, o) {
                    Some((wire, inner)) if self.alike(inner, *items) => {
                        let id = named_of(old_types, place.old, |body| matches!(body, TypeBody::Struct(_)));
                        let member = super::place::field_of(old_types, id, &wire).map(|(_, ty, _)| ty);
                        (inner, item(old_types, member), vec![Step::Field(wire), Step::Items])
                    }
                    _ if self.alike(o, *items) => (o, place.old, Vec::new()),
                    _ => return,
                };
                let mut inside = place.inside("[]", &Step::Items, old_ty, item(new_types, place.new));
                inside.old_steps = place.old_steps.iter().cloned().chain(way).collect();
                self.kinds(into, &inside, inner, *items);
            }
            _ => {}
        }
    }

    /// Whether two values look like one thing.
    pub(super) fn alike(&self, o: SchemaId, n: SchemaId) -> bool {
        if self.old.same_value(&self.new, o, n) {
            return true;
        }
        match (self.old.members(o), self.new.members(n)) {
            (Some(ours), Some(theirs)) => ours.likeness(&theirs) >= ALIKE,
            (None, None) => self.old.get(o).kind.word() == self.new.get(n).kind.word(),
            _ => false,
        }
    }

    fn format(&mut self, into: &mut Node, place: &Place<'a>, old: &Schema, new: &Schema, lost: Wire) {
        if old.format == new.format {
            return;
        }
        let words = place.words();
        let (wire, message) = match (&old.format, &new.format) {
            (None, Some(is)) => (Wire::None, format!("{words} has the format `{is}`")),
            (Some(was), None) => (lost, format!("{words} has the format `{was}` no more")),
            (was, is) => {
                let [was, is] = [was, is].map(|format| format.as_deref().unwrap_or_default());
                (lost, format!("{words} has the format `{is}` instead of `{was}`"))
            }
        };
        let facts = [&old.format, &new.format].map(|format| format.as_deref().unwrap_or("none"));
        let draft = Draft::new(RuleId::ResponseFieldFormatChanged, wire, place.subject(), message);
        self.say(into, place, draft.facts(facts));
    }

    fn text(&mut self, into: &mut Node, place: &Place<'a>, o: SchemaId, n: SchemaId) {
        let (old, new) = (self.old.get(o), self.new.get(n));
        self.format(into, place, old, new, Wire::Risky);
        let words = place.words();
        let listed = |values: &[String]| {
            let mut values: Vec<String> = values.to_vec();
            values.sort();
            values
        };
        match (old.values.is_empty(), new.values.is_empty()) {
            (true, true) => {}
            (true, false) => {
                let message = format!("{words} has listed values");
                let rule = RuleId::ResponseFieldBecameEnum;
                let draft = Draft::new(rule, Wire::Compatible, place.subject(), message)
                    .facts(listed(&new.values))
                    .items(self.types_at(place));
                self.say(into, place, draft);
            }
            (false, true) => {
                let message = format!("{words} may be any text");
                let rule = RuleId::ResponseFieldNoLongerEnum;
                let draft = Draft::new(rule, Wire::Risky, place.subject(), message)
                    .facts(listed(&old.values))
                    .items(self.types_at(place));
                self.say(into, place, draft);
            }
            (false, false) => self.values(into, place, o, n),
        }
    }

    fn values(&mut self, into: &mut Node, place: &Place<'a>, o: SchemaId, n: SchemaId) {
        let (old, new) = (self.old.get(o), self.new.get(n));
        let ours: BTreeSet<&String> = old.values.iter().collect();
        let theirs: BTreeSet<&String> = new.values.iter().collect();
        let mut removed: Vec<&String> = ours.difference(&theirs).copied().collect();
        let mut added: Vec<&String> = theirs.difference(&ours).copied().collect();
        if removed.is_empty() && added.is_empty() {
            return;
        }
        let is_enum = |body: &TypeBody| matches!(body, TypeBody::Enum(_));
        let old_id = named_of(self.old.types, place.old, is_enum);
        let new_id = named_of(self.new.types, place.new, is_enum);
        // Where the enum is another one, the field has its type; where it is the same, only its variants change.
        let same =
            old_id.map(|id| type_path(self.old.types, id)) == new_id.map(|id| type_path(self.new.types, id));
        let own = Place { touch: place.touch.clone().filter(|_| !same), ..place.clone() };
        let shared = self.shared(place, o, n);
        let words = place.words();
        let variant = |walk: &Self, was: Option<&str>, is: Option<&str>| -> Option<Touch> {
            touch(
                was.and_then(|value| variant_key(walk.old.types, old_id, value)),
                is.and_then(|value| variant_key(walk.new.types, new_id, value)),
            )
        };
        let respelled: Vec<(&String, &String)> = removed
            .iter()
            .filter_map(|was| {
                let mut same = added.iter().filter(|is| RustIdent::variant(was) == RustIdent::variant(is));
                same.next().map(|is| (*was, *is))
            })
            .collect();
        for (was, is) in respelled {
            removed.retain(|value| *value != was);
            added.retain(|value| *value != is);
            let message = format!("{words} is `{is}` where it was `{was}`");
            let rule = RuleId::ResponseEnumValueRespelled;
            let draft = Draft::new(rule, Wire::Breaking, place.subject(), message)
                .facts([was, is])
                .items(variant(self, Some(was), Some(is)))
                .shared(shared.clone());
            self.say(into, &own, draft);
        }
        for was in removed {
            let message = format!("{words} is never `{was}` any more");
            let rule = RuleId::ResponseEnumValueRemoved;
            let draft = Draft::new(rule, Wire::Compatible, place.subject(), message)
                .facts([was])
                .items(variant(self, Some(was), None))
                .shared(shared.clone());
            self.say(into, &own, draft);
        }
        for is in added {
            let message = format!("{words} may be `{is}`, too");
            let rule = RuleId::ResponseEnumValueAdded;
            let draft = Draft::new(rule, Wire::Risky, place.subject(), message)
                .facts([is])
                .items(variant(self, None, Some(is)))
                .shared(shared.clone())
                .rust(Rust::Behavioural);
            self.say(into, &own, draft);
        }
    }
}

fn null(view: &View<'_>, id: SchemaId) -> Null {
    let schema = view.get(id);
    match schema.kind {
        // It is a type of its own, and its coming and going is a change of type.
        Kind::Null => Null::Hidden,
        _ if schema.nullable => Null::May,
        Kind::Union { .. } => Null::Hidden,
        _ if schema.title.is_some() => Null::Hidden,
        _ => Null::Never,
    }
}

/// Whether it is of a kind whose null is only said by a variant beside it.
fn says_no_null(schema: &Schema) -> bool {
    schema.title.is_some() || matches!(schema.kind, Kind::Union { .. })
}

/// The only list in an object: its name and what is in it.
fn the_list(view: &View<'_>, id: SchemaId) -> Option<(String, SchemaId)> {
    let members = view.members(id)?;
    let mut lists = members.fields.iter().filter_map(|(field, _)| match view.get(field.schema).kind {
        Kind::Array(Some(items)) => Some((field.name.clone(), items)),
        _ => None,
    });
    let first = lists.next()?;
    lists.next().is_none().then_some(first)
}

fn variant_key(types: &Types, id: Option<TypeId>, value: &str) -> Option<ItemKey> {
    let id = id?;
    let TypeBody::Enum(variants) = &types.get(id).body else { return None };
    let variant = variants.iter().find(|variant| variant.wire == value)?;
    Some(ItemKey::Variant(type_path(types, id), variant.name.as_str().to_owned()))
}
