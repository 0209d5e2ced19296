//! Docwright reads GitHub's REST reference as docs.github.com serves it in markdown, and writes a typed Rust client.

pub mod diagnostic;
pub mod ledger;
pub mod lines;
pub mod model;
pub mod parse;
pub mod read;
pub mod resolve;
pub mod source;
pub mod syntax;
mod unique;
