//! Unions: variants are paired by title, then by structure, then by likeness, never by their position.

use std::rc::Rc;

use super::change::ChangeKind;
use super::drafts::Draft;
use super::likeness::ALIKE;
use super::place::{Owner, Place};
use super::values::sorted;
use super::view::{Members, View};
use super::walk::{Child, Node, TypePair, Walk};
use crate::diff::finding::{Step, Subject, SubjectKind, Touch};
use crate::diff::rust_side::Item;
use crate::model::{Field, SchemaId};
use crate::rust::TypeId;

/// A variant, and the way to it through the unions around it.
pub(super) type Variant = (SchemaId, Vec<usize>);

/// Which variants are the same, by their positions, and which are on one side only.
#[derive(Default)]
struct PairedVariants {
    both: Vec<(usize, usize)>,
    removed: Vec<usize>,
    added: Vec<usize>,
}

impl<'a> Walk<'a> {
    /// Compares two unions.
    pub(super) fn unions(
        &mut self,
        into: &mut Node,
        place: &Place<'a>,
        ours: &[Variant],
        theirs: &[Variant],
    ) {
        let (old, new) = self.crates();
        let types = (old.union(place.old.ty), new.union(place.new.ty));
        let mut paired = self.pair_variants(ours, theirs, place.is_sent());
        // A variant that one side has lost is neither added nor removed.
        let lost = place.owner.partial;
        paired.added.retain(|_| !lost.0);
        paired.removed.retain(|_| !lost.1);
        for (left, right) in paired.both {
            let (o, n) = (&ours[left], &theirs[right]);
            let inside = self.variant_place(place, types, o, n);
            let titles = (self.old.get(o.0).title.clone(), self.new.get(n.0).title.clone());
            if let (true, (Some(was), Some(is))) = (place.is_sent() && titles.0 != titles.1, titles) {
                self.note(into, &inside, ChangeKind::Retitled, [was, is]);
            }
            if self.prose {
                let prose = (&self.old.get(o.0).description, &self.new.get(n.0).description);
                self.description(into, &inside, prose.0, prose.1);
            }
            // Null belongs to the union.
            self.value(into, &inside, o.0, n.0);
        }
        let subject = match old.name(types.0) {
            Some(name) if !place.is_sent() => {
                Subject { kind: SubjectKind::Schema, name: name.to_owned(), path: String::new() }
            }
            _ => place.subject(),
        };
        // Where the union is the same type, only its variants change, and not the place that holds it.
        let is_same = types.0.is_some() && old.name(types.0) == new.name(types.1);
        let bare = if is_same { place.without_items() } else { place.clone() };
        let sides = [
            (ChangeKind::VariantsRemoved, &paired.removed, ours, self.old, types.0),
            (ChangeKind::VariantsAdded, &paired.added, theirs, self.new, types.1),
        ];
        for (kind, positions, variants, view, union) in sides {
            let variants: Vec<&Variant> = positions.iter().map(|at| &variants[*at]).collect();
            let Some(first) = variants.first() else { continue };
            let words: Vec<String> =
                variants.iter().map(|(id, _)| variant_words(view, *id, place.is_sent())).collect();
            let is_added = kind == ChangeKind::VariantsAdded;
            let items = variants.iter().filter_map(|(id, _)| {
                let key = variant(view, union, *id).key?;
                Some(if is_added {
                    Touch { old: None, new: Some(key) }
                } else {
                    Touch { old: Some(key), new: None }
                })
            });
            let mut draft = Draft::new(kind, place, sorted(&words)).items(items);
            draft.subject = subject.clone();
            let mut at = bare.clone();
            let steps = if is_added { &mut at.new_steps } else { &mut at.old_steps };
            steps.extend(way(view, first, place.is_sent()));
            self.add(into, &at, draft);
        }
    }

