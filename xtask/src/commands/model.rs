//! `cargo xtask model`: prints what the pages say.

use docwright::ledger::ledger;
use docwright::model::to_json;
use docwright::read::read;

use crate::cli::{ModelArgs, ModelFormat, Outcome};
use crate::report;
use crate::spec_folder::SpecFolder;

pub(crate) fn run(options: &ModelArgs) -> Result<Outcome, String> {
    let folder = SpecFolder::read(options.spec.as_deref())?;
    let reading = read(folder.spec(String::new()).pages);
    match options.format {
        ModelFormat::Ledger => report::line(ledger(&reading.api).trim_end()),
        ModelFormat::Json => {
            let json = serde_json::to_string_pretty(&to_json(&reading.api));
            report::line(&json.map_err(|error| format!("the model is no JSON: {error}"))?);
        }
    }
    report::diagnostics(&reading, options.diagnostics);
    for row in report::account(&reading) {
        report::note(&row);
    }
    if reading.api.endpoints.is_empty() {
        return Err(format!("no endpoints found in {}", folder.root.display()));
    }
    Ok(if reading.has_errors() { Outcome::Findings } else { Outcome::Fine })
}
