//! The words that every format shares: the verdict in one line, the groups of changes, what cannot be seen made visible.

use std::collections::BTreeSet;

use super::super::finding::{Subject, SubjectKind};
use super::super::report::{Change, Reference, Report};
use super::super::rules::RuleId;
use super::super::verdict::{Bump, Direction, Rust, Wire};

/// The verdict over all in one line without markup.
pub fn headline(report: &Report) -> String {
    let is_incomplete = report.changes.iter().any(|change| change.rule == RuleId::ParseError);
    let judgement = judgement(report);
    let mut parts = vec![if is_incomplete { format!("incomplete: {judgement}") } else { judgement }];
    if !report.ignored.is_empty() {
        parts.push(format!("{} ignored", number(report.ignored.len())));
    }
    let is_page =
        |change: &&Change| change.rule == RuleId::ParseError && change.subject.kind == SubjectKind::Page;
    match report.changes.iter().filter(is_page).count() {
        0 => {}
        1 => parts.push("1 page was not understood as a whole".to_owned()),
        pages => parts.push(format!("{} pages were not understood as a whole", number(pages))),
    }
    if report.verdict.rebuild {
        parts.push("regenerate and rebuild, no edits".to_owned());
    }
    parts.join("; ")
}

fn judgement(report: &Report) -> String {
    if report.changes.is_empty() {
        return "no change".to_owned();
    }
    let verdict = &report.verdict;
    let bump = match verdict.bump {
        Bump::None if verdict.rebuild => "rebuild",
        Bump::None => "no new version",
        bump => bump.as_str(),
    };
    if verdict.causes == 0 {
        return format!("{bump}: only words of the documentation, {}", count(verdict.prose, "change"));
    }
    let wire = verdict.wire.as_str();
    let rust = verdict.rust.as_str();
    let mut effects = Vec::new();
    if verdict.wire >= Wire::Risky {
        let changes = verdict.by_wire.get(wire).copied().unwrap_or_default();
        effects.push(format!("{} {wire} on the wire", number(changes)));
    }
    if verdict.rust >= Rust::Deprecated {
        let changes = number(verdict.by_rust.get(rust).copied().unwrap_or_default());
        let again = !effects.is_empty() && wire == rust;
        effects.push(if again {
            format!("{changes} for code")
        } else {
            format!("{changes} {rust} for code")
        });
    }
    if effects.is_empty() {
        effects.push("nothing breaks".to_owned());
    }
    let causes = count(verdict.causes, "root cause");
    let reach = match (verdict.endpoints, verdict.causes) {
        (0, _) => String::new(),
        (endpoints, 1) => format!(" reaches {}", count(endpoints, "endpoint")),
        (endpoints, _) => format!(" reach {}", count(endpoints, "endpoint")),
    };
    format!("{bump}: {}; {causes}{reach}", effects.join(", "))
}

/// How bad a change is: what reports group by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Group {
    Wire,
    Code,
    Risky,
    Deprecated,
    Compatible,
    Silent,
    Prose,
}

impl Group {
    pub(super) const ALL: [Self; 7] =
        [Self::Wire, Self::Code, Self::Risky, Self::Deprecated, Self::Compatible, Self::Silent, Self::Prose];

    pub(super) fn of(change: &Change) -> Self {
        match (change.wire, change.rust) {
            _ if change.rule.is_prose() => Self::Prose,
            (Wire::Breaking, _) => Self::Wire,
            (_, Rust::Breaking) => Self::Code,
            (Wire::Risky, _) | (_, Rust::Behavioural) => Self::Risky,
            (_, Rust::Deprecated) => Self::Deprecated,
            (Wire::Compatible, _) | (_, Rust::Additive) => Self::Compatible,
            (Wire::None, Rust::None | Rust::Docs) => Self::Silent,
        }
    }

    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Wire => "Breaks on the wire",
            Self::Code => "Breaks code",
            Self::Risky => "Works on, and may do something else",
            Self::Deprecated => "Compiles with a warning",
            Self::Compatible => "Compatible",
            Self::Silent => "Nothing that programs see",
            Self::Prose => "Words of the documentation",
        }
    }
}

