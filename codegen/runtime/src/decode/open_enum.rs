//! Open enums: sets of values that may grow.

use super::value::Value;

/// What an open enum stands for.
#[derive(Debug)]
pub struct Texts<T: 'static> {
    /// The documented values.
    pub known: &'static [T],
    /// The text of a value.
    pub text: fn(&T) -> &str,
    /// The variant that keeps any other text.
    pub other: fn(String) -> T,
}

impl<T: Clone> Texts<T> {
    /// The documented value that a text stands for, or else the one that keeps it.
    #[inline]
    pub(crate) fn value(&self, text: &str) -> T {
        match self.known.iter().find(|value| (self.text)(value) == text) {
            Some(value) => value.clone(),
            None => (self.other)(text.to_owned()),
        }
    }
}

/// The value that a text stands for; what [`open_enum!`](crate::open_enum) implements `From<&str>` with. There is one for any
/// text, unless the type is no open enum.
#[doc(hidden)]
pub fn value_of<T: Value>(text: &str) -> T {
    T::TEXTS.map(|texts| texts.value(text)).unwrap_or_default()
}
