//! Kinds of tokens, read out of the prose: "OAuth app tokens and personal access tokens (classic) need …", "Only GitHub
//! Apps can use this endpoint", "… cannot use this endpoint".

use crate::model::{TokenKind, TokenUse};

/// What names a kind, longer words first.
const KINDS: &[(&str, TokenKind)] = &[
    ("GitHub App", TokenKind::GithubApp),
    ("OAuth app", TokenKind::OauthApp),
    ("OAuth token", TokenKind::OauthApp),
    ("personal access tokens (classic)", TokenKind::Classic),
    ("personal access token (classic)", TokenKind::Classic),
    ("Personal access tokens (classic)", TokenKind::Classic),
    ("Personal access token (classic)", TokenKind::Classic),
    ("Fine-grained", TokenKind::FineGrained),
    ("fine-grained personal access token", TokenKind::FineGrained),
    ("fine-grained access token", TokenKind::FineGrained),
];

/// Verbs between the kinds and what is said of them; the second part says whether the kinds work.
const VERBS: &[(&str, bool)] = &[
    (" cannot ", false),
    (" can't ", false),
    (" do not ", false),
    (" does not ", false),
    (" are not ", false),
    (" need ", true),
    (" needs ", true),
    (" must ", true),
    (" can ", true),
    (" work ", true),
    (" works ", true),
];

/// What a description says of kinds of tokens, in its order. Where it says so twice, the first counts.
pub(super) fn tokens(description: &str) -> Vec<TokenUse> {
    let mut found: Vec<TokenUse> = Vec::new();
    for sentence in description.lines().flat_map(|line| line.split(". ")).filter(|text| is_about_access(text))
    {
        for token in said(sentence) {
            if !found.iter().any(|known| known.kind == token.kind) {
                found.push(token);
            }
        }
    }
    found
}

/// Whether a sentence speaks of using the endpoint rather than of what it manages.
fn is_about_access(sentence: &str) -> bool {
    ["his endpoint", "his API", " scope"].iter().any(|words| sentence.contains(words))
}

fn said(sentence: &str) -> Vec<TokenUse> {
    let verb = VERBS.iter().filter_map(|(verb, works)| Some((sentence.find(verb)?, *works))).min();
    let Some((at, works)) = verb else { return Vec::new() };
    let (before, after) = sentence.split_at_checked(at).unwrap_or_default();
    // "This endpoint works with …" names the kinds after the verb.
    let with =
        after.split_once("work").and_then(|(_, rest)| rest.split_once("with ")).map(|(_, kinds)| kinds);
    let subject = with.filter(|_| before.starts_with("This ")).unwrap_or(before);
    let only = subject.starts_with("Only ") || subject.contains(" only ");
    let mut kinds: Vec<(usize, TokenKind)> =
        KINDS.iter().filter_map(|(words, kind)| Some((subject.find(words)?, *kind))).collect();
    kinds.sort_unstable();
    kinds.dedup_by_key(|(_, kind)| *kind);
    kinds.into_iter().map(|(_, kind)| TokenUse { kind, works, only }).collect()
}