/// The changes of each group that has some, in the report's order.
pub(super) fn groups(report: &Report) -> Vec<(Group, Vec<&Change>)> {
    let of = |group| report.changes.iter().filter(|change| Group::of(change) == group).collect::<Vec<_>>();
    Group::ALL
        .into_iter()
        .map(|group| (group, of(group)))
        .filter(|(_, changes)| !changes.is_empty())
        .collect()
}

/// How many endpoints changes reach; one that several reach counts once.
pub(super) fn reached(changes: &[&Change]) -> usize {
    changes.iter().flat_map(|change| &change.endpoints).collect::<BTreeSet<_>>().len()
}

/// `1 endpoint`, `41 endpoints`.
pub(super) fn count(things: usize, one: &str) -> String {
    let many = if things == 1 { "" } else { "s" };
    format!("{} {one}{many}", number(things))
}

/// `41,000`.
pub(super) fn number(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// What is compared: `ghes-3.18 (enterprise-server@3.18, es, 120 pages, 950 endpoints)`.
pub(super) fn reference(reference: &Reference) -> String {
    let mut facts: Vec<String> = Vec::new();
    facts.extend(reference.version.clone());
    facts.extend(reference.api_version.as_ref().map(|version| format!("API version {version}")));
    facts.extend(reference.locale.clone());
    facts.push(count(reference.pages, "page"));
    facts.push(count(reference.endpoints, "endpoint"));
    visible(&format!("{} ({})", reference.label, facts.join(", ")))
}

/// What a change is about, before the name and after it: `parameter` … `in query`.
pub(super) fn about(subject: &Subject) -> (&'static str, String) {
    let (kind, place) = match subject.kind {
        SubjectKind::Reference => ("reference", "at"),
        SubjectKind::Page => ("page", "at"),
        SubjectKind::Endpoint => ("endpoint", "at"),
        SubjectKind::Parameter => ("parameter", "in"),
        SubjectKind::Body => ("member of the body", "in"),
        SubjectKind::Response => ("reply", "with"),
        SubjectKind::Schema => ("object", "at"),
    };
    (kind, if subject.path.is_empty() { String::new() } else { place.to_owned() })
}

/// Which way a value travels, in words; nothing where it does not travel.
pub(super) fn way(direction: Direction) -> Option<&'static str> {
    match direction {
        Direction::Neither => None,
        Direction::Request => Some("request"),
        Direction::Response => Some("response"),
    }
}

/// Text in one line with what cannot be seen written out.
pub(super) fn visible(text: &str) -> String {
    crate::visible::visible(text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::render::sample;

    #[test]
    fn verdicts_in_one_line() {
        let of = |wire, rust, causes, edit: fn(&mut Report)| {
            let mut report = sample::judged(wire, rust, causes);
            edit(&mut report);
            headline(&report)
        };
        let lines = [
            of(Wire::None, Rust::None, 0, |_| {}),
            of(Wire::None, Rust::Docs, 0, |report| report.verdict.prose = report.changes.len()),
            of(Wire::None, Rust::None, 1, |report| report.verdict.endpoints = 1),
            of(Wire::Compatible, Rust::Additive, 2, |_| {}),
            of(Wire::Compatible, Rust::Deprecated, 1, |_| {}),
            of(Wire::Risky, Rust::Behavioural, 3, |_| {}),
            of(Wire::Compatible, Rust::Breaking, 1, |_| {}),
            of(Wire::Breaking, Rust::Breaking, 41, |report| report.verdict.endpoints = 41_000),
            of(Wire::Breaking, Rust::None, 1, |report| report.verdict.rebuild = true),
            of(Wire::Risky, Rust::Breaking, 1, |report| report.changes[0].rule = RuleId::ParseError),
            of(Wire::None, Rust::None, 0, |report| report.ignored = sample::report().ignored),
        ];
        insta::assert_snapshot!(lines.join("\n"));
    }

    #[test]
    fn numbers_have_commas() {
        for (given, printed) in
            [(0, "0"), (999, "999"), (1_000, "1,000"), (41_000, "41,000"), (1_234_567, "1,234,567")]
        {
            assert_eq!(number(given), printed);
        }
        assert_eq!(count(1, "endpoint"), "1 endpoint");
        assert_eq!(count(2, "endpoint"), "2 endpoints");
    }
}
