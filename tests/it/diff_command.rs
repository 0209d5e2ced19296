//! `cargo xtask diff` as people and CI run it: its inputs, its outputs, and its exit codes.

use std::fs;
use std::path::{Path, PathBuf};

use docwright_tests::{PACKAGES, root};
use serde_json::Value;
use tempfile::TempDir;

use crate::program::{Run, xtask_in};
use crate::support::git;

/// The page that the cases of `tests/fixtures/diff` are edits of.
fn base() -> String {
    fs::read_to_string(root().join("tests/fixtures/diff/base.md")).unwrap()
}

/// The page with one parameter more, and one field of a shared object gone.
fn edited() -> String {
    without_field(&with_parameter(&base()))
}

fn with_parameter(text: &str) -> String {
    let direction = "* **`direction`** (string)\n";
    assert!(text.contains(direction));
    text.replace(
        direction,
        &format!("* **`license`** (string)\n  The license of the packages.\n\n{direction}"),
    )
}

fn without_field(text: &str) -> String {
    let is_kept = |line: &&str| line.trim() != "* `version_count`: required, integer";
    let kept: Vec<&str> = text.lines().filter(is_kept).collect();
    assert_ne!(kept.len(), text.lines().count());
    kept.join("\n")
}

#[test]
fn two_files_of_one_page() {
    let folder = Folder::with(&[("old.md", &base()), ("new.md", &edited())]);
    let run = folder.diff(&["old.md", "new.md"]);
    assert_eq!(run.code, 0, "a report is no failure: {run:?}");
    assert!(run.err.starts_with("took "), "{run:?}");
    assert!(
        run.out.contains("response-field-removed") && run.out.contains("param-added-optional"),
        "{run:?}"
    );
    assert!(!run.out.contains("endpoint-page-moved"), "another name makes no other page: {run:?}");

    let report = folder.report(&["old.md", "new.md"]);
    assert_eq!(rules(&report), ["response-field-removed", "param-added-optional"]);
    assert_eq!((&report["old"]["label"], &report["new"]["label"]), (&"old.md".into(), &"new.md".into()));
    // What the path does not tell, the links of the page do.
    assert_eq!(report["old"]["version"], "enterprise-server@3.18");
    assert_eq!(report["old"]["locale"], "en");

    let same = folder.diff(&["old.md", "old.md", "--fail-on", "any"]);
    assert_eq!(same.code, 0, "{same:?}");
}

#[test]
fn the_exit_code_is_a_policy() {
    let folder =
        Folder::with(&[("old.md", &base()), ("new.md", &edited()), ("added.md", &with_parameter(&base()))]);
    let table = [
        ("new.md", "none", 0),
        ("new.md", "any", 1),
        ("new.md", "wire", 1),
        ("new.md", "rust", 1),
        ("added.md", "any", 1),
        ("added.md", "wire", 0),
        ("added.md", "rust", 0),
        ("added.md", "wire:compatible", 1),
        ("added.md", "wire:risky", 0),
        ("added.md", "rust:additive", 1),
        ("added.md", "rust:behavioural", 0),
    ];
    for (new, policy, code) in table {
        let run = folder.diff(&["old.md", new, "--fail-on", policy]);
        assert_eq!(run.code, code, "{new}, {policy}: {run:?}");
    }
    let run = folder.diff(&["old.md", "new.md", "--fail-on", "wire:docs"]);
    assert!(run.code == 2 && run.err.contains("compatible, risky, breaking"), "{run:?}");
}

#[test]
fn every_format_into_a_file() {
    let folder = Folder::with(&[("old.md", &base()), ("new.md", &edited())]);
    for format in ["terminal", "markdown", "json", "annotations", "html"] {
        let shown = folder.diff(&["old.md", "new.md", "--format", format]);
        let run = folder.diff(&["old.md", "new.md", "--format", format, "--output", "report"]);
        assert_eq!((run.code, run.out.as_str()), (0, ""), "{run:?}");
        assert!(run.err.contains("wrote report"), "{run:?}");
        let written = fs::read_to_string(folder.path().join("report")).unwrap();
        assert_eq!(written.trim_end(), shown.out.trim_end(), "{format}");
        assert!(written.len() > 20, "{format}: {written}");
    }
    let run = folder.diff(&["old.md", "new.md", "--output", "nowhere/report"]);
    assert!(run.code == 2 && run.err.contains("cannot be written"), "{run:?}");
}

