//! A package of 135,000 versions, with everything going wrong that can.

use std::time::Instant;

use docwright_tests::fake_github::{Faults, Form, Limits, Owner, Setup};
use docwright_tests::say;

use super::harness::{STEP, deleted, ids, retention, run, server, versions};

const VERSIONS: u32 = 135_000;

/// What is older is deleted.
const DAYS: i64 = 904;

/// The most memory that the program may have, in KiB. It has about a third of it.
const MEMORY: u64 = 160 * 1024;

#[test]
fn each_version_is_listed_once_and_the_right_ones_are_deleted_once() {
    let mut all = versions(VERSIONS);
    let first_old = usize::try_from(DAYS * 24 * 60 * 60 / STEP).unwrap();
    // Old ones that are not what the documentation says, or not in what matters.
    let forms = [Form::NoTags, Form::NullTags, Form::NoMetadata, Form::NoContainer, Form::NoName];
    for (place, form) in (first_old + 499..).step_by(99).zip(forms) {
        assert_eq!((place % 3 > 0, all[place].tags), (true, 0), "it looks like one to be deleted");
        all[place].form = form;
    }
    let doomed = ids(&all, |place, version| {
        let clear = matches!(version.form, Form::Documented | Form::NoName);
        place >= first_old && version.tags == 0 && clear
    });
    let setup = Setup {
        faults: Faults::all(7, 80),
        limits: Limits { primary: Some((500, 120)), in_flight: 1, ..Limits::none() },
        ..Setup::new(Owner::Org("acme"), "team/app", all)
    };
    let server = server(setup);
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state");

    let arguments = format!(
        "--org acme --package team/app --untagged --keep-last 10 --older-than {DAYS} --delete --at-once 1 --state {}",
        state.display()
    );
    let began = Instant::now();
    let ran = run(&mut retention(&server, &arguments));
    let record = server.record();
    say(&format!(
        "retention of {VERSIONS} versions: {:.1} s, {} deleted, {} KiB of memory at most, a journal of {} KiB",
        began.elapsed().as_secs_f64(),
        deleted(&server).len(),
        ran.peak.map_or("?".to_owned(), |peak| peak.to_string()),
        state.metadata().unwrap().len() / 1024,
    ));
    say(&format!("its server: {record}"));

    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!(deleted(&server), doomed);
    assert!(server.versions().iter().all(|version| version.listed == 1), "each is listed once");
    assert_eq!(record.violations, Vec::<String>::new());
    assert_eq!(record.others, 0);
    // Everything that can go wrong did, and was seen to by asking again.
    assert_eq!(record.faults.len(), 11, "{record}");
    assert!(record.refused_primary > 3 && record.refused_secondary > 3, "{record}");
    assert!(ran.peak.is_none_or(|peak| peak < MEMORY), "{:?} KiB", ran.peak);

    assert_eq!(ran.row("versions listed"), VERSIONS as usize);
    assert_eq!(ran.row("kept: among the newest"), 10);
    assert_eq!(ran.row("not touched: cannot be judged"), 4);
    assert_eq!(ran.row("deleted") + ran.row("deleted, found out afterwards"), doomed.len());
    assert!(ran.row("deleted, found out afterwards") > 0);
    assert_eq!(ran.row("gone already") + ran.row("could not be deleted") + ran.row("left"), 0);
    assert_eq!(ran.err.matches("was not touched: ").count(), 4, "{}", ran.err);
}
