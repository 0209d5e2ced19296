//! Values to be sent that may be one of several: what is within each generated enum whose name ends with `Input`.

use std::collections::BTreeMap;
use std::fmt;

use serde_core::ser::{Error, Serialize, Serializer};
use serde_json::Value;

use super::into_json::IntoJson;
use super::nullable::Nullable;
use super::redact::redact_members;

/// One of several values that are sent, which the macro `sent_union!` implements.
///
/// Conversions into such a value, which are conversions into a [`Nullable`] of it as well. Generated crates cannot write
/// these, as they own none of the types.
pub trait SentUnion: IntoJson + Clone {}

macro_rules! nullable_from {
    ($([$($generics:tt)*] $value:ty),* $(,)?) => {$(
        impl<$($generics)* U: SentUnion + From<$value>> From<$value> for Nullable<U> {
            fn from(value: $value) -> Self {
                Self::Value(value.into())
            }
        }

        impl<$($generics)* U: SentUnion + From<$value>> From<Option<$value>> for Nullable<U> {
            fn from(value: Option<$value>) -> Self {
                value.map(U::from).into()
            }
        }
    )*};
}

nullable_from! {
    ['a,] &'a str,
    [] String,
    [] i64,
    [] i32,
    [] f64,
    [] bool,
    [] Value,
    [T,] Vec<T>,
    [T, const N: usize,] [T; N],
    [V,] BTreeMap<String, V>,
}

/// Writes one of several values.
///
/// # Errors
///
/// If it holds a number that JSON cannot hold.
pub fn serialize_union<T: SentUnion, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    match value.clone().into_json() {
        Some(json) => json.serialize(serializer),
        None => Err(S::Error::custom("it holds a number that JSON cannot hold")),
    }
}

/// Prints a variant that is made of plain values, without what is called a secret.
pub fn debug_variant<V: IntoJson + Clone>(
    name: &str,
    payload: &V,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    let mut shown = payload.clone().into_json().unwrap_or_default();
    redact_members(&mut shown, &[]);
    f.debug_tuple(name).field(&format_args!("{shown}")).finish()
}

/// Prints a value that the documentation does not list as a part of a query: texts as they are, others as JSON.
pub fn display_other(other: &Value, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match other {
        Value::String(text) => f.write_str(text),
        other => fmt::Display::fmt(other, f),
    }
}

