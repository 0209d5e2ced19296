//! `cargo xtask update`, the program itself, from a docs site on this machine.

use std::collections::BTreeMap;
use std::path::PathBuf;

use docwright_tests::docs_server::{DocsServer, Fault};
use serde_json::Value;
use tempfile::TempDir;

use crate::fetch::EDITION;
use crate::fetch::harness::{at, docs, file, text, tree};
use crate::program::{Run, xtask};

/// The page that changes.
const PAGE: &str = "apps/apps";

#[test]
fn the_first_one_fills_and_the_second_has_nothing_to_do() {
    let place = Place::new();
    let first = place.update(&format!("{EDITION} --all"));
    assert_eq!((first.code, first.out.as_str()), (0, ""), "{first:?}");
    assert!(first.err.contains("2 new, 0 changed"), "{first:?}");
    assert!(first.err.contains("no pages before, so there is nothing to compare with"), "{first:?}");
    assert!(place.crate_tree()["src/apps.rs"].contains("/apps/apps"));
    assert_eq!(place.check().code, 0);

    let before = place.trees();
    let second = place.update("");
    assert_eq!((second.code, second.out.as_str(), second.err.as_str()), (0, "nothing has changed\n", ""));
    assert_eq!(place.trees(), before);
    // Programs get a report all the same.
    let json = place.update("--format json");
    assert_eq!((json.code, json.err.lines().next()), (0, Some("nothing has changed")), "{json:?}");
    let report: Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(report["changes"], Value::Array(Vec::new()));
}

#[test]
fn the_report_is_of_what_was_there_before() {
    // For each policy a place of its own: the second run of one would have nothing to tell.
    for (policy, code) in [("none", 0), ("any", 1), ("wire", 1), ("rust:breaking", 1)] {
        let place = Place::filled();
        place.server.docs().pages.insert(at(PAGE), retyped());
        let run = place.update(&format!("--format json --fail-on {policy}"));
        assert_eq!(run.code, code, "{policy}: {run:?}");
        let report: Value = serde_json::from_str(&run.out).unwrap();
        assert_eq!(report["changes"][0]["rule"], "response-field-type-changed", "{report:#}");
        assert_eq!(report["changes"][0]["new"]["file"], file(PAGE).as_str(), "{report:#}");
        assert!(run.err.contains(&format!("changed: {}", file(PAGE))), "{run:?}");
        assert!(run.err.contains("written, 0 removed"), "{run:?}");
        assert_eq!(place.check().code, 0, "the crate is that of the new pages");
    }
}

#[test]
fn the_report_goes_where_it_is_told_and_leaves_out_what_is_accepted() {
    let place = Place::filled();
    place.server.docs().pages.insert(at(PAGE), retyped());
    let output = place.folder.path().join("report.md");
    let run = place.update(&format!("--format markdown --output {}", output.display()));
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{run:?}");
    let report = std::fs::read_to_string(&output).unwrap();
    assert!(report.contains("response-field-type-changed") && report.contains("as it was"), "{report}");

    let ignore = place.folder.path().join("accepted.toml");
    let entry = "[[ignore]]\nrule = \"response-field-type-changed\"\nreason = \"We read it as text.\"\n";
    std::fs::write(&ignore, entry).unwrap();
    place.server.docs().pages.insert(at(PAGE), text(PAGE, 1));
    let run = place.update(&format!("--fail-on any --ignore {}", ignore.display()));
    assert_eq!(run.code, 0, "{run:?}");
}

#[test]
fn what_is_not_understood_degrades_and_stops_nothing() {
    let place = Place::filled();
    let before = place.crate_tree();
    let broken = text(PAGE, 2).replacen("* `id`: required, integer", "* `id` required, integer", 1);
    place.server.docs().pages.insert(at(PAGE), broken.clone());
    place.server.docs().pages.insert(at("users/users"), text("users/users", 2));
    let run = place.update("");
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.err.contains("1 place not understood") && run.err.contains(&file(PAGE)), "{run:?}");
    assert!(run.out.starts_with("incomplete: "), "{run:?}");
    assert_eq!(place.spec_tree()[&file(PAGE)], broken, "the page is taken");
    assert_ne!(place.crate_tree(), before, "the other page changes the crate");
    let names = place.spec_tree()["names.lock"].clone();
    assert!(!names.contains("gone"), "{names}");
    assert!(place.spec_tree()["ledger.txt"].contains("# not understood"));
    assert_eq!(place.check().code, 0);
    let denied = place.update("--deny not-understood");
    assert_eq!(denied.code, 1, "{denied:?}");

    place.server.docs().pages.insert(at(PAGE), text(PAGE, 3));
    let understood = place.update("--deny not-understood");
    assert_eq!(understood.code, 0, "{understood:?}");
    assert!(!place.spec_tree()["ledger.txt"].contains("# not understood"));
    assert_eq!(place.check().code, 0);
}

