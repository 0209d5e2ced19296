//! Values that may be null when they are sent.

use serde_core::ser::{Serialize, Serializer};

/// A value that may be sent as null, which is something else than not sending it, or sending nothing in it.
///
/// Setters of such parameters take anything that becomes one: the value itself, an `Option` of it, or
/// [`Null`](Self::Null), which can be imported from the crate's root.
///
/// ```text
/// update.description("new")   // the text
/// update.description("")      // an empty text
/// update.description(Null)    // null, which mostly clears what was there
/// update                      // nothing is said of it
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Nullable<T> {
    /// Null.
    Null,
    /// A value.
    Value(T),
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl<T> From<Option<T>> for Nullable<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

impl From<&String> for Nullable<String> {
    fn from(text: &String) -> Self {
        Self::Value(text.clone())
    }
}

impl From<&str> for Nullable<String> {
    fn from(text: &str) -> Self {
        Self::Value(text.to_owned())
    }
}

impl From<Option<&str>> for Nullable<String> {
    fn from(text: Option<&str>) -> Self {
        text.map(str::to_owned).into()
    }
}

impl<T, const N: usize> From<[T; N]> for Nullable<Vec<T>> {
    fn from(items: [T; N]) -> Self {
        Self::Value(items.into())
    }
}

impl<const N: usize> From<[&str; N]> for Nullable<Vec<String>> {
    fn from(texts: [&str; N]) -> Self {
        Self::Value(texts.map(str::to_owned).into())
    }
}

impl<T: Serialize> Serialize for Nullable<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Value(value) => value.serialize(serializer),
        }
    }
}
