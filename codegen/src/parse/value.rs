//! What a line of a schema states after the name: a type, a title, an array, or a union.

use super::constraints::{Problem, constraints, shift};
use crate::syntax::{Compose, Constraints, ValueSyntax};

/// A value, and whether the line ends in a colon, so that its parts must follow.
#[derive(Debug)]
pub(super) struct Stated {
    pub(super) value: ValueSyntax,
    pub(super) opens: bool,
}

/// Reads a value; the whole text must be understood.
pub(super) fn value(text: &str) -> Result<Stated, Problem> {
    if let Some(how) = compose(text) {
        return Ok(Stated { value: ValueSyntax::Compose { how, title: None }, opens: true });
    }
    if let Some(rest) = text.strip_prefix("array of ") {
        return array(rest, Constraints::default())
            .map_err(|problem| shift(problem, text.len() - rest.len()));
    }
    if let Some(rest) = text.strip_prefix("Array of ") {
        return array(rest, Constraints::default())
            .map_err(|problem| shift(problem, text.len() - rest.len()));
    }
    if let Some((bounds, rest)) = text.strip_prefix("Array (").and_then(|rest| rest.split_once(") of ")) {
        let stated = constraints(&format!("array, {bounds}"))
            .map_err(|problem| Problem { range: 0..text.len(), ..problem })?;
        return array(rest, stated).map_err(|problem| shift(problem, text.len() - rest.len()));
    }
    if let Some((title, tail)) = title(text) {
        let (opens, seen) = match tail {
            ":" => (true, false),
            " (see above)" => (false, true),
            "" => (false, false),
            _ => return Err(bad_tail(text, tail)),
        };
        return Ok(Stated { value: ValueSyntax::Titled { title, seen }, opens });
    }
    let (body, opens) = text.strip_suffix(':').map_or((text, false), |body| (body, true));
    Ok(Stated { value: ValueSyntax::Plain(constraints(body)?), opens })
}

/// What follows "array of ".
fn array(text: &str, bounds: Constraints) -> Result<Stated, Problem> {
    if let Some((title, tail)) = title(text) {
        if let Some(how) = tail.strip_prefix(" objects: ").and_then(compose) {
            let item = ValueSyntax::Compose { how, title: Some(title) };
            return Ok(Stated { value: wrap(item, false, bounds), opens: true });
        }
        let (nullable, opens, seen) = match tail {
            ":" => (false, true, false),
            " or null:" => (true, true, false),
            " (see above)" => (false, false, true),
            " or null (see above)" | " (see above) or null" => (true, false, true),
            "" => (false, false, false),
            " or null" => (true, false, false),
            _ => return Err(bad_tail(text, tail)),
        };
        return Ok(Stated { value: wrap(ValueSyntax::Titled { title, seen }, nullable, bounds), opens });
    }
    if let Some(tail) = text.strip_prefix("objects") {
        let object = || {
            ValueSyntax::Plain(Constraints {
                types: vec![crate::syntax::SimpleType::Object],
                ..Constraints::default()
            })
        };
        if let Some(how) = tail.strip_prefix(": ").and_then(compose) {
            return Ok(Stated {
                value: wrap(ValueSyntax::Compose { how, title: None }, false, bounds),
                opens: true,
            });
        }
        return match tail {
            ":" => Ok(Stated { value: wrap(object(), false, bounds), opens: true }),
            " or null:" => Ok(Stated { value: wrap(object(), true, bounds), opens: true }),
            _ => Err(bad_tail(text, tail)),
        };
    }
    let (body, opens) = text.strip_suffix(':').map_or((text, false), |body| (body, true));
    // "or null" before a comma is said of the items, at the end it is said of the array.
    let (body, nullable) = body.strip_suffix(" or null").map_or((body, false), |body| (body, true));
    Ok(Stated { value: wrap(ValueSyntax::Plain(constraints(body)?), nullable, bounds), opens })
}

fn wrap(item: ValueSyntax, nullable: bool, bounds: Constraints) -> ValueSyntax {
    ValueSyntax::Array { item: Box::new(item), nullable, bounds }
}

/// "one of:", "any of:", "all of:".
pub(super) fn compose(text: &str) -> Option<Compose> {
    match text {
        "one of:" => Some(Compose::OneOf),
        "any of:" => Some(Compose::AnyOf),
        "all of:" => Some(Compose::AllOf),
        _ => None,
    }
}

/// A title in code, and what follows it.
fn title(text: &str) -> Option<(String, &str)> {
    let (title, tail) = text.strip_prefix('`')?.split_once('`')?;
    (!title.is_empty()).then(|| (title.to_owned(), tail))
}

fn bad_tail(text: &str, tail: &str) -> Problem {
    Problem {
        range: text.len() - tail.len()..text.len(),
        message: format!("`{}` cannot follow here", tail.trim()),
        help: "a title is followed by a colon and its fields, by \"(see above)\", or by nothing".to_owned(),
    }
}
