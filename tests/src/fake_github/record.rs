//! What the server was asked and what it did.

use std::collections::BTreeMap;
use std::fmt;

use super::faults::Fault;

/// What the server was asked and what it did.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// How often the package was asked for.
    pub packages: usize,
    /// How often a page of the list was asked for.
    pub lists: usize,
    /// How often a version was asked for.
    pub gets: usize,
    /// How often a version was to be deleted.
    pub deletions: usize,
    /// How often anything else was asked for.
    pub others: usize,
    /// How often what went wrong.
    pub faults: BTreeMap<Fault, usize>,
    /// How many requests were refused because of the primary limit.
    pub refused_primary: usize,
    /// How many requests were refused because of the secondary limit.
    pub refused_secondary: usize,
    /// Where a client did not keep to a limit.
    pub violations: Vec<String>,
    /// How many requests were under way at once, at most.
    pub peak: usize,
    /// How many connections were used.
    pub connections: usize,
    /// How many requests are under way.
    pub(super) in_flight: usize,
}

impl Record {
    /// How many requests there were.
    pub fn requests(&self) -> usize {
        self.packages + self.lists + self.gets + self.deletions + self.others
    }

    /// How many requests had an answer that was not what was asked for.
    pub fn disturbed(&self) -> usize {
        self.faults.values().sum::<usize>() + self.refused_primary + self.refused_secondary
    }
}

/// The figures, for people.
impl fmt::Display for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { packages, lists, gets, deletions, others, .. } = self;
        write!(
            f,
            "{} requests over {} connections, {} at once at most: {lists} pages, {deletions} deletions, {gets} versions, {packages} packages, {others} others",
            self.requests(),
            self.connections,
            self.peak,
        )?;
        write!(
            f,
            "; refused: {} by the primary limit, {} by the secondary; {} violations",
            self.refused_primary,
            self.refused_secondary,
            self.violations.len(),
        )?;
        let faults: Vec<String> =
            self.faults.iter().map(|(fault, times)| format!("{times} {fault:?}")).collect();
        write!(f, "; faults: {}", if faults.is_empty() { "none".to_owned() } else { faults.join(", ") })
    }
}
