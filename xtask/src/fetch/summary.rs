//! What a fetch did, in words.

use std::collections::BTreeMap;

use crate::report::number;

/// How many pages are named of each kind.
const NAMED: usize = 20;

/// What became of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fate {
    /// It was not there.
    New,
    /// It has other bytes.
    Changed,
    /// It has the bytes that the lock says, and the file had not.
    Restored,
    /// It lies at another address now.
    Moved,
    /// It left the site, and the folder.
    Gone,
    /// It is as it was.
    Unchanged,
}

impl Fate {
    const ALL: [Self; 6] =
        [Self::New, Self::Changed, Self::Restored, Self::Moved, Self::Gone, Self::Unchanged];

    fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Restored => "restored",
            Self::Moved => "moved",
            Self::Gone => "gone",
            Self::Unchanged => "unchanged",
        }
    }
}

/// What became of all pages.
#[derive(Clone, Debug, Default)]
pub(crate) struct Summary {
    fates: BTreeMap<Fate, Vec<String>>,
    /// Pages and lists that could not be had, each with the reason.
    pub(crate) failures: Vec<String>,
    /// How many pages hold prose only, and were left out.
    pub(crate) prose: usize,
    /// What else there is to say.
    pub(crate) notes: Vec<String>,
}

impl Summary {
    /// Adds a page, with what more there is to say of it.
    pub(crate) fn add(&mut self, fate: Fate, words: impl Into<String>) {
        self.fates.entry(fate).or_default().push(words.into());
    }

    /// Whether pages in the folder are other than before.
    pub(crate) fn has_changes(&self) -> bool {
        self.fates.keys().any(|fate| *fate != Fate::Unchanged)
    }

    /// What was done, a line each.
    pub(crate) fn rows(&self) -> Vec<String> {
        let mut rows = Vec::new();
        for (fate, pages) in self.fates.iter().filter(|(fate, _)| **fate != Fate::Unchanged) {
            let mut pages: Vec<&String> = pages.iter().collect();
            pages.sort();
            for page in pages.iter().take(NAMED) {
                rows.push(format!("{}: {page}", fate.word()));
            }
            if pages.len() > NAMED {
                rows.push(format!("{}: and {} more", fate.word(), pages.len() - NAMED));
            }
        }
        rows.extend(self.notes.iter().cloned());
        if self.prose > 0 {
            rows.push(format!("left out, as they document no endpoint: {}", number(self.prose, "page")));
        }
        let count = |fate: Fate| self.fates.get(&fate).map_or(0, Vec::len);
        let mut counts: Vec<String> = Fate::ALL
            .into_iter()
            .filter(|fate| count(*fate) > 0 || !matches!(fate, Fate::Restored | Fate::Moved))
            .map(|fate| format!("{} {}", count(fate), fate.word()))
            .collect();
        counts.push(format!("{} not fetched", self.failures.len()));
        rows.push(counts.join(", "));
        rows
    }

    /// What could not be done, a line each.
    pub(crate) fn failed(&self) -> Vec<String> {
        let mut failures: Vec<&String> = self.failures.iter().collect();
        failures.sort();
        failures.iter().map(|words| format!("not fetched: {words}")).collect()
    }
}
