//! One small page, edits of it, and what a comparison finds: for each kind of change there is at least one pair.
//!
//! A case is a folder of `tests/fixtures/diff`: `old.md` (or `base.md` where there is none) and `new.md`, or folders `old`
//! and `new` where the pages' places matter, and `case.toml` with the edit in words and the expected rule and verdicts.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use docwright::diff::input::{Compared, Input, compare};
use docwright::diff::render::{Terminal, terminal};
use docwright::diff::report::Change;
use docwright::diff::rules::RuleId;
use docwright::source::Page;
use docwright_tests::{pages_in, root};
use serde::Deserialize;

use crate::support::snapshots_in;

/// Where a page that stands alone lies in its reference.
const FILE: &str = "en/enterprise-server@3.18/rest/packages/packages.md";

/// What a case that is no change says in place of a rule.
const NO_CHANGE: &str = "none";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    edit: String,
    rule: String,
    wire: String,
    rust: String,
}

struct Case {
    name: String,
    written: Written,
    folder: PathBuf,
}

#[test]
fn each_edit_is_the_change_that_it_is() {
    let mut table = String::new();
    for case in cases() {
        let Written { rule, wire, rust, .. } = &case.written;
        let mut found = told(&case, &case.compared().report.changes);
        // Items that code loses by a place that was not understood are listed with it, and no others.
        if rule == "parse-error" {
            found.retain(|row| row != "parse-error none breaking");
        }
        let expected = if rule == NO_CHANGE { Vec::new() } else { vec![format!("{rule} {wire} {rust}")] };
        if found != expected {
            let shown =
                |rows: &[String]| if rows.is_empty() { "no change".to_owned() } else { rows.join(" + ") };
            let _ = writeln!(
                table,
                "{}\n    expected {}\n    found    {}",
                case.name,
                shown(&expected),
                shown(&found)
            );
        }
    }
    assert!(table.is_empty(), "{} cases are told otherwise:\n{table}", table.lines().count() / 3);
}

/// What a reviewer reads of each edit.
#[test]
fn each_edit_reads_well() {
    let options = Terminal { width: 100, colour: false, all: true };
    for case in cases() {
        let text = terminal(&case.compared().report, &options);
        let mut settings = snapshots_in("diff");
        settings.set_description(case.written.edit.as_str());
        settings.bind(|| insta::assert_snapshot!(case.name.as_str(), text));
    }
}

#[test]
fn a_reference_is_the_same_as_itself() {
    for case in cases() {
        for side in ["old", "new"] {
            let compared = compare(case.input(side), case.input(side)).unwrap();
            let found: Vec<_> = compared.report.changes.iter().map(|change| change.rule.as_str()).collect();
            assert!(found.is_empty(), "{}, {side} with itself: {found:?}", case.name);
        }
    }
}

/// The other way round no case is without a change, unless it is none either way, and nothing counts twice.
#[test]
fn what_came_goes_when_it_is_read_backwards() {
    for case in cases() {
        let forwards = case.compared();
        let backwards = compare(case.input("new"), case.input("old")).unwrap();
        let is_change = |compared: &Compared| !told(&case, &compared.report.changes).is_empty();
        if case.written.rule != "parse-warning" {
            assert_eq!(is_change(&forwards), is_change(&backwards), "{}", case.name);
        }
        for compared in [forwards, backwards] {
            let mut seen = BTreeSet::new();
            for change in &compared.report.changes {
                assert!(seen.insert(change.fingerprint.clone()), "{}: {} twice", case.name, change.rule);
            }
        }
    }
}

#[test]
fn every_rule_has_a_case_and_every_case_a_rule() {
    let mut missing: BTreeSet<&str> = RuleId::ALL.iter().map(|rule| rule.as_str()).collect();
    for case in cases() {
        let rule = case.written.rule.as_str();
        assert!(rule == NO_CHANGE || RuleId::parse(rule).is_some(), "{}: no rule {rule}", case.name);
        missing.remove(rule);
    }
    assert!(missing.is_empty(), "rules without a case: {missing:?}");
}

/// Cases differ in the edit that they name: no two are the same pair, and none is without a difference.
#[test]
fn cases_are_different() {
    let mut seen = BTreeMap::new();
    for case in cases() {
        let text = |side: &str| -> Vec<String> {
            case.input(side).pages.into_iter().map(|page| format!("{}\n{}", page.file, page.text)).collect()
        };
        let pair = (text("old"), text("new"));
        // Line ends and bullets are gone when a page is taken in.
        assert!(pair.0 != pair.1 || case.name == "dialect-changed", "{}: no edit", case.name);
        if let Some(other) = seen.insert(pair, case.name.clone()) {
            panic!("{} and {other} are the same", case.name);
        }
    }
}

/// The changes, without those of prose unless the case is about prose.
fn told(case: &Case, changes: &[Change]) -> Vec<String> {
    let is_prose = |rule: &str| RuleId::parse(rule).is_some_and(RuleId::is_prose);
    // Where nothing is to be found, prose is not either.
    let counts = |change: &&Change| {
        !change.rule.is_prose() || is_prose(&case.written.rule) || case.written.rule == NO_CHANGE
    };
    let shown = |change: &Change| format!("{} {} {}", change.rule, change.wire, change.rust);
    changes.iter().filter(counts).map(shown).collect()
}

fn folder() -> PathBuf {
    root().join("tests/fixtures/diff")
}

fn cases() -> Vec<Case> {
    let entries = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    folders.sort();
    let read = |folder: PathBuf| {
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let text = fs::read_to_string(folder.join("case.toml")).unwrap();
        let written = toml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        Case { name, written, folder }
    };
    folders.into_iter().map(read).collect()
}

impl Case {
    fn compared(&self) -> Compared {
        compare(self.input("old"), self.input("new")).unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }

    fn input(&self, side: &str) -> Input {
        let tree = self.folder.join(side);
        let pages = if tree.is_dir() {
            pages_in(&tree)
        } else {
            let own = self.folder.join(format!("{side}.md"));
            vec![page(&if own.is_file() { own } else { folder().join("base.md") })]
        };
        Input { label: side.to_owned(), pages, ..Input::default() }
    }
}

fn page(path: &Path) -> Page {
    Page::new(FILE, &fs::read_to_string(path).unwrap())
}
