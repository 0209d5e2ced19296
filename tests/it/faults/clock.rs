//! A clock that stands still until somebody sleeps, and then jumps to the end of the sleep.

use std::future::ready;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use octoquill::{BoxFuture, Clock, SystemClock, Timestamp};

/// The time at which the clock begins, on the wall.
pub(super) const EPOCH: Timestamp = Timestamp::constant(1_700_000_000, 0);

/// A clock that stands still until somebody sleeps. It remembers how long that was.
#[derive(Clone, Debug)]
pub(super) struct TestClock(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    began: Instant,
    passed: Duration,
    wall: Timestamp,
    waits: Vec<Duration>,
}

impl TestClock {
    pub(super) fn new() -> Self {
        Self(Arc::new(Mutex::new(State {
            began: Instant::now(),
            passed: Duration::ZERO,
            wall: EPOCH,
            waits: Vec::new(),
        })))
    }

    /// How long was slept, each time.
    pub(super) fn waits(&self) -> Vec<Duration> {
        self.with(|state| state.waits.clone())
    }

    /// Lets time pass of which nobody slept.
    pub(super) fn pass(&self, time: Duration) {
        self.with(|state| {
            state.passed += time;
            state.wall += time;
        });
    }

    /// Sets the clock on the wall, which is no time that passes.
    pub(super) fn set_wall(&self, wall: Timestamp) {
        self.with(|state| state.wall = wall);
    }

    fn with<T>(&self, act: impl FnOnce(&mut State) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Clock for TestClock {
    fn now(&self) -> Instant {
        self.with(|state| state.began + state.passed)
    }

    fn wall_time(&self) -> Timestamp {
        self.with(|state| state.wall)
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'static, ()> {
        self.with(|state| state.waits.push(time));
        self.pass(time);
        Box::pin(ready(()))
    }

    /// What has a limit happens between two programs, for which no clock jumps.
    fn limit(&self, time: Duration) -> BoxFuture<'static, ()> {
        SystemClock.sleep(time)
    }
}
