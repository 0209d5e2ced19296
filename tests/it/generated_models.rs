//! Generated references: any description of an API, written as pages, is read as exactly what it says.
//!
//! The descriptions are the same in every run. `DOCWRIGHT_MODELS` is the number of them, for longer runs; a failure prints the
//! smallest description that fails and its pages.

mod callers;
pub(crate) mod description;
mod edits;
pub(crate) mod expected;
pub(crate) mod known_gaps;
pub(crate) mod render;
pub(crate) mod strategies;

use std::cell::RefCell;
use std::collections::{BTreeSet, HashSet};
use std::path::Path;

use docwright::diagnostic::render_text;
use docwright::read::{Reading, read};
use docwright::{Generated, Spec, generate};
use docwright_tests::expanded_model;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};
use serde_json::Value;

use self::callers::Callers;
use self::description::Description;
use self::edits::Reordering;
use self::expected::{Expected, expected};
use self::render::{Form, render};
use crate::names_stay::{differences, named};
use crate::tiny_crates::{self, Crates};

type Case = (Description, Form);

/// Runs a property for the descriptions of every run, or for as many as `DOCWRIGHT_MODELS` says.
fn check(cases: u32, property: impl Fn(&Description, Form) -> Result<(), TestCaseError>) {
    let asked = std::env::var("DOCWRIGHT_MODELS").ok();
    let cases = asked.map_or(cases, |asked| asked.parse().expect("DOCWRIGHT_MODELS is a number"));
    let config = Config {
        cases,
        failure_persistence: None,
        max_shrink_iters: 4_000,
        max_shrink_time: 60_000,
        ..Config::default()
    };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let strategy = (strategies::description(), strategies::form());
    let result = TestRunner::new_with_rng(config, rng)
        .run(&strategy, |(description, form)| property(&description, form));
    match result {
        Ok(()) => {}
        Err(TestError::Fail(reason, (description, form))) => {
            panic!("{}", failure(&reason.to_string(), &(description, form)))
        }
        Err(TestError::Abort(reason)) => panic!("{reason}"),
    }
}

fn failure(reason: &str, (description, form): &Case) -> String {
    let pages: Vec<String> =
        render(description, *form).iter().map(|page| format!("--- {}\n{}", page.file, page.text)).collect();
    format!("{reason}\n{form:?}\n{}\n{description:#?}", pages.join("\n"))
}

#[test]
fn pages_are_read_as_their_description() {
    check(256, |description, form| {
        let reading = read(render(description, form));
        let found = found(&reading);
        prop_assert!(reading.is_understood(), "{}", render_text(&reading.diagnostics, &reading.pages, false));
        let expected = expected(description, form);
        prop_assert_eq!(
            &found.warnings,
            &expected.warnings,
            "{}",
            render_text(&reading.diagnostics, &reading.pages, false)
        );
        if let Some(difference) = difference("endpoints", &expected.endpoints, &found.endpoints) {
            return Err(TestCaseError::fail(difference));
        }
        prop_assert_eq!(found.pages, expected.pages);
        Ok(())
    });
}

#[test]
fn generated_code_parses_and_the_lock_keeps_every_byte() {
    let parsed = RefCell::new(HashSet::new());
    check(64, |description, form| {
        let first = generated(description, form, String::new())?;
        for file in first
            .files
            .iter()
            .filter(|file| Path::new(&file.path).extension().is_some_and(|ending| ending == "rs"))
        {
            // Most files of a crate are hand-written, and the same in each.
            if parsed.borrow_mut().insert(file.contents.clone()) {
                let syntax = syn::parse_file(&file.contents);
                prop_assert!(syntax.is_ok(), "{}: {:?}", file.path, syntax.err());
            }
        }
        let second = generated(description, form, first.names.clone())?;
        if let Some(change) = change(&first, &second) {
            return Err(TestCaseError::fail(change));
        }
        Ok(())
    });
}

/// The compiler is called once, for one crate of the pages of all models. Models have the titles of their types in common.
#[test]
fn models_compile_together() {
    let pages = RefCell::new(Vec::new());
    check(200, |description, form| {
        let mut pages = pages.borrow_mut();
        let number = pages.len();
        pages.extend(render(&edits::in_categories_of_its_own(description, number), form));
        Ok(())
    });
    let generated = tiny_crates::generated(pages.into_inner(), "");
    let mut crates = Crates::new("generated-models");
    crates.add(&generated);
    crates.check("check");
}

#[test]
fn names_do_not_depend_on_the_order_of_pages() {
    check(64, |description, form| {
        let description = edits::repeated(description);
        // Arguments follow the page until the lock has them.
        let first = generated(&description, form, String::new())?;
        let orders: [fn(bool) -> Reordering; 3] = [
            Reordering::reversed,
            |with_parameters| Reordering::shuffled(1, with_parameters),
            |with_parameters| Reordering::shuffled(2, with_parameters),
        ];
        for order in orders {
            let unlocked = generated(&order(false).of(&description), form, String::new())?;
            no_difference(&first, &unlocked)?;
            no_difference(&unlocked, &first)?;
            let locked = generated(&order(true).of(&description), form, first.names.clone())?;
            no_difference(&first, &locked)?;
            prop_assert_eq!(&first.names, &locked.names);
        }
        Ok(())
    });
}

