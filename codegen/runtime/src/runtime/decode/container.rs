//! Values with parts: lists, maps, options, boxes; and those that take anything.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde_core::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_core::ser::SerializeMap;

use super::body::{self, BodyFault, Decoded};
use super::cx::Cx;
use super::drift::Strictness;
use super::fault::ItemError;
use super::on_null::OnNull;
use super::value::{Seed, Value};
use super::visitor::{FromJson, read_json};

const ARRAY: &str = "an array";

impl<T: Value> Value for Vec<T> {
    const NULL_ELEMENT: OnNull = OnNull::Drift;

    fn read<'de, D: Deserializer<'de>>(cx: &mut Cx, deserializer: D) -> Result<Self, D::Error> {
        Ok(read_json(cx, deserializer)?.unwrap_or_default())
    }

    fn from_body(body: &[u8], strictness: Strictness) -> Result<Decoded<Self>, BodyFault> {
        body::list(body, strictness)
    }
}

impl<'de, T: Value> FromJson<'de> for Vec<T> {
    const EXPECTED: &'static str = ARRAY;

    fn from_array<A: SeqAccess<'de>>(cx: &mut Cx, array: A) -> Result<Option<Self>, A::Error> {
        let mut items = Self::new();
        each_element(cx, array, |_, item| items.push(item))?;
        Ok(Some(items))
    }
}

/// Reads a list whose items stand for themselves: a fault is the fault of its item.
pub(crate) fn list_of_results<'de, T: Value, D: Deserializer<'de>>(
    cx: &mut Cx,
    deserializer: D,
) -> Result<Vec<Result<T, ItemError>>, D::Error> {
    let Results(items) = read_json(cx, deserializer)?.unwrap_or_default();
    Ok(items)
}

struct Results<T>(Vec<Result<T, ItemError>>);

impl<T> Default for Results<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Value> FromJson<'de> for Results<T> {
    const EXPECTED: &'static str = ARRAY;

    fn from_array<A: SeqAccess<'de>>(cx: &mut Cx, array: A) -> Result<Option<Self>, A::Error> {
        let mut items = Vec::new();
        each_element(cx, array, |cx, item| {
            let index = items.len();
            items.push(match cx.take_fault() {
                None => Ok(item),
                Some(fault) => Err(ItemError { index, fault }),
            });
        })?;
        Ok(Some(Self(items)))
    }
}

fn each_element<'de, T: Value, A: SeqAccess<'de>>(
    cx: &mut Cx,
    mut array: A,
    mut push: impl FnMut(&mut Cx, T),
) -> Result<(), A::Error> {
    for index in 0.. {
        cx.enter_index(index, T::NULL_ELEMENT);
        let element = array.next_element_seed(Seed::new(cx))?;
        cx.leave();
        match element {
            Some(element) => push(cx, element),
            None => break,
        }
    }
    Ok(())
}

impl<T: Value> Value for BTreeMap<String, T> {
    const NULL_ELEMENT: OnNull = OnNull::Drift;

    fn read<'de, D: Deserializer<'de>>(cx: &mut Cx, deserializer: D) -> Result<Self, D::Error> {
        Ok(read_json(cx, deserializer)?.unwrap_or_default())
    }

    fn read_other<'de, D: Deserializer<'de>>(
        &mut self,
        cx: &mut Cx,
        name: String,
        other: D,
    ) -> Result<(), D::Error> {
        cx.enter_key(name, T::NULL_ELEMENT);
        let value = T::read(cx, other)?;
        self.insert(cx.leave_key(), value);
        Ok(())
    }

    fn write_others<S: SerializeMap>(&self, object: &mut S) -> Result<(), S::Error> {
        self.iter().try_for_each(|(name, value)| object.serialize_entry(name, value))
    }
}

impl<'de, T: Value> FromJson<'de> for BTreeMap<String, T> {
    const EXPECTED: &'static str = "an object";

    fn from_object<A: MapAccess<'de>>(cx: &mut Cx, mut object: A) -> Result<Option<Self>, A::Error> {
        let mut members = Self::new();
        while let Some(key) = object.next_key::<String>()? {
            cx.enter_key(key, T::NULL_ELEMENT);
            let value = object.next_value_seed(Seed::new(cx))?;
            members.insert(cx.leave_key(), value);
        }
        Ok(Some(members))
    }
}

impl<T: Value> Value for Option<T> {
    const NULL_ELEMENT: OnNull = OnNull::Allowed;

    fn read<'de, D: Deserializer<'de>>(cx: &mut Cx, deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_option(OptionVisitor { cx, value: PhantomData })
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }

    fn from_empty_body() -> Option<Self> {
        Some(None)
    }
}

struct OptionVisitor<'a, T> {
    cx: &'a mut Cx,
    value: PhantomData<T>,
}

impl<'de, T: Value> Visitor<'de> for OptionVisitor<'_, T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        // "a value" and not the type: it is known to the value only, and there is none.
        self.cx.found_null("a value");
        Ok(None)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        self.visit_none()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        T::read(self.cx, deserializer).map(Some)
    }
}

impl<T: Value> Value for Box<T> {
    const NULL_ELEMENT: OnNull = T::NULL_ELEMENT;

    fn read<'de, D: Deserializer<'de>>(cx: &mut Cx, deserializer: D) -> Result<Self, D::Error> {
        T::read(cx, deserializer).map(Self::new)
    }

    fn is_absent(&self) -> bool {
        T::is_absent(self)
    }

    fn from_empty_body() -> Option<Self> {
        T::from_empty_body().map(Self::new)
    }
}

/// Any JSON, null included: nothing is known of it, so nothing departs from it.
impl Value for serde_json::Value {
    const NULL_ELEMENT: OnNull = OnNull::Allowed;

    fn read<'de, D: Deserializer<'de>>(_: &mut Cx, deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
    }

    fn from_empty_body() -> Option<Self> {
        Some(Self::Null)
    }
}

/// The reply of an endpoint that answers with nothing; what comes all the same is ignored.
impl Value for () {
    const NULL_ELEMENT: OnNull = OnNull::Allowed;

    fn read<'de, D: Deserializer<'de>>(_: &mut Cx, deserializer: D) -> Result<Self, D::Error> {
        IgnoredAny::deserialize(deserializer).map(drop)
    }

    fn from_empty_body() -> Option<Self> {
        Some(())
    }

    fn from_body(_: &[u8], _: Strictness) -> Result<Decoded<Self>, BodyFault> {
        Ok(Decoded::default())
    }
}
