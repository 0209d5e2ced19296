//! `cargo xtask check`: what `generate` would change. Never writes.

use super::generate::shown;
use super::plan::plan;
use crate::cli::{GenerateArgs, Outcome};
use crate::crate_folder::compare;
use crate::page_lock::PageLock;
use crate::report;

pub(crate) fn run(options: &GenerateArgs) -> Result<Outcome, String> {
    let Some(plan) = plan(options)? else { return Ok(Outcome::Findings) };
    report::others(&plan.generated.others);
    let reading = &plan.generated.reading;
    if !reading.is_understood() {
        report::errors_only(reading);
    }
    let is_denied = report::is_denied(reading, &options.deny);
    let mut findings: Vec<String> = Vec::new();
    for (word, file) in compare(&plan.out, &plan.generated.files)?.rows() {
        findings.push(format!("{word}: {}", shown(&plan.out.join(file))));
    }
    for file in plan.beside.iter().filter(|file| file.differs()) {
        let word = if file.current.is_some() { "stale" } else { "missing" };
        findings.push(format!("{word}: {}", shown(&file.path)));
        if let (Some(old), true) = (&plan.folder.lock, file.path.ends_with("lock.toml")) {
            let now = PageLock::parse(&file.contents)?;
            let root = &plan.folder.root;
            let pages = old.differences(&now).into_iter();
            findings
                .extend(pages.map(|page| format!("page {}: {}", page.what, shown(&root.join(page.file)))));
        }
    }
    if findings.is_empty() {
        report::line(&format!("{} is up to date", shown(&plan.out)));
        for row in report::not_understood(reading) {
            report::line(&row);
        }
        return Ok(if is_denied { Outcome::Findings } else { Outcome::Fine });
    }
    for finding in &findings {
        report::line(finding);
    }
    report::error(
        "run `cargo xtask generate` and commit what it writes; what is \"not generated\" has to go by hand",
    );
    Ok(Outcome::Findings)
}
