//! The replies that the description shows as examples.

use std::collections::HashMap;
use std::fs;

use octoquill::StatusCode;
use serde_json::Value;

use crate::case::Case;
use crate::compare::differences;
use crate::finding::{Outcome, print};
use crate::verdict::shown;

/// Ends what is said of members that the description has and the page has not.
const UNREAD: &str = ": the description has it, the page has not";

/// Is said of values that the page does not list, which are kept as they came.
const UNLISTED: &str = ": the page does not list ";

/// Reads every example of a file.
pub(crate) fn check(cases: &[Box<dyn Case>], file: &str) -> Result<(), String> {
    let text = fs::read_to_string(file).map_err(|error| format!("{file} cannot be read: {error}"))?;
    let examples: Vec<Value> =
        serde_json::from_str(&text).map_err(|error| format!("{file} is no list of examples: {error}"))?;
    let cases: HashMap<&str, &dyn Case> = cases.iter().map(|case| (case.key(), &**case)).collect();
    for example in &examples {
        let place = example["place"].as_str().unwrap_or_default();
        match example["key"].as_str().and_then(|key| cases.get(key)) {
            Some(case) => one(*case, place, example),
            None => print(place, Outcome::Unknown, "", &[]),
        }
    }
    Ok(())
}

fn one(case: &dyn Case, place: &str, example: &Value) {
    let value = &example["value"];
    let status = example["status"].as_u64().and_then(|status| u16::try_from(status).ok()).unwrap_or_default();
    let Ok(status) = StatusCode::from_u16(status) else {
        return print(place, Outcome::Unknown, "no status", &[]);
    };
    let read = match case.read(status, value.to_string().as_bytes()) {
        Ok(read) => read,
        Err(error) => return print(place, Outcome::Refused, &shown(&error), &[]),
    };
    // A reply that is documented as having no body is not read.
    if read.again.is_null() {
        let unread = if is_empty(value) { Vec::new() } else { vec!["$".to_owned()] };
        return print(place, Outcome::Fine, "", &unread);
    }
    let (unread, altered): (Vec<String>, Vec<String>) = differences(value, &read.again, &read.debug)
        .into_iter()
        .filter(|difference| !difference.contains(UNLISTED))
        .partition(|difference| difference.ends_with(UNREAD));
    let unread: Vec<String> =
        unread.iter().map(|difference| difference.trim_end_matches(UNREAD).to_owned()).collect();
    let outcome = if altered.is_empty() { Outcome::Fine } else { Outcome::Altered };
    print(place, outcome, &altered.join("; "), &unread);
}

/// Whether there is nothing in a body that could be lost.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}
