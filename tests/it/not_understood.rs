//! Forms that the reader does not know, each in a page that is understood otherwise: what is reported, and what the ledger says
//! differently then.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use docwright::diagnostic::{Code, Effect};
use docwright::ledger::ledger;
use docwright::source::Page;
use docwright::{Spec, generate};
use docwright_tests::read_packages;
use serde::Deserialize;

use crate::support::snapshots;

#[derive(Deserialize)]
struct Forms {
    form: Vec<Form>,
}

#[derive(Deserialize)]
struct Form {
    name: String,
    line: String,
    becomes: String,
}

impl Form {
    fn page(&self) -> String {
        let page = fixture("page.md");
        let found =
            page.lines().position(|line| line == self.line).unwrap_or_else(|| panic!("{}", self.line));
        let lines = page.lines().enumerate().map(|(at, line)| if at == found { &self.becomes } else { line });
        lines.fold(String::new(), |text, line| text + line + "\n")
    }
}

fn fixture(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/not_understood");
    fs::read_to_string(folder.join(name)).expect("the fixture is there")
}

fn forms() -> Vec<Form> {
    toml::from_str::<Forms>(&fixture("forms.toml")).expect("the table can be read").form
}

#[test]
fn each_form_degrades_the_smallest_thing_around_it() {
    let whole = read_packages(&fixture("page.md"));
    assert_eq!(whole.diagnostics, []);
    let whole = ledger(&whole.api);
    let mut out = String::new();
    for form in forms() {
        let reading = read_packages(&form.page());
        assert!(!reading.has_errors() && !reading.is_understood(), "{}", form.name);
        let _ = writeln!(out, "{}: {}", form.name, form.becomes.trim());
        for diagnostic in reading.not_understood() {
            let effect = diagnostic.effect.expect("what is not understood has an effect").note();
            let text = reading.pages[0].slice(diagnostic.span).lines().next().unwrap_or_default();
            let _ = writeln!(out, "  {}: {text} ({effect})", diagnostic.code);
        }
        let ledger = ledger(&reading.api);
        let [before, after] = [&whole, &ledger].map(|text| text.lines().collect::<BTreeSet<&str>>());
        before.difference(&after).for_each(|line| {
            let _ = writeln!(out, "    - {}", line.trim());
        });
        after.difference(&before).for_each(|line| {
            let _ = writeln!(out, "    + {}", line.trim());
        });
        out.push('\n');
    }
    snapshots().bind(|| insta::assert_snapshot!("not_understood", out));
}

#[test]
fn what_degrades_is_generated_and_keeps_its_names() {
    let spec = |text: &str, names: String| Spec {
        pages: vec![Page::new("things/things.md", text)],
        names,
        ..Spec::default()
    };
    let whole = generate(spec(&fixture("page.md"), String::new()), None).expect("the page is understood");
    for form in forms() {
        let degraded = generate(spec(&form.page(), whole.names.clone()), None);
        let degraded = degraded.unwrap_or_else(|error| panic!("{}: {error}", form.name));
        assert!(!degraded.names.contains("gone"), "{}: {}", form.name, degraded.names);
        assert!(degraded.ledger.contains("# not understood"), "{}", form.name);
        let again = generate(spec(&form.page(), degraded.names.clone()), None).expect("as before");
        assert_eq!(again.names, degraded.names, "{}", form.name);
        let mended =
            generate(spec(&fixture("page.md"), degraded.names), None).expect("the page is understood");
        assert_eq!(mended.files, whole.files, "{}: the client is what it was", form.name);
    }
}

/// Labels of facts, with what the parameter becomes that has one of them.
const LABELS: [(&str, Effect); 14] = [
    ("Defaults to", Effect::Dropped),
    ("The default is", Effect::Dropped),
    ("Default value", Effect::Dropped),
    ("Maximum", Effect::Dropped),
    ("Minimum length", Effect::Dropped),
    ("At most", Effect::Dropped),
    ("One of", Effect::AnyValue),
    ("Can be any of", Effect::AnyValue),
    ("Must be one of the following", Effect::AnyValue),
    ("Allowed values", Effect::AnyValue),
    ("Possible values are", Effect::AnyValue),
    ("Accepted values", Effect::AnyValue),
    ("Type", Effect::AnyValue),
    ("Required", Effect::RawRequest),
];

/// How labels are written.
const WRITTEN: [fn(&str) -> String; 6] = [
    |label| format!("{label}: "),
    |label| format!("{label}:"),
    |label| format!("**{label}:** "),
    |label| format!("*{label}*: "),
    |label| format!("* {}: ", label.to_lowercase()),
    |label| format!("{} = ", label.to_uppercase()),
];

/// How values follow a label.
const VALUES: [&str; 6] = ["`1`", "`a`, `b`", "`a` or `b`.", "`a` | `b`", "`a`/`b`", "`a"];

#[test]
fn facts_in_other_words_are_listed_at_their_line_and_never_lost_in_silence() {
    let page = fixture("page.md");
    for (label, effect) in LABELS {
        for write in WRITTEN {
            for values in VALUES {
                let fact = format!("{}{values}", write(label));
                let reading = read_packages(&page.replace("Default: `1`", &fact));
                let found: Vec<_> = reading
                    .diagnostics
                    .iter()
                    .map(|one| (one.code, one.effect, reading.pages[0].slice(one.span)))
                    .collect();
                assert_eq!(found, [(Code::UnknownFact, Some(effect), fact.as_str())]);
            }
        }
    }
}

#[test]
fn prose_with_code_in_it_stays_prose() {
    let page = fixture("page.md");
    for prose in [
        "Note: use `a`, or `b` for short.",
        "Example: `a`",
        "Setting to `application/vnd.github+json` is recommended.",
        "The name of the `main` branch, which is `main`.",
        "Closing down notice: `size` will be removed.",
        "See `name`.",
        "Default: notifications_enabled",
        "Can be: low, high",
    ] {
        let reading = read_packages(&page.replace("The size.", prose));
        assert_eq!(reading.diagnostics, [], "{prose}");
        let body = reading.api.endpoints[0].body.expect("a body");
        let described = format!("{:?}", reading.api.schemas.get(body));
        assert!(described.contains(prose), "{prose}: {described}");
    }
}
