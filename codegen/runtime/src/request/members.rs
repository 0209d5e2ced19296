//! Objects that are parts of bodies.

use std::collections::BTreeSet;
use std::fmt;

use serde_core::ser::{Error, Serialize, Serializer};
use serde_json::{Map, Value};

use super::into_json::{self, IntoJson};
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
    pub fn with<V: IntoJson>(self, name: &str, value: V) -> Self {
        self.set(name, value.into_json())
    }

    /// Sets a member to a list.
    #[must_use]
    pub fn with_list<V: IntoJson>(self, name: &str, items: impl IntoIterator<Item = impl Into<V>>) -> Self {
        self.set(name, into_json::list(items))
    }

    fn set(mut self, name: &str, json: Option<Value>) -> Self {
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

impl IntoJson for Members {
    fn into_json(self) -> Option<Value> {
        self.not_finite.is_empty().then_some(Value::Object(self.json))
    }
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

        impl $crate::IntoJson for $name {
            fn into_json(self) -> ::core::option::Option<$crate::serde_json::Value> {
                self.0.into_json()
            }
        }

        impl $crate::Serialize for $name {
            fn serialize<S: $crate::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                self.0.serialize(serializer)
            }
        }
    };
}
