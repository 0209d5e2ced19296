//! The trait of everything that can be read from a reply.

use std::fmt::Debug;

use serde_core::de::{Deserialize, DeserializeSeed, Deserializer, IgnoredAny};
use serde_core::ser::{Serialize, SerializeMap};

use super::body::{self, BodyFault, Decoded};
use super::cx::Cx;
use super::drift::Strictness;
use super::on_null::OnNull;

/// A type that can be read from a reply, however far the reply departs from the documentation.
///
/// It is implemented for the generated types, for text, numbers, dates, JSON values, and for lists, maps, options and
/// boxes of these. `Default` is its zero value, which stands in for what is missing.
pub trait Value: Clone + Debug + Default + PartialEq + Serialize + Send + Sync + 'static {
    /// What a null in a list or a map of this type means.
    ///
    /// For most types it is a fault. Text, booleans, fractions, enums and lists have a harmless zero and drift;
    /// integers have none, as one in a list is mostly an id.
    const NULL_ELEMENT: OnNull = OnNull::Fault;

    /// Reads a value into this one, which must be the zero value: it is filled where it lies, as records are large.
    ///
    /// # Errors
    ///
    /// Only where the input is not well-formed. A value of another type, or none, is noted in `cx`, and the zero value
    /// left.
    fn read_into<'de, D: Deserializer<'de>>(&mut self, cx: &mut Cx, deserializer: D) -> Result<(), D::Error>;

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

    /// Whether the value is none, and an optional member that holds it is to be left out.
    fn is_absent(&self) -> bool {
        false
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

    /// Writes the members that a record does not list.
    #[doc(hidden)]
    fn write_others<S: SerializeMap>(&self, _: &mut S) -> Result<(), S::Error> {
        Ok(())
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

/// Carries [`Cx`] through and the place of a value through serde to where the value is read.
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