#[test]
fn a_revision_and_the_folder_as_it_is() {
    let folder = Folder::with(&[]);
    let page = format!("spec/{PACKAGES}");
    folder.write(&page, &spec(PACKAGES));
    for file in ["names.lock", "quirks.toml", "lock.toml", "crate.toml"] {
        folder.write(&format!("spec/{file}"), &spec(file));
    }
    git(folder.path(), &["init", "--quiet"]);
    folder.commit();
    let old = spec(PACKAGES);
    let new = without_field(&old).replacen("Default: `30`", "Default: `100`", 1);
    folder.write(&page, &new);

    let report = folder.report(&["git:HEAD", "spec"]);
    assert!(rules(&report).contains(&"response-field-removed".to_owned()), "{report:#}");
    assert_eq!(report["old"]["endpoints"], 27);
    folder.commit();
    // Each form of the same two references gives the same report but for the labels.
    let changes = report["changes"].clone();
    let page_now = format!("git:HEAD:{page}");
    let rows = [
        ["git:HEAD~1", "git:HEAD"],
        ["git:HEAD~1:spec", "git:HEAD:spec/"],
        ["git:HEAD~1", "./spec"],
        ["git:HEAD~1", page_now.as_str()],
        ["git:HEAD~1", page.as_str()],
    ];
    for row in rows {
        let found = folder.report(&row);
        assert_eq!(rules(&found), rules(&report), "{row:?}");
        let fingerprints = |changes: &Value| -> Vec<Value> {
            changes.as_array().unwrap().iter().map(|change| change["fingerprint"].clone()).collect()
        };
        assert_eq!(fingerprints(&found["changes"]), fingerprints(&changes), "{row:?}");
    }
    let annotations = folder.diff(&["git:HEAD~1", "spec", "--format", "annotations"]);
    assert!(annotations.out.contains(&format!("file={page}")), "lines of the repository: {annotations:?}");

    let table = [
        ("git:nowhere", "there is no revision `nowhere`"),
        ("git:--output=x", "there is no revision `--output=x`"),
        ("git:HEAD:docs", "`docs` is not there in revision `HEAD`"),
        ("git:HEAD:spec/names.lock", "is no page of spec"),
    ];
    for (input, said) in table {
        let run = folder.diff(&[input, "spec"]);
        assert_eq!(run.code, 2, "{input}: {run:?}");
        assert!(run.err.contains(said), "{input}: {run:?}");
    }
    let outside = Folder::with(&[("new.md", &base())]);
    let run = outside.diff(&["git:HEAD", "new.md"]);
    assert!(run.code == 2 && run.err.contains("in no git repository"), "{run:?}");
}

/// Names are the lock's, and people may edit it: with the pages as they were, only code sees it.
#[test]
fn a_renaming_in_the_lock_shows() {
    let folder = Folder::with(&[]);
    for side in ["old", "new"] {
        for file in [PACKAGES, "names.lock", "lock.toml", "quirks.toml"] {
            folder.write(&format!("{side}/{file}"), &spec(file));
        }
    }
    assert_eq!(rules(&folder.report(&["old", "new"])), [""; 0]);
    let renamed =
        spec("names.lock").replace("\nPackage = { name = \"Package\"", "\nPackage = { name = \"Parcel\"");
    folder.write("new/names.lock", &renamed);
    let report = folder.report(&["old", "new"]);
    assert_eq!(
        (&report["verdict"]["wire"], &report["verdict"]["rust"]),
        (&"none".into(), &"breaking".into())
    );
    // A lock that has not grown out of the old one is another crate's, and says nothing of this one.
    let foreign =
        renamed.lines().filter(|line| !line.starts_with("\"GET /orgs/{1}/packages\" =")).collect::<Vec<_>>();
    assert_ne!(foreign.len(), renamed.lines().count());
    folder.write("new/names.lock", &foreign.join("\n"));
    assert_eq!(rules(&folder.report(&["old", "new"])), [""; 0]);
}

