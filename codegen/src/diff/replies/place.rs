//! Where a comparison is: what a reader calls the place, and the items of both crates that stand for it.

use std::rc::Rc;

use super::super::finding::{Step, Subject, SubjectKind, Touch};
use super::super::surface::ItemKey;
use crate::rust::{Takes, Type, TypeBody, TypeId, Types};

/// The nearest thing with a name: a type of the crate, an object with a title, or a reply.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Owner {
    pub(super) kind: SubjectKind,
    pub(super) name: String,
    /// What leads from it to the value at hand; not empty where objects within have no name of their own.
    pub(super) path: String,
}

impl Owner {
    pub(super) fn schema(name: impl Into<String>) -> Rc<Self> {
        Rc::new(Self { kind: SubjectKind::Schema, name: name.into(), path: String::new() })
    }
}

/// A place.
#[derive(Clone, Debug)]
pub(super) struct Place<'a> {
    pub(super) owner: Rc<Owner>,
    /// What leads from the owner to here.
    pub(super) path: String,
    /// The field or reply that stands for it in both crates.
    pub(super) touch: Option<Touch>,
    /// Its types in both crates, where they show it.
    pub(super) old: Option<&'a Type>,
    pub(super) new: Option<&'a Type>,
    /// The way from the object, or from the reply, that holds it.
    pub(super) old_steps: Vec<Step>,
    pub(super) new_steps: Vec<Step>,
}

impl<'a> Place<'a> {
    pub(super) fn subject(&self) -> Subject {
        Subject { kind: self.owner.kind, name: self.owner.name.clone(), path: self.path.clone() }
    }

    /// The same place without its items: those of an array or the values of a map.
    pub(super) fn inside(
        &self,
        mark: &str,
        step: &Step,
        old: Option<&'a Type>,
        new: Option<&'a Type>,
    ) -> Self {
        let mut inside = Self { path: format!("{}{mark}", self.path), old, new, ..self.clone() };
        inside.old_steps.push(step.clone());
        inside.new_steps.push(step.clone());
        inside
    }

    /// What a sentence calls it.
    pub(super) fn words(&self) -> String {
        match self.owner.kind {
            SubjectKind::Response if !self.path.contains(['.', '[', '{']) => "the reply".to_owned(),
            SubjectKind::Response => {
                let path = self.path.trim_start_matches(|c: char| c.is_ascii_digit());
                match path.strip_prefix('.') {
                    Some(path) => format!("`{path}`"),
                    None => "what the reply holds".to_owned(),
                }
            }
            _ if self.path.is_empty() => format!("`{}`", self.owner.name),
            _ => format!("`{}`", self.path),
        }
    }
}

/// A type without what says that it may be absent, and without boxes.
pub(super) fn core(ty: &Type) -> &Type {
    match ty {
        Type::Option(inner) | Type::Boxed(inner) | Type::Nullable(inner) => core(inner),
        other => other,
    }
}

/// What is in a list or a map; what is in a list may be one of several lists' items.
pub(super) fn item<'a>(types: &'a Types, ty: Option<&'a Type>) -> Option<&'a Type> {
    match core(ty?) {
        Type::List(inner) | Type::Map(inner) => Some(inner),
        Type::Named(id) => match &types.get(*id).body {
            TypeBody::Union(variants) => {
                let list = variants.iter().find(|variant| variant.takes == Takes::Array)?;
                item(types, Some(&list.ty))
            }
            _ => None,
        },
        _ => None,
    }
}

/// The struct that an object with these fields is, in a place of this type.
pub(super) fn struct_of(types: &Types, ty: Option<&Type>, fields: &[&str]) -> Option<TypeId> {
    let Type::Named(id) = core(ty?) else { return None };
    match &types.get(*id).body {
        TypeBody::Struct(_) => Some(*id),
        TypeBody::Union(variants) => variants
            .iter()
            .filter_map(|variant| match core(&variant.ty) {
                Type::Named(id) => Some((*id, &types.get(*id).body)),
                _ => None,
            })
            .filter_map(|(id, body)| match body {
                TypeBody::Struct(members)
                    if fields.iter().all(|name| members.iter().any(|member| member.wire == *name)) =>
                {
                    Some((members.len(), id))
                }
                _ => None,
            })
            .min()
            .map(|(_, id)| id),
        _ => None,
    }
}

/// The enum or union that a value is, in a place of this type.
pub(super) fn named_of(types: &Types, ty: Option<&Type>, wanted: fn(&TypeBody) -> bool) -> Option<TypeId> {
    let Type::Named(id) = core(ty?) else { return None };
    let body = &types.get(*id).body;
    if wanted(body) {
        return Some(*id);
    }
    match body {
        TypeBody::Union(variants) => {
            let text = variants.iter().find(|variant| variant.takes == Takes::Text)?;
            named_of(types, Some(&text.ty), wanted)
        }
        _ => None,
    }
}

/// The name of a type.
pub(super) fn name_of(types: &Types, id: Option<TypeId>) -> Option<&str> {
    id.map(|id| types.get(id).name.as_str())
}

/// The key of a type.
pub(super) fn type_key(types: &Types, id: Option<TypeId>) -> Option<ItemKey> {
    name_of(types, id).map(ItemKey::named)
}

/// The path of a type, as keys of its parts have it.
pub(super) fn type_path(types: &Types, id: TypeId) -> String {
    format!("types::{}", types.get(id).name.as_str())
}

/// The key and the type of a struct's field.
pub(super) fn field_of<'a>(
    types: &'a Types,
    id: Option<TypeId>,
    wire: &str,
) -> Option<(ItemKey, &'a Type, bool)> {
    let id = id?;
    let TypeBody::Struct(fields) = &types.get(id).body else { return None };
    let field = fields.iter().find(|field| field.wire == wire && !field.others)?;
    Some((ItemKey::Field(type_path(types, id), field.name.as_str().to_owned()), &field.ty, field.deprecated))
}

/// The key and the type of a struct's map of members that are not listed.
pub(super) fn others_of(types: &Types, id: Option<TypeId>) -> Option<(ItemKey, &Type)> {
    let id = id?;
    let TypeBody::Struct(fields) = &types.get(id).body else { return None };
    let field = fields.iter().find(|field| field.others)?;
    Some((ItemKey::Field(type_path(types, id), field.name.as_str().to_owned()), &field.ty))
}

/// The named types that a place of this type is made of, without their parts.
pub(super) fn outermost(types: &Types, ty: Option<&Type>) -> Option<ItemKey> {
    match core(ty?) {
        Type::List(inner) | Type::Map(inner) => outermost(types, Some(inner)),
        Type::Named(id) => type_key(types, Some(*id)),
        _ => None,
    }
}

/// An item on either side, unless there is none on both.
pub(super) fn touch(old: Option<ItemKey>, new: Option<ItemKey>) -> Option<Touch> {
    (old.is_some() || new.is_some()).then_some(Touch { old, new })
}
