//! Writing values: what each of them is as JSON.

use std::collections::BTreeMap;
use std::fmt;

use serde_core::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use super::field::{Field, Presence};
use super::member::Member;
use super::value::Value;

/// What a value is as JSON, with whatever it is made of still in place.
pub enum Shown<'a> {
    /// No value.
    Null,
    /// A boolean.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A number.
    Number(f64),
    /// Text.
    Text(&'a str),
    /// What is text once it is printed: dates.
    Printed(&'a dyn fmt::Display),
    /// JSON of which nothing is known.
    Json(&'a serde_json::Value),
    /// An array.
    List(&'a dyn List),
    /// An object whose members nobody has listed.
    Map(&'a dyn Map),
    /// An object with listed members.
    Record(&'a dyn Member),
}

/// A list of some type.
pub trait List {
    /// How many elements there are.
    fn count(&self) -> usize;

    /// The element at an index.
    fn element(&self, index: usize) -> Option<&dyn Member>;
}

impl<T: Value> List for Vec<T> {
    fn count(&self) -> usize {
        self.len()
    }

    fn element(&self, index: usize) -> Option<&dyn Member> {
        self.get(index).map(|element| element as &dyn Member)
    }
}

/// A map from names to some type.
pub trait Map {
    /// Gives each member with its name.
    fn each<'a>(&'a self, take: &mut dyn FnMut(&'a str, &'a dyn Member));
}

impl<T: Value> Map for BTreeMap<String, T> {
    fn each<'a>(&'a self, take: &mut dyn FnMut(&'a str, &'a dyn Member)) {
        for (name, member) in self {
            take(name, member);
        }
    }
}

/// Writes a value; what the macros implement `Serialize` with.
#[doc(hidden)]
pub fn write<T: Value, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    value.shown().serialize(serializer)
}

impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            Self::Null => serializer.serialize_none(),
            Self::Bool(value) => serializer.serialize_bool(value),
            Self::Integer(number) => serializer.serialize_i64(number),
            Self::Number(number) => serializer.serialize_f64(number),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Printed(value) => serializer.collect_str(value),
            Self::Json(json) => json.serialize(serializer),
            Self::List(list) => write_list(list, serializer),
            Self::Map(map) => {
                let mut object = serializer.serialize_map(None)?;
                write_map(map, &mut object)?;
                object.end()
            }
            Self::Record(record) => write_record(record, serializer),
        }
    }
}

fn write_list<S: Serializer>(list: &dyn List, serializer: S) -> Result<S::Ok, S::Error> {
    let mut array = serializer.serialize_seq(Some(list.count()))?;
    for element in (0..list.count()).filter_map(|index| list.element(index)) {
        array.serialize_element(&element.shown())?;
    }
    array.end()
}

fn write_map<S: SerializeMap>(map: &dyn Map, object: &mut S) -> Result<(), S::Error> {
    let mut written = Ok(());
    map.each(&mut |name, member| {
        if written.is_ok() {
            written = object.serialize_entry(name, &member.shown());
        }
    });
    written
}

fn write_record<S: Serializer>(record: &dyn Member, serializer: S) -> Result<S::Ok, S::Error> {
    let mut object = serializer.serialize_map(None)?;
    for (index, field) in record.parts().iter().enumerate() {
        if let Some(member) = record.part(index) {
            write_member(field, &member.shown(), &mut object)?;
        }
    }
    object.end()
}

/// Writes one member, unless it is optional and holds nothing: then it is left out, as the server would.
fn write_member<S: SerializeMap>(field: &Field, member: &Shown<'_>, object: &mut S) -> Result<(), S::Error> {
    match member {
        Shown::Map(others) if field.1 == Presence::Others => write_map(*others, object),
        Shown::Null if !field.is_required() => Ok(()),
        _ => object.serialize_entry(field.name(), member),
    }
}
