//! `quirks.toml`: each correction reaches the ledger and the client, and what has to be mended is said.
//!
//! The tables are what people write; the snapshots are what becomes of it on the pages of `tests/fixtures/quirks`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use docwright::lines::LineClass;
use docwright::quirks::{Day, Quirks};
use docwright::read::{Reading, read};
use docwright::source::Page;
use docwright::{GenerateError, Generated, Spec, generate};
use docwright_tests::root;

/// An entry each, without its reason. Entries of one case are parted by an empty line.
const CORRECTIONS: &[(&str, &str)] = &[
    ("a field is not always there", "[[field]]\nobject = \"Thing\"\nfield = \"title\"\nrequired = false"),
    ("a field is always there", "[[field]]\nobject = \"Thing\"\nfield = \"count\"\nrequired = true"),
    ("a field may be null", "[[field]]\nobject = \"Thing\"\nfield = \"title\"\nnullable = true"),
    (
        "an object is never null, which its title hides",
        "[[field]]\nobject = \"Thing\"\nfield = \"owner\"\nnullable = false",
    ),
    ("a field is of another type", "[[field]]\nobject = \"Thing\"\nfield = \"id\"\ntype = \"integer\""),
    (
        "a field has a format",
        "[[field]]\nobject = \"Thing\"\nfield = \"made_at\"\ntype = \"string or null, format: date-time\"",
    ),
    ("a field is a list", "[[field]]\nobject = \"Thing\"\nfield = \"title\"\ntype = \"array of strings\""),
    (
        "a field is a list of the objects that it is said to be",
        "[[field]]\nobject = \"Thing\"\nfield = \"parts\"\ntype = \"array of object\"",
    ),
    (
        "a field is a titled object that the page hides",
        "[[field]]\nobject = \"Thing\"\nfield = \"extra\"\ntype = \"array of `Simple User`\"",
    ),
    ("a field is called otherwise", "[[field]]\nobject = \"Thing\"\nfield = \"title\"\nname = \"heading\""),
    (
        "values are added, removed and respelt",
        "[[field]]\nobject = \"Thing\"\nfield = \"state\"\nadd-values = [\"merged\"]\nremove-values = [\"gone\"]\nrespell-values = { closd = \"closed\" }",
    ),
    ("values of items are added", "[[field]]\nobject = \"Thing\"\nfield = \"labels\"\nadd-values = [\"c\"]"),
    (
        "a field of an untitled object within a titled one",
        "[[field]]\nobject = \"Thing\"\nfield = \"parts.rigth\"\nname = \"right\"\ndefault = 2\nremark = \"It counts from the left.\"",
    ),
    ("a field deeper within", "[[field]]\nobject = \"Thing\"\nfield = \"parts.left.size\"\nrequired = false"),
    ("no default", "[[field]]\nobject = \"Thing\"\nfield = \"parts.rigth\"\nno-default = true"),
    (
        "a field of a reply without a title",
        "[[field]]\nendpoint = \"POST /orgs/{org}/things\"\nfield = \"made.on\"\ntype = \"string, format: date\"",
    ),
    (
        "a field of a reply of one status",
        "[[field]]\nendpoint = \"POST /orgs/{org}/things\"\nstatus = 201\nfield = \"id\"\nremark = \"It is never reused.\"",
    ),
    ("a remark alone", "[[field]]\nobject = \"Thing\"\nfield = \"title\"\nremark = \"It has one line.\""),
    (
        "a parameter is of another type",
        "[[parameter]]\nendpoint = \"GET /orgs/{org}/things\"\nparameter = \"since\"\ntype = \"integer\"",
    ),
    (
        "a parameter must be sent",
        "[[parameter]]\nendpoint = \"GET /orgs/{org}/things\"\nparameter = \"since\"\nrequired = true\nremark = \"Servers refuse to go without it.\"",
    ),
    (
        "a parameter is called otherwise, and has another default",
        "[[parameter]]\nendpoint = \"GET /orgs/{org}/things\"\nparameter = \"state\"\nname = \"status\"\ndefault = \"all\"\nrespell-values = { closd = \"closed\" }",
    ),
    (
        "a parameter is sent elsewhere",
        "[[parameter]]\nendpoint = \"GET /orgs/{org}/things\"\nparameter = \"trace\"\nlocation = \"header\"\nname = \"X-Trace\"",
    ),
    (
        "a placeholder may hold slashes",
        "[[parameter]]\nendpoint = \"GET /orgs/{org}/things/{name}\"\nparameter = \"name\"\nslashes = true",
    ),
    (
        "a body parameter may not be null",
        "[[parameter]]\nendpoint = \"POST /orgs/{org}/things\"\nparameter = \"weight\"\nnullable = false\n\n[[parameter]]\nendpoint = \"POST /orgs/{org}/things\"\nparameter = \"labels\"\nnullable = true",
    ),
    (
        "a member of a body parameter",
        "[[parameter]]\nendpoint = \"POST /orgs/{org}/things\"\nparameter = \"config.url\"\nrequired = true\nname = \"target\"\n\n[[parameter]]\nendpoint = \"POST /orgs/{org}/things\"\nparameter = \"config.kind\"\nrespell-values = { mial = \"mail\" }",
    ),
    (
        "one of two parameters of a name",
        "[[parameter]]\nendpoint = \"POST /orgs/{org}/things\"\nparameter = \"dry\"\nin = \"body\"\nname = \"dry_run\"",
    ),
    (
        "a reply that the page leaves out",
        "[[reply]]\nendpoint = \"GET /orgs/{org}/things/{name}\"\nstatus = 404\nadd = true\ndescription = \"Not found\"",
    ),
    (
        "a reply that servers do not send",
        "[[reply]]\nendpoint = \"POST /orgs/{org}/things\"\nstatus = 422\nremove = true",
    ),
    (
        "a reply of another status and type",
        "[[reply]]\nendpoint = \"POST /orgs/{org}/things\"\nstatus = 201\nbecomes = 200\ntype = \"`Thing`\"",
    ),
    (
        "what is for this version, and still holds",
        "[[field]]\nobject = \"Thing\"\nfield = \"title\"\nrequired = false\nversions = [\"enterprise-server@3.17\", \"enterprise-server@3.18\"]\nuntil = \"2027-01-31\"",
    ),
    (
        "what is for another version, and not even there",
        "[[field]]\nobject = \"Thing\"\nfield = \"title\"\nrequired = false\nversions = [\"enterprise-server@3.17\"]\n\n[[field]]\nobject = \"Nobody\"\nfield = \"title\"\nrequired = false\nversions = [\"free-pro-team@latest\"]\nuntil = \"2020-01-31\"",
    ),
];

