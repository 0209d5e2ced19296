//! Sending again what came to nothing.

use std::time::Duration;

use http::{Method, StatusCode};

use super::random;
use crate::client::transport::TransportErrorKind;
use crate::error::Error;

/// When a request that came to nothing is sent again.
///
/// Requests that only read (GET and HEAD) are sent again after the statuses 408, 500, 502, 503 and 504, and where there was no
/// connection, no answer in time, or an answer that broke off. Requests that change something are sent again only where there was no
/// connection, so that the server cannot have acted on them; `with_retries(true)` on a request says that sending it twice
/// does no harm. Whatever is said here, all retries of a client together draw on a budget that failures use up and successes fill, so
/// that a server that is down is not kept down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retry {
    attempts: u32,
    base: Duration,
    cap: Duration,
}

impl Default for Retry {
    fn default() -> Self {
        Self::new()
    }
}

impl Retry {
    /// Three attempts, with up to 1 second before the second one, up to 2 before the third, and so on up to 20.
    pub fn new() -> Self {
        Self { attempts: 3, base: Duration::from_secs(1), cap: Duration::from_secs(20) }
    }

    /// Sends nothing again.
    pub fn never() -> Self {
        Self::new().attempts(1)
    }

    /// How often a request is sent, the first time included. None is as good as one.
    #[must_use]
    pub fn attempts(self, attempts: u32) -> Self {
        Self { attempts, ..self }
    }

    /// How long to wait: a random time of up to `base` before the second attempt, twice that before each further one, but
    /// never more than `cap`.
    #[must_use]
    pub fn backoff(self, base: Duration, cap: Duration) -> Self {
        Self { base, cap, ..self }
    }

    /// How long to wait after so many attempts (at least one); none if there have been enough.
    pub(crate) fn wait(&self, attempts: u32) -> Option<Duration> {
        let doublings = 2_u32.checked_pow(attempts.saturating_sub(1)).unwrap_or(u32::MAX);
        let most = self.base.saturating_mul(doublings).min(self.cap);
        (attempts < self.attempts).then(|| random::up_to(most))
    }
}

/// Whether a request can be sent again after an error. `wanted` is what the request itself says of that.
pub(crate) fn may_repeat(method: &Method, wanted: Option<bool>, error: &Error) -> bool {
    let kind = match error {
        Error::Transport(error) => Some(error.kind()),
        _ => None,
    };
    let is_harmless = wanted.unwrap_or(matches!(*method, Method::GET | Method::HEAD));
    match kind {
        // The server has not seen it.
        Some(TransportErrorKind::Connect) => wanted != Some(false),
        Some(
            TransportErrorKind::Timeout
            | TransportErrorKind::Interrupted
            | TransportErrorKind::IncompleteBody,
        ) => is_harmless,
        Some(
            TransportErrorKind::Tls | TransportErrorKind::Refused | TransportErrorKind::UnreadableUpload,
        ) => false,
        None => is_harmless && is_transient(error),
    }
}

/// Whether a server answered that something is wrong with it, for now.
fn is_transient(error: &Error) -> bool {
    let Error::Api(error) = error else { return false };
    matches!(
        error.status(),
        StatusCode::REQUEST_TIMEOUT
            | StatusCode::INTERNAL_SERVER_ERROR
            | StatusCode::BAD_GATEWAY
            | StatusCode::SERVICE_UNAVAILABLE
            | StatusCode::GATEWAY_TIMEOUT
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_cap_and_end() {
        let retry = Retry::new().attempts(8);
        for (attempts, most) in [(1, 1), (2, 2), (3, 4), (5, 16), (6, 20), (7, 20)] {
            let waits: Vec<Duration> = (0..200).filter_map(|_| retry.wait(attempts)).collect();
            assert!(waits.iter().all(|wait| *wait <= Duration::from_secs(most)), "{attempts}");
            // Full jitter: neither end is spared.
            assert!(waits.iter().any(|wait| *wait > Duration::from_secs(most) * 8 / 10), "{attempts}");
            assert!(waits.iter().any(|wait| *wait < Duration::from_secs(most) * 2 / 10), "{attempts}");
        }
        assert_eq!(retry.wait(8), None);
        assert_eq!(Retry::never().wait(1), None);
        assert_eq!(Retry::new().attempts(0).wait(1), None);
    }
}
