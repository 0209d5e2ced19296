//! Two objects: their titles, and their members.

use std::rc::Rc;

use super::change::ChangeKind;
use super::drafts::{Draft, Shared};
use super::likeness::ALIKE;
use super::place::{Owner, Place, touch};
use super::view::{Members, View};
use super::walk::{Child, Key, Node, TypePair, Walk};
use crate::diff::finding::{Step, Subject, SubjectKind};
use crate::diff::rust_side::Item;
use crate::model::{Field, SchemaId};

/// Finds the items that both crates have for a member, by its old and new name.
pub(super) type ItemsOf<'f, 'a> = &'f dyn Fn(&str, &str) -> (Item<'a>, Item<'a>);

impl<'a> Walk<'a> {
    /// Compares two objects: the same one, or another one under another title.
    pub(super) fn objects(
        &mut self,
        into: &mut Node,
        place: &Place<'a>,
        (o, ours): (SchemaId, &Members),
        (n, theirs): (SchemaId, &Members),
    ) {
        let types = (
            self.old.rust.object(place.old.ty, &ours.names().collect::<Vec<_>>()),
            self.new.rust.object(place.new.ty, &theirs.names().collect::<Vec<_>>()),
        );
        let sent = place.is_sent();
        let title = self.old.get(o).title.clone().filter(|_| !sent);
        let owner = match (self.old.rust.name(types.0), &title) {
            (Some(name), _) if !sent => Owner::schema(name),
            (None, Some(title)) => Owner::schema(title.as_str()),
            _ => Rc::new(Owner { path: place.path.clone(), ..(*place.owner).clone() }),
        };
        let node = self.best_object(o, n, types, &owner);
        if let (Some(was), Some(is)) = (title, self.new.get(n).title.clone())
            && was != is
        {
            let alike = self.likeness(o, n).is_some_and(|percent| percent >= ALIKE);
            let kind = match (self.new.has_title(&was), self.old.has_title(&is)) {
                (false, false) if alike => ChangeKind::Retitled,
                (true, false) if alike => ChangeKind::Split,
                (false, true) if alike => ChangeKind::Merged,
                _ => ChangeKind::Replaced,
            };
            self.retitled(into, place, kind, (&was, &is), types, node);
            if kind != ChangeKind::Retitled {
                return;
            }
        }
        if self.nodes[node].all.is_empty() {
            into.same.push(o);
        } else {
            let ways = (place.old_steps.clone(), place.new_steps.clone());
            into.children.push(Child { node, ways, touch: place.touch() });
        }
    }

    /// Notes an object under another title. Where both titles stay, the object itself has not changed, but which one is
    /// here.
    fn retitled(
        &mut self,
        into: &mut Node,
        place: &Place<'a>,
        kind: ChangeKind,
        (was, is): (&str, &str),
        types: TypePair,
        node: usize,
    ) {
        let inside: Vec<&Draft> = self.nodes[node].all.iter().filter_map(|id| self.found.get(*id)).collect();
        let worst = inside.iter().map(|draft| draft.wire).max();
        if kind == ChangeKind::Replaced && worst.is_none() {
            return;
        }
        let keys = (self.old.rust.key(types.0), self.new.rust.key(types.1));
        let mut draft = Draft::new(kind, place, [was, is]).items(touch(keys.0, keys.1));
        if kind != ChangeKind::Retitled {
            draft.wire = worst.unwrap_or_default();
            draft.is_fact = inside.iter().any(|draft| draft.is_fact);
        }
        if kind == ChangeKind::Replaced {
            draft.value = Some(Shared { field: place.name.clone(), identity: (0, 0), name: None });
        } else {
            let name = self.old.rust.name(types.0).unwrap_or(was).to_owned();
            draft.subject = Subject { kind: SubjectKind::Schema, name, path: String::new() };
        }
        let bare = place.without_items();
        self.add(into, if kind == ChangeKind::Retitled { &bare } else { place }, draft);
    }

    /// Compares the pair itself; where a page does not say which of several objects it means, returns the pair that differs
    /// least: an object that the other reference has as well is nothing new.
    fn best_object(&mut self, o: SchemaId, n: SchemaId, types: TypePair, owner: &Rc<Owner>) -> usize {
        let mut best = self.object(o, n, types, owner);
        let title = match (&self.old.get(o).title, &self.new.get(n).title) {
            (Some(title), Some(other)) if title == other => title,
            _ => return best,
        };
        if !self.old.is_ambiguous(title) && !self.new.is_ambiguous(title) {
            return best;
        }
        let ours = self.old.titled(title).iter().map(|other| (*other, n));
        let theirs = self.new.titled(title).iter().map(|other| (o, *other));
        for (left, right) in ours.chain(theirs).collect::<Vec<_>>() {
            if self.nodes[best].all.is_empty() {
                break;
            }
            let node = self.object(left, right, types, owner);
            if self.nodes[node].all.len() < self.nodes[best].all.len() {
                best = node;
            }
        }
        best
    }