/// The same of entries that have to be mended.
const MISTAKES: &[(&str, &str)] = &[
    // Nothing of the name.
    ("object", "[[field]]\nobject = \"Thnig\"\nfield = \"title\"\nrequired = false"),
    ("object unlike any", "[[field]]\nobject = \"Repository\"\nfield = \"title\"\nrequired = false"),
    ("field", "[[field]]\nobject = \"Thing\"\nfield = \"titel\"\nrequired = false"),
    ("field within", "[[field]]\nobject = \"Thing\"\nfield = \"parts.right\"\nrequired = false"),
    ("field of a titled object", "[[field]]\nobject = \"Thing\"\nfield = \"owner.login\"\nrequired = false"),
    (
        "reply with a title",
        "[[field]]\nendpoint = \"GET /orgs/{org}/things\"\nfield = \"title\"\nrequired = false",
    ),
    (
        "field of a reply",
        "[[field]]\nendpoint = \"POST /orgs/{org}/things\"\nfield = \"made.bye\"\nrequired = false",
    ),
    (
        "status of a field",
        "[[field]]\nendpoint = \"POST /orgs/{org}/things\"\nstatus = 200\nfield = \"made.by\"\nrequired = false",
    ),
    (
        "endpoint of a field",
        "[[field]]\nendpoint = \"PUT /orgs/{org}/things\"\nfield = \"made.by\"\nrequired = false",
    ),
    (
        "endpoint",
        "[[parameter]]\nendpoint = \"GET /orgs/{org}/thing\"\nparameter = \"since\"\nrequired = true",
    ),
    (
        "parameter",
        "[[parameter]]\nendpoint = \"GET /orgs/{org}/things\"\nparameter = \"sinse\"\nrequired = true",
    ),
    (
        "parameter elsewhere",
        "[[parameter]]\nendpoint = \"GET /orgs/{org}/things\"\nparameter = \"since\"\nin = \"body\"\nrequired = true",
    ),
    (
        "member",
        "[[parameter]]\nendpoint = \"POST /orgs/{org}/things\"\nparameter = \"config.uri\"\nrequired = true",
    ),
    (
        "value to respell",
        "[[field]]\nobject = \"Thing\"\nfield = \"state\"\nrespell-values = { clossd = \"closed\" }",
    ),
    ("value to remove", "[[field]]\nobject = \"Thing\"\nfield = \"state\"\nremove-values = [\"opne\"]"),
    (
        "value of a parameter",
        "[[parameter]]\nendpoint = \"GET /orgs/{org}/things\"\nparameter = \"state\"\nremove-values = [\"merged\"]",
    ),
    (
        "values where any will do",
        "[[parameter]]\nendpoint = \"GET /orgs/{org}/things\"\nparameter = \"since\"\nadd-values = [\"now\"]",
    ),
    ("status", "[[reply]]\nendpoint = \"POST /orgs/{org}/things\"\nstatus = 202\nbecomes = 200"),
    ("title in a type", "[[field]]\nobject = \"Thing\"\nfield = \"extra\"\ntype = \"`Simple Usr`\""),
    // The page says so already.
    ("required", "[[field]]\nobject = \"Thing\"\nfield = \"title\"\nrequired = true"),
    ("type", "[[field]]\nobject = \"Thing\"\nfield = \"title\"\ntype = \"string\""),
    ("type by title", "[[field]]\nobject = \"Thing\"\nfield = \"owner\"\ntype = \"`Simple User`\""),
    ("one of two", "[[field]]\nobject = \"Thing\"\nfield = \"title\"\nnullable = false\nrequired = false"),
    ("value", "[[field]]\nobject = \"Thing\"\nfield = \"state\"\nadd-values = [\"open\"]"),
    (
        "value respelt",
        "[[field]]\nobject = \"Thing\"\nfield = \"state\"\nrespell-values = { opne = \"open\" }",
    ),
    ("name", "[[field]]\nobject = \"Thing\"\nfield = \"titel\"\nname = \"title\""),
    ("default", "[[field]]\nobject = \"Thing\"\nfield = \"parts.rigth\"\ndefault = 1"),
    (
        "parameter",
        "[[parameter]]\nendpoint = \"GET /orgs/{org}/things\"\nparameter = \"since\"\nrequired = false\ntype = \"string\"\nlocation = \"query\"",
    ),
    (
        "parameter's name",
        "[[parameter]]\nendpoint = \"GET /orgs/{org}/things\"\nparameter = \"sinse\"\nname = \"since\"",
    ),
    (
        "slashes",
        "[[parameter]]\nendpoint = \"GET /orgs/{org}/things/{name}\"\nparameter = \"name\"\nslashes = false",
    ),
    ("reply", "[[reply]]\nendpoint = \"POST /orgs/{org}/things\"\nstatus = 422\nadd = true"),
    ("no reply", "[[reply]]\nendpoint = \"POST /orgs/{org}/things\"\nstatus = 400\nremove = true"),
    ("status", "[[reply]]\nendpoint = \"POST /orgs/{org}/things\"\nstatus = 200\nbecomes = 201"),
    // Contradictions.
    (
        "two entries about one thing",
        "[[field]]\nobject = \"Thing\"\nfield = \"title\"\nrequired = false\n\n[[field]]\nobject = \"Thing\"\nfield = \"title\"\nnullable = true",
    ),
    ("type and null", "[[field]]\nobject = \"Thing\"\nfield = \"title\"\ntype = \"string\"\nnullable = true"),
    (
        "a value twice",
        "[[field]]\nobject = \"Thing\"\nfield = \"state\"\nadd-values = [\"x\"]\nremove-values = [\"x\"]",
    ),
    ("default or none", "[[field]]\nobject = \"Thing\"\nfield = \"count\"\ndefault = 1\nno-default = true"),
    (
        "two values become one",
        "[[field]]\nobject = \"Thing\"\nfield = \"state\"\nrespell-values = { closd = \"open\" }",
    ),
    (
        "all values removed",
        "[[field]]\nobject = \"Thing\"\nfield = \"labels\"\nremove-values = [\"a\", \"b\"]",
    ),
    ("two fields of a name", "[[field]]\nobject = \"Thing\"\nfield = \"title\"\nname = \"id\""),
    (
        "two parameters of a name",
        "[[parameter]]\nendpoint = \"GET /orgs/{org}/things\"\nparameter = \"since\"\nname = \"labels\"",
    ),
    (
        "one of two parameters",
        "[[parameter]]\nendpoint = \"POST /orgs/{org}/things\"\nparameter = \"dry\"\nrequired = true",
    ),
    ("default of another type", "[[field]]\nobject = \"Thing\"\nfield = \"count\"\ndefault = \"none\""),
    (
        "default of another type",
        "[[parameter]]\nendpoint = \"GET /orgs/{org}/things\"\nparameter = \"trace\"\ndefault = 1",
    ),
    (
        "into the path",
        "[[parameter]]\nendpoint = \"GET /orgs/{org}/things\"\nparameter = \"since\"\nlocation = \"path\"",
    ),
    (
        "out of the path",
        "[[parameter]]\nendpoint = \"GET /orgs/{org}/things/{name}\"\nparameter = \"name\"\nname = \"title\"",
    ),
    (
        "optional in the path",
        "[[parameter]]\nendpoint = \"GET /orgs/{org}/things/{name}\"\nparameter = \"name\"\nrequired = false",
    ),
    (
        "slashes elsewhere",
        "[[parameter]]\nendpoint = \"GET /orgs/{org}/things\"\nparameter = \"since\"\nslashes = true",
    ),
    (
        "a member moved",
        "[[parameter]]\nendpoint = \"POST /orgs/{org}/things\"\nparameter = \"config.url\"\nlocation = \"query\"",
    ),
    ("reply added and removed", "[[reply]]\nendpoint = \"GET /x\"\nstatus = 404\nadd = true\nremove = true"),
    ("a status of two", "[[reply]]\nendpoint = \"POST /orgs/{org}/things\"\nstatus = 201\nbecomes = 422"),
    // Not well formed.
    ("nothing corrected", "[[field]]\nobject = \"Thing\"\nfield = \"title\""),
    ("no object", "[[field]]\nfield = \"title\"\nrequired = false"),
    (
        "object and endpoint",
        "[[field]]\nobject = \"Thing\"\nendpoint = \"GET /x\"\nfield = \"title\"\nrequired = false",
    ),
    ("object and status", "[[field]]\nobject = \"Thing\"\nstatus = 200\nfield = \"title\"\nrequired = false"),
    ("type", "[[field]]\nobject = \"Thing\"\nfield = \"title\"\ntype = \"text\""),
    ("type that opens", "[[field]]\nobject = \"Thing\"\nfield = \"title\"\ntype = \"object:\""),
    (
        "type of a parameter",
        "[[parameter]]\nendpoint = \"GET /orgs/{org}/things\"\nparameter = \"since\"\ntype = \"date\"",
    ),
    ("no status", "[[reply]]\nendpoint = \"GET /x\"\nstatus = 99\nremove = true"),
    (
        "no version",
        "[[field]]\nobject = \"Thing\"\nfield = \"title\"\nrequired = false\nversions = [\"3.18\"]",
    ),
    ("no versions", "[[field]]\nobject = \"Thing\"\nfield = \"title\"\nrequired = false\nversions = []"),
    ("no day", "[[field]]\nobject = \"Thing\"\nfield = \"title\"\nrequired = false\nuntil = \"2027-02-30\""),
    ("expired", "[[field]]\nobject = \"Thing\"\nfield = \"title\"\nrequired = false\nuntil = \"2026-12-30\""),
    ("unknown key", "[[field]]\nobject = \"Thing\"\nfield = \"title\"\nrequird = false"),
    ("unknown table", "[[fields]]\nobject = \"Thing\""),
    ("wrong type", "[[field]]\nobject = \"Thing\"\nfield = \"title\"\nrequired = \"no\""),
    ("missing key", "[[parameter]]\nparameter = \"since\"\nrequired = true"),
    (
        "unknown location",
        "[[parameter]]\nendpoint = \"GET /x\"\nparameter = \"since\"\nlocation = \"cookie\"",
    ),
    ("a page that can be read", "[[line]]\npage = \"things/things\"\ntext = \"Lists things.\""),
];

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
    let paths: std::collections::BTreeSet<&String> = before.keys().chain(after.keys()).collect();
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
    quirks.split("\n\n").map(|entry| format!("{entry}\nreason = \"tried\"\n\n")).collect()
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