#[test]
fn contested_names_do_not_depend_on_the_order_of_pages_and_stay() {
    check(12, |description, form| {
        let contested = edits::with_contested_names(description);
        if contested.pages.is_empty() {
            return Ok(());
        }
        let first = generated(&contested, form, String::new())?;
        let reversed = Reordering::reversed(false).of(&contested);
        let afresh = generated(&reversed, form, String::new())?;
        no_difference(&first, &afresh)?;
        no_difference(&afresh, &first)?;
        let locked = generated(&reversed, form, first.names.clone())?;
        no_difference(&first, &locked)?;
        prop_assert_eq!(&first.names, &locked.names);
        let half = edits::half(&contested);
        let before = generated(&half, form, String::new())?;
        let whole = generated(&contested, form, before.names.clone())?;
        no_difference(&before, &whole)?;
        let again = generated(&half, form, whole.names.clone())?;
        no_difference(&before, &again)
    });
}

#[test]
fn endpoints_that_come_and_go_rename_nothing() {
    check(64, |description, form| {
        let half = edits::half(description);
        let before = generated(&half, form, String::new())?;
        let whole = generated(description, form, before.names.clone())?;
        no_difference(&before, &whole)?;
        let again = generated(&half, form, whole.names.clone())?;
        no_difference(&before, &again)?;
        no_difference(&again, &whole)
    });
}

fn no_difference(before: &Generated, after: &Generated) -> Result<(), TestCaseError> {
    let (before, after) = (named(&before.client), named(&after.client));
    let rows: Vec<String> = differences(&before, &after).collect();
    if rows.is_empty() { Ok(()) } else { Err(TestCaseError::fail(rows.join("\n"))) }
}

/// Everything that a caller of a smaller reference wrote compiles, and sends the same, after endpoints were added, pages were reordered,
/// renamed and split, and the endpoints were removed again.
#[test]
fn programs_of_the_untouched_part_compile_and_send_the_same() {
    let callers = RefCell::new(Callers::default());
    check(callers::MODELS, |description, form| {
        let half = edits::half(description);
        let before = generated(&half, form, String::new())?;
        let whole = generated(&edits::moved_and_split(description), form, before.names.clone())?;
        let again = generated(&Reordering::reversed(true).of(&half), form, whole.names.clone())?;
        for after in [&whole, &again] {
            no_difference(&before, after)?;
            if let Some(row) = callers::first_other_request(&before.client, &after.client) {
                return Err(TestCaseError::fail(row));
            }
            callers.borrow_mut().add(&before, after);
        }
        Ok(())
    });
    let errors = callers.borrow().errors();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

/// Returns the first line that a second run changes.
fn change(first: &Generated, second: &Generated) -> Option<String> {
    for (was, is) in first.files.iter().zip(&second.files) {
        if was.path != is.path {
            return Some(format!("file {} becomes {}", was.path, is.path));
        }
        let mut lines = was.contents.lines().zip(is.contents.lines());
        if let Some((before, after)) = lines.find(|(before, after)| before != after) {
            return Some(format!("{} changes\nfrom {before}\nto   {after}", was.path));
        }
        if was.contents != is.contents {
            return Some(format!("{} changes its length", was.path));
        }
    }
    let same = first.files.len() == second.files.len() && first.names == second.names;
    (!same).then(|| "the list of files or the lock changes".to_owned())
}

fn generated(description: &Description, form: Form, names: String) -> Result<Generated, TestCaseError> {
    let spec = Spec { pages: render(description, form), names, in_workspace: true, ..Spec::default() };
    generate(spec, Some("client")).map_err(|error| TestCaseError::fail(error.to_string()))
}

fn found(reading: &Reading) -> Expected {
    let mut model = expanded_model(&reading.api);
    let warnings: BTreeSet<_> = reading.diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    Expected { endpoints: model["endpoints"].take(), pages: model["pages"].take(), warnings }
}

/// Returns the first place at which two values differ, with what is there.
fn difference(at: &str, expected: &Value, found: &Value) -> Option<String> {
    match (expected, found) {
        (Value::Object(a), Value::Object(b)) if a.keys().collect::<BTreeSet<_>>() == b.keys().collect() => {
            a.iter().find_map(|(key, value)| difference(&format!("{at}.{key}"), value, &b[key]))
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            let mut pairs = a.iter().zip(b).enumerate();
            pairs.find_map(|(n, (a, b))| difference(&format!("{at}[{n}]"), a, b))
        }
        _ if expected == found => None,
        _ => Some(format!("{at}\nexpected {expected}\nfound    {found}")),
    }
}