    fn object(&mut self, o: SchemaId, n: SchemaId, types: TypePair, owner: &Rc<Owner>) -> usize {
        let key = Key { schemas: (o, n), types, owner: Rc::clone(owner) };
        if let Some(known) = self.memo.get(&key) {
            return *known;
        }
        let (old, new) = self.crates();
        let keys = touch(old.key(types.0), new.key(types.1));
        let is_renamed = old.name(types.0) != new.name(types.1);
        let mut node = Node { object: Some(o), types: keys.filter(|_| is_renamed), ..Node::default() };
        if let (Some(ours), Some(theirs)) = (self.old.members(o), self.new.members(n)) {
            let items = |was: &str, is: &str| (old.member(types.0, was), new.member(types.1, is));
            self.members(&mut node, owner, &ours, &theirs, &items);
            let others = (old.others(types.0), new.others(types.1));
            let mut place = Place::member(owner, "", others.0, others.1);
            place.path.clone_from(&owner.path);
            self.additional(&mut node, &place, (ours.additional, theirs.additional));
        }
        let id = self.keep(node);
        self.memo.insert(key, id);
        id
    }

    /// Compares the members of two objects, or the parameters of two requests.
    pub(super) fn members(
        &mut self,
        node: &mut Node,
        owner: &Rc<Owner>,
        ours: &Members,
        theirs: &Members,
        items: ItemsOf<'_, 'a>,
    ) {
        let (old_hides, new_hides) =
            (ours.is_partial || owner.partial.0, theirs.is_partial || owner.partial.1);
        let paired = self.pair_members(ours, theirs, owner.partial == (false, false));
        for (left, right, confidence) in &paired.both {
            let ((old, old_part), (new, new_part)) = (&ours.fields[*left], &theirs.fields[*right]);
            let (old_item, new_item) = items(&old.name, &new.name);
            let mut place = Place::member(owner, &old.name, old_item, new_item);
            place.old_steps = steps(*old_part, &old.name);
            place.new_steps = steps(*new_part, &new.name);
            if confidence.is_some() {
                let kind = ChangeKind::Renamed { required: old.required };
                let mut draft = Draft::new(kind, &place, [&old.name, &new.name]);
                draft.confidence = *confidence;
                self.add(node, &place, draft);
            }
            self.member(node, &place, old, new);
        }
        // A field that is missing on one side may be in its hidden part.
        for at in paired.removed.iter().filter(|_| !new_hides) {
            let (field, part) = &ours.fields[*at];
            let (old_item, _) = items(&field.name, &field.name);
            let mut place = Place::member(owner, &field.name, old_item, Item::default());
            place.old_steps = steps(*part, &field.name);
            self.alone(node, &place, self.old, field, ChangeKind::Removed { required: field.required });
        }
        for at in paired.added.iter().filter(|_| !old_hides) {
            let (field, part) = &theirs.fields[*at];
            let (_, new_item) = items(&field.name, &field.name);
            let mut place = Place::member(owner, &field.name, Item::default(), new_item);
            place.new_steps = steps(*part, &field.name);
            self.alone(node, &place, self.new, field, ChangeKind::Added { required: field.required });
        }
    }

    /// Notes a member that is on one side only.
    fn alone(
        &mut self,
        node: &mut Node,
        place: &Place<'a>,
        view: &View<'a>,
        field: &Field,
        kind: ChangeKind,
    ) {
        if place.is_sent() {
            return self.note(node, place, kind, statement(view, field));
        }
        let words = view.words(field.schema, false);
        let mut draft = Draft::new(kind, place, [field.name.as_str(), &words]);
        let is_added = matches!(kind, ChangeKind::Added { .. });
        draft.value = view.identity(field.schema).map(|identity| Shared {
            field: field.name.clone(),
            identity: if is_added { (0, identity) } else { (identity, 0) },
            name: None,
        });
        if kind == (ChangeKind::Added { required: true }) {
            draft.advice = Some(
                "Count on it only where no server is older than the new documentation: an older one does not send it.",
            );
        }
        self.add(node, place, draft);
    }
}

/// Returns the facts that tell a parameter or member which comes or goes from another one of its name.
fn statement(view: &View<'_>, field: &Field) -> Vec<String> {
    let schema = view.get(field.schema);
    let null = if schema.nullable { " or null" } else { "" };
    let mut facts = vec![format!("{}{null}", view.words(field.schema, true))];
    facts.extend(field.required.then(|| "required".to_owned()));
    facts
        .extend(schema.default.as_ref().map(|default| format!("default {}", super::remarks::plain(default))));
    if !schema.values.is_empty() {
        facts.push(super::values::sorted(&schema.values).join(", "));
    }
    facts
}

fn steps(part: Option<usize>, name: &str) -> Vec<Step> {
    part.map(Step::Variant).into_iter().chain([Step::Field(name.to_owned())]).collect()
}
