//! Reading JSON that departs from its documentation.
//!
//! Servers leave out what is documented as required, and send null where no null is documented. Such a **drift** costs
//! nothing: the value becomes its zero (an empty string, 0, `false`, an empty list, an enum's `Unknown("")`), and the
//! place is listed. A value of the wrong type, or an id or a date that is not there, is a **fault**: nothing is made up
//! for these. So is an object that is not empty and has no member of the documented one.
//!
//! A fault costs the innermost optional value around it: a member that may be absent or null, as
//! far as the documentation says. That is `None` then, and listed as drift with the fault. Without such a member, the item
//! is refused, with the place. In a list that is one item; the others are read.
//!
//! A reply that was recorded can be read as the client would read it:
//!
//! ```text
//! let packages = decode::from_slice::<Vec<Package>>(&recorded, Strictness::Lenient)?;
//! for drift in packages.drift() {
//!     eprintln!("{drift}"); // $[0].version_count: required, but missing
//! }
//! ```

mod bits;
mod body;
mod choose;
mod container;
mod cx;
mod drift;
mod fault;
mod field;
mod lenient;
mod lookup;
mod macros;
mod member;
mod on_null;
mod open_enum;
mod path;
mod record;
mod scalar;
mod shown;
mod union;
mod value;
mod visitor;
#[cfg(feature = "client")]
mod wrapped;

pub use body::{BodyFault, Decoded};
pub use cx::Cx;
pub use drift::{Drift, DriftKind, Strictness};
pub use fault::{Fault, ItemError};
pub use field::{Field, Presence};
pub use lenient::deserialize;
pub use member::{Member, clone_record, debug_record, same_record};
pub use on_null::OnNull;
pub use open_enum::{Texts, value_of};
pub use record::{Source, read_tagged};
pub use shown::{List, Map, Shown, write};
pub use union::{Payload, Union, Variant, When, default_union, read_union};
pub use value::Value;

pub(crate) use body::results;
#[cfg(feature = "client")]
pub(crate) use drift::Drifts;
pub(crate) use scalar::whole;
#[cfg(feature = "client")]
pub(crate) use wrapped::member_results;

use super::error::{Error, Exchange};

/// Reads a JSON text.
///
/// # Errors
///
/// [`Error::Decode`] if it is no JSON or cannot be used; [`Error::Items`] if it is a list, and some of its items cannot.
pub fn from_slice<T: Value>(json: &[u8], strictness: Strictness) -> Result<Decoded<T>, Error> {
    T::from_body(json, strictness).map_err(|fault| Error::from_body(fault, Exchange::offline()))
}

/// Reads a JSON list item by item.
///
/// # Errors
///
/// [`Error::Decode`] if it is no JSON or no list.
pub fn list_from_slice<T: Value>(
    json: &[u8],
    strictness: Strictness,
) -> Result<Decoded<Vec<Result<T, ItemError>>>, Error> {
    results(json, strictness).map_err(|fault| Error::from_body(BodyFault::Whole(fault), Exchange::offline()))
}
