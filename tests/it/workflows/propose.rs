//! `propose`: a pull request where something has changed, and one alone.

use docwright_tests::PACKAGES;

use super::bench::{Bench, TOKEN};

const BRANCH: &str = "refs/heads/follow-the-docs";

/// The pull request that is open.
const OPEN: &str = r#"{
    "pr list": [[{"number": 7}]],
    "pr view 7": [{"labels": [{"name": "documentation"}, {"name": "api: minor"}]}]
}"#;

#[test]
fn nothing_is_done_where_nothing_has_changed() {
    let Some(bench) = Bench::new("nothing_is_done_where_nothing_has_changed") else { return };
    // Neither is what `fetch` holds a change, nor what lies elsewhere.
    bench.write("spec/.docwright-fetch.lock", "");
    bench.write("notes.md", "Mine.\n");
    let run = bench.run("propose", &[], &[]);
    assert_eq!((run.code, run.out.as_str()), (0, "the documentation has not changed\n"), "{run:?}");
    assert!(bench.calls().is_empty());
    assert_eq!(bench.git(&["ls-remote", bench.remote().to_str().unwrap()]), "");
    assert_eq!(bench.git(&["branch", "--show-current"]), "main");
}

#[test]
fn a_change_is_proposed_and_then_refreshed() {
    let Some(bench) = Bench::new("a_change_is_proposed_and_then_refreshed") else { return };
    bench.write("notes.md", "Mine.\n");
    add_parameter(&bench);
    let first = bench.run("propose", &[], &[]);
    assert_eq!(first.code, 0, "{first:?}");
    assert_eq!(pushed(&bench), ["generated/Cargo.toml", &format!("spec/{PACKAGES}")]);
    let calls = bench.calls();
    let lines: Vec<String> = calls.iter().map(|call| call.args[..2].join(" ")).collect();
    assert_eq!(lines, ["label create", "pr list", "pr create"]);
    assert_eq!(calls[0].args[2], "api: minor");
    let create = &calls[2];
    assert_eq!(create.after("--title"), Some("Follow the documentation (minor)"));
    assert_eq!(create.after("--label"), Some("api: minor"));
    assert_eq!(
        (create.after("--repo"), create.after("--head"), create.after("--base")),
        (Some("somebody/octoquill"), Some("follow-the-docs"), Some("main"))
    );
    assert!(create.body.starts_with("<!-- cargo xtask diff -->\n"), "{}", create.body);
    assert!(create.body.contains("param-added-optional"), "{}", create.body);
    let message = bench.git(&["log", "-1", "--format=%s %ae", "FETCH_HEAD"]);
    let robot = "41898282+github-actions[bot]@users.noreply.github.com";
    assert_eq!(message, format!("Follow the documentation (minor) {robot}"));

    // A week later, in a fresh clone of `main`, more has changed.
    bench.git(&["switch", "--quiet", "main"]);
    bench.git(&["branch", "--quiet", "-D", "follow-the-docs"]);
    bench.forget();
    bench.answer(OPEN);
    add_parameter(&bench);
    bench.edit("* `version_count`: required, integer\n", "");
    let second = bench.run("propose", &[], &[]);
    assert_eq!(second.code, 0, "{second:?}");
    assert_eq!(pushed(&bench), ["generated/Cargo.toml", &format!("spec/{PACKAGES}")]);
    assert_eq!(bench.git(&["rev-list", "--count", "main..FETCH_HEAD"]), "1", "the branch begins anew");
    let calls = bench.calls();
    let lines: Vec<String> = calls.iter().map(|call| call.args[..2].join(" ")).collect();
    assert_eq!(lines, ["label create", "pr list", "pr view", "pr edit"], "no second pull request");
    let edit = &calls[3];
    assert_eq!(edit.args[2], "7");
    assert_eq!(edit.after("--title"), Some("Follow the documentation (major)"));
    assert_eq!(
        (edit.after("--remove-label"), edit.after("--add-label")),
        (Some("api: minor"), Some("api: major"))
    );
    assert!(edit.body.contains("response-field-removed"), "{}", edit.body);

    // The label that is right stays.
    bench.git(&["switch", "--quiet", "main"]);
    bench.forget();
    add_parameter(&bench);
    let third = bench.run("propose", &[], &[]);
    assert_eq!(third.code, 0, "{third:?}");
    let edit = bench.calls().pop().unwrap();
    assert_eq!(
        (edit.after("--remove-label"), edit.after("--add-label")),
        (None, Some("api: minor")),
        "{edit:?}"
    );
}

