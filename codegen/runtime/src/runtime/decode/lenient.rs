//! Reading for generated code: enums, and serde's own trait.

use std::borrow::Cow;

use serde_core::de::{Deserializer, Error};

use super::cx::Cx;
use super::drift::Strictness;
use super::value::Value;
use super::visitor::read_json;

/// Reads an enum's text; what [`open_enum!`](crate::open_enum) implements `Value` with.
#[doc(hidden)]
pub fn read_text<'de, T: for<'a> From<&'a str>, D: Deserializer<'de>>(
    cx: &mut Cx,
    deserializer: D,
) -> Result<T, D::Error> {
    let text: Option<Cow<'de, str>> = read_json(cx, deserializer)?;
    Ok(T::from(&text.unwrap_or_default()))
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
