//! The whole pipeline: pages in, files out, one line a stage.

use std::fmt;

use crate::emit::{CrateConfig, CrateError, CrateFile, EmitError, File, Runtime, emit};
use crate::ledger::ledger;
use crate::lower::lock::{LockErrors, NamesLock};
use crate::lower::lower;
use crate::quirks::{Day, QuirkError, Quirks};
use crate::read::Reading;
use crate::rust::Client;
use crate::source::{Edition, Page};
use crate::versions::editions::read_beside;
use crate::versions::{EditionPages, EditionReading, Editions, availability};
use crate::visible::visible_toml;

/// Everything that a spec folder holds, as text.
#[derive(Clone, Debug, Default)]
pub struct Spec {
    /// The pages that the client is made from, which are of one edition.
    pub pages: Vec<Page>,
    /// Pages of other editions. They say which versions have an endpoint too.
    pub others: Vec<Page>,
    /// `names.lock`; empty where there is none.
    pub names: String,
    /// `quirks.toml`; empty where there is none.
    pub quirks: String,
    /// The day that it is, on which entries of `quirks.toml` may have expired; `None` where none is to.
    pub today: Option<Day>,
    /// `crate.toml`, if there is one.
    pub manifest: Option<String>,
    /// Whether the crate's folder lies in a workspace of cargo. Where it does not, the crate and its runtime are a workspace
    /// of their own, so that they can be published together.
    pub in_workspace: bool,
    /// Where the crate has its runtime from.
    pub runtime: Runtime,
}

/// The result of a run.
#[derive(Debug)]
pub struct Generated {
    /// The crate's files, ordered by path.
    pub files: Vec<File>,
    /// The ledger, for the spec folder.
    pub ledger: String,
    /// The names' lock after this run.
    pub names: String,
    /// State of `crate.toml`, with a warning where it lacks something.
    pub crate_file: CrateFile,
    /// The client that the files hold.
    pub client: Client,
    /// The reference as it was read.
    pub reading: Reading,
    /// Other versions of it as they were read. What was not understood in them stops nothing.
    pub others: Vec<EditionReading<'static>>,
    /// Entries of `quirks.toml` that do not fit pages of which something was not understood, which may be the reason.
    pub unfit_quirks: Vec<QuirkError>,
}

/// Why nothing was generated.
#[derive(Debug)]
pub enum GenerateError {
    /// The pages are of several editions, which have these names.
    Editions(Vec<String>),
    /// Every page is damaged, or none is one of a reference; the diagnostics are in the reading.
    Pages(Box<Reading>),
    /// No page has an endpoint.
    NoEndpoints(Box<Reading>),
    /// `names.lock` cannot be read, or holds names that cannot be used.
    Names(LockErrors),
    /// `quirks.toml` cannot be read, or holds entries that have to be mended.
    Quirks(Vec<QuirkError>),
    /// `crate.toml` cannot be used.
    Crate(CrateError),
    /// The crate cannot be written.
    Emit(EmitError),
}

impl fmt::Display for GenerateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Editions(names) => {
                write!(f, "a client is made from one edition, and these pages are of {}", names.join(", "))
            }
            Self::Pages(_) => f.write_str("no page can be used"),
            Self::NoEndpoints(_) => {
                f.write_str("no endpoints found: no page has a heading with a request line below it")
            }
            Self::Names(error) => write!(f, "names.lock: {error}"),
            Self::Quirks(errors) => {
                let messages: Vec<String> = errors.iter().map(ToString::to_string).collect();
                write!(f, "quirks.toml: {}", messages.join("\nquirks.toml: "))
            }
            Self::Crate(error) => write!(f, "crate.toml: {error}"),
            Self::Emit(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for GenerateError {}

/// Generates a client crate from a spec. `name` is the crate's name, where `crate.toml` is not to say it.
pub fn generate(spec: Spec, name: Option<&str>) -> Result<Generated, GenerateError> {
    let lock = NamesLock::parse(&spec.names).map_err(GenerateError::Names)?;
    let quirks = Quirks::parse(&spec.quirks).map_err(GenerateError::Quirks)?;
    let written = spec.manifest.as_deref().map(|text| CrateConfig::parse(text, name)).transpose();
    let written = written.map_err(GenerateError::Crate)?;
    let (pages, others) = of_one_edition(spec.pages, spec.others)?;
    let (mut reading, others) = read_beside(pages, others);
    let wrong = quirks.apply(&mut reading, spec.today.as_ref());
    let reading = understood(reading)?;
    // A place that was not understood may be the reason why an entry matches nothing.
    if !wrong.is_empty() && reading.is_understood() {
        return Err(GenerateError::Quirks(wrong));
    }
    let (config, crate_file) = crate_config(written, name, reading.api.endpoints.len())?;
    let config = config.with_runtime(spec.runtime);
    let config = if spec.in_workspace { config.in_workspace() } else { config };
    let (ledger, mut lowered) = rayon::join(|| ledger(&reading.api), || lower(&reading.api, &lock));
    if let Some(refused) = lowered.refused.take() {
        return Err(GenerateError::Names(refused));
    }
    availability::note(&mut lowered.client, &reading, &others);
    let files = emit(&lowered.client, &config).map_err(GenerateError::Emit)?;
    let names = visible_toml(&lowered.lock.updated()).into_owned();
    let client = lowered.client;
    Ok(Generated { files, ledger, names, crate_file, client, reading, others, unfit_quirks: wrong })
}

/// The pages of the client and those of each other version.
fn of_one_edition(
    pages: Vec<Page>,
    others: Vec<Page>,
) -> Result<(Vec<Page>, Vec<EditionPages>), GenerateError> {
    let own = Editions::of(pages);
    if own.all().len() > 1 {
        return Err(GenerateError::Editions(own.names()));
    }
    let (pages, _) = own.split(0);
    let edition = Edition::of_pages(&pages);
    let (mut others, _) = Editions::of(others).one_a_version(Some(&edition));
    others.retain(|other| other.edition.version != edition.version);
    Ok((pages, others))
}

/// The reading, if it has anything to generate from.
fn understood(reading: Reading) -> Result<Reading, GenerateError> {
    match (reading.api.endpoints.is_empty(), reading.is_understood()) {
        (false, _) => Ok(reading),
        (true, false) => Err(GenerateError::Pages(Box::new(reading))),
        (true, true) => Err(GenerateError::NoEndpoints(Box::new(reading))),
    }
}

/// The crate's configuration as its file states it, or a first one.
fn crate_config(
    written: Option<CrateConfig>,
    name: Option<&str>,
    endpoints: usize,
) -> Result<(CrateConfig, CrateFile), GenerateError> {
    if let Some(config) = written {
        let file = if config.is_complete() { CrateFile::Complete } else { CrateFile::LacksAllByDefault };
        return Ok((config, file));
    }
    let config = CrateConfig::first(name.unwrap_or("octoquill"), endpoints).map_err(GenerateError::Crate)?;
    let file = CrateFile::New(config.text());
    Ok((config, file))
}
