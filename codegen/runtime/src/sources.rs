//! Text of this crate, for the generator, which can copy it into a generated crate.

use include_dir::{Dir, include_dir};

static FOLDER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src");

/// Name of this package.
pub const NAME: &str = env!("CARGO_PKG_NAME");

/// Version of this package.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The feature of this module, and the dependency that it needs. Copies of the crate have neither.
pub const OWN: [(&str, &str); 2] = [("features", "sources"), ("dependencies", "include_dir")];

/// `Cargo.toml` of this crate.
pub const MANIFEST: &str = include_str!("../Cargo.toml");

/// Returns the files of `src`, ordered by path, as copies of the crate have them: without this module.
pub fn files() -> Vec<(String, String)> {
    let mut files = Vec::new();
    collect(&FOLDER, &mut files);
    files.retain(|(path, _)| path != "sources.rs");
    files.sort();
    files
}

fn collect(folder: &Dir<'_>, files: &mut Vec<(String, String)>) {
    for file in folder.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        let text = file.contents_utf8().unwrap_or_default();
        files.push((path, text.replace(DECLARATION, "")));
    }
    for folder in folder.dirs() {
        collect(folder, files);
    }
}

/// The line that declares this module.
const DECLARATION: &str = "#[cfg(feature = \"sources\")]\npub mod sources;\n";
