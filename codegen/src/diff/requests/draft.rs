//! How findings are begun, and how their messages are worded.

use crate::diff::finding::{Finding, Reach, Subject, SubjectKind};
use crate::diff::rules::RuleId;
use crate::diff::verdict::{Direction, Rust, Wire};

/// How many values a message lists.
const LISTED: usize = 8;

/// A finding of which the rest is filled in by struct update.
pub(super) fn finding(rule: RuleId, wire: Wire, subject: Subject, reach: Reach, message: String) -> Finding {
    let direction = match subject.kind {
        SubjectKind::Parameter | SubjectKind::Body => Direction::Request,
        SubjectKind::Response | SubjectKind::Schema => Direction::Response,
        SubjectKind::Reference | SubjectKind::Page | SubjectKind::Endpoint => Direction::Neither,
    };
    Finding {
        rule,
        wire,
        rust: Rust::None,
        direction,
        subject,
        facts: Vec::new(),
        message,
        advice: None,
        confidence: None,
        reach: vec![reach],
        old: None,
        new: None,
        items: Vec::new(),
    }
}

pub(super) fn subject(kind: SubjectKind, name: impl Into<String>, path: impl Into<String>) -> Subject {
    Subject { kind, name: name.into(), path: path.into() }
}

/// Words as a code span.
pub(super) fn code(words: &str) -> String {
    format!("`{}`", words.replace('`', "'"))
}

/// Several code spans: "`a`, `b` and `c`".
pub(super) fn list<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let mut spans: Vec<String> = words.into_iter().map(code).collect();
    let more = spans.len().saturating_sub(LISTED);
    if more > 0 {
        spans.truncate(LISTED);
        return format!("{} and {more} more", spans.join(", "));
    }
    match spans.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        Some((last, _)) => last.clone(),
        None => "nothing".to_owned(),
    }
}
