//! Which variant of a union a JSON value is.
//!
//! 1. A text next to the union that names a variant decides, if that takes this kind of JSON, whatever the members are.
//! 2. Only variants that take this kind of JSON are tried; a whole number goes to an integer before a number.
//! 3. Among objects, members with known values decide first. A variant is out if such a member holds a text that is none
//!    of its values; and one whose value is there beats those that do not have that member.
//! 4. Then the names of all members decide. A variant costs the required members that are missing and the members that it
//!    does not know. At least half of its required members must be there, and one of all that it knows, unless there are
//!    no members. The least cost wins, then the fewest missing, then what says more (a record, any object, anything), then
//!    the record of whose members most are there. A record that knows all members wins over what takes any object.
//!
//! Nothing is guessed: where two fit alike, or none does, the value goes to the variant that takes anything; where there
//! is none, it is refused with the reasons.

use serde_core::de::Unexpected;
use serde_json::{Map, Value};

use super::cx::describe;
use super::scalar::whole;
use super::union::{Takes, Variant};

/// How many names a message lists.
const LISTED: usize = 8;

/// How much of a name a message shows; names of members may be anything.
const SHOWN: usize = 40;

/// Chooses the variant for a value, or says in words what the value is and why no variant takes it. The tag is a text
/// next to the union that may name a variant.
pub(crate) fn choose<'v>(
    variants: &'v [Variant],
    json: &Value,
    tag: Option<&str>,
) -> Result<&'v Variant, String> {
    if let Some(named) = tag.and_then(|tag| named(variants, json, tag)) {
        return Ok(named);
    }
    let anything = variants.iter().find(|variant| matches!(variant.takes, Takes::Any));
    let chosen = match json {
        Value::Object(members) => choose_object(variants, members),
        _ => choose_plain(variants, json, anything.is_some()).ok_or_else(|| describe(kind(json))),
    };
    chosen.or_else(|reason| anything.ok_or(reason))
}

/// The variant that a text names.
fn named<'v>(variants: &'v [Variant], json: &Value, tag: &str) -> Option<&'v Variant> {
    let is_spelled = |name: &str| {
        let spelled = tag.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
        spelled.eq(name.chars())
    };
    let variant = variants.iter().find(|variant| variant.names.iter().any(|name| is_spelled(name)))?;
    let takes = match variant.takes {
        Takes::Record(_) | Takes::Object => json.is_object(),
        Takes::Array => json.is_array(),
        Takes::Text => json.is_string(),
        Takes::Integer => json.is_i64(),
        Takes::Number => json.is_number(),
        Takes::Boolean => json.is_boolean(),
        Takes::Any => true,
    };
    takes.then_some(variant)
}

/// The variant for a value that is no object. One that only nearly fits is left alone if another one `takes_rest`.
fn choose_plain<'v>(variants: &'v [Variant], json: &Value, takes_rest: bool) -> Option<&'v Variant> {
    let takes = |wanted: fn(&Takes) -> bool| variants.iter().find(|variant| wanted(&variant.takes));
    match json {
        Value::Array(_) => takes(|takes| matches!(takes, Takes::Array)),
        Value::String(_) => takes(|takes| matches!(takes, Takes::Text)),
        Value::Bool(_) => takes(|takes| matches!(takes, Takes::Boolean)),
        Value::Number(number) => {
            let integer = || takes(|takes| matches!(takes, Takes::Integer));
            // An integer that is written as a fraction is one if nothing else takes it: `1.0`.
            let is_whole = || number.as_f64().and_then(whole).is_some();
            integer()
                .filter(|_| number.is_i64())
                .or_else(|| takes(|takes| matches!(takes, Takes::Number)))
                .or_else(|| integer().filter(|_| !takes_rest || is_whole()))
        }
        Value::Null | Value::Object(_) => None,
    }
}

fn kind(json: &Value) -> Unexpected<'_> {
    match json {
        Value::Null => Unexpected::Other("null"),
        Value::Bool(value) => Unexpected::Bool(*value),
        Value::Number(number) => match (number.as_i64(), number.as_u64(), number.as_f64()) {
            (Some(number), ..) => Unexpected::Signed(number),
            (_, Some(number), _) => Unexpected::Unsigned(number),
            (_, _, Some(number)) => Unexpected::Float(number),
            _ => Unexpected::Other("a number"),
        },
        Value::String(text) => Unexpected::Str(text),
        Value::Array(_) => Unexpected::Seq,
        Value::Object(_) => Unexpected::Map,
    }
}

fn choose_object<'v>(variants: &'v [Variant], members: &Map<String, Value>) -> Result<&'v Variant, String> {
    let takes_objects = |takes: &Takes| matches!(takes, Takes::Record(_) | Takes::Object | Takes::Any);
    let tried: Vec<&Variant> = variants.iter().filter(|variant| takes_objects(&variant.takes)).collect();
    let remaining = by_values(&tried, members);
    // A record that requires nothing says little. Where another variant keeps everything, it must know it all.
    let keeps_all = tried.iter().any(|variant| !matches!(variant.takes, Takes::Record(_)));
    let loses = |fit: &Fit| keeps_all && fit.vague == 0 && fit.required == 0 && fit.unknown > 0;
    let mut fitting: Vec<(Fit, &Variant)> = remaining
        .into_iter()
        .map(|variant| (Fit::of(variant, members), variant))
        .filter(|(fit, variant)| fit.is_acceptable(variant, members) && !loses(fit))
        .collect();
    // What takes any object is the last resort.
    if fitting.iter().any(|(fit, _)| fit.vague == 0 && fit.unknown == 0) {
        fitting.retain(|(fit, _)| fit.vague == 0);
    }
    fitting.sort_by_key(|(fit, _)| fit.rank());
    match fitting.as_slice() {
        [(first, one), (second, other), ..] if first.rank() == second.rank() => {
            let reason = format!("{} and {} fit it alike", one.name, other.name);
            Err(refusal(members, &reason))
        }
        [(_, chosen), ..] => Ok(chosen),
        [] => {
            let reasons: Vec<String> = tried.iter().map(|variant| why_not(variant, members)).collect();
            Err(refusal(members, &shortened(&reasons, "; ")))
        }
    }
}

