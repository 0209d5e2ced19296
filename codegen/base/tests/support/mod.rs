//! What the tests share. Each of them uses a part of it.
#![allow(dead_code, unused_imports, reason = "each test file is a crate of its own and uses a part of this")]

#[cfg(feature = "client")]
pub mod flow;
// One server serves the tests of both crates.
#[cfg(feature = "client")]
#[path = "../../../../tests/src/server.rs"]
pub mod server;

use std::error::Error;

pub use docwright_base::samples::{requests, types};

#[cfg(feature = "client")]
use docwright_base::ClientBuilder;
use runtime::{Product, Retry};

/// What must never be shown.
pub const CANARY: &str = "ghp_canary0123456789";

/// A builder as generated crates have it, of a client that sends everything once.
#[cfg(feature = "client")]
pub fn builder(base_url: impl Into<String>) -> ClientBuilder {
    let product = Product {
        name: "octoquill",
        version: "1.2.3",
        api_version: Some("2022-11-28"),
        documentation: Some("enterprise-server@3.18"),
    };
    ClientBuilder::new(base_url, product).retry(Retry::never())
}

/// Everything that can be seen of an error.
pub fn shown(error: &(dyn Error + 'static)) -> String {
    let mut shown = format!("{error} {error:?} {error:#?}");
    let mut source = error.source();
    while let Some(error) = source {
        shown += &format!(" {error} {error:?}");
        source = error.source();
    }
    shown
}
