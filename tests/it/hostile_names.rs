//! Whatever a page calls things, a page that is accepted gives a crate that compiles without a warning.
//!
//! Names of the table are put in every position of a page. Some are refused by the reader, as a header cannot be called `a b`. The
//! others go into crates, a few names each, which the compiler checks at once.
//!
//! Positions that need an endpoint for each name take a quarter of the names, or all where `DOCWRIGHT_HOSTILE_NAMES` is `all`. If it is
//! a number, other names meet, and another quarter is taken.

mod names;
mod positions;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use docwright::hash::sha256;
use docwright::read::read;
use docwright::source::Page;
use docwright_tests::root;

use self::names::names;
use self::positions::{POSITIONS, Position, pages, pages_of_all};
use crate::tiny_crates::{Crates, generated};

/// How many names share a crate.
const TOGETHER: usize = 16;

/// How many names share a crate where all are tried: as many as the scopes of a crate bind.
const BOUND_TOGETHER: usize = 5;

/// One of how many names is taken where each needs an endpoint.
const SAMPLED: u8 = 4;

#[test]
fn accepted_names_compile_in_every_position() {
    let deal = Deal::of_environment();
    let names = deal.shuffled(names());
    assert!(names.len() >= 500, "{} names", names.len());
    let accepted = accepted(&names);
    for (position, names) in POSITIONS.iter().zip(&accepted) {
        assert!(names.len() >= 250, "{}: only {} names are accepted", position.name, names.len());
    }
    let mut crates = Crates::new("hostile-names");
    for part in names.chunks(if deal.is_whole { BOUND_TOGETHER } else { TOGETHER }) {
        let rows = POSITIONS.iter().zip(&accepted).map(|(position, accepted)| {
            let is_taken = |name: &&str| accepted.contains(name) && deal.takes(position, name);
            (position, part.iter().map(String::as_str).filter(is_taken).collect())
        });
        crates.add(&generated(pages_of_all(rows), ""));
    }
    crates.check("check");
}

/// Names that people write into `names.lock` are those of the standard library and of the runtime.
#[test]
fn types_and_methods_keep_hostile_names_of_the_lock() {
    let types = [
        "Option",
        "String",
        "Vec",
        "Box",
        "Some",
        "None",
        "Ok",
        "Err",
        "Result",
        "Default",
        "Into",
        "IntoIterator",
        "ToString",
        "Call",
        "Client",
        "Draft",
        "Endpoint",
        "Operation",
        "Method",
        "Server",
        "DocumentedStatus",
        "StatusCode",
        "Value",
        "Field",
        "Member",
        "Members",
        "Presence",
        "Source",
        "Union",
        "Payload",
        "Variant",
        "Nullable",
        "Body",
        "Timestamp",
        "Date",
        "BTreeMap",
        "ListOperation",
        "Download",
        "Text",
        "Sending",
        "Orgs",
        "Things",
        "Get",
        "List",
        "Create",
        "CreateOutcome",
        "C",
        "S",
        "D",
        "T",
        "N",
        "Clone",
        "Debug",
        "PartialEq",
        "Sized",
        "Send",
        "Drop",
        "Fn",
        "FnOnce",
        "Iterator",
    ];
    let methods = ["new", "clone", "fmt", "into", "drop", "send", "to_string", "call", "as_ref"];
    let folder = root().join("tests/fixtures/emit");
    let read = |entry: fs::DirEntry| {
        let name = entry.file_name().into_string().unwrap();
        let text = fs::read_to_string(entry.path()).unwrap();
        let category =
            name.split('.').rev().nth(1).filter(|_| name.matches('.').count() == 2).unwrap_or("things");
        Page::new(format!("en/enterprise-server@3.18/rest/{category}/{name}"), &text)
    };
    let pages: Vec<Page> = fs::read_dir(folder).unwrap().map(|entry| read(entry.unwrap())).collect();
    let lock = renamed(&generated(pages.clone(), "").names, &types, &methods);
    let generated = generated(pages, &lock);
    let named: BTreeSet<&str> = generated.client.types.iter().map(|(_, def)| def.name.as_str()).collect();
    let called: BTreeSet<&str> =
        generated.client.requests().map(|(_, request)| request.method_name.as_str()).collect();
    assert!(types.iter().all(|name| named.contains(name)), "{named:?}");
    assert!(methods.iter().all(|name| called.contains(name)), "{called:?}");
    let mut crates = Crates::new("hostile-lock");
    crates.add(&generated);
    crates.check("clippy");
}

/// A lock whose first types have these names, as have its first methods on a handle below an organization.
fn renamed(lock: &str, types: &[&str], methods: &[&str]) -> String {
    let mut methods = methods.iter();
    // Names that types have already are hostile without a change.
    let has = |name: &str| lock.contains(&format!("{{ name = \"{name}\""));
    let mut missing = types.iter().filter(|name| !has(name));
    let mut given: BTreeMap<String, &str> = BTreeMap::new();
    let mut lines = Vec::new();
    for line in lock.lines() {
        let between = |start: &str| Some(line.split_once(start)?.1.split_once('"')?.0.to_owned());
        let old = between("call = \"orgs.things.").map(|method| (format!("orgs.things.{method}"), true));
        let old = old.or_else(|| between("{ name = \"").map(|name| (name, false)));
        let old = old.filter(|(old, is_method)| *is_method || !types.contains(&old.as_str()));
        let Some((old, is_method)) = old else {
            lines.push(line.to_owned());
            continue;
        };
        let next = if is_method { methods.next() } else { given.get(&old).or_else(|| missing.next()) };
        let Some(new) = next.copied() else {
            lines.push(line.to_owned());
            continue;
        };
        if is_method {
            lines.push(line.replacen(&format!("\"{old}\""), &format!("\"orgs.things.{new}\""), 1));
        } else {
            lines.push(line.replacen(&format!("name = \"{old}\""), &format!("name = \"{new}\""), 1));
            given.insert(old, new);
        }
    }
    lines.join("\n") + "\n"
}

/// The names that the reader accepts, by position.
fn accepted(names: &[String]) -> Vec<BTreeSet<&str>> {
    let of = |position: &Position| {
        let is_accepted = |name: &&str| !read(pages(position, &[*name])).has_errors();
        names.iter().map(String::as_str).filter(is_accepted).collect()
    };
    POSITIONS.iter().map(of).collect()
}

/// Which names meet, and which positions they are tried in.
struct Deal {
    seed: String,
    is_whole: bool,
}

impl Deal {
    fn of_environment() -> Self {
        let word = std::env::var("DOCWRIGHT_HOSTILE_NAMES").unwrap_or_default();
        Self { is_whole: word == "all", seed: word }
    }

    fn shuffled(&self, mut names: Vec<String>) -> Vec<String> {
        names.sort_by_cached_key(|name| sha256(format!("{} {name}", self.seed).as_bytes()));
        names
    }

    fn takes(&self, position: &Position, name: &str) -> bool {
        let hash = sha256(format!("{} {} {name}", self.seed, position.name).as_bytes());
        self.is_whole || position.is_shared() || hash.bytes().last().is_some_and(|digit| digit % SAMPLED == 0)
    }
}
