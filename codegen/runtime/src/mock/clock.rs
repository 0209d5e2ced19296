//! Waits that take no time.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;

use crate::client::{BoxFuture, Clock, SystemClock};

/// A clock that lets waits pass at once, and remembers them. Limits take their time, as what they limit does.
///
/// Clones are the same clock.
#[derive(Clone, Debug, Default)]
pub struct MockClock {
    waits: Arc<Mutex<Vec<Duration>>>,
}

impl MockClock {
    /// What has been waited for so far, wait by wait.
    pub fn waits(&self) -> Vec<Duration> {
        self.waits.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How far this clock is ahead.
    fn skipped(&self) -> Duration {
        self.waits().iter().sum()
    }
}

impl Clock for MockClock {
    fn now(&self) -> Instant {
        SystemClock.now() + self.skipped()
    }

    fn wall_time(&self) -> Timestamp {
        SystemClock.wall_time().saturating_add(self.skipped()).unwrap_or(Timestamp::MAX)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.waits.lock().unwrap_or_else(PoisonError::into_inner).push(duration);
        Box::pin(std::future::ready(()))
    }

    fn limit(&self, duration: Duration) -> BoxFuture<'static, ()> {
        SystemClock.sleep(duration)
    }
}
