//! Where a generated crate has its runtime from: the workspace that it is in, another folder, the registry, or a copy.

use std::fs;
use std::path::{Path, PathBuf};

use docwright::emit::{RUNTIME_PACKAGE, Runtime};

use crate::cli::RuntimeChoice;
use crate::spec_folder::optional;

/// The workspace of cargo that a folder is in, by the manifest above it.
pub(super) struct Workspace {
    root: PathBuf,
    manifest: toml::Table,
}

impl Workspace {
    /// Finds the workspace above a crate's folder.
    pub(super) fn above(out: &Path) -> Result<Option<Self>, String> {
        for folder in absolute(out)?.ancestors().skip(1) {
            let manifest = optional(&folder.join("Cargo.toml"))?.unwrap_or_default();
            // Cargo reports a manifest that it cannot read.
            let Ok(manifest) = manifest.parse::<toml::Table>() else { continue };
            if manifest.contains_key("workspace") {
                return Ok(Some(Self { root: folder.to_path_buf(), manifest }));
            }
        }
        Ok(None)
    }

    /// Returns whether a crate in this folder is one of its members.
    fn has_member(&self, out: &Path) -> Result<bool, String> {
        let out = absolute(out)?;
        Ok(self.members().contains(&out))
    }

    /// Finds the member that is the runtime.
    fn runtime(&self) -> Option<PathBuf> {
        self.members().into_iter().find(|member| is_runtime(member))
    }

    fn members(&self) -> Vec<PathBuf> {
        let members = self.manifest.get("workspace").and_then(|workspace| workspace.get("members"));
        let members = members.and_then(|members| members.as_array()).map(Vec::as_slice).unwrap_or_default();
        let mut found = Vec::new();
        for member in members.iter().filter_map(|member| member.as_str()) {
            match member.strip_suffix("/*") {
                None => found.push(self.root.join(member)),
                Some(folder) => {
                    let entries = fs::read_dir(self.root.join(folder)).into_iter().flatten().flatten();
                    found.extend(entries.map(|entry| entry.path()));
                }
            }
        }
        found
    }
}

/// Resolves `--runtime` for a crate's folder. Without it, members of a workspace that has the runtime use that one.
pub(super) fn runtime(
    choice: Option<&RuntimeChoice>,
    out: &Path,
    workspace: Option<&Workspace>,
) -> Result<Runtime, String> {
    let member = workspace.and_then(Workspace::runtime);
    match choice {
        Some(RuntimeChoice::Vendored) => Ok(Runtime::Vendored),
        Some(RuntimeChoice::Version) => Ok(Runtime::Version),
        Some(RuntimeChoice::Path(Some(folder))) if is_runtime(folder) => relative(out, folder),
        Some(RuntimeChoice::Path(Some(folder))) => Err(format!(
            "{} is not the package {RUNTIME_PACKAGE}: name the folder of its Cargo.toml",
            folder.display()
        )),
        Some(RuntimeChoice::Path(None)) => match &member {
            Some(folder) => relative(out, folder),
            None => Err(format!(
                "no workspace above {} has the package {RUNTIME_PACKAGE}: name its folder with --runtime path=DIR",
                out.display()
            )),
        },
        None => match (workspace, &member) {
            (Some(workspace), Some(folder)) if workspace.has_member(out)? => relative(out, folder),
            _ => Ok(Runtime::Vendored),
        },
    }
}

fn is_runtime(folder: &Path) -> bool {
    let manifest = optional(&folder.join("Cargo.toml")).ok().flatten().unwrap_or_default();
    let manifest: toml::Table = manifest.parse().unwrap_or_default();
    manifest.get("package").and_then(|package| package.get("name")?.as_str()) == Some(RUNTIME_PACKAGE)
}

/// The runtime's folder as seen from the crate's.
fn relative(out: &Path, folder: &Path) -> Result<Runtime, String> {
    let (out, folder) = (absolute(out)?, absolute(folder)?);
    let path = pathdiff::diff_paths(&folder, &out).unwrap_or(folder);
    Ok(Runtime::Path(path.to_string_lossy().replace('\\', "/")))
}

fn absolute(path: &Path) -> Result<PathBuf, String> {
    std::path::absolute(path).map_err(|error| format!("{} is not a path: {error}", path.display()))
}
