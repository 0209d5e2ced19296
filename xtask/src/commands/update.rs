//! `cargo xtask update`: fetches, generates, and reports what that changes.

use docwright::diff::report::Note;

use super::diff::{Detail, tell};
use super::generate::{generate, shown, written};
use super::plan::{Beside, out};
use crate::cli::{DiagnosticFormat, GenerateArgs, Outcome, ReportFormat, UpdateArgs};
use crate::crate_folder::refuse_foreign;
use crate::fetch::{self, Summary};
use crate::reference::of_folder;
use crate::report;
use crate::spec_folder::spec_root;

pub(crate) fn run(options: &UpdateArgs) -> Result<Outcome, String> {
    let spec = spec_root(options.fetch.spec.as_deref());
    let generating = GenerateArgs {
        spec: options.fetch.spec.clone(),
        out: options.out.clone(),
        name: options.name.clone(),
        runtime: None,
        lock: None,
        edition: None,
        deny: options.deny.clone(),
    };
    // What would stop `generate` for sure is to be said before pages are fetched.
    refuse_foreign(&out(&generating)?)?;
    let name = shown(&spec);
    // Pages that cannot be read may be mended by those that come, so this is no reason to stop.
    let old = if spec.is_dir() { of_folder(&format!("{name} as it was"), &spec) } else { Ok(None) };

    let summary = fetch::run(&options.fetch)?;
    summary.failed().iter().for_each(|row| report::note(row));
    let Some((plan, differences)) = generate(&generating)? else {
        summary.rows().iter().for_each(|row| report::note(row));
        return Err("the crate is as it was".to_owned());
    };
    let is_denied = report::is_denied(&plan.generated.reading, &options.deny);
    let is_whole = summary.failures.is_empty() && !is_denied;
    let fetched = if is_whole { Outcome::Fine } else { Outcome::Findings };
    let wrote = !differences.is_fresh() || plan.beside.iter().any(Beside::differs);
    let is_same = fetched == Outcome::Fine && !summary.has_changes() && !wrote;
    if !is_same {
        summary.rows().iter().for_each(|row| report::note(row));
        report::diagnostics(&plan.generated.reading, DiagnosticFormat::Text);
        report::others(&plan.generated.others);
        for row in written(&plan, &differences) {
            report::note(&row);
        }
        for row in report::not_understood(&plan.generated.reading) {
            report::note(&row);
        }
    } else if options.report.format == ReportFormat::Terminal && options.report.output.is_none() {
        report::line(NOTHING);
        return Ok(Outcome::Fine);
    } else {
        report::note(NOTHING);
    }

    let Some(mut old) = old? else {
        report::note("there were no pages before, so there is nothing to compare with");
        return Ok(fetched);
    };
    let Some(new) = of_folder(&name, &spec)? else { return Err(format!("{name} has no pages any more")) };
    // Annotations of what was are shown where it would be.
    old.folder.clone_from(&new.folder);
    let told = tell(old, new, &options.report, Detail::default(), missing(&summary))?;
    Ok(if fetched == Outcome::Findings { fetched } else { told })
}

/// Pages that could not be fetched, as notes of the report. What a server sent may be in the reasons.
fn missing(summary: &Summary) -> Vec<Note> {
    let note = |row: String| {
        let text = row.replace('`', "'").split_whitespace().collect::<Vec<&str>>().join(" ");
        Note { kind: "not-fetched", message: format!("`{text}`"), place: None }
    };
    summary.failed().into_iter().map(note).collect()
}

const NOTHING: &str = "nothing has changed";
