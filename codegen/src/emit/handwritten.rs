//! The hand-written part of the client, copied file by file: `codegen/base`, to which generated code adds methods, and the runtime
//! where a crate has a copy of it.

use octoquill_runtime::sources;

use super::{File, MARKER};

macro_rules! files {
    ($($path:literal,)+) => {
        &[$(($path, include_str!(concat!("../../base/src/", $path))),)+]
    };
}

/// Paths below `codegen/base/src`, with their texts.
const BASE: &[(&str, &str)] = files! {
    "base/blocking.rs",
    "base/call.rs",
    "base/client.rs",
    "base/mod.rs",
};

/// Returns the files of the base, as `src/base/…`.
pub(super) fn base() -> impl Iterator<Item = File> {
    BASE.iter().map(|(path, text)| copy(format!("src/{path}"), text))
}

/// Returns the files of a copy of the runtime, as `runtime/src/…`.
pub(super) fn runtime() -> impl Iterator<Item = File> {
    sources::files().into_iter().map(|(path, text)| copy(format!("runtime/src/{path}"), &text))
}

fn copy(path: String, text: &str) -> File {
    let contents =
        format!("// {MARKER} from its hand-written part. Do not edit: run `cargo xtask generate`.\n\n{text}");
    File { path, contents }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};

    /// A file that is added must be in the list above, or generated crates would lack it.
    #[test]
    fn every_file_is_listed() {
        let listed: Vec<&str> = super::BASE.iter().map(|(path, _)| *path).collect();
        assert_eq!(listed, below("base/src", "base"));
    }

    #[test]
    fn a_copy_of_the_runtime_is_complete_but_for_its_sources() {
        let copied: Vec<super::File> = super::runtime().collect();
        let mut paths: BTreeSet<&str> =
            copied.iter().filter_map(|file| file.path.strip_prefix("runtime/src/")).collect();
        assert!(paths.insert("sources.rs"));
        assert_eq!(Vec::from_iter(paths), below("runtime/src", ""));
        assert!(copied.iter().all(|file| !file.contents.contains("mod sources")));
    }

    /// The files of a folder of this package, by their paths below `root`, ordered.
    fn below(root: &str, folder: &str) -> Vec<String> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(root);
        let mut folders: Vec<PathBuf> = vec![root.join(folder)];
        let mut found = Vec::new();
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    found.push(path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/"));
                }
            }
        }
        found.sort();
        found
    }
}
