//! The client, and how long it is waited for things to get better.

use std::time::{Duration, Instant};

use octoquill::{
    BoxFuture, Client, Clock, Error, RateLimitPolicy, Retry, StatusCode, Timestamp, TransportErrorKind,
};

/// How often something is tried on top of what the client does by itself.
pub(crate) const TRIES: u32 = 5;

/// The longest wait for a rate limit. GitHub's windows are an hour long.
const MAX_WAIT: Duration = Duration::from_mins(65);

/// How long a request may take with all that it waits for.
const TIMEOUT: Duration = Duration::from_hours(6);

/// How long to wait before something is tried again that the client has given up, for each time it failed.
const PAUSE: Duration = Duration::from_secs(10);

/// Makes the client of a server, whose time runs `scale` times as fast as ours.
///
/// It waits for rate limits and sends reads again; deletions are sent again by `delete.rs`, which first looks whether they took
/// place.
pub(crate) fn client(base_url: &str, token: &str, scale: u32) -> Result<Client, Error> {
    // A network is not faster for that.
    let real = |duration: Duration| duration * scale;
    Client::builder(base_url)
        .token(token)
        .user_agent("retention")
        .rate_limit(RateLimitPolicy::new().max_wait(MAX_WAIT).max_waits(5))
        .retry(Retry::new())
        .connect_timeout(real(Duration::from_secs(10)))
        .stall_timeout(real(Duration::from_secs(20)))
        .attempt_timeout(real(Duration::from_secs(30)))
        .timeout(real(TIMEOUT))
        .clock(Scaled::new(scale))
        .build()
}

/// Whether the same request may succeed later.
pub(crate) fn is_passing(error: &Error) -> bool {
    match error {
        Error::Transport(error) => {
            !matches!(error.kind(), TransportErrorKind::Tls | TransportErrorKind::UnreadableUpload)
        }
        Error::Api(error) => {
            error.status().is_server_error() || error.status() == StatusCode::REQUEST_TIMEOUT
        }
        Error::RateLimited(error) => error.retry_after() <= MAX_WAIT,
        // Something on the way answered in the place of the server.
        Error::Body(_) => true,
        _ => false,
    }
}

/// Waits before the same request is sent again. For rate limits the client waits by itself.
pub(crate) async fn pause(clock: &Scaled, tries: u32) {
    clock.sleep(PAUSE * tries).await;
}

/// A clock that runs as fast as the server's: as fast as ours, but in tests.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scaled {
    scale: u32,
    began: Instant,
    began_at: Timestamp,
}

impl Scaled {
    pub(crate) fn new(scale: u32) -> Self {
        Self { scale, began: Instant::now(), began_at: Timestamp::now() }
    }

    fn elapsed(&self) -> Duration {
        self.began.elapsed() * self.scale
    }
}

impl Clock for Scaled {
    fn now(&self) -> Instant {
        self.began + self.elapsed()
    }

    fn wall_time(&self) -> Timestamp {
        self.began_at.checked_add(self.elapsed()).unwrap_or(Timestamp::MAX)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration / self.scale))
    }
}
