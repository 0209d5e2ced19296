//! Whole references are read: the endpoints are all there, nothing is an error, and the loss is printed.
//!
//! The folder lies outside the repository. `DOCWRIGHT_CORPUS` names it; without it the test says so and ends.

use std::collections::BTreeMap;
use std::fmt::Display;

use docwright::diagnostic::{Severity, render_text};
use docwright::model::Kind;
use docwright::read::{Reading, read};
use docwright_tests::{corpus, pages_in, say};

/// Folder, pages and endpoints, as the corpus's README.md has them.
const REFERENCES: [(&str, usize, usize); 6] = [
    ("ghes-3.17", 133, 961),
    ("ghes-3.18", 136, 974),
    ("ghes-3.18-raw", 136, 974),
    ("ghes-3.18-requests", 136, 974),
    ("dotcom-2026-07", 82, 649),
    ("dotcom-2026-08", 82, 650),
];

#[test]
fn whole_references_are_read() {
    let Some(folder) = corpus("whole references") else { return };
    for (name, pages, endpoints) in REFERENCES {
        let reading = read(pages_in(&folder.join(name)));
        print(name, &reading);
        let errors: Vec<_> = reading
            .diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity == Severity::Error)
            .cloned()
            .collect();
        let not_understood: Vec<_> = reading.not_understood().cloned().collect();
        assert!(
            not_understood.is_empty(),
            "{name}:\n{}",
            render_text(&not_understood, &reading.pages, false)
        );
        assert!(errors.is_empty(), "{name}:\n{}", render_text(&errors, &reading.pages, false));
        assert_eq!(reading.pages.len(), pages, "pages of {name}");
        assert_eq!(reading.api.endpoints.len(), endpoints, "endpoints of {name}");
        let lines: usize = reading.pages.iter().map(docwright::source::Page::line_count).sum();
        assert_eq!(reading.line_counts().values().sum::<usize>(), lines, "lines of {name} with an account");
    }
}

fn print(name: &str, reading: &Reading) {
    say(&format!("{name}: {} pages, {} endpoints", reading.pages.len(), reading.api.endpoints.len()));
    rows("lines", reading.line_counts().into_iter().map(|(class, count)| (class.label(), count)));
    let codes = reading.diagnostics.iter().map(|diagnostic| (diagnostic.code.as_str(), 1));
    rows("diagnostics", codes);
    let opaque = reading.api.schemas.iter().filter_map(|(_, schema)| match &schema.kind {
        Kind::Opaque(reason) => Some((reason.as_str(), 1)),
        _ => None,
    });
    rows("distinct opaque values", opaque);
    rows("losses", reading.api.losses.iter().map(|loss| (loss.cause.as_str(), 1)));
}

fn rows<K: Ord + Display>(title: &str, counted: impl Iterator<Item = (K, usize)>) {
    let mut rows: BTreeMap<K, usize> = BTreeMap::new();
    for (key, count) in counted {
        *rows.entry(key).or_default() += count;
    }
    say(&format!("  {title}"));
    for (key, count) in &rows {
        say(&format!("{count:8} {key}"));
    }
}
