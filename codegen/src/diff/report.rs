//! What a comparison says: the one thing that every output format prints.

use std::collections::BTreeMap;

use serde::Serialize;

use super::finding::Subject;
use super::rules::RuleId;
use super::verdict::{Bump, Direction, Rust, Wire};

/// The version of the JSON form; it grows when a reader of the old form would misread the new one.
pub const FORMAT: u32 = 1;

/// The report of a comparison.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// [`FORMAT`].
    pub format: u32,
    /// The two references.
    pub old: Reference,
    /// The two references.
    pub new: Reference,
    /// The verdict over all changes that are not ignored.
    pub verdict: Verdict,
    /// The changes, the worst first; those of prose alone come last.
    pub changes: Vec<Change>,
    /// Changes that the ignore file excuses.
    pub ignored: Vec<Ignored>,
    /// What else a reader should know: stale entries of the ignore file, what pages hide, warnings of the parser.
    pub notes: Vec<Note>,
}

/// One of the references.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Reference {
    /// As it was named on the command line.
    pub label: String,
    /// Such as `enterprise-server@3.18`.
    pub version: Option<String>,
    /// Such as `es`.
    pub locale: Option<String>,
    /// The value of `X-GitHub-Api-Version`.
    pub api_version: Option<String>,
    /// How many pages it has.
    pub pages: usize,
    /// How many endpoints it has.
    pub endpoints: usize,
}

/// The verdict over all.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Verdict {
    /// The worst on the wire.
    pub wire: Wire,
    /// The worst for code.
    pub rust: Rust,
    /// Which part of the crate's version has to grow.
    pub bump: Bump,
    /// Whether the wire breaks and code does not: "regenerate and rebuild, no edits".
    pub rebuild: bool,
    /// How many changes there are, those of prose alone not counted.
    pub causes: usize,
    /// How many endpoints they reach.
    pub endpoints: usize,
    /// How many changes are documentation only.
    pub prose: usize,
    /// How many changes there are of each verdict on the wire, by its word.
    pub by_wire: BTreeMap<&'static str, usize>,
    /// How many changes there are of each verdict for code, by its word.
    pub by_rust: BTreeMap<&'static str, usize>,
}

/// One change: a root cause with all that it reaches.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// The rule.
    pub rule: RuleId,
    /// Made from structure, so that it stays when words change: 16 hexadecimal digits.
    pub fingerprint: String,
    /// What it means on the wire.
    pub wire: Wire,
    /// What it means for code.
    pub rust: Rust,
    /// Which way the value travels.
    pub direction: Direction,
    /// What has changed.
    pub subject: Subject,
    /// What has changed, in one sentence of markdown: only code spans occur.
    pub message: String,
    /// What to do, in one sentence of markdown.
    pub advice: String,
    /// How sure it is that old and new are the same thing, in percent; absent where there is no doubt.
    pub confidence: Option<u8>,
    /// The endpoints that it reaches, by page and place on it.
    pub endpoints: Vec<EndpointRef>,
    /// Where the old pages say it.
    pub old: Option<Line>,
    /// Where the new pages say it.
    pub new: Option<Line>,
    /// The items of the crate that it changes.
    pub items: Vec<Item>,
    /// For what breaks code: a caller's line that stops compiling, and its fix.
    pub witness: Option<Witness>,
}

/// An endpoint that a change reaches.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct EndpointRef {
    /// The page, of the new reference if it is there.
    pub page: String,
    /// Its method.
    pub method: String,
    /// Its path.
    pub path: String,
    /// Its title.
    pub title: String,
}

/// A line of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The file, as it lies below what was named on the command line.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// The line itself, without what surrounds it.
    pub text: String,
}

/// An item of the crate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Item {
    /// Its path below the crate: `types::Package.name`.
    pub path: String,
    /// What it means for code.
    pub rust: Rust,
    /// Its signature in the old crate.
    pub old: Option<String>,
    /// Its signature in the new crate.
    pub new: Option<String>,
}

/// Code that stops compiling.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Witness {
    /// A line of a caller that compiles with the old crate only.
    pub before: String,
    /// The line that does the same with the new crate, or a comment where nothing does.
    pub after: String,
}

/// A change that an entry of the ignore file excuses.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ignored {
    /// The change; its endpoints are those that the entry covers.
    pub change: Change,
    /// The entry's reason.
    pub reason: String,
    /// The day after which it counts no more, `2027-01-31`.
    pub until: Option<String>,
}

/// A remark that is no change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Note {
    /// A stable word: `stale-ignore`, `hidden`, `not-understood`, `not-fetched`.
    pub kind: &'static str,
    /// The remark, in one sentence of markdown.
    pub message: String,
    /// Where, as `FILE:LINE`, if it is about a place.
    pub place: Option<String>,
}
