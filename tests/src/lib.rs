//! What the tests share: where the repository is, its spec, its fixtures, and the corpus.
#![allow(
    clippy::expect_used,
    clippy::missing_panics_doc,
    reason = "a test that lacks its files has nothing to go on with"
)]

pub mod docs_server;
pub mod documented;
pub mod fake_github;
pub mod fault_server;
pub mod server;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use docwright::model::{Api, to_json};
use docwright::read::{Reading, read};
use docwright::source::Page;
use serde_json::Value;

/// Returns the model as JSON with every reference to a shared schema replaced by the schema itself.
///
/// Only for models whose objects do not share parts many levels deep: the result grows with the paths through them.
pub fn expanded_model(api: &Api) -> Value {
    let mut model = to_json(api);
    let schemas = model["schemas"].take();
    model.as_object_mut().expect("an object").remove("schemas");
    expand(&mut model, schemas.as_array().expect("a list"));
    model
}

fn expand(value: &mut Value, schemas: &[Value]) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| expand(item, schemas)),
        Value::Object(members) => {
            if let Some(number) = members.get("ref").and_then(Value::as_u64) {
                members.remove("ref");
                let shared = schemas[usize::try_from(number).expect("a small number")].clone();
                members.extend(shared.as_object().expect("a node").clone());
            }
            members.values_mut().for_each(|member| expand(member, schemas));
        }
        _ => {}
    }
}

/// The file of the one page that the project exists for, inside `spec/`.
pub const PACKAGES: &str = "es/enterprise-server@3.18/rest/packages/packages.md";

/// The repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("this package lies in the repository").to_owned()
}

/// The text of the packages page as it was fetched.
pub fn packages_text() -> String {
    let file = root().join("spec").join(PACKAGES);
    fs::read_to_string(file).expect("the spec holds the packages page")
}

/// Reads one text as if it were the packages page.
pub fn read_packages(text: &str) -> Reading {
    read(vec![Page::new(PACKAGES, text)])
}

/// Every page below a folder, in the order of their files.
pub fn pages_in(folder: &Path) -> Vec<Page> {
    let mut pages = Vec::new();
    collect(folder, folder, &mut pages);
    pages.sort_by(|a, b| a.file.cmp(&b.file));
    pages
}

/// The corpus, where `DOCWRIGHT_CORPUS` names it; else says that a test has nothing to read.
pub fn corpus(test: &str) -> Option<PathBuf> {
    let Some(folder) = std::env::var_os("DOCWRIGHT_CORPUS") else {
        say(&format!("skipped: {test}, since DOCWRIGHT_CORPUS names no folder"));
        return None;
    };
    // A relative path is meant from the repository, wherever the test runner stands.
    Some(root().join(folder))
}

/// Prints a line that people see: what a test prints with `println!` is shown only where it fails.
pub fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

fn collect(base: &Path, folder: &Path, pages: &mut Vec<Page>) {
    for entry in fs::read_dir(folder).expect("the folder can be listed") {
        let path = entry.expect("the entry can be read").path();
        if path.is_dir() {
            collect(base, &path, pages);
        } else if path.extension().is_some_and(|ending| ending == "md") {
            let text = fs::read_to_string(&path).expect("the page is UTF-8");
            let file = path.strip_prefix(base).expect("the page lies below its folder");
            pages.push(Page::new(file.to_string_lossy().replace('\\', "/"), &text));
        }
    }
}
