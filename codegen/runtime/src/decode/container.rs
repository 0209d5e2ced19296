//! Values with parts: lists, maps, options, boxes; and those that take anything.

use std::collections::BTreeMap;
use std::fmt;

use serde_core::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

use super::body::{self, BodyFault, Decoded};
use super::cx::Cx;
use super::drift::Strictness;
use super::fault::ItemError;
use super::on_null::OnNull;
use super::shown::Shown;
use super::value::{Seed, Value};
use super::visitor::{Place, read_json};

const ARRAY: &str = "an array";

impl<T: Value> Value for Vec<T> {
    const NULL_ELEMENT: OnNull = OnNull::Drift;

    fn read_into<'de, D: Deserializer<'de>>(&mut self, cx: &mut Cx, deserializer: D) -> Result<(), D::Error> {
        read_json(cx, self, deserializer)
    }

    fn shown(&self) -> Shown<'_> {
        Shown::List(self)
    }

    fn from_body(body: &[u8], strictness: Strictness) -> Result<Decoded<Self>, BodyFault> {
        body::list(body, strictness)
    }
}

impl<'de, T: Value> Place<'de> for &mut Vec<T> {
    const EXPECTED: &'static str = ARRAY;

    fn put_array<A: SeqAccess<'de>>(self, cx: &mut Cx, array: A) -> Result<bool, A::Error> {
        each_element(cx, array, self, |_, _, _| ())?;
        Ok(true)
    }
}

/// A list whose items stand for themselves: a fault is the fault of its item.
#[derive(Debug)]
pub(crate) struct Items<T> {
    /// The items that could be read.
    pub(crate) good: Vec<T>,
    /// The others, in their order.
    pub(crate) bad: Vec<ItemError>,
}

impl<T: Value> Items<T> {
    /// Reads a list.
    pub(crate) fn read<'de, D: Deserializer<'de>>(cx: &mut Cx, deserializer: D) -> Result<Self, D::Error> {
        let mut items = Self::default();
        read_json(cx, &mut items, deserializer)?;
        Ok(items)
    }

    /// All items, in their order.
    pub(crate) fn into_results(self) -> Vec<Result<T, ItemError>> {
        let mut items = Vec::with_capacity(self.good.len() + self.bad.len());
        let mut good = self.good.into_iter();
        for error in self.bad {
            let before = error.index - items.len();
            items.extend(good.by_ref().take(before).map(Ok));
            items.push(Err(error));
        }
        items.extend(good.map(Ok));
        items
    }
}

impl<T> Default for Items<T> {
    fn default() -> Self {
        Self { good: Vec::new(), bad: Vec::new() }
    }
}

impl<'de, T: Value> Place<'de> for &mut Items<T> {
    const EXPECTED: &'static str = ARRAY;

    fn put_array<A: SeqAccess<'de>>(self, cx: &mut Cx, array: A) -> Result<bool, A::Error> {
        each_element(cx, array, &mut self.good, |cx, good, index| {
            if let Some(fault) = cx.take_fault() {
                good.pop();
                self.bad.push(ItemError { index, fault });
            }
        })?;
        Ok(true)
    }
}

/// Reads the elements of an array to the end of a list.
fn each_element<'de, T: Value, A: SeqAccess<'de>>(
    cx: &mut Cx,
    mut array: A,
    list: &mut Vec<T>,
    mut each: impl FnMut(&mut Cx, &mut Vec<T>, usize),
) -> Result<(), A::Error> {
    for index in 0.. {
        cx.enter_index(index, T::NULL_ELEMENT);
        let element = array.next_element_seed(ElementSeed { cx, list })?;
        cx.leave();
        if element.is_none() {
            break;
        }
        each(cx, list, index);
    }
    Ok(())
}

/// Carries the list of which an element is to be the last through serde.
struct ElementSeed<'a, T> {
    cx: &'a mut Cx,
    list: &'a mut Vec<T>,
}

impl<'de, T: Value> DeserializeSeed<'de> for ElementSeed<'_, T> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        // Not `push`, for which the element would be made elsewhere and moved.
        self.list.resize_with(self.list.len() + 1, T::default);
        match self.list.last_mut() {
            Some(place) => place.read_into(self.cx, deserializer),
            None => Ok(()),
        }
    }
}