#[test]
fn a_page_alone_is_compared_with_its_page_of_a_folder() {
    let other = "# Others\n\n## Get a thing\n\n```\nGET /things\n```\n\nGets it.\n";
    let folder =
        Folder::with(&[("old/a/others.md", other), ("old/b/packages.md", &base()), ("new.md", &edited())]);
    let report = folder.report(&["old", "new.md"]);
    assert_eq!(rules(&report), ["response-field-removed", "param-added-optional"]);
    assert_eq!(report["notes"][0]["kind"], "one-page", "{report:#}");

    folder.write("third.md", &other.replace("/things", "/stuff"));
    for inputs in [["old", "third.md"], ["third.md", "old"]] {
        let run = folder.diff(&inputs);
        assert!(run.code == 2 && run.err.contains("third.md is no page of old"), "{run:?}");
    }
}

#[test]
fn accepted_changes_are_ignored() {
    let old = format!("old/{PACKAGES}");
    let new = format!("new/{PACKAGES}");
    let folder = Folder::with(&[(&old, &base()), (&new, &edited())]);
    let entry = |rule: &str, more: &str| {
        format!("[[ignore]]\nrule = \"{rule}\"\nreason = \"Nobody reads it.\"\n{more}\n")
    };
    let removed = entry("response-field-removed", "");
    let added = entry("param-added-optional", "until = \"2999-12-31\"");

    folder.write("ours.toml", &(removed.clone() + &added));
    let run = folder.diff(&["old", "new", "--ignore", "ours.toml", "--fail-on", "any"]);
    assert_eq!(run.code, 0, "{run:?}");
    let report = folder.report(&["old", "new", "--ignore", "ours.toml"]);
    assert_eq!(report["ignored"].as_array().unwrap().len(), 2, "{report:#}");
    assert_eq!(report["verdict"]["wire"], "none");
    assert_eq!(report["ignored"][0]["reason"], "Nobody reads it.");

    // One endpoint of several: the rest stays.
    let one = entry("response-field-removed", "endpoints = \"GET /user/**\"");
    let stale = entry("endpoint-removed", "");
    let past = entry("param-added-optional", "until = \"2020-12-31\"");
    folder.write("new/diff-ignore.toml", &(one + &stale + &past));
    let report = folder.report(&["old", "new"]);
    assert_eq!(rules(&report), ["response-field-removed", "param-added-optional"]);
    let paths = |change: &Value| -> Vec<String> {
        let endpoints = change["endpoints"].as_array().unwrap().iter();
        endpoints.map(|endpoint| endpoint["path"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(paths(&report["ignored"][0]["change"]), ["/user/packages"]);
    assert!(!paths(&report["changes"][0]).contains(&"/user/packages".to_owned()));
    let kinds: Vec<&Value> = report["notes"].as_array().unwrap().iter().map(|note| &note["kind"]).collect();
    assert_eq!(kinds, ["stale-ignore", "expired-ignore"]);
    assert!(report["notes"][0]["place"].as_str().unwrap().ends_with("diff-ignore.toml:5"), "{report:#}");

    folder.write("ours.toml", &entry("response-field-remvoed", ""));
    let run = folder.diff(&["old", "new", "--ignore", "ours.toml"]);
    assert!(run.code == 2 && run.err.contains("ours.toml:1: there is no rule"), "{run:?}");
    assert!(run.err.contains("did you mean `response-field-removed`?"), "{run:?}");
    let run = folder.diff(&["old", "new", "--ignore", "nowhere.toml"]);
    assert!(run.code == 2 && run.err.contains("nowhere.toml cannot be read"), "{run:?}");
}

#[test]
fn a_page_that_is_not_understood_is_never_no_change() {
    let broken = base().replace("* **`visibility`** (string)", "* **`visibility** (string)");
    assert_ne!(broken, base());
    let folder = Folder::with(&[("old.md", &base()), ("new.md", &broken)]);
    for inputs in [["old.md", "new.md"], ["new.md", "old.md"]] {
        let run = folder.diff(&[inputs.as_slice(), &["--fail-on", "none"]].concat());
        assert_eq!(run.code, 0, "{run:?}");
        assert!(run.out.starts_with("incomplete: ") && !run.out.contains("no change"), "{run:?}");
        assert!(run.err.contains("not understood[bad-parameter]") && run.err.contains("new.md:"), "{run:?}");
        let run = folder.diff(&[inputs.as_slice(), &["--format", "json"]].concat());
        let report: Value = serde_json::from_str(&run.out).unwrap();
        assert!(rules(&report).iter().all(|rule| rule == "parse-error"), "{report:#}");
        assert_eq!(folder.diff(&[inputs.as_slice(), &["--fail-on", "any"]].concat()).code, 1);
    }
    // A place that neither side understands is a footnote.
    let run = folder.diff(&["new.md", "new.md"]);
    assert!(run.code == 0 && run.out.starts_with("no change"), "{run:?}");
    assert!(run.out.contains("not understood on either side"), "{run:?}");
    let run = folder.diff(&["old.md", "new.md", "--format", "annotations"]);
    assert!(run.code == 0 && run.out.contains("file=new.md,line="), "{run:?}");
}

#[test]
fn inputs_that_cannot_be_used_are_exit_2() {
    let folder = Folder::with(&[
        ("old.md", &base()),
        ("prose.md", "# Words\n\nNothing but words.\n"),
        ("empty/README.md", "# Not a page\n"),
        ("lock/a.md", &base()),
        ("lock/names.lock", "[endpoints\n"),
    ]);
    fs::write(folder.path().join("latin.md"), b"# Ni\xf1o\n").unwrap();
    let table = [
        ("nowhere", "nowhere is neither a page nor a folder"),
        ("empty", "empty has no pages"),
        ("latin.md", "is not UTF-8"),
        ("prose.md", "no endpoints found"),
        ("lock", "names.lock of lock"),
    ];
    for (input, said) in table {
        for inputs in [["old.md", input], [input, "old.md"]] {
            let run = folder.diff(&inputs);
            assert_eq!(run.code, 2, "{inputs:?}: {run:?}");
            assert!(run.err.contains(said), "{inputs:?}: {run:?}");
        }
    }
    assert_eq!(folder.diff(&["old.md"]).code, 2);
}

#[test]
fn rules_are_explained() {
    let folder = Folder::with(&[]);
    let run = folder.diff(&["--explain", "param-became-required"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(
        run.out.contains("An optional query parameter must be given."),
        "with the fixtures' edits: {run:?}"
    );
    let run = folder.diff(&["--explain", "param-became-requierd"]);
    assert!(run.code == 2 && run.err.contains("did you mean `param-became-required`?"), "{run:?}");
    let run = folder.diff(&["--rules"]);
    assert_eq!(run.code, 0, "{run:?}");
    for rule in docwright::diff::rules::RuleId::ALL {
        assert!(run.out.contains(rule.as_str()), "{rule}");
    }
}

/// The rules of a report's changes, in its order.
/// The catalogue in the docs is what the command prints.
#[test]
fn the_catalogue_is_fresh() {
    let printed = xtask_in(&root(), &["diff", "--rules"]);
    assert_eq!(printed.code, 0, "{printed:?}");
    let kept = fs::read_to_string(root().join("codegen/RULES.md")).unwrap();
    assert!(
        printed.out == kept,
        "codegen/RULES.md is stale: `cargo xtask diff --rules > codegen/RULES.md` mends it"
    );
}

fn rules(report: &Value) -> Vec<String> {
    let changes = report["changes"].as_array().unwrap().iter();
    changes.map(|change| change["rule"].as_str().unwrap().to_owned()).collect()
}

/// A file of the repository's own spec folder.
fn spec(file: &str) -> String {
    fs::read_to_string(root().join("spec").join(file)).unwrap()
}

/// A folder for one test alone.
struct Folder(TempDir);

impl Folder {
    fn with(files: &[(&str, &str)]) -> Self {
        let folder = Self(TempDir::new().unwrap());
        for (file, text) in files {
            folder.write(file, text);
        }
        folder
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, file: &str, text: &str) {
        let path: PathBuf = self.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn diff(&self, arguments: &[&str]) -> Run {
        xtask_in(self.path(), &[&["diff"], arguments].concat())
    }

    /// The report that programs read.
    fn report(&self, arguments: &[&str]) -> Value {
        let run = self.diff(&[arguments, &["--format", "json"]].concat());
        assert_eq!(run.code, 0, "{run:?}");
        serde_json::from_str(&run.out).unwrap()
    }

    fn commit(&self) {
        git(self.path(), &["add", "--all"]);
        git(self.path(), &["commit", "--quiet", "--message", "Fetch the pages"]);
    }
}