#[test]
fn a_wire_that_breaks_without_the_code_is_in_the_title() {
    let Some(bench) = Bench::new("a_wire_that_breaks_without_the_code_is_in_the_title") else { return };
    // Clients take any status that says so as success.
    bench.edit("**200** - OK", "**202** - Accepted");
    bench.edit("(Status: 200)", "(Status: 202)");
    let run = bench.run("propose", &[], &[]);
    assert_eq!(run.code, 0, "{run:?}");
    let create = bench.calls().pop().unwrap();
    let title = create.after("--title").unwrap().to_owned();
    let label = create.after("--label").unwrap();
    assert!(title.ends_with("; the wire breaks)") && label != "api: major", "{title}, {label}");
}

#[test]
fn failures_are_failures_and_the_token_stays_secret() {
    let Some(bench) = Bench::new("failures_are_failures_and_the_token_stays_secret") else { return };
    add_parameter(&bench);
    let nowhere = bench.aside("nowhere.git");
    let run = bench.run("propose", &[], &[("REMOTE", nowhere.to_str().unwrap())]);
    assert_ne!(run.code, 0, "{run:?}");
    assert!(bench.calls().is_empty(), "no pull request of what was not pushed");
    let encoded = "eC1hY2Nlc3MtdG9rZW46";
    let config = std::fs::read_to_string(bench.file(".git/config")).unwrap();
    for text in [&run.out, &run.err, &config] {
        assert!(!text.contains(TOKEN) && !text.contains(encoded), "{text}");
    }

    // Labels that cannot be read are not none: the old one would stay beside the new one.
    bench.git(&["switch", "--quiet", "main"]);
    add_parameter(&bench);
    bench.answer(OPEN);
    let run = bench.run("propose", &[], &[("GH_FAILS", "pr view")]);
    assert!(run.code == 1 && run.err.contains("HTTP 502"), "{run:?}");
    assert!(bench.calls().iter().all(|call| call.args[1] != "edit"));
    bench.forget();

    // Where no page can be used there is nothing to propose.
    bench.git(&["switch", "--quiet", "--force", "main"]);
    bench.edit("# ", "<!doctype html>\n# ");
    let run = bench.run("propose", &[], &[]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(bench.calls().is_empty());
}

/// Report of `update` about a page that it could not fetch.
const NOT_FETCHED: &str = r#"{"notes": [
    {"kind": "not-understood", "message": "not understood on either side"},
    {"kind": "not-fetched", "message": "`not fetched: en/rest/users/users.md: the site answers 500`"}
]}"#;

#[test]
fn missing_pages_are_a_section_and_a_label_and_stop_nothing() {
    let Some(bench) = Bench::new("missing_pages_are_a_section_and_a_label_and_stop_nothing") else { return };
    let update = bench.aside("update.json");
    std::fs::write(&update, NOT_FETCHED).unwrap();
    let update = update.to_str().unwrap().to_owned();
    // The run fails where nothing else happened.
    let run = bench.run("propose", &[&update], &[]);
    assert!(run.code == 1 && run.err.contains("users.md: the site answers 500"), "{run:?}");
    assert!(bench.calls().is_empty());

    add_parameter(&bench);
    let run = bench.run("propose", &[&update], &[]);
    assert_eq!(run.code, 0, "{run:?}");
    let calls = bench.calls();
    let create = calls.last().unwrap();
    assert_eq!(create.after("--label"), Some("api: minor,docs: incomplete"));
    assert!(calls.iter().any(|call| call.line().starts_with("label create docs: incomplete ")));
    assert!(create.body.contains("param-added-optional"), "{}", create.body);
    let section = "## Missing pages\n\nThese could not be fetched, and are as they were:\n\n\
                   - `not fetched: en/rest/users/users.md: the site answers 500`\n";
    assert!(create.body.contains(section), "{}", create.body);

    // Once all pages are there, the label goes.
    bench.git(&["switch", "--quiet", "main"]);
    bench.forget();
    bench.answer(&OPEN.replace("documentation", "docs: incomplete"));
    add_parameter(&bench);
    let run = bench.run("propose", &[], &[]);
    assert_eq!(run.code, 0, "{run:?}");
    let edit = bench.calls().pop().unwrap();
    assert_eq!(edit.after("--remove-label"), Some("docs: incomplete"), "{edit:?}");
    assert!(!edit.body.contains("Missing pages"));
}

#[test]
fn what_is_not_understood_is_a_label() {
    let Some(bench) = Bench::new("what_is_not_understood_is_a_label") else { return };
    bench.edit("* `version_count`: required, integer\n", "* `version_count`: required, bignum\n");
    let run = bench.run("propose", &[], &[]);
    assert_eq!(run.code, 0, "{run:?}");
    let create = bench.calls().pop().unwrap();
    assert!(create.after("--label").unwrap().ends_with(",docs: incomplete"), "{create:?}");
}

