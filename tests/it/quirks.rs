//! `quirks.toml`: each correction reaches the ledger and the client, and what has to be mended is said.
//!
//! The tables are what people write; the snapshots are what becomes of it on the pages of `tests/fixtures/quirks`.

mod tables;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;

use docwright::lines::LineClass;
use docwright::quirks::{Day, Quirks};
use docwright::read::{Reading, read};
use docwright::source::Page;
use docwright::{GenerateError, Generated, Spec, generate};
use docwright_tests::root;

use self::tables::{CORRECTIONS, MISTAKES};

#[test]
fn corrections_reach_the_ledger_and_the_client() {
    let plain = run("").expect("the page is generated from");
    let mut shown = String::new();
    for (name, quirks) in CORRECTIONS {
        let corrected = run(&with_reasons(quirks)).unwrap_or_else(|error| panic!("{name}: {error}"));
        writeln!(shown, "# {name}\n\n{quirks}\n\n{}", differences(&plain, &corrected)).unwrap();
        // What was corrected is settled: the names of a second run are those of the first one.
        let again = Spec { names: corrected.names.clone(), ..spec(&with_reasons(quirks)) };
        assert_eq!(generate(again, Some("tiny")).unwrap().names, corrected.names, "{name}");
    }
    insta::assert_snapshot!(shown);
}

/// A page with one value in four places.
const FOUR_PLACES: &str = "\
# Things

## Change a thing

```
POST /things
```

Changes it.

### Parameters

#### Path and query parameters

* **`kind`** (string)
  Default: `a`
  Can be one of: `a`, `b`

#### Body parameters

* **`kind`** (string)
  Default: `a`
  Can be one of: `a`, `b`

* **`parts`** (array of objects)
  * **`kind`** (string)
    Default: `a`
    Can be one of: `a`, `b`

### HTTP response status codes

* **200** - OK

### Code examples

#### Example

**Request:**

```curl
curl -L \\
  -X POST \\
  https://HOSTNAME/things
```

**Response schema (Status: 200):**

* `kind`: string, enum: `a`, `b`, default: `\"a\"`
";

const CHANGES: [&str; 11] = [
    "type = \"integer\"",
    "type = \"array of strings or null\"",
    "type = \"string\"",
    "nullable = true",
    "add-values = [\"c\"]\nremove-values = [\"b\"]",
    "respell-values = { b = \"B\" }",
    "default = \"b\"",
    "default = 1",
    "no-default = true",
    "required = true",
    "name = \"sort\"",
];

#[test]
fn one_correction_means_the_same_wherever_the_value_is() {
    let places = [
        ("query", "[[parameter]]\nendpoint = \"POST /things\"\nparameter = \"kind\"\nin = \"query\""),
        ("member", "[[parameter]]\nendpoint = \"POST /things\"\nparameter = \"kind\"\nin = \"body\""),
        ("nested member", "[[parameter]]\nendpoint = \"POST /things\"\nparameter = \"parts.kind\""),
        ("reply", "[[field]]\nendpoint = \"POST /things\"\nfield = \"kind\""),
    ];
    let run = |quirks: &str| {
        let pages = vec![Page::new("en/enterprise-server@3.18/rest/things/things.md", FOUR_PLACES)];
        generate(Spec { pages, ..spec(quirks) }, Some("tiny"))
    };
    let plain = run("").unwrap().ledger;
    let mut shown = String::new();
    for change in CHANGES {
        writeln!(shown, "# {}\n", change.replace('\n', ", ")).unwrap();
        for (place, entry) in places {
            let result = match run(&with_reasons(&format!("{entry}\n{change}"))) {
                Ok(corrected) => {
                    let new = corrected.ledger.lines().filter(|line| !plain.lines().any(|old| old == *line));
                    new.map(str::trim).collect::<Vec<_>>().join("; ")
                }
                Err(error) => error.to_string(),
            };
            writeln!(shown, "{place}: {result}").unwrap();
        }
        shown.push('\n');
    }
    insta::assert_snapshot!(shown);
}

#[test]
fn mistakes_are_errors_that_say_what_mends_them() {
    let mut shown = String::new();
    for (name, quirks) in MISTAKES {
        let error = run(&with_reasons(quirks)).err().unwrap_or_else(|| panic!("{name}: no error"));
        assert!(matches!(error, GenerateError::Quirks(_)), "{name}: {error}");
        writeln!(shown, "# {name}\n\n{quirks}\n\n{error}\n").unwrap();
    }
    insta::assert_snapshot!(shown);
}

