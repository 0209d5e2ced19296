//! The Rust side of a comparison: which items of a generated crate a place of the reference has.
//!
//! All that comparers know of Rust types is in this file.

use std::collections::HashMap;

use super::comparison::Side;
use super::surface::ItemKey;
use crate::model::{Endpoint, Kind, Location, Method, Schema};
use crate::rust::{MediaType, Output, Parameter, Place, Request, Takes, Type, TypeBody, TypeId, Types};

/// The crate that is generated from one side; empty where references are compared without one.
#[derive(Debug, Default)]
pub(crate) struct RustSide<'a> {
    types: Option<&'a Types>,
    calls: HashMap<(Method, String), Call<'a>>,
}

/// A request of a crate.
#[derive(Debug)]
pub(super) struct Call<'a> {
    /// The path of its type, such as `orgs::packages::List`.
    pub(super) owner: String,
    pub(super) request: &'a Request,
}

/// The item that a place has, and the type of the value there; `None` where the crate does not show them.
#[derive(Clone, Debug, Default)]
pub(super) struct Item<'a> {
    pub(super) key: Option<ItemKey>,
    pub(super) ty: Option<&'a Type>,
}

impl<'a> Item<'a> {
    fn new(key: ItemKey, ty: &'a Type) -> Self {
        Self { key: Some(key), ty: Some(ty) }
    }

    /// The same item, for a value that is part of it.
    pub(super) fn of_type(&self, ty: Option<&'a Type>) -> Self {
        Self { key: self.key.clone(), ty }
    }
}

impl<'a> RustSide<'a> {
    pub(super) fn of(side: &Side<'a>) -> Self {
        let calls = side.client.by_endpoint().into_iter().map(|(address, (module, request))| {
            let owner = format!("{module}::{}", request.name.as_str());
            (address, Call { owner, request })
        });
        Self { types: Some(&side.client.types), calls: calls.collect() }
    }

