//! Members of records whose types are not known, and what is done with them for all records.

use std::any::Any;
use std::convert::Infallible;
use std::fmt;

use super::field::Presence;
use super::record::{Record, Sink, Source};
use super::value::Value;

/// A member of some type.
pub(crate) trait Member: Any + fmt::Debug {
    /// Whether it is the same value of the same type.
    fn is_same(&self, other: &dyn Member) -> bool;
}

impl<T: Value> Member for T {
    fn is_same(&self, other: &dyn Member) -> bool {
        (other as &dyn Any).downcast_ref() == Some(self)
    }
}

/// The member at an index of the record's list; none behind its end.
pub(crate) fn member<T: Record>(record: &T, index: usize) -> Option<&dyn Member> {
    let mut holder = Holder(None);
    let Ok(()) = record.get(index, &mut holder);
    holder.0
}

/// Holds the one member that it is given.
struct Holder<'a>(Option<&'a dyn Member>);

impl<'a> Sink<'a> for Holder<'a> {
    type Error = Infallible;

    fn put<T: Value>(&mut self, member: &'a T) -> Result<(), Infallible> {
        self.0 = Some(member);
        Ok(())
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
pub fn clone_record<T: Record>(record: &T) -> T {
    let mut clone = T::default();
    for index in 0..T::FIELDS.len() {
        if let Some(member) = member(record, index) {
            let Ok(()) = clone.set(index, &mut Copier(member));
        }
    }
    clone
}

/// Compares two records; what [`record!`](crate::record) implements `PartialEq` with.
#[doc(hidden)]
pub fn same_record<T: Record>(one: &T, other: &T) -> bool {
    (0..T::FIELDS.len()).all(|index| match (member(one, index), member(other, index)) {
        (Some(one), Some(other)) => one.is_same(other),
        _ => true,
    })
}

/// Prints a record with the names that its members have in JSON; what [`record!`](crate::record) implements `Debug`
/// with.
#[doc(hidden)]
pub fn debug_record<T: Record>(record: &T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut shown = f.debug_struct(T::NAME);
    for (index, field) in T::FIELDS.iter().enumerate() {
        if let Some(member) = member(record, index) {
            // What holds the members that are not listed has no name in JSON.
            shown.field(if field.1 == Presence::Others { "others" } else { field.name() }, &member);
        }
    }
    shown.finish()
}
