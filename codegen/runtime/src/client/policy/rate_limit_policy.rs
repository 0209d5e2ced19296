//! What to do about rate limits.

use std::time::Duration;

/// What to do where the server's rate limits stop a request.
///
/// GitHub says how long to wait, and the client waits exactly so long, if that is not too long: by default at most
/// 120 seconds, and twice for one request. Otherwise the request ends with
/// [`Error::RateLimited`](crate::Error::RateLimited), which says until when. All clones of a client know of a limit as soon as one of
/// them was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RateLimitPolicy {
    pub(crate) max_wait: Duration,
    pub(crate) max_waits: u32,
}

impl Default for RateLimitPolicy {
    fn default() -> Self {
        Self::new()
    }
}

impl RateLimitPolicy {
    /// Waits at most 120 seconds, and twice.
    pub fn new() -> Self {
        Self { max_wait: Duration::from_secs(120), max_waits: 2 }
    }

    /// Never waits: where a limit stops a request, it ends with an error.
    pub fn never_wait() -> Self {
        Self::new().max_wait(Duration::ZERO)
    }

    /// How long one wait may be. What would take longer is an error at once.
    ///
    /// All waits of a request are within its time as a whole
    /// ([`ClientBuilder::timeout`](crate::ClientBuilder::timeout)), which has to be longer.
    #[must_use]
    pub fn max_wait(self, max_wait: Duration) -> Self {
        Self { max_wait, ..self }
    }

    /// How often one request waits after it was refused.
    #[must_use]
    pub fn max_waits(self, max_waits: u32) -> Self {
        Self { max_waits, ..self }
    }
}
