//! The client for programs that do not use async: the same requests, and iterators in place of streams.

pub use runtime::blocking::Iter;

/// A client that waits for its answers.
pub type Client = runtime::blocking::Client<super::Client>;
