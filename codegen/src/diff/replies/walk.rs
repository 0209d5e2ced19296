//! Two schemas side by side. What several replies hold is compared once.

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use super::super::finding::{Step, Touch};
use super::super::rules::RuleId;
use super::super::surface::ItemKey;
use super::super::verdict::{Rust, Wire};
use super::drafts::{Draft, DraftId, Drafts, Shared};
use super::place::{Owner, Place, core, outermost, touch};
use super::view::View;
use crate::model::{Field, Kind, OpaqueReason, SchemaId};
use crate::rust::{Type, TypeId};

/// Objects of which so much, in percent, is the same are one object that has changed.
pub(super) const ALIKE: usize = 50;

/// A pair of objects that were compared.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// What was found in it itself, and where.
    pub(super) own: Vec<(DraftId, Ways)>,
    /// The objects in it that hold something.
    pub(super) children: Vec<Child>,
    /// The objects in it that are the same in both.
    pub(super) same: Vec<SchemaId>,
    /// The old object of the pair, where it is one.
    pub(super) object: Option<SchemaId>,
    /// Its types, where they go under two names.
    pub(super) types: Option<Touch>,
    /// Everything that was found in it and below.
    pub(super) all: BTreeSet<DraftId>,
}

/// An object within another one.
#[derive(Clone, Debug)]
pub(super) struct Child {
    pub(super) node: usize,
    pub(super) ways: Ways,
    /// The field or reply that it stands in.
    pub(super) touch: Option<Touch>,
}

/// The ways down both schemas.
pub(super) type Ways = (Vec<Step>, Vec<Step>);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Key {
    pub(super) schemas: (SchemaId, SchemaId),
    pub(super) types: (Option<TypeId>, Option<TypeId>),
    pub(super) owner: Rc<Owner>,
}

