//! What the pages of one reference state, made from another source (`truth/` beside the corpus), against what the
//! model says, fact by fact.
//!
//! Each difference that remains is in `truth_allowed.toml`, with the line of the page that proves that the page says
//! what the model says. An entry whose line is gone, or which excuses nothing, fails.

mod expected;
mod facts;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use docwright::read::read;
use docwright_tests::{corpus, expanded_model, pages_in, say};
use serde::Deserialize;
use serde_json::Value;

use self::facts::{Difference, compare};

const REFERENCE: &str = "ghes-3.18";

#[test]
fn the_model_says_what_the_pages_state() {
    let Some(folder) = corpus("the truth of a whole reference") else { return };
    let file = folder.join("../truth").join(format!("{REFERENCE}.jsonl"));
    let Ok(truth) = fs::read_to_string(&file) else {
        say(&format!("skipped: there is no {}", file.display()));
        return;
    };
    let mut model = expanded_model(&read(pages_in(&folder.join(REFERENCE))).api);
    let endpoints = model["endpoints"].as_array_mut().expect("a list");
    for endpoint in endpoints {
        expected::as_printed(&mut endpoint["body"]);
    }
    let found: BTreeMap<String, &Value> =
        expected::list(&model["endpoints"]).iter().map(|endpoint| (name(endpoint), endpoint)).collect();
    let allowed = Allowed::read(&folder.join(REFERENCE));
    let mut excused: BTreeSet<(String, String)> = BTreeSet::new();
    let mut facts = 0;
    let mut endpoints = 0;
    let mut out = String::new();
    for line in truth.lines() {
        let expected = expected::endpoint(&serde_json::from_str(line).expect("a line is JSON"));
        let endpoint = name(&expected);
        let Some(read) = found.get(&endpoint) else { panic!("{endpoint} was not read") };
        let (count, differences) = compare(&expected, read);
        endpoints += 1;
        facts += count;
        for Difference { fact, stated, read } in differences {
            if allowed.facts.contains(&(endpoint.clone(), fact.clone())) {
                excused.insert((endpoint.clone(), fact));
            } else {
                let _ = writeln!(out, "{endpoint} | {fact} | {stated} | {read}");
            }
        }
    }
    say(&format!(
        "{REFERENCE}: {facts} facts of {endpoints} endpoints, {} of them lost by the page",
        excused.len()
    ));
    assert_eq!(found.len(), endpoints, "endpoints");
    assert!(out.is_empty(), "endpoint | fact | the truth | the model, {} times\n{out}", out.lines().count());
    let stale: Vec<_> = allowed.facts.difference(&excused).collect();
    assert!(stale.is_empty(), "entries of truth_allowed.toml that excuse nothing: {stale:#?}");
}

/// Differences that are the page's own, by endpoint and fact.
struct Allowed {
    facts: BTreeSet<(String, String)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    endpoint: String,
    why: String,
    page: String,
    line: usize,
    quote: String,
    facts: Vec<String>,
}

impl Allowed {
    /// Reads the list, and checks that each entry quotes the page.
    fn read(pages: &Path) -> Self {
        #[derive(Deserialize)]
        struct List {
            allowed: Vec<Entry>,
        }
        let list: List = toml::from_str(include_str!("truth_allowed.toml")).expect("the list is TOML");
        let mut facts = BTreeSet::new();
        for Entry { endpoint, why, page, line, quote, facts: excused } in list.allowed {
            let text = fs::read_to_string(pages.join(&page)).expect("the page is there");
            let stands = text.lines().nth(line - 1).unwrap_or_default();
            assert!(
                !quote.is_empty() && stands.contains(&quote),
                "{page}:{line} says {stands:?}, not {quote:?}"
            );
            assert!(!why.is_empty(), "{endpoint} is excused without a reason");
            for fact in excused {
                assert!(facts.insert((endpoint.clone(), fact.clone())), "{endpoint} {fact} is listed twice");
            }
        }
        Self { facts }
    }
}

fn name(endpoint: &Value) -> String {
    let text = |key: &str| endpoint[key].as_str().expect("text");
    format!("{} {}", text("method"), text("path"))
}