#[test]
fn commits_of_people_stay_on_the_branch() {
    let Some(bench) = Bench::new("commits_of_people_stay_on_the_branch") else { return };
    let begin = bench.run("begin", &[], &[]);
    assert_eq!((begin.code, bench.git(&["branch", "--show-current"]).as_str()), (0, "main"), "{begin:?}");
    add_parameter(&bench);
    let first = bench.run("propose", &[], &[]);
    assert_eq!(first.code, 0, "{first:?}");
    bench.git(&["switch", "--quiet", "main"]);
    let begin = bench.run("begin", &[], &[]);
    assert_eq!(begin.code, 0, "{begin:?}");
    assert_eq!(bench.git(&["branch", "--show-current"]), "main", "the robot's own commits are made again");

    // A maintainer names a type on the branch, and another file changes on `main`.
    bench.git(&["switch", "--quiet", "follow-the-docs"]);
    bench.write("spec/quirks.toml", "# Mine.\n");
    bench.commit("Say what we know");
    bench.git(&["push", "--quiet", bench.remote().to_str().unwrap(), "follow-the-docs"]);
    bench.git(&["switch", "--quiet", "main"]);
    bench.git(&["branch", "--quiet", "-D", "follow-the-docs"]);
    bench.write("notes.md", "Theirs.\n");
    bench.commit("Note something");
    let theirs = bench.git(&["ls-remote", bench.remote().to_str().unwrap(), BRANCH]);

    // A run that began before they came overwrites nothing.
    add_parameter(&bench);
    let late = bench.run("propose", &[], &[]);
    assert!(late.code == 1 && late.err.contains("people have added commits"), "{late:?}");
    assert_eq!(bench.git(&["ls-remote", bench.remote().to_str().unwrap(), BRANCH]), theirs);
    bench.git(&["checkout", "--quiet", "--force", "main"]);

    let begin = bench.run("begin", &[], &[]);
    assert_eq!(begin.code, 0, "{begin:?}");
    assert_eq!(bench.git(&["branch", "--show-current"]), "follow-the-docs");
    bench.forget();
    bench.answer(OPEN);
    bench.edit("* `version_count`: required, integer\n", "");
    let run = bench.run("propose", &[], &[]);
    assert_eq!(run.code, 0, "{run:?}");
    let changed = pushed(&bench);
    assert!(changed.contains(&"spec/quirks.toml".to_owned()), "{changed:?}");
    let subjects = bench.git(&["log", "--format=%s", "--no-merges", "main..FETCH_HEAD"]);
    assert!(subjects.contains("Say what we know"), "{subjects}");
    assert_eq!(subjects.lines().count(), 3, "on top of what was there: {subjects}");
    // The report is of all that the proposal changes.
    let edit = bench.calls().pop().unwrap();
    assert!(edit.body.contains("param-added-optional") && edit.body.contains("response-field-removed"));
}

#[test]
fn commits_that_contradict_the_base_are_left_to_people() {
    let Some(bench) = Bench::new("commits_that_contradict_the_base_are_left_to_people") else { return };
    bench.git(&["switch", "--quiet", "--create", "follow-the-docs"]);
    bench.write("notes.md", "Mine.\n");
    bench.commit("Note it");
    bench.git(&["push", "--quiet", bench.remote().to_str().unwrap(), "follow-the-docs"]);
    bench.git(&["switch", "--quiet", "main"]);
    bench.write("notes.md", "Theirs.\n");
    bench.commit("Note it otherwise");
    let run = bench.run("begin", &[], &[]);
    assert!(run.code == 1 && run.err.contains("merge main there by hand"), "{run:?}");
    assert_eq!(bench.git(&["status", "--porcelain"]), "", "no half of a merge is left");
}

#[test]
fn an_update_fails_only_where_it_produced_nothing() {
    let Some(bench) = Bench::new("an_update_fails_only_where_it_produced_nothing") else { return };
    for (code, expected) in [(0, 0), (1, 0), (2, 2), (101, 101)] {
        let program = bench.aside("stub");
        std::fs::write(&program, format!("#!/bin/sh\necho \"$@\"\nexit {code}\n")).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
        }
        let report = bench.aside("update.json");
        let run = bench.run("update", &[report.to_str().unwrap()], &[("XTASK", program.to_str().unwrap())]);
        assert_eq!(run.code, expected, "{run:?}");
        let asked = format!("update --quiet --format json --output {}\n", report.display());
        assert_eq!(run.out, asked, "{run:?}");
    }
}

/// A page with a parameter more, and a crate that goes with it.
fn add_parameter(bench: &Bench) {
    let visibility = "* **`visibility`** (string)\n";
    bench.edit(visibility, &format!("* **`license`** (string)\n  The license.\n\n{visibility}"));
    bench.write("generated/Cargo.toml", "[package]\nname = \"octoquill\"\n");
}

/// Files that differ between `main` and what was pushed.
fn pushed(bench: &Bench) -> Vec<String> {
    bench.git(&["fetch", "--quiet", bench.remote().to_str().unwrap(), BRANCH]);
    let names = bench.git(&["diff", "--name-only", "main", "FETCH_HEAD"]);
    names.lines().map(str::to_owned).collect()
}
