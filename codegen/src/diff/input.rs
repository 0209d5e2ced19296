//! Two references as they were found → their report: read side by side, lowered one after the other.

use std::collections::HashSet;
use std::fmt;
use std::thread;

use super::comparison::Side;
use super::lone_pages::assume_one_language;
use super::names::names_for_new;
use super::report::{Change, FORMAT, Reference, Report, Verdict};
use super::{diff, parsing};
use crate::diagnostic::Effect;
use crate::lower::lock::{LockErrors, NamesLock};
use crate::lower::{Lowered, lower};
use crate::model::{Api, Endpoint, Gap, Method};
use crate::quirks::{QuirkError, Quirks};
use crate::read::{Reading, read};
use crate::source::{Page, PageId};

/// A reference as it was found.
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// What the report calls it: a folder, a file, a revision.
    pub label: String,
    /// Its pages.
    pub pages: Vec<Page>,
    /// Its `names.lock`; a reference without one takes the other's.
    pub names: Option<String>,
    /// Its `quirks.toml`; a reference without one takes the other's. What matches nothing is passed over: the comparison
    /// is of pages, and `generate` is there to say so.
    pub quirks: Option<String>,
}

/// Two references that were compared.
#[derive(Debug)]
pub struct Compared {
    /// The report. Where no page of a side can be used, it says so and nothing else.
    pub report: Report,
    /// The old reference as it was read.
    pub old: Reading,
    /// The new one.
    pub new: Reading,
}

impl Compared {
    /// Whether both sides have something to compare.
    pub fn is_comparable(&self) -> bool {
        is_usable(&self.old) && is_usable(&self.new)
    }
}

/// Why two references cannot be compared.
#[derive(Debug)]
pub enum CompareError {
    /// A reference, by its label, has no endpoint.
    NoEndpoints(String),
    /// The `names.lock` of a reference cannot be read.
    Names(String, LockErrors),
    /// The `quirks.toml` of a reference cannot be read.
    Quirks(String, Vec<QuirkError>),
}

impl fmt::Display for CompareError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoEndpoints(label) => {
                write!(f, "no endpoints found in {label}: no page has a heading with a request line below it")
            }
            Self::Names(label, error) => write!(f, "names.lock of {label}: {error}"),
            Self::Quirks(label, errors) => {
                let messages: Vec<String> = errors.iter().map(ToString::to_string).collect();
                write!(f, "quirks.toml of {label}: {}", messages.join("\n"))
            }
        }
    }
}

impl std::error::Error for CompareError {}

