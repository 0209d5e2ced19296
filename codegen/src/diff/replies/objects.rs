//! Two objects: their titles, and their fields.

use std::rc::Rc;

use super::super::finding::{Step, Subject, SubjectKind};
use super::super::rules::RuleId;
use super::super::verdict::Wire;
use super::drafts::{Draft, Shared};
use super::fields::pair_fields;
use super::place::{Owner, Place, field_of, item, name_of, others_of, struct_of, touch, type_key};
use super::view::Members;
use super::walk::{ALIKE, Child, Key, Node, Walk, last_field};
use crate::model::{Additional, Field, SchemaId};
use crate::rust::TypeId;

impl<'a> Walk<'a> {
    /// Two objects: the same one, or another one under another title.
    pub(super) fn objects(
        &mut self,
        into: &mut Node,
        place: &Place<'a>,
        (o, ours): (SchemaId, &Members),
        (n, theirs): (SchemaId, &Members),
    ) {
        let types = (
            struct_of(self.old.types, place.old, &ours.names().collect::<Vec<_>>()),
            struct_of(self.new.types, place.new, &theirs.names().collect::<Vec<_>>()),
        );
        let title = self.old.get(o).title.clone();
        let owner = match (name_of(self.old.types, types.0), &title) {
            (Some(name), _) => Owner::schema(name),
            (None, Some(title)) => Owner::schema(title.as_str()),
            (None, None) => Rc::new(Owner { path: place.path.clone(), ..(*place.owner).clone() }),
        };
        let node = self.best_object(o, n, types, &owner);
        if let (Some(was), Some(is)) = (title, self.new.get(n).title.clone())
            && was != is
        {
            let alike = ours.likeness(theirs) >= ALIKE;
            let rule = match (self.new.has_title(&was), self.old.has_title(&is)) {
                (false, false) if alike => RuleId::TypeRenamed,
                (true, false) if alike => RuleId::TypeSplit,
                (false, true) if alike => RuleId::TypeMerged,
                _ => RuleId::ResponseFieldTypeChanged,
            };
            self.retitled(into, place, rule, (&was, &is), types, node);
            if rule != RuleId::TypeRenamed {
                return;
            }
        }
        if self.nodes[node].all.is_empty() {
            into.same.push(o);
        } else {
            let ways = (place.old_steps.clone(), place.new_steps.clone());
            into.children.push(Child { node, ways, touch: place.touch.clone() });
        }
    }

    /// An object under another title. Where both titles stay, the object itself has not changed, but which one is here.
    fn retitled(
        &mut self,
        into: &mut Node,
        place: &Place<'a>,
        rule: RuleId,
        (was, is): (&str, &str),
        types: (Option<TypeId>, Option<TypeId>),
        node: usize,
    ) {
        let keys = (type_key(self.old.types, types.0), type_key(self.new.types, types.1));
        let inside = &self.nodes[node].all;
        let wire = inside.iter().filter_map(|id| self.said.get(*id)).map(|draft| draft.wire).max();
        let name = name_of(self.old.types, types.0).unwrap_or(was);
        let whole = Subject { kind: SubjectKind::Schema, name: name.to_owned(), path: String::new() };
        let (wire, subject, message) = match rule {
            RuleId::TypeRenamed => (None, whole, format!("`{was}` is called `{is}` now")),
            RuleId::TypeSplit => {
                (wire, whole, format!("`{was}` is an object of its own here, called `{is}`"))
            }
            RuleId::TypeMerged => (wire, whole, format!("`{was}` is one with `{is}` now")),
            _ if wire.is_none() => return,
            _ => (wire, place.subject(), format!("{} is `{is}` instead of `{was}`", place.words())),
        };
        let in_place = rule == RuleId::ResponseFieldTypeChanged;
        let shared =
            in_place.then(|| Shared { field: last_field(&place.path), identity: (0, 0), name: None });
        let draft = Draft::new(rule, wire.unwrap_or_default(), subject, message)
            .facts([was, is])
            .items(touch(keys.0, keys.1))
            .shared(shared);
        let bare =
            Place { touch: place.touch.clone().filter(|_| rule != RuleId::TypeRenamed), ..place.clone() };
        self.say(into, &bare, draft);
    }

