//! Records: what a generated struct says of itself, and how any of them is read.

use serde_core::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_core::ser::SerializeMap;

use super::cx::Cx;
use super::field::{Field, required_mask};
use super::value::{Seed, Value};
use super::visitor::{FromJson, read_json};
use super::write::FieldWriter;

/// A struct that stands for a JSON object.
///
/// A generated struct says which members there are, and how the one at an index is read and written. Everything else
/// is done once for all of them, here and by [`record!`](crate::record).
pub trait Record: Default {
    /// The name of the type.
    const NAME: &'static str;

    /// The members, at most 128.
    const FIELDS: &'static [Field];

    /// Reads the member at an index of [`Record::FIELDS`].
    ///
    /// # Errors
    ///
    /// Only where the input is not well-formed.
    fn set<'de, A: MapAccess<'de>>(
        &mut self,
        index: usize,
        reader: &mut FieldReader<'_, A>,
    ) -> Result<(), A::Error>;

    /// Writes the member at an index of [`Record::FIELDS`].
    ///
    /// # Errors
    ///
    /// Those of the serializer.
    fn get<S: SerializeMap>(&self, index: usize, writer: &mut FieldWriter<'_, S>) -> Result<(), S::Error>;
}

/// Reads the value of one member.
#[derive(Debug)]
pub struct FieldReader<'a, A> {
    cx: &'a mut Cx,
    object: &'a mut A,
}

impl<'de, A: MapAccess<'de>> FieldReader<'_, A> {
    /// Reads the value into its place.
    ///
    /// # Errors
    ///
    /// Only where the input is not well-formed.
    pub fn put<T: Value>(&mut self, place: &mut T) -> Result<(), A::Error> {
        *place = self.object.next_value_seed(Seed::new(self.cx))?;
        Ok(())
    }

    /// Passes over the value.
    ///
    /// # Errors
    ///
    /// Only where the input is not well-formed.
    pub fn skip(&mut self) -> Result<(), A::Error> {
        self.object.next_value::<IgnoredAny>().map(drop)
    }
}

/// Reads a record; what [`record!`](crate::record) implements `Value` with.
#[doc(hidden)]
pub fn read_record<'de, T: Record, D: Deserializer<'de>>(
    cx: &mut Cx,
    deserializer: D,
) -> Result<T, D::Error> {
    // An object with nothing in it would be a lie.
    cx.never_invent();
    let record: Option<Members<T>> = read_json(cx, deserializer)?;
    Ok(record.map(|Members(record)| record).unwrap_or_default())
}

/// A record on its way out of the visitor. (`Record` itself cannot imply `FromJson`: lists and maps have their own.)
struct Members<T>(T);

impl<T: Record> Members<T> {
    const REQUIRED: u128 = required_mask(T::FIELDS);
}

impl<'de, T: Record> FromJson<'de> for Members<T> {
    const EXPECTED: &'static str = "an object";

    fn from_object<A: MapAccess<'de>>(cx: &mut Cx, mut object: A) -> Result<Option<Self>, A::Error> {
        let mut record = T::default();
        let mut lookup = Lookup { fields: T::FIELDS, next: 0 };
        let mut missing = Self::REQUIRED;
        while let Some(known) = object.next_key_seed(&mut lookup)? {
            let Some((index, field)) = known else {
                object.next_value::<IgnoredAny>()?;
                continue;
            };
            missing &= !(1 << index);
            cx.enter_field(field);
            record.set(index, &mut FieldReader { cx, object: &mut object })?;
            cx.leave();
        }
        if missing != 0 {
            note_missing(cx, T::FIELDS, missing);
        }
        Ok(Some(Self(record)))
    }
}

#[cold]
#[inline(never)]
fn note_missing(cx: &mut Cx, fields: &'static [Field], missing: u128) {
    for (index, field) in fields.iter().enumerate() {
        if missing & (1 << index) != 0 {
            cx.found_missing(field);
        }
    }
}

/// Finds members by name. Servers mostly send them in the order of the documentation, so the search begins behind the
/// last one found.
struct Lookup {
    fields: &'static [Field],
    next: usize,
}

impl Lookup {
    fn find(&mut self, name: &str) -> Option<(usize, &'static Field)> {
        let fields = self.fields;
        let expected = fields.get(self.next).filter(|field| field.name() == name);
        let index = match expected {
            Some(_) => self.next,
            None => fields.iter().position(|field| field.name() == name)?,
        };
        self.next = index + 1;
        fields.get(index).map(|field| (index, field))
    }
}

impl<'de> DeserializeSeed<'de> for &mut Lookup {
    type Value = Option<(usize, &'static Field)>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for &mut Lookup {
    type Value = Option<(usize, &'static Field)>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
        Ok(self.find(name))
    }
}
