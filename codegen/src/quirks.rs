//! `quirks.toml`: where the page is known to be wrong. Corrections change the model, so that all that is made of it follows;
//! lines that cannot be read are excused. Each entry has a reason, and one that corrects nothing is an error.

mod changes;
mod entries;
mod fields;
mod file;
mod lines;
mod parameters;
mod replies;
mod suggest;
mod tally;
mod titles;
mod trees;
mod values;

use std::collections::HashMap;
use std::fmt;

use self::entries::{Entry, FieldQuirk, LineQuirk, ParameterQuirk, ReplyQuirk};
use crate::read::Reading;
use crate::source::Edition;

/// The version of pages whose address names none.
const GITHUB_COM: &str = "free-pro-team@latest";

/// The corrections that a file holds.
#[derive(Clone, Debug, Default)]
pub struct Quirks {
    fields: Vec<Entry<FieldQuirk>>,
    parameters: Vec<Entry<ParameterQuirk>>,
    replies: Vec<Entry<ReplyQuirk>>,
    lines: Vec<Entry<LineQuirk>>,
}

/// What is wrong with an entry, or with the whole file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuirkError {
    /// What is wrong and what mends it.
    pub message: String,
}

impl fmt::Display for QuirkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for QuirkError {}

/// A day, such as `2027-01-31`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(String);

impl Day {
    /// Reads a day; `None` where it is not of the form `YYYY-MM-DD`, or not in the calendar.
    pub fn parse(text: &str) -> Option<Self> {
        let read: toml::value::Datetime = text.parse().ok()?;
        let alone = read.time.is_none() && read.offset.is_none();
        (read.date.is_some() && alone).then(|| Self(text.to_owned()))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Quirks {
    /// Reads the text of a quirks file.
    pub fn parse(text: &str) -> Result<Self, Vec<QuirkError>> {
        file::parse(text)
    }

    /// Corrects what was read, by the entries that are for its version, and says which of them have to be mended.
    ///
    /// An entry that has expired by `today` is still followed: what was asked of it is said, and nothing else.
    pub fn apply(&self, reading: &mut Reading, today: Option<&Day>) -> Vec<QuirkError> {
        let version = reading.api.edition.version.clone().unwrap_or_else(|| GITHUB_COM.to_owned());
        let mut now = Self {
            fields: of_version(&self.fields, &version),
            parameters: of_version(&self.parameters, &version),
            replies: of_version(&self.replies, &version),
            lines: of_version(&self.lines, &version),
        };
        let mut errors = Vec::new();
        settle(&mut now.fields, today, &mut errors);
        settle(&mut now.parameters, today, &mut errors);
        settle(&mut now.replies, today, &mut errors);
        settle(&mut now.lines, today, &mut errors);
        errors.extend(lines::excuse(&now.lines, reading));
        errors.extend(parameters::correct(&now.parameters, &mut reading.api));
        errors.extend(fields::correct(&now.fields, &mut reading.api));
        errors.extend(replies::correct(&now.replies, &mut reading.api));
        errors
    }
}

/// The entries for a version.
fn of_version<T: Clone>(entries: &[Entry<T>], version: &str) -> Vec<Entry<T>> {
    let is_for = |entry: &&Entry<T>| {
        entry.versions.as_ref().is_none_or(|versions| versions.iter().any(|one| one == version))
    };
    entries.iter().filter(is_for).cloned().collect()
}

/// Reports what has expired, and leaves one entry about each thing.
fn settle<T>(entries: &mut Vec<Entry<T>>, today: Option<&Day>, errors: &mut Vec<QuirkError>) {
    let mut lines: HashMap<String, usize> = HashMap::new();
    entries.retain(|entry| {
        if let (Some(until), Some(today)) = (&entry.until, today)
            && until < today
        {
            errors.push(entry.error(&format!(
                "expired after {until}: look whether the page is still wrong, then move `until` or remove the entry"
            )));
        }
        let first = *lines.entry(entry.about.clone()).or_insert(entry.line);
        if first != entry.line {
            errors.push(entry.error(&format!(
                "is about the same as the one of line {first}: make one of both, or give each its `versions`"
            )));
        }
        first == entry.line
    });
}

/// Whether a text is a version of the documentation, such as `enterprise-server@3.18`.
fn is_version(text: &str) -> bool {
    Edition::from_address(text).version.as_deref() == Some(text)
}
