//! Whether a refusal is a rate limit, and how long it lasts.

use std::time::Duration;

use http::header::AsHeaderName;
use http::header::{DATE, RETRY_AFTER};
use http::{HeaderMap, HeaderName, StatusCode};
use jiff::Timestamp;
use jiff::fmt::rfc2822;

use super::random;
use crate::client::clock::Clock;
use crate::error::ApiError;

/// What a limit is for.
pub(crate) const RESOURCE: HeaderName = HeaderName::from_static("x-ratelimit-resource");

/// How long to wait at least where the server does not say how long, as GitHub asks for.
const UNSTATED: Duration = Duration::from_secs(60);

/// What is added to the time at which a window begins, which is a whole second.
const MARGIN: Duration = Duration::from_secs(1);

/// Words of GitHub's messages, in lower case, about the limits that have no headers.
const MESSAGES: &[&str] = &["secondary rate limit", "abuse detection"];

/// The ends of the addresses at which those are documented.
const DOCUMENTS: &[&str] = &["secondary-rate-limits", "abuse-rate-limits"];

/// A request was refused because of a rate limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Throttle {
    /// Whether it is the limit that applies to all that a token asks for.
    pub(crate) is_secondary: bool,
    /// Which of the other limits it is (`x-ratelimit-resource`), if the server says it.
    pub(crate) resource: Option<String>,
    wait: Wait,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wait {
    /// As the server says.
    Stated(Duration),
    /// The server does not say.
    Unstated,
}

impl Throttle {
    /// Reads a refusal; none if no limit is the reason.
    pub(crate) fn of(error: &ApiError, clock: &dyn Clock) -> Option<Self> {
        if !matches!(error.status(), StatusCode::FORBIDDEN | StatusCode::TOO_MANY_REQUESTS) {
            return None;
        }
        let headers = error.headers();
        let is_secondary = is_secondary(error);
        let resource = header(headers, RESOURCE).map(str::to_owned);
        let is_exhausted = is_exhausted(headers);
        let wait = if headers.contains_key(RETRY_AFTER) {
            retry_after(headers, clock).map_or(Wait::Unstated, Wait::Stated)
        } else if is_exhausted && !is_secondary {
            until_reset(headers, clock).map_or(Wait::Unstated, Wait::Stated)
        } else if is_secondary || error.status() == StatusCode::TOO_MANY_REQUESTS {
            Wait::Unstated
        } else {
            return None;
        };
        // What is neither said to be of all nor of a resource is taken to be of all.
        let is_secondary = is_secondary || (!is_exhausted && resource.is_none());
        Some(Self { is_secondary, resource, wait })
    }

    /// How long to wait, when the request has waited so often before. A stated time is kept exactly, others double.
    ///
    /// `limit` is the longest wait that is of use; chance adds nothing beyond it.
    pub(crate) fn wait(&self, waits: u32, limit: Duration) -> Duration {
        match self.wait {
            Wait::Stated(wait) => wait,
            Wait::Unstated => {
                let wait = UNSTATED.saturating_mul(2_u32.saturating_pow(waits));
                let longest = wait.max(limit);
                (wait + random::up_to(wait / 10)).min(longest)
            }
        }
    }
}

/// How long the server asks to wait (`retry-after`, in seconds or as a date); none if it says nothing readable.
pub(crate) fn retry_after(headers: &HeaderMap, clock: &dyn Clock) -> Option<Duration> {
    let text = header(headers, RETRY_AFTER)?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // A number that is too large for any clock is as long as can be.
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let date = rfc2822::parse(text).ok()?.timestamp();
    Some(until(date, headers, clock))
}

/// How long it is until the window begins in which a limit is not used up any more; none if that is not said.
pub(crate) fn until_reset(headers: &HeaderMap, clock: &dyn Clock) -> Option<Duration> {
    let reset = header(headers, "x-ratelimit-reset")?.trim().parse().ok()?;
    let reset = Timestamp::from_second(reset).ok()?;
    Some(until(reset, headers, clock) + MARGIN)
}

/// Whether nothing is left of a limit.
pub(crate) fn is_exhausted(headers: &HeaderMap) -> bool {
    header(headers, "x-ratelimit-remaining").is_some_and(|remaining| remaining.trim() == "0")
}

/// How long it is until a time that the server names, by its own clock where it shows that; nothing if it has passed.
fn until(time: Timestamp, headers: &HeaderMap, clock: &dyn Clock) -> Duration {
    let date = header(headers, DATE).and_then(|date| rfc2822::parse(date).ok());
    let now = date.map_or_else(|| clock.wall_time(), |date| date.timestamp());
    Duration::try_from(time.duration_since(now)).unwrap_or_default()
}

fn is_secondary(error: &ApiError) -> bool {
    let message = error.message().unwrap_or_default().to_ascii_lowercase();
    let document = error.documentation_url().unwrap_or_default();
    MESSAGES.iter().any(|words| message.contains(words))
        || DOCUMENTS.iter().any(|end| document.ends_with(end))
}

pub(crate) fn header(headers: &HeaderMap, name: impl AsHeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}
