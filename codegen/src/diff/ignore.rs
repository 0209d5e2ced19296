//! The ignore file: changes that people have looked at and accepted, each with the reason.
//!
//! ```toml
//! [[ignore]]
//! rule = "response-field-removed"
//! subject = "Package.version_count"
//! endpoints = "GET /orgs/**"
//! reason = "We never read it."
//! until = "2027-01-31"
//! ```

use std::fmt;

use jiff::civil::Date;
use serde::Deserialize;
use toml::Spanned;

use super::finding::SubjectKind;
use super::glob;
use super::report::{Change, EndpointRef, Ignored, Note, Report, Verdict};
use super::rule_names::rule_named;
use super::rules::RuleId;

/// What an ignore file says.
#[derive(Clone, Debug, Default)]
pub struct IgnoreFile {
    name: String,
    entries: Vec<Entry>,
}

#[derive(Clone, Debug)]
struct Entry {
    line: usize,
    rule: Option<RuleId>,
    fingerprint: Option<String>,
    endpoints: Option<String>,
    subject: Option<String>,
    reason: String,
    until: Option<Date>,
}

/// What is wrong with an ignore file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IgnoreError {
    /// What is wrong, with the file and the line.
    pub message: String,
}

impl fmt::Display for IgnoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for IgnoreError {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    ignore: Vec<Spanned<WrittenEntry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenEntry {
    rule: Option<String>,
    fingerprint: Option<String>,
    endpoints: Option<String>,
    subject: Option<String>,
    reason: String,
    until: Option<String>,
}

impl IgnoreFile {
    /// Reads the text of an ignore file; `name` is what messages call it.
    pub fn parse(name: &str, text: &str) -> Result<Self, IgnoreError> {
        let written: Written = toml::from_str(text)
            .map_err(|error| IgnoreError { message: format!("{name}: {}", error.to_string().trim_end()) })?;
        let entries = written.ignore.into_iter().map(|entry| {
            let before = text.get(..entry.span().start).unwrap_or_default();
            let line = before.matches('\n').count() + 1;
            Entry::check(entry.into_inner(), line)
                .map_err(|message| IgnoreError { message: format!("{name}:{line}: {message}") })
        });
        Ok(Self { name: name.to_owned(), entries: entries.collect::<Result<_, _>>()? })
    }

    /// Takes what the entries excuse out of a report, and notes which of them excuse nothing. An entry holds up to and
    /// including its last day.
    pub fn apply(&self, report: &mut Report, today: Date) {
        let mut is_used = vec![false; self.entries.len()];
        for change in std::mem::take(&mut report.changes) {
            let (kept, ignored) = self.split(change, today, &mut is_used);
            report.changes.extend(kept);
            report.ignored.extend(ignored);
        }
        report.verdict = Verdict::of(&report.changes);
        for (entry, is_used) in self.entries.iter().zip(is_used) {
            let (kind, message) = match entry.until.filter(|until| *until < today) {
                Some(until) => (
                    "expired-ignore",
                    format!("An entry of the ignore file counts no more since {until}: {}", entry.shown()),
                ),
                None if is_used => continue,
                None => (
                    "stale-ignore",
                    format!("An entry of the ignore file matches nothing: {}", entry.shown()),
                ),
            };
            let place = Some(format!("{}:{}", self.name, entry.line));
            report.notes.push(Note { kind, message, place });
        }
    }

    /// What is left of a change, and what each entry excuses of it.
    fn split(&self, mut change: Change, today: Date, is_used: &mut [bool]) -> (Option<Change>, Vec<Ignored>) {
        let mut ignored = Vec::new();
        let is_wide = change.endpoints.is_empty();
        for (entry, is_used) in self.entries.iter().zip(is_used) {
            let holds = entry.until.is_none_or(|until| today <= until);
            if !holds || !entry.is_about(&change) {
                continue;
            }
            let excuse = |change: Change| Ignored {
                change,
                reason: entry.reason.clone(),
                until: entry.until.map(|until| until.to_string()),
            };
            if is_wide && entry.endpoints.is_none() {
                *is_used = true;
                return (None, vec![excuse(change)]);
            }
            let (covered, left): (Vec<EndpointRef>, Vec<EndpointRef>) = std::mem::take(&mut change.endpoints)
                .into_iter()
                .partition(|endpoint| entry.covers(endpoint));
            change.endpoints = left;
            if !covered.is_empty() {
                *is_used = true;
                ignored.push(excuse(Change { endpoints: covered, ..change.clone() }));
            }
            if !is_wide && change.endpoints.is_empty() {
                return (None, ignored);
            }
        }
        (Some(change), ignored)
    }
}

impl Entry {
    fn check(written: WrittenEntry, line: usize) -> Result<Self, String> {
        let WrittenEntry { rule, fingerprint, endpoints, subject, reason, until } = written;
        if rule.is_none() && fingerprint.is_none() {
            return Err("an entry needs a `rule` or a `fingerprint`".to_owned());
        }
        if reason.trim().is_empty() {
            return Err("an entry needs a `reason`: why is it all right?".to_owned());
        }
        let day = |text: String| {
            text.parse::<Date>().map_err(|_| format!("`{text}` is no day; one is written as 2027-01-31"))
        };
        Ok(Self {
            line,
            rule: rule.as_deref().map(rule_named).transpose()?,
            fingerprint,
            endpoints,
            subject,
            reason,
            until: until.map(day).transpose()?,
        })
    }

    /// Whether a change is of the kind that the entry names, wherever it is seen.
    fn is_about(&self, change: &Change) -> bool {
        self.rule.is_none_or(|rule| rule == change.rule)
            && self.fingerprint.as_ref().is_none_or(|fingerprint| *fingerprint == change.fingerprint)
            && self.subject.as_ref().is_none_or(|pattern| {
                names_of(change).iter().any(|name| glob::matches(pattern, name, separator(change)))
            })
    }

    fn covers(&self, endpoint: &EndpointRef) -> bool {
        self.endpoints.as_ref().is_none_or(|pattern| {
            glob::matches(pattern, &format!("{} {}", endpoint.method, endpoint.path), '/')
        })
    }

    fn shown(&self) -> String {
        let about = [
            ("rule", self.rule.map(RuleId::as_str)),
            ("fingerprint", self.fingerprint.as_deref()),
            ("subject", self.subject.as_deref()),
            ("endpoints", self.endpoints.as_deref()),
        ];
        let parts: Vec<String> =
            about.iter().filter_map(|(key, value)| Some(format!("{key} `{}`", value.as_ref()?))).collect();
        parts.join(", ")
    }
}

/// What the subject of a change may be called: by its name alone, or with the place: `Package.repository.private`,
/// `retention.days`.
fn names_of(change: &Change) -> Vec<String> {
    let subject = &change.subject;
    let mut names = vec![subject.name.clone()];
    if !subject.path.is_empty() {
        names.push(match subject.kind {
            SubjectKind::Body => format!("{}.{}", subject.path, subject.name),
            _ => format!("{}.{}", subject.name, subject.path),
        });
    }
    names
}

/// What parts the name of a subject.
fn separator(change: &Change) -> char {
    match change.subject.kind {
        SubjectKind::Parameter | SubjectKind::Body | SubjectKind::Schema => '.',
        SubjectKind::Reference | SubjectKind::Page | SubjectKind::Endpoint | SubjectKind::Response => '/',
    }
}

#[cfg(test)]
mod tests;
