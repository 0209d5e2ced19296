//! The commands, a file each.

pub(crate) mod check;
pub(crate) mod compile;
pub(crate) mod conformance;
pub(crate) mod diff;
pub(crate) mod fetch;
pub(crate) mod generate;
pub(crate) mod model;
mod plan;
mod runtime;
pub(crate) mod update;
pub(crate) mod versions;

use std::path::PathBuf;

use crate::cli::repository;

/// Cargo's target folder: that of the repository, unless `CARGO_TARGET_DIR` names another.
fn target_folder() -> Result<PathBuf, String> {
    match std::env::var_os("CARGO_TARGET_DIR").filter(|folder| !folder.is_empty()) {
        // The programs that are started stand in other folders, where a relative path would lead elsewhere.
        Some(folder) => {
            std::path::absolute(folder).map_err(|error| format!("CARGO_TARGET_DIR names no folder: {error}"))
        }
        None => Ok(repository().join("target")),
    }
}
