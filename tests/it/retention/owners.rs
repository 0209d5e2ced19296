//! The same for organizations, users and the own account; with and without `--delete`.

use std::fs;

use docwright_tests::fake_github::{Owner, Setup, Version};
use jiff::Timestamp;

use super::harness::{Ran, deleted, ids, retention, run, server, versions};

const OWNERS: [(Owner, &str); 3] =
    [(Owner::Org("acme"), "--org acme"), (Owner::User("octocat"), "--user octocat"), (Owner::Own, "--own")];

#[test]
fn versions_of_any_owner_are_deleted() {
    for (owner, argument) in OWNERS {
        let all = versions(250);
        let expected = ids(&all, |_, version| version.tags == 0);
        let expected = &expected[7..];
        let server = server(Setup::new(owner, "team/app", all));
        let arguments = format!("{argument} --package team/app --untagged --keep-last 7 --quiet");

        let rehearsal = run(&mut retention(&server, &arguments));
        assert_eq!(rehearsal.code, Some(0), "{rehearsal:?}");
        assert_eq!(rehearsal.row("would be deleted"), expected.len());
        assert_eq!(server.record().deletions, 0, "{owner:?}");

        let ran = run(retention(&server, &arguments).arg("--delete"));
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{ran:?}");
        assert_eq!(deleted(&server), expected, "{owner:?}");
        assert_eq!(ran.row("deleted"), expected.len());
        let record = server.record();
        assert_eq!((record.packages, record.lists, record.gets, record.others), (2, 6, 0, 0), "{record}");
        assert_eq!(record.deletions, expected.len());
    }
}

#[test]
fn a_package_without_versions_is_none_to_complain_of() {
    let server = server(Setup::new(Owner::Own, "app", Vec::new()));
    let ran = run(&mut retention(&server, "--own --package app --keep-last 1 --delete"));
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{ran:?}");
    assert_eq!((ran.row("versions listed"), ran.row("deleted")), (0, 0));
}

#[test]
fn a_rehearsal_says_each_version_and_is_what_is_deleted_then() {
    let all = versions(300);
    let doomed = ids(&all, |_, version| version.tags == 0);
    let server = server(Setup::new(Owner::Org("acme"), "app", all));
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state");
    let arguments = format!("--org acme --package app --untagged --state {}", state.display());

    let rehearsal = run(&mut retention(&server, &arguments));
    assert_eq!(rehearsed(&rehearsal), doomed.iter().rev().copied().collect::<Vec<_>>(), "the oldest first");
    // What is pushed and changed meanwhile: one was tagged, one is gone, one was changed in another way.
    let (tagged, gone, touched) = (doomed[10], doomed[20], doomed[30]);
    server.change(|version| match version.id {
        id if id == tagged => version.tags = 1,
        id if id == gone => version.deleted = true,
        id if id == touched => version.updated += 1,
        _ => {}
    });

    let lists = server.record().lists;
    let ran = run(retention(&server, &arguments).args(["--delete", "--look-again-after", "0"]));
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!(server.record().lists, lists, "they were listed before");
    let expected: Vec<u64> =
        doomed.iter().copied().filter(|id| ![tagged, gone, touched].contains(id)).collect();
    assert_eq!(deleted(&server), expected);
    assert_eq!(ran.row("deleted"), expected.len());
    assert_eq!((ran.row("gone already"), ran.row("not touched: changed since")), (1, 2));
    assert_eq!(ran.err.matches("it changed since it was listed").count(), 2, "{}", ran.err);

    // That was all, so that the same again begins anew.
    let again = run(retention(&server, &arguments).arg("--delete"));
    assert_eq!((again.code, again.row("deleted")), (Some(0), 1), "{again:?}");
    assert_eq!(server.record().lists, lists + 2);
    assert!(fs::read_to_string(&state).unwrap().ends_with("\"finished\"\n"));
}

#[test]
fn rules_by_age_and_tags_reach_the_server() {
    let now = Timestamp::now().as_second();
    let days = |days: i64| now - days * 24 * 60 * 60;
    // The third was tagged lately, so that it is not old.
    let retagged = Version { updated: days(3), ..Version::new(7, days(90), 3) };
    let all = vec![
        Version::new(9, days(1), 0),
        Version::new(8, days(40), 0),
        retagged,
        Version::new(6, days(100), 2),
        Version::new(5, days(110), 3),
        Version::new(4, days(120), 1),
        Version::new(3, days(130), 0),
    ];
    let tag_sets = vec![vec![], vec!["v1.0", "stable"], vec!["v2.0-rc1"], vec!["nightly-{id}"]];
    let server = server(Setup { tag_sets, ..Setup::new(Owner::Own, "app", all) });
    let arguments = "--own --package app --older-than 30 --keep-tag stab* --keep-tag *-rc? --delete";
    let ran = run(&mut retention(&server, arguments));
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!(deleted(&server), [8, 5, 3]);
    assert_eq!((ran.row("kept: a tag is to be kept"), ran.row("kept: not old enough")), (2, 2));
}

fn rehearsed(ran: &Ran) -> Vec<u64> {
    let lines = ran.out.lines().filter_map(|line| line.strip_prefix("would delete "));
    lines.map(|line| line.split(' ').next().unwrap().parse().unwrap()).collect()
}
