//! The program that holds a client against the description: written beside the client, built, and run.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::Deserialize;

use crate::cli::repository;
use crate::cost::{Cost, watch};
use crate::crate_folder::write;

/// The sources that are the same for all clients. Two of them are those of the check of octoquill itself.
const SOURCES: &[(&str, &str)] = &[
    ("main.rs", include_str!("../../../../../tests/conformance/program/main.rs")),
    ("calls.rs", include_str!("../../../../../tests/conformance/program/calls.rs")),
    ("case.rs", include_str!("../../../../../tests/conformance/program/case.rs")),
    ("examples.rs", include_str!("../../../../../tests/conformance/program/examples.rs")),
    ("finding.rs", include_str!("../../../../../tests/conformance/program/finding.rs")),
    ("compare.rs", include_str!("../../../../../tests/examples/conformance/compare.rs")),
    ("verdict.rs", include_str!("../../../../../tests/examples/conformance/verdict.rs")),
];

/// The package of the program.
const NAME: &str = "docwright-reference-check";

/// A built program.
#[derive(Debug)]
pub(super) struct Program {
    file: PathBuf,
    /// What building the client and the program took; nothing for one that was built already.
    pub(super) costs: Vec<Cost>,
}

/// What the program found out.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Finding {
    /// The example or the call.
    pub(super) place: String,
    pub(super) outcome: Outcome,
    /// The client's or the server's words.
    pub(super) words: String,
    /// What the example has and the client does not read.
    pub(super) unread: Vec<String>,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(super) enum Outcome {
    Fine,
    Refused,
    Altered,
    Unanswered,
    Unknown,
}

/// Writes and builds the program for a client crate.
pub(super) fn build(
    folder: &Path,
    client: &str,
    client_folder: &Path,
    cases: &BTreeMap<String, String>,
) -> Result<Program, String> {
    let sources = folder.join("src");
    remove_stale(&sources, cases)?;
    refresh(&folder.join("Cargo.toml"), &manifest(client, client_folder))?;
    // The dependencies are then those that the repository is tested with.
    let lock = repository().join("Cargo.lock");
    if !folder.join("Cargo.lock").exists()
        && let Ok(text) = fs::read_to_string(&lock)
    {
        write(&folder.join("Cargo.lock"), &text)?;
    }
    for (name, text) in SOURCES {
        refresh(&sources.join(name), text)?;
    }
    for (name, text) in cases {
        refresh(&sources.join(name), text)?;
    }
    let target = folder.join("target");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .args(["build", "--quiet", "--manifest-path"])
        .arg(folder.join("Cargo.toml"))
        .env("CARGO_TARGET_DIR", &target)
        .env("CARGO_INCREMENTAL", "0")
        .stdin(Stdio::null());
    let crates = [client.replace('-', "_"), NAME.replace('-', "_")];
    let (status, costs) = watch(&mut command, &crates)?;
    if !status.success() {
        return Err(format!("the program that checks {client} cannot be built: {status}"));
    }
    let file = target.join("debug").join(format!("{NAME}{}", std::env::consts::EXE_SUFFIX));
    Ok(Program { file, costs })
}

impl Program {
    /// Runs it, and reads what it found out.
    pub(super) fn run(&self, arguments: &[&str]) -> Result<Vec<Finding>, String> {
        let output = Command::new(&self.file)
            .args(arguments)
            .stdin(Stdio::null())
            .stderr(Stdio::inherit())
            .output()
            .map_err(|error| format!("{} cannot be run: {error}", self.file.display()))?;
        if !output.status.success() {
            return Err(format!("the program that checks could not do its work: {}", output.status));
        }
        let text = String::from_utf8_lossy(&output.stdout);
        let findings = text.lines().map(serde_json::from_str);
        findings.collect::<Result<_, _>>().map_err(|error| format!("a finding cannot be read: {error}"))
    }
}

fn manifest(client: &str, folder: &Path) -> String {
    let folder = folder.display().to_string();
    format!(
        "[package]\nname = \"{NAME}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
         [dependencies]\noctoquill = {{ package = {client:?}, path = {folder:?}, features = [\"all\"] }}\nserde_json = \"1\"\n\
         tokio = {{ version = \"1\", features = [\"macros\", \"rt\", \"time\"] }}\n\n\
         [profile.dev]\ndebug = false\n\n[workspace]\n"
    )
}

/// Writes a file if it differs, so that nothing is built twice for nothing.
fn refresh(path: &Path, text: &str) -> Result<(), String> {
    if fs::read_to_string(path).is_ok_and(|current| current == text) { Ok(()) } else { write(path, text) }
}

/// Removes cases of endpoints that are no longer there.
fn remove_stale(sources: &Path, cases: &BTreeMap<String, String>) -> Result<(), String> {
    let Ok(entries) = fs::read_dir(sources.join("cases")) else { return Ok(()) };
    for entry in entries.flatten() {
        let name = format!("cases/{}", entry.file_name().to_string_lossy());
        if !cases.contains_key(&name) {
            fs::remove_file(entry.path())
                .map_err(|error| format!("{} cannot be removed: {error}", entry.path().display()))?;
        }
    }
    Ok(())
}
