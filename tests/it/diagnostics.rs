//! Each kind of finding as a maintainer sees it: a small page with one fault, and the text that is printed for it.
//!
//! `fixtures/broken` holds one page a fault, or a folder of pages where one is not enough.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use docwright::diagnostic::{Code, render_json, render_text};
use docwright::read::{Reading, read};
use docwright::source::Page;
use docwright_tests::{packages_text, pages_in, read_packages};

use crate::support::snapshots_in;

#[test]
fn each_fault_is_explained() {
    for (name, reading) in fixtures() {
        let text = render_text(&reading.diagnostics, &reading.pages, false);
        snapshots_in("broken").bind(|| insta::assert_snapshot!(name.as_str(), text));
    }
}

#[test]
fn each_code_has_a_fixture() {
    let seen: BTreeSet<Code> = fixtures()
        .iter()
        .flat_map(|(_, reading)| reading.diagnostics.iter().map(|diagnostic| diagnostic.code))
        .collect();
    let missing: Vec<Code> = Code::ALL.iter().copied().filter(|code| !seen.contains(code)).collect();
    assert_eq!(missing, []);
}

#[test]
fn a_fixture_is_named_after_what_it_shows() {
    for (name, reading) in fixtures() {
        let codes: BTreeSet<&str> =
            reading.diagnostics.iter().map(|diagnostic| diagnostic.code.as_str()).collect();
        let about =
            SHOWN_ELSEWHERE.iter().find(|row| row.0 == name).map_or(name.as_str(), |row| row.1.as_str());
        assert!(codes.contains(about), "{name} shows {codes:?}");
    }
}

/// Further fixtures of a code, by name.
const SHOWN_ELSEWHERE: [(&str, Code); 4] = [
    ("doubled-fence", Code::UnclosedFence),
    ("request-without-heading", Code::HeadingWithoutRequest),
    ("bad-example-label", Code::BadExample),
    ("reference-circle", Code::DanglingReference),
];

#[test]
fn every_finding_points_at_words_and_helps() {
    for (name, reading) in fixtures() {
        for diagnostic in &reading.diagnostics {
            let page =
                reading.pages.iter().find(|page| page.id == diagnostic.page).expect("its page was read");
            assert!(!page.slice(diagnostic.span).trim().is_empty(), "{name}: {diagnostic:?}");
            assert!(!diagnostic.label.is_empty(), "{name}: {diagnostic:?}");
            assert!(diagnostic.help.is_some(), "{name}: {diagnostic:?}");
            assert!(!diagnostic.code.meaning().is_empty());
        }
    }
}

#[test]
fn json_names_place_and_words() {
    let reading = read_packages(&packages_text().replacen(
        "`version_count`: required, integer",
        "`version_count`: required, int",
        1,
    ));
    let expected = serde_json::json!([{
        "code": "bad-schema",
        "severity": "not-understood",
        "effect": "any-value",
        "message": "`int` is no type of the reference",
        "page": "packages/packages",
        "file": "es/enterprise-server@3.18/rest/packages/packages.md",
        "line": 72,
        "column": 30,
        "end_line": 72,
        "end_column": 33,
        "text": "int",
        "label": "not understood",
        "help": "the types are string, integer, number, boolean, object, array and null, joined by \"or\"",
        "related": [],
    }]);
    assert_eq!(render_json(&reading.diagnostics, &reading.pages), expected);
}

/// Every fixture by its name, read.
fn fixtures() -> Vec<(String, Reading)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/broken");
    let mut fixtures: Vec<(String, Reading)> = fs::read_dir(&folder)
        .expect("the folder can be listed")
        .map(|entry| entry.expect("the entry can be read").path())
        .map(|path| {
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            let pages = if path.is_dir() {
                pages_in(&path)
            } else {
                vec![Page::new(format!("{name}.md"), &fs::read_to_string(&path).expect("UTF-8"))]
            };
            (name, read(pages))
        })
        .collect();
    fixtures.sort_by(|a, b| a.0.cmp(&b.0));
    fixtures
}
