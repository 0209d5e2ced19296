//! Features of categories are part of the API: `crate.toml` decides once whether a category can be left out, and endpoints that come
//! later change nothing.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use docwright::emit::CrateFile;
use docwright::source::Page;
use docwright::{Generated, Spec, generate};
use docwright_tests::{PACKAGES, root};

use crate::support::{Section, crate_toml, page};

fn generated(endpoints: usize, manifest: Option<String>) -> Generated {
    let sections: Vec<Section> = (0..endpoints).map(|at| Section::get(&format!("/things/n{at}"))).collect();
    let spec = Spec { pages: vec![Page::new(PACKAGES, &page(&sections))], manifest, ..Spec::default() };
    generate(spec, Some("tiny")).expect("the page is generated from")
}

/// The `[features]` of the manifest and the modules of the root, with what they depend on.
fn features(generated: &Generated) -> (String, String) {
    let file = |path: &str| {
        let file = generated.files.iter().find(|file| file.path == path).expect("the file is generated");
        file.contents.clone()
    };
    let manifest = file("Cargo.toml");
    let table = manifest.split_once("[features]").and_then(|(_, rest)| rest.split_once("\n["));
    (table.expect("the manifest has features").0.to_owned(), file("src/lib.rs"))
}

#[test]
fn the_hundredth_endpoint_changes_no_feature() {
    for (first, later, all) in [(99, 100, true), (99, 250, true), (100, 101, false), (100, 1, false)] {
        let new = generated(first, None);
        let CrateFile::New(text) = &new.crate_file else { panic!("the first run writes crate.toml") };
        assert!(text.contains(&format!("\nall-by-default = {all}\n")), "{text}");
        let (table, root) = features(&new);
        assert_eq!(table.contains("default = [\"reqwest\", \"all\"]"), all, "{table}");
        assert_eq!(root.contains("#[cfg(feature = \"packages\")]"), !all, "{root}");

        let grown = generated(later, Some(text.clone()));
        assert_eq!(grown.crate_file, CrateFile::Complete);
        assert_eq!(features(&grown), (table, root), "{first} -> {later}");
    }
}

#[test]
fn what_an_older_crate_file_does_not_say_is_warned_about_and_breaks_no_program() {
    let older = Some(crate_toml(true).replace("all-by-default = true\n", ""));
    let stated = features(&generated(1, Some(crate_toml(true))));
    for endpoints in [1, 100] {
        let generated = generated(endpoints, older.clone());
        let warning = generated.crate_file.warning().expect("a warning");
        assert!(warning.contains("write `all-by-default = true`"), "{warning}");
        assert_eq!(features(&generated), stated);
    }
    assert_eq!(generated(1, Some(crate_toml(false))).crate_file.warning(), None);
}

/// A program of requests and types, and one that needs the client as well.
const PROGRAMS: [(&str, &str); 2] = [
    (
        "[]",
        "use octoquill::{orgs, types};\n\
         pub fn request() -> orgs::packages::List { orgs::packages::List::new(\"acme\", types::PackageType::Npm) }\n\
         pub fn package() -> types::Package { types::Package::default() }\n",
    ),
    (
        "[\"client\"]",
        "use octoquill::{Client, orgs, types};\n\
         pub fn request(client: &Client) -> orgs::packages::List<Client> {\n    \
             client.orgs(\"acme\").packages().list(types::PackageType::Npm)\n}\n",
    ),
];

#[test]
fn requests_and_types_are_there_without_default_features() {
    for (at, (features, program)) in PROGRAMS.into_iter().enumerate() {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("without-defaults-{at}"));
        let mut manifest = "[package]\nname = \"program\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
                            [lib]\npath = \"lib.rs\"\n\n[workspace]\n\n[dependencies]\n"
            .to_owned();
        let path = root().join("generated");
        writeln!(
            manifest,
            "octoquill = {{ path = {path:?}, default-features = false, features = {features} }}"
        )
        .unwrap();
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("Cargo.toml"), manifest).unwrap();
        fs::write(folder.join("lib.rs"), program).unwrap();
        fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
        let output = Command::new(env!("CARGO"))
            .args(["check", "--offline", "--quiet"])
            .current_dir(&folder)
            .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap())
            .output()
            .unwrap();
        assert!(output.status.success(), "{features}: {}", String::from_utf8_lossy(&output.stderr));
    }
}
