//! Values without parts: text, numbers, booleans, dates.

use jiff::Timestamp;
use jiff::civil::Date;
use serde_core::de::Deserializer;

use super::cx::Cx;
use super::on_null::OnNull;
use super::shown::Shown;
use super::value::Value;
use super::visitor::{Place, read_json};

/// The largest integer up to which every integer is a double of its own: 2^53.
const EXACT_INTEGERS: f64 = 9_007_199_254_740_992.0;

impl Place<'_> for &mut String {
    const EXPECTED: &'static str = "a string";

    #[inline]
    fn put_text(self, text: &str) -> bool {
        *self = text.to_owned();
        true
    }
}

impl Place<'_> for &mut i64 {
    const EXPECTED: &'static str = "an integer of at most 64 bits";

    #[inline]
    fn put_integer(self, number: i64) -> bool {
        *self = number;
        true
    }

    fn put_float(self, number: f64) -> bool {
        whole(number).is_some_and(|number| self.put_integer(number))
    }
}

/// The integer that a fraction stands for, as some servers write whole numbers as `1.0`.
#[expect(clippy::cast_possible_truncation, reason = "the number is whole and far below 2^63")]
pub(crate) fn whole(number: f64) -> Option<i64> {
    (number.fract() == 0.0 && number.abs() <= EXACT_INTEGERS).then_some(number as i64)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a JSON number that is read as a fraction has the precision of one"
)]
impl Place<'_> for &mut f64 {
    const EXPECTED: &'static str = "a number";

    #[inline]
    fn put_integer(self, number: i64) -> bool {
        self.put_float(number as f64)
    }

    #[inline]
    fn put_unsigned(self, number: u64) -> bool {
        self.put_float(number as f64)
    }

    #[inline]
    fn put_float(self, number: f64) -> bool {
        *self = number;
        true
    }
}

impl Place<'_> for &mut bool {
    const EXPECTED: &'static str = "a boolean";

    #[inline]
    fn put_bool(self, value: bool) -> bool {
        *self = value;
        true
    }
}

impl Place<'_> for &mut Timestamp {
    const EXPECTED: &'static str = "a date and time (RFC 3339)";
    const ZERO_STANDS_IN: bool = false;

    fn put_text(self, text: &str) -> bool {
        text.parse().is_ok_and(|time| {
            *self = time;
            true
        })
    }
}

impl Place<'_> for &mut Date {
    const EXPECTED: &'static str = "a date (YYYY-MM-DD)";
    const ZERO_STANDS_IN: bool = false;

    fn put_text(self, text: &str) -> bool {
        text.parse().is_ok_and(|date| {
            *self = date;
            true
        })
    }
}

macro_rules! read_as_json {
    ($($type:ty, null in a list: $null_element:expr, shown: $shown:expr;)*) => {$(
        impl Value for $type {
            const NULL_ELEMENT: OnNull = $null_element;

            #[inline]
            fn read_into<'de, D: Deserializer<'de>>(
                &mut self,
                cx: &mut Cx,
                deserializer: D,
            ) -> Result<(), D::Error> {
                read_json(cx, self, deserializer)
            }

            fn shown(&self) -> Shown<'_> {
                $shown(self)
            }
        }
    )*};
}

read_as_json! {
    String, null in a list: OnNull::Drift, shown: Shown::Text;
    bool, null in a list: OnNull::Drift, shown: |value: &bool| Shown::Bool(*value);
    f64, null in a list: OnNull::Drift, shown: |number: &f64| Shown::Number(*number);
    // An integer in a list is mostly an id, and none of these is ever made up.
    i64, null in a list: OnNull::Fault, shown: |number: &i64| Shown::Integer(*number);
    Timestamp, null in a list: OnNull::Fault, shown: Shown::Printed;
    Date, null in a list: OnNull::Fault, shown: Shown::Printed;
}
