//! A parameter of one side, with what the crate makes of it.

use std::collections::BTreeMap;

use crate::diff::finding::Spot;
use crate::diff::surface::ItemKey;
use crate::model::legacy::{Parameter, ParameterType};
use crate::rust::{Type, TypeBody, Types};
use crate::syntax::SimpleType;

/// A parameter, or a member of one.
#[derive(Clone)]
pub(super) struct Slot<'a> {
    /// The endpoint, an index into `Api::endpoints`.
    pub(super) at: usize,
    /// Its place among its siblings.
    pub(super) position: usize,
    /// The names of the parameters around it and its own.
    pub(super) names: Vec<String>,
    pub(super) documented: &'a Parameter,
    /// The item of the crate; `None` where it has none, such as a member that can only have one value.
    pub(super) key: Option<ItemKey>,
    pub(super) ty: Option<&'a Type>,
    /// Why it should not be used any more.
    pub(super) deprecated: Option<&'a str>,
    pub(super) types: &'a Types,
}

impl<'a> Slot<'a> {
    pub(super) fn name(&self) -> &'a str {
        &self.documented.name
    }

    pub(super) fn spot(&self) -> Spot {
        Spot::Parameter(self.at, self.documented.location, self.names.clone())
    }

    /// Its members.
    pub(super) fn members(&self) -> Vec<Slot<'a>> {
        let documented = self.documented.fields.iter().enumerate();
        documented.map(|(position, documented)| self.member(position, documented)).collect()
    }

    fn member(&self, position: usize, documented: &'a Parameter) -> Slot<'a> {
        let name = documented.name.as_str();
        let mut slot = Slot {
            at: self.at,
            position,
            names: self.names.iter().cloned().chain([name.to_owned()]).collect(),
            documented,
            key: None,
            ty: None,
            deprecated: None,
            types: self.types,
        };
        let Some(around) = self.ty.map(peeled) else { return slot };
        if let Type::Map(value) = around {
            slot.ty = Some(value);
        }
        match named(self.types, around) {
            Some((owner, TypeBody::Input(input))) => {
                let argument = input.arguments.iter().find(|one| one.wire == name);
                let setter = input.setters.iter().find(|one| one.wire == name);
                if let Some(one) = argument.or(setter) {
                    let key = if argument.is_some() { ItemKey::Argument } else { ItemKey::Setter };
                    slot.key = Some(key(owner, one.name.as_str().to_owned()));
                    slot.ty = Some(&one.ty);
                    slot.deprecated = one.deprecated.as_deref();
                }
            }
            Some((owner, TypeBody::InputUnion(variants))) => {
                if let Some(variant) = variants.iter().find(|one| one.words == name) {
                    slot.key = Some(ItemKey::Variant(owner, variant.name.as_str().to_owned()));
                    slot.ty = Some(&variant.ty);
                }
            }
            _ => {}
        }
        slot
    }

    /// Whether its members are objects that it may be, rather than members of one.
    pub(super) fn is_union(&self) -> bool {
        let body = self.ty.and_then(|ty| named(self.types, peeled(ty)));
        matches!(body, Some((_, TypeBody::InputUnion(_))))
    }

    /// Whether the page does not show what is in it.
    pub(super) fn is_hidden(&self) -> bool {
        let object = |one: &ParameterType| {
            matches!(
                one,
                ParameterType::Simple(SimpleType::Object) | ParameterType::ArrayOf(SimpleType::Object)
            )
        };
        self.documented.fields.is_empty() && self.documented.types.iter().any(object)
    }

    /// The enum that it takes, and its variants by their texts.
    pub(super) fn variants(&self) -> Option<(ItemKey, BTreeMap<&'a str, ItemKey>)> {
        let (owner, body) = named(self.types, peeled(self.ty?))?;
        let TypeBody::Enum(variants) = body else { return None };
        let variants = variants
            .iter()
            .map(|one| (one.wire.as_str(), ItemKey::Variant(owner.clone(), one.name.as_str().to_owned())));
        let variants = variants.collect();
        Some((ItemKey::Type(owner), variants))
    }
}

/// A type without lists and options around it.
fn peeled(ty: &Type) -> &Type {
    match ty {
        Type::List(inner) | Type::Option(inner) | Type::Nullable(inner) | Type::Boxed(inner) => peeled(inner),
        _ => ty,
    }
}

fn named<'a>(types: &'a Types, ty: &Type) -> Option<(String, &'a TypeBody)> {
    let Type::Named(id) = ty else { return None };
    let def = types.get(*id);
    Some((format!("types::{}", def.name.as_str()), &def.body))
}
