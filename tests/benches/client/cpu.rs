//! How much CPU time this process has used.

use std::time::{Duration, Instant};

/// The ticks that Linux counts CPU time in, for programs of any machine.
const TICKS: u64 = 100;

/// CPU time so far, of all threads; none where the system does not say it in this way.
fn used() -> Option<Duration> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program may hold anything, but ends with the last bracket.
    let (_, fields) = stat.rsplit_once(')')?;
    let mut fields = fields.split_whitespace().skip(11);
    let ticks: u64 = fields.next()?.parse::<u64>().ok()? + fields.next()?.parse::<u64>().ok()?;
    Some(Duration::from_millis(ticks * 1000 / TICKS))
}

/// The CPU time of some work, or else the time that it takes.
pub(crate) fn of(work: impl FnOnce()) -> Duration {
    let (before, begin) = (used(), Instant::now());
    work();
    match (before, used()) {
        (Some(before), Some(after)) => after.saturating_sub(before),
        _ => begin.elapsed(),
    }
}
