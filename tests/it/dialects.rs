//! One reference in both live dialects gives one model, but for what a page itself loses: `ghes-3.18` opens every object
//! again and loses the nesting below a broken bullet, `ghes-3.18-raw` says "(see above)" of an object that it has opened.

use std::collections::{BTreeMap, BTreeSet};

use docwright::read::read;
use docwright_tests::{corpus, expanded_model, pages_in, say};
use serde_json::Value;

/// Where the remark pages lose the nesting of body parameters.
const BROKEN: [&str; 4] = [
    "POST /orgs/{org}/rulesets",
    "POST /repos/{owner}/{repo}/rulesets",
    "PUT /orgs/{org}/rulesets/{ruleset_id}",
    "PUT /repos/{owner}/{repo}/rulesets/{ruleset_id}",
];

/// Where "(see above)" means an object that was opened otherwise above: another one of that title, or the same one at
/// a depth at which the page hides other parts of it.
const SEEN_OTHERWISE: [&str; 15] = [
    "GET /events",
    "GET /networks/{owner}/{repo}/events",
    "GET /orgs/{org}/events",
    "GET /repos/{owner}/{repo}/branches/{branch}",
    "GET /repos/{owner}/{repo}/events",
    "GET /repos/{owner}/{repo}/issues/events",
    "GET /repos/{owner}/{repo}/issues/events/{event_id}",
    "GET /repos/{owner}/{repo}/issues/{issue_number}/events",
    "GET /repos/{owner}/{repo}/issues/{issue_number}/timeline",
    "GET /users/{username}/events",
    "GET /users/{username}/events/orgs/{org}",
    "GET /users/{username}/events/public",
    "GET /users/{username}/received_events",
    "GET /users/{username}/received_events/public",
    "POST /repos/{owner}/{repo}/branches/{branch}/rename",
];

#[test]
fn both_dialects_give_one_model() {
    let Some(folder) = corpus("one reference in two dialects") else { return };
    let [remark, raw] = ["ghes-3.18", "ghes-3.18-raw"].map(|name| {
        let mut model = expanded_model(&read(pages_in(&folder.join(name))).api);
        without_prose(&mut model["endpoints"]);
        model
    });
    let ambiguous = ambiguous_titles(&raw);
    let (remark, raw) = (list(&remark["endpoints"]), list(&raw["endpoints"]));
    assert_eq!(remark.len(), raw.len());
    let (mut broken, mut seen_otherwise) = (Vec::new(), Vec::new());
    let mut causes: BTreeMap<&str, usize> = BTreeMap::new();
    for (remark, raw) in remark.iter().zip(raw).filter(|(remark, raw)| remark != raw) {
        let text = |key: &str| remark[key].as_str().expect("text");
        let endpoint = format!("{} {}", text("method"), text("path"));
        let without = |value: &Value, part: &str| {
            let mut value = value.clone();
            value.as_object_mut().expect("an object").remove(part);
            value
        };
        if without(remark, "body") == without(raw, "body") {
            broken.push(endpoint);
            continue;
        }
        assert_eq!(without(remark, "responses"), without(raw, "responses"), "{endpoint}");
        let mut comparison =
            Comparison { ambiguous: &ambiguous, causes: &mut causes, unexplained: Vec::new() };
        comparison.value("responses", &remark["responses"], &raw["responses"]);
        assert_eq!(comparison.unexplained, [""; 0], "{endpoint}");
        seen_otherwise.push(endpoint);
    }
    say(&format!("differences between the dialects, by cause: {causes:?}"));
    broken.sort();
    seen_otherwise.sort();
    assert_eq!(broken, BROKEN);
    assert_eq!(seen_otherwise, SEEN_OTHERWISE);
}

/// Compares what an endpoint answers, and explains each difference by what one of the two pages loses.
struct Comparison<'a> {
    ambiguous: &'a BTreeSet<String>,
    causes: &'a mut BTreeMap<&'static str, usize>,
    unexplained: Vec<String>,
}

impl Comparison<'_> {
    fn value(&mut self, at: &str, remark: &Value, raw: &Value) {
        if remark == raw {
            return;
        }
        if let Some(cause) = self.cause(remark, raw) {
            *self.causes.entry(cause).or_default() += 1;
            return;
        }
        match (remark, raw) {
            (Value::Object(ours), Value::Object(theirs)) if ours.keys().eq(theirs.keys()) => {
                for (key, value) in ours {
                    self.value(&format!("{at} {key}"), value, &theirs[key]);
                }
            }
            (Value::Array(ours), Value::Array(theirs)) if ours.len() == theirs.len() => {
                for (number, (ours, theirs)) in ours.iter().zip(theirs).enumerate() {
                    let name = ours["name"].as_str().map_or_else(|| number.to_string(), str::to_owned);
                    self.value(&format!("{at} {name}"), ours, theirs);
                }
            }
            _ => self.unexplained.push(at.to_owned()),
        }
    }

    fn cause(&self, remark: &Value, raw: &Value) -> Option<&'static str> {
        let is_cut = |node: &Value| node["reason"] == "depth-cut";
        let title = raw["title"].as_str();
        let is_ambiguous = title.is_some_and(|title| self.ambiguous.contains(title));
        if is_cut(remark) && raw["kind"] == "object" {
            Some("opened above, hidden here where the object is opened again")
        } else if is_cut(raw) && remark["kind"] == "object" {
            Some("hidden above, opened here where the object is opened again")
        } else if is_ambiguous && remark["title"] == raw["title"] && remark["name"] == raw["name"] {
            Some("an ambiguous title")
        } else {
            None
        }
    }
}

/// Titles that the model marks as ambiguous where a page says "(see above)".
fn ambiguous_titles(model: &Value) -> BTreeSet<String> {
    let marked = list(&model["losses"]).iter().filter(|loss| loss["cause"] == "ambiguous-reference");
    let words = marked.filter_map(|loss| loss["words"].as_str()?.strip_suffix(" (see above)"));
    words
        .filter_map(|words| {
            words.trim_end_matches(" or null").trim_end_matches(['`', '*']).rsplit(['`', '*']).next()
        })
        .map(str::to_owned)
        .collect()
}

fn without_prose(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(without_prose),
        Value::Object(fields) => {
            fields.remove("description");
            fields.values_mut().for_each(without_prose);
        }
        _ => {}
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}
