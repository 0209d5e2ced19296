//! The state file, cut off at every byte.

use std::fs;
use std::path::Path;

use octoquill::Timestamp;

use super::program::delete::Outcome;
use super::program::plan::{Doubtful, Rules, Version};
use super::program::state::{Journal, Progress, Run, StateError};
use super::program::target::Owner;

#[test]
fn what_was_written_whole_is_there_and_the_rest_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state");
    write(&path);
    let whole = fs::read(&path).unwrap();
    for length in 0..=whole.len() {
        fs::write(&path, &whole[..length]).unwrap();
        let lines = String::from_utf8_lossy(&whole[..length]).matches('\n').count();
        let (mut journal, progress) = Journal::open(Some(&path), &run(), true, now()).unwrap();
        assert_eq!(shape(&progress), expected(lines), "{length} bytes");
        // It goes on in a line of its own.
        journal.begun(9).unwrap();
        drop(journal);
        let (_, progress) = Journal::open(Some(&path), &run(), true, now()).unwrap();
        assert!(progress.begun.contains(&9), "{length} bytes");
    }
}

#[test]
fn a_line_in_the_middle_that_cannot_be_read_is_damage() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state");
    write(&path);
    let whole = fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = whole.split_inclusive('\n').collect();
    for (index, line) in lines.iter().enumerate() {
        let is_last = index + 1 == lines.len();
        // The last one may be half of a line in front of what was written behind it: then both are lost.
        let halves = index + 2 >= lines.len();
        let rows =
            [("\n", is_last), ("\0\0\0\0\n", is_last), ("{}\n", is_last), (&line[..line.len() / 2], halves)];
        for (damage, expected) in rows {
            let mut damaged = lines.clone();
            damaged[index] = damage;
            fs::write(&path, damaged.concat()).unwrap();
            let result = Journal::open(Some(&path), &run(), true, now());
            assert_eq!(result.is_ok(), expected, "line {index} as {damage:?}: {result:?}");
        }
    }
}

#[test]
fn another_run_is_told_from_this_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state");
    let others = [
        Run { base_url: "https://example.com".to_owned(), ..run() },
        Run { owner: Owner::Org("acme".to_owned()), ..run() },
        Run { package: "other".to_owned(), ..run() },
        Run { rules: Rules { keep_last: 1, ..Rules::default() }, ..run() },
    ];
    for other in others {
        write(&path);
        for deletes in [true, false] {
            let result = Journal::open(Some(&path), &other, deletes, now());
            assert!(matches!(&result, Err(StateError::OtherRun(found)) if **found == run()), "{result:?}");
        }
        // One that is done is nobody's.
        Journal::open(Some(&path), &run(), true, now()).unwrap().0.finished().unwrap();
        let (_, progress) = Journal::open(Some(&path), &other, true, now()).unwrap();
        assert_eq!(shape(&progress), (0, 0, None, 0, 0));
        fs::remove_file(&path).unwrap();
    }
}

/// Writes a journal with every kind of line.
fn write(path: &Path) {
    let (mut journal, progress) = Journal::open(Some(path), &run(), true, now()).unwrap();
    assert_eq!(shape(&progress), expected(1));
    let version = |id: i64| Version { id, touched: now(), tags: vec!["é\"\n".to_owned()] };
    let doubtful = Doubtful { id: None, why: "no id".to_owned() };
    journal.page(now(), &[version(1), version(2)], &[doubtful], &"1 0 end".parse().unwrap()).unwrap();
    journal.decided(&[1, 2]).unwrap();
    journal.begun(1).unwrap();
    journal.ended(1, &Outcome::Deleted).unwrap();
    journal.begun(2).unwrap();
    journal.ended(2, &Outcome::Failed("no".to_owned())).unwrap();
}

/// What there is after so many lines: versions, doubtful ones, decided, begun, ended.
fn expected(lines: usize) -> (usize, usize, Option<usize>, usize, usize) {
    let rows = [
        (0, 0, None, 0, 0),
        (0, 0, None, 0, 0),
        (2, 1, None, 0, 0),
        (2, 1, Some(2), 0, 0),
        (2, 1, Some(2), 1, 0),
        (2, 1, Some(2), 1, 1),
        (2, 1, Some(2), 2, 1),
        (2, 1, Some(2), 2, 2),
    ];
    rows[lines]
}

fn shape(progress: &Progress) -> (usize, usize, Option<usize>, usize, usize) {
    let Progress { versions, doubtful, decided, begun, ended, .. } = progress;
    (versions.len(), doubtful.len(), decided.as_ref().map(Vec::len), begun.len(), ended.len())
}

fn run() -> Run {
    Run {
        base_url: "http://127.0.0.1:1".to_owned(),
        owner: Owner::Own,
        package: "app".to_owned(),
        rules: Rules::default(),
    }
}

fn now() -> Timestamp {
    "2026-11-22T12:00:00Z".parse().unwrap()
}