impl<T: Value> Value for BTreeMap<String, T> {
    const NULL_ELEMENT: OnNull = OnNull::Drift;

    fn read_into<'de, D: Deserializer<'de>>(&mut self, cx: &mut Cx, deserializer: D) -> Result<(), D::Error> {
        read_json(cx, self, deserializer)
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

    fn shown(&self) -> Shown<'_> {
        Shown::Map(self)
    }
}

impl<'de, T: Value> Place<'de> for &mut BTreeMap<String, T> {
    const EXPECTED: &'static str = "an object";

    fn put_object<A: MapAccess<'de>>(self, cx: &mut Cx, mut object: A) -> Result<bool, A::Error> {
        while let Some(key) = object.next_key::<String>()? {
            cx.enter_key(key, T::NULL_ELEMENT);
            let mut value = T::default();
            object.next_value_seed(Seed { cx, place: &mut value })?;
            self.insert(cx.leave_key(), value);
        }
        Ok(true)
    }
}

impl<T: Value> Value for Option<T> {
    const NULL_ELEMENT: OnNull = OnNull::Allowed;

    #[inline]
    fn read_into<'de, D: Deserializer<'de>>(&mut self, cx: &mut Cx, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_option(OptionVisitor { cx, place: self })
    }

    fn shown(&self) -> Shown<'_> {
        self.as_ref().map_or(Shown::Null, Value::shown)
    }

    fn from_empty_body() -> Option<Self> {
        Some(None)
    }
}

struct OptionVisitor<'a, T> {
    cx: &'a mut Cx,
    place: &'a mut Option<T>,
}

impl<'de, T: Value> Visitor<'de> for OptionVisitor<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    fn visit_none<E>(self) -> Result<(), E> {
        // "a value" and not the type: it is known to the value only, and there is none.
        self.cx.found_null("a value", true);
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.visit_none()
    }

    #[inline]
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let mark = self.cx.mark();
        self.place.insert(T::default()).read_into(self.cx, deserializer)?;
        if self.cx.has_fault() && self.cx.leaves_out(mark) {
            *self.place = None;
        }
        Ok(())
    }
}

impl<T: Value> Value for Box<T> {
    const NULL_ELEMENT: OnNull = T::NULL_ELEMENT;

    #[inline]
    fn read_into<'de, D: Deserializer<'de>>(&mut self, cx: &mut Cx, deserializer: D) -> Result<(), D::Error> {
        T::read_into(self, cx, deserializer)
    }

    fn shown(&self) -> Shown<'_> {
        T::shown(self)
    }

    fn from_empty_body() -> Option<Self> {
        T::from_empty_body().map(Self::new)
    }
}

/// Any JSON, null included: nothing is known of it, so nothing departs from it.
impl Value for serde_json::Value {
    const NULL_ELEMENT: OnNull = OnNull::Allowed;

    fn read_into<'de, D: Deserializer<'de>>(&mut self, _: &mut Cx, deserializer: D) -> Result<(), D::Error> {
        *self = Self::deserialize(deserializer)?;
        Ok(())
    }

    fn shown(&self) -> Shown<'_> {
        Shown::Json(self)
    }

    fn from_empty_body() -> Option<Self> {
        Some(Self::Null)
    }
}

/// The reply of an endpoint that answers with nothing; what comes all the same is ignored.
impl Value for () {
    const NULL_ELEMENT: OnNull = OnNull::Allowed;

    fn read_into<'de, D: Deserializer<'de>>(&mut self, _: &mut Cx, deserializer: D) -> Result<(), D::Error> {
        IgnoredAny::deserialize(deserializer).map(drop)
    }

    fn shown(&self) -> Shown<'_> {
        Shown::Null
    }

    fn from_empty_body() -> Option<Self> {
        Some(())
    }

    fn from_body(_: &[u8], _: Strictness) -> Result<Decoded<Self>, BodyFault> {
        Ok(Decoded::default())
    }
}
