//! How findings are begun.

use crate::diff::finding::{Finding, Reach, Subject, SubjectKind};
use crate::diff::rules::RuleId;
use crate::diff::verdict::{Direction, Rust, Wire};

/// Begins a finding; the rest is filled in by struct update.
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
