//! What the comparison says of code, held against the compiler: a program that uses everything of the old crate compiles with
//! the new one if, and only if, nothing is called breaking.

mod cases;
pub(crate) mod compile;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use docwright::Generated;
use docwright::diff::comparison::{Comparison, Side};
use docwright::diff::verdict::Rust;
use docwright::diff::{findings, pairing, surface};
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
            for feature in category_features(&from.client) {
                proofs.ask(&name, from, to, &feature);
                proofs.ask(&alone(&name), from, from, &feature);
            }
            expected.insert(name, (verdict(from, to), rust.filter(|_| way.is_empty())));
        }
    }
    let seen = proofs.seen("diff-proof");
    let found = |name: &str| seen.get(name).cloned().unwrap_or_default();
    let mut wrong = String::new();
    for (name, (said, written)) in &expected {
        let (before, after) = (found(&alone(name)), found(name));
        // A program that is no use with any crate would prove that everything breaks.
        if let Some(error) = &before.error {
            let _ = writeln!(wrong, "{name}: the program does not compile with its own crate: {error}");
        }
        for rust in std::iter::once(said).chain(written) {
            if let Some(complaint) = complaint(*rust, &before, &after) {
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
    let explained = surface::explain(&comparison, findings(&comparison));
    explained.iter().flat_map(|one| &one.items).map(|item| item.rust).max().unwrap_or_default()
}

fn side(generated: &Generated) -> Side<'_> {
    let reading = &generated.reading;
    Side { label: "", pages: &reading.pages, api: &reading.api, client: &generated.client }
}

/// The same program with the crate that it is made for.
fn alone(name: &str) -> String {
    format!("{name}, alone")
}

/// Where the compiler says something else.
fn complaint(rust: Rust, before: &Seen, after: &Seen) -> Option<String> {
    let warns = after.deprecations > before.deprecations;
    match (rust, &after.error) {
        (Rust::Breaking, Some(_)) => None,
        (Rust::Breaking, None) => Some("it compiles".to_owned()),
        (_, Some(error)) => Some(format!("it does not compile: {error}")),
        (Rust::Deprecated, None) if !warns => Some("nothing more is deprecated".to_owned()),
        (Rust::None | Rust::Docs | Rust::Additive, None) if warns => {
            Some("more is deprecated than before".to_owned())
        }
        _ => None,
    }
}
