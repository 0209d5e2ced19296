//! Values without parts: text, numbers, booleans, dates.

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::civil::Date;
use serde_core::de::Deserializer;

use super::cx::Cx;
use super::on_null::OnNull;
use super::value::Value;
use super::visitor::{FromJson, read_json};

/// The largest integer up to which every integer is a double of its own: 2^53.
const EXACT_INTEGERS: f64 = 9_007_199_254_740_992.0;

impl FromJson<'_> for String {
    const EXPECTED: &'static str = "a string";

    #[inline]
    fn from_text(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }
}

/// Text that need not be kept, for enums: borrowed unless it holds escapes.
impl<'de> FromJson<'de> for Cow<'de, str> {
    const EXPECTED: &'static str = "a string";

    #[inline]
    fn from_text(text: &str) -> Option<Self> {
        Some(Cow::Owned(text.to_owned()))
    }

    #[inline]
    fn from_borrowed(text: &'de str) -> Option<Self> {
        Some(Cow::Borrowed(text))
    }
}

impl FromJson<'_> for i64 {
    const EXPECTED: &'static str = "an integer of at most 64 bits";

    #[inline]
    fn from_integer(number: i64) -> Option<Self> {
        Some(number)
    }

    /// Some servers write whole numbers as `1.0`.
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "the number is whole and far below 2^63")]
    fn from_float(number: f64) -> Option<Self> {
        (number.fract() == 0.0 && number.abs() <= EXACT_INTEGERS).then_some(number as Self)
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a JSON number that is read as a fraction has the precision of one"
)]
impl FromJson<'_> for f64 {
    const EXPECTED: &'static str = "a number";

    #[inline]
    fn from_integer(number: i64) -> Option<Self> {
        Some(number as Self)
    }

    #[inline]
    fn from_unsigned(number: u64) -> Option<Self> {
        Some(number as Self)
    }

    #[inline]
    fn from_float(number: f64) -> Option<Self> {
        Some(number)
    }
}

impl FromJson<'_> for bool {
    const EXPECTED: &'static str = "a boolean";

    #[inline]
    fn from_bool(value: bool) -> Option<Self> {
        Some(value)
    }
}

impl FromJson<'_> for Timestamp {
    const EXPECTED: &'static str = "a date and time (RFC 3339)";

    fn from_text(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

impl FromJson<'_> for Date {
    const EXPECTED: &'static str = "a date (YYYY-MM-DD)";

    fn from_text(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

macro_rules! zero_stands_in {
    ($($type:ty, null in a list: $null_element:expr;)*) => {$(
        impl Value for $type {
            const NULL_ELEMENT: OnNull = $null_element;

            fn read<'de, D: Deserializer<'de>>(cx: &mut Cx, deserializer: D) -> Result<Self, D::Error> {
                Ok(read_json(cx, deserializer)?.unwrap_or_default())
            }
        }
    )*};
}

zero_stands_in! {
    String, null in a list: OnNull::Drift;
    bool, null in a list: OnNull::Drift;
    f64, null in a list: OnNull::Drift;
    // An integer in a list is mostly an id, and none of these is ever made up.
    i64, null in a list: OnNull::Fault;
}

macro_rules! nothing_stands_in {
    ($($type:ty),*) => {$(
        impl Value for $type {
            fn read<'de, D: Deserializer<'de>>(cx: &mut Cx, deserializer: D) -> Result<Self, D::Error> {
                cx.never_invent();
                Ok(read_json(cx, deserializer)?.unwrap_or_default())
            }
        }
    )*};
}

nothing_stands_in!(Timestamp, Date);
