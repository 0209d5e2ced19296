//! What building a crate takes: time, and memory and CPU time where the system tells.

use std::collections::BTreeMap;
use std::fs;
use std::process::{Command, ExitStatus};
use std::thread;
use std::time::{Duration, Instant};

/// How often is looked. What is built in less time is cheap anyway.
const INTERVAL: Duration = Duration::from_millis(50);

/// What building one crate took.
#[derive(Clone, Debug)]
pub(crate) struct Cost {
    pub(crate) name: String,
    pub(crate) time: Duration,
    /// The most memory that the compiler had.
    pub(crate) peak_kib: u64,
}

/// Runs a build, and says what the crates of these names took. Nothing is said where there is no `/proc`.
pub(crate) fn watch(command: &mut Command, crates: &[String]) -> Result<(ExitStatus, Vec<Cost>), String> {
    let failed = |error: std::io::Error| format!("cargo cannot be run: {error}");
    let mut child = command.spawn().map_err(failed)?;
    let mut seen: BTreeMap<String, (Instant, Cost)> = BTreeMap::new();
    loop {
        if let Some(status) = child.try_wait().map_err(failed)? {
            return Ok((status, seen.into_values().map(|(_, cost)| cost).collect()));
        }
        for (name, peak_kib) in compilers(crates) {
            let start = Instant::now();
            let new = Cost { name: name.clone(), time: Duration::ZERO, peak_kib };
            let (start, cost) = seen.entry(name).or_insert((start, new));
            cost.time = start.elapsed();
            cost.peak_kib = cost.peak_kib.max(peak_kib);
        }
        thread::sleep(INTERVAL);
    }
}

/// The compilers that are at work on some of the crates, with the most memory that each has had.
fn compilers(crates: &[String]) -> Vec<(String, u64)> {
    let Ok(processes) = fs::read_dir("/proc") else { return Vec::new() };
    let found = processes.flatten().filter_map(|process| {
        let line = fs::read(process.path().join("cmdline")).ok()?;
        let mut words = line.split(|byte| *byte == 0).map(String::from_utf8_lossy);
        words.find(|word| word == "--crate-name")?;
        let name = words.next()?;
        let name = crates.iter().find(|wanted| **wanted == name)?;
        let status = fs::read_to_string(process.path().join("status")).ok()?;
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
        Some((name.clone(), peak.trim().strip_suffix("kB")?.trim().parse().ok()?))
    });
    found.collect()
}

/// The CPU time of all programs that this one has run and waited for, and of those that they have; Linux says it.
pub(crate) fn cpu_of_children() -> Option<Duration> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The second field is the program's name in parentheses, which may hold anything.
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(13);
    let mut ticks = || fields.next()?.parse::<u64>().ok();
    // A tick is a hundredth of a second for whoever reads this file, whatever the kernel's own clock does.
    Some(Duration::from_millis((ticks()? + ticks()?) * 10))
}
