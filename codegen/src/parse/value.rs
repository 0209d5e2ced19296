//! What a line of a schema states after the name: a type, a title, an array, or a union.

use std::ops::Range;

use super::constraints::{Dropped, Problem, constraints, shift};
use crate::syntax::{Compose, Constraints, ValueSyntax};

/// A value, and whether the line ends in a colon, so that its parts must follow.
#[derive(Debug)]
pub(super) struct Stated {
    pub(super) value: ValueSyntax,
    pub(super) opens: bool,
    /// Remarks that were left out, with what is wrong with them.
    pub(super) dropped: Vec<(Range<usize>, String)>,
}

impl Stated {
    /// A value that was read without leaving anything out.
    pub(super) fn new(value: ValueSyntax, opens: bool) -> Self {
        Self { value, opens, dropped: Vec::new() }
    }

    fn of(constraints: Constraints, dropped: Dropped, opens: bool) -> Self {
        Self { value: ValueSyntax::Plain(constraints), opens, dropped }
    }

    /// The same, of a text that begins further right.
    pub(super) fn shifted(mut self, by: usize) -> Self {
        for (range, _) in &mut self.dropped {
            *range = range.start + by..range.end + by;
        }
        self
    }
}

/// Reads a value; the whole text must be understood.
pub(super) fn value(text: &str) -> Result<Stated, Problem> {
    if let Some(how) = compose(text) {
        return Ok(Stated::new(ValueSyntax::Compose { how, title: None }, true));
    }
    if let Some(rest) = text.strip_prefix("array of ") {
        let by = text.len() - rest.len();
        return array(rest, Constraints::default())
            .map(|stated| stated.shifted(by))
            .map_err(|problem| shift(problem, by));
    }
    if let Some(rest) = text.strip_prefix("Array of ") {
        let by = text.len() - rest.len();
        return array(rest, Constraints::default())
            .map(|stated| stated.shifted(by))
            .map_err(|problem| shift(problem, by));
    }
    if let Some((bounds, rest)) = text.strip_prefix("Array (").and_then(|rest| rest.split_once(") of ")) {
        let (stated, dropped) = constraints(&format!("array, {bounds}"))
            .map_err(|problem| Problem { range: 0..text.len(), ..problem })?;
        let by = text.len() - rest.len();
        let mut array = array(rest, stated).map_err(|problem| shift(problem, by))?.shifted(by);
        // `array, ` and `Array (` have one length, so that the places are the same.
        array.dropped.extend(dropped);
        return Ok(array);
    }
    if let Some((title, tail)) = title(text) {
        let (opens, seen) = match tail {
            ":" => (true, false),
            " (see above)" => (false, true),
            "" => (false, false),
            _ => return Err(bad_tail(text, tail)),
        };
        return Ok(Stated::new(ValueSyntax::Titled { title, seen }, opens));
    }
    let (body, opens) = text.strip_suffix(':').map_or((text, false), |body| (body, true));
    let (stated, dropped) = constraints(body)?;
    Ok(Stated::of(stated, dropped, opens))
}

/// Reads what follows "array of ".
fn array(text: &str, bounds: Constraints) -> Result<Stated, Problem> {
    if let Some((title, after)) = title(text) {
        let tail = tail(after).ok_or_else(|| bad_tail(text, after))?;
        // "objects" stands between the title and the alternatives, and nowhere else.
        let item = match (tail.how, tail.objects) {
            (Some(how), true) => ValueSyntax::Compose { how, title: Some(title) },
            (None, false) => ValueSyntax::Titled { title, seen: tail.seen },
            _ => return Err(bad_tail(text, after)),
        };
        return Ok(Stated::new(wrap(item, tail.nullable, bounds), tail.opens));
    }
    if let Some(after) = text.strip_prefix("objects") {
        let tail = tail(after).filter(|tail| tail.opens && !tail.objects && !tail.seen);
        let tail = tail.ok_or_else(|| bad_tail(text, after))?;
        let item = match tail.how {
            Some(how) => ValueSyntax::Compose { how, title: None },
            None => ValueSyntax::Plain(Constraints {
                types: vec![crate::syntax::SimpleType::Object],
                ..Constraints::default()
            }),
        };
        return Ok(Stated::new(wrap(item, tail.nullable, bounds), true));
    }
    let (body, opens) = text.strip_suffix(':').map_or((text, false), |body| (body, true));
    // "or null" before a comma is said of the items, at the end it is said of the array.
    let (body, nullable) = body.strip_suffix(" or null").map_or((body, false), |body| (body, true));
    let (items, dropped) = constraints(body)?;
    Ok(Stated { value: wrap(ValueSyntax::Plain(items), nullable, bounds), opens, dropped })
}

/// The end of a line about an array of titled or untitled objects.
struct Tail {
    /// Whether it says " objects".
    objects: bool,
    nullable: bool,
    /// Whether the object was printed above.
    seen: bool,
    /// How alternatives combine that follow.
    how: Option<Compose>,
    opens: bool,
}

/// Reads `[ objects][ or null]` and then `:`, `: one of:`, ` (see above)` or nothing.
fn tail(text: &str) -> Option<Tail> {
    let (text, objects) = text.strip_prefix(" objects").map_or((text, false), |rest| (rest, true));
    let (text, mut nullable) = text.strip_prefix(" or null").map_or((text, false), |rest| (rest, true));
    let (seen, how) = match text {
        "" | ":" => (false, None),
        " (see above)" => (true, None),
        " (see above) or null" => {
            nullable = true;
            (true, None)
        }
        _ => (false, Some(compose(text.strip_prefix(": ")?)?)),
    };
    Some(Tail { objects, nullable, seen, how, opens: text.starts_with(':') })
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
