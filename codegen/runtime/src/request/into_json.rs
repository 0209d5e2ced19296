//! Values that bodies are made of, as JSON.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Map, Number, Value};

use super::nullable::Nullable;
use crate::decode::whole;

/// A value that is sent as a part of a body.
pub trait IntoJson {
    /// Returns the value as JSON; `None` if it is or holds a number that JSON cannot hold.
    fn into_json(self) -> Option<Value>;
}

impl IntoJson for Value {
    fn into_json(self) -> Option<Value> {
        Some(self)
    }
}

impl IntoJson for String {
    fn into_json(self) -> Option<Value> {
        Some(Value::String(self))
    }
}

impl IntoJson for &str {
    fn into_json(self) -> Option<Value> {
        self.to_owned().into_json()
    }
}

impl IntoJson for bool {
    fn into_json(self) -> Option<Value> {
        Some(Value::Bool(self))
    }
}

impl IntoJson for i64 {
    fn into_json(self) -> Option<Value> {
        Some(Value::Number(self.into()))
    }
}

/// JSON has one kind of number, but servers ask for integers where documentation says `number`: a whole number is
/// written without a fraction.
impl IntoJson for f64 {
    fn into_json(self) -> Option<Value> {
        match whole(self) {
            Some(number) => number.into_json(),
            None => Number::from_f64(self).map(Value::Number),
        }
    }
}

impl IntoJson for Timestamp {
    fn into_json(self) -> Option<Value> {
        self.to_string().into_json()
    }
}

impl IntoJson for Date {
    fn into_json(self) -> Option<Value> {
        self.to_string().into_json()
    }
}

impl<T: IntoJson> IntoJson for Nullable<T> {
    fn into_json(self) -> Option<Value> {
        match self {
            Self::Null => Some(Value::Null),
            Self::Value(value) => value.into_json(),
        }
    }
}

impl<T: IntoJson> IntoJson for Vec<T> {
    fn into_json(self) -> Option<Value> {
        let items: Option<Vec<Value>> = self.into_iter().map(IntoJson::into_json).collect();
        items.map(Value::Array)
    }
}

impl<T: IntoJson> IntoJson for BTreeMap<String, T> {
    fn into_json(self) -> Option<Value> {
        let member = |(name, value): (String, T)| Some((name, value.into_json()?));
        let members: Option<Map<String, Value>> = self.into_iter().map(member).collect();
        members.map(Value::Object)
    }
}

/// A list of values, each of which is made of what callers give.
pub(crate) fn list<V: IntoJson>(items: impl IntoIterator<Item = impl Into<V>>) -> Option<Value> {
    let items: Option<Vec<Value>> = items.into_iter().map(|item| item.into().into_json()).collect();
    items.map(Value::Array)
}
