//! Records: what a generated struct says of itself, and how any of them is read.

use std::marker::PhantomData;

use serde_core::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};

use super::cx::Cx;
use super::field::{Field, Presence, required_mask};
use super::value::{Seed, Value};
use super::visitor::{FromJson, read_json};

/// A struct that stands for a JSON object.
///
/// A generated struct says which members there are, and how the one at an index is set and got. Everything else
/// is done once for all of them, here and by [`record!`](crate::record).
pub trait Record: Value {
    /// The name of the type.
    const NAME: &'static str;

    /// The members, at most 128.
    const FIELDS: &'static [Field];

    /// Has the source fill the member at an index of [`Record::FIELDS`].
    ///
    /// # Errors
    ///
    /// Those of the source.
    fn set<S: Source>(&mut self, index: usize, source: &mut S) -> Result<(), S::Error>;

    /// Gives the member at an index of [`Record::FIELDS`] to the sink.
    ///
    /// # Errors
    ///
    /// Those of the sink.
    fn get<'a, S: Sink<'a>>(&'a self, index: usize, sink: &mut S) -> Result<(), S::Error>;
}

/// Where the value of one member comes from: a reply, or another record.
pub trait Source {
    /// Why there is none.
    type Error;

    /// Puts the value into its place.
    ///
    /// # Errors
    ///
    /// Only where the input is not well-formed.
    fn put<T: Value>(&mut self, place: &mut T) -> Result<(), Self::Error>;

    /// Passes over the value.
    ///
    /// # Errors
    ///
    /// Only where the input is not well-formed.
    fn skip(&mut self) -> Result<(), Self::Error>;
}

/// Where one member of a record goes.
pub trait Sink<'a> {
    /// Why it does not take the member.
    type Error;

    /// Takes the member.
    ///
    /// # Errors
    ///
    /// Those of what is behind the sink.
    fn put<T: Value>(&mut self, member: &'a T) -> Result<(), Self::Error>;
}

/// Reads the value of one member.
struct FieldReader<'a, 'de, A> {
    cx: &'a mut Cx,
    object: &'a mut A,
    input: PhantomData<&'de str>,
}

impl<'de, A: MapAccess<'de>> Source for FieldReader<'_, 'de, A> {
    type Error = A::Error;

    fn put<T: Value>(&mut self, place: &mut T) -> Result<(), A::Error> {
        *place = self.object.next_value_seed(Seed::new(self.cx))?;
        Ok(())
    }

    fn skip(&mut self) -> Result<(), A::Error> {
        self.object.next_value::<IgnoredAny>().map(drop)
    }
}

/// Reads the value of a member that is not listed.
struct OtherReader<'a, 'de, A> {
    cx: &'a mut Cx,
    object: &'a mut A,
    name: String,
    input: PhantomData<&'de str>,
}

impl<'de, A: MapAccess<'de>> Source for OtherReader<'_, 'de, A> {
    type Error = A::Error;

    fn put<T: Value>(&mut self, place: &mut T) -> Result<(), A::Error> {
        let name = std::mem::take(&mut self.name);
        self.object.next_value_seed(OtherSeed { cx: self.cx, place, name })
    }

    fn skip(&mut self) -> Result<(), A::Error> {
        self.object.next_value::<IgnoredAny>().map(drop)
    }
}

/// Carries the place of members that are not listed through serde.
struct OtherSeed<'a, T> {
    cx: &'a mut Cx,
    place: &'a mut T,
    name: String,
}

impl<'de, T: Value> DeserializeSeed<'de> for OtherSeed<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.place.read_other(self.cx, self.name, deserializer)
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
    /// Where members go that are not listed.
    const OTHERS: Option<usize> = match T::FIELDS {
        [.., last] if matches!(last.1, Presence::Others) => Some(T::FIELDS.len() - 1),
        _ => None,
    };
}

impl<'de, T: Record> FromJson<'de> for Members<T> {
    const EXPECTED: &'static str = "an object";

    fn from_object<A: MapAccess<'de>>(cx: &mut Cx, mut object: A) -> Result<Option<Self>, A::Error> {
        let mut record = T::default();
        let mut lookup = Lookup { fields: T::FIELDS, next: 0, keeps_others: Self::OTHERS.is_some() };
        let mut missing = Self::REQUIRED;
        while let Some(known) = object.next_key_seed(&mut lookup)? {
            let (index, field) = match (known, Self::OTHERS) {
                (Found::Listed(index, field), _) => (index, field),
                (Found::Other(name), Some(others)) => {
                    let object = &mut object;
                    record.set(others, &mut OtherReader { cx, object, name, input: PhantomData })?;
                    continue;
                }
                (Found::Other(_), None) => {
                    object.next_value::<IgnoredAny>()?;
                    continue;
                }
            };
            missing &= !(1 << index);
            cx.enter_field(field);
            record.set(index, &mut FieldReader { cx, object: &mut object, input: PhantomData })?;
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
    /// Whether the names of other members are wanted.
    keeps_others: bool,
}

/// What a name stands for.
enum Found {
    /// The member at an index of the list.
    Listed(usize, &'static Field),
    /// None of the list; the name is empty where nobody wants it.
    Other(String),
}

impl Lookup {
    #[inline]
    fn find(&mut self, name: &str) -> Option<(usize, &'static Field)> {
        let fields = self.fields;
        // Most names differ in their first letter already, which is cheaper than a comparison.
        let first = name.as_bytes().first();
        let is_it = |field: &Field| {
            field.name().as_bytes().first() == first && field.name() == name && field.1 != Presence::Others
        };
        // What is left out leaves gaps, so that the next one is mostly a few steps ahead.
        let ahead = fields.get(self.next..).unwrap_or_default();
        let index = match ahead.iter().position(is_it) {
            Some(steps) => self.next + steps,
            None => fields.iter().take(self.next).position(is_it)?,
        };
        self.next = index + 1;
        fields.get(index).map(|field| (index, field))
    }
}

impl<'de> DeserializeSeed<'de> for &mut Lookup {
    type Value = Found;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for &mut Lookup {
    type Value = Found;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
        Ok(match self.find(name) {
            Some((index, field)) => Found::Listed(index, field),
            None if self.keeps_others => Found::Other(name.to_owned()),
            None => Found::Other(String::new()),
        })
    }
}