/// The variants that the members with known values leave.
fn by_values<'v>(tried: &[&'v Variant], members: &Map<String, Value>) -> Vec<&'v Variant> {
    let possible: Vec<&Variant> =
        tried.iter().copied().filter(|variant| other_value(variant, members).is_none()).collect();
    let beats = |one: &Variant, other: &Variant| {
        one.when.iter().any(|(name, values)| {
            let says_nothing = other.when.iter().all(|(known, _)| known != name);
            says_nothing && text(members, name).is_some_and(|text| values.contains(&text))
        })
    };
    let beaten =
        |variant: &&Variant| possible.iter().any(|other| beats(other, variant) && !beats(variant, other));
    possible.iter().copied().filter(|variant| !beaten(variant)).collect()
}

/// The member that holds a text which is none of the variant's values.
fn other_value(variant: &Variant, members: &Map<String, Value>) -> Option<&'static str> {
    let mut other = variant
        .when
        .iter()
        .filter(|(name, values)| text(members, name).is_some_and(|text| !values.contains(&text)));
    other.next().map(|(name, _)| *name)
}

fn text<'a>(members: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    members.get(name).and_then(Value::as_str)
}

/// How well the members of an object fit a variant.
struct Fit {
    required: usize,
    missing: usize,
    unknown: usize,
    /// How little the variant says of the object.
    vague: usize,
    /// How many members it knows that are not there.
    absent: usize,
}

impl Fit {
    fn of(variant: &Variant, members: &Map<String, Value>) -> Self {
        let Takes::Record(fields) = variant.takes else {
            let vague = if matches!(variant.takes, Takes::Object) { 1 } else { 2 };
            return Self { required: 0, missing: 0, unknown: members.len(), vague, absent: 0 };
        };
        let required = fields.iter().filter(|field| field.is_required()).count();
        let known = fields.iter().filter(|field| members.contains_key(field.name())).count();
        let (missing, unknown) = (missing(variant, members).count(), members.len() - known);
        Self { required, missing, unknown, vague: 0, absent: fields.len() - known }
    }

    fn is_acceptable(&self, variant: &Variant, members: &Map<String, Value>) -> bool {
        self.missing * 2 <= self.required && !knows_none(variant, members)
    }

    fn rank(&self) -> (usize, usize, usize, usize) {
        (self.missing + self.unknown, self.missing, self.vague, self.absent)
    }
}

/// Whether a record knows none of the members: nothing says that it is this one, even if it requires nothing.
fn knows_none(variant: &Variant, members: &Map<String, Value>) -> bool {
    let Takes::Record(fields) = variant.takes else { return false };
    !members.is_empty() && fields.iter().all(|field| !members.contains_key(field.name()))
}

/// The required members that are not there.
fn missing<'a>(
    variant: &'a Variant,
    members: &'a Map<String, Value>,
) -> impl Iterator<Item = &'static str> + 'a {
    let fields: &'static [_] = match variant.takes {
        Takes::Record(fields) => fields,
        _ => &[],
    };
    let missing = fields.iter().filter(|field| field.is_required() && !members.contains_key(field.name()));
    missing.map(|field| field.name())
}

/// Why a variant is not chosen: `CreateEvent: lacks ref, ref_type`.
fn why_not(variant: &Variant, members: &Map<String, Value>) -> String {
    let name = variant.name;
    match other_value(variant, members) {
        Some(member) => format!("{name}: its {member} has other values"),
        None if Fit::of(variant, members).is_acceptable(variant, members) => {
            format!("{name}: a member has the value of another")
        }
        None if missing(variant, members).next().is_none() => format!("{name}: has none of these"),
        None => format!("{name}: lacks {}", list(missing(variant, members))),
    }
}

/// The value in words: its keys, but nothing that they hold, as that may be anybody's secret.
fn refusal(members: &Map<String, Value>, reason: &str) -> String {
    let keys = list(members.keys().map(String::as_str));
    let keys = if members.is_empty() { "no keys".to_owned() } else { format!("the keys {keys}") };
    if reason.is_empty() {
        format!("an object with {keys}")
    } else {
        format!("an object with {keys} ({reason})")
    }
}

/// Names with commas between them, the first few of them.
pub(crate) fn list<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<String> = names.map(|name| name.chars().take(SHOWN).collect()).collect();
    shortened(&names, ", ")
}

fn shortened(words: &[String], separator: &str) -> String {
    match words.len().checked_sub(LISTED) {
        None | Some(0) => words.join(separator),
        Some(more) => format!(
            "{} and {more} more",
            words.iter().take(LISTED).cloned().collect::<Vec<_>>().join(separator)
        ),
    }
}
