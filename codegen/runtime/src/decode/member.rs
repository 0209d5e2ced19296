//! Members of records whose types are not known, and what is done with them for all records.

use std::any::Any;
use std::convert::Infallible;
use std::fmt;

use super::field::{Field, Presence};
use super::record::Source;
use super::shown::Shown;
use super::value::Value;

/// A value of some type.
pub trait Member: Any + fmt::Debug {
    /// Whether it is the same value of the same type.
    fn is_same(&self, other: &dyn Member) -> bool;

    /// What the value is as JSON.
    fn shown(&self) -> Shown<'_>;

    /// Its own members.
    fn parts(&self) -> &'static [Field];

    /// Its own member at an index of these.
    fn part(&self, index: usize) -> Option<&dyn Member>;
}

impl<T: Value> Member for T {
    fn is_same(&self, other: &dyn Member) -> bool {
        (other as &dyn Any).downcast_ref() == Some(self)
    }

    fn shown(&self) -> Shown<'_> {
        Value::shown(self)
    }

    fn parts(&self) -> &'static [Field] {
        T::FIELDS
    }

    fn part(&self, index: usize) -> Option<&dyn Member> {
        self.member(index)
    }
}

/// Gives a copy of a member.
struct Copier<'a>(&'a dyn Member);

impl Source for Copier<'_> {
    type Error = Infallible;

    fn put<T: Value>(&mut self, place: &mut T) -> Result<(), Infallible> {
        if let Some(member) = (self.0 as &dyn Any).downcast_ref::<T>() {
            place.clone_from(member);
        }
        Ok(())
    }

    fn skip(&mut self) -> Result<(), Infallible> {
        Ok(())
    }
}

/// Copies a record; what [`record!`](crate::record) implements `Clone` with.
#[doc(hidden)]
pub fn clone_record<T: Value>(record: &T) -> T {
    let mut clone = T::default();
    for index in 0..T::FIELDS.len() {
        if let Some(member) = record.member(index) {
            let Ok(()) = clone.set_member(index, &mut Copier(member));
        }
    }
    clone
}

/// Compares two records; what [`record!`](crate::record) implements `PartialEq` with.
#[doc(hidden)]
pub fn same_record<T: Value>(one: &T, other: &T) -> bool {
    (0..T::FIELDS.len()).all(|index| match (one.member(index), other.member(index)) {
        (Some(one), Some(other)) => one.is_same(other),
        _ => true,
    })
}

/// Prints a record with the names that its members have in JSON; what [`record!`](crate::record) implements `Debug`
/// with.
#[doc(hidden)]
pub fn debug_record<T: Value>(name: &str, record: &T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut shown = f.debug_struct(name);
    for (index, field) in T::FIELDS.iter().enumerate() {
        if let Some(member) = record.member(index) {
            // What holds the members that are not listed has no name in JSON.
            shown.field(if field.1 == Presence::Others { "others" } else { field.name() }, &member);
        }
    }
    shown.finish()
}
