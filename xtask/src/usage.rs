//! What a run costs: time, and memory where the system tells.

use std::fmt::Write as _;
use std::fs;
use std::time::Duration;

/// `123 ms, 45.6 MiB at most`
pub(crate) fn shown(elapsed: Duration) -> String {
    let mut out = format!("{:.0} ms", elapsed.as_secs_f64() * 1000.0);
    if let Some(kib) = peak_kib() {
        let _ = write!(out, ", {}.{} MiB of memory at most", kib / 1024, kib % 1024 * 10 / 1024);
    }
    out
}

/// The most memory that this process has had so far; Linux says it.
fn peak_kib() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}
