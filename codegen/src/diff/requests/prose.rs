//! Words of the documentation that programs do not see.

use super::access::{is_closing, is_said};
use super::couple::Couple;
use super::draft::{self, code, subject};
use super::endpoints;
use super::family::Group;
use super::limits::{limits, masked};
use super::slot::Slot;
use crate::diff::finding::{Finding, Reach, Subject, SubjectKind};
use crate::diff::rules::RuleId;
use crate::diff::verdict::{Rust, Wire};

/// How two texts differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Difference {
    /// Only in the version or the language that links name.
    Links,
    /// In words.
    Words,
}

/// How two texts differ, whatever marks and lines they are written with.
pub(super) fn changed(old: &str, new: &str) -> Option<Difference> {
    if old == new {
        return None;
    }
    let (old, new) = (plain(old), plain(new));
    if old == new {
        None
    } else if unversioned(&old) == unversioned(&new) {
        Some(Difference::Links)
    } else {
        Some(Difference::Words)
    }
}

pub(super) fn finding(difference: Difference, subject: Subject, reach: Reach, message: String) -> Finding {
    let rule = match difference {
        Difference::Links => RuleId::DocLinkVersion,
        Difference::Words => RuleId::DocChanged,
    };
    Finding { rust: Rust::Docs, ..draft::finding(rule, Wire::None, subject, reach, message) }
}

/// The description of a parameter, without what other findings say of it.
pub(super) fn of_parameter(group: &Group, old: &Slot<'_>, new: &Slot<'_>) -> Option<Finding> {
    let (before, now) = (&old.documented.description, &new.documented.description);
    if before == now {
        return None;
    }
    let (mut before, mut now) = (before.clone(), now.clone());
    if old.deprecated.is_some() != new.deprecated.is_some() {
        before = before.replace(old.deprecated.unwrap_or_default(), "");
        now = now.replace(new.deprecated.unwrap_or_default(), "");
    }
    if limits(&before) != limits(&now) {
        (before, now) = (masked(&before), masked(&now));
    }
    let difference = changed(&before, &now)?;
    let message = format!("the description of {} is another one", code(&group.full(old.name())));
    Some(Finding {
        old: Some(old.spot()),
        new: Some(new.spot()),
        facts: vec!["description".to_owned()],
        ..finding(difference, group.subject(old.name()), group.reach, message)
    })
}

/// The description of an endpoint, without what other findings say of it.
pub(super) fn of_endpoint(couple: &Couple<'_>, out: &mut Vec<Finding>) {
    let (before, now) = (&couple.old.endpoint.description, &couple.new.endpoint.description);
    if !couple.same_language || before == now {
        return;
    }
    let rest = |text: &str| -> String {
        // What replaces an endpoint stands behind the sentence that says that it is closing down.
        let lines = text.lines().map(|line| line.split(". ").take_while(|one| !is_closing(couple, one)));
        let rest: Vec<&str> = lines.flatten().filter(|sentence| !is_said(couple, sentence)).collect();
        rest.join("\n")
    };
    let Some(difference) = changed(&rest(before), &rest(now)) else { return };
    let (old, new) = couple.spots();
    let message = "the description of the endpoint is another one".to_owned();
    out.push(Finding {
        old,
        new,
        facts: vec!["description".to_owned()],
        ..finding(difference, endpoints::of(&couple.old), couple.reach(), message)
    });
}

/// Makes one row of all links that name another version only.
pub(super) fn one_row_of_links(found: Vec<Finding>) -> Vec<Finding> {
    let (links, mut rest): (Vec<Finding>, Vec<Finding>) =
        found.into_iter().partition(|finding| finding.rule == RuleId::DocLinkVersion);
    if let Some(first) = links.first() {
        let mut reach: Vec<Reach> = links.iter().flat_map(|finding| finding.reach.iter().copied()).collect();
        reach.sort_unstable();
        reach.dedup();
        let message = "links of the documentation name another version".to_owned();
        let of = subject(SubjectKind::Reference, "links", "");
        rest.push(Finding {
            old: first.old.clone(),
            new: first.new.clone(),
            reach,
            ..finding(Difference::Links, of, Reach::default(), message)
        });
    }
    rest
}

/// The words alone: without markdown's escapes, bullets, brackets around addresses, and line breaks.
fn plain(text: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    for line in text.lines() {
        let line = line.trim();
        let line = ["- ", "* ", "> "].iter().find_map(|mark| line.strip_prefix(mark)).unwrap_or(line);
        words.extend(line.split_whitespace().map(unmarked));
    }
    words.join(" ")
}

fn unmarked(word: &str) -> String {
    let mut plain = String::with_capacity(word.len());
    let mut chars = word.chars().peekable();
    while let Some(c) = chars.next() {
        let escapes = c == '\\' && chars.peek().is_some_and(char::is_ascii_punctuation);
        if !escapes {
            plain.push(c);
        }
    }
    if plain.contains("<http") { plain.replace(['<', '>'], "") } else { plain }
}

/// A text whose links name no version and no language.
fn unversioned(text: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in text.split('/') {
        let before = parts.last().copied().unwrap_or_default();
        let is_first = before.ends_with("docs.github.com") || before.ends_with('(');
        if !(is_version(part) || is_first && is_language(part)) {
            parts.push(part);
        }
    }
    parts.join("/")
}

/// `enterprise-server@3.18`
fn is_version(part: &str) -> bool {
    let plain = |text: &str| {
        !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))
    };
    part.split_once('@').is_some_and(|(product, release)| plain(product) && plain(release))
}

fn is_language(part: &str) -> bool {
    part.len() == 2 && part.chars().all(|c| c.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::{Difference, changed};

    #[test]
    fn texts_differ_in_words_in_links_or_not_at_all() {
        let (words, links) = (Some(Difference::Words), Some(Difference::Links));
        let table = [
            ("The name.", "The  name.", None),
            ("A\\_b is\nthe name.", "A_b is the name.", None),
            ("* one\n* two", "- one\n- two", None),
            ("See <https://example.com>.", "See https://example.com.", None),
            ("The name.", "The names.", words),
            (
                "[x](/en/enterprise-server@3.18/packages/x)",
                "[x](/en/enterprise-server@3.19/packages/x)",
                links,
            ),
            ("[x](/en/enterprise-server@3.18/packages/x)", "[x](/es/packages/x)", links),
            (
                "https://docs.github.com/en/rest/x",
                "https://docs.github.com/enterprise-server@3.1/rest/x",
                links,
            ),
            ("[x](/en/packages/x)", "[x](/en/packages/y)", words),
            ("Mail me@example.com or me.", "Mail you@example.com or me.", words),
        ];
        for (old, new, expected) in table {
            assert_eq!(changed(old, new), expected, "{old} | {new}");
        }
    }
}
