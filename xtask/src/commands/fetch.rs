//! `cargo xtask fetch`: brings the pages of a spec folder up to date.

use std::time::Instant;

use crate::cli::{FetchArgs, Outcome};
use crate::fetch;
use crate::report;
use crate::usage;

pub(crate) fn run(options: &FetchArgs) -> Result<Outcome, String> {
    let start = Instant::now();
    let summary = fetch::run(options)?;
    summary.failed().iter().for_each(|row| report::note(row));
    summary.rows().iter().for_each(|row| report::line(row));
    report::line(&format!("took {}", usage::shown(start.elapsed())));
    if summary.has_changes() {
        report::line("next: `cargo xtask generate`");
    }
    Ok(if summary.failures.is_empty() { Outcome::Fine } else { Outcome::Findings })
}
