//! Reports for the page: as many changes as asked, of every verdict, with words that try to be markup.

use docwright::diff::finding::{Subject, SubjectKind};
use docwright::diff::report::{Change, EndpointRef, FORMAT, Item, Line, Reference, Report, Verdict, Witness};
use docwright::diff::rules::RuleId;
use docwright::diff::verdict::{Direction, Rust, Wire};

const HOSTILE: &str = "</code><script>window.hacked = 1</script>\" onmouseover=\"window.hacked = 2\" \
                       <img src=x onerror=\"window.hacked = 3\"> \u{202e}&amp;";

/// A report of changes that reach some endpoints each, no endpoint twice.
pub(super) fn report(changes: usize, endpoints: usize) -> Report {
    let mut changes: Vec<Change> = (0..changes).map(|at| change(at, endpoints)).collect();
    changes.sort_by_key(|change| std::cmp::Reverse((change.wire, change.rust)));
    let mut verdict = Verdict { wire: Wire::Breaking, rust: Rust::Breaking, ..Verdict::default() };
    verdict.bump = verdict.rust.bump();
    verdict.causes = changes.len();
    verdict.endpoints = changes.len() * endpoints;
    for change in &changes {
        *verdict.by_wire.entry(change.wire.as_str()).or_default() += 1;
        *verdict.by_rust.entry(change.rust.as_str()).or_default() += 1;
    }
    Report {
        format: FORMAT,
        old: Reference {
            label: format!("old {HOSTILE}"),
            locale: Some("es".to_owned()),
            ..Reference::default()
        },
        new: Reference { label: "new".to_owned(), ..Reference::default() },
        verdict,
        changes,
        ignored: Vec::new(),
        notes: Vec::new(),
    }
}

fn change(at: usize, endpoints: usize) -> Change {
    let (wire, rust) = (Wire::ALL[at % Wire::ALL.len()], Rust::ALL[at % Rust::ALL.len()]);
    Change {
        rule: RuleId::ALL[at % RuleId::ALL.len()],
        fingerprint: format!("{at:016x}"),
        wire,
        rust,
        direction: Direction::Request,
        subject: Subject { kind: SubjectKind::Parameter, name: HOSTILE.to_owned(), path: "query".to_owned() },
        message: format!("`name` takes value {at} in place of `{HOSTILE}`."),
        advice: "Send another one.".to_owned(),
        confidence: None,
        endpoints: (0..endpoints).map(|one| endpoint(at, one)).collect(),
        old: Some(line(at, "the words as they were before")),
        new: Some(line(at, HOSTILE)),
        items: vec![Item {
            path: "types::Thing.name".to_owned(),
            rust,
            old: Some("name: String".to_owned()),
            new: at.is_multiple_of(2).then(|| "name: Option<String>".to_owned()),
        }],
        witness: Some(Witness { before: "thing.name".to_owned(), after: "thing.name?".to_owned() }),
    }
}

fn endpoint(change: usize, at: usize) -> EndpointRef {
    EndpointRef {
        page: format!("things/page-{}", at / 2),
        method: "GET".to_owned(),
        path: format!("/things/{change}/{at}"),
        title: format!("Get the thing of number {at} {HOSTILE}"),
    }
}

fn line(at: usize, text: &str) -> Line {
    Line { file: format!("rest/things/{HOSTILE}.md"), line: at + 1, text: text.to_owned() }
}
