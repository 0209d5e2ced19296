//! `cargo xtask diff`: what has changed between two references, as a report.

use std::fs;
use std::io::IsTerminal as _;
use std::path::Path;
use std::thread;
use std::time::Instant;

use docwright::diff::ignore::IgnoreFile;
use docwright::diff::input::{Compared, compare};
use docwright::diff::render::{self, Case, Terminal};
use docwright::diff::report::{Note, Report};
use docwright::diff::rules::RuleId;
use docwright::diff::verdict::{Rust, Wire};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;

use crate::cli::{DiagnosticFormat, DiffArgs, Outcome, ReportArgs, ReportFormat, repository};
use crate::reference::{self, Named};
use crate::{report, usage};

/// How wide a report is where nobody says, in columns.
const WIDTH: usize = 100;

/// How many characters a comment on GitHub holds, with some room for what a workflow adds.
const COMMENT: usize = 60_000;

pub(crate) fn run(options: &DiffArgs) -> Result<Outcome, String> {
    if options.rules {
        report::line(render::catalogue(&cases()?).trim_end());
        return Ok(Outcome::Fine);
    }
    if let Some(rule) = options.explain {
        report::line(render::explain(rule, &cases()?).trim_end());
        return Ok(Outcome::Fine);
    }
    let (Some(old), Some(new)) = (&options.old, &options.new) else {
        return Err("name two references".to_owned());
    };
    let start = Instant::now();
    let (old, new) = read_both(old, new)?;
    let outcome =
        tell(old, new, &options.report, Detail { all: options.all, width: options.width }, Vec::new())?;
    report::note(&format!("took {}", usage::shown(start.elapsed())));
    Ok(outcome)
}

/// How much a terminal shows.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Detail {
    /// Whether every endpoint and every change of prose is listed.
    pub(super) all: bool,
    /// In columns; what the terminal says, if nothing else does.
    pub(super) width: Option<usize>,
}

/// Compares two references, prints the report with further notes, and says whether it fails.
pub(super) fn tell(
    mut old: Named,
    mut new: Named,
    options: &ReportArgs,
    detail: Detail,
    notes: Vec<Note>,
) -> Result<Outcome, String> {
    let note = reference::settle(&mut old, &mut new)?;
    let ignore = ignore_file(options.ignore.as_deref(), &new)?;
    let Named { folder, input: new, .. } = new;
    let old_folder = old.folder.clone();
    let mut compared = compare(old.input, new).map_err(|error| error.to_string())?;
    compared.report.notes.extend(note.into_iter().chain(notes));
    if let (Some(ignore), true) = (ignore, compared.is_comparable()) {
        ignore.apply(&mut compared.report, today());
    }
    print(options, detail, &compared.report, [&old_folder, &folder])?;
    outcome(options, &compared)
}

fn read_both(old: &str, new: &str) -> Result<(Named, Named), String> {
    thread::scope(|scope| {
        let new = scope.spawn(|| reference::read(new));
        let old = reference::read(old);
        let new = new.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        Ok((old?, new?))
    })
}

/// The file that the command line names, or the new reference's own.
fn ignore_file(named: Option<&Path>, new: &Named) -> Result<Option<IgnoreFile>, String> {
    let file = match named {
        Some(path) => {
            let unreadable = |error| format!("{} cannot be read: {error}", path.display());
            Some((path.display().to_string(), fs::read_to_string(path).map_err(unreadable)?))
        }
        None => new.ignore.clone(),
    };
    let parse = |(name, text): (String, String)| IgnoreFile::parse(&name, &text);
    file.map(parse).transpose().map_err(|error| error.to_string())
}

fn today() -> Date {
    Timestamp::now().to_zoned(TimeZone::UTC).date()
}

fn print(options: &ReportArgs, detail: Detail, found: &Report, folders: [&str; 2]) -> Result<(), String> {
    let text = match options.format {
        ReportFormat::Terminal => render::terminal(
            found,
            &Terminal { width: width(options, detail), colour: is_colourful(options), all: detail.all },
        ),
        ReportFormat::Markdown => render::markdown(found, COMMENT),
        ReportFormat::Json => render::json(found),
        ReportFormat::Annotations => render::annotations(&below(found, folders)),
        ReportFormat::Html => render::html(found),
    };
    match &options.output {
        None => report::rendered(text.trim_end()),
        Some(path) => {
            fs::write(path, text)
                .map_err(|error| format!("{} cannot be written: {error}", path.display()))?;
            report::note(&format!("wrote {}", path.display()));
        }
    }
    Ok(())
}

/// The report with files as they lie in the repository, which is where annotations are shown.
fn below(found: &Report, [old, new]: [&str; 2]) -> Report {
    let mut found = found.clone();
    for change in &mut found.changes {
        for (line, folder) in [(&mut change.old, old), (&mut change.new, new)] {
            if let (Some(line), false) = (line, folder.is_empty()) {
                line.file =
                    format!("{}/{}", folder.trim_start_matches("./").trim_end_matches('/'), line.file);
            }
        }
    }
    found
}

fn is_colourful(options: &ReportArgs) -> bool {
    options.output.is_none()
        && std::io::stdout().is_terminal()
        && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

fn width(options: &ReportArgs, detail: Detail) -> usize {
    let terminal = || {
        let (terminal_size::Width(columns), _) = terminal_size::terminal_size()?;
        options.output.is_none().then_some(usize::from(columns))
    };
    detail.width.or_else(terminal).unwrap_or(WIDTH)
}

fn outcome(options: &ReportArgs, compared: &Compared) -> Result<Outcome, String> {
    if !compared.is_comparable() {
        for reading in [&compared.old, &compared.new].into_iter().filter(|reading| !reading.is_understood()) {
            report::diagnostics(reading, DiagnosticFormat::Text);
        }
        return Err("cannot compare: no page of one side can be used".to_owned());
    }
    for reading in [&compared.old, &compared.new] {
        report::errors_only(reading);
    }
    Ok(if options.fail_on.fails(&compared.report) { Outcome::Findings } else { Outcome::Fine })
}

/// What a pair of fixtures says of itself.
#[derive(Deserialize)]
struct WrittenCase {
    edit: String,
    rule: String,
    wire: String,
    rust: String,
}

/// Every edit of a page that the tests know the verdict of, as examples of the rules.
fn cases() -> Result<Vec<Case>, String> {
    let folder = repository().join("tests/fixtures/diff");
    let unreadable = |error: std::io::Error| format!("{} cannot be read: {error}", folder.display());
    let mut files = Vec::new();
    for entry in fs::read_dir(&folder).map_err(unreadable)? {
        files.push(entry.map_err(unreadable)?.path().join("case.toml"));
    }
    files.sort();
    let mut cases = Vec::new();
    for file in files.iter().filter(|file| file.is_file()) {
        let text = fs::read_to_string(file).map_err(unreadable)?;
        let WrittenCase { edit, rule, wire, rust } =
            toml::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
        let wire = Wire::ALL.into_iter().find(|level| level.as_str() == wire);
        let rust = Rust::ALL.into_iter().find(|level| level.as_str() == rust);
        // What is no change is an example of no rule.
        if let (Some(rule), Some(wire), Some(rust)) = (RuleId::parse(&rule), wire, rust) {
            cases.push(Case { rule, wire, rust, edit });
        }
    }
    Ok(cases)
}