    /// Returns the request of an endpoint.
    pub(super) fn call(&self, endpoint: &Endpoint) -> Option<&Call<'a>> {
        self.calls.get(&(endpoint.method, endpoint.path.to_string()))
    }

    /// Returns the output of an endpoint's request and its type for a status.
    pub(super) fn reply(&self, endpoint: &Endpoint, status: u16) -> Item<'a> {
        let Some(Call { owner, request }) = self.call(endpoint) else { return Item::default() };
        let ty = match &request.output {
            Output::One(ty) | Output::Wrapped { whole: ty, .. } => Some(ty),
            Output::Outcomes { outcomes, .. } => {
                outcomes.iter().find(|outcome| outcome.status == status).map(|outcome| &outcome.ty)
            }
            Output::Text | Output::Download => None,
        };
        Item { key: Some(ItemKey::Output(owner.clone())), ty }
    }

    /// Returns the argument or setter of a parameter, or of a member of the body.
    pub(super) fn parameter(&self, endpoint: &Endpoint, location: Location, name: &str) -> Item<'a> {
        let place = match location {
            Location::Path => Place::Path,
            Location::Query => Place::Query,
            Location::Header => Place::Header,
            Location::Body => Place::Body,
        };
        let is = |one: &Parameter| {
            let in_body =
                location == Location::Body && matches!(one.place, Place::WholeBody | Place::Content);
            one.wire == name && (one.place == place || in_body)
        };
        self.call(endpoint)
            .and_then(|Call { owner, request }| {
                argument_or_setter(owner, &request.arguments, &request.setters, is)
            })
            .unwrap_or_default()
    }

    /// Returns the item that takes the whole body, where the page shows none of its members.
    pub(super) fn whole_body(&self, endpoint: &Endpoint) -> Option<ItemKey> {
        let Call { owner, request } = self.call(endpoint)?;
        let is = |one: &Parameter| one.place == Place::WholeBody;
        argument_or_setter(owner, &request.arguments, &request.setters, is)?.key
    }

    /// Returns the media types that responses of an endpoint can be asked for in.
    pub(super) fn media_types(&self, endpoint: &Endpoint) -> &'a [MediaType] {
        self.call(endpoint).map(|call| call.request.media_types.as_slice()).unwrap_or_default()
    }

    /// Returns the struct that an object with these members is, in a place of this type.
    pub(super) fn object(&self, ty: Option<&Type>, members: &[&str]) -> Option<TypeId> {
        let types = self.types?;
        let Type::Named(id) = core(ty?) else { return None };
        let variants: Vec<&Type> = match &types.get(*id).body {
            TypeBody::Struct(_) | TypeBody::Input(_) => return Some(*id),
            TypeBody::Union(variants) => variants.iter().map(|variant| &variant.ty).collect(),
            TypeBody::InputUnion(variants) => variants.iter().map(|variant| &variant.ty).collect(),
            TypeBody::Enum(_) => return None,
        };
        let fitting = variants.into_iter().filter_map(|ty| {
            let Type::Named(id) = core(ty) else { return None };
            Some((count_if_all(&types.get(*id).body, members)?, *id))
        });
        fitting.min().map(|(_, id)| id)
    }

    /// Returns the union that a value is, in a place of this type.
    pub(super) fn union(&self, ty: Option<&Type>) -> Option<TypeId> {
        self.named(ty, |body| matches!(body, TypeBody::Union(_) | TypeBody::InputUnion(_)))
    }

    /// Returns the enum that a value is, in a place of this type.
    pub(super) fn values(&self, ty: Option<&Type>) -> Option<TypeId> {
        self.named(ty, |body| matches!(body, TypeBody::Enum(_)))
    }

    fn named(&self, ty: Option<&Type>, wanted: fn(&TypeBody) -> bool) -> Option<TypeId> {
        let Type::Named(id) = core(ty?) else { return None };
        let body = &self.types?.get(*id).body;
        if wanted(body) {
            return Some(*id);
        }
        match body {
            TypeBody::Union(variants) => {
                let text = variants.iter().find(|variant| variant.takes == Takes::Text)?;
                self.named(Some(&text.ty), wanted)
            }
            TypeBody::InputUnion(variants) => {
                variants.iter().find_map(|variant| self.named(Some(&variant.ty), wanted))
            }
            _ => None,
        }
    }

    /// Returns the type of a list's items, or of a map's values; of several lists that a value may be, of the first.
    pub(super) fn item(&self, ty: Option<&'a Type>) -> Option<&'a Type> {
        match core(ty?) {
            Type::List(inner) | Type::Map(inner) => Some(inner),
            Type::Named(id) => match &self.types?.get(*id).body {
                TypeBody::Union(variants) => {
                    let list = variants.iter().find(|variant| variant.takes == Takes::Array)?;
                    self.item(Some(&list.ty))
                }
                TypeBody::InputUnion(variants) => {
                    variants.iter().find_map(|variant| self.item(Some(&variant.ty)))
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// Returns the field, argument or setter of an object's member.
    pub(super) fn member(&self, object: Option<TypeId>, wire: &str) -> Item<'a> {
        self.part(object, |path, body| match body {
            TypeBody::Struct(fields) => {
                let field = fields.iter().find(|field| field.wire == wire && !field.others)?;
                Some(Item::new(ItemKey::Field(path, field.name.as_str().to_owned()), &field.ty))
            }
            TypeBody::Input(input) => {
                argument_or_setter(&path, &input.arguments, &input.setters, |one| one.wire == wire)
            }
            _ => None,
        })
    }

    /// Returns the field that holds the members of an object that are not listed.
    pub(super) fn others(&self, object: Option<TypeId>) -> Item<'a> {
        self.part(object, |path, body| {
            let TypeBody::Struct(fields) = body else { return None };
            let field = fields.iter().find(|field| field.others)?;
            Some(Item::new(ItemKey::Field(path, field.name.as_str().to_owned()), &field.ty))
        })
    }

    /// Returns the variant of a union that a value is; `members` are the names of its fields, if it is an object.
    pub(super) fn variant(&self, union: Option<TypeId>, schema: &Schema, members: &[&str]) -> Item<'a> {
        let takes = match &schema.kind {
            Kind::Boolean => Takes::Boolean,
            Kind::Integer => Takes::Integer,
            Kind::Number => Takes::Number,
            Kind::String => Takes::Text,
            Kind::Array(_) => Takes::Array,
            Kind::Object { fields, .. } if fields.is_empty() => Takes::Object,
            Kind::Object { .. } | Kind::Union { .. } => Takes::Record,
            Kind::Opaque(_) | Kind::Null => Takes::Any,
        };
        self.part(union, |path, body| {
            let (name, ty) = match body {
                TypeBody::Union(variants) => {
                    let of_kind = variants.iter().filter(|variant| variant.takes == takes);
                    let count = |ty: &Type| match (takes, core(ty)) {
                        (Takes::Record, Type::Named(id)) => count_if_all(&self.types?.get(*id).body, members),
                        (Takes::Record, _) => None,
                        _ => Some(0),
                    };
                    let fitting = of_kind.filter_map(|variant| Some((count(&variant.ty)?, variant)));
                    let is_other = |words: &str| schema.title.as_deref() != Some(words);
                    let best = fitting.min_by_key(|(count, variant)| (is_other(&variant.words), *count));
                    let (_, variant) = best?;
                    (&variant.name, &variant.ty)
                }
                TypeBody::InputUnion(variants) => {
                    let words = schema.title.as_deref().unwrap_or(schema.kind.word());
                    let variant = variants.iter().find(|variant| variant.words == words)?;
                    (&variant.name, &variant.ty)
                }
                _ => return None,
            };
            Some(Item::new(ItemKey::Variant(path, name.as_str().to_owned()), ty))
        })
    }

    /// Returns the variant of an enum for a value.
    pub(super) fn value(&self, of: Option<TypeId>, value: &str) -> Option<ItemKey> {
        let found = self.part(of, |path, body| {
            let TypeBody::Enum(variants) = body else { return None };
            let variant = variants.iter().find(|variant| variant.wire == value)?;
            let key = ItemKey::Variant(path, variant.name.as_str().to_owned());
            Some(Item { key: Some(key), ty: None })
        });
        found.key
    }

    fn part(
        &self,
        id: Option<TypeId>,
        find: impl FnOnce(String, &'a TypeBody) -> Option<Item<'a>>,
    ) -> Item<'a> {
        let found = self.types.zip(id).and_then(|(types, id)| {
            let def = types.get(id);
            find(format!("types::{}", def.name.as_str()), &def.body)
        });
        found.unwrap_or_default()
    }

    /// Returns the name of a type.
    pub(super) fn name(&self, id: Option<TypeId>) -> Option<&'a str> {
        Some(self.types?.get(id?).name.as_str())
    }

    /// Returns the key of a type.
    pub(super) fn key(&self, id: Option<TypeId>) -> Option<ItemKey> {
        self.name(id).map(ItemKey::named)
    }
}