#[test]
fn an_entry_holds_on_its_last_day() {
    let quirks = "[[field]]\nobject = \"Thing\"\nfield = \"title\"\nrequired = false\nuntil = \"2026-12-30\"";
    for (today, fine) in
        [(Some("2026-12-29"), true), (Some("2026-12-30"), true), (Some("2026-12-31"), false), (None, true)]
    {
        let spec = Spec { today: today.and_then(Day::parse), ..spec(&with_reasons(quirks)) };
        assert_eq!(generate(spec, Some("tiny")).is_ok(), fine, "{today:?}");
    }
    let bad = ["2026-13-01", "2026-1-1", "2026-12-30T00:00:00", "12:00:00", "soon", ""];
    assert!(bad.iter().all(|text| Day::parse(text).is_none()));
}

#[test]
fn a_reason_is_asked_for() {
    let quirk = "[[field]]\nobject = \"Thing\"\nfield = \"title\"\nrequired = false\n";
    for reason in ["reason = \"\"", "reason = \" \\t\""] {
        let error = run(&format!("{quirk}{reason}\n")).expect_err("a blank reason").to_string();
        assert!(error.contains("`title` of `Thing` (line 1) gives no reason"), "{error}");
    }
    let error = run(quirk).expect_err("no reason").to_string();
    assert!(error.contains("reason"), "{error}");
}

#[test]
fn every_mistake_of_a_file_is_said() {
    let two = "[[field]]\nobject = \"Thing\"\nfield = \"title\"\nrequired = true\nreason = \"x\"\n\n\
               [[parameter]]\nendpoint = \"GET /orgs/{org}/things\"\nparameter = \"x\"\nrequired = true\nreason = \"x\"\n";
    let error = run(two).expect_err("two mistakes").to_string();
    assert!(error.contains("(line 1) is no longer needed"), "{error}");
    assert!(error.contains("(line 7) matches nothing"), "{error}");
}

/// What is said of a page of which some lines cannot be read, with entries that excuse them.
const EXCUSES: &[(&str, &str)] = &[
    ("nothing excused", ""),
    (
        "a parameter's line, and its type said",
        "[[line]]\npage = \"things/things\"\ntext = \"* **`since`** (moment)\"\n\n[[parameter]]\nendpoint = \"GET /orgs/{org}/things\"\nparameter = \"since\"\ntype = \"string\"",
    ),
    (
        "a line of the endpoint",
        "[[line]]\npage = \"things/things\"\nendpoint = \"GET /orgs/{org}/things/{name}\"\ntext = \"* `title`: required, text\"",
    ),
    (
        "two lines at once",
        "[[line]]\npage = \"things/things\"\ntext = \"\"\"\n* `title`: required, text\n* `made_at`: required, text\"\"\"",
    ),
    ("a line of several", "[[line]]\npage = \"things/things\"\ntext = \"* `title`: required, text\""),
    ("a line misspelt", "[[line]]\npage = \"things/things\"\ntext = \"* `made_at`: required, txt\""),
    ("a line that is read", "[[line]]\npage = \"things/things\"\ntext = \"* **200** - OK\""),
    (
        "a line too many",
        "[[line]]\npage = \"things/things\"\ntext = \"* **`since`** (moment)\\n  When they were changed.\"",
    ),
    ("no such page", "[[line]]\npage = \"thing/things\"\ntext = \"* `title`: required, text\""),
    (
        "no such endpoint",
        "[[line]]\npage = \"things/things\"\nendpoint = \"GET /orgs/{org}/thing\"\ntext = \"* `title`: required, text\"",
    ),
    ("no line", "[[line]]\npage = \"things/things\"\ntext = \" \""),
    (
        "twice",
        "[[line]]\npage = \"things/things\"\ntext = \"* `made_at`: required, text\"\n\n[[line]]\npage = \"things/things\"\ntext = \"* `made_at`: required, text\"",
    ),
];