/// Implements what an enum of values to be sent can do, given its variants with their payloads. It also has a variant
/// `Other(Value)`, for what the documentation does not list.
///
/// ```text
/// sent_union!(TitleInput { String(String) text, Integer(i64) });
/// ```
///
/// A word behind a payload says what else becomes the variant:
///
/// - `own`: a type of the generated crate, which becomes a `Nullable` of the enum as well;
/// - `text`: a `String`, which is also made of a `&str`;
/// - `whole`: an `f64`, which is also made of an `i32`; only where no variant holds an integer;
/// - `items`: a list, which is also made of an array;
/// - `texts`: a list of `String`, which is also made of `&str`;
/// - `values`: a list of JSON, which is made of anything that becomes JSON;
/// - `alike`: what becomes an earlier variant, and so never becomes this one by itself.
///
/// Generic parameters that the macro adds around types of the caller begin with `_`, as no generated type does: they would hide
/// one of the same name.
#[doc(hidden)]
#[macro_export]
macro_rules! sent_union {
    ($name:ident { $($variant:ident($payload:ty) $($word:ident)?),+ $(,)? }) => {
        $($crate::sent_union!(@from $name $variant($payload) $($word)?);)+

        impl ::core::convert::From<$crate::serde_json::Value> for $name {
            fn from(other: $crate::serde_json::Value) -> Self {
                Self::Other(other)
            }
        }

        impl $crate::IntoJson for $name {
            fn into_json(self) -> ::core::option::Option<$crate::serde_json::Value> {
                match self {
                    $(Self::$variant(payload) => $crate::IntoJson::into_json(payload),)+
                    Self::Other(value) => ::core::option::Option::Some(value),
                }
            }
        }

        impl $crate::SentUnion for $name {}

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                match self {
                    $(Self::$variant(payload) => {
                        $crate::sent_union!(@debug f $variant payload $($word)?)
                    })+
                    Self::Other(value) => $crate::debug_variant("Other", value, f),
                }
            }
        }

        impl $crate::Serialize for $name {
            fn serialize<S: $crate::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::serialize_union(self, serializer)
            }
        }
    };
    (@debug $f:ident $variant:ident $payload:ident own) => {
        $f.debug_tuple(::core::stringify!($variant)).field($payload).finish()
    };
    (@debug $f:ident $variant:ident $payload:ident $($word:ident)?) => {
        $crate::debug_variant(::core::stringify!($variant), $payload, $f)
    };
    (@from $name:ident $variant:ident($payload:ty) alike) => {};
    (@from $name:ident $variant:ident($payload:ty) values) => {
        impl<__Item: ::core::convert::Into<$crate::serde_json::Value>> ::core::convert::From<::std::vec::Vec<__Item>> for $name {
            fn from(items: ::std::vec::Vec<__Item>) -> Self {
                Self::$variant(items.into_iter().map(::core::convert::Into::into).collect())
            }
        }

        impl<__Item: ::core::convert::Into<$crate::serde_json::Value>, const __LENGTH: usize> ::core::convert::From<[__Item; __LENGTH]> for $name {
            fn from(items: [__Item; __LENGTH]) -> Self {
                Self::from(::std::vec::Vec::from(items))
            }
        }
    };
    (@from $name:ident $variant:ident($payload:ty) $($word:ident)?) => {
        impl ::core::convert::From<$payload> for $name {
            fn from(payload: $payload) -> Self {
                Self::$variant(payload)
            }
        }

        $($crate::sent_union!(@$word $name $variant($payload));)?
    };
    (@own $name:ident $variant:ident($payload:ty)) => {
        impl ::core::convert::From<$payload> for $crate::Nullable<$name> {
            fn from(payload: $payload) -> Self {
                Self::Value($name::$variant(payload))
            }
        }
    };
    (@text $name:ident $variant:ident($payload:ty)) => {
        impl ::core::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::$variant(::core::convert::From::from(text))
            }
        }
    };
    (@whole $name:ident $variant:ident($payload:ty)) => {
        impl ::core::convert::From<i32> for $name {
            fn from(number: i32) -> Self {
                Self::$variant(::core::convert::From::from(number))
            }
        }
    };
    (@items $name:ident $variant:ident($payload:ty)) => {
        impl<const __LENGTH: usize> ::core::convert::From<[<$payload as ::core::iter::IntoIterator>::Item; __LENGTH]> for $name {
            fn from(items: [<$payload as ::core::iter::IntoIterator>::Item; __LENGTH]) -> Self {
                Self::$variant(::core::convert::From::from(items))
            }
        }
    };
    (@texts $name:ident $variant:ident($payload:ty)) => {
        impl ::core::convert::From<::std::vec::Vec<&str>> for $name {
            fn from(texts: ::std::vec::Vec<&str>) -> Self {
                Self::$variant(texts.into_iter().map(::core::convert::From::from).collect())
            }
        }

        impl<const __LENGTH: usize> ::core::convert::From<[&str; __LENGTH]> for $name {
            fn from(texts: [&str; __LENGTH]) -> Self {
                Self::$variant(texts.into_iter().map(::core::convert::From::from).collect())
            }
        }
    };
}

/// Implements `Display` for an enum of values to be sent that are plain, so that it can be a part of a query:
/// `sent_text!(TitleInput { String, Integer });`.
#[doc(hidden)]
#[macro_export]
macro_rules! sent_text {
    ($name:ident { $($variant:ident),+ $(,)? }) => {
        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                match self {
                    $(Self::$variant(payload) => ::core::fmt::Display::fmt(payload, f),)+
                    Self::Other(value) => $crate::display_other(value, f),
                }
            }
        }
    };
}
