//! Compares the scopes, tokens, stages and media types that the prose of an endpoint states.

use std::collections::BTreeSet;

use super::couple::{Couple, Half};
use super::endpoint::about;
use crate::diff::finding::{Finding, Touch};
use crate::diff::listing::list_and;
use crate::diff::rules::RuleId;
use crate::diff::surface::ItemKey;
use crate::diff::verdict::{Rust, Wire};
use crate::model::TokenUse;

/// Media types that the client asks for by itself.
const OWN: &[&str] = &["application/vnd.github+json", "application/json"];

/// Collects the findings. All of it is read out of prose, so only one language can be compared.
pub(super) fn findings(couple: &Couple<'_>, out: &mut Vec<Finding>) {
    if !couple.same_language {
        return;
    }
    scopes(couple, out);
    tokens(couple, out);
    preview(couple, out);
    media_types(couple, out);
}

/// Whether a sentence states what a finding states already: that the endpoint is closing down, or was.
pub(super) fn is_closing(couple: &Couple<'_>, sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    couple.old.endpoint.deprecated != couple.new.endpoint.deprecated
        && ["closing down", "deprecated", "discontinue"].iter().any(|word| lower.contains(word))
}

/// Whether a finding states already what a sentence of the prose does.
pub(super) fn is_stated(couple: &Couple<'_>, sentence: &str) -> bool {
    let (old, new) = (couple.old.endpoint, couple.new.endpoint);
    let lower = sentence.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let notice = ["note", "warning", "important", "caution", "tip"].contains(&lower.trim());
    let access = set(&old.scopes) != set(&new.scopes) || used(&old.tokens) != used(&new.tokens);
    let closing = old.deprecated != new.deprecated;
    (access && has(&["scope", "token", "github app"]))
        || (closing && notice)
        || (old.preview != new.preview && (notice || has(&["preview", "beta"])))
        || (offered(&couple.old) != offered(&couple.new) && has(&["application/"]))
}

fn scopes(couple: &Couple<'_>, out: &mut Vec<Finding>) {
    let (old, new) = (set(&couple.old.endpoint.scopes), set(&couple.new.endpoint.scopes));
    if old == new {
        return;
    }
    let listed = |scopes: &BTreeSet<&str>| list_and(scopes.iter().copied());
    let scopes = |scopes: &BTreeSet<&str>| if scopes.len() == 1 { "scope" } else { "scopes" };
    let message = match (old.is_empty(), new.is_empty()) {
        (true, _) => format!("the prose asks for the {} {}", scopes(&new), listed(&new)),
        (_, true) => format!("the prose no longer asks for the {} {}", scopes(&old), listed(&old)),
        _ => {
            format!("the prose asks for the {} {} instead of {}", scopes(&new), listed(&new), listed(&old))
        }
    };
    let words = |scopes: BTreeSet<&str>| scopes.into_iter().collect::<Vec<_>>().join(", ");
    out.push(Finding {
        rust: Rust::Docs,
        facts: vec![words(old), words(new)],
        ..about(couple, RuleId::AuthScopeChanged, Wire::Risky, message)
    });
}

fn tokens(couple: &Couple<'_>, out: &mut Vec<Finding>) {
    let (old, new) = (used(&couple.old.endpoint.tokens), used(&couple.new.endpoint.tokens));
    // A sentence about scopes names the kinds of tokens that need them: where it comes or goes, that is one change.
    let is_one = |half: &Half<'_>| half.endpoint.scopes.is_empty() && half.endpoint.tokens.is_empty();
    let with_scopes = set(&couple.old.endpoint.scopes) != set(&couple.new.endpoint.scopes);
    if old == new || (with_scopes && (is_one(&couple.old) || is_one(&couple.new))) {
        return;
    }
    let gone: Vec<&str> = old.difference(&new).map(String::as_str).collect();
    let added: Vec<&str> = new.difference(&old).map(String::as_str).collect();
    let kinds = |kinds: &[&str]| {
        let word = if kinds.len() == 1 { "kind" } else { "kinds" };
        format!("{word} of token {}", list_and(kinds.iter().copied()))
    };
    let message = match (gone.is_empty(), added.is_empty()) {
        (true, _) => format!("the prose names the {}", kinds(&added)),
        (_, true) => format!("the prose no longer names the {}", kinds(&gone)),
        _ => format!("the prose names the {} instead of {}", kinds(&added), list_and(gone.iter().copied())),
    };
    out.push(Finding {
        rust: Rust::Docs,
        facts: vec![gone.join(", "), added.join(", ")],
        ..about(couple, RuleId::AuthTokenChanged, Wire::Risky, message)
    });
}

fn preview(couple: &Couple<'_>, out: &mut Vec<Finding>) {
    let (old, new) = (couple.old.endpoint.preview.as_deref(), couple.new.endpoint.preview.as_deref());
    if old == new {
        return;
    }
    let message = match (old, new) {
        (_, Some(new)) => format!("the endpoint is now in {new}"),
        (Some(old), None) => format!("the endpoint is no longer in {old}"),
        (None, None) => return,
    };
    out.push(Finding {
        rust: Rust::Docs,
        facts: vec![old.unwrap_or("none").to_owned(), new.unwrap_or("none").to_owned()],
        ..about(couple, RuleId::PreviewChanged, Wire::None, message)
    });
}

fn media_types(couple: &Couple<'_>, out: &mut Vec<Finding>) {
    let (old, new) = (offered(&couple.old), offered(&couple.new));
    let gone: Vec<&str> = old.difference(&new).copied().collect();
    let added: Vec<&str> = new.difference(&old).copied().collect();
    if gone.is_empty() && added.is_empty() {
        return;
    }
    let (wire, message) = match (gone.is_empty(), added.is_empty()) {
        (true, _) => {
            (Wire::Compatible, format!("the page names {} as well", list_and(added.iter().copied())))
        }
        (_, true) => (Wire::Risky, format!("the page no longer names {}", list_and(gone.iter().copied()))),
        _ => {
            let (added, gone) = (list_and(added.iter().copied()), list_and(gone.iter().copied()));
            (Wire::Risky, format!("the page names {added} instead of {gone}"))
        }
    };
    let method = |half: &Half<'_>, text: &str| {
        let method = half.media_types().iter().find(|one| one.text == text)?.method.as_str().to_owned();
        half.item(|owner| ItemKey::Setter(owner, method))
    };
    let before = gone.iter().filter_map(|text| method(&couple.old, text));
    let now = added.iter().filter_map(|text| method(&couple.new, text));
    out.push(Finding {
        rust: Rust::Docs,
        facts: vec![gone.join(", "), added.join(", ")],
        items: before
            .map(|key| Touch { old: Some(key), new: None })
            .chain(now.map(|key| Touch { old: None, new: Some(key) }))
            .collect(),
        ..about(couple, RuleId::MediaTypeChanged, wire, message)
    });
}

/// Returns the media types that a caller can choose.
fn offered<'a>(half: &Half<'a>) -> BTreeSet<&'a str> {
    half.endpoint.media_types.iter().map(String::as_str).filter(|one| !OWN.contains(one)).collect()
}

fn set(words: &[String]) -> BTreeSet<&str> {
    words.iter().map(String::as_str).collect()
}

/// Returns what is stated of each kind, in words: `only github-app`, `not classic`.
fn used(tokens: &[TokenUse]) -> BTreeSet<String> {
    tokens
        .iter()
        .map(|token| {
            let not = if token.works { "" } else { "not " };
            let only = if token.only { "only " } else { "" };
            format!("{not}{only}{}", token.kind.as_str())
        })
        .collect()
}
