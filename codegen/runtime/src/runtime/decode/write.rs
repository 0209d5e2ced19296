//! Writing records.

use serde_core::ser::{Serialize, SerializeMap, Serializer};

use super::field::Field;
use super::record::Record;
use super::value::Value;

/// Writes the value of one member.
#[derive(Debug)]
pub struct FieldWriter<'a, S> {
    field: &'static Field,
    object: &'a mut S,
}

impl<S: SerializeMap> FieldWriter<'_, S> {
    /// Writes the member, unless it is optional and holds nothing: then it is left out, as the server would.
    ///
    /// # Errors
    ///
    /// Those of the serializer.
    pub fn put<T: Value>(&mut self, value: &T) -> Result<(), S::Error> {
        if value.is_absent() && !self.field.is_required() {
            return Ok(());
        }
        self.object.serialize_entry(self.field.name(), value)
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
