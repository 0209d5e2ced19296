//! Rust types of values without parts: the one place that says what a format means for a type.

use crate::model::{Kind, Schema};
use crate::rust::Type;

/// A value without parts in Rust.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Scalar<'s> {
    /// A type that is there without the generator.
    Plain(Type),
    /// An enum of known strings, in the page's order.
    Known(&'s [String]),
}

/// The type of a value in a field; `None` for what has parts, and for what the page hides.
pub(super) fn scalar<'s>(schema: &'s Schema, field: &str) -> Option<Scalar<'s>> {
    let plain = match &schema.kind {
        Kind::String if !schema.values.is_empty() => return Some(Scalar::Known(&schema.values)),
        Kind::String => match schema.format.as_deref() {
            Some("date-time") => Type::Timestamp,
            Some("date") => Type::Date,
            _ => Type::String,
        },
        Kind::Integer => Type::Integer,
        // The page says `number` of ids and counts as well, which are whole all the same.
        Kind::Number if is_whole(field) => Type::Integer,
        Kind::Number => Type::Number,
        Kind::Boolean => Type::Boolean,
        Kind::Null | Kind::Array(_) | Kind::Object { .. } | Kind::Union { .. } | Kind::Opaque(_) => {
            return None;
        }
    };
    Some(Scalar::Plain(plain))
}

/// Whether a field's name says that it counts or identifies something.
fn is_whole(field: &str) -> bool {
    ["id", "count"].contains(&field.rsplit('_').next().unwrap_or(field))
}
