//! A small reference of our own that has every form of a reference page once, for people without the corpus.
//!
//! `fixtures/forms/forms.txt` lists the forms as FORMAT.md counts them. The same pages are there in both dialects; one
//! of them has front matter, and CRLF is made here, since git might undo it.

mod form;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use docwright::ledger::ledger;
use docwright::model::to_json;
use docwright::read::{Reading, read};
use docwright::source::Page;
use docwright_tests::pages_in;

use crate::support::snapshots_in;

#[test]
fn every_form_has_a_fixture() {
    let seen: BTreeSet<String> =
        pages_in(&folder("remark")).iter().flat_map(|page| form::forms(&page.text)).collect();
    let missing: Vec<String> = listed().into_iter().filter(|form| !seen.contains(form)).collect();
    assert_eq!(missing, [""; 0]);
}

#[test]
fn the_forms_are_read_without_an_error() {
    let reading = read(pages_in(&folder("remark")));
    assert!(reading.is_understood(), "{:#?}", reading.diagnostics);
    let endpoints = to_json(&reading.api);
    let chosen = |path: &str, method: &str| {
        let endpoints = endpoints["endpoints"].as_array().expect("a list");
        let found =
            endpoints.iter().find(|endpoint| endpoint["path"] == path && endpoint["method"] == method);
        serde_json::to_string_pretty(found.expect("the fixture has it")).expect("JSON")
    };
    snapshots_in("forms").bind(|| {
        insta::assert_snapshot!("ledger", ledger(&reading.api));
        insta::assert_snapshot!("parameters_as_json", chosen("/repos/{owner}/things/{number}", "POST"));
        insta::assert_snapshot!("losses", losses(&reading));
    });
}

#[test]
fn line_ends_and_front_matter_change_nothing() {
    let expected = to_json(&read(pages_in(&folder("remark"))).api);
    for dialect in ["remark", "raw"] {
        let edited = |edit: fn(&str) -> String| {
            let pages = pages_in(&folder(dialect));
            read(pages.iter().map(|page| Page::new(page.file.as_str(), &edit(&page.text))).collect())
        };
        let same: fn(&str) -> String = str::to_owned;
        let crlf: fn(&str) -> String = |text| text.replace('\n', "\r\n");
        let no_last_line_end: fn(&str) -> String = |text| text.trim_end().to_owned();
        let no_front_matter: fn(&str) -> String = |text| {
            text.strip_prefix("---\n")
                .and_then(|rest| rest.split_once("\n---\n"))
                .map_or(text, |(_, page)| page)
                .to_owned()
        };
        let front_matter: fn(&str) -> String = |text| match text.strip_prefix("---\n") {
            Some(_) => text.to_owned(),
            None => format!("---\ntitle: Crawled\n---\n{text}"),
        };
        for edit in [same, crlf, no_last_line_end, no_front_matter, front_matter] {
            let model = to_json(&edited(edit).api);
            assert_eq!(model["endpoints"], expected["endpoints"], "{dialect}");
        }
    }
}

fn losses(reading: &Reading) -> String {
    let lines = reading
        .api
        .losses
        .iter()
        .map(|loss| format!("{} {}:{} {}\n", loss.cause.as_str(), loss.page, loss.line, loss.words));
    lines.collect()
}

/// The forms of the list, as `section: form`.
fn listed() -> Vec<String> {
    let text = fs::read_to_string(folder("forms.txt")).expect("the list is there");
    let mut section = String::new();
    let mut found = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with("# The forms")) {
        match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            Some(name) => name.clone_into(&mut section),
            None => found.push(format!("{section}: {line}")),
        }
    }
    found
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/forms").join(name)
}
