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
    /// `[&str; 1]`
    Texts,
    /// `Vec<u8>`
    Bytes,
}

const JSON: &Type = &Type::Json;

/// What callers may be expected to give where a value of a type is sent.
pub(super) fn given<'a>(types: &'a Types, sent: &'a Type) -> Vec<Given<'a>> {
    match (passing(types, sent), sent) {
        (Passing::Texts, _) => vec![Given::Of(sent), Given::Texts],
        (Passing::AsIs, _) => vec![Given::Of(sent)],
        (Passing::Into, Type::String) => vec![Given::Of(sent), Given::Text],
        (Passing::Into, Type::Body) => vec![Given::Of(sent), Given::Text, Given::Bytes],
        (Passing::Into, Type::Nullable(inner)) => {
            let mut all = vec![Given::Of(sent), Given::Of(inner), Given::Optional(inner)];
            all.extend((**inner == Type::String).then_some(Given::Text));
            all
        }
        (Passing::Into, _) => match types.body(sent) {
            Some(TypeBody::InputUnion(variants)) => {
                let payloads = variants.iter().map(|variant| Given::Of(&variant.ty));
                [Given::Of(sent), Given::Of(JSON)].into_iter().chain(payloads).collect()
            }
            _ => vec![Given::Of(sent)],
        },
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
        (Passing::Texts, Given::Texts) => true,
        (Passing::Texts, Given::Of(Type::List(item))) => becomes_text(new, old, item),
        (Passing::Into, value) => match (sent, value) {
            (Type::String, Given::Of(of)) => becomes_text(new, old, of),
            (Type::Json, value) => becomes_json(value),
            (Type::String, Given::Text)
            | (Type::Body, Given::Text | Given::Bytes | Given::Of(Type::Body | Type::String)) => true,
            (Type::Nullable(inner), Given::Of(of)) => is(of, inner) || is(of, sent),
            (Type::Nullable(inner), Given::Optional(of)) => is(of, inner),
            (Type::Nullable(inner), Given::Text) => **inner == Type::String,
            (_, Given::Of(of)) => match new.types.body(sent) {
                Some(TypeBody::InputUnion(variants)) => {
                    **of == Type::Json || is(of, sent) || variants.iter().any(|variant| is(of, &variant.ty))
                }
                _ => false,
            },
            _ => false,
        },
        _ => false,
    }
}

/// Whether there is `From<…> for String` in the new crate: open enums have it, as long as they are there.
fn becomes_text(new: &Surface<'_>, old: &Surface<'_>, of: &Type) -> bool {
    match of {
        Type::String => true,
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
        Given::Text | Given::Texts => true,
        Given::Bytes => false,
        Given::Of(Type::List(item)) => becomes_json(&Given::Of(item)),
        Given::Optional(item) => becomes_json(&Given::Of(item)),
        Given::Of(of) => {
            matches!(
                of,
                Type::String | Type::Integer | Type::Number | Type::Boolean | Type::Json | Type::Unit
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
    pub(super) fn text(&self, write: impl Fn(&Type) -> String) -> String {
        match self {
            Self::Of(of) => write(of),
            Self::Optional(of) => format!("Option<{}>", write(of)),
            Self::Text => "&'static str".to_owned(),
            Self::Texts => "[&'static str; 1]".to_owned(),
            Self::Bytes => "Vec<u8>".to_owned(),
        }
    }
}
