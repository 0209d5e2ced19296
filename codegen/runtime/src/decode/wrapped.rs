//! Lists that are a member of an object.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde_core::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};

use super::body::{self, BodyFault, Decoded};
use super::container::Items;
use super::cx::Cx;
use super::drift::Strictness;
use super::fault::{Fault, ItemError};
use super::on_null::OnNull;
use super::value::Value;

type Results<T> = Vec<Result<T, ItemError>>;

/// Reads the list that is a member of an object item by item. The other members are passed over.
///
/// A member that is missing or null is an empty list, and drift.
pub(crate) fn member_results<T: Value>(
    json: &[u8],
    member: &'static str,
    strictness: Strictness,
) -> Result<Decoded<Results<T>>, Fault> {
    if json.trim_ascii_start().first() != Some(&b'{') {
        return Err(no_object(json, strictness));
    }
    let (value, mut cx) = body::read(json, strictness, |cx, json| {
        json.deserialize_map(Wrapper { cx, member, item: PhantomData })
    })?;
    match cx.take_fault() {
        Some(fault) => Err(fault),
        None => Ok(Decoded { value, drifts: cx.into_drifts() }),
    }
}

/// Says what there is in place of an object, or that it is no JSON.
fn no_object(json: &[u8], strictness: Strictness) -> Fault {
    match body::one::<BTreeMap<String, serde_json::Value>>(json, strictness) {
        Err(BodyFault::Whole(fault)) => fault,
        _ => Fault::of_body("an object", "something else"),
    }
}

/// Reads the object.
struct Wrapper<'a, T> {
    cx: &'a mut Cx,
    member: &'static str,
    item: PhantomData<T>,
}

impl<'de, T: Value> Visitor<'de> for Wrapper<'_, T> {
    type Value = Results<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Self::Value, A::Error> {
        let mut list = None;
        while let Some(key) = object.next_key::<String>()? {
            if key == self.member {
                self.cx.enter_key(key, OnNull::Drift);
                list = Some(object.next_value_seed(List { cx: self.cx, item: PhantomData })?);
                self.cx.leave_key();
            } else {
                object.next_value::<IgnoredAny>()?;
            }
        }
        Ok(list.unwrap_or_else(|| {
            self.cx.enter_key(self.member.to_owned(), OnNull::Drift);
            self.cx.found_nothing();
            self.cx.leave_key();
            Vec::new()
        }))
    }
}

/// Reads the list.
struct List<'a, T> {
    cx: &'a mut Cx,
    item: PhantomData<T>,
}

impl<'de, T: Value> DeserializeSeed<'de> for List<'_, T> {
    type Value = Results<T>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        Items::read(self.cx, deserializer).map(Items::into_results)
    }
}