/// Compares two references.
pub fn compare(mut old: Input, mut new: Input) -> Result<Compared, CompareError> {
    assume_one_language(&mut old.pages, &mut new.pages);
    let quirks = |own: &Input, other: &Input| {
        let text = own.quirks.as_ref().or(other.quirks.as_ref()).map_or("", String::as_str);
        Quirks::parse(text).map_err(|errors| CompareError::Quirks(own.label.clone(), errors))
    };
    let old_quirks = quirks(&old, &new)?;
    let new_quirks = quirks(&new, &old)?;
    let (owner, given) = match (&old.names, &new.names) {
        (Some(names), _) => (&old.label, names.clone()),
        (None, Some(names)) => (&new.label, names.clone()),
        (None, None) => (&old.label, String::new()),
    };
    let lock = parse_lock(owner, &given)?;

    let (mut old_reading, mut new_reading) = thread::scope(|scope| {
        let reading = scope.spawn(|| corrected(new.pages, &new_quirks));
        let old_reading = corrected(old.pages, &old_quirks);
        (old_reading, reading.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    });
    for (reading, label) in [(&old_reading, &old.label), (&new_reading, &new.label)] {
        if reading.api.endpoints.is_empty() && reading.is_understood() {
            return Err(CompareError::NoEndpoints(label.clone()));
        }
    }
    if !is_usable(&old_reading) || !is_usable(&new_reading) {
        return Ok(not_understood([&old.label, &new.label], old_reading, new_reading));
    }
    leave_out(&mut old_reading.api, &new_reading.api);
    leave_out(&mut new_reading.api, &old_reading.api);
    let old_lowered = lower(&old_reading.api, &lock);
    let names = names_for_new(&given, &old_lowered.lock.updated(), new.names.as_deref().unwrap_or_default())
        .map_err(|error| CompareError::Names(new.label.clone(), LockErrors::of_syntax(&error)))?;
    let new_lowered = lower(&new_reading.api, &parse_lock(&new.label, &names)?);

    let mut report =
        diff(side(&old.label, &old_reading, &old_lowered), side(&new.label, &new_reading, &new_lowered));
    parsing::mark_unknown(&mut report.changes, &old_reading, &new_reading);
    add_before_prose(&mut report, parsing::new_warnings(&old_reading, &new_reading));
    add_before_prose(&mut report, parsing::errors(&old_reading, &new_reading));
    report.notes.extend(parsing::known_errors(&old_reading, &new_reading));
    Ok(Compared { report, old: old_reading, new: new_reading })
}

/// Reads pages with their corrections. What a correction does not fit is for `generate` to say.
fn corrected(pages: Vec<Page>, quirks: &Quirks) -> Reading {
    let mut reading = read(pages);
    let _ = quirks.apply(&mut reading, None);
    reading
}

fn add_before_prose(report: &mut Report, changes: Vec<Change>) {
    let is_prose = |change: &Change| change.rule.is_prose();
    let at = report.changes.iter().position(is_prose).unwrap_or(report.changes.len());
    report.changes.splice(at..at, changes);
    report.verdict = Verdict::of(&report.changes);
}

fn is_usable(reading: &Reading) -> bool {
    !reading.api.endpoints.is_empty()
}

/// Takes out everything whose presence is unknown on the other side: pages that are damaged there, and endpoints of these and of pages
/// with an endpoint whose path is unknown.
fn leave_out(api: &mut Api, other: &Api) {
    let is_lost = |gap: &&Gap| matches!(gap.effect, None | Some(Effect::NoEndpoint));
    let pages: HashSet<&PageId> = other.gaps.iter().filter(is_lost).map(|gap| &gap.page).collect();
    let key = |endpoint: &Endpoint| (endpoint.method, endpoint.path.numbered());
    let known: HashSet<(Method, String)> = other.endpoints.iter().map(key).collect();
    api.endpoints.retain(|endpoint| !pages.contains(&endpoint.page) || known.contains(&key(endpoint)));
    let is_damaged = |page: &PageId| other.gaps.iter().any(|gap| gap.effect.is_none() && gap.page == *page);
    api.pages.retain(|page| !is_damaged(&page.id));
}

fn parse_lock(label: &str, names: &str) -> Result<NamesLock, CompareError> {
    NamesLock::parse(names).map_err(|error| CompareError::Names(label.to_owned(), error))
}

fn side<'a>(label: &'a str, reading: &'a Reading, lowered: &'a Lowered) -> Side<'a> {
    Side { label, pages: &reading.pages, api: &reading.api, client: &lowered.client }
}

fn not_understood(labels: [&str; 2], old: Reading, new: Reading) -> Compared {
    let changes = parsing::errors(&old, &new);
    let [old_label, new_label] = labels;
    let report = Report {
        format: FORMAT,
        old: reference(old_label, &old),
        new: reference(new_label, &new),
        verdict: Verdict::of(&changes),
        changes,
        ignored: Vec::new(),
        notes: Vec::new(),
    };
    Compared { report, old, new }
}

fn reference(label: &str, reading: &Reading) -> Reference {
    Reference {
        label: label.to_owned(),
        version: reading.api.edition.version.clone(),
        locale: reading.api.edition.locale.clone(),
        api_version: reading.api.api_version.clone(),
        pages: reading.pages.len(),
        endpoints: reading.api.endpoints.len(),
    }
}
