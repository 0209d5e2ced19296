//! Two schemas side by side, whichever way their values go. What several endpoints hold is compared once.

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use super::change::ChangeKind;
use super::drafts::{Draft, DraftId, Drafts, Shared};
use super::place::{Owner, Place, touch};
use super::view::View;
use crate::diff::finding::{Step, Touch};
use crate::diff::rust_side::{RustSide, is_shown, outermost};
use crate::diff::surface::ItemKey;
use crate::model::{Additional, Field, Kind, SchemaId};
use crate::rust::TypeId;

/// A pair of objects that were compared, or a response or the parameters of a request.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// Its own findings, and where they are.
    pub(super) own: Vec<(DraftId, Ways)>,
    /// The objects in it in which something was found.
    pub(super) children: Vec<Child>,
    /// The values in it that are equal in both.
    pub(super) same: Vec<SchemaId>,
    /// The old object of the pair, if it is one.
    pub(super) object: Option<SchemaId>,
    /// Its types, where their names differ.
    pub(super) types: Option<Touch>,
    /// Everything that was found in it and below.
    pub(super) all: BTreeSet<DraftId>,
}

/// An object within another one.
#[derive(Clone, Debug)]
pub(super) struct Child {
    pub(super) node: usize,
    pub(super) ways: Ways,
    /// The item of the place that holds it.
    pub(super) touch: Option<Touch>,
}

/// The ways down both schemas.
pub(super) type Ways = (Vec<Step>, Vec<Step>);

/// The types of an object in both crates.
pub(super) type TypePair = (Option<TypeId>, Option<TypeId>);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Key {
    pub(super) schemas: (SchemaId, SchemaId),
    pub(super) types: TypePair,
    pub(super) owner: Rc<Owner>,
}

