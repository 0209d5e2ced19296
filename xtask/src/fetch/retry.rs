//! Patience: what fails in passing is asked for again, later each time, and not while the site wants a pause.

use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use indicatif::ProgressBar;

/// How often a thing is asked for.
const ATTEMPTS: u32 = 4;

/// The wait before the second attempt; it doubles from there.
const FIRST_WAIT: Duration = Duration::from_millis(500);

/// The longest wait that the site may ask for.
const LONGEST_WAIT: Duration = Duration::from_mins(5);

/// How many things in a row may fail for good until the site counts as down.
const FAILURES: usize = 8;

/// Why something was not got.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// It may pass.
    Again {
        /// The reason, in words.
        why: String,
        /// The wait that the site asks for.
        after: Option<Duration>,
    },
    /// To ask again would not help.
    Final(String),
}

impl Trouble {
    /// What may pass at any time.
    pub(crate) fn again(why: impl Into<String>) -> Self {
        Self::Again { why: why.into(), after: None }
    }
}

/// What all workers know together of the site's mood.
#[derive(Debug)]
pub(crate) struct Patience {
    mood: Mutex<Mood>,
    bar: ProgressBar,
}

#[derive(Debug, Default)]
struct Mood {
    /// Nobody asks before this.
    pause: Option<Instant>,
    /// How many things failed since the last one that did not.
    failures: usize,
}

impl Patience {
    /// At the beginning. Long waits are said on the bar.
    pub(crate) fn new(bar: ProgressBar) -> Self {
        Self { mood: Mutex::default(), bar }
    }

    /// Asks until there is an answer, or none to be hoped for.
    pub(crate) fn ask<T>(&self, attempt: impl Fn() -> Result<T, Trouble>) -> Result<T, String> {
        let mut number = 0;
        loop {
            self.pause()?;
            let (why, after) = match attempt() {
                Ok(answer) => {
                    self.with(|mood| mood.failures = 0);
                    return Ok(answer);
                }
                Err(Trouble::Final(why)) => return Err(why),
                Err(Trouble::Again { why, after }) => (why, after),
            };
            number += 1;
            if let Some(after) = after {
                if after > LONGEST_WAIT {
                    self.with(|mood| mood.failures += 1);
                    return Err(format!("{why}, and wants to be left alone for {} s", after.as_secs()));
                }
                // Who asks for a pause asks all workers.
                let until = Instant::now() + after;
                self.with(|mood| mood.pause = mood.pause.max(Some(until)));
            }
            if number == ATTEMPTS {
                self.with(|mood| mood.failures += 1);
                return Err(format!("{why} ({ATTEMPTS} attempts)"));
            }
            // What many ask for again should not come at one time: each waits somewhat more or less.
            thread::sleep((FIRST_WAIT * 2_u32.pow(number - 1)).mul_f64(0.5 + fastrand::f64()));
        }
    }

    /// Waits as long as the site wants to be left alone; fails where it has failed too often.
    fn pause(&self) -> Result<(), String> {
        loop {
            let (failures, pause) = self.with(|mood| (mood.failures, mood.pause));
            if failures >= FAILURES {
                return Err(format!("not asked for, as the last {FAILURES} attempts at others failed"));
            }
            let left = pause.map(|until| until.saturating_duration_since(Instant::now())).unwrap_or_default();
            if left.is_zero() {
                self.bar.set_message("");
                return Ok(());
            }
            self.bar.set_message(format!("the site asks for a pause of {} s", left.as_secs() + 1));
            thread::sleep(left);
        }
    }

    fn with<T>(&self, change: impl FnOnce(&mut Mood) -> T) -> T {
        change(&mut self.mood.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
