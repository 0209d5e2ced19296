//! The hand-written part of the clients that Docwright generates.
//!
//! Everything is in [`runtime`]. The generator copies that folder into the generated crate as it is, so that what is
//! tested here is what its users run; generated code and macros reach it as `crate::runtime` in either crate.

pub mod runtime;
#[doc(hidden)]
pub mod samples;