/// A comparison under way.
pub(super) struct Walk<'a> {
    pub(super) old: &'a View<'a>,
    pub(super) new: &'a View<'a>,
    /// Whether what prose states is compared.
    pub(super) prose: bool,
    /// Whether what is read out of prose in any language can be compared.
    pub(super) same_language: bool,
    /// Findings by place, with those of pairs that were only tried.
    pub(super) found: Vec<Draft>,
    /// Findings, each once; filled when the walk has ended.
    pub(super) drafts: Drafts,
    pub(super) nodes: Vec<Node>,
    pub(super) memo: HashMap<Key, usize>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(old: &'a View<'a>, new: &'a View<'a>, prose: bool, same_language: bool) -> Self {
        Self {
            old,
            new,
            prose,
            same_language,
            found: Vec::new(),
            drafts: Drafts::default(),
            nodes: Vec::new(),
            memo: HashMap::new(),
        }
    }

    /// Returns the crates of both sides.
    pub(super) fn crates(&self) -> (&'a RustSide<'a>, &'a RustSide<'a>) {
        (self.old.rust, self.new.rust)
    }

    /// Keeps a node.
    pub(super) fn keep(&mut self, mut node: Node) -> usize {
        node.all = node.own.iter().map(|(id, _)| *id).collect();
        for child in &node.children {
            node.all.extend(&self.nodes[child.node].all);
        }
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    /// Makes one of equal drafts, of those that a root holds. What was only tried is left out.
    pub(super) fn settle(&mut self, roots: impl IntoIterator<Item = usize>) {
        let mut held: BTreeSet<usize> = BTreeSet::new();
        let mut open: Vec<usize> = roots.into_iter().collect();
        while let Some(at) = open.pop() {
            if held.insert(at) {
                open.extend(self.nodes[at].children.iter().map(|child| child.node));
            }
        }
        let ids: BTreeSet<DraftId> =
            held.iter().flat_map(|at| &self.nodes[*at].own).map(|(id, _)| *id).collect();
        let kept: HashMap<DraftId, DraftId> =
            ids.into_iter().map(|id| (id, self.drafts.add(self.found[id].clone()))).collect();
        // Children come before their parents.
        for (at, mut node) in std::mem::take(&mut self.nodes).into_iter().enumerate() {
            if held.contains(&at) {
                node.own =
                    node.own.into_iter().filter_map(|(id, ways)| Some((*kept.get(&id)?, ways))).collect();
                self.keep(node);
            } else {
                self.nodes.push(Node::default());
            }
        }
    }

    /// Notes a change of the value at a place.
    pub(super) fn note(
        &mut self,
        into: &mut Node,
        place: &Place<'a>,
        kind: ChangeKind,
        facts: impl IntoIterator<Item = impl Into<String>>,
    ) {
        self.add(into, place, Draft::new(kind, place, facts));
    }

    /// Adds a draft to what was found at a place.
    pub(super) fn add(&mut self, into: &mut Node, place: &Place<'a>, draft: Draft) {
        let id = self.found.len();
        self.found.push(draft.items(place.touch()));
        into.own.push((id, (place.old_steps.clone(), place.new_steps.clone())));
    }

    /// Compares a value with its name: first whether it is there and what prose states of it, then what it is.
    pub(super) fn member(&mut self, into: &mut Node, place: &Place<'a>, old: &Field, new: &Field) {
        self.presence(into, place, old, new);
        if self.prose {
            self.statements(into, place, old, new);
        }
        self.value(into, place, old.schema, new.schema);
    }

    /// Compares values without a name of their own, which are there.
    pub(super) fn content(&mut self, into: &mut Node, place: &Place<'a>, o: SchemaId, n: SchemaId) {
        let field = |schema| Field::new("", true, schema);
        self.member(into, place, &field(o), &field(n));
    }

    /// Compares what values are.
    pub(super) fn value(&mut self, into: &mut Node, place: &Place<'a>, o: SchemaId, n: SchemaId) {
        if self.are_equal(o, n) {
            into.same.push(o);
            return;
        }
        self.remarks(into, place, o, n);
        if let (Some(o), Some(n)) = (self.old.map_values(o), self.new.map_values(n)) {
            let types = (self.old.rust.item(place.old.ty), self.new.rust.item(place.new.ty));
            return self.content(into, &place.inside(&Step::Values, types.0, types.1), o, n);
        }
        if self.are_two_bare_objects(o, n) {
            let opened = matches!(self.new.get(n).kind, Kind::Object { .. });
            return self.opened(into, place, opened);
        }
        if let (Some(ours), Some(theirs)) = (self.old.members(o), self.new.members(n))
            && (ours.fields.is_empty() == theirs.fields.is_empty() || !self.hides(o, n))
            && !self.is_map_for_object(o, n)
        {
            return self.objects(into, place, (o, &ours), (n, &theirs));
        }
        if place.is_sent() && self.same_bullets(into, place, o, n) {
            return;
        }
        let (ours, theirs) = (self.old.variants(o), self.new.variants(n));
        let is_one_of = |variants: &Option<Vec<_>>, equal: &dyn Fn(SchemaId) -> bool| {
            variants.iter().flatten().any(|(variant, _): &(SchemaId, Vec<usize>)| equal(*variant))
        };
        let is_kept =
            is_one_of(&ours, &|o| self.are_equal(o, n)) || is_one_of(&theirs, &|n| self.are_equal(o, n));
        if self.hides(o, n) && !is_kept {
            return self.hidden(into, place, o, n);
        }
        match (ours, theirs) {
            (Some(ours), Some(theirs)) => self.unions(into, place, &ours, &theirs),
            (None, Some(theirs)) => self.became_union(into, place, o, (n, &theirs)),
            (Some(ours), None) => self.no_longer_union(into, place, (o, &ours), n),
            (None, None) => self.plain(into, place, o, n),
        }
    }

    /// Whether one side hides what the other one shows. An object whose fields are hidden is not a text, for all that.
    pub(super) fn hides(&self, o: SchemaId, n: SchemaId) -> bool {
        let is_plain = |kind: &Kind| {
            matches!(
                kind,
                Kind::Boolean | Kind::Integer | Kind::Number | Kind::String | Kind::Array(_) | Kind::Null
            )
        };
        let (old_hides, new_hides) = (self.old.is_hidden(o), self.new.is_hidden(n));
        let is_other = (self.old.is_bare_object(o) && is_plain(&self.new.get(n).kind))
            || (self.new.is_bare_object(n) && is_plain(&self.old.get(o).kind));
        (old_hides || new_hides) && !is_other
    }

    /// Whether neither side shows a field, and one of them says that there may be some.
    fn are_two_bare_objects(&self, o: SchemaId, n: SchemaId) -> bool {
        let is_object = |kind: &Kind| matches!(kind, Kind::Object { .. });
        self.old.is_hidden(o)
            && self.new.is_hidden(n)
            && ((self.old.is_bare_object(o) && is_object(&self.new.get(n).kind))
                || (self.new.is_bare_object(n) && is_object(&self.old.get(o).kind)))
    }

    /// Whether a map stands for an object with fields, or the other way round.
    fn is_map_for_object(&self, o: SchemaId, n: SchemaId) -> bool {
        self.old.map_values(o).is_some() != self.new.map_values(n).is_some()
            && !self.old.is_hidden(o)
            && !self.new.is_hidden(n)
    }

    /// Notes that one side hides what the other one shows, where the crate tells the difference: unknown is not gone.
    pub(super) fn hidden(&mut self, into: &mut Node, place: &Place<'a>, o: SchemaId, n: SchemaId) {
        let is_array = |kind: &Kind| matches!(kind, Kind::Array(None));
        let old_hides = self.old.is_hidden(o) || is_array(&self.old.get(o).kind);
        let new_hides = self.new.is_hidden(n) || is_array(&self.new.get(n).kind);
        let (was, is) = (is_shown(place.old.ty), is_shown(place.new.ty));
        let is_lost = (old_hides && place.owner.partial.0) || (new_hides && place.owner.partial.1);
        if is_lost || old_hides == new_hides || was == is || was.is_none() || is.is_none() {
            return;
        }
        let sent = place.is_sent();
        let (kind, identity, facts) = if new_hides {
            let facts = [self.old.words(o, sent), hiding_word(&self.new.get(n).kind), "hidden".to_owned()];
            (ChangeKind::Hidden, self.old.identity(o), facts)
        } else {
            let facts = [self.new.words(n, sent), hiding_word(&self.old.get(o).kind), "shown".to_owned()];
            (ChangeKind::Shown, self.new.identity(n), facts)
        };
        let shared = identity.filter(|_| !sent).map(|identity| Shared {
            field: place.name.clone(),
            identity: (identity, 0),
            name: None,
        });
        self.add(into, place, Draft::new(kind, place, facts).shared(shared));
    }

    pub(super) fn opened(&mut self, into: &mut Node, place: &Place<'a>, opened: bool) {
        let kind = if opened { ChangeKind::MapOpened } else { ChangeKind::MapClosed };
        self.note(into, place, kind, [""; 0]);
    }

    /// Compares what is said of members that are not listed.
    pub(super) fn additional(
        &mut self,
        node: &mut Node,
        place: &Place<'a>,
        (was, is): (Additional, Additional),
    ) {
        let types = (self.old.rust.item(place.old.ty), self.new.rust.item(place.new.ty));
        let inside = place.inside(&Step::Values, types.0, types.1);
        match (was, is) {
            (Additional::Unstated, Additional::Unstated) | (Additional::Allowed, Additional::Allowed) => {}
            (Additional::Unstated, _) => self.opened(node, place, true),
            (_, Additional::Unstated) => self.opened(node, place, false),
            (Additional::Typed(o), Additional::Typed(n)) => self.content(node, &inside, o, n),
            (Additional::Allowed, Additional::Typed(n)) => {
                let facts = ["any".to_owned(), self.new.words(n, place.is_sent())];
                self.note(node, &inside, ChangeKind::TypeNarrowed, facts);
            }
            (Additional::Typed(o), Additional::Allowed) => {
                let facts = [self.old.words(o, place.is_sent()), "any".to_owned()];
                self.note(node, &inside, ChangeKind::TypeWidened, facts);
            }
        }
    }

    /// Returns what a change of the value itself is known by wherever it is held under one name. What is sent is known by
    /// its place alone.
    pub(super) fn shared(&self, place: &Place<'a>, o: SchemaId, n: SchemaId) -> Option<Shared> {
        if place.is_sent() {
            return None;
        }
        let identity = (self.old.identity(o)?, self.new.identity(n)?);
        let name = self.old.rust.name(outermost(place.old.ty));
        Some(Shared { field: place.name.clone(), identity, name: name.map(str::to_owned) })
    }

    /// Returns the types that a place is made of, on both sides.
    pub(super) fn types_at(&self, place: &Place<'a>) -> Option<Touch> {
        let (old, new) = self.crates();
        let key = |side: &RustSide<'a>, ty| -> Option<ItemKey> { side.key(outermost(ty)) };
        touch(key(old, place.old.ty), key(new, place.new.ty))
    }
}

/// Returns a stable word for how a value is hidden.
fn hiding_word(kind: &Kind) -> String {
    let word = match kind {
        Kind::Opaque(reason) => reason.as_str(),
        Kind::Array(_) => "no-items",
        _ => "no-fields",
    };
    word.to_owned()
}
