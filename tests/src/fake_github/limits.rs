//! How much may be asked, and whether clients keep to it.

use std::collections::HashMap;
use std::time::{Duration, Instant};

/// What one token may ask.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// After so many requests there is a pause of so many seconds (the primary limit); no limit if none.
    pub primary: Option<(u64, u64)>,
    /// How many requests may be under way at once.
    pub in_flight: usize,
    /// How long an answer may be under way to a client that sends other requests in the meantime. It is no time for clients
    /// that ask for one thing after the other.
    pub under_way: Duration,
}

impl Limits {
    /// No limits but GitHub's 100 requests at once.
    pub fn none() -> Self {
        Self { primary: None, in_flight: 100, under_way: Duration::ZERO }
    }
}

/// How the limits stand for one token. Times are those of the server.
#[derive(Debug, Default)]
pub(super) struct Budget {
    used: u64,
    /// How often all of it was used.
    windows: u64,
    /// Until when nothing is answered, and whether the primary limit is why.
    closed: Option<(Duration, bool)>,
    told: Vec<Told>,
}

/// A client was told when it may ask again.
#[derive(Debug)]
struct Told {
    until: Duration,
    at: Instant,
}

/// How the limits answer a request.
#[derive(Clone, Copy, Debug)]
pub(super) enum Verdict {
    /// The request is answered, and so many more are left.
    Open { remaining: u64 },
    /// It is not, until that time of the server.
    Closed { until: Duration, primary: bool },
}

#[derive(Debug)]
pub(super) struct Gate {
    limits: Limits,
    budgets: HashMap<String, Budget>,
}

impl Gate {
    pub(super) fn new(limits: Limits) -> Self {
        Self { limits, budgets: HashMap::new() }
    }

    pub(super) fn limits(&self) -> Limits {
        self.limits
    }

    /// Counts a request that came now, and says how early it came, if it did.
    pub(super) fn ask(&mut self, token: &str, now: Duration) -> (Verdict, Option<Duration>) {
        let limits = self.limits;
        let budget = self.budgets.entry(token.to_owned()).or_default();
        budget.told.retain(|told| told.until > now);
        let knew = |told: &&Told| told.at.elapsed() >= limits.under_way;
        let early = budget.told.iter().filter(knew).map(|told| told.until.saturating_sub(now)).max();
        if let Some((until, primary)) = budget.closed {
            if until > now {
                return (Verdict::Closed { until, primary }, early);
            }
            if primary {
                budget.used = 0;
            }
            budget.closed = None;
        }
        let Some((requests, pause)) = limits.primary else {
            return (Verdict::Open { remaining: 0 }, early);
        };
        budget.used += 1;
        let left = requests.saturating_sub(budget.used);
        if left == 0 {
            // The window ends in a whole second, as its end is announced in seconds.
            budget.closed = Some((Duration::from_secs(now.as_secs() + pause), true));
            budget.windows += 1;
        }
        // Another program with the same token may take the last one, so that nobody is told.
        let remaining = if left == 0 && budget.windows.is_multiple_of(2) { 1 } else { left };
        (Verdict::Open { remaining }, early)
    }

    /// Answers nothing for a while (the secondary limit).
    pub(super) fn close(&mut self, token: &str, until: Duration) {
        self.budgets.entry(token.to_owned()).or_default().closed = Some((until, false));
    }

    /// The client was sent an answer that says when it may ask again.
    pub(super) fn told(&mut self, token: &str, until: Duration) {
        let told = Told { until, at: Instant::now() };
        self.budgets.entry(token.to_owned()).or_default().told.push(told);
    }
}
