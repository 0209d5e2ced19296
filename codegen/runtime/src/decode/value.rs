//! The trait of everything that can be read from a reply.

use std::fmt::Debug;

use serde_core::de::{Deserialize, DeserializeSeed, Deserializer, IgnoredAny};
use serde_core::ser::Serialize;

use super::body::{self, BodyFault, Decoded};
use super::cx::Cx;
use super::drift::Strictness;
use super::field::Field;
use super::lenient::read_text;
use super::member::Member;
use super::on_null::OnNull;
use super::open_enum::Texts;
use super::record::{Source, read_record};
use super::shown::Shown;

/// A type that can be read from a reply, however far the reply departs from the documentation.
///
/// It is implemented for the generated types, for text, numbers, dates, JSON values, and for lists, maps, options and
/// boxes of these. `Default` is its zero value, which stands in for what is missing.
///
/// A struct that stands for a JSON object says which members there are, and how the one at an index is set and got; how
/// it is read and written is done once for all of them, here and by [`record!`](crate::record). An open enum says which
/// texts it stands for. Any other type says itself how it is read and what is shown of it.
pub trait Value: Clone + Debug + Default + PartialEq + Serialize + Send + Sync + 'static {
    /// The texts that the values stand for, if it is an open enum.
    #[doc(hidden)]
    const TEXTS: Option<Texts<Self>> = None;

    /// The members, at most 128.
    #[doc(hidden)]
    const FIELDS: &'static [Field] = &[];

    /// What a null in a list or a map of this type means.
    ///
    /// For most types it is a fault. Text, booleans, fractions, enums and lists have a harmless zero and drift;
    /// integers have none, as one in a list is mostly an id.
    const NULL_ELEMENT: OnNull = match Self::TEXTS {
        Some(_) => OnNull::Drift,
        None => OnNull::Fault,
    };

    /// Reads a value into this one, which must be the zero value: it is filled where it lies, as records are large.
    ///
    /// # Errors
    ///
    /// Only where the input is not well-formed. A value of another type, or none, is noted in `cx`, and the zero value
    /// left.
    #[inline]
    fn read_into<'de, D: Deserializer<'de>>(&mut self, cx: &mut Cx, deserializer: D) -> Result<(), D::Error> {
        match Self::TEXTS {
            Some(texts) => read_text(self, &texts, cx, deserializer),
            None => read_record(self, cx, deserializer),
        }
    }

    /// Reads a value.
    ///
    /// # Errors
    ///
    /// As [`Value::read_into`].
    fn read<'de, D: Deserializer<'de>>(cx: &mut Cx, deserializer: D) -> Result<Self, D::Error> {
        let mut value = Self::default();
        value.read_into(cx, deserializer)?;
        Ok(value)
    }

    /// Has the source fill the member at an index of [`Value::FIELDS`].
    ///
    /// # Errors
    ///
    /// Those of the source.
    #[doc(hidden)]
    fn set_member<S: Source>(&mut self, _: usize, source: &mut S) -> Result<(), S::Error> {
        source.skip()
    }

    /// The member at an index of [`Value::FIELDS`].
    #[doc(hidden)]
    fn member(&self, _: usize) -> Option<&dyn Member> {
        None
    }

    /// What the value is as JSON.
    #[doc(hidden)]
    fn shown(&self) -> Shown<'_> {
        match Self::TEXTS {
            Some(texts) => Shown::Text((texts.text)(self)),
            None => Shown::Record(self),
        }
    }

    /// Reads a member that a record does not list into the map that holds such.
    #[doc(hidden)]
    fn read_other<'de, D: Deserializer<'de>>(
        &mut self,
        _: &mut Cx,
        _: String,
        other: D,
    ) -> Result<(), D::Error> {
        IgnoredAny::deserialize(other).map(drop)
    }

    /// The value of a reply without a body, where there is such a value.
    #[doc(hidden)]
    fn from_empty_body() -> Option<Self> {
        None
    }

    /// Reads a whole body. A list tells its bad items from its good ones; `()` ignores the body.
    #[doc(hidden)]
    fn from_body(body: &[u8], strictness: Strictness) -> Result<Decoded<Self>, BodyFault> {
        body::one(body, strictness)
    }
}

/// Carries [`Cx`] and the place of a value through serde to where the value is read.
pub(crate) struct Seed<'a, T> {
    pub(crate) cx: &'a mut Cx,
    pub(crate) place: &'a mut T,
}

impl<'de, T: Value> DeserializeSeed<'de> for Seed<'_, T> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.place.read_into(self.cx, deserializer)
    }
}
