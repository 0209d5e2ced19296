//! The reference as a whole, and its pages.

use std::collections::BTreeSet;

use super::draft::{finding, subject};
use super::prose;
use crate::diff::comparison::Comparison;
use crate::diff::finding::{Finding, Reach, Spot, SubjectKind};
use crate::diff::listing::{code, list_and};
use crate::diff::prose::{Difference, difference};
use crate::diff::rules::RuleId;
use crate::diff::verdict::{Rust, Wire};
use crate::source::PageId;

/// Collects the findings: one each, however many pages state it.
pub(super) fn findings(comparison: &Comparison<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    found.extend(api_version(comparison));
    found.extend(server(comparison));
    found.extend(language(comparison));
    if comparison.same_language() {
        pages(comparison, &mut found);
    }
    found
}

fn api_version(comparison: &Comparison<'_>) -> Option<Finding> {
    let (old, new) = (&comparison.old.api.api_version, &comparison.new.api.api_version);
    if old == new {
        return None;
    }
    let word = |version: &Option<String>| version.clone().unwrap_or_else(|| "none".to_owned());
    let (before, now) = (word(old), word(new));
    let message = format!("the API version is {} instead of {}", code(&now), code(&before));
    Some(Finding {
        rust: Rust::Behavioural,
        facts: vec![before, now],
        ..whole(comparison, RuleId::ApiVersionChanged, Wire::Risky, "api-version", message)
    })
}

fn server(comparison: &Comparison<'_>) -> Option<Finding> {
    let mut changes: BTreeSet<(&str, &str)> = BTreeSet::new();
    let mut reach = Vec::new();
    for pair in &comparison.pairing.pairs {
        let old = comparison.old.api.endpoints.get(pair.old)?.server.as_deref();
        let new = comparison.new.api.endpoints.get(pair.new)?.server.as_deref();
        if let (Some(old), Some(new)) = (old, new)
            && old != new
        {
            changes.insert((old, new));
            reach.push(Reach { old: Some(pair.old), new: Some(pair.new) });
        }
    }
    let first = reach.first().copied()?;
    let servers = |of: fn(&(&str, &str)) -> String| changes.iter().map(of).collect::<BTreeSet<String>>();
    let (before, now) = (servers(|(old, _)| (*old).to_owned()), servers(|(_, new)| (*new).to_owned()));
    let said = |servers: &BTreeSet<String>| list_and(servers.iter().map(String::as_str));
    let message = format!("requests of examples go to {} instead of {}", said(&now), said(&before));
    Some(Finding {
        facts: changes.iter().map(|(old, new)| format!("{old} -> {new}")).collect(),
        reach,
        old: first.old.map(Spot::Endpoint),
        new: first.new.map(Spot::Endpoint),
        ..whole(comparison, RuleId::ServerChanged, Wire::None, "server", message)
    })
}

fn language(comparison: &Comparison<'_>) -> Option<Finding> {
    let (old, new) = (&comparison.old.api.edition.locale, &comparison.new.api.edition.locale);
    if old == new {
        return None;
    }
    let word = |locale: &Option<String>| locale.clone().unwrap_or_else(|| "unknown".to_owned());
    let (before, now) = (word(old), word(new));
    let message =
        format!("the language is {} instead of {}, so prose is not compared", code(&now), code(&before));
    Some(Finding {
        rust: Rust::Docs,
        facts: vec![before, now],
        ..whole(comparison, RuleId::DocLanguageChanged, Wire::None, "language", message)
    })
}

/// Begins a finding about the reference, at every endpoint that is in both.
fn whole(comparison: &Comparison<'_>, rule: RuleId, wire: Wire, name: &str, message: String) -> Finding {
    let page = |pages: &[crate::source::Page]| pages.first().map(|page| Spot::Page(page.id.clone()));
    let pairs = comparison.pairing.pairs.iter();
    Finding {
        reach: pairs.map(|pair| Reach { old: Some(pair.old), new: Some(pair.new) }).collect(),
        old: page(comparison.old.pages),
        new: page(comparison.new.pages),
        ..finding(rule, wire, subject(SubjectKind::Reference, name, ""), Reach::default(), message)
    }
}

/// Compares the titles and introductions of pages that are in both references.
fn pages(comparison: &Comparison<'_>, out: &mut Vec<Finding>) {
    for old in &comparison.old.api.pages {
        let Some(new) = comparison.new.api.pages.iter().find(|new| new.id == old.id) else { continue };
        let parts = [("title", &old.title, &new.title), ("introduction", &old.intro, &new.intro)];
        for (part, before, now) in parts {
            let Some(difference) = difference(before, now) else { continue };
            let of = subject(SubjectKind::Page, old.id.as_str(), part);
            let message = format!("the {part} of the page {} has changed", code(old.id.as_str()));
            // The text of a page is not about its endpoints; links are counted together with theirs.
            let reach = match difference {
                Difference::Words => Vec::new(),
                Difference::Links => on_page(comparison, &old.id),
            };
            out.push(Finding {
                reach,
                old: Some(Spot::Page(old.id.clone())),
                new: Some(Spot::Page(new.id.clone())),
                ..prose::finding(difference, of, Reach::default(), message)
            });
        }
    }
}

fn on_page(comparison: &Comparison<'_>, page: &PageId) -> Vec<Reach> {
    let pairs = comparison.pairing.pairs.iter();
    pairs
        .filter(|pair| comparison.old.api.endpoints.get(pair.old).is_some_and(|one| one.page == *page))
        .map(|pair| Reach { old: Some(pair.old), new: Some(pair.new) })
        .collect()
}
