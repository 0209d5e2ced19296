//! The commands, a file each.

pub(crate) mod check;
pub(crate) mod conformance;
pub(crate) mod generate;
pub(crate) mod model;
mod plan;