#[test]
fn a_damaged_page_stays_as_it_was_and_the_rest_goes_on() {
    let place = Place::filled();
    let whole = text(PAGE, 2);
    let cut = whole.split_inclusive("### HTTP").next().unwrap().to_owned();
    for damaged in [cut, "<!DOCTYPE html>\n<html></html>\n".to_owned(), "\u{1}\u{2}\u{3}binary".to_owned()] {
        place.server.docs().pages.insert(at(PAGE), damaged);
        place.server.docs().pages.insert(at("users/users"), text("users/users", 2));
        let run = place.update("");
        assert_eq!(run.code, 1, "{run:?}");
        assert!(run.err.contains(&format!("not fetched: {}", file(PAGE))), "{run:?}");
        assert_eq!(place.spec_tree()[&file(PAGE)], text(PAGE, 1));
        assert_eq!(place.spec_tree()[&file("users/users")], text("users/users", 2));
        assert_eq!(place.check().code, 0);
    }
}

#[test]
fn what_can_be_had_is_generated_and_reported() {
    let place = Place::filled();
    {
        let mut docs = place.server.docs();
        docs.pages.insert(at(PAGE), retyped());
        docs.fail(&at("users/users"), Fault::Status(404, "", "{\"error\":\"Gone for now\"}"), 99);
    }
    let run = place.update("");
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.out.contains("response-field-type-changed"), "{run:?}");
    assert!(run.err.contains(&format!("not fetched: {}", file("users/users"))), "{run:?}");
    assert_eq!(place.check().code, 0);
    // Nor does "nothing has changed" hide that something could not be had.
    let again = place.update("");
    assert!(again.code == 1 && again.err.contains("not fetched: "), "{again:?}");
}

#[test]
fn an_archived_version_and_pages_that_never_come_stop_nothing() {
    const ARCHIVED: &str = "enterprise-server@3.17";
    let names = [PAGE, "users/users", "orgs/orgs"];
    let archived = |name: &str| at(name).replace("enterprise-server@3.18", ARCHIVED);
    let mut site = docs(&names, 1);
    site.pages.insert(archived("repos/repos"), text("repos/repos", 1));
    let place = Place { server: DocsServer::start(site), folder: TempDir::new().unwrap() };
    assert_eq!(place.update(&format!("{EDITION} --all")).code, 0);
    let spec = place.spec().display().to_string();
    let older = ["fetch", "--quiet", "--base-url", place.server.origin(), "--spec", &spec];
    let more = ["--locale", "es", "--version", ARCHIVED, "--all"];
    assert_eq!(xtask(&[older.as_slice(), &more].concat()).code, 0);
    assert_eq!(place.update("").code, 0);
    {
        let mut docs = place.server.docs();
        docs.archived.insert(ARCHIVED.to_owned());
        docs.fail(&at("users/users"), Fault::Text("\u{1}\u{2}\u{3}binary".to_owned()), usize::MAX);
        docs.fail(&at("orgs/orgs"), Fault::Status(500, "", "<h1>`thrown`</h1>"), usize::MAX);
        docs.pages.insert(at(PAGE), retyped());
    }
    let before = place.spec_tree();
    let output = place.folder.path().join("report.json");
    let report = |run: &Run| -> Value {
        assert_eq!(run.code, 1, "{run:?}");
        serde_json::from_str(&std::fs::read_to_string(&output).unwrap()).unwrap()
    };
    let told = format!("--format json --output {}", output.display());
    let first = report(&place.update(&told));
    assert_eq!(first["changes"][0]["rule"], "response-field-type-changed", "{first:#}");
    let missing = |report: &Value| -> Vec<String> {
        let notes = report["notes"].as_array().unwrap();
        let missing = notes.iter().filter(|note| note["kind"] == "not-fetched");
        missing.map(|note| note["message"].as_str().unwrap().to_owned()).collect()
    };
    let found = missing(&first);
    assert!(
        found.len() == 2 && found[0].contains("orgs/orgs.md: ") && found[1].contains("users/users.md: "),
        "{found:?}"
    );
    let spec = place.spec_tree();
    assert_eq!(spec[&file(PAGE)], retyped());
    for page in [file("users/users"), file("orgs/orgs")] {
        assert_eq!(spec[&page], before[&page], "it is as it was");
    }
    assert!(spec["lock.toml"].contains("frozen = true") && !spec["names.lock"].contains("gone"));
    assert_eq!(place.check().code, 0, "the crate is that of the pages");

    let trees = place.trees();
    let again = report(&place.update(&told));
    assert_eq!((missing(&again), again["changes"].as_array().unwrap().len()), (found, 0));
    assert_eq!(place.trees(), trees, "a second run changes nothing");
}

