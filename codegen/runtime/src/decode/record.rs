//! How records are read: structs that stand for JSON objects.

use std::marker::PhantomData;

use serde_core::de::{Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess};
use serde_json::Value as Json;

use super::bits::Bits;
use super::choose::list;
use super::cx::Cx;
use super::field::{Field, Presence};
use super::lookup::Lookup;
use super::value::{Seed, Value};
use super::visitor::{Place, read_json};

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

/// Reads the value of one member.
struct FieldReader<'a, 'de, A> {
    cx: &'a mut Cx,
    object: &'a mut A,
    /// Whether the object had the member before. The last one counts.
    again: bool,
    input: PhantomData<&'de str>,
}

impl<'de, A: MapAccess<'de>> Source for FieldReader<'_, 'de, A> {
    type Error = A::Error;

    // Once for each type of member, and not once more in each record.
    #[inline(never)]
    fn put<T: Value>(&mut self, place: &mut T) -> Result<(), A::Error> {
        if self.again {
            clear(place);
        }
        self.object.next_value_seed(Seed { cx: self.cx, place })
    }

    fn skip(&mut self) -> Result<(), A::Error> {
        self.object.next_value::<IgnoredAny>().map(drop)
    }
}

#[cold]
#[inline(never)]
fn clear<T: Default>(place: &mut T) {
    *place = T::default();
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

/// Reads a record.
#[inline]
pub(crate) fn read_record<'de, T: Value, D: Deserializer<'de>>(
    record: &mut T,
    cx: &mut Cx,
    deserializer: D,
) -> Result<(), D::Error> {
    read_json(cx, Members(record), deserializer)
}

/// The place of a record. (`Value` itself cannot imply `Place`: other types have their own.)
struct Members<'a, T>(&'a mut T);

impl<T: Value> Members<'_, T> {
    const REQUIRED: Bits = Bits::required(T::FIELDS);
    /// Where members go that are not listed.
    const OTHERS: Option<usize> = match T::FIELDS {
        [.., last] if matches!(last.1, Presence::Others) => Some(T::FIELDS.len() - 1),
        _ => None,
    };
}

impl<'de, T: Value> Place<'de> for Members<'_, T> {
    const EXPECTED: &'static str = "an object";
    // An object with nothing in it would be a lie.
    const ZERO_STANDS_IN: bool = false;

    fn put_object<A: MapAccess<'de>>(self, cx: &mut Cx, mut object: A) -> Result<bool, A::Error> {
        let record = self.0;
        let mut lookup = Lookup::new(T::FIELDS, Self::OTHERS.is_some());
        let mut seen = Bits::default();
        let mut has_others = false;
        while object.next_key_seed(&mut lookup)?.is_some() {
            let object = &mut object;
            if let Some(field) = T::FIELDS.get(lookup.found) {
                let again = seen.set(lookup.found);
                cx.enter_field(field);
                record
                    .set_member(lookup.found, &mut FieldReader { cx, object, again, input: PhantomData })?;
                cx.leave();
            } else if let Some(others) = Self::OTHERS {
                let name = std::mem::take(&mut lookup.other);
                record.set_member(others, &mut OtherReader { cx, object, name, input: PhantomData })?;
            } else {
                has_others = true;
                object.next_value::<IgnoredAny>()?;
            }
        }
        if has_others && seen.is_empty() {
            note_another_object(cx, T::FIELDS);
            return Ok(true);
        }
        let missing = Self::REQUIRED.without(seen);
        if !missing.is_empty() {
            note_missing(cx, T::FIELDS, missing);
        }
        Ok(true)
    }
}

/// Notes that an object shares no member with the documented one: an empty record would hide that.
#[cold]
#[inline(never)]
fn note_another_object(cx: &mut Cx, fields: &'static [Field]) {
    let names = list(fields.iter().map(Field::name));
    cx.fault(format!("an object with some of {names}"), "an object with none of these members");
}

/// Reads a record in which texts name the variants of unions. `tags` are pairs of the member that holds the union and the
/// one that holds the text. The object is buffered, as the text may come last.
#[doc(hidden)]
pub fn read_tagged<'de, T: Value, D: Deserializer<'de>>(
    record: &mut T,
    cx: &mut Cx,
    deserializer: D,
    tags: &[(&'static str, &'static str)],
) -> Result<(), D::Error> {
    let json = Json::deserialize(deserializer)?;
    let outer = cx.count_tags();
    for (union, tag) in tags {
        if let Some(text) = json.get(tag).and_then(Json::as_str) {
            cx.push_tag(union, text.to_owned());
        }
    }
    let read = read_record(record, cx, json);
    cx.truncate_tags(outer);
    note_bad_number(cx, read);
    Ok(())
}

/// Notes what may be wrong with JSON that has been read before: it cannot break off, so it is a number of a kind that
/// serde_json alone knows.
pub(crate) fn note_bad_number(cx: &mut Cx, read: serde_json::Result<()>) {
    if let Err(error) = read {
        cx.fault("valid JSON", &error.to_string());
    }
}

#[cold]
#[inline(never)]
fn note_missing(cx: &mut Cx, fields: &'static [Field], missing: Bits) {
    for (index, field) in fields.iter().enumerate() {
        if missing.has(index) {
            cx.found_missing(field);
        }
    }
}
