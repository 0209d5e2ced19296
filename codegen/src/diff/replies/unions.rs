//! Unions: variants are paired by title, then by structure, then by likeness, never by their place.

use super::super::finding::{Step, Subject, SubjectKind};
use super::super::rules::RuleId;
use super::super::surface::ItemKey;
use super::super::verdict::{Rust, Wire};
use super::drafts::Draft;
use super::place::{Owner, Place, core, name_of, named_of, touch, type_path};
use super::view::{Members, View};
use super::walk::{ALIKE, Node, Walk};
use crate::model::{Field, Kind, SchemaId};
use crate::rust::{Takes, Type, TypeBody, TypeId, Types};

/// A variant, and the way to it through the unions around it.
pub(super) type Variant = (SchemaId, Vec<usize>);

impl<'a> Walk<'a> {
    /// Two unions.
    pub(super) fn unions(
        &mut self,
        into: &mut Node,
        place: &Place<'a>,
        ours: &[Variant],
        theirs: &[Variant],
    ) {
        let is_union = |body: &TypeBody| matches!(body, TypeBody::Union(_));
        let types =
            (named_of(self.old.types, place.old, is_union), named_of(self.new.types, place.new, is_union));
        let (pairs, removed, added) = self.pair_variants(ours, theirs);
        for (left, right) in pairs {
            let inside = self.variant_place(place, types, &ours[left], &theirs[right]);
            let value = |schema| Field::new("", true, schema);
            let (old, new) = (value(ours[left].0), value(theirs[right].0));
            // Null belongs to the union.
            self.kinds(into, &inside, old.schema, new.schema);
        }
        let subject = match name_of(self.old.types, types.0) {
            Some(name) => Subject { kind: SubjectKind::Schema, name: name.to_owned(), path: String::new() },
            None => place.subject(),
        };
        let same = types.0.map(|id| type_path(self.old.types, id))
            == types.1.map(|id| type_path(self.new.types, id));
        let own = Place { touch: place.touch.clone().filter(|_| !same), ..place.clone() };
        for at in removed {
            let (id, way) = &ours[at];
            let words = self.old.words(*id);
            let message = format!("{} is no `{words}` any more", place.words());
            let rule = RuleId::ResponseUnionVariantRemoved;
            let draft = Draft::new(rule, Wire::Compatible, subject.clone(), message)
                .facts([words])
                .items(touch(variant_key(&self.old, types.0, *id), None));
            let mut own = own.clone();
            own.old_steps.extend(way.iter().map(|at| Step::Variant(*at)));
            self.say(into, &own, draft);
        }
        for at in added {
            let (id, way) = &theirs[at];
            let words = self.new.words(*id);
            let message = format!("{} may be `{words}`, too", place.words());
            let rule = RuleId::ResponseUnionVariantAdded;
            let draft = Draft::new(rule, Wire::Breaking, subject.clone(), message)
                .facts([words])
                .items(touch(None, variant_key(&self.new, types.1, *id)))
                .rust(Rust::Behavioural);
            let mut own = own.clone();
            own.new_steps.extend(way.iter().map(|at| Step::Variant(*at)));
            self.say(into, &own, draft);
        }
    }

