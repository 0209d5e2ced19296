//! Runs that are killed and go on.

use std::fs;
use std::time::Duration;

use docwright_tests::fake_github::{Fault, Faults, Limits, Owner, Setup};
use docwright_tests::say;

use super::harness::{deleted, ids, retention, run, server, start, versions};

/// How often a run is killed.
const KILLS: usize = 40;

#[test]
fn a_run_that_is_killed_goes_on() {
    let all = versions(2_500);
    let doomed = ids(&all, |_, version| version.tags == 0);
    let setup = Setup {
        faults: Faults::all(3, 60),
        limits: Limits { in_flight: 1, ..Limits::none() },
        ..Setup::new(Owner::Org("acme"), "team/app", all)
    };
    let server = server(setup);
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state");
    let arguments = format!(
        "--org acme --package team/app --untagged --keep-last 5 --delete --at-once 1 --quiet --state {}",
        state.display()
    );
    let (mut listing, mut deleting) = (0, 0);
    let mut random: u64 = 11;
    for kill in 0..KILLS {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        // In the midst of the list first, and then of the deletions.
        let more = 1 + (random >> 33) % if server.record().deletions == 0 { 8 } else { 60 };
        let enough = server.record().requests() + usize::try_from(more).unwrap();
        let moment = Duration::from_micros((random >> 20) % 3_000);
        // GitHub limits each token by itself, and what one run was told, the next one cannot know.
        let token = format!("ghp_{kill}");
        let ran = start(retention(&server, &arguments).env("GITHUB_TOKEN", token))
            .killed_when(|| server.record().requests() >= enough, moment);
        if ran.code == Some(0) {
            break;
        }
        assert_eq!(ran.code, None, "{ran:?}");
        *(if server.record().deletions == 0 { &mut listing } else { &mut deleting }) += 1;
    }
    let left = 25 + listing;
    let before = server.record();
    let ran = run(&mut retention(&server, &arguments));
    let record = server.record();
    say(&format!(
        "retention killed {listing} times while it listed and {deleting} times while it deleted: {record}"
    ));

    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(listing > 1 && deleting > 1, "{listing} and {deleting}");
    assert_eq!(deleted(&server), doomed[5..]);
    // What was listed is not listed again, but for the page that was under way.
    let disturbed: usize = record.faults.values().sum();
    assert!(record.lists <= left + disturbed, "{before}; {record}");
    assert_eq!(record.violations, Vec::<String>::new());
    // All of it is in the journal: what was deleted before a kill too.
    let claimed = ran.row("deleted") + ran.row("deleted, found out afterwards");
    assert_eq!((claimed, ran.row("gone already"), ran.row("left")), (doomed.len() - 5, 0, 0), "{ran:?}");
    let text = fs::read_to_string(&state).unwrap();
    assert_eq!(text.matches("{\"ended\":").count(), doomed.len() - 5);
}

#[test]
fn a_deletion_that_was_under_way_is_looked_after_first() {
    // Deleted, and killed before the answer: the version is gone, and the journal says that it was begun.
    let all = versions(4);
    let ids: Vec<u64> = all.iter().map(|version| version.id).collect();
    let server = server(Setup::new(Owner::Own, "app", all));
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state");
    let arguments = format!("--own --package app --keep-last 1 --state {}", state.display());
    assert_eq!(run(&mut retention(&server, &arguments)).code, Some(0));
    let (gone, there) = (ids[3], ids[2]);
    let journal = fs::read_to_string(&state).unwrap();
    fs::write(&state, format!("{journal}{{\"begun\":{gone}}}\n{{\"begun\":{there}}}\n{{\"begu")).unwrap();
    server.change(|version| version.deleted |= version.id == gone);

    let ran = run(retention(&server, &arguments).arg("--delete"));
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!(deleted(&server), [ids[1], there]);
    assert_eq!(
        (ran.row("deleted, found out afterwards"), ran.row("deleted"), ran.row("gone already")),
        (1, 2, 0)
    );
    let record = server.record();
    assert_eq!((record.gets, record.deletions), (2, 2), "{record}");
}

#[test]
fn a_list_that_broke_off_goes_on_where_it_did() {
    let all = versions(1_000);
    let server = server(Setup::new(Owner::Own, "app", all));
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state");
    let arguments = format!("--own --package app --keep-last 400 --delete --state {}", state.display());
    let whole = run(&mut retention(&server, &arguments.replace("--delete ", "")));
    assert_eq!(whole.code, Some(0), "{whole:?}");
    let text = fs::read_to_string(&state).unwrap();
    // The first four pages, as if the run had been killed then.
    let lines: Vec<&str> = text.split_inclusive('\n').take(5).collect();
    fs::write(&state, lines.concat()).unwrap();
    // The first page that is asked for fails now, too.
    server.set_faults(Faults::only(&[Fault::Status(500)], &[]).in_a_row(1));
    let lists = server.record().lists;
    let ran = run(&mut retention(&server, &arguments));
    assert_eq!((ran.code, ran.row("deleted")), (Some(0), 600), "{ran:?}");
    assert_eq!(server.record().lists - lists, 6 * 2);
}
