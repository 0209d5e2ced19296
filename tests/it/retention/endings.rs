//! Exit codes, and what is said where not all went well.

use std::fs::{self, File};

use docwright_tests::fake_github::{FakeGithub, Fault, Faults, Owner, Setup};

use super::harness::{deleted, retention, run, server, versions};

const PACKAGE: &str = "--org acme --package app --keep-last 1 --at-once 1";

#[test]
fn wrong_arguments() {
    let server = plain(10, Faults::never());
    let rows = [
        ("--package app --untagged", "--org"),
        ("--org acme --own --package app --untagged", "--own"),
        ("--org acme --untagged", "--package"),
        ("--org acme --package app", "--untagged"),
        ("--org acme --package app --delete --keep-tag v*", "--keep-last"),
        ("--org acme --package app --keep-last 0", "--keep-last"),
        ("--org acme --package app --older-than 0", "--older-than"),
        ("--org acme --package app --older-than -1", "-1"),
        ("--org acme --package app --untagged --at-once 0", "--at-once"),
        ("--org acme --package app --untagged --token ghp_canary", "--token"),
    ];
    for (arguments, said) in rows {
        // What is said of a wrong token is not looked at: the shell has it anyway.
        let output = retention(&server, arguments).output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments}: {err}");
        assert!(err.contains(said), "{arguments}: {err}");
    }
    for token in [None, Some("")] {
        let mut command = retention(&server, PACKAGE);
        let command = match token {
            Some(token) => command.env("GITHUB_TOKEN", token),
            None => command.env_remove("GITHUB_TOKEN"),
        };
        let ran = run(command);
        assert_eq!(ran.code, Some(2), "{ran:?}");
        assert!(ran.err.contains("GITHUB_TOKEN"), "{}", ran.err);
    }
    let mut elsewhere = server.clone();
    elsewhere.base_url = "ftp://example.com".to_owned();
    let ran = run(&mut retention(&elsewhere, PACKAGE));
    assert_eq!(ran.code, Some(2), "{ran:?}");
    assert!(ran.err.contains("the base URL is neither https nor http"), "{}", ran.err);
    assert_eq!(server.record().requests(), 0);
}

#[test]
fn help_says_the_exit_codes() {
    let ran = run(&mut retention(&plain(0, Faults::never()), "--help"));
    assert_eq!(ran.code, Some(0));
    for code in 0..=5 {
        assert!(ran.out.contains(&format!("\n  {code}  ")), "{}", ran.out);
    }
    assert!(!ran.out.contains("time-scale") && !ran.out.contains('\u{1b}'), "{}", ran.out);
}

#[test]
fn a_list_that_is_not_complete_deletes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state");
    let arguments = format!("{PACKAGE} --delete --state {}", state.display());
    for faults in [
        Faults::only(&[Fault::Status(502)], &[]),
        Faults::only(&[Fault::Truncated], &[]),
        Faults::only(&[Fault::Reset], &[]),
    ] {
        let server = plain(500, faults);
        let ran = run(&mut retention(&server, &arguments));
        assert_eq!(ran.code, Some(3), "{ran:?}");
        assert!(ran.err.contains("nothing was deleted"), "{}", ran.err);
        assert_eq!(server.record().deletions, 0);
        fs::remove_file(&state).unwrap();
    }

    let unknown = run(&mut retention(&plain(5, Faults::never()), "--org acme --package other --keep-last 1"));
    assert_eq!(unknown.code, Some(3), "{unknown:?}");
    assert!(unknown.err.contains("404"), "{}", unknown.err);
}

#[test]
fn what_could_not_be_deleted_is_said_and_tried_again() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = format!("{PACKAGE} --delete --state {}", folder.path().join("state").display());
    let server = plain(11, Faults::only(&[], &[Fault::Status(500)]));
    let ran = run(&mut retention(&server, &arguments));
    assert_eq!((ran.code, ran.row("could not be deleted"), ran.row("deleted")), (Some(1), 10, 0), "{ran:?}");
    assert_eq!(ran.err.matches(" could not be deleted: ").count(), 10, "{}", ran.err);
    assert!(deleted(&server).is_empty());

    server.set_faults(Faults::never());
    let lists = server.record().lists;
    let ran = run(&mut retention(&server, &arguments));
    assert_eq!((ran.code, ran.row("could not be deleted"), ran.row("deleted")), (Some(0), 0, 10), "{ran:?}");
    assert_eq!(deleted(&server).len(), 10);
    assert_eq!(server.record().lists, lists, "they were listed before");
}

