//! Compares the diagnostics of two references: places that were not understood, and new warnings.

use std::collections::{BTreeMap, BTreeSet};

use super::finding::{Finding, Subject, SubjectKind};
use super::fingerprint::fingerprint;
use super::report::{Change, EndpointRef, Line, Note};
use super::rules::RuleId;
use super::verdict::{Direction, Rust, Wire};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::read::Reading;
use crate::source::{Page, PageId};

/// Returns the places that were not understood on one side alone, a change for each page.
pub(super) fn errors(old: &Reading, new: &Reading) -> Vec<Change> {
    let mut pages: BTreeMap<&PageId, [Vec<&Diagnostic>; 2]> = BTreeMap::new();
    for (side, reading) in [old, new].into_iter().enumerate() {
        let other = [new, old][side];
        let is_of_both = |one: &Diagnostic| not_understood(other).any(|error| key(error) == key(one));
        // Where no page of a side can be used, there is nothing else to tell.
        let is_all = old.api.endpoints.is_empty() || new.api.endpoints.is_empty();
        for error in not_understood(reading).filter(|one| is_all || !is_of_both(one)) {
            if let Some(found) = pages.entry(&error.page).or_default().get_mut(side) {
                found.push(error);
            }
        }
    }
    let changes = pages.into_iter().filter_map(|(page, [in_old, in_new])| {
        let all: Vec<&Diagnostic> = in_new.iter().chain(&in_old).copied().collect();
        let message = match all.as_slice() {
            [] => return None,
            [only] => format!("the page was not understood as a whole: {}", only.message),
            [first, ..] => {
                format!("the page was not understood in {} places; one is: {}", all.len(), first.message)
            }
        };
        let old = in_old.first().and_then(|error| line_of(old, error));
        let new = in_new.first().and_then(|error| line_of(new, error));
        let verdict = (RuleId::ParseError, Wire::Risky, Rust::Breaking);
        Some(Change { old, new, ..change(verdict, page, &all, message) })
    });
    changes.collect()
}

fn not_understood(reading: &Reading) -> impl Iterator<Item = &Diagnostic> {
    reading.diagnostics.iter().filter(|diagnostic| diagnostic.severity != Severity::Warning)
}

/// Returns the places that were not understood on both sides, a note for each.
pub(super) fn known_errors(old: &Reading, new: &Reading) -> Vec<Note> {
    let is_of_both = |one: &&Diagnostic| not_understood(old).any(|error| key(error) == key(one));
    let note = |one: &Diagnostic| Note {
        kind: "not-understood",
        message: format!("not understood on either side: {}", one.message),
        place: line_of(new, one).map(|line| format!("{}:{}", line.file, line.line)),
    };
    not_understood(new).filter(is_of_both).map(note).collect()
}

/// Makes of changes at endpoints of which something was not understood what they are: unknown to the wire. Those that cost code nothing
/// go.
pub(super) fn mark_unknown(changes: &mut Vec<Change>, old: &Reading, new: &Reading) {
    let mut degraded: BTreeSet<(String, String)> = BTreeSet::new();
    for reading in [old, new] {
        let schemas = reading.api.schemas.degraded();
        let endpoints = reading.api.endpoints.iter().filter(|endpoint| {
            endpoint.is_degraded() || endpoint.schemas().any(|schema| schemas.contains(&schema))
        });
        degraded.extend(endpoints.map(|one| (one.method.as_str().to_owned(), one.path.to_string())));
    }
    changes.retain_mut(|change| {
        let is_degraded = |one: &EndpointRef| degraded.contains(&(one.method.clone(), one.path.clone()));
        if change.endpoints.is_empty() || !change.endpoints.iter().all(is_degraded) || change.rule.is_prose()
        {
            return true;
        }
        change.rule = RuleId::ParseError;
        change.wire = Wire::None;
        change.message = format!("not understood, so that it may not have changed: {}", change.message);
        change.rust != Rust::None
    });
}

/// Returns warnings about the new pages that the old ones did not have, a change for each kind and page.
pub(super) fn new_warnings(old: &Reading, new: &Reading) -> Vec<Change> {
    let known: BTreeSet<(Code, &PageId, &str)> = old.diagnostics.iter().map(key).collect();
    let mut found: BTreeMap<(&PageId, Code), Vec<&Diagnostic>> = BTreeMap::new();
    for warning in &new.diagnostics {
        let is_warning = warning.severity == Severity::Warning;
        if is_warning && !is_about_what_is_hidden(warning.code) && !known.contains(&key(warning)) {
            found.entry((&warning.page, warning.code)).or_default().push(warning);
        }
    }
    let changes = found.into_iter().filter_map(|((page, _), warnings)| {
        let first = *warnings.first()?;
        let more = match warnings.len() - 1 {
            0 => String::new(),
            more => format!(", and {more} more like it"),
        };
        let message = format!("the page has something odd: {}{more}", first.message);
        let verdict = (RuleId::ParseWarning, Wire::None, Rust::None);
        Some(Change { new: line_of(new, first), ..change(verdict, page, &warnings, message) })
    });
    changes.collect()
}

/// Whether a diagnostic is about hidden parts, which are compared as such.
fn is_about_what_is_hidden(code: Code) -> bool {
    matches!(
        code,
        Code::DepthCut
            | Code::NoItems
            | Code::UnknownTitle
            | Code::AmbiguousReference
            | Code::LostNesting
            | Code::NoEndpoints
    )
}

fn key(diagnostic: &Diagnostic) -> (Code, &PageId, &str) {
    (diagnostic.code, &diagnostic.page, &diagnostic.message)
}

fn change(
    (rule, wire, rust): (RuleId, Wire, Rust),
    page: &PageId,
    diagnostics: &[&Diagnostic],
    message: String,
) -> Change {
    let codes: BTreeSet<&str> = diagnostics.iter().map(|diagnostic| diagnostic.code.as_str()).collect();
    let finding = Finding {
        rule,
        wire,
        rust,
        direction: Direction::Neither,
        subject: Subject { kind: SubjectKind::Page, name: page.to_string(), path: String::new() },
        facts: codes.into_iter().map(str::to_owned).collect(),
        message,
        advice: diagnostics.iter().find_map(|diagnostic| diagnostic.help.as_deref()).map(sentence),
        confidence: None,
        reach: Vec::new(),
        old: None,
        new: None,
        items: Vec::new(),
    };
    Change {
        rule,
        fingerprint: fingerprint(&finding),
        wire,
        rust,
        direction: finding.direction,
        subject: finding.subject,
        message: finding.message,
        advice: finding.advice.unwrap_or_else(|| rule.rule().advice.to_owned()),
        confidence: None,
        endpoints: Vec::new(),
        old: None,
        new: None,
        items: Vec::new(),
        witness: None,
    }
}

/// A diagnostic's help as a sentence.
fn sentence(help: &str) -> String {
    let mut letters = help.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str().trim_end_matches('.'))
}

fn line_of(reading: &Reading, diagnostic: &Diagnostic) -> Option<Line> {
    let page: &Page = reading.pages.iter().find(|page| page.id == diagnostic.page)?;
    let line = page.line_at(diagnostic.span.start);
    let text = page.slice(page.line_span(line)).trim().to_owned();
    Some(Line { file: page.file.clone(), line: line + 1, text })
}
