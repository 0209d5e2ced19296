//! What goes wrong, and when.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::random::Random;

/// Something that goes wrong with one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fault {
    /// A server error in place of an answer; nothing was done.
    Status(u16),
    /// The connection is reset before the answer; nothing was done.
    Reset,
    /// The connection is reset in the middle of the body.
    ResetInBody,
    /// The connection is closed in the middle of the body.
    Truncated,
    /// The answer takes some seconds.
    Slow,
    /// Too much was asked for now: wait for this many seconds, or for a minute where none are said.
    Secondary(Option<u64>),
    /// What was to be deleted is deleted, but the connection is reset before the answer.
    Lost,
    /// What was to be deleted is deleted, but something between says that there was no answer.
    LostBehindGateway,
}

/// The plan. Whether a request fails depends on what it asks, on how often that was asked, and on the seed: not on the
/// order of requests, so that a plan is the same each time.
#[derive(Clone, Debug)]
pub struct Faults {
    seed: u64,
    per_mille: u64,
    in_a_row: u32,
    reads: &'static [Fault],
    deletions: &'static [Fault],
}

const READS: [Fault; 9] = [
    Fault::Status(500),
    Fault::Status(502),
    Fault::Status(503),
    Fault::Reset,
    Fault::ResetInBody,
    Fault::Truncated,
    Fault::Slow,
    Fault::Secondary(Some(7)),
    Fault::Secondary(None),
];

const DELETIONS: [Fault; 9] = [
    Fault::Status(500),
    Fault::Status(502),
    Fault::Status(503),
    Fault::Reset,
    Fault::Slow,
    Fault::Lost,
    Fault::LostBehindGateway,
    Fault::Secondary(Some(7)),
    Fault::Secondary(None),
];

impl Faults {
    /// Nothing goes wrong.
    pub fn never() -> Self {
        Self::only(&[], &[])
    }

    /// Everything that can go wrong does so for `per_mille` requests in a thousand, but never more than twice in a row.
    pub fn all(seed: u64, per_mille: u64) -> Self {
        Self::some(seed, per_mille, &READS, &DELETIONS)
    }

    /// As [`Faults::all`], but with these faults alone.
    pub fn some(seed: u64, per_mille: u64, reads: &'static [Fault], deletions: &'static [Fault]) -> Self {
        Self { seed, per_mille, in_a_row: 2, reads, deletions }
    }

    /// These go wrong with every request, however often it is sent.
    pub fn only(reads: &'static [Fault], deletions: &'static [Fault]) -> Self {
        Self { seed: 0, per_mille: 1_000, in_a_row: u32::MAX, reads, deletions }
    }

    /// After so many failures of one request in a row it succeeds.
    #[must_use]
    pub fn in_a_row(self, in_a_row: u32) -> Self {
        Self { in_a_row, ..self }
    }
}

/// The plan, and how far it came.
#[derive(Debug)]
pub(super) struct Planner {
    faults: Faults,
    /// How often each request was sent, and how often in a row it failed.
    sent: HashMap<u64, (u32, u32)>,
}

impl Planner {
    pub(super) fn new(faults: Faults) -> Self {
        Self { faults, sent: HashMap::new() }
    }

    pub(super) fn set(&mut self, faults: Faults) {
        *self = Self::new(faults);
    }

    /// What goes wrong with a request that is sent now.
    pub(super) fn next(&mut self, method: &str, target: &str) -> Option<Fault> {
        let Faults { seed, per_mille, in_a_row, reads, deletions } = self.faults;
        let faults = if method == "DELETE" { deletions } else { reads };
        if faults.is_empty() {
            return None;
        }
        let mut hasher = DefaultHasher::new();
        (method, target).hash(&mut hasher);
        let request = hasher.finish();
        let (times, failed) = self.sent.entry(request).or_default();
        let mut random = Random::new(seed ^ request ^ u64::from(*times).rotate_left(32));
        *times += 1;
        if *failed >= in_a_row || random.below(1_000) >= per_mille {
            *failed = 0;
            return None;
        }
        *failed += 1;
        let index = usize::try_from(random.below(faults.len() as u64)).unwrap_or_default();
        Some(faults[index])
    }
}
