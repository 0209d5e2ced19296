//! Time, as the client sees it.

use std::future::poll_fn;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::BoxFuture;

/// Time, as the client sees it: all waits and limits are measured by it, so that tests can bring a time of their own.
pub trait Clock: Send + Sync + 'static {
    /// A time that never goes back; only its differences mean something.
    fn now(&self) -> Instant;

    /// The time of day. The client asks for it only where a server names a time and does not say its own.
    fn wall_time(&self) -> Timestamp;

    /// Ends after a while. The client waits so before it sends something (again).
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;

    /// Ends after a while, in which something should have come: the timer behind all limits, which is a sleep as well unless
    /// this says otherwise. A clock that lets waits pass at once, for a test, has to take its time here, or everything would be late.
    fn limit(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.sleep(duration)
    }
}

/// The time of this machine, with the timers of tokio.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        // Not the standard library's: that of tokio stands still where a test has paused it.
        tokio::time::Instant::now().into_std()
    }

    fn wall_time(&self) -> Timestamp {
        Timestamp::now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}

/// A time in the future; one that is out of reach is a year away.
pub(crate) fn later(from: Instant, by: Duration) -> Instant {
    const FAR: Duration = Duration::from_secs(60 * 60 * 24 * 365);
    from + by.min(FAR)
}

/// A limit that is running. The lock makes it shareable, and is never contended, as only its owner polls it.
pub(crate) struct Timer(Mutex<BoxFuture<'static, ()>>);

impl Timer {
    pub(crate) fn new(clock: &dyn Clock, duration: Duration) -> Self {
        Self(Mutex::new(clock.limit(duration)))
    }

    pub(crate) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        self.0.get_mut().unwrap_or_else(PoisonError::into_inner).as_mut().poll(cx)
    }
}

/// What a future gives, unless that takes too long.
pub(crate) async fn within<T>(clock: &dyn Clock, limit: Duration, mut future: BoxFuture<'_, T>) -> Option<T> {
    // What is there at once needs no timer.
    let mut timer = None;
    poll_fn(|cx| {
        if let Poll::Ready(output) = future.as_mut().poll(cx) {
            return Poll::Ready(Some(output));
        }
        timer.get_or_insert_with(|| Timer::new(clock, limit)).poll(cx).map(|()| None)
    })
    .await
}
