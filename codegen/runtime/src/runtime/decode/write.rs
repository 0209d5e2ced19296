//! Writing records.

use serde_core::ser::{Serialize, SerializeMap, Serializer};

use super::field::{Field, Presence};
use super::record::{Record, Sink};
use super::value::Value;

/// Writes one member, unless it is optional and holds nothing: then it is left out, as the server would.
struct FieldWriter<'a, S> {
    field: &'static Field,
    object: &'a mut S,
}

impl<S: SerializeMap> Sink<'_> for FieldWriter<'_, S> {
    type Error = S::Error;

    fn put<T: Value>(&mut self, member: &T) -> Result<(), S::Error> {
        if self.field.1 == Presence::Others {
            return member.write_others(self.object);
        }
        if member.is_absent() && !self.field.is_required() {
            return Ok(());
        }
        self.object.serialize_entry(self.field.name(), member)
    }
}

/// Writes a record as a map; what [`record!`](crate::record) implements `Serialize` with.
#[doc(hidden)]
pub fn write_record<T: Record, S: Serializer>(record: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let mut object = serializer.serialize_map(None)?;
    for (index, field) in T::FIELDS.iter().enumerate() {
        record.get(index, &mut FieldWriter { field, object: &mut object })?;
    }
    object.end()
}

/// Writes an enum's text; what [`open_enum!`](crate::open_enum) implements `Serialize` with.
#[doc(hidden)]
pub fn write_text<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    text.serialize(serializer)
}
