//! What a change is known by from one comparison to the next: its structure, never its words.

use super::finding::{Finding, Subject, SubjectKind};
use crate::hash::sha256;
use crate::model::PathTemplate;

/// How many hexadecimal digits a fingerprint has.
const DIGITS: usize = 16;

/// The fingerprint of a finding.
pub fn fingerprint(finding: &Finding) -> String {
    let mut text = format!("{}\n{:?}\n{}", finding.rule, finding.direction, subject(&finding.subject));
    for fact in &finding.facts {
        text.push('\n');
        text.push_str(fact);
    }
    let mut hash = sha256(text.as_bytes());
    hash.truncate(DIGITS);
    hash
}

/// The subject, with the placeholders of paths numbered: their names are words.
fn subject(subject: &Subject) -> String {
    let name = match (subject.kind, subject.name.split_once(' ')) {
        (SubjectKind::Endpoint | SubjectKind::Response, Some((method, path))) => {
            format!("{method} {}", PathTemplate::parse(path).numbered())
        }
        _ => subject.name.clone(),
    };
    format!("{:?}\n{name}\n{}", subject.kind, subject.path)
}
