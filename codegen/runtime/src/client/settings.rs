//! What a client keeps to.

use std::time::Duration;

use super::policy::{RateLimitPolicy, Retry};
use crate::decode::Strictness;

/// What a client keeps to.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) strictness: Strictness,
    pub(crate) retry: Retry,
    pub(crate) rate_limit: RateLimitPolicy,
    /// How many requests are under way at a time.
    pub(crate) concurrency: usize,
    /// How far writes are apart where the server limits rates.
    pub(crate) write_interval: Duration,
    /// The time for a connection to be made.
    pub(crate) connect_timeout: Duration,
    /// The time for which nothing may come.
    pub(crate) stall_timeout: Duration,
    /// The time for one attempt, with all its redirects and the whole body.
    pub(crate) attempt_timeout: Duration,
    /// The time for a request, with all attempts and the waits between them.
    pub(crate) timeout: Duration,
    /// The size of a body that is held in memory, in bytes, when it is unpacked.
    pub(crate) max_body: usize,
    /// How much of an error's body is read, in bytes.
    pub(crate) max_error_body: usize,
    /// How deep JSON may be nested.
    pub(crate) max_json_depth: usize,
    /// How many pages a list may have.
    pub(crate) max_pages: usize,
}

/// What the JSON parser itself allows, so that no input can exhaust the stack.
pub(crate) const JSON_DEPTH: usize = 128;

impl Default for Settings {
    fn default() -> Self {
        Self {
            strictness: Strictness::Lenient,
            retry: Retry::new(),
            rate_limit: RateLimitPolicy::new(),
            concurrency: 10,
            write_interval: Duration::from_secs(1),
            connect_timeout: Duration::from_secs(10),
            stall_timeout: Duration::from_secs(20),
            attempt_timeout: Duration::from_secs(30),
            timeout: Duration::from_secs(300),
            max_body: 64 * 1024 * 1024,
            max_error_body: 64 * 1024,
            max_json_depth: JSON_DEPTH,
            max_pages: 100_000,
        }
    }
}
