//! What comes from npm: the server, and GitHub's description of the API.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Map, Value, json};

use crate::crate_folder::write;
use crate::report;

/// What is installed. Prism 5.15 needs Node.js 24, which is too new to be everywhere. The validator of JSON Schema is
/// the one that Prism uses.
const PACKAGES: &[(&str, &str)] = &[
    ("@stoplight/prism-cli", "5.14.2"),
    ("@octokit/openapi", "23.0.2"),
    ("ajv", "8.20.0"),
    ("ajv-formats", "2.1.1"),
];

/// The program of the server, below the folder of the installation.
pub(super) const PRISM: &str = "node_modules/@stoplight/prism-cli/dist/index.js";

/// GitHub's description of the server version that the pages are about, below the folder of the installation.
pub(super) const DESCRIPTION: &str = "node_modules/@octokit/openapi/generated/ghes-3.18.json";

/// Node.js gives npm a script for a program on Windows, which has to be named in full there.
const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// Written when an installation is complete: npm leaves a half one behind when it is stopped.
const STAMP: &str = "installed.json";

/// Whether npm can be run.
pub(super) fn is_there() -> bool {
    let mut npm = Command::new(NPM);
    npm.arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    npm.status().is_ok_and(|status| status.success())
}

/// Installs what is needed into a folder, unless it is there.
pub(super) fn install(folder: &Path) -> Result<(), String> {
    let versions: Map<String, Value> =
        PACKAGES.iter().map(|(name, version)| ((*name).to_owned(), json!(version))).collect();
    let manifest = format!("{:#}\n", json!({ "private": true, "dependencies": versions }));
    let stamp = folder.join(STAMP);
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == manifest) {
        return Ok(());
    }
    let names: Vec<String> = PACKAGES.iter().map(|(name, version)| format!("{name} {version}")).collect();
    report::note(&format!("installing {} with npm, which takes a minute", names.join(" and ")));
    write(&folder.join("package.json"), &manifest)?;
    let output = Command::new(NPM)
        // Neither package has scripts that it needs, and what is not run can do no harm.
        .args(["install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("npm cannot be run: {error}"))?;
    if !output.status.success() {
        let words = String::from_utf8_lossy(&output.stderr);
        return Err(format!("npm could not install {}:\n{}", names.join(" and "), words.trim_end()));
    }
    write(&stamp, &manifest)
}
