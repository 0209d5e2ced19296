//! Findings → the report: equal ones are one change, the worst stand first.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap, HashSet};

use super::comparison::{Comparison, Side};
use super::finding::{Finding, Reach, Subject};
use super::fingerprint::fingerprint;
use super::hidden::set_apart;
use super::locate::{Locator, lines};
use super::report::{Change, EndpointRef, FORMAT, Item, Reference, Report, Verdict};
use super::rules::{self, RuleId};
use super::surface::Explained;
use super::verdict::{Bump, Direction, Rust, Wire};

/// Makes the report.
pub fn report(comparison: &Comparison<'_>, explained: Vec<Explained>) -> Report {
    let (explained, hidden) = set_apart(comparison, explained);
    let mut old = Locator::new(comparison.old);
    let mut new = Locator::new(comparison.new);
    let mut changes: Vec<Change> =
        merged(explained).into_iter().map(|cause| change(comparison, &mut old, &mut new, cause)).collect();
    changes.sort_by(|a, b| place(a).cmp(&place(b)));
    tell_apart(&mut changes);
    Report {
        format: FORMAT,
        old: reference(&comparison.old),
        new: reference(&comparison.new),
        verdict: Verdict::of(&changes),
        changes,
        ignored: Vec::new(),
        notes: hidden.into_iter().collect(),
    }
}

/// What makes findings of several endpoints one change.
#[derive(PartialEq, Eq, Hash)]
struct Cause {
    rule: RuleId,
    wire: Wire,
    direction: Direction,
    subject: Subject,
    facts: Vec<String>,
}

impl Cause {
    fn of(finding: &Finding) -> Self {
        Self {
            rule: finding.rule,
            wire: finding.wire,
            direction: finding.direction,
            subject: finding.subject.clone(),
            facts: finding.facts.clone(),
        }
    }
}

/// Equal findings as one, in the order in which they were first met.
fn merged(explained: Vec<Explained>) -> Vec<Explained> {
    let mut known: HashMap<Cause, usize> = HashMap::new();
    let mut causes: Vec<Explained> = Vec::new();
    for one in explained {
        match known.get(&Cause::of(&one.finding)).and_then(|at| causes.get_mut(*at)) {
            Some(cause) => merge(cause, one),
            None => {
                known.insert(Cause::of(&one.finding), causes.len());
                causes.push(one);
            }
        }
    }
    causes
}

fn merge(cause: &mut Explained, other: Explained) {
    cause.rust = cause.rust.max(other.rust);
    cause.finding.reach.extend(other.finding.reach);
    cause.finding.confidence = cause.finding.confidence.min(other.finding.confidence);
    cause.finding.old = cause.finding.old.take().or(other.finding.old);
    cause.finding.new = cause.finding.new.take().or(other.finding.new);
    cause.witness = cause.witness.take().or(other.witness);
    let known: HashSet<String> = cause.items.iter().map(|item| item.path.clone()).collect();
    cause.items.extend(other.items.into_iter().filter(|item| !known.contains(&item.path)));
}

fn change(
    comparison: &Comparison<'_>,
    old: &mut Locator<'_>,
    new: &mut Locator<'_>,
    explained: Explained,
) -> Change {
    let Explained { finding, rust, mut items, witness } = explained;
    let (before, now) = lines(old, new, &finding);
    items.sort_by(|a: &Item, b: &Item| (Reverse(a.rust), &a.path).cmp(&(Reverse(b.rust), &b.path)));
    Change {
        rule: finding.rule,
        fingerprint: fingerprint(&finding),
        wire: finding.wire,
        rust,
        direction: finding.direction,
        subject: finding.subject,
        advice: finding.advice.unwrap_or_else(|| advice(finding.rule, finding.wire, rust).to_owned()),
        message: finding.message,
        confidence: finding.confidence,
        endpoints: endpoints(comparison, &finding.reach),
        old: before,
        new: now,
        items,
        witness,
    }
}

