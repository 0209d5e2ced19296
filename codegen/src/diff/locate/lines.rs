//! Which of the lines that belong to a spot a finding is about.

use std::collections::HashSet;

use super::place::Place;
use crate::diff::finding::Finding;
use crate::diff::report::Line;
use crate::diff::rules::RuleId;

/// From which share of common words on, in percent, two lines are one that was written anew.
const ALIKE: usize = 30;

/// The lines of a finding. A bullet, the prose of an endpoint and an introduction have several: where both sides have one,
/// it is the one that the other side does not have.
pub(super) fn lines(
    finding: &Finding,
    old: Option<Place<'_>>,
    new: Option<Place<'_>>,
) -> (Option<Line>, Option<Line>) {
    let (Some(mut old), Some(mut new)) = (old.clone(), new.clone()) else {
        return (old.map(|place| place.line(place.head)), new.map(|place| place.line(place.head)));
    };
    follow(&mut old, &mut new);
    let (mut before, mut now) = (own(finding, &old, &new), own(finding, &new, &old));
    // Where one side states the fact, the other side's line is the one that stated something else in its place.
    match (before, now) {
        (Some((line, 1..)), Some((_, 0))) => now = like(line, &new, &old),
        (Some((_, 0)), Some((line, 1..))) => before = like(line, &old, &new),
        _ => {}
    }
    // A line that is only on one side has come or gone.
    let (before, now) = match (before, now) {
        (None, None) => (Some(old.head), Some(new.head)),
        (before, now) => (before.map(|(line, _)| line), now.map(|(line, _)| line)),
    };
    (before.map(|line| old.line(line)), now.map(|line| new.line(line)))
}

/// A link to what another endpoint prints is the place itself, unless both sides have the same one.
fn follow<'a>(old: &mut Place<'a>, new: &mut Place<'a>) {
    let text = |place: &Place<'_>| place.link.map(|line| plain(place.text(line)));
    if text(old) != text(new) {
        for place in [old, new] {
            place.head = place.link.unwrap_or(place.head);
        }
    }
}

/// The line of a place that the other one does not have, and how well it states what the finding does; of several, the
/// one that does so best.
fn own(finding: &Finding, place: &Place<'_>, other: &Place<'_>) -> Option<(usize, u8)> {
    let is_prose = matches!(finding.rule, RuleId::DocChanged | RuleId::DocLinkVersion);
    // What is said of a value's prose is not about the line that names it.
    let has_name = !is_prose || place.body.is_empty() || place.names;
    let mut best: (u8, Option<(usize, u8)>) = (0, None);
    for line in only(place, other).into_iter().filter(|line| has_name || *line != place.head) {
        let states = if is_prose { 0 } else { stated(finding, place.text(line)) };
        // A word alone, such as "Note", says less than a sentence.
        let is_sentence = plain(place.text(line)).contains(' ');
        let worth = 1 + 4 * states + 2 * u8::from(line == place.head) + u8::from(is_sentence);
        if worth > best.0 {
            best = (worth, Some((line, states)));
        }
    }
    best.1
}

/// The lines of a place that the other one does not have.
fn only(place: &Place<'_>, other: &Place<'_>) -> Vec<usize> {
    let known: HashSet<String> = other.lines().map(|line| plain(other.text(line))).collect();
    let is_new = |line: &usize| {
        let text = plain(place.text(*line));
        !text.is_empty() && !text.starts_with("[!") && !known.contains(&text)
    };
    place.lines().filter(is_new).collect()
}

/// The line of a place that stands for a line of the other one: the names do for each other, and else the line that is most
/// like it, if any is.
fn like(line: usize, place: &Place<'_>, other: &Place<'_>) -> Option<(usize, u8)> {
    let left = only(place, other);
    if line == other.head && left.contains(&place.head) {
        return Some((place.head, 0));
    }
    let words = |text: &str| plain(text).split_whitespace().map(str::to_owned).collect::<HashSet<_>>();
    let wanted = words(other.text(line));
    let likeness = |line: usize| {
        let words = words(place.text(line));
        100 * words.intersection(&wanted).count() / words.union(&wanted).count().max(1)
    };
    let lines = left.into_iter().map(|line| (likeness(line), line));
    lines.filter(|(likeness, _)| *likeness >= ALIKE).max().map(|(_, line)| (line, 0))
}

/// How well a line states what a finding does: with its facts as code, in words, or not.
fn stated(finding: &Finding, line: &str) -> u8 {
    let facts = || finding.facts.iter().flat_map(|fact| fact.split(", ")).filter(|fact| !fact.is_empty());
    if facts().any(|fact| line.contains(&format!("`{fact}`"))) {
        return 3;
    }
    let lower = line.to_lowercase();
    let has_hint = hints(finding.rule).iter().any(|hint| lower.contains(hint));
    u8::from(has_hint) + u8::from(facts().any(|fact| line.contains(fact)))
}

/// Words of the prose that a rule reads.
fn hints(rule: RuleId) -> &'static [&'static str] {
    match rule {
        RuleId::EndpointDeprecated
        | RuleId::EndpointUndeprecated
        | RuleId::ParamDeprecated
        | RuleId::ParamUndeprecated => &["closing down", "deprecated"],
        RuleId::AuthScopeChanged => &["scope"],
        RuleId::AuthTokenChanged => &["token", "github app"],
        RuleId::PreviewChanged => &["preview"],
        _ => &[],
    }
}

/// A line without the marks of a dialect.
fn plain(line: &str) -> String {
    let line = line.trim().trim_start_matches(['*', '-', '>', ' ']);
    line.replace('\\', "").trim_end().to_owned()
}
