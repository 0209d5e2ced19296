//! Two values of the contract, compared fact by fact.

use std::collections::BTreeSet;

use serde_json::Value;

use super::expected::list;

/// One fact on which truth and model differ.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Difference {
    /// Where, as a reader would say it: `responses 200 schema.items.owner nullable`.
    pub(super) fact: String,
    pub(super) stated: Value,
    pub(super) read: Value,
}

/// Compares all that the truth states, and reports what the model says beyond it. Gives the number of facts, too.
pub(super) fn compare(stated: &Value, read: &Value) -> (usize, Vec<Difference>) {
    let mut comparison = Comparison::default();
    comparison.object("", stated, read, false);
    (comparison.facts, comparison.differences)
}

#[derive(Default)]
struct Comparison {
    facts: usize,
    differences: Vec<Difference>,
}

impl Comparison {
    /// `whole`: whether a key that only the model has is a difference. The truth knows no scopes of an endpoint, but
    /// all that is said of a schema's node.
    fn object(&mut self, at: &str, stated: &Value, read: &Value, whole: bool) {
        let keys =
            |value: &Value| value.as_object().map(|map| map.keys().cloned().collect()).unwrap_or_default();
        let stated_keys: BTreeSet<String> = keys(stated);
        let read_keys: BTreeSet<String> = keys(read);
        for key in stated_keys.iter().chain(read_keys.difference(&stated_keys).filter(|_| whole)) {
            let at = if at.is_empty() { key.clone() } else { format!("{at} {key}") };
            self.value(&at, key, &stated[key], &read[key]);
        }
    }

    fn value(&mut self, at: &str, key: &str, stated: &Value, read: &Value) {
        match (key, stated, read) {
            ("fields" | "parameters", Value::Array(_), Value::Array(_)) => self.named(at, stated, read),
            ("responses", Value::Array(_), Value::Array(_)) => self.by(at, "status", stated, read),
            ("variants" | "other_schemas" | "examples", Value::Array(ours), Value::Array(theirs))
                if ours.len() == theirs.len() =>
            {
                for (number, (stated, read)) in ours.iter().zip(theirs).enumerate() {
                    self.object(&format!("{at} {number}"), stated, read, key != "examples");
                }
            }
            ("schema" | "body" | "items" | "additional", Value::Object(_), Value::Object(_)) => {
                self.object(at, stated, read, true);
            }
            ("description", Value::String(stated), Value::String(read)) if same_words(stated, read) => {
                self.facts += 1;
            }
            ("default" | "minimum" | "maximum", ..)
                if stated.as_f64().is_some() && stated.as_f64() == read.as_f64() =>
            {
                self.facts += 1;
            }
            _ => {
                self.facts += 1;
                if stated != read {
                    let difference =
                        Difference { fact: at.to_owned(), stated: stated.clone(), read: read.clone() };
                    self.differences.push(difference);
                }
            }
        }
    }

    /// Members are told apart by name, and their order is a fact.
    fn named(&mut self, at: &str, stated: &Value, read: &Value) {
        let names = |value: &Value| -> Value { list(value).iter().map(|one| one["name"].clone()).collect() };
        self.value(&format!("{at} names"), "", &names(stated), &names(read));
        self.by(at, "name", stated, read);
    }

    fn by(&mut self, at: &str, key: &str, stated: &Value, read: &Value) {
        for member in list(stated) {
            let place = |other: &&Value| other[key] == member[key] && other["in"] == member["in"];
            let name = member[key].as_str().map_or_else(|| member[key].to_string(), str::to_owned);
            let at = format!("{at} {name}");
            match list(read).iter().find(place) {
                Some(found) => self.object(&at, member, found, key == "name" && member.get("in").is_none()),
                None => {
                    let difference = Difference { fact: at, stated: Value::Bool(true), read: Value::Null };
                    self.differences.push(difference);
                }
            }
        }
        for extra in list(read).iter().filter(|one| !list(stated).iter().any(|other| other[key] == one[key]))
        {
            let fact = format!("{at} {}", extra[key]);
            self.differences.push(Difference { fact, stated: Value::Null, read: Value::Bool(true) });
        }
    }
}

/// Prose is compared by its words: how lines are broken is no fact.
fn same_words(a: &str, b: &str) -> bool {
    a.split_whitespace().eq(b.split_whitespace())
}