#[test]
fn deletions_that_all_fail_are_given_up() {
    let server = plain(100, Faults::only(&[], &[Fault::Status(503)]));
    let ran = run(&mut retention(&server, &format!("{PACKAGE} --delete")));
    assert_eq!((ran.code, ran.row("could not be deleted"), ran.row("left")), (Some(1), 20, 79), "{ran:?}");
    assert!(ran.err.contains("given up"), "{}", ran.err);
}

#[test]
fn lost_answers_are_settled() {
    for fault in [&[Fault::Lost], &[Fault::LostBehindGateway]] {
        let server = plain(41, Faults::only(&[], fault));
        let ran = run(&mut retention(&server, &format!("{PACKAGE} --delete")));
        assert_eq!((ran.code, ran.row("deleted, found out afterwards")), (Some(0), 40), "{fault:?}: {ran:?}");
        assert_eq!(deleted(&server).len(), 40);
        let record = server.record();
        assert_eq!((record.deletions, record.gets), (40, 40), "none is asked for twice: {record}");
    }
}

#[test]
fn a_state_file_is_good_for_one_run_at_a_time() {
    let server = plain(10, Faults::never());
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state");
    let arguments = format!("{PACKAGE} --delete --state {}", state.display());
    let file = File::create(&state).unwrap();
    file.lock().unwrap();
    let ran = run(&mut retention(&server, &arguments));
    assert_eq!(ran.code, Some(4), "{ran:?}");
    assert_eq!(server.record().requests(), 0);
    file.unlock().unwrap();
    assert_eq!(run(&mut retention(&server, &arguments)).code, Some(0));
}

#[test]
fn a_state_file_of_another_run_is_left_alone() {
    let server = plain(30, Faults::only(&[], &[Fault::Status(500)]));
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state");
    let arguments = format!("{PACKAGE} --delete --state {}", state.display());
    assert_eq!(run(&mut retention(&server, &arguments)).code, Some(1));
    let before = fs::read(&state).unwrap();
    server.set_faults(Faults::never());
    for other in ["--untagged", "--keep-tag v*", "--older-than 3"] {
        let ran = run(&mut retention(&server, &format!("{arguments} {other}")));
        assert_eq!(ran.code, Some(2), "{ran:?}");
        assert!(ran.err.contains("other arguments"), "{}", ran.err);
    }
    assert_eq!(fs::read(&state).unwrap(), before);
    assert!(deleted(&server).is_empty());
}

#[test]
fn state_files_that_cannot_be_used() {
    let server = plain(10, Faults::never());
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state");
    let arguments = format!("{PACKAGE} --delete --state {}", state.display());
    for contents in ["my notes", "my notes\n", "{}\n", "{\"begun\":5}\n", "\n\n"] {
        fs::write(&state, contents).unwrap();
        let ran = run(&mut retention(&server, &arguments));
        assert_eq!(ran.code, Some(5), "{contents:?}: {ran:?}");
        assert_eq!(fs::read_to_string(&state).unwrap(), contents, "it may be somebody else's");
    }
    fs::remove_file(&state).unwrap();
    for path in [folder.path().to_owned(), folder.path().join("none/state")] {
        let ran = run(&mut retention(&server, &format!("{PACKAGE} --state {}", path.display())));
        assert_eq!(ran.code, Some(5), "{ran:?}");
    }
    assert_eq!(server.record().requests(), 0);
}

fn plain(count: u32, faults: Faults) -> FakeGithub {
    server(Setup { faults, ..Setup::new(Owner::Org("acme"), "app", versions(count)) })
}
