//! How much may still be asked.

use http::HeaderMap;
use jiff::Timestamp;

/// How much may still be asked, as the server said with an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RateLimit {
    /// How many requests may be made in the current window.
    pub limit: u64,
    /// How many of them are left.
    pub remaining: u64,
    /// How many of them were made, if the server says it.
    pub used: Option<u64>,
    /// When the next window begins.
    pub reset: Timestamp,
    /// What the limit is for, such as `core` or `search`, if the server says it.
    pub resource: Option<String>,
}

impl RateLimit {
    /// Reads the `x-ratelimit-…` headers; none unless limit, remaining and reset are there and are numbers.
    pub(crate) fn from_headers(headers: &HeaderMap) -> Option<Self> {
        let text = |name: &str| headers.get(name)?.to_str().ok();
        let number = |name: &str| text(name)?.parse::<u64>().ok();
        let reset = i64::try_from(number("x-ratelimit-reset")?).ok()?;
        Some(Self {
            limit: number("x-ratelimit-limit")?,
            remaining: number("x-ratelimit-remaining")?,
            used: number("x-ratelimit-used"),
            reset: Timestamp::from_second(reset).ok()?,
            resource: text("x-ratelimit-resource").map(str::to_owned),
        })
    }
}