#[test]
fn what_cannot_work_changes_nothing() {
    let place = Place::filled();
    let before = place.trees();
    let asked = place.server.requests();
    let spec = place.spec().display().to_string();
    let run = xtask(&["update", "--spec", &spec, "--base-url", place.server.origin()]);
    assert!(run.code == 2 && run.err.contains("--out"), "{run:?}");
    let run = xtask(&["update", "--spec", &spec, "--out", &spec, "--base-url", place.server.origin()]);
    assert!(run.code == 2 && run.err.contains("was not written by `generate`"), "{run:?}");
    assert_eq!(place.server.requests(), asked, "that is said before anything is asked for");

    place.server.docs().pages.clear();
    let run = place.update("");
    assert_eq!((run.code, run.out.as_str()), (2, ""), "{run:?}");
    assert_eq!(place.trees(), before);
}

#[test]
fn a_page_that_was_not_readable_is_replaced_and_its_changes_are_unknown() {
    let place = Place::filled();
    std::fs::write(place.spec().join(file(PAGE)), b"\xff\xfe").unwrap();
    let run = place.update("");
    assert!(run.code == 0 && run.err.contains("is not UTF-8"), "{run:?}");
    assert!(run.out.starts_with("incomplete: ") && !run.out.contains("endpoint-added"), "{run:?}");
    assert_eq!(place.spec_tree()[&file(PAGE)], text(PAGE, 1));
    assert_eq!(place.check().code, 0);
}

/// The page with a field of another type.
fn retyped() -> String {
    let text = text(PAGE, 1);
    let new = text.replacen("* `id`: required, integer", "* `id`: required, string", 1);
    assert_ne!(new, text);
    new
}

/// A site, a spec folder and a place for a crate, for one test alone.
struct Place {
    server: DocsServer,
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        Self { server: DocsServer::start(docs(&[PAGE, "users/users"], 1)), folder: TempDir::new().unwrap() }
    }

    /// With the pages and the crate.
    fn filled() -> Self {
        let place = Self::new();
        let run = place.update(&format!("{EDITION} --all"));
        assert_eq!(run.code, 0, "{run:?}");
        place
    }

    fn spec(&self) -> PathBuf {
        self.folder.path().join("spec")
    }

    fn out(&self) -> PathBuf {
        self.folder.path().join("out")
    }

    fn spec_tree(&self) -> BTreeMap<String, String> {
        tree(&self.spec())
    }

    fn crate_tree(&self) -> BTreeMap<String, String> {
        tree(&self.out())
    }

    fn trees(&self) -> [BTreeMap<String, String>; 2] {
        [self.spec_tree(), self.crate_tree()]
    }

    fn update(&self, more: &str) -> Run {
        let (spec, out) = (self.spec().display().to_string(), self.out().display().to_string());
        let start = ["update", "--quiet", "--base-url", self.server.origin(), "--spec", &spec, "--out", &out];
        xtask(&start.into_iter().chain(more.split_whitespace()).collect::<Vec<_>>())
    }

    fn check(&self) -> Run {
        let (spec, out) = (self.spec().display().to_string(), self.out().display().to_string());
        xtask(&["check", "--spec", &spec, "--out", &out])
    }
}
