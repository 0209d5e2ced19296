//! The calls: a program of its own, as it needs the generated crate, which this one must not.

use std::process::Command;

use crate::cli::{Outcome, repository};

/// Calls all endpoints at a base URL, and prints what comes of it.
pub(super) fn run(base_url: &str, operations: &[String]) -> Result<Outcome, String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args([
            "run",
            "--quiet",
            "--package",
            "docwright-tests",
            "--example",
            "conformance",
            "--manifest-path",
        ])
        .arg(repository().join("Cargo.toml"))
        .arg("--")
        .arg(base_url)
        .args(operations)
        .status()
        .map_err(|error| format!("cargo cannot be run: {error}"))?;
    match status.code() {
        Some(0) => Ok(Outcome::Fine),
        Some(1) => Ok(Outcome::Findings),
        _ => Err(format!("the program that calls the endpoints could not do its work: {status}")),
    }
}
