//! What of a reply is not in what was read from it.

use std::collections::BTreeSet;

use octoquill::Timestamp;
use serde_json::Value;

/// Compares a reply with what was read from it, written as JSON again: places where something is missing or another.
///
/// `debug` is what was read as Rust prints it. It tells values of enums that the crate knows from those that it only
/// keeps, which are the same in JSON.
pub(crate) fn differences(reply: &Value, again: &Value, debug: &str) -> BTreeSet<String> {
    let mut comparison = Comparison { unknown: unknown_values(debug), found: BTreeSet::new() };
    comparison.compare(reply, again, "$");
    comparison.found
}

struct Comparison<'a> {
    unknown: BTreeSet<&'a str>,
    found: BTreeSet<String>,
}

impl Comparison<'_> {
    fn compare(&mut self, reply: &Value, again: &Value, path: &str) {
        match (reply, again) {
            (Value::Object(members), Value::Object(kept)) => {
                for (name, member) in members {
                    let path = format!("{path}.{name}");
                    match kept.get(name) {
                        Some(kept) => self.compare(member, kept, &path),
                        // A member that is optional and null is left out when it is written.
                        None if member.is_null() => {}
                        None => {
                            self.found.insert(format!("{path}: the description has it, the page has not"));
                        }
                    }
                }
                for name in kept.keys().filter(|name| !members.contains_key(*name)) {
                    self.found.insert(format!("{path}.{name}: read, but not in the reply"));
                }
            }
            (Value::Array(elements), Value::Array(kept)) if elements.len() == kept.len() => {
                // Without its index a difference is the same in every item, and is shown once.
                for (element, kept) in elements.iter().zip(kept) {
                    self.compare(element, kept, &format!("{path}[]"));
                }
            }
            (Value::String(text), Value::String(kept)) if text == kept => {
                if self.unknown.contains(text.as_str()) {
                    self.found.insert(format!("{path}: the page does not list {text:?}"));
                }
            }
            (Value::String(text), Value::String(kept)) if is_same_time(text, kept) => {}
            // What the page calls a number is written with a point.
            (Value::Number(number), Value::Number(kept)) if number.as_f64() == kept.as_f64() => {}
            _ if reply == again => {}
            _ => {
                self.found.insert(format!("{path}: {reply} was read as {again}"));
            }
        }
    }
}

/// Times are written in one form, and may come in others: `1933-02-03T20:02:51.0Z`.
fn is_same_time(a: &str, b: &str) -> bool {
    matches!((a.parse::<Timestamp>(), b.parse::<Timestamp>()), (Ok(a), Ok(b)) if a == b)
}

/// The values of enums that the crate does not know, out of what Rust prints for them: `Unknown("wheel")`.
fn unknown_values(debug: &str) -> BTreeSet<&str> {
    debug.split("Unknown(\"").skip(1).filter_map(|rest| Some(rest.split_once("\")")?.0)).collect()
}
