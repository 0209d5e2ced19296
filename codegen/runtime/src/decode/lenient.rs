//! Reading for generated code: enums, and serde's own trait.

use serde_core::de::{Deserializer, Error};

use super::cx::Cx;
use super::drift::Strictness;
use super::open_enum::Texts;
use super::value::Value;
use super::visitor::{Place, read_json};

/// Reads an enum's text.
#[inline]
pub(crate) fn read_text<'de, T: Value, D: Deserializer<'de>>(
    place: &mut T,
    texts: &Texts<T>,
    cx: &mut Cx,
    deserializer: D,
) -> Result<(), D::Error> {
    read_json(cx, Text { place, texts }, deserializer)
}

/// The place of an enum. (The enum itself cannot be one, as that would be an impl for each of them.)
struct Text<'a, T: Value> {
    place: &'a mut T,
    texts: &'a Texts<T>,
}

impl<T: Value> Place<'_> for Text<'_, T> {
    const EXPECTED: &'static str = "a string";

    fn put_text(self, text: &str) -> bool {
        *self.place = self.texts.value(text);
        true
    }
}

/// Reads a value for somebody who has no place for drift; what the macros implement `Deserialize` with.
#[doc(hidden)]
pub fn deserialize<'de, T: Value, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut cx = Cx::new(Strictness::Lenient);
    let value = T::read(&mut cx, deserializer)?;
    match cx.take_fault() {
        Some(fault) => Err(D::Error::custom(fault)),
        None => Ok(value),
    }
}