    fn variant_place(&self, place: &Place<'a>, types: TypePair, o: &Variant, n: &Variant) -> Place<'a> {
        let sent = place.is_sent();
        let mut inside = place.clone();
        let item = |view: &View<'a>, union, id, around: &Item<'a>| {
            let found = variant(view, union, id);
            Item { key: found.key, ty: found.ty.or(around.ty) }
        };
        inside.old = item(self.old, types.0, o.0, &place.old);
        inside.new = item(self.new, types.1, n.0, &place.new);
        inside.old_steps.extend(way(self.old, o, sent));
        inside.new_steps.extend(way(self.new, n, sent));
        if sent {
            if let Some(title) = &self.old.get(o.0).title {
                inside.path = format!("{}.{title}", place.path);
                inside.name.clone_from(title);
            }
        } else if let Some(name) = self.old.rust.name(types.0) {
            inside.owner = Owner::schema(name);
            inside.path = String::new();
        } else {
            inside.owner = Rc::clone(&place.owner);
        }
        inside
    }

    /// Compares an object with objects that a value may be, if they have bullets of the same names: pages print members and
    /// alternatives alike, and only an example tells which they are.
    pub(super) fn same_bullets(
        &mut self,
        into: &mut Node,
        place: &Place<'a>,
        o: SchemaId,
        n: SchemaId,
    ) -> bool {
        if self.old.members(o).is_some() == self.new.members(n).is_some() {
            return false;
        }
        let (Some(ours), Some(theirs)) = (bullets(self.old, o), bullets(self.new, n)) else { return false };
        if !ours.names().any(|name| theirs.names().any(|other| other == name)) {
            return false;
        }
        let owner = Rc::new(Owner { path: place.path.clone(), ..(*place.owner).clone() });
        let mut node = Node::default();
        self.members(&mut node, &owner, &ours, &theirs, &|_, _| (Item::default(), Item::default()));
        let ways = (place.old_steps.clone(), place.new_steps.clone());
        let node = self.keep(node);
        into.children.push(Child { node, ways, touch: place.touch() });
        true
    }

    /// Compares a value that was not a union; if a variant has its title or its form, that is what it became.
    pub(super) fn became_union(
        &mut self,
        into: &mut Node,
        place: &Place<'a>,
        o: SchemaId,
        (n, theirs): (SchemaId, &[Variant]),
    ) {
        let kept = theirs.iter().find(|(variant, _)| self.are_alike(o, *variant));
        let kind = match (self.old.members(o).is_some(), kept) {
            (true, _) => ChangeKind::ObjectBecameUnion { kept: kept.is_some() },
            (false, Some(_)) => ChangeKind::TypeWidened,
            (false, None) => ChangeKind::TypeChanged,
        };
        self.retyped(into, place, kind, (o, n));
        // Without a title, an object may have been several in one: its fields are those of any variant.
        if let Some(variant) = kept
            && (self.old.members(o).is_none() || self.same_value(o, variant.0))
        {
            let mut inside = place.without_items();
            inside.new_steps.extend(way(self.new, variant, place.is_sent()));
            self.value(into, &inside, o, variant.0);
        }
    }

    /// Compares a value that is no longer a union.
    pub(super) fn no_longer_union(
        &mut self,
        into: &mut Node,
        place: &Place<'a>,
        (o, ours): (SchemaId, &[Variant]),
        n: SchemaId,
    ) {
        let kept = ours.iter().find(|(variant, _)| self.are_alike(*variant, n));
        let kind = match (self.new.members(n).is_some(), kept) {
            (true, _) => ChangeKind::UnionBecameObject { kept: kept.is_some() },
            (false, Some(_)) => ChangeKind::UnionNarrowed,
            (false, None) => ChangeKind::TypeChanged,
        };
        self.retyped(into, place, kind, (o, n));
        if let Some(variant) = kept
            && (self.new.members(n).is_none() || self.same_value(variant.0, n))
        {
            let mut inside = place.without_items();
            inside.old_steps.extend(way(self.old, variant, place.is_sent()));
            self.value(into, &inside, variant.0, n);
        }
    }

    /// Pairs variants. What a page hides may be anything, unless it has a name of its own.
    fn pair_variants(&self, ours: &[Variant], theirs: &[Variant], sent: bool) -> PairedVariants {
        let mut left: Vec<usize> = (0..ours.len()).collect();
        let mut right: Vec<usize> = (0..theirs.len()).collect();
        let mut both = Vec::new();
        let mut take = |fits: &dyn Fn(SchemaId, SchemaId) -> bool| {
            left.retain(|a| match right.iter().position(|b| fits(ours[*a].0, theirs[*b].0)) {
                Some(at) => {
                    both.push((*a, right.remove(at)));
                    false
                }
                None => true,
            });
        };
        take(&|o, n| self.are_equal(o, n));
        take(&|o, n| self.same_value(o, n));
        for least in [100, 75, ALIKE] {
            take(&|o, n| self.likeness(o, n).is_some_and(|percent| percent >= least));
        }
        let is_unnamed = |view: &View<'_>, id: SchemaId| view.is_hidden(id) && view.get(id).title.is_none();
        let may_be_any = |view: &View<'_>, id| if sent { is_unnamed(view, id) } else { view.is_hidden(id) };
        take(&|o, n| (may_be_any(self.old, o) || may_be_any(self.new, n)) && self.hides(o, n));
        left.retain(|at| sent || !is_unnamed(self.old, ours[*at].0));
        right.retain(|at| sent || !is_unnamed(self.new, theirs[*at].0));
        PairedVariants { both, removed: left, added: right }
    }
}

/// Returns the bullets below that of an object, be they its members or what it may be.
fn bullets(view: &View<'_>, id: SchemaId) -> Option<Members> {
    let alternative = |(id, _): Variant| {
        let schema = view.get(id);
        let field = Field::new(schema.title.clone()?, false, id);
        Some(Field { description: schema.description.clone(), ..field })
    };
    view.members(id).or_else(|| {
        let fields: Option<Vec<Field>> = view.variants(id)?.into_iter().map(alternative).collect();
        Some(Members::new(fields?))
    })
}

/// Returns what a variant is in the page's words.
fn variant_words(view: &View<'_>, id: SchemaId, sent: bool) -> String {
    view.get(id).title.clone().unwrap_or_else(|| view.words(id, sent))
}

/// Returns the item of the variant that a schema is.
fn variant<'a>(view: &View<'a>, union: Option<TypeId>, id: SchemaId) -> Item<'a> {
    let members = view.members(id);
    let names: Vec<&str> = members.iter().flat_map(Members::names).collect();
    view.rust.variant(union, view.get(id), &names)
}

/// Returns the way to a variant; one that is sent has a bullet if it has a name.
fn way(view: &View<'_>, (id, way): &Variant, sent: bool) -> Vec<Step> {
    if sent {
        return view.get(*id).title.iter().map(|title| Step::Field(title.clone())).collect();
    }
    way.iter().map(|at| Step::Variant(*at)).collect()
}
