//! What the comparison says of code, held against the compiler: a program that uses everything of the old crate compiles with
//! the new one if, and only if, nothing is called breaking.

mod cases;
mod compile;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use docwright::Generated;
use docwright::diff::comparison::{Comparison, Side};
use docwright::diff::verdict::Rust;
use docwright::diff::{pairing, replies, requests, surface};
use docwright::emit::category_features;
use docwright_tests::say;

use self::cases::{Case, cases};
use self::compile::{Proofs, Seen};

#[test]
fn verdicts_are_those_of_the_compiler() {
    if std::env::var_os("DOCWRIGHT_PROOF").is_none() {
        say("skipped: verdicts_are_those_of_the_compiler, since DOCWRIGHT_PROOF is not set");
        return;
    }
    let mut proofs = Proofs::default();
    let mut expected = BTreeMap::new();
    for case in cases() {
        let Case { name, old, new, rust } = &case;
        // Both ways: what one direction adds, the other removes.
        for (way, from, to) in [("", old, new), (" backwards", new, old)] {
            let name = format!("{name}{way}");
            let said = verdict(from, to);
            let written = rust.filter(|_| way.is_empty());
            for feature in category_features(&from.client) {
                proofs.ask(&name, from, to, &feature);
            }
            expected.insert(name, (said, written));
        }
        // Without this, a program that is no use with any crate would prove that everything breaks.
        for feature in category_features(&old.client) {
            proofs.ask(&format!("{name} alone"), old, old, &feature);
        }
        expected.insert(format!("{name} alone"), (Rust::None, None));
    }
    let seen = proofs.seen();
    let mut wrong = String::new();
    for (name, (said, written)) in &expected {
        let found = seen.get(name).cloned().unwrap_or_default();
        for rust in std::iter::once(said).chain(written) {
            if let Some(complaint) = complaint(*rust, &found) {
                let _ = writeln!(wrong, "{name}: {rust}, but {complaint}");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    say(&format!("{} pairs were compared and compiled", expected.len()));
}

/// What the comparison says of the items of the crate.
fn verdict(old: &Generated, new: &Generated) -> Rust {
    let (old, new) = (side(old), side(new));
    let pairing = pairing::pair(&old, &new);
    let comparison = Comparison { old, new, pairing };
    let mut findings = requests::findings(&comparison);
    findings.extend(replies::findings(&comparison));
    let explained = surface::explain(&comparison, findings);
    explained.iter().flat_map(|one| &one.items).map(|item| item.rust).max().unwrap_or_default()
}

fn side(generated: &Generated) -> Side<'_> {
    let reading = &generated.reading;
    Side { label: "", pages: &reading.pages, api: &reading.api, client: &generated.client }
}

/// Where the compiler says something else.
fn complaint(rust: Rust, seen: &Seen) -> Option<String> {
    match (rust, &seen.error) {
        (Rust::Breaking, None) => Some("it compiles".to_owned()),
        (Rust::Breaking, Some(_)) => None,
        (_, Some(error)) => Some(format!("it does not compile: {error}")),
        (Rust::Deprecated, None) if seen.deprecations == 0 => Some("nothing is deprecated".to_owned()),
        _ => None,
    }
}