    fn variant_place(
        &self,
        place: &Place<'a>,
        types: (Option<TypeId>, Option<TypeId>),
        old: &Variant,
        new: &Variant,
    ) -> Place<'a> {
        let owner = match name_of(self.old.types, types.0) {
            Some(name) => Owner::schema(name),
            None => std::rc::Rc::clone(&place.owner),
        };
        let path = if types.0.is_some() { String::new() } else { place.path.clone() };
        let mut inside = Place {
            owner,
            path,
            touch: touch(variant_key(&self.old, types.0, old.0), variant_key(&self.new, types.1, new.0)),
            ..place.clone()
        };
        inside.old_steps.extend(old.1.iter().map(|at| Step::Variant(*at)));
        inside.new_steps.extend(new.1.iter().map(|at| Step::Variant(*at)));
        inside
    }

    /// A value that was no union; where a variant goes under its title, that is what has become of it.
    pub(super) fn became_union(
        &mut self,
        into: &mut Node,
        place: &Place<'a>,
        o: SchemaId,
        (n, theirs): (SchemaId, &[Variant]),
    ) {
        let kept = theirs.iter().find(|(variant, _)| self.alike(o, *variant));
        let rule = match (self.old.members(o).is_some(), kept) {
            (true, _) => RuleId::ResponseFieldBecameUnion,
            (false, Some(_)) => RuleId::ResponseFieldTypeWidened,
            (false, None) => RuleId::ResponseFieldTypeChanged,
        };
        self.retyped(into, place, rule, Wire::Breaking, (o, n));
        // Without a title, an object may have been several in one: its fields are those of any variant.
        if let Some((variant, way)) = kept
            && (self.old.members(o).is_none() || self.old.same_value(&self.new, o, *variant))
        {
            let mut inside = Place { touch: None, ..place.clone() };
            inside.new_steps.extend(way.iter().map(|at| Step::Variant(*at)));
            self.kinds(into, &inside, o, *variant);
        }
    }

    /// A value that is no union any more.
    pub(super) fn no_longer_union(
        &mut self,
        into: &mut Node,
        place: &Place<'a>,
        (o, ours): (SchemaId, &[Variant]),
        n: SchemaId,
    ) {
        let kept = ours.iter().find(|(variant, _)| self.alike(*variant, n));
        let rule = match self.new.members(n) {
            Some(_) => RuleId::ResponseFieldNoLongerUnion,
            None => RuleId::ResponseFieldTypeChanged,
        };
        let wire = if kept.is_some() { Wire::Compatible } else { Wire::Breaking };
        self.retyped(into, place, rule, wire, (o, n));
        if let Some((variant, way)) = kept
            && (self.new.members(n).is_none() || self.old.same_value(&self.new, *variant, n))
        {
            let mut inside = Place { touch: None, ..place.clone() };
            inside.old_steps.extend(way.iter().map(|at| Step::Variant(*at)));
            self.kinds(into, &inside, *variant, n);
        }
    }

    /// Pairs variants, and says which are left over on either side. What a page hides may be anything.
    fn pair_variants(
        &self,
        ours: &[Variant],
        theirs: &[Variant],
    ) -> (Vec<(usize, usize)>, Vec<usize>, Vec<usize>) {
        let mut left: Vec<usize> = (0..ours.len()).collect();
        let mut right: Vec<usize> = (0..theirs.len()).collect();
        let mut pairs = Vec::new();
        let schemas = |a: usize, b: usize| (ours[a].0, theirs[b].0);
        let same = |a: usize, b: usize| {
            let (o, n) = schemas(a, b);
            self.old.digest(o) == self.new.digest(n)
        };
        let titled = |a: usize, b: usize| {
            let (o, n) = schemas(a, b);
            self.old.get(o).title.is_some() && self.old.get(o).title == self.new.get(n).title
        };
        take_pairs(&mut left, &mut right, &mut pairs, same);
        take_pairs(&mut left, &mut right, &mut pairs, titled);
        for least in [100, 75, ALIKE] {
            take_pairs(&mut left, &mut right, &mut pairs, |a, b| {
                let (o, n) = schemas(a, b);
                match (self.old.members(o), self.new.members(n)) {
                    (Some(ours), Some(theirs)) => ours.likeness(&theirs) >= least,
                    (None, None) => {
                        let (old, new) = (&self.old.get(o).kind, &self.new.get(n).kind);
                        old.word() == new.word() && !matches!(old, Kind::Opaque(_))
                    }
                    _ => false,
                }
            });
        }
        take_pairs(&mut left, &mut right, &mut pairs, |a, b| {
            let (o, n) = schemas(a, b);
            self.old.is_hidden(o) || self.new.is_hidden(n)
        });
        let unnamed = |view: &View<'_>, id: SchemaId| view.is_hidden(id) && view.get(id).title.is_none();
        left.retain(|at| !unnamed(&self.old, ours[*at].0));
        right.retain(|at| !unnamed(&self.new, theirs[*at].0));
        (pairs, left, right)
    }
}

fn take_pairs(
    left: &mut Vec<usize>,
    right: &mut Vec<usize>,
    pairs: &mut Vec<(usize, usize)>,
    fits: impl Fn(usize, usize) -> bool,
) {
    left.retain(|a| match right.iter().position(|b| fits(*a, *b)) {
        Some(at) => {
            pairs.push((*a, right.remove(at)));
            false
        }
        None => true,
    });
}

/// The key of the variant that a schema is.
fn variant_key(view: &View<'_>, id: Option<TypeId>, schema: SchemaId) -> Option<ItemKey> {
    let id = id?;
    let types: &Types = view.types;
    let TypeBody::Union(variants) = &types.get(id).body else { return None };
    let takes = match &view.get(schema).kind {
        Kind::Boolean => Takes::Boolean,
        Kind::Integer => Takes::Integer,
        Kind::Number => Takes::Number,
        Kind::String => Takes::Text,
        Kind::Array(_) => Takes::Array,
        Kind::Object { fields, .. } if fields.is_empty() => Takes::Object,
        Kind::Object { .. } | Kind::Union { .. } => Takes::Record,
        Kind::Opaque(_) | Kind::Null => Takes::Any,
    };
    let members = view.members(schema);
    let names: Vec<&str> = members.iter().flat_map(Members::names).collect();
    let fits = |ty: &Type| match core(ty) {
        Type::Named(id) => match &types.get(*id).body {
            TypeBody::Struct(fields) => {
                let all = names.iter().all(|name| fields.iter().any(|field| field.wire == *name));
                all.then_some(fields.len())
            }
            _ => None,
        },
        _ => None,
    };
    let of_kind = variants.iter().filter(|variant| variant.takes == takes);
    let variant = if takes == Takes::Record {
        of_kind.filter_map(|variant| Some((fits(&variant.ty)?, variant))).min_by_key(|(size, _)| *size)?.1
    } else {
        of_kind.into_iter().next()?
    };
    Some(ItemKey::Variant(type_path(types, id), variant.name.as_str().to_owned()))
}
