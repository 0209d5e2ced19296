//! The one visitor through which everything is read.

use std::fmt;

use serde_core::de::{Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor};

use super::cx::Cx;

/// A place that is filled from certain kinds of JSON. What is not overridden is not accepted.
///
/// It holds the zero value; the methods say whether they have filled it.
pub(crate) trait Place<'de>: Sized {
    /// The type in words, as they follow "expected".
    const EXPECTED: &'static str;

    /// Whether the zero value may stand in for a null that is not documented.
    const ZERO_STANDS_IN: bool = true;

    fn put_text(self, _: &str) -> bool {
        false
    }

    fn put_integer(self, _: i64) -> bool {
        false
    }

    fn put_unsigned(self, number: u64) -> bool {
        i64::try_from(number).is_ok_and(|number| self.put_integer(number))
    }

    fn put_float(self, _: f64) -> bool {
        false
    }

    fn put_bool(self, _: bool) -> bool {
        false
    }

    fn put_array<A: SeqAccess<'de>>(self, _: &mut Cx, array: A) -> Result<bool, A::Error> {
        IgnoredAny.visit_seq(array)?;
        Ok(false)
    }

    fn put_object<A: MapAccess<'de>>(self, _: &mut Cx, object: A) -> Result<bool, A::Error> {
        IgnoredAny.visit_map(object)?;
        Ok(false)
    }
}

/// Fills a place; that there is nothing of its type has been noted.
#[inline]
pub(crate) fn read_json<'de, P: Place<'de>, D: Deserializer<'de>>(
    cx: &mut Cx,
    place: P,
    deserializer: D,
) -> Result<(), D::Error> {
    // Not the method of the wanted type, as serde_json would give up on a value of another one.
    deserializer.deserialize_any(JsonVisitor { cx, place })
}

struct JsonVisitor<'a, P> {
    cx: &'a mut Cx,
    place: P,
}

/// Notes that a value was of another type.
macro_rules! accept {
    ($visitor:ident, $put:expr, $got:expr) => {{
        if !$put {
            $visitor.cx.found_unexpected(P::EXPECTED, $got);
        }
        Ok(())
    }};
}

impl<'de, P: Place<'de>> Visitor<'de> for JsonVisitor<'_, P> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(P::EXPECTED)
    }

    #[inline]
    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        accept!(self, self.place.put_text(text), Unexpected::Str(text))
    }

    #[inline]
    fn visit_i64<E>(self, number: i64) -> Result<(), E> {
        accept!(self, self.place.put_integer(number), Unexpected::Signed(number))
    }

    #[inline]
    fn visit_u64<E>(self, number: u64) -> Result<(), E> {
        accept!(self, self.place.put_unsigned(number), Unexpected::Unsigned(number))
    }

    fn visit_i128<E>(self, _: i128) -> Result<(), E> {
        accept!(self, false, Unexpected::Other("an integer beyond 64 bits"))
    }

    fn visit_u128<E>(self, _: u128) -> Result<(), E> {
        accept!(self, false, Unexpected::Other("an integer beyond 64 bits"))
    }

    #[inline]
    fn visit_f64<E>(self, number: f64) -> Result<(), E> {
        accept!(self, self.place.put_float(number), Unexpected::Float(number))
    }

    #[inline]
    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        accept!(self, self.place.put_bool(value), Unexpected::Bool(value))
    }

    fn visit_bytes<E>(self, bytes: &[u8]) -> Result<(), E> {
        accept!(self, false, Unexpected::Bytes(bytes))
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.cx.found_null(P::EXPECTED, P::ZERO_STANDS_IN);
        Ok(())
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    #[inline]
    fn visit_seq<A: SeqAccess<'de>>(self, array: A) -> Result<(), A::Error> {
        accept!(self, self.place.put_array(self.cx, array)?, Unexpected::Seq)
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<(), A::Error> {
        accept!(self, self.place.put_object(self.cx, object)?, Unexpected::Map)
    }
}
