//! Remarks in the prose that programs want to know: endpoints that close down or are in preview, and media types.

use crate::model::RequestExample;
use crate::syntax::OperationSyntax;

const CLOSING: &[&str] = &["closing down", "deprecated", "discontinue"];

/// Whether the title or the prose says that the endpoint itself, not one of its parameters, is closing down.
pub(super) fn is_deprecated(title: &str, description: &str) -> bool {
    let title = title.to_lowercase();
    CLOSING.iter().any(|word| title.starts_with(word))
        || description.lines().any(|line| {
            let line = line.to_lowercase();
            sentences(&line).any(closes_down)
        })
}

/// What is closing down stands before the words that say so.
fn closes_down(sentence: &str) -> bool {
    let sentence = sentence.strip_prefix("closing down notice: ").unwrap_or(sentence);
    let before = CLOSING.iter().filter_map(|word| sentence.split_once(word)).map(|(before, _)| before).next();
    let Some(subject) = before else { return false };
    ["endpoint", "operation"].iter().any(|word| subject.contains(word))
        || subject.starts_with("the ability to ")
        || sentence
            .split_once("discontinue the ")
            .is_some_and(|(_, what)| what.split([',', '.']).next().is_some_and(|what| what.ends_with(" api")))
}

const STAGES: &[&str] = &["private preview", "public preview", "in beta"];

/// The stage that the prose says the endpoint is in.
pub(super) fn preview(description: &str) -> Option<String> {
    let about_itself = |sentence: &str| {
        ["endpoint", "operation", " api "].iter().any(|word| sentence.contains(word))
            && [" is ", " are "].iter().any(|word| sentence.contains(word))
    };
    description.lines().find_map(|line| {
        let line = line.to_lowercase();
        sentences(&line).filter(|sentence| about_itself(sentence)).find_map(|sentence| {
            let stage = STAGES.iter().find(|stage| sentence.contains(**stage))?;
            Some(stage.trim_start_matches("in ").to_owned())
        })
    })
}

/// Returns the media types that the headers and the prose name, and those that examples ask for, without repeats.
pub(super) fn media_types(operation: &OperationSyntax, examples: &[RequestExample]) -> Vec<String> {
    let headers = operation.headers.iter().map(|header| header.description.as_str());
    let mut found: Vec<String> = Vec::new();
    for text in headers.chain([operation.description.as_str()]) {
        for word in text.split(|c: char| c.is_whitespace() || matches!(c, '`' | '"' | '(' | ')' | ',')) {
            let word = word.trim_end_matches(['.', ':', ';']);
            let is_type = word.strip_prefix("application/").is_some_and(|rest| {
                !rest.is_empty()
                    && rest.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '+' | '-'))
            });
            if is_type && !found.iter().any(|known| known == word) {
                found.push(word.to_owned());
            }
        }
    }
    for accept in examples.iter().filter_map(|example| example.accept.as_ref()) {
        if !found.contains(accept) {
            found.push(accept.clone());
        }
    }
    found
}

fn sentences(line: &str) -> impl Iterator<Item = &str> {
    line.split(". ")
}