    /// The pair itself; where a page does not say which of several objects it means, the pair that differs least: what
    /// stands for one that the other reference has as well is nothing new.
    fn best_object(
        &mut self,
        o: SchemaId,
        n: SchemaId,
        types: (Option<TypeId>, Option<TypeId>),
        owner: &Rc<Owner>,
    ) -> usize {
        let mut best = self.object(o, n, types, owner);
        let (old_title, new_title) = (&self.old.get(o).title, &self.new.get(n).title);
        let title = match (old_title, new_title) {
            (Some(title), Some(other)) if title == other => title,
            _ => return best,
        };
        if !self.old.is_ambiguous(title) && !self.new.is_ambiguous(title) {
            return best;
        }
        let ours = self.old.titled(title).iter().map(|other| (*other, n));
        let theirs = self.new.titled(title).iter().map(|other| (o, *other));
        let pairs: Vec<(SchemaId, SchemaId)> = ours.chain(theirs).collect();
        for (left, right) in pairs {
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

    fn object(
        &mut self,
        o: SchemaId,
        n: SchemaId,
        types: (Option<TypeId>, Option<TypeId>),
        owner: &Rc<Owner>,
    ) -> usize {
        let key = Key { schemas: (o, n), types, owner: Rc::clone(owner) };
        if let Some(known) = self.memo.get(&key) {
            return *known;
        }
        let names = (name_of(self.old.types, types.0), name_of(self.new.types, types.1));
        let renamed = names.0 != names.1;
        let keys = touch(type_key(self.old.types, types.0), type_key(self.new.types, types.1));
        let mut node = Node { object: Some(o), types: keys.filter(|_| renamed), ..Node::default() };
        if let (Some(ours), Some(theirs)) = (self.old.members(o), self.new.members(n)) {
            self.fields(&mut node, &ours, &theirs, types, owner);
            self.additional(&mut node, (ours.additional, theirs.additional), types, owner);
        }
        let id = self.keep(node);
        self.memo.insert(key, id);
        id
    }

    fn fields(
        &mut self,
        node: &mut Node,
        ours: &Members,
        theirs: &Members,
        types: (Option<TypeId>, Option<TypeId>),
        owner: &Rc<Owner>,
    ) {
        let paired = pair_fields((&self.old, ours), (&self.new, theirs));
        for (left, right, confidence) in &paired.both {
            let ((old, old_part), (new, new_part)) = (&ours.fields[*left], &theirs.fields[*right]);
            let mut place = self.field_place(owner, types, &old.name, &new.name);
            place.old_steps = steps(*old_part, &old.name);
            place.new_steps = steps(*new_part, &new.name);
            if let Some(confidence) = confidence {
                let wire = if old.required { Wire::Breaking } else { Wire::Risky };
                let message = format!("{} is called `{}` now", place.words(), new.name);
                let mut draft = Draft::new(RuleId::ResponseFieldRenamed, wire, place.subject(), message)
                    .facts([&old.name, &new.name]);
                draft.confidence = Some(*confidence);
                self.say(node, &place, draft);
            }
            self.member(node, &place, old, new);
        }
        // What one side hides may be in its hidden part.
        for at in paired.removed.iter().filter(|_| !theirs.is_partial) {
            let (field, part) = &ours.fields[*at];
            let mut place = self.field_place(owner, types, &field.name, &field.name);
            place.old_steps = steps(*part, &field.name);
            self.removed(node, &place, field);
        }
        for at in paired.added.iter().filter(|_| !ours.is_partial) {
            let (field, part) = &theirs.fields[*at];
            let mut place = self.field_place(owner, types, &field.name, &field.name);
            place.new_steps = steps(*part, &field.name);
            self.added(node, &place, field);
        }
    }

    fn removed(&mut self, node: &mut Node, place: &Place<'a>, field: &Field) {
        let wire = if field.required { Wire::Breaking } else { Wire::Risky };
        let words = self.old.words(field.schema);
        let message = format!("{} is gone", place.words());
        let identity = self.old.identity(field.schema).map(|identity| (identity, 0));
        let draft = Draft::new(RuleId::ResponseFieldRemoved, wire, place.subject(), message)
            .facts([field.name.as_str(), &words])
            .shared(identity.map(|identity| Shared { field: field.name.clone(), identity, name: None }));
        self.say(node, place, draft);
    }

    fn added(&mut self, node: &mut Node, place: &Place<'a>, field: &Field) {
        let words = self.new.words(field.schema);
        let message = format!("{} is new", place.words());
        let identity = self.new.identity(field.schema).map(|identity| (0, identity));
        let mut draft = Draft::new(RuleId::ResponseFieldAdded, Wire::Compatible, place.subject(), message)
            .facts([field.name.as_str(), &words])
            .shared(identity.map(|identity| Shared { field: field.name.clone(), identity, name: None }));
        if field.required {
            draft.advice = Some(
                "Count on it only where no server is older than the new documentation: an older one does not send it."
                    .to_owned(),
            );
        }
        self.say(node, place, draft);
    }

    fn field_place(
        &self,
        owner: &Rc<Owner>,
        types: (Option<TypeId>, Option<TypeId>),
        old_name: &str,
        new_name: &str,
    ) -> Place<'a> {
        let old = field_of(self.old.types, types.0, old_name);
        let new = field_of(self.new.types, types.1, new_name);
        let path = match owner.path.as_str() {
            "" => old_name.to_owned(),
            before => format!("{before}.{old_name}"),
        };
        Place {
            owner: Rc::clone(owner),
            path,
            old: old.as_ref().map(|(_, ty, _)| *ty),
            new: new.as_ref().map(|(_, ty, _)| *ty),
            touch: touch(old.map(|(key, ..)| key), new.map(|(key, ..)| key)),
            old_steps: Vec::new(),
            new_steps: Vec::new(),
        }
    }

    fn additional(
        &mut self,
        node: &mut Node,
        (was, is): (Additional, Additional),
        types: (Option<TypeId>, Option<TypeId>),
        owner: &Rc<Owner>,
    ) {
        let (old, new) = (others_of(self.old.types, types.0), others_of(self.new.types, types.1));
        let place = Place {
            owner: Rc::clone(owner),
            path: owner.path.clone(),
            old: old.as_ref().map(|(_, ty)| *ty),
            new: new.as_ref().map(|(_, ty)| *ty),
            touch: touch(old.map(|(key, _)| key), new.map(|(key, _)| key)),
            old_steps: Vec::new(),
            new_steps: Vec::new(),
        };
        match (was, is) {
            (Additional::Unstated, Additional::Unstated) | (Additional::Allowed, Additional::Allowed) => {}
            (Additional::Unstated, _) => self.opened(node, &place, true),
            (_, Additional::Unstated) => self.opened(node, &place, false),
            (Additional::Typed(o), Additional::Typed(n)) => {
                let old = item(self.old.types, place.old);
                let new = item(self.new.types, place.new);
                let inside = place.inside("{}", &Step::Values, old, new);
                let value = |schema| Field::new("", true, schema);
                self.member(node, &inside, &value(o), &value(n));
            }
            (Additional::Allowed, Additional::Typed(n)) => {
                let words = self.new.words(n);
                let message = format!("members of {} that are not listed are `{words}`", place.words());
                let draft =
                    Draft::new(RuleId::ResponseFieldTypeChanged, Wire::Compatible, place.subject(), message);
                self.say(node, &place, draft.facts(["any", &words]));
            }
            (Additional::Typed(o), Additional::Allowed) => {
                let words = self.old.words(o);
                let message = format!("members of {} that are not listed may be anything", place.words());
                let draft =
                    Draft::new(RuleId::ResponseFieldTypeWidened, Wire::Breaking, place.subject(), message);
                self.say(node, &place, draft.facts([&words, "any"]));
            }
        }
    }
}

fn steps(part: Option<usize>, name: &str) -> Vec<Step> {
    part.map(Step::Variant).into_iter().chain([Step::Field(name.to_owned())]).collect()
}
