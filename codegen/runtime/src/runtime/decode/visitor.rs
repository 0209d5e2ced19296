//! The one visitor through which everything is read.

use std::fmt;
use std::marker::PhantomData;

use serde_core::de::{Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor};

use super::cx::Cx;

/// A value that is made from certain kinds of JSON. What is not overridden is not accepted.
pub(crate) trait FromJson<'de>: Sized {
    /// The type in words, as they follow "expected".
    const EXPECTED: &'static str;

    fn from_text(_: &str) -> Option<Self> {
        None
    }

    fn from_borrowed(text: &'de str) -> Option<Self> {
        Self::from_text(text)
    }

    fn from_integer(_: i64) -> Option<Self> {
        None
    }

    fn from_unsigned(number: u64) -> Option<Self> {
        i64::try_from(number).ok().and_then(Self::from_integer)
    }

    fn from_float(_: f64) -> Option<Self> {
        None
    }

    fn from_bool(_: bool) -> Option<Self> {
        None
    }

    fn from_array<A: SeqAccess<'de>>(_: &mut Cx, array: A) -> Result<Option<Self>, A::Error> {
        IgnoredAny.visit_seq(array)?;
        Ok(None)
    }

    fn from_object<A: MapAccess<'de>>(_: &mut Cx, object: A) -> Result<Option<Self>, A::Error> {
        IgnoredAny.visit_map(object)?;
        Ok(None)
    }
}

/// Reads a value; `None` means that there is none of this type, which has been noted.
pub(crate) fn read_json<'de, T: FromJson<'de>, D: Deserializer<'de>>(
    cx: &mut Cx,
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    // Not the method of the wanted type, as serde_json would give up on a value of another one.
    deserializer.deserialize_any(JsonVisitor { cx, value: PhantomData })
}

struct JsonVisitor<'a, T> {
    cx: &'a mut Cx,
    value: PhantomData<T>,
}

impl<'de, T: FromJson<'de>> JsonVisitor<'_, T> {
    fn accept(self, value: Option<T>, got: Unexpected<'_>) -> Option<T> {
        if value.is_none() {
            self.cx.found_unexpected(T::EXPECTED, got);
        }
        value
    }
}

impl<'de, T: FromJson<'de>> Visitor<'de> for JsonVisitor<'_, T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTED)
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(self.accept(T::from_text(text), Unexpected::Str(text)))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(self.accept(T::from_borrowed(text), Unexpected::Str(text)))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(self.accept(T::from_integer(number), Unexpected::Signed(number)))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(self.accept(T::from_unsigned(number), Unexpected::Unsigned(number)))
    }

    fn visit_i128<E>(self, _: i128) -> Result<Self::Value, E> {
        Ok(self.accept(None, Unexpected::Other("an integer beyond 64 bits")))
    }

    fn visit_u128<E>(self, _: u128) -> Result<Self::Value, E> {
        Ok(self.accept(None, Unexpected::Other("an integer beyond 64 bits")))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(self.accept(T::from_float(number), Unexpected::Float(number)))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(self.accept(T::from_bool(value), Unexpected::Bool(value)))
    }

    fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Self::Value, E> {
        Ok(self.accept(None, Unexpected::Bytes(bytes)))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        self.cx.found_null(T::EXPECTED);
        Ok(None)
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, array: A) -> Result<Self::Value, A::Error> {
        let value = T::from_array(self.cx, array)?;
        Ok(self.accept(value, Unexpected::Seq))
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<Self::Value, A::Error> {
        let value = T::from_object(self.cx, object)?;
        Ok(self.accept(value, Unexpected::Map))
    }
}
