//! The hand-written part of what lies in each generated crate, and samples of generated code around it.
//!
//! The generator copies the folder [`base`] into generated crates as it is, so that what is tested here is what their users
//! run.

pub mod base;
#[doc(hidden)]
pub mod samples;

pub use base::*;
