//! Whole references compared: what GitHub changed, read off the pages by hand once, and nothing else.

use std::fmt::Write as _;
use std::path::Path;
use std::time::Instant;

use docwright::diff::input::{Compared, Input, compare};
use docwright_tests::{corpus, pages_in, say};

use crate::support::snapshots;

#[test]
fn both_dialects_of_a_whole_reference_are_no_change() {
    let Some(corpus) = corpus("the comparison of both dialects") else { return };
    for (old, new) in [("ghes-3.18", "ghes-3.18-raw"), ("ghes-3.18-raw", "ghes-3.18")] {
        let found = rows(&compared(&corpus, old, new));
        assert_eq!(found, "", "{old} to {new}");
    }
}

/// Each row was looked up in what `diff` prints of the two folders.
#[test]
fn changes_of_whole_references() {
    let Some(corpus) = corpus("the changes between whole references") else { return };
    let mut text = String::new();
    for (old, new) in [("ghes-3.17", "ghes-3.18"), ("dotcom-2026-07", "dotcom-2026-08")] {
        let start = Instant::now();
        let compared = compared(&corpus, old, new);
        say(&format!("{old} to {new}: compared in {} ms", start.elapsed().as_millis()));
        let _ = writeln!(text, "{old} to {new}\n{}", rows(&compared));
    }
    snapshots().bind(|| insta::assert_snapshot!("changes_of_whole_references", text));
}

fn compared(corpus: &Path, old: &str, new: &str) -> Compared {
    let input = |name: &str| Input {
        label: name.to_owned(),
        pages: pages_in(&corpus.join(name)),
        ..Input::default()
    };
    compare(input(old), input(new)).unwrap()
}

/// A change a line, with what it reaches.
fn rows(compared: &Compared) -> String {
    let mut text = String::new();
    for change in &compared.report.changes {
        let _ = writeln!(
            text,
            "{} wire {} rust {} reaches {}: {} ({} {})",
            change.rule,
            change.wire,
            change.rust,
            change.endpoints.len(),
            change.message,
            change.subject.name,
            change.subject.path
        );
    }
    text
}
