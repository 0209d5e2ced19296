//! Versions of whole references side by side, against what the references list themselves.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use docwright::source::Page;
use docwright::versions::{Cell, Turn, to_table};
use docwright_tests::{corpus, pages_in, say};

use crate::versions::{compared, write};

/// Folders of the corpus, each with where a spec folder has it. The README of the corpus has the numbers of endpoints.
const REFERENCES: [(&str, &str, usize); 3] = [
    ("dotcom-2026-08", "en/rest", 650),
    ("ghes-3.17", "en/enterprise-server@3.17/rest", 961),
    ("ghes-3.18", "en/enterprise-server@3.18/rest", 974),
];

#[test]
fn whole_references_side_by_side() {
    let Some(corpus) = corpus("versions of whole references") else { return };
    let folder = tempfile::TempDir::new().unwrap();
    for (name, place, _) in REFERENCES {
        for page in pages_in(&corpus.join(name)) {
            write(&folder.path().join(place).join(&page.file), &page.text);
        }
    }
    let (matrix, _) = compared(pages_in(folder.path()), Some("enterprise-server@3.18"));
    say(to_table(&matrix, &[]).lines().next().unwrap());
    // What each reference lists by itself, read off its pages without the model.
    let listed: Vec<BTreeSet<String>> =
        REFERENCES.iter().map(|(name, ..)| request_lines(&corpus.join(name))).collect();
    for (at, (name, _, endpoints)) in REFERENCES.iter().enumerate() {
        assert_eq!(listed[at].len(), *endpoints, "{name}");
        let present: BTreeSet<String> = matrix
            .rows
            .iter()
            .filter(|row| row.cells[at].is_present() == Some(true))
            .map(|row| format!("{} {}", row.method.as_str(), numbered(&row.path)))
            .collect();
        assert!(present == listed[at], "{name}");
    }
    let turned = |turn| {
        let events = matrix.rows.iter().flat_map(|row| &row.history);
        events.filter(|event| event.turn == turn).count()
    };
    assert_eq!(turned(Turn::Since), listed[2].difference(&listed[1]).count());
    assert_eq!(turned(Turn::Gone), listed[1].difference(&listed[2]).count());
}

#[test]
fn both_dialects_of_a_whole_reference_differ_in_nothing() {
    let Some(corpus) = corpus("dialects of whole references") else { return };
    let of = |name: &str, number: &str| {
        let file =
            |page: Page| Page::new(format!("en/enterprise-server@{number}/rest/{}", page.file), &page.text);
        pages_in(&corpus.join(name)).into_iter().map(file).collect::<Vec<_>>()
    };
    let (matrix, _) = compared([of("ghes-3.18", "3.18"), of("ghes-3.18-raw", "3.19")].concat(), None);
    let differing: Vec<&str> = matrix
        .rows
        .iter()
        .filter(|row| row.cells.iter().any(|cell| *cell != Cell::Present(Vec::new())))
        .map(|row| row.path.as_str())
        .collect();
    assert_eq!(differing, [""; 0]);
}

/// The request lines of a reference, with placeholders numbered.
fn request_lines(folder: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for page in pages_in(folder) {
        let mut lines = page.text.lines();
        while let Some(line) = lines.next() {
            if line.starts_with("## ") {
                let mut next = lines.by_ref().skip_while(|line| line.trim().is_empty());
                if next.next().is_some_and(|line| line.starts_with("```")) {
                    found.extend(next.next().map(numbered));
                }
            }
        }
    }
    found
}

fn numbered(path: &str) -> String {
    let mut number = 0;
    let mut pieces = path.split('{');
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        number += 1;
        let (_, rest) = piece.split_once('}').unwrap();
        let _ = write!(text, "{{{number}}}{rest}");
    }
    text
}
