//! `cargo xtask model`: prints what the pages say.

use std::time::Instant;

use docwright::ledger::ledger;
use docwright::model::to_json;
use docwright::quirks::{QuirkError, Quirks};
use docwright::read::read;

use crate::cli::{DiagnosticFormat, ModelArgs, ModelFormat, Outcome};
use crate::report;
use crate::spec_folder::SpecFolder;
use crate::usage;

pub(crate) fn run(options: &ModelArgs) -> Result<Outcome, String> {
    let folder = SpecFolder::read(options.spec.as_deref())?.choose(options.edition.as_deref())?;
    folder.refuse_several()?;
    let start = Instant::now();
    let spec = folder.spec(String::new());
    let quirks = Quirks::parse(&spec.quirks).map_err(|errors| messages(&errors))?;
    let mut reading = read(spec.pages);
    let wrong = quirks.apply(&mut reading, None);
    let usage = usage::shown(start.elapsed());
    match options.format {
        ModelFormat::Ledger => report::line(ledger(&reading.api).trim_end()),
        ModelFormat::Losses => {
            for loss in &reading.api.losses {
                let place = format!("{}:{}", report::file(&reading, &loss.page), loss.line);
                report::line(&format!("{} {place}: {}", loss.cause.as_str(), loss.words));
            }
        }
        ModelFormat::Json => {
            let json = serde_json::to_string_pretty(&to_json(&reading.api));
            report::json(&json.map_err(|error| format!("the model is no JSON: {error}"))?);
        }
    }
    report::diagnostics(&reading, options.diagnostics);
    // Where programs read the diagnostics, nothing else may stand among them.
    if options.diagnostics == DiagnosticFormat::Text {
        let (account, losses) = (report::account(&reading), report::losses(&reading));
        let rows = account.into_iter().chain(losses).chain(report::not_understood(&reading));
        rows.for_each(|row| report::note(&row));
        report::note(&format!("read in {usage}"));
    }
    if reading.api.endpoints.is_empty() {
        return Err(format!("no endpoints found in {}", folder.root.display()));
    }
    // A place that was not understood may be the reason why an entry matches nothing.
    if wrong.is_empty() || !reading.is_understood() {
        let is_denied = report::is_denied(&reading, &options.deny);
        return Ok(if is_denied { Outcome::Findings } else { Outcome::Fine });
    }
    Err(messages(&wrong))
}

fn messages(errors: &[QuirkError]) -> String {
    let messages: Vec<String> = errors.iter().map(|error| format!("quirks.toml: {error}")).collect();
    messages.join("\n")
}
