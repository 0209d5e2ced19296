//! A type with its constraints: `string or null, format: uri, enum: …`.

use std::ops::Range;

use super::remarks::{touches_necessity, touches_type};
use crate::syntax::{AdditionalSyntax, Constraints, Limit, SimpleType};

/// What is wrong with a text, and where in it.
#[derive(Debug)]
pub(super) struct Problem {
    pub(super) range: Range<usize>,
    pub(super) message: String,
    pub(super) help: String,
}

/// Remarks that were left out: where they are, and what is wrong with them.
pub(super) type Dropped = Vec<(Range<usize>, String)>;

/// Reads constraints. A remark that is not known is left out where it cannot be about the type; all else must be understood.
pub(super) fn constraints(text: &str) -> Result<(Constraints, Dropped), Problem> {
    let mut read = Constraints::default();
    let mut dropped = Dropped::new();
    let parts = split(text);
    let mut rest = parts.as_slice();
    if let Some((first, tail)) = rest.split_first()
        && let Some(types) = types(&text[first.clone()])
    {
        read.types = types;
        rest = tail;
    }
    let mut in_values = false;
    while let Some((range, tail)) = rest.split_first() {
        let part = &text[range.clone()];
        if let Some(typed) = part.strip_prefix("additional properties: ") {
            // It is always the last part, so all that follows is said of the additional properties.
            let start = range.end - typed.len();
            let (nested, inner) = constraints(&text[start..]).map_err(|problem| shift(problem, start))?;
            dropped
                .extend(inner.into_iter().map(|(range, why)| (range.start + start..range.end + start, why)));
            read.additional = Some(AdditionalSyntax::Typed(Box::new(nested)));
            return Ok((read, dropped));
        }
        match code(part) {
            Some(value) if in_values => read.values.get_or_insert_default().push(value.to_owned()),
            _ => match self::part(&mut read, part) {
                Some(opens_values) => in_values = opens_values,
                None => {
                    let problem = unknown(range, part, &read);
                    if read.types.is_empty() || may_matter(part) {
                        return Err(problem);
                    }
                    in_values = false;
                    dropped.push((problem.range, problem.message));
                }
            },
        }
        rest = tail;
    }
    if read.types.is_empty() && read.values.is_none() {
        return Err(unknown(&(0..text.len()), text, &read));
    }
    Ok((read, dropped))
}

/// Whether a part that is not known may change the type, or whether the value is there. A limit, a default or a pattern that cannot
/// be read does neither.
fn may_matter(part: &str) -> bool {
    let key = part.split(':').next().unwrap_or(part);
    let is_remark =
        matches!(key, "default" | "pattern" | "example") || Limit::ALL.iter().any(|(word, _)| *word == key);
    !is_remark && (touches_type(part) || touches_necessity(part) || part.contains("additional"))
}

/// One part after the types; says whether values of an enum may follow.
fn part(read: &mut Constraints, part: &str) -> Option<bool> {
    match part {
        "deprecated" => read.deprecated = true,
        "read-only" => read.read_only = true,
        "unique items" => read.unique_items = true,
        "additional properties allowed" => read.additional = Some(AdditionalSyntax::Allowed),
        _ => {
            let (key, value) = part.split_once(": ")?;
            match key {
                "format" if !value.is_empty() => read.format = Some(value.to_owned()),
                "enum" => {
                    read.values = Some(vec![code(value)?.to_owned()]);
                    return Some(true);
                }
                "default" => read.default = Some(code(value)?.to_owned()),
                "pattern" => read.pattern = Some(code(value)?.to_owned()),
                _ => {
                    let (_, limit) = Limit::ALL.iter().find(|(word, _)| *word == key)?;
                    value.parse::<f64>().ok()?;
                    read.limits.push((*limit, value.to_owned()));
                }
            }
        }
    }
    Some(false)
}

/// `string`, `string or null`, `string,null`; every word must be a type.
pub(super) fn types(text: &str) -> Option<Vec<SimpleType>> {
    text.split(" or ").map(SimpleType::parse).collect()
}

/// The inside of a text that is code from end to end.
fn code(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('`')?.strip_suffix('`')?;
    (!inner.contains('`')).then_some(inner)
}

/// The parts between `, `, but not between backticks.
fn split(text: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut in_code = false;
    for (at, c) in text.char_indices() {
        if c == '`' {
            in_code = !in_code;
        } else if !in_code && at >= start && text[at..].starts_with(", ") {
            parts.push(start..at);
            start = at + 2;
        }
    }
    parts.push(start..text.len());
    parts
}

fn unknown(range: &Range<usize>, part: &str, read: &Constraints) -> Problem {
    let (message, help) = if read.types.is_empty() {
        (
            format!("`{part}` is no type of the reference"),
            "the types are string, integer, number, boolean, object, array and null, joined by \"or\""
                .to_owned(),
        )
    } else if let Some(form) = form(part) {
        (format!("`{part}` is not of the form the reference uses"), format!("the form is {form}"))
    } else {
        (
            format!("`{part}` is no constraint of the reference"),
            "known are format, enum, default, deprecated, read-only, minimum, maximum, minLength, maxLength, \
             pattern, minItems, maxItems, unique items and additional properties"
                .to_owned(),
        )
    };
    Problem { range: range.clone(), message, help }
}

/// How a known constraint is written.
fn form(part: &str) -> Option<String> {
    let key = part.split([':', ' ']).next()?;
    match key {
        "enum" => Some("enum: `VALUE`, `VALUE`".to_owned()),
        "default" | "pattern" => Some(format!("{key}: `VALUE`")),
        "format" => Some("format: NAME".to_owned()),
        "additional" => Some("additional properties allowed, or additional properties: TYPE".to_owned()),
        _ => Limit::ALL.iter().any(|(word, _)| *word == key).then(|| format!("{key}: NUMBER")),
    }
}

pub(super) fn shift(problem: Problem, by: usize) -> Problem {
    Problem { range: problem.range.start + by..problem.range.end + by, ..problem }
}
