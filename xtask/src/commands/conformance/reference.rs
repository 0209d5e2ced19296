//! A whole reference: the client of a spec folder, held against GitHub's own description of the API.
//!
//! The client is generated beside a program that knows each of its endpoints. The program reads every reply that the
//! description shows as an example, and calls every endpoint on Prism. What fails is ours to mend, unless GitHub's own
//! schema says the same of the example, or the repository excuses it by name.

mod arguments;
mod cases;
mod defaults;
mod examples;
mod excuses;
mod expression;
mod openapi;
mod program;
mod sample;
mod schemas;
mod verdict;

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use docwright::rust::Client;

use self::cases::{Cases, cases};
use self::examples::{Body, Example, bodies, examples};
use self::excuses::Excuses;
use self::openapi::OpenApi;
use self::program::{Finding, Outcome as Found, Program};
use self::schemas::Violation;
use self::verdict::Tally;
use super::prism::Prism;
use super::{PREFIX, description, npm};
use crate::cli::{GenerateArgs, Outcome, repository};
use crate::commands::generate::generate;
use crate::crate_folder::write;
use crate::report;

/// The generated crate, in the folder and as a package.
const NAME: &str = "reference-client";

/// What is downloaded from the mock server, where GitHub's would send elsewhere: a text without parameters.
const FILE: &str = "/zen";

/// The file of the examples of replies, which is written for the validator and read by the program as well.
const EXAMPLES: &str = "examples.json";

/// What is known to fail, below the repository.
const EXCUSED: &str = "tests/conformance/excused.toml";

/// Checks the client of a spec folder; `installed` is where npm put what it installed.
pub(super) fn run(installed: &Path, spec: &Path) -> Result<Outcome, String> {
    let file = installed.join(npm::DESCRIPTION);
    let text =
        fs::read_to_string(&file).map_err(|error| format!("{} cannot be read: {error}", file.display()))?;
    let folder = installed.join("reference");
    let Some(client) = client(spec, &folder.join(NAME))? else { return Ok(Outcome::Findings) };
    let api = OpenApi::parse(&text)?;
    let cases = cases(&client, &api, &allowed(installed, &file, bodies(&api))?);
    let examples = examples(&api);
    let program = program::build(&folder.join("program"), NAME, &folder.join(NAME), &cases.files)?;
    let excuses = Excuses::read(&repository().join(EXCUSED))?;
    let read = read_examples(installed, &file, &program, &examples, &excuses)?;
    let called = call(installed, &text, &program, &cases, &excuses)?;
    let used = [read.used.as_slice(), &called.used].concat();
    let stale = excuses
        .stale(&used)
        .map(|excuse| report::line(&format!("FAILED: no longer needed: {}", excuse.shown())));
    let stale = stale.count();
    strangers(&cases, &api);
    summary(&program, &cases, &read, &called, stale);
    let is_fine = read.failed + called.failed + stale == 0;
    Ok(if is_fine { Outcome::Fine } else { Outcome::Findings })
}

/// Generates the crate, and gives what it was written from; `None` where pages were not understood.
fn client(spec: &Path, out: &Path) -> Result<Option<Client>, String> {
    let options = GenerateArgs {
        spec: Some(spec.to_path_buf()),
        out: Some(out.to_path_buf()),
        name: Some(NAME.to_owned()),
        runtime: None,
        lock: None,
        edition: None,
        deny: Vec::new(),
    };
    Ok(generate(&options)?.map(|(plan, _)| plan.generated.client))
}

/// The bodies that their own schemas allow.
fn allowed(folder: &Path, description: &Path, bodies: Vec<Body>) -> Result<Vec<Body>, String> {
    let violations = schemas::violations(folder, description, "bodies.json", &bodies)?;
    Ok(bodies
        .into_iter()
        .zip(violations)
        .filter(|(_, violations)| violations.is_empty())
        .map(|(body, _)| body)
        .collect())
}

fn read_examples(
    folder: &Path,
    description: &Path,
    program: &Program,
    examples: &[Example],
    excuses: &Excuses,
) -> Result<Tally, String> {
    let violations = schemas::violations(folder, description, EXAMPLES, examples)?;
    let violations: HashMap<&str, &[Violation]> = examples
        .iter()
        .map(|example| example.place.as_str())
        .zip(violations.iter().map(Vec::as_slice))
        .collect();
    let file = folder.join(EXAMPLES).display().to_string();
    let findings = program.run(&["examples", &file])?;
    let mut tally = Tally::default();
    let mut unread = String::new();
    for finding in &findings {
        let violations = violations.get(finding.place.as_str()).copied().unwrap_or_default();
        tally.judge_example(finding, violations, excuses);
        for member in &finding.unread {
            let _ = writeln!(unread, "{}: {member}", finding.place);
        }
    }
    write(&folder.join("unread.txt"), &unread)?;
    Ok(tally)
}

fn call(
    folder: &Path,
    text: &str,
    program: &Program,
    cases: &Cases,
    excuses: &Excuses,
) -> Result<Tally, String> {
    let file = folder.join("whole.json");
    let prefix = |method: &str, path: &str| {
        let key = openapi::key(method, path);
        cases.elsewhere.get(&key).cloned().unwrap_or_else(|| PREFIX.to_owned())
    };
    write(&file, &description::whole(text, &prefix, &format!("{PREFIX}{FILE}"))?.text)?;
    let prism = Prism::start(folder, &file)?;
    let mut findings = program.run(&["calls", &format!("{}{PREFIX}", prism.origin())])?;
    drop(prism);
    findings.extend(cases.unwritten.iter().map(|(place, reason)| Finding {
        place: place.clone(),
        outcome: Found::Refused,
        words: reason.clone(),
        unread: Vec::new(),
    }));
    let mut tally = Tally::default();
    for finding in &findings {
        tally.judge_call(finding, excuses);
    }
    Ok(tally)
}

/// Says which operations only one side has. Those that only the pages have cannot be checked.
fn strangers(cases: &Cases, api: &OpenApi) {
    let ours: BTreeSet<&String> = cases.keys.iter().collect();
    let theirs: Vec<String> = api.operations().map(|operation| operation.key()).collect();
    let theirs: BTreeSet<&String> = theirs.iter().collect();
    for key in ours.difference(&theirs) {
        report::line(&format!("not in the description: {key}"));
    }
    for key in theirs.difference(&ours) {
        report::line(&format!("not in the pages: {key}"));
    }
}

fn summary(program: &Program, cases: &Cases, read: &Tally, called: &Tally, stale: usize) {
    for cost in &program.costs {
        let (name, seconds, mib) = (&cost.name, cost.time.as_secs_f64(), cost.peak_kib / 1024);
        report::line(&format!("built {name} in {seconds:.1} s with {mib} MiB of memory at most"));
    }
    report::line(&format!(
        "{} examples: {} decoded, {} excused by their own schema, {} excused by name, {} of endpoints that the pages \
         do not have, {} to mend",
        read.total(),
        read.fine,
        read.by_schema,
        read.by_name,
        read.unknown,
        read.failed
    ));
    report::line(&format!(
        "{} endpoints called {} times: {} replies decoded, {} accepted with no reply that fits its own schema, {} \
         excused by name, {} to mend",
        cases.keys.len(),
        called.total(),
        called.fine,
        called.by_schema,
        called.by_name,
        called.failed
    ));
    if stale > 0 {
        report::line(&format!("{} that nothing needs any more", report::number(stale, "excuse")));
    }
}
