//! Several versions of a reference side by side: which endpoint is in which, and where it differs.
//!
//! [`editions`] sorts pages into editions and reads them; the rest compares what they state: facts of the model, never prose
//! and never the name of a placeholder, so that versions in different languages compare as well.

mod aspects;
pub mod availability;
pub mod editions;
mod history;
mod json;
mod table;

use std::collections::{BTreeMap, BTreeSet, HashMap};

pub use self::aspects::Aspect;
use self::aspects::differing;
pub use self::editions::{EditionPages, EditionReading, Editions};
pub use self::history::{Event, Turn};
pub use self::json::to_json;
pub use self::table::to_table;
use crate::diagnostic::Severity;
use crate::diff::losses::by_endpoint;
use crate::diff::rust_side::RustSide;
use crate::diff::schemas::{Facts, View};
use crate::model::{Endpoint, LossCause, Method};
use crate::read::Reading;
use crate::source::{Edition, PageId};

/// Which endpoint is in which version.
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix {
    /// The versions: products together, releases ascending.
    pub columns: Vec<Column>,
    /// Which column the client is made from, where that is known.
    pub primary: Option<usize>,
    /// The endpoints, by path and method.
    pub rows: Vec<Row>,
}

/// One version.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Version and language.
    pub edition: Edition,
    /// The value of `X-GitHub-Api-Version` that its pages name.
    pub api_version: Option<String>,
    /// How many pages it has.
    pub pages: usize,
    /// How many endpoints it has.
    pub endpoints: usize,
    /// How many errors its pages have. Where there are any, an endpoint may be missing because it was not understood.
    pub errors: usize,
}

/// One endpoint.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its method.
    pub method: Method,
    /// Its path, with the base's names for its placeholders.
    pub path: String,
    /// Its title in the base.
    pub title: String,
    /// The page that documents it in the base.
    pub page: PageId,
    /// The column that the others are compared with: the primary one, or else the first that has the endpoint.
    pub base: usize,
    /// What each column has of it.
    pub cells: Vec<Cell>,
    /// Since when the endpoint is there or gone, where releases before tell.
    pub history: Vec<Event>,
}

/// What a version has of an endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// The endpoint with these differences from the base; none where it is alike.
    Present(Vec<Aspect>),
    /// The endpoint, but its page here or in the base has errors, so that it cannot be compared.
    Unsure,
    /// Nothing.
    Absent,
    /// Nothing that was understood; but pages of the version have errors.
    Unknown,
}

impl Cell {
    /// Whether the version has the endpoint; `None` where that is not known.
    pub fn is_present(&self) -> Option<bool> {
        match self {
            Self::Present(_) | Self::Unsure => Some(true),
            Self::Absent => Some(false),
            Self::Unknown => None,
        }
    }
}

/// What an endpoint is known by in every version: the method, and the path with placeholders numbered.
type Key = (String, Method);

/// Compares versions. The readings are columns in the order given; see [`Editions::one_a_version`].
pub fn matrix(readings: &[EditionReading<'_>], primary: Option<usize>) -> Matrix {
    let no_crate = RustSide::default();
    let versions: Vec<Version<'_>> = readings.iter().map(|one| Version::of(one, &no_crate)).collect();
    let order: Vec<usize> =
        primary.into_iter().chain((0..versions.len()).filter(|at| Some(*at) != primary)).collect();
    let mut keys: BTreeMap<&Key, usize> = BTreeMap::new();
    for at in &order {
        for key in versions[*at].endpoints.keys() {
            keys.entry(key).or_insert(*at);
        }
    }
    let mut compared: BTreeMap<(usize, usize), Facts<'_>> = BTreeMap::new();
    let columns: Vec<Column> = versions.iter().map(Version::column).collect();
    let rows = keys.into_iter().filter_map(|(key, base)| {
        let endpoint = versions[base].endpoints.get(key)?;
        let cell = |at: usize| {
            let (here, there) = (&versions[base], &versions[at]);
            match there.endpoints.get(key) {
                None if there.errors > 0 => Cell::Unknown,
                None => Cell::Absent,
                Some(_) if base == at => Cell::Present(Vec::new()),
                Some(other) if here.is_broken(endpoint) || there.is_broken(other) => Cell::Unsure,
                Some(other) => {
                    let same_language = here.reading.api.edition.locale == there.reading.api.edition.locale;
                    let facts = compared
                        .entry((base, at))
                        .or_insert_with(|| Facts::new(&here.view, &there.view, same_language));
                    let is_lost = |aspect| here.has_lost(key, aspect) || there.has_lost(key, aspect);
                    Cell::Present(differing(facts, (endpoint, other), is_lost))
                }
            }
        };
        let cells: Vec<Cell> = (0..versions.len()).map(cell).collect();
        Some(Row {
            method: endpoint.method,
            path: endpoint.path.to_string(),
            title: endpoint.title.clone(),
            page: endpoint.page.clone(),
            base,
            history: history::history(&columns, &cells),
            cells,
        })
    });
    let rows = rows.collect();
    Matrix { columns, primary, rows }
}

/// A reading with what is looked up in it.
struct Version<'a> {
    edition: &'a Edition,
    reading: &'a Reading,
    endpoints: HashMap<Key, &'a Endpoint>,
    errors: usize,
    broken: BTreeSet<&'a PageId>,
    lost: Lost,
    view: View<'a>,
}

impl<'a> Version<'a> {
    fn of(of: &'a EditionReading<'_>, no_crate: &'a RustSide<'a>) -> Self {
        let reading: &Reading = &of.reading;
        let errors = reading.diagnostics.iter().filter(|one| one.severity != Severity::Warning);
        Self {
            edition: &of.edition,
            reading,
            endpoints: reading.api.endpoints.iter().map(|endpoint| (key(endpoint), endpoint)).collect(),
            errors: errors.clone().count(),
            broken: errors.map(|one| &one.page).collect(),
            lost: lost(reading),
            view: View::new(&reading.api, &reading.pages, no_crate, false),
        }
    }

    fn column(&self) -> Column {
        Column {
            edition: self.edition.clone(),
            api_version: self.reading.api.api_version.clone(),
            pages: self.reading.pages.len(),
            endpoints: self.endpoints.len(),
            errors: self.errors,
        }
    }

    fn is_broken(&self, endpoint: &Endpoint) -> bool {
        self.broken.contains(&endpoint.page)
    }

    fn has_lost(&self, key: &Key, aspect: Aspect) -> bool {
        self.lost.get(key).is_some_and(|lost| lost.contains(&aspect))
    }
}

fn key(endpoint: &Endpoint) -> Key {
    (endpoint.path.numbered(), endpoint.method)
}

/// The aspects of endpoints of which pages have lost something, so that it is unknown whether they differ.
type Lost = HashMap<Key, BTreeSet<Aspect>>;

fn lost(reading: &Reading) -> Lost {
    let mut lost = Lost::new();
    for (at, losses) in by_endpoint(&reading.api, &reading.pages) {
        for loss in losses {
            let aspect = match loss.cause {
                LossCause::LostNesting => Aspect::Body,
                LossCause::AmbiguousReference => Aspect::Reply,
                _ => continue,
            };
            lost.entry(key(&reading.api.endpoints[at])).or_default().insert(aspect);
        }
    }
    lost
}