#[test]
fn lines_are_excused_by_name() {
    let plain = read(vec![page("broken.md")]);
    let mut shown = String::new();
    for (name, quirks) in EXCUSES {
        let mut reading = plain.clone();
        let errors = match Quirks::parse(&with_reasons(quirks)) {
            Ok(quirks) => quirks.apply(&mut reading, None),
            Err(errors) => errors,
        };
        writeln!(shown, "# {name}\n\n{quirks}\n\n{}", accounts(&reading)).unwrap();
        for error in errors {
            writeln!(shown, "error: {error}").unwrap();
        }
        shown.push('\n');
        let total = |reading: &Reading| reading.line_counts().values().sum::<usize>();
        assert_eq!(total(&reading), total(&plain), "{name}: every line is accounted for");
    }
    insta::assert_snapshot!(shown);
}

#[test]
fn a_page_is_generated_from_when_all_that_is_wrong_is_excused() {
    let all = "[[line]]\npage = \"things/things\"\ntext = \"* **`since`** (moment)\"\n\n\
               [[line]]\npage = \"things/things\"\ntext = \"\"\"\n* `title`: required, text\n* `made_at`: required, text\"\"\"\n\n\
               [[line]]\npage = \"things/things\"\nendpoint = \"GET /orgs/{org}/things/{name}\"\ntext = \"* `title`: required, text\"";
    let spec = Spec { pages: vec![page("broken.md")], ..spec(&with_reasons(all)) };
    let generated = generate(spec, Some("tiny")).unwrap();
    let counts = generated.reading.line_counts();
    assert_eq!((counts.get(&LineClass::Excused), counts.get(&LineClass::Diagnosed)), (Some(&4), None));
}

/// What is said against a page, and how many of its lines are diagnosed and excused.
fn accounts(reading: &Reading) -> String {
    let counts = reading.line_counts();
    let count = |class: LineClass| counts.get(&class).copied().unwrap_or_default();
    let mut text =
        format!("{} diagnosed, {} excused\n", count(LineClass::Diagnosed), count(LineClass::Excused));
    for diagnostic in &reading.diagnostics {
        let line = reading.pages[0].line_at(diagnostic.span.start) + 1;
        writeln!(text, "{line}: {}: {}", diagnostic.code, diagnostic.message).unwrap();
    }
    text
}

/// The lines that one run gives and the other does not, a file each.
fn differences(plain: &Generated, corrected: &Generated) -> String {
    let files = |generated: &Generated| -> BTreeMap<String, String> {
        let shown = |path: &str| path.starts_with("src/orgs") || path.starts_with("src/types");
        let files = generated.files.iter().filter(|file| shown(&file.path));
        let mut files: BTreeMap<String, String> =
            files.map(|file| (file.path.clone(), file.contents.clone())).collect();
        files.insert("ledger.txt".to_owned(), generated.ledger.clone());
        files
    };
    let (before, after) = (files(plain), files(corrected));
    let paths: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let mut text = String::new();
    for path in paths {
        let side = |files: &BTreeMap<String, String>| files.get(path).cloned().unwrap_or_default();
        let (before, after) = (side(&before), side(&after));
        if before == after {
            continue;
        }
        writeln!(text, "@@ {path}").unwrap();
        for (sign, from, to) in [('-', &before, &after), ('+', &after, &before)] {
            let mut others: Vec<&str> = to.lines().collect();
            for line in from.lines() {
                match others.iter().position(|other| *other == line) {
                    Some(at) => {
                        others.swap_remove(at);
                    }
                    None => writeln!(text, "{sign} {}", line.trim()).unwrap(),
                }
            }
        }
    }
    if text.is_empty() { "nothing differs\n".to_owned() } else { text }
}

fn with_reasons(quirks: &str) -> String {
    if quirks.is_empty() {
        return String::new();
    }
    let reason = "\nreason = \"tried\"\n\n";
    quirks.split("\n\n").flat_map(|entry| [entry, reason]).collect()
}

fn run(quirks: &str) -> Result<Generated, GenerateError> {
    generate(spec(quirks), Some("tiny"))
}

fn spec(quirks: &str) -> Spec {
    Spec {
        pages: vec![page("things.md")],
        quirks: quirks.to_owned(),
        today: Day::parse("2026-12-31"),
        ..Spec::default()
    }
}

fn page(file: &str) -> Page {
    let text = fs::read_to_string(root().join("tests/fixtures/quirks").join(file)).unwrap();
    Page::new("en/enterprise-server@3.18/rest/things/things.md", &text)
}
