//! Which values a parameter takes, and whether what callers gave to the old one is taken by the new one.

use super::items::Surface;
use crate::emit::parameters::{Passing, passing};
use crate::rust::{Type, TypeBody, Types};

/// The type of a value that callers give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Given<'a> {
    /// A value of a type of the crate.
    Of(&'a Type),
    /// The same, or none.
    Optional(&'a Type),
    /// `&str`
    Text,
    /// `Vec<u8>`
    Bytes,
    /// An array of one value.
    Array(Box<Given<'a>>),
}

const JSON: &Type = &Type::Json;

/// Returns what callers may pass where a value of a type is sent.
pub(super) fn given<'a>(types: &'a Types, sent: &'a Type) -> Vec<Given<'a>> {
    let mut all = vec![Given::Of(sent)];
    match (passing(types, sent), sent) {
        (Passing::AsIs, _) => {}
        (Passing::Displayed, _) => all.extend([Given::Text, Given::Of(&Type::Integer)]),
        (Passing::Items(item), _) => {
            // Lists within a list are taken as such.
            let items = match passing(types, item) {
                Passing::Items(_) => vec![Given::Of(item)],
                _ => given(types, item),
            };
            all.extend(items.into_iter().map(|item| Given::Array(Box::new(item))));
        }
        (Passing::Into, Type::String) => all.push(Given::Text),
        (Passing::Into, Type::Body) => all.extend([Given::Text, Given::Bytes]),
        (Passing::Into, Type::Nullable(inner)) => {
            all.push(Given::Of(inner));
            all.push(Given::Optional(inner));
            all.extend(becoming(types, inner));
        }
        (Passing::Into, _) => all.extend(becoming(types, sent)),
    }
    all
}

/// Returns the values that conversions of the crate or its runtime accept for a type.
fn becoming<'a>(types: &'a Types, of: &'a Type) -> Vec<Given<'a>> {
    let of_list = |item: &'a Type| {
        let texts = (*item == Type::String).then(|| Given::Array(Box::new(Given::Text)));
        std::iter::once(Given::Array(Box::new(Given::Of(item)))).chain(texts)
    };
    match (of, types.body(of)) {
        (Type::String, _) => vec![Given::Text],
        (Type::List(item), _) => of_list(item).collect(),
        (_, Some(TypeBody::InputUnion(variants))) => {
            let own = variants.iter().flat_map(|variant| {
                std::iter::once(Given::Of(&variant.ty)).chain(becoming(types, &variant.ty))
            });
            std::iter::once(Given::Of(JSON)).chain(own).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether a parameter of the new crate takes whatever one of the old crate took.
pub(super) fn still_takes(old: &Surface<'_>, was: &Type, new: &Surface<'_>, is: &Type) -> bool {
    given(old.types, was).iter().all(|value| takes(new, is, old, value))
}

fn takes(new: &Surface<'_>, sent: &Type, old: &Surface<'_>, value: &Given<'_>) -> bool {
    let is = |of: &Type, wanted: &Type| same(old.types, of, new.types, wanted);
    match (passing(new.types, sent), value) {
        (Passing::AsIs, Given::Of(of)) => is(of, sent),
        (Passing::Displayed, value) => displays(old, value),
        (Passing::Items(item), value) => {
            let item_given = match value {
                Given::Array(value) => (**value).clone(),
                Given::Of(Type::List(of)) => Given::Of(of),
                _ => return false,
            };
            match (passing(new.types, item), &item_given) {
                (Passing::Items(_), Given::Of(of)) => is(of, item),
                (Passing::Items(_), _) => false,
                _ => takes(new, item, old, &item_given),
            }
        }
        (Passing::Into, value) => match (sent, value) {
            (Type::String, Given::Of(of)) => becomes_text(new, old, of),
            (Type::Json, value) => becomes_json(value),
            (Type::String, Given::Text)
            | (Type::Body, Given::Text | Given::Bytes | Given::Of(Type::Body | Type::String)) => true,
            (Type::Nullable(inner), Given::Of(of)) => {
                is(of, inner) || is(of, sent) || is_made_of(new, inner, old, value)
            }
            (Type::Nullable(inner), Given::Optional(of)) => is(of, inner),
            (Type::Nullable(inner), value) => is_made_of(new, inner, old, value),
            (_, Given::Of(of)) if is(of, sent) => true,
            (_, value) => is_made_of(new, sent, old, value),
        },
        _ => false,
    }
}

/// Whether conversions of the new crate or its runtime make a value of what was given.
fn is_made_of(new: &Surface<'_>, of: &Type, old: &Surface<'_>, value: &Given<'_>) -> bool {
    let is = |of: &Type, wanted: &Type| same(old.types, of, new.types, wanted);
    match (of, value) {
        (Type::String, Given::Text) => true,
        (Type::List(item), Given::Array(value)) => match (&**item, &**value) {
            (Type::String, Given::Text) => true,
            (item, Given::Of(of)) => is(of, item),
            _ => false,
        },
        _ => match new.types.body(of) {
            Some(TypeBody::InputUnion(variants)) => {
                variants.iter().any(|variant| match (&variant.ty, value) {
                    (ty, Given::Of(of)) => is(of, ty) || **of == Type::Json,
                    (Type::List(item), Given::Array(value)) if **item == Type::Json => becomes_json(value),
                    (ty, value) => is_made_of(new, ty, old, value),
                })
            }
            _ => false,
        },
    }
}

/// Whether a value displays.
fn displays(old: &Surface<'_>, value: &Given<'_>) -> bool {
    match value {
        Given::Text => true,
        Given::Of(of) => match of {
            Type::String
            | Type::Displayed
            | Type::Integer
            | Type::Number
            | Type::Boolean
            | Type::Timestamp
            | Type::Date
            | Type::Json => true,
            _ => old.types.is_enum(of),
        },
        _ => false,
    }
}

/// Whether there is `From<…> for String` in the new crate: open enums have it, as long as they are there.
fn becomes_text(new: &Surface<'_>, old: &Surface<'_>, of: &Type) -> bool {
    match of {
        Type::String | Type::Displayed => true,
        Type::Named(id) => {
            let kept = new.named(old.types.get(*id).name.as_str());
            old.types.is_enum(of) && kept.is_some_and(|def| matches!(def.body, TypeBody::Enum(_)))
        }
        _ => false,
    }
}

/// Whether `serde_json::Value` can be made of a value.
fn becomes_json(value: &Given<'_>) -> bool {
    match value {
        Given::Text => true,
        Given::Bytes => false,
        Given::Array(item) => becomes_json(item),
        Given::Of(Type::List(item)) => becomes_json(&Given::Of(item)),
        Given::Optional(item) => becomes_json(&Given::Of(item)),
        Given::Of(of) => {
            matches!(
                of,
                Type::String
                    | Type::Displayed
                    | Type::Integer
                    | Type::Number
                    | Type::Boolean
                    | Type::Json
                    | Type::Unit
            )
        }
    }
}

/// Whether types of two crates are written in the same way.
pub(super) fn same(old: &Types, of: &Type, new: &Types, other: &Type) -> bool {
    match (of, other) {
        (Type::Named(one), Type::Named(two)) => old.get(*one).name == new.get(*two).name,
        (Type::List(one), Type::List(two))
        | (Type::Map(one), Type::Map(two))
        | (Type::Option(one), Type::Option(two))
        | (Type::Nullable(one), Type::Nullable(two))
        | (Type::Boxed(one), Type::Boxed(two)) => same(old, one, new, two),
        (Type::Named(_), _) | (_, Type::Named(_)) => false,
        _ => of == other,
    }
}

impl Given<'_> {
    /// The type as it is written, given how types of the crate are written.
    pub(super) fn text(&self, write: &dyn Fn(&Type) -> String) -> String {
        match self {
            Self::Of(of) => write(of),
            Self::Optional(of) => format!("Option<{}>", write(of)),
            Self::Text => "&'static str".to_owned(),
            Self::Bytes => "Vec<u8>".to_owned(),
            Self::Array(item) => format!("[{}; 1]", item.text(write)),
        }
    }
}
