//! Names from paths: what an operation is called where its title is too long, or not in English.

use super::Operation;
use super::noun::singular;
use super::scope::{Scope, is_parameter, segments};
use super::words::{IDENTIFYING_WORDS, words};

/// The words of the path behind its scope: its literal segments, in the singular before a parameter.
///
/// The category at the front is left out, as the handle says it, and so are versions and the verb, which the name begins with.
pub fn path_words(operation: &Operation<'_>, verb: &[String]) -> Vec<String> {
    let segments: Vec<_> = behind_scope(operation.path).collect();
    let mut path = Vec::new();
    for (index, segment) in segments.iter().enumerate() {
        let mut own = words(&literal(segment));
        if index == 0 && own == words(operation.category) {
            continue;
        }
        own.retain(|word| !is_version(word));
        if own.starts_with(verb) {
            own.drain(..verb.len());
        } else if own.ends_with(verb) {
            own.truncate(own.len() - verb.len());
        }
        if segments.get(index + 1).is_some_and(|next| is_parameter(next))
            && let Some(last) = own.last_mut()
        {
            *last = singular(last);
        }
        path.extend(own);
    }
    path
}

/// The parameters behind the scope, in the order of the path.
pub fn remaining_parameters(path: &str) -> Vec<&str> {
    let braces = behind_scope(path).flat_map(|segment| segment.split('{').skip(1));
    braces.filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

/// The noun that a parameter identifies: `environment` for `environment_name`.
pub fn identified_noun(parameter: &str) -> Vec<String> {
    let mut noun = words(parameter);
    if noun.len() > 1 && noun.last().is_some_and(|word| IDENTIFYING_WORDS.contains(&word.as_str())) {
        noun.pop();
    }
    noun
}

/// The segments that the scope doesn't cover.
fn behind_scope(path: &str) -> impl Iterator<Item = &str> {
    segments(path).skip(Scope::of(path).segments)
}

/// A segment without its parameters.
fn literal(segment: &str) -> String {
    let mut parts = segment.split('{');
    let before = parts.next().unwrap_or_default().to_owned();
    let behind = parts.filter_map(|part| part.split_once('}')).map(|(_, literal)| literal);
    behind.fold(before, |text, literal| text + " " + literal)
}

/// Whether a word is the version of an API: `v1`.
fn is_version(word: &str) -> bool {
    word.strip_prefix('v')
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}
