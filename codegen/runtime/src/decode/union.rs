//! Unions: values that are one of several.

use serde_core::de::{Deserialize, Deserializer};
use serde_json::Value as Json;

use super::choose::{choose, list};
use super::cx::Cx;
use super::drift::Strictness;
use super::field::Field;
use super::member::Member;
use super::record::note_bad_number;
use super::value::Value;

/// A value that is one of several: an enum with a payload in each variant.
///
/// [`union!`](crate::union) implements it from a table of the variants.
pub trait Union: Sized {
    /// The variants, in the order of the documentation.
    const VARIANTS: &'static [Variant];

    /// Reads the payload into the variant that was chosen.
    fn read(payload: Payload<'_>) -> Self;

    /// The payload.
    fn payload(&self) -> &dyn Member;
}

/// A variant: its name, what it takes, and what tells it from the others.
#[derive(Debug)]
pub struct Variant {
    pub(crate) name: &'static str,
    pub(crate) takes: Takes,
    pub(crate) when: &'static [When],
    /// What a text next to the union calls it, in lower case and without anything but letters and digits.
    pub(crate) names: &'static [&'static str],
}

/// A member whose values tell a variant from others: its name in JSON and the values that this variant has there.
pub type When = (&'static str, &'static [&'static str]);

/// What JSON a variant takes.
#[derive(Debug)]
pub(crate) enum Takes {
    Record(&'static [Field]),
    Object,
    Array,
    Text,
    Integer,
    Number,
    Boolean,
    Any,
}

macro_rules! variants {
    ($($(#[$docs:meta])* $function:ident: $takes:ident;)*) => {
        impl Variant {
            /// Takes an object with the members of a record.
            pub const fn record<T: Value>(name: &'static str, when: &'static [When]) -> Self {
                Self { name, takes: Takes::Record(T::FIELDS), when, names: &[] }
            }

            /// Adds what a text next to the union calls the variant.
            #[must_use]
            pub const fn named(self, names: &'static [&'static str]) -> Self {
                Self { names, ..self }
            }

            $(
                $(#[$docs])*
                pub const fn $function(name: &'static str, when: &'static [When]) -> Self {
                    Self { name, takes: Takes::$takes, when, names: &[] }
                }
            )*
        }
    };
}

variants! {
    /// Takes any object.
    object: Object;
    /// Takes an array.
    array: Array;
    /// Takes text: a string, an open enum, a date.
    text: Text;
    /// Takes whole numbers of at most 64 bits, before a variant for any number does.
    integer: Integer;
    /// Takes numbers.
    number: Number;
    /// Takes `true` and `false`.
    boolean: Boolean;
    /// Takes any JSON that no other variant takes, null included.
    any: Any;
}

/// The JSON of a union's value, and the variant that was chosen for it.
#[derive(Debug)]
pub struct Payload<'a> {
    cx: &'a mut Cx,
    json: Json,
    variant: &'static str,
    index: usize,
}

impl Payload<'_> {
    /// The place of the chosen variant in [`Union::VARIANTS`].
    pub fn index(&self) -> usize {
        self.index
    }

    /// Whether the variant of this name was chosen.
    pub fn is(&self, variant: &str) -> bool {
        self.variant == variant
    }

    /// Reads the payload as all values are read: with drift, faults, and their places.
    pub fn read<T: Value, U>(self, variant: impl FnOnce(T) -> U) -> U {
        let mut payload = T::default();
        let read = payload.read_into(self.cx, self.json);
        note_bad_number(self.cx, read);
        variant(payload)
    }
}

/// Reads a union; what [`union!`](crate::union) implements `Value` with.
///
/// Nothing is made up where no variant can be chosen: that is a fault.
#[doc(hidden)]
pub fn read_union<'de, T: Union, D: Deserializer<'de>>(
    place: &mut T,
    cx: &mut Cx,
    deserializer: D,
) -> Result<(), D::Error> {
    let json = Json::deserialize(deserializer)?;
    if let Some((index, variant)) = chosen(cx, T::VARIANTS, &json) {
        *place = T::read(Payload { cx, json, variant, index });
    }
    Ok(())
}

/// The first variant with the zero value of its payload: only ever seen where a fault was noted, as no union is made up.
#[doc(hidden)]
pub fn default_union<T: Union>() -> T {
    let variant = T::VARIANTS.first().map_or("", |variant| variant.name);
    T::read(Payload { cx: &mut Cx::new(Strictness::Lenient), json: Json::Null, variant, index: 0 })
}

/// The place and the name of the variant for a value. That there is none has been noted.
fn chosen(cx: &mut Cx, variants: &'static [Variant], json: &Json) -> Option<(usize, &'static str)> {
    let expected = || format!("one of {}", list(variants.iter().map(|variant| variant.name)));
    match choose(variants, json, cx.tag()) {
        Ok(variant) => {
            let index = variants.iter().position(|other| std::ptr::eq(other, variant))?;
            Some((index, variant.name))
        }
        Err(_) if json.is_null() => {
            cx.found_null(expected(), false);
            None
        }
        Err(got) => {
            cx.fault(expected(), &got);
            None
        }
    }
}
