//! What became of an entry: whether it matched, and which of its statements the page did not make already.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::QuirkError;
use super::entries::Entry;

/// The account of one entry, over all places that it matches.
#[derive(Debug, Default)]
pub(super) struct Tally {
    matched: bool,
    /// Statements, such as `required = true`.
    statements: BTreeMap<String, Statement>,
    problems: BTreeSet<String>,
    /// Names where nothing of the wanted one was.
    pub(super) known: BTreeSet<String>,
}

/// What became of a statement.
#[derive(Debug, Default)]
struct Statement {
    /// Whether one of the places says otherwise.
    needed: bool,
    /// What to say where none does, if that is not that the page says so already.
    otherwise: Option<String>,
}

impl Tally {
    /// A place was found.
    pub(super) fn matched(&mut self) {
        self.matched = true;
    }

    /// Notes a statement, such as `required = true`, and whether this place says otherwise; gives that back.
    pub(super) fn states(&mut self, key: &str, value: impl fmt::Display, needed: bool) -> bool {
        self.statements.entry(format!("`{key} = {value}`")).or_default().needed |= needed;
        needed
    }

    /// Notes a statement about what is not here, and what to say if it is nowhere.
    pub(super) fn absent(&mut self, key: &str, value: impl fmt::Display, otherwise: String) {
        self.statements.entry(format!("`{key} = {value}`")).or_default().otherwise.get_or_insert(otherwise);
    }

    /// Notes what is wrong about the entry here.
    pub(super) fn problem(&mut self, problem: impl Into<String>) {
        self.problems.insert(problem.into());
    }

    /// What has to be mended. `unmatched` says so where nothing matched.
    pub(super) fn finish<T>(
        &self,
        entry: &Entry<T>,
        unmatched: impl FnOnce(&Self) -> String,
    ) -> Vec<QuirkError> {
        if !self.problems.is_empty() {
            return self.problems.iter().map(|problem| entry.error(problem)).collect();
        }
        if !self.matched {
            return vec![entry.error(&unmatched(self))];
        }
        let mut found = Vec::new();
        let mut said: Vec<&str> = Vec::new();
        for (words, statement) in self.statements.iter().filter(|(_, statement)| !statement.needed) {
            match &statement.otherwise {
                Some(otherwise) => found.push(entry.error(otherwise)),
                None => said.push(words),
            }
        }
        if said.is_empty() {
            return found;
        }
        let whole = if said.len() == self.statements.len() { "the entry" } else { "that" };
        let words = said.join(" and ");
        found.push(
            entry.error(&format!("is no longer needed: the page says already {words}; remove {whole}")),
        );
        found
    }
}
