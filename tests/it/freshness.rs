//! `generated/`, `spec/ledger.txt` and `spec/names.lock` are what docwright makes of `spec/`, to the byte, and nothing else
//! lies in `generated/`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use docwright::emit::Runtime;
use docwright::{Generated, Spec, generate};
use docwright_tests::{pages_in, root};

/// What mends every failure here.
const MEND: &str = "run `cargo xtask generate` and commit what it writes";

#[test]
fn generated_is_what_the_spec_gives() {
    let generated = from_spec(&spec_text("names.lock"));
    let expected: BTreeMap<String, String> =
        generated.files.into_iter().map(|file| (file.path, file.contents)).collect();
    let mut found = BTreeMap::new();
    collect(&root().join("generated"), "", &mut found);
    let names = |files: &BTreeMap<String, String>| files.keys().cloned().collect::<BTreeSet<_>>();
    assert_eq!(names(&found), names(&expected), "{MEND}");
    let stale: Vec<&String> =
        expected.iter().filter(|(path, text)| found[*path] != **text).map(|(path, _)| path).collect();
    assert!(stale.is_empty(), "{stale:?} differ: {MEND}");
    // A spec that gave next to nothing would pass as well.
    assert!(expected.contains_key("src/orgs/packages.rs") && expected.len() > 30);
}

#[test]
fn a_change_of_the_runtime_touches_nothing_that_is_generated() {
    let read = |folder: &str| {
        let mut files = BTreeMap::new();
        collect(&root().join(folder), "", &mut files);
        files
    };
    let generated = read("generated");
    for (path, text) in read("codegen/runtime/src") {
        let copies: Vec<&String> =
            generated.iter().filter(|(_, other)| other.contains(&text)).map(|(path, _)| path).collect();
        assert!(copies.is_empty(), "{path} is copied to {copies:?}");
    }
}

#[test]
fn ledger_and_names_are_what_the_spec_gives() {
    let generated = from_spec(&spec_text("names.lock"));
    assert!(generated.ledger == spec_text("ledger.txt"), "spec/ledger.txt differs: {MEND}");
    assert!(generated.names == spec_text("names.lock"), "spec/names.lock differs: {MEND}");
}

#[test]
fn a_second_run_changes_nothing() {
    let first = from_spec("");
    let second = from_spec(&first.names);
    assert!(first.names == second.names, "names settle in one run");
    assert!(first.files == second.files, "a lock of today's names gives today's crate");
}

fn from_spec(names: &str) -> Generated {
    let lock = spec_text("lock.toml");
    let primary = lock.lines().find_map(|line| line.strip_prefix("primary = ")).unwrap().trim_matches('"');
    let mut pages = pages_in(&root().join("spec"));
    pages.retain(|page| page.file.starts_with(&format!("{primary}/")));
    let spec = Spec {
        pages,
        names: names.to_owned(),
        quirks: spec_text("quirks.toml"),
        manifest: Some(spec_text("crate.toml")),
        in_workspace: true,
        runtime: Runtime::Path("../codegen/runtime".to_owned()),
        ..Spec::default()
    };
    generate(spec, None).unwrap()
}

fn spec_text(name: &str) -> String {
    fs::read_to_string(root().join("spec").join(name)).unwrap()
}

/// Every file below a folder, by its path with `/`. What cargo leaves behind is not ours.
fn collect(folder: &Path, prefix: &str, files: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{prefix}{}", path.file_name().unwrap().to_str().unwrap());
        if matches!(name.as_str(), "target" | "Cargo.lock") {
            continue;
        }
        if path.is_dir() {
            collect(&path, &format!("{name}/"), files);
        } else {
            files.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
}
