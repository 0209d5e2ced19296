//! How much CPU time this thread has used.

use std::time::{Duration, Instant};

/// The CPU time of some work on this thread, or else the time that it takes.
pub(crate) fn of(work: impl FnOnce()) -> Duration {
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
