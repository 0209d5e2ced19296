//! How much time some work takes on this thread.

use std::time::{Duration, Instant};

/// The time from begin to end.
pub(crate) fn time(work: &dyn Fn()) -> Duration {
    let begin = Instant::now();
    work();
    begin.elapsed()
}

/// The CPU time, to some milliseconds, or else the time from begin to end.
pub(crate) fn used_by(work: &dyn Fn()) -> Duration {
    let (before, begin) = (used(), Instant::now());
    work();
    match (before, used()) {
        (Some(before), Some(after)) => after.saturating_sub(before),
        _ => begin.elapsed(),
    }
}

/// CPU time so far; none where the system does not say it as Linux does.
fn used() -> Option<Duration> {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(stat.split_whitespace().next()?.parse().ok()?))
}
