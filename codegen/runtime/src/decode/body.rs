//! Reading a whole body.

use serde_json::de::StrRead;

use super::container::Items;
use super::cx::Cx;
use super::drift::{Drift, Drifts, Strictness};
use super::fault::{Fault, ItemError};
use super::value::Value;

/// What was read, and where it departs from the documentation.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Decoded<T> {
    /// What was read.
    pub value: T,
    pub(crate) drifts: Drifts,
}

impl<T> Decoded<T> {
    /// A value that was not read from anything.
    pub(crate) fn of(value: T) -> Self {
        Self { value, drifts: Drifts::default() }
    }

    /// Where the reply departs from the documentation: the first thousand places.
    pub fn drift(&self) -> &[Drift] {
        self.drifts.listed()
    }

    /// In how many places the reply departs from the documentation.
    pub fn drift_total(&self) -> usize {
        self.drifts.total()
    }
}

/// Why a body could not be read as a whole.
#[doc(hidden)]
#[derive(Debug)]
pub enum BodyFault {
    /// It is no JSON, or not of the right type.
    Whole(Fault),
    /// It is a list, some of whose items cannot be used: these, and the `Vec<T>` of the others with the drift of the whole.
    Items { decoded: Decoded<Box<dyn std::any::Any + Send + Sync>>, count: usize, failed: Vec<ItemError> },
}

/// Reads one value, whose fault is the fault of the body.
pub(crate) fn one<T: Value>(body: &[u8], strictness: Strictness) -> Result<Decoded<T>, BodyFault> {
    let (value, mut cx) = read(body, strictness, |cx, json| T::read(cx, json)).map_err(BodyFault::Whole)?;
    match cx.take_fault() {
        Some(fault) => Err(BodyFault::Whole(fault)),
        None => Ok(Decoded { value, drifts: cx.into_drifts() }),
    }
}

/// Reads a list, all of whose items are wanted.
pub(crate) fn list<T: Value>(body: &[u8], strictness: Strictness) -> Result<Decoded<Vec<T>>, BodyFault> {
    let Decoded { value: items, drifts } = items(body, strictness).map_err(BodyFault::Whole)?;
    let Items { good: value, bad: failed } = items;
    if failed.is_empty() {
        Ok(Decoded { value, drifts })
    } else {
        let count = value.len();
        Err(BodyFault::Items { decoded: Decoded { value: Box::new(value), drifts }, count, failed })
    }
}

/// Reads a list item by item, so that a bad one costs nothing but itself.
pub(crate) fn results<T: Value>(
    body: &[u8],
    strictness: Strictness,
) -> Result<Decoded<Vec<Result<T, ItemError>>>, Fault> {
    let Decoded { value, drifts } = items(body, strictness)?;
    Ok(Decoded { value: value.into_results(), drifts })
}

fn items<T: Value>(body: &[u8], strictness: Strictness) -> Result<Decoded<Items<T>>, Fault> {
    let (value, mut cx) = read(body, strictness, |cx, json| Items::read(cx, json))?;
    match cx.take_fault() {
        Some(fault) => Err(fault),
        None => Ok(Decoded { value, drifts: cx.into_drifts() }),
    }
}

/// Reads a body that must be UTF-8 and one JSON value, with whitespace around it at most.
pub(super) fn read<'de, T>(
    body: &'de [u8],
    strictness: Strictness,
    read: impl FnOnce(&mut Cx, &mut serde_json::Deserializer<StrRead<'de>>) -> serde_json::Result<T>,
) -> Result<(T, Cx), Fault> {
    let mut cx = Cx::new(strictness);
    // One check of the whole text is cheaper than one for each string in it.
    let text = match std::str::from_utf8(body) {
        Ok(text) => text,
        Err(error) => {
            return Err(cx.fault_here("UTF-8 text", format!("other bytes at offset {}", error.valid_up_to())));
        }
    };
    let mut json = serde_json::Deserializer::from_str(text);
    let value = read(&mut cx, &mut json).and_then(|value| json.end().map(|()| value));
    match value {
        Ok(value) => Ok((value, cx)),
        // The path still says where the reader was when the text broke off.
        Err(error) => Err(cx.fault_here("valid JSON", error.to_string())),
    }
}
