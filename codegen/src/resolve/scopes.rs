//! Token scopes, read out of the prose: "… need the read:packages and delete:packages scopes to use this endpoint."

use std::collections::BTreeSet;

use crate::model::Endpoint;

/// Words that make a sentence a demand rather than a remark about some scope.
const DEMANDS: &[&str] =
    &["need", "needs", "require", "requires", "required", "must", "only", "with", "using"];

/// Words before "scope" that are no scope.
const NOT_SCOPES: &[&str] = &[
    "the",
    "a",
    "an",
    "this",
    "that",
    "these",
    "those",
    "same",
    "following",
    "no",
    "any",
    "token",
    "oauth",
    "required",
    "and",
    "or",
    "with",
    "of",
    "in",
    "its",
    "your",
    "appropriate",
    "correct",
    "additional",
    "which",
    "what",
];

/// The scopes that a description asks for, in its order, without repeats.
pub(super) fn scopes(description: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for sentence in sentences(description) {
        let words: Vec<&str> = sentence.split_whitespace().collect();
        if !words.iter().any(|word| DEMANDS.contains(word)) {
            continue;
        }
        for (at, word) in words.iter().enumerate() {
            if matches!(word.trim_end_matches([',', '.', ';', ')']), "scope" | "scopes") {
                for scope in before(&words[..at]) {
                    if !found.contains(&scope) {
                        found.push(scope);
                    }
                }
            }
        }
    }
    found
}

/// Some pages lost the blank after "the", and say `theadmin:org`: what is a scope elsewhere is one here.
pub(super) fn mend_glued(endpoints: &mut [Endpoint]) {
    let known: BTreeSet<String> =
        endpoints.iter().flat_map(|endpoint| endpoint.scopes.iter().cloned()).collect();
    for scope in endpoints.iter_mut().flat_map(|endpoint| endpoint.scopes.iter_mut()) {
        if let Some(rest) = scope.strip_prefix("the").filter(|rest| known.contains(*rest)) {
            *scope = rest.to_owned();
        }
    }
}

fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').flat_map(|line| line.split(". "))
}

/// The list that ends right before "scope": `a`, `a and b`, `a, b, or c`.
fn before(words: &[&str]) -> Vec<String> {
    let mut scopes = Vec::new();
    for word in words.iter().rev() {
        if matches!(*word, "and" | "or") {
            continue;
        }
        let bare = word.trim_matches([',', '(', ')', '"', '`']);
        if !is_scope(bare) {
            break;
        }
        scopes.push(bare.to_owned());
        // Only a list goes on to the left: `a, b` by its comma, `a and b` by the word.
        let at = words.len() - scopes.len();
        let joined =
            words[..at].last().is_some_and(|left| matches!(*left, "and" | "or") || left.ends_with(','));
        if !joined && !words[..at].last().is_some_and(|left| matches!(*left, "and" | "or")) {
            break;
        }
    }
    scopes.reverse();
    scopes
}

fn is_scope(word: &str) -> bool {
    let lower = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    let (first, second) = word.split_once(':').unwrap_or((word, "x"));
    lower(first) && lower(second) && !NOT_SCOPES.contains(&word)
}