/// The rule's advice, unless the verdicts leave nothing of it to do, or more than it says.
fn advice(rule: RuleId, wire: Wire, rust: Rust) -> &'static str {
    let of_rule = rule.rule().advice;
    if wire <= Wire::Compatible && rust == Rust::None && !rule.is_about_pages() {
        "Nothing to do."
    } else if rust == Rust::Breaking && of_rule.starts_with(rules::REBUILD) {
        "Change the calls as the signatures show, before the servers change."
    } else if rust == Rust::Breaking && of_rule.starts_with(rules::NOTHING) {
        "Change the code as the signatures show."
    } else {
        of_rule
    }
}

/// The endpoints of a change, each once, by page and place on it: as the new reference has them, or else the old one.
fn endpoints(comparison: &Comparison<'_>, reach: &[Reach]) -> Vec<EndpointRef> {
    let places: BTreeSet<(bool, usize)> = reach
        .iter()
        .filter_map(|reach| reach.new.map(|at| (false, at)).or(reach.old.map(|at| (true, at))))
        .collect();
    let endpoint = |(gone, at): (bool, usize)| {
        let side = if gone { &comparison.old } else { &comparison.new };
        side.api.endpoints.get(at).map(|endpoint| EndpointRef {
            page: endpoint.page.to_string(),
            method: endpoint.method.as_str().to_owned(),
            path: endpoint.path.to_string(),
            title: endpoint.title.clone(),
        })
    };
    places.into_iter().filter_map(endpoint).collect()
}

/// Where a change stands: the worst first, then what reaches the most endpoints; prose comes last.
fn place(change: &Change) -> impl Ord + '_ {
    (
        change.rule.is_prose(),
        Reverse(severity(change.wire, change.rust)),
        Reverse(change.endpoints.len()),
        change.rule,
        &change.subject,
        &change.message,
    )
}

/// How bad a change is, both verdicts taken together.
fn severity(wire: Wire, rust: Rust) -> u8 {
    let wire = match wire {
        Wire::None => 0,
        Wire::Compatible => 2,
        Wire::Risky => 4,
        Wire::Breaking => 5,
    };
    let rust = match rust {
        Rust::None => 0,
        Rust::Docs => 1,
        Rust::Additive => 2,
        Rust::Deprecated => 3,
        Rust::Behavioural => 4,
        Rust::Breaking => 5,
    };
    wire.max(rust)
}

/// Two changes never share a fingerprint: an entry of the ignore file means one of them.
fn tell_apart(changes: &mut [Change]) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for change in changes {
        let count = seen.entry(change.fingerprint.clone()).or_default();
        *count += 1;
        if *count > 1 {
            change.fingerprint = format!("{}-{count}", change.fingerprint);
        }
    }
}

impl Verdict {
    /// The verdict over some changes.
    pub fn of(changes: &[Change]) -> Self {
        let mut verdict = Self::default();
        let mut reached = HashSet::new();
        for change in changes {
            verdict.wire = verdict.wire.max(change.wire);
            verdict.rust = verdict.rust.max(change.rust);
            if change.rule.is_prose() {
                verdict.prose += 1;
                continue;
            }
            verdict.causes += 1;
            *verdict.by_wire.entry(change.wire.as_str()).or_default() += 1;
            *verdict.by_rust.entry(change.rust.as_str()).or_default() += 1;
            reached.extend(change.endpoints.iter().map(|endpoint| (&endpoint.method, &endpoint.path)));
        }
        verdict.endpoints = reached.len();
        // What is sent or read in another way has to be released, whether or not code notices.
        let wire = if verdict.wire > Wire::None { Bump::Patch } else { Bump::None };
        verdict.bump = verdict.rust.bump().max(wire);
        // Code that compiles and does something else is not mended by compiling it.
        let mends = |change: &Change| change.wire < Wire::Breaking || change.rust < Rust::Behavioural;
        verdict.rebuild =
            verdict.wire == Wire::Breaking && verdict.rust < Rust::Breaking && changes.iter().all(mends);
        verdict
    }
}

fn reference(side: &Side<'_>) -> Reference {
    Reference {
        label: side.label.to_owned(),
        version: side.api.edition.version.clone(),
        locale: side.api.edition.locale.clone(),
        api_version: side.api.api_version.clone(),
        pages: side.pages.len(),
        endpoints: side.api.endpoints.len(),
    }
}
