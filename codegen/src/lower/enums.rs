//! Sets of known values: one enum for one field name and one set of values, wherever it occurs.
//!
//! They get their names last, when all the places are known: see [`EnumUses::name`].

use std::collections::{BTreeMap, BTreeSet};

use super::members::Member;
use super::place::{Direction, Place};
use super::type_names::TypeNames;
use crate::rust::ident::join_camel;
use crate::rust::{Origin, RustIdent, TypeBody, TypeDef, TypeId, Types, Variant};

/// So many fields of one object that take the same values have one enum in common.
const SIBLINGS: usize = 3;

/// What fields share that take the same values as their siblings.
pub(super) const SHARED_FIELD: &str = "value";

/// The fields of an object that share an enum with their siblings: several of them take the same values, and the lock
/// does not know them apart.
pub(super) fn siblings<'f>(
    fields: impl Iterator<Item = (&'f str, &'f [String])>,
    known_apart: impl Fn(&[&'f str]) -> bool,
) -> BTreeSet<&'f str> {
    let mut by_values: BTreeMap<BTreeSet<&String>, Vec<&str>> = BTreeMap::new();
    for (field, values) in fields.filter(|(_, values)| !values.is_empty()) {
        by_values.entry(values.iter().collect()).or_default().push(field);
    }
    let shared = by_values.into_values().filter(|fields| fields.len() >= SIBLINGS && !known_apart(fields));
    shared.flatten().collect()
}

/// Every enum and where it occurs.
#[derive(Debug, Default)]
pub(super) struct EnumUses {
    by_values: BTreeMap<(String, Vec<String>), EnumUse>,
    order: Vec<(String, Vec<String>)>,
}

#[derive(Debug)]
struct EnumUse {
    id: TypeId,
    field: String,
    parents: Vec<String>,
    keys: Vec<String>,
    in_reply: bool,
}

impl EnumUses {
    /// The enum of a field or parameter.
    pub(super) fn value(&mut self, types: &mut Types, values: &[String], place: &Place<'_>) -> TypeId {
        let mut set = values.to_vec();
        set.sort();
        // What siblings share belongs to their parent, and to no field of that name elsewhere.
        let field =
            if place.siblings { format!("{}.{}", place.parent, place.field) } else { place.field.to_owned() };
        let key = (field, set);
        let known = self.by_values.entry(key.clone()).or_insert_with(|| {
            self.order.push(key);

            let origin =
                Origin { words: place.field.to_owned(), url: place.url.to_owned(), prose: String::new() };
            let body = TypeBody::Enum(variants(values));
            let id = types.add(TypeDef::new(RustIdent::camel(place.field), body, origin));
            EnumUse {
                id,
                field: place.field.to_owned(),
                parents: Vec::new(),
                keys: Vec::new(),
                in_reply: false,
            }
        });
        if !known.parents.iter().any(|parent| parent == place.parent) {
            known.parents.push(place.parent.to_owned());
        }
        known.keys.push(place.key.clone());
        known.in_reply |= place.direction == Direction::Received;
        let origin = &mut types.get_mut(known.id).origin;
        if origin.prose.is_empty() {
            place.prose.clone_into(&mut origin.prose);
        }
        known.id
    }

    /// Names every enum: the field alone where its name is telling (two words or more) and has one set of values in the
    /// reference, else what the parents have in common, and the field. Those of replies come first; one that only
    /// parameters use and that finds its name taken says that it is a filter.
    pub(super) fn name(&self, types: &mut Types, names: &mut TypeNames<'_>) {
        let is_used = |key: &&(String, Vec<String>)| {
            self.by_values.get(*key).is_some_and(|known| !types.is_left_out(known.id))
        };
        let mut order: Vec<_> = self.order.iter().filter(is_used).collect();
        order.sort_by_key(|key| self.by_values.get(*key).is_some_and(|known| !known.in_reply));
        for key in &order {
            let Some(known) = self.by_values.get(*key) else { continue };
            let field = known.field.as_str();
            let sets = order.iter().filter(|(other, _)| *other == key.0).count();
            let plain = RustIdent::camel(field);
            let telling = sets == 1 && field.contains(['_', '-']);
            let wanted = if telling && !names.is_taken(&plain) {
                plain
            } else {
                let parent = common_words(&known.parents);
                let named = join_camel(&parent, field);
                if names.is_taken(&named) && !known.in_reply { named.with_suffix("Filter") } else { named }
            };
            let shape = super::fingerprint::of_text(&key.1.join("\n"));
            let name = names.shared(&wanted, &known.keys, &shape);
            let def = types.get_mut(known.id);
            if let TypeBody::Enum(variants) = &mut def.body {
                name_variants(names, &name, variants);
            }
            def.name = name;
        }
    }
}

/// Variants that have no names yet.
fn variants(values: &[String]) -> Vec<Variant> {
    values.iter().map(|value| Variant { name: RustIdent::variant(value), wire: value.clone() }).collect()
}

fn name_variants(names: &mut TypeNames<'_>, of: &RustIdent, variants: &mut [Variant]) {
    let members: Vec<Member> = variants.iter().map(|variant| Member::value(&variant.wire)).collect();
    for (variant, name) in variants.iter_mut().zip(names.members(of, &members, |_| false)) {
        variant.name = name;
    }
}

/// The words that all names begin with; the first name where they have none in common.
pub(super) fn common_words(names: &[String]) -> String {
    let Some((first, rest)) = names.split_first() else { return String::new() };
    let mut common = first.as_str();
    for name in rest {
        let same = common
            .char_indices()
            .zip(name.chars())
            .take_while(|((_, a), b)| a == b)
            .map(|((at, _), _)| at + 1)
            .last();
        common = &common[..same.unwrap_or(0)];
    }
    // A name may end inside a word of another: cut back to where a word of the first name begins.
    let whole =
        common.len() == first.len() || first[common.len()..].starts_with(|c: char| c.is_ascii_uppercase());
    let end = if whole { common.len() } else { common.rfind(|c: char| c.is_ascii_uppercase()).unwrap_or(0) };
    if end == 0 { first.clone() } else { common[..end].to_owned() }
}

#[cfg(test)]
mod tests {
    use super::common_words;

    #[test]
    fn parents_share_whole_words() {
        let rows: &[(&[&str], &str)] = &[
            (&["Package"], "Package"),
            (&["Package", "PackageVersion"], "Package"),
            (&["SecurityAdvancedSecurity", "SecurityCodeSecurity"], "Security"),
            (&["Alpha", "Beta"], "Alpha"),
            (&["RepoRule", "RepoRuleset"], "RepoRule"),
        ];
        for (parents, expected) in rows {
            let parents: Vec<String> = parents.iter().map(|name| (*name).to_owned()).collect();
            assert_eq!(common_words(&parents), *expected);
        }
    }
}
