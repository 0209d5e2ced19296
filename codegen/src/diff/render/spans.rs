//! The one kind of markup that sentences of a report have: code spans.

/// A piece of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Span<'a> {
    /// Words.
    Text(&'a str),
    /// What stood between backticks.
    Code(&'a str),
}

/// Takes a sentence apart as `CommonMark` does: a run of backticks opens a span if one of the same length closes it.
pub(super) fn spans(sentence: &str) -> Vec<Span<'_>> {
    let mut spans = Vec::new();
    let mut text = 0;
    let mut at = 0;
    while let Some(run) = next_run(sentence, at) {
        at = run.end;
        let mut close = next_run(sentence, run.end);
        while let Some(candidate) = close.take_if(|candidate| candidate.len() != run.len()) {
            close = next_run(sentence, candidate.end);
        }
        if let Some(close) = close {
            push_text(&mut spans, &sentence[text..run.start]);
            spans.push(Span::Code(stripped(&sentence[run.end..close.start])));
            text = close.end;
            at = close.end;
        }
    }
    push_text(&mut spans, &sentence[text..]);
    spans
}

fn push_text<'a>(spans: &mut Vec<Span<'a>>, text: &'a str) {
    if !text.is_empty() {
        spans.push(Span::Text(text));
    }
}

fn next_run(sentence: &str, from: usize) -> Option<std::ops::Range<usize>> {
    let start = from + sentence[from..].find('`')?;
    let length = sentence[start..].len() - sentence[start..].trim_start_matches('`').len();
    Some(start..start + length)
}

/// A span that begins and ends with a space has them only to hold backticks apart from its fence.
fn stripped(code: &str) -> &str {
    match code.strip_prefix(' ').and_then(|code| code.strip_suffix(' ')) {
        Some(inner) if !inner.trim().is_empty() => inner,
        _ => code,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_taken_apart() {
        use Span::{Code, Text};
        for (sentence, expected) in [
            ("", vec![]),
            ("no code", vec![Text("no code")]),
            ("`a` is `b`", vec![Code("a"), Text(" is "), Code("b")]),
            ("takes `` a`b `` now", vec![Text("takes "), Code("a`b"), Text(" now")]),
            ("an ` alone", vec![Text("an ` alone")]),
            ("`` open `a`", vec![Text("`` open "), Code("a")]),
            ("blank `  `", vec![Text("blank "), Code("  ")]),
        ] {
            assert_eq!(spans(sentence), expected, "{sentence}");
        }
    }
}
