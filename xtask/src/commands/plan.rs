//! What `generate` would write: computed in memory, for `generate` to write and for `check` to compare.

use std::path::{Path, PathBuf};

use docwright::emit::CrateFile;
use docwright::quirks::Day;
use docwright::{GenerateError, Generated, Spec, generate};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::runtime::{Workspace, runtime};
use crate::cli::{DiagnosticFormat, GenerateArgs, project};
use crate::crate_folder::refuse_foreign;
use crate::report;
use crate::spec_folder::{SpecFolder, is_own, optional, spec_root};

/// A run of the generator, and where its results belong.
pub(crate) struct Plan {
    /// The spec folder.
    pub(crate) folder: SpecFolder,
    /// The crate's folder.
    pub(crate) out: PathBuf,
    /// What was generated.
    pub(crate) generated: Generated,
    /// Files beside the crate, with what they should hold and what they hold now.
    pub(crate) beside: Vec<Beside>,
}

/// A file that is kept beside the crate.
pub(crate) struct Beside {
    /// Where it is.
    pub(crate) path: PathBuf,
    /// What it should hold.
    pub(crate) contents: String,
    /// What it holds; `None` where it is not there.
    pub(crate) current: Option<String>,
}

impl Beside {
    /// Whether it is not as it should be.
    pub(crate) fn differs(&self) -> bool {
        self.current.as_deref() != Some(&self.contents)
    }
}

/// Plans a run. `None` where no page can be used, which has been reported then.
pub(crate) fn plan(options: &GenerateArgs) -> Result<Option<Plan>, String> {
    let folder = SpecFolder::read(options.spec.as_deref())?.choose(options.edition.as_deref())?;
    folder.refuse_several()?;
    let out = out(options)?;
    refuse_foreign(&out)?;
    // A folder without a lock is somebody else's: what we have to remember goes beside the crate.
    let keep = if folder.lock.is_some() { folder.root.clone() } else { out.clone() };
    let names_path = options.lock.clone().unwrap_or_else(|| keep.join("names.lock"));
    let names = optional(&names_path)?;
    let workspace = Workspace::above(&out)?;
    let crate_path = keep.join("crate.toml");
    let manifest = match &folder.manifest {
        Some(text) => Some(text.clone()),
        None => optional(&crate_path)?,
    };
    let spec = Spec {
        today: today(),
        manifest,
        runtime: runtime(options.runtime.as_ref(), &out, workspace.as_ref())?,
        in_workspace: workspace.is_some(),
        ..folder.spec(names.clone().unwrap_or_default())
    };
    let generated = match generate(spec, options.name.as_deref()) {
        Ok(generated) => generated,
        Err(GenerateError::Pages(reading)) => {
            report::diagnostics(&reading, DiagnosticFormat::Text);
            report::error("nothing is generated, as no page can be used");
            return Ok(None);
        }
        Err(error) => return Err(error.to_string()),
    };
    for unfit in &generated.unfit_quirks {
        report::note(&format!("warning: quirks.toml: {unfit}"));
    }
    if let Some(warning) = generated.crate_file.warning() {
        report::note(&format!("warning: {warning}"));
    }
    let mut beside = vec![
        Beside { contents: generated.names.clone(), current: names, path: names_path },
        beside_file(&keep.join("ledger.txt"), generated.ledger.clone())?,
    ];
    if let CrateFile::New(text) = &generated.crate_file {
        beside.push(Beside { path: crate_path, contents: text.clone(), current: None });
    }
    if let Some(lock) = &folder.lock {
        let api_version = |file: &str| {
            let others = generated.others.iter().map(|other| other.reading.as_ref());
            let mut readings = std::iter::once(&generated.reading).chain(others);
            let (reading, page) = readings.find_map(|reading| {
                let page = reading.pages.iter().find(|page| page.file == file);
                page.map(|page| (reading, page))
            })?;
            reading.api.pages.iter().find(|info| info.id == page.id)?.api_version.clone()
        };
        let now = lock.of(&folder.pages, api_version);
        beside.push(beside_file(&folder.root.join("lock.toml"), now.text()?)?);
    }
    Ok(Some(Plan { folder, out, generated, beside }))
}

/// The crate's folder.
pub(super) fn out(options: &GenerateArgs) -> Result<PathBuf, String> {
    match &options.out {
        Some(out) => Ok(out.clone()),
        None if is_own(&spec_root(options.spec.as_deref())) => Ok(project().join("generated")),
        None => {
            Err("generated/ is made from spec/: say with --out where the client of another spec folder goes"
                .to_owned())
        }
    }
}

/// The day that it is, for all in one time zone: a check must not depend on where it runs.
fn today() -> Option<Day> {
    Day::parse(&Timestamp::now().to_zoned(TimeZone::UTC).date().to_string())
}

fn beside_file(path: &Path, contents: String) -> Result<Beside, String> {
    Ok(Beside { current: optional(path)?, path: path.to_path_buf(), contents })
}