/// A comparison under way.
pub(super) struct Walk<'a> {
    pub(super) old: View<'a>,
    pub(super) new: View<'a>,
    /// What was said, place by place; what pairs say that were only tried is among it.
    pub(super) said: Vec<Draft>,
    /// What is said, each once; there when the walk is settled.
    pub(super) drafts: Drafts,
    pub(super) nodes: Vec<Node>,
    pub(super) memo: HashMap<Key, usize>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(old: View<'a>, new: View<'a>) -> Self {
        Self {
            old,
            new,
            said: Vec::new(),
            drafts: Drafts::default(),
            nodes: Vec::new(),
            memo: HashMap::new(),
        }
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

    /// Makes one of equal drafts, of those that some reply holds. What was only tried is left out.
    pub(super) fn settle(&mut self, roots: impl IntoIterator<Item = usize>) {
        let mut held: BTreeSet<usize> = BTreeSet::new();
        let mut open: Vec<usize> = roots.into_iter().collect();
        while let Some(at) = open.pop() {
            if held.insert(at) {
                open.extend(self.nodes[at].children.iter().map(|child| child.node));
            }
        }
        let said: BTreeSet<DraftId> =
            held.iter().flat_map(|at| &self.nodes[*at].own).map(|(id, _)| *id).collect();
        let kept: HashMap<DraftId, DraftId> =
            said.into_iter().map(|id| (id, self.drafts.add(self.said[id].clone()))).collect();
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

    /// Notes a change.
    pub(super) fn say(&mut self, into: &mut Node, place: &Place<'a>, draft: Draft) {
        let id = self.said.len();
        self.said.push(draft.items(place.touch.clone()));
        into.own.push((id, (place.old_steps.clone(), place.new_steps.clone())));
    }

    /// A value that is there, or may be: first whether it is, then what it is.
    pub(super) fn member(&mut self, into: &mut Node, place: &Place<'a>, old: &Field, new: &Field) {
        self.presence(into, place, old, new);
        self.kinds(into, place, old.schema, new.schema);
    }

    /// What a value is.
    pub(super) fn kinds(&mut self, into: &mut Node, place: &Place<'a>, o: SchemaId, n: SchemaId) {
        if self.old.digest(o) == self.new.digest(n) {
            into.same.push(o);
            return;
        }
        self.deprecation(into, place, o, n);
        let (left, right) = (&self.old.get(o).kind, &self.new.get(n).kind);
        if let (Some(ours), Some(theirs)) = (self.old.members(o), self.new.members(n))
            && (ours.fields.is_empty() == theirs.fields.is_empty() || !self.hides(o, n))
        {
            return self.objects(into, place, (o, &ours), (n, &theirs));
        }
        if let (Kind::Opaque(OpaqueReason::NoFields), Kind::Object { .. })
        | (Kind::Object { .. }, Kind::Opaque(OpaqueReason::NoFields)) = (left, right)
            && self.old.is_hidden(o)
            && self.new.is_hidden(n)
        {
            return self.opened(into, place, matches!(right, Kind::Object { .. }));
        }
        if self.hides(o, n) {
            return self.truncated(into, place, o, n);
        }
        match (self.old.variants(o), self.new.variants(n)) {
            (Some(ours), Some(theirs)) => self.unions(into, place, &ours, &theirs),
            (None, Some(theirs)) => self.became_union(into, place, o, (n, &theirs)),
            (Some(ours), None) => self.no_longer_union(into, place, (o, &ours), n),
            (None, None) => self.plain(into, place, o, n),
        }
    }

    fn hides(&self, o: SchemaId, n: SchemaId) -> bool {
        self.old.is_hidden(o) || self.new.is_hidden(n)
    }

    /// One side does not show what the other one does: unknown is not gone. It is worth a word where the crate shows it.
    fn truncated(&mut self, into: &mut Node, place: &Place<'a>, o: SchemaId, n: SchemaId) {
        let is_shown = |ty: Option<&Type>| ty.map(|ty| !is_json(ty));
        let (was, is) = (is_shown(place.old), is_shown(place.new));
        if self.old.is_hidden(o) == self.new.is_hidden(n) || was == is || was.is_none() || is.is_none() {
            return;
        }
        let hidden_now = self.new.is_hidden(n);
        let (shown, hidden) = if hidden_now {
            (self.old.words(o), self.new.get(n))
        } else {
            (self.new.words(n), self.old.get(o))
        };
        let reason = match &hidden.kind {
            Kind::Opaque(reason) => reason.as_str(),
            _ => OpaqueReason::NoFields.as_str(),
        };
        let message = if hidden_now {
            format!("the page does not show any more what {} is", place.words())
        } else {
            format!("the page shows what {} is", place.words())
        };
        let draft = Draft::new(RuleId::SchemaTruncated, Wire::None, place.subject(), message).facts([
            shown.as_str(),
            reason,
            if hidden_now { "hidden" } else { "shown" },
        ]);
        let identity = if hidden_now { self.old.identity(o) } else { self.new.identity(n) };
        let draft = draft.shared(identity.map(|identity| Shared {
            field: last_field(&place.path),
            identity: (identity, 0),
            name: None,
        }));
        self.say(into, place, draft);
    }

    pub(super) fn opened(&mut self, into: &mut Node, place: &Place<'a>, opened: bool) {
        let (rule, wire, message) = if opened {
            (
                RuleId::ResponseMapOpened,
                Wire::Compatible,
                format!("{} may have members that are not listed", place.words()),
            )
        } else {
            (
                RuleId::ResponseMapClosed,
                Wire::Risky,
                format!("nothing is said any more of members of {} that are not listed", place.words()),
            )
        };
        self.say(into, place, Draft::new(rule, wire, place.subject(), message));
    }

    fn deprecation(&mut self, into: &mut Node, place: &Place<'a>, o: SchemaId, n: SchemaId) {
        let (old, new) = (self.old.get(o), self.new.get(n));
        // The page says it of leaves only.
        let is_leaf =
            |kind: &Kind| !matches!(kind, Kind::Object { .. } | Kind::Union { .. } | Kind::Opaque(_));
        if old.deprecated == new.deprecated || !is_leaf(&old.kind) || !is_leaf(&new.kind) {
            return;
        }
        let (rule, rust, message) = if new.deprecated {
            (RuleId::ResponseFieldDeprecated, Rust::Deprecated, format!("{} is closing down", place.words()))
        } else {
            (
                RuleId::ResponseFieldUndeprecated,
                Rust::Additive,
                format!("{} is not closing down any more", place.words()),
            )
        };
        let draft = Draft::new(rule, Wire::Compatible, place.subject(), message).rust(rust);
        self.say(into, place, draft);
    }

    /// What is said of a value itself is one change wherever it is held under one name.
    pub(super) fn shared(&self, place: &Place<'a>, o: SchemaId, n: SchemaId) -> Option<Shared> {
        let identity = (self.old.identity(o)?, self.new.identity(n)?);
        let name = match outermost(self.old.types, place.old) {
            Some(ItemKey::Type(path)) => path.strip_prefix("types::").map(str::to_owned),
            _ => None,
        };
        Some(Shared { field: last_field(&place.path), identity, name })
    }

    /// The types that a place is made of, on both sides.
    pub(super) fn types_at(&self, place: &Place<'a>) -> Option<Touch> {
        touch(outermost(self.old.types, place.old), outermost(self.new.types, place.new))
    }
}

/// The field that a path ends with.
pub(super) fn last_field(path: &str) -> String {
    path.rsplit('.').next().unwrap_or(path).to_owned()
}

fn is_json(ty: &Type) -> bool {
    match core(ty) {
        Type::Json => true,
        Type::List(inner) | Type::Map(inner) => is_json(inner),
        _ => false,
    }
}
