//! Docwright reads GitHub's REST reference as docs.github.com serves it in markdown, and writes a typed Rust client.
//!
//! The way of a page: [`source`] → [`parse`] → [`syntax`] → [`resolve`] → [`model`] → [`quirks`] → [`lower`] → [`rust`] → [`emit`] →
//! [`mod@print`]. Each stage is a function from owned data to owned data; [`generate()`] reads as one line a stage. Only the
//! caller touches the disk.

pub mod diagnostic;
pub mod diff;
pub mod emit;
mod generate;
mod handwritten;
pub mod hash;
pub mod ledger;
pub mod lines;
pub mod lower;
pub mod model;
pub mod parse;
pub mod print;
pub mod quirks;
pub mod read;
pub mod resolve;
pub mod rust;
pub mod source;
pub mod syntax;
mod unique;
pub mod versions;
pub mod visible;

pub use self::generate::{GenerateError, Generated, Spec, generate};
