//! `cargo xtask versions`: prints which endpoint is in which version.

use std::time::Instant;

use docwright::versions::editions::read_all;
use docwright::versions::{matrix, to_json, to_table};

use crate::cli::{Outcome, VersionsArgs, VersionsFormat};
use crate::report::{self, number};
use crate::spec_folder::SpecFolder;
use crate::usage;

pub(crate) fn run(options: &VersionsArgs) -> Result<Outcome, String> {
    let start = Instant::now();
    let folder = SpecFolder::read(options.spec.as_deref())?.choose(options.edition.as_deref())?;
    let editions = folder.editions();
    let chosen = folder.edition.as_deref().and_then(|word| editions.find(word));
    let primary = chosen.and_then(|at| editions.all().get(at)).map(|one| one.edition.clone());
    let (columns, set_aside) = editions.one_a_version(primary.as_ref());
    let readings = read_all(columns);
    let at = readings.iter().position(|one| Some(&one.edition) == primary.as_ref());
    let matrix = matrix(&readings, at);
    match options.format {
        VersionsFormat::Table => report::line(to_table(&matrix, &set_aside).trim_end()),
        VersionsFormat::Json => {
            let json = serde_json::to_string_pretty(&to_json(&matrix, &set_aside));
            report::json(&json.map_err(|error| format!("the matrix is no JSON: {error}"))?);
        }
    }
    for one in &readings {
        report::errors_only(&one.reading);
    }
    let took = usage::shown(start.elapsed());
    report::note(&format!("compared {} in {took}", number(matrix.columns.len(), "version")));
    if matrix.rows.is_empty() {
        return Err(format!("no endpoints found in {}", folder.root.display()));
    }
    let has_errors = readings.iter().any(|one| one.reading.has_errors());
    Ok(if has_errors { Outcome::Findings } else { Outcome::Fine })
}