/// Returns the named type that a place is made of, without lists and maps around it.
pub(super) fn outermost(ty: Option<&Type>) -> Option<TypeId> {
    match core(ty?) {
        Type::List(inner) | Type::Map(inner) => outermost(Some(inner)),
        Type::Named(id) => Some(*id),
        _ => None,
    }
}

/// Returns whether the crate shows what a value is, instead of plain JSON; `None` where there is no type.
pub(super) fn is_shown(ty: Option<&Type>) -> Option<bool> {
    Some(match core(ty?) {
        Type::Json => false,
        Type::List(inner) | Type::Map(inner) => is_shown(Some(inner))?,
        _ => true,
    })
}

/// Returns how many members a struct has, if all of these are among them.
fn count_if_all(body: &TypeBody, names: &[&str]) -> Option<usize> {
    let members: Vec<&str> = match body {
        TypeBody::Struct(fields) => fields.iter().map(|field| field.wire.as_str()).collect(),
        TypeBody::Input(input) => {
            let all = input.arguments.iter().chain(&input.setters).map(|one| one.wire.as_str());
            all.chain(input.constants.iter().map(|(name, _)| name.as_str())).collect()
        }
        _ => return None,
    };
    names.iter().all(|name| members.contains(name)).then_some(members.len())
}

fn argument_or_setter<'a>(
    owner: &str,
    arguments: &'a [Parameter],
    setters: &'a [Parameter],
    is: impl Fn(&Parameter) -> bool,
) -> Option<Item<'a>> {
    let item = |key: fn(String, String) -> ItemKey, one: &'a Parameter| {
        Item::new(key(owner.to_owned(), one.name.as_str().to_owned()), &one.ty)
    };
    let argument = arguments.iter().find(|one| is(one)).map(|one| item(ItemKey::Argument, one));
    argument.or_else(|| setters.iter().find(|one| is(one)).map(|one| item(ItemKey::Setter, one)))
}

/// Returns a type without what makes it optional, and without boxes.
fn core(ty: &Type) -> &Type {
    match ty {
        Type::Option(inner) | Type::Boxed(inner) | Type::Nullable(inner) => core(inner),
        other => other,
    }
}
