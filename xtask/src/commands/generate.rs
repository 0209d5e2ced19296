//! `cargo xtask generate`: writes what differs, and says what it did.

use std::path::Path;
use std::time::Instant;

use super::plan::{Plan, out, plan};
use crate::cli::{DiagnosticFormat, GenerateArgs, Outcome, project};
use crate::crate_folder::{Differences, compare, refuse_foreign, tidy, update, write};
use crate::report::{self, number};
use crate::spec_folder::spec_root;
use crate::usage;

pub(crate) fn run(options: &GenerateArgs) -> Result<Outcome, String> {
    let start = Instant::now();
    let Some((plan, differences)) = generate(options)? else { return Ok(Outcome::Findings) };
    let elapsed = start.elapsed();
    report::diagnostics(&plan.generated.reading, DiagnosticFormat::Text);
    report::others(&plan.generated.others);
    summary(&plan, &differences);
    report::line(&format!("took {}", usage::shown(elapsed)));
    let is_denied = report::is_denied(&plan.generated.reading, &options.deny);
    Ok(if is_denied { Outcome::Findings } else { Outcome::Fine })
}

/// Writes what differs, and prints nothing. `None` where no page can be used, which has been reported then.
pub(super) fn generate(options: &GenerateArgs) -> Result<Option<(Plan, Differences)>, String> {
    // What is kept beside the crate may have been written into any of these.
    let lock = options.lock.as_deref().and_then(Path::parent);
    let spec = spec_root(options.spec.as_deref());
    let out = out(options)?;
    refuse_foreign(&out)?;
    tidy(&out, &[&[spec.as_path()], lock.as_slice()].concat())?;
    let Some(plan) = plan(options)? else { return Ok(None) };
    let differences = compare(&plan.out, &plan.generated.files)?;
    update(&plan.out, &plan.generated.files, &differences)?;
    for file in plan.beside.iter().filter(|file| file.differs()) {
        write(&file.path, &file.contents)?;
    }
    Ok(Some((plan, differences)))
}

fn summary(plan: &Plan, differences: &Differences) {
    let api = &plan.generated.reading.api;
    report::line(&format!(
        "read {}, {} from {}",
        number(plan.generated.reading.pages.len(), "page"),
        number(api.endpoints.len(), "endpoint"),
        shown(&plan.folder.root),
    ));
    for row in report::account(&plan.generated.reading) {
        report::line(&row);
    }
    if !api.losses.is_empty() {
        for row in report::losses(&plan.generated.reading) {
            report::line(&row);
        }
    }
    for row in report::not_understood(&plan.generated.reading) {
        report::line(&row);
    }
    for (cause, count) in losses(plan) {
        report::line(&format!("plain JSON in {}, because of: {cause}", number(count, "place")));
    }
    for row in written(plan, differences) {
        report::line(&row);
    }
}

/// What was written, a line each.
pub(super) fn written(plan: &Plan, differences: &Differences) -> Vec<String> {
    let count = differences.stale.len() + differences.missing.len();
    let mut rows = vec![format!(
        "{}: {}, {count} written, {} removed",
        shown(&plan.out),
        number(plan.generated.files.len(), "file"),
        differences.orphaned.len(),
    )];
    let foreign = differences.foreign.iter();
    rows.extend(foreign.map(|file| format!("left alone, not generated: {}", shown(&plan.out.join(file)))));
    let beside = plan.beside.iter().filter(|file| file.differs());
    rows.extend(beside.map(|file| format!("wrote {}", shown(&file.path))));
    rows
}

/// How often callers get plain JSON, by cause.
fn losses(plan: &Plan) -> std::collections::BTreeMap<&'static str, usize> {
    let mut counts = std::collections::BTreeMap::new();
    for loss in &plan.generated.client.losses {
        *counts.entry(loss.cause).or_default() += 1;
    }
    counts
}

/// A path as people type it: below the repository without the way there.
pub(super) fn shown(path: &Path) -> String {
    path.strip_prefix(project()).unwrap_or(path).display().to_string()
}
