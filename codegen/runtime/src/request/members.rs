//! Objects that are parts of bodies.

use std::any::Any;
use std::collections::BTreeSet;
use std::fmt;

use serde_core::ser::{Error, Serialize, Serializer};
use serde_json::{Map, Value};

use super::nullable::Nullable;
use super::redact::redact_members;

/// The members of an object that is a part of a body: what is within each generated type whose name ends with `Input`.
#[derive(Clone, Default, PartialEq)]
pub struct Members {
    json: Map<String, Value>,
    /// The members that are or hold a number which JSON cannot hold.
    not_finite: BTreeSet<String>,
}

impl Members {
    /// No member.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets a member.
    #[must_use]
    pub fn with<V: Serialize + 'static>(mut self, name: &str, value: V) -> Self {
        let json = to_json(&value);
        // What is set again takes the place of what was there.
        if json.is_some() {
            self.not_finite.remove(name);
        } else {
            self.not_finite.insert(name.to_owned());
        }
        self.json.insert(name.to_owned(), json.unwrap_or_default());
        self
    }

    /// Prints the members under the name of their type, without secrets.
    pub fn debug(&self, name: &str, secrets: &[&str], f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = Value::Object(self.json.clone());
        redact_members(&mut shown, secrets);
        let mut out = f.debug_struct(name);
        for (name, value) in shown.as_object().into_iter().flatten() {
            out.field(name, &format_args!("{value}"));
        }
        out.finish()
    }

    /// Prints JSON that stands in place of members, without what is called a secret.
    pub fn debug_other(other: &Value, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = other.clone();
        redact_members(&mut shown, &[]);
        f.debug_tuple("Other").field(&format_args!("{shown}")).finish()
    }
}

impl fmt::Debug for Members {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.debug("Members", &[], f)
    }
}

impl Serialize for Members {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.not_finite.first() {
            Some(name) => {
                Err(S::Error::custom(format_args!("`{name}` holds a number that JSON cannot hold")))
            }
            None => self.json.serialize(serializer),
        }
    }
}

/// A value as JSON; none if it is or holds a number that JSON cannot hold. All else that generated code sends can be
/// written: texts, enums, and lists and objects of them.
pub(crate) fn to_json<V: Serialize + 'static>(value: &V) -> Option<Value> {
    // JSON would make null of such a number, which says something else.
    if is_not_finite(value) { None } else { serde_json::to_value(value).ok() }
}

fn is_not_finite(value: &dyn Any) -> bool {
    let number = match value.downcast_ref() {
        Some(Nullable::Value(number)) => Some(number),
        _ => value.downcast_ref::<f64>(),
    };
    number.is_some_and(|number| !number.is_finite())
}

/// Implements what a part of a body can do: `body!(HookConfigInput);`, with the names of members that are shown nowhere
/// behind it: `body!(HookConfigInput, secret "secret");`.
#[doc(hidden)]
#[macro_export]
macro_rules! body {
    ($name:ident $(, secret $($secret:literal),+)?) => {
        impl $name {
            /// Sets a member that the documentation does not list.
            #[must_use]
            pub fn with_member(self, name: &str, value: impl ::core::convert::Into<$crate::serde_json::Value>) -> Self {
                Self(self.0.with::<$crate::serde_json::Value>(name, value.into()))
            }
        }

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                self.0.debug(::core::stringify!($name), &[$($($secret),+)?], f)
            }
        }

        impl $crate::Serialize for $name {
            fn serialize<S: $crate::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                self.0.serialize(serializer)
            }
        }
    };
}

/// Implements what an enum of parts of a body can do: `body_union!(RuleInput { Creation(RuleCreationInput) });`. It also has
/// a variant `Other(Value)`.
#[doc(hidden)]
#[macro_export]
macro_rules! body_union {
    ($name:ident { $($variant:ident($payload:ty)),+ $(,)? }) => {
        $(
            impl ::core::convert::From<$payload> for $name {
                fn from(payload: $payload) -> Self {
                    Self::$variant(payload)
                }
            }
        )+

        impl ::core::convert::From<$crate::serde_json::Value> for $name {
            fn from(other: $crate::serde_json::Value) -> Self {
                Self::Other(other)
            }
        }

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                match self {
                    $(Self::$variant(payload) => f.debug_tuple(::core::stringify!($variant)).field(payload).finish(),)+
                    Self::Other(value) => $crate::Members::debug_other(value, f),
                }
            }
        }

        impl $crate::Serialize for $name {
            fn serialize<S: $crate::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(payload) => payload.serialize(serializer),)+
                    Self::Other(value) => value.serialize(serializer),
                }
            }
        }
    };
}
