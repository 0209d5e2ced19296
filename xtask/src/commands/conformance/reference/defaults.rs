//! Values of the client's types where GitHub's description says nothing of them.

use docwright::rust::{Type, TypeBody, Types};
use serde_json::{Map, Value};

/// A value that a type can hold.
pub(super) fn default_for(types: &Types, of: &Type) -> Value {
    match of {
        Type::Integer => 1.into(),
        Type::Number => 1.5.into(),
        Type::Boolean => true.into(),
        Type::Timestamp => "2026-01-02T03:04:05Z".into(),
        Type::Date => "2026-01-02".into(),
        Type::List(inner) => Value::Array(vec![default_for(types, inner)]),
        Type::Map(_) | Type::Json => Value::Object(Map::new()),
        Type::Option(inner) | Type::Nullable(inner) | Type::Boxed(inner) => default_for(types, inner),
        Type::Named(id) => match &types.get(*id).body {
            TypeBody::Enum(variants) => variants.first().map_or("text", |first| first.wire.as_str()).into(),
            TypeBody::InputUnion(variants) => {
                variants.first().map_or(Value::Null, |first| default_for(types, &first.ty))
            }
            _ => Value::Object(Map::new()),
        },
        Type::Unit | Type::String | Type::Displayed | Type::Body => "text".into(),
    }
}
