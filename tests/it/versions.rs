//! Versions side by side: the matrix, what the docs of a client say of it, and which edition a client is made from.

use std::fs;
use std::path::Path;

use docwright::source::Page;
use docwright::versions::editions::read_all;
use docwright::versions::{Aspect, Cell, Editions, Matrix, matrix, to_json, to_table};
use docwright::{GenerateError, Generated, Spec, generate};
use docwright_tests::{pages_in, root};

use crate::program::xtask;
use crate::support::{Section, page, snapshots};

const PRIMARY: &str = "es/enterprise-server@3.10";

/// The fixture: three releases of one product, one of them in two languages, and a product of which the site leaves the
/// name out of its addresses.
fn fixture() -> Vec<Page> {
    pages_in(&root().join("tests/fixtures/versions"))
}

/// A matrix as the command makes it, and the editions that were set aside.
pub(crate) fn compared(pages: Vec<Page>, primary: Option<&str>) -> (Matrix, Vec<String>) {
    let editions = Editions::of(pages);
    let chosen = primary.map(|word| editions.find(word).unwrap());
    let client = chosen.map(|at| editions.all()[at].edition.clone());
    let (columns, set_aside) = editions.one_a_version(client.as_ref());
    let readings = read_all(columns);
    let at = readings.iter().position(|one| Some(&one.edition) == client.as_ref());
    (matrix(&readings, at), set_aside)
}

/// One page of each file.
fn pages(files: &[(&str, String)]) -> Vec<Page> {
    files.iter().map(|(file, text)| Page::new(*file, text)).collect()
}

fn get(path: &str) -> String {
    page(&[section(path)])
}

fn section(path: &str) -> Section {
    let names = path.split('{').skip(1).filter_map(|part| part.split_once('}'));
    let parameters: Vec<String> =
        names.map(|(name, _)| format!("* **`{name}`** (string) (required)\n  Its name.")).collect();
    Section { parameters: parameters.join("\n\n"), ..Section::get(path) }
}

#[test]
fn table() {
    let (matrix, set_aside) = compared(fixture(), Some(PRIMARY));
    snapshots().bind(|| insta::assert_snapshot!("versions-table", to_table(&matrix, &set_aside)));
}

#[test]
fn json() {
    let (matrix, set_aside) = compared(fixture(), Some(PRIMARY));
    let json = serde_json::to_string_pretty(&to_json(&matrix, &set_aside)).unwrap();
    snapshots().bind(|| insta::assert_snapshot!("versions-json", json));
}

#[test]
fn without_a_primary_the_first_version_is_the_base() {
    let (matrix, set_aside) = compared(fixture(), None);
    assert_eq!(set_aside, [PRIMARY], "English is preferred where no language is known");
    snapshots().bind(|| insta::assert_snapshot!("versions-without-a-primary", to_table(&matrix, &set_aside)));
}

#[test]
fn editions_are_found_by_what_people_call_them() {
    let files = [
        "en/rest/things/things.md",
        "es/enterprise-server@3.10/rest/things/things.md",
        "en/enterprise-server@3.10/rest/things/things.md",
        "en/enterprise-server@3.9/rest/things/things.md",
    ];
    let editions = Editions::of(files.iter().map(|file| Page::new(*file, "")).collect());
    let names = [
        "en/free-pro-team@latest",
        "en/enterprise-server@3.9",
        "en/enterprise-server@3.10",
        "es/enterprise-server@3.10",
    ];
    assert_eq!(editions.names(), names, "releases go by number");
    let rows = [
        ("en/free-pro-team@latest", Some(0)),
        ("free-pro-team@latest", Some(0)),
        ("en", Some(0)),
        ("enterprise-server@3.9", Some(1)),
        ("en/enterprise-server@3.10/", Some(2)),
        ("es", Some(3)),
        ("enterprise-server@3.10", None),
        ("enterprise-server@3", None),
        ("", None),
    ];
    for (word, expected) in rows {
        assert_eq!(editions.find(word), expected, "{word:?}");
    }
}

#[test]
fn pages_without_a_version_are_one_edition_unless_another_is_there() {
    let plain = ["things/things.md", "rest/words/words.md"];
    let editions = |files: &[&str]| Editions::of(files.iter().map(|file| Page::new(*file, "")).collect());
    assert_eq!(editions(&plain).names(), ["unversioned"]);
    assert_eq!(editions(&["notes.md", "en/rest/things/things.md"]).names(), ["en/free-pro-team@latest"]);
    let several = ["notes.md", "en/rest/a/a.md", "en/enterprise-server@3.9/rest/a/a.md"];
    assert_eq!(editions(&several).names().len(), 3);
}

#[test]
fn pages_of_one_edition_in_two_folders_are_told_as_duplicates() {
    let other = Section { title: "Get all".to_owned(), ..section("/words") };
    let files = [
        ("en/rest/things/things.md", get("/things")),
        ("en/free-pro-team@latest/rest/things/all.md", page(&[section("/things"), other])),
        ("en/enterprise-server@3.9/rest/things/things.md", get("/things")),
    ];
    let (matrix, set_aside) = compared(pages(&files), None);
    assert!(set_aside.is_empty());
    assert_eq!(matrix.columns.len(), 2);
    // What is said twice alike is a warning, and counts once.
    assert_eq!((matrix.columns[0].pages, matrix.columns[0].endpoints, matrix.columns[0].errors), (2, 2, 0));
    assert_eq!(paths(&matrix), ["/things", "/words"]);
}

#[test]
fn what_was_not_understood_is_not_absent() {
    let broken = get("/things").replace("* `id`: required, integer", "* `id`: required, strnig");
    let files = [
        ("en/enterprise-server@3.9/rest/things/things.md", page(&[section("/things"), section("/words")])),
        ("en/enterprise-server@3.10/rest/things/things.md", broken),
        ("en/enterprise-server@3.11/rest/things/things.md", get("/things")),
    ];
    let (matrix, _) = compared(pages(&files), None);
    assert!(matrix.columns[1].errors > 0);
    let rows: Vec<&[Cell]> = matrix.rows.iter().map(|row| row.cells.as_slice()).collect();
    let alike = Cell::Present(Vec::new());
    assert_eq!(rows[0], [alike.clone(), Cell::Unsure, alike.clone()]);
    assert_eq!(rows[1], [alike, Cell::Unknown, Cell::Absent]);
    assert!(matrix.rows[1].history.is_empty(), "nobody knows in which release it has gone");
    let table = to_table(&matrix, &[]);
    assert!(table.lines().next().unwrap().ends_with("1 error in the pages"), "{table}");
}

/// Parameters of an endpoint in two versions, and in what it differs then.
const PARAMETERS: &[(&str, &str, &str, &[Aspect])] = &[
    ("prose", "* **`a`** (integer)\n  A.", "* **`a`** (integer)\n  Otherwise.", &[]),
    ("order", "* **`a`** (integer)\n\n* **`b`** (string)", "* **`b`** (string)\n\n* **`a`** (integer)", &[]),
    (
        "order of values",
        "* **`a`** (string)\n  Can be one of: `x`, `y`",
        "* **`a`** (string)\n  Can be one of: `y`, `x`",
        &[],
    ),
    (
        "values",
        "* **`a`** (string)\n  Can be one of: `x`, `y`",
        "* **`a`** (string)\n  Can be one of: `x`",
        &[Aspect::Parameters],
    ),
    ("type", "* **`a`** (integer)", "* **`a`** (string)", &[Aspect::Parameters]),
    ("items", "* **`a`** (array of strings)", "* **`a`** (array of integers)", &[Aspect::Parameters]),
    ("hidden items", "* **`a`** (array of strings)", "* **`a`** (array)", &[]),
    ("required", "* **`a`** (integer)", "* **`a`** (integer) (required)", &[Aspect::Parameters]),
    ("null", "* **`a`** (integer)", "* **`a`** (integer or null)", &[Aspect::Parameters]),
    ("default", "* **`a`** (integer)", "* **`a`** (integer)\n  Default: `3`", &[Aspect::Parameters]),
    ("one more", "", "* **`a`** (integer)", &[Aspect::Parameters]),
    ("another name", "* **`a`** (integer)", "* **`b`** (integer)", &[Aspect::Parameters]),
];

/// Schemas of a reply in two versions.
const SCHEMAS: &[(&str, &str, &str, &[Aspect])] = &[
    ("order", "* `a`: integer\n* `b`: string", "* `b`: string\n* `a`: integer", &[]),
    ("title", "* `a`: `A`:\n  * `b`: string", "* `a`: `Other`:\n  * `b`: string", &[]),
    ("hidden fields", "* `a`: `A`:\n  * `b`: string", "* `a`: object", &[]),
    ("width of a number", "* `a`: integer", "* `a`: integer, format: int64", &[]),
    ("format", "* `a`: string", "* `a`: string, format: date-time", &[Aspect::Reply]),
    ("type", "* `a`: string", "* `a`: integer", &[Aspect::Reply]),
    ("required", "* `a`: string", "* `a`: required, string", &[Aspect::Reply]),
    ("null", "* `a`: string", "* `a`: string or null", &[Aspect::Reply]),
    ("values", "* `a`: string, enum: `x`, `y`", "* `a`: string, enum: `x`, `z`", &[Aspect::Reply]),
    ("field within", "* `a`: `A`:\n  * `b`: string", "* `a`: `A`:\n  * `c`: string", &[Aspect::Reply]),
    ("one more", "* `a`: string", "* `a`: string\n* `b`: string", &[Aspect::Reply]),
];

#[test]
fn each_fact_is_told_by_its_aspect() {
    let of = |parameters: &str, schema: &str| {
        let (parameters, schema) = (parameters.to_owned(), schema.to_owned());
        page(&[Section { parameters, schema, ..Section::get("/things") }])
    };
    let schema = "* `id`: integer";
    let parameters = PARAMETERS.iter().map(|(name, old, new, expected)| {
        (format!("parameters: {name}"), of(old, schema), of(new, schema), expected)
    });
    let schemas = SCHEMAS
        .iter()
        .map(|(name, old, new, expected)| (format!("schemas: {name}"), of("", old), of("", new), expected));
    for (name, old, new, expected) in parameters.chain(schemas) {
        let files =
            [("en/enterprise-server@3.9/rest/a/a.md", old), ("en/enterprise-server@3.10/rest/a/a.md", new)];
        let (matrix, _) = compared(pages(&files), None);
        let errors: usize = matrix.columns.iter().map(|column| column.errors).sum();
        assert_eq!(errors, 0, "{name}");
        assert_eq!(matrix.rows[0].cells[1], Cell::Present(expected.to_vec()), "{name}");
    }
}

#[test]
fn docs_say_which_versions_have_an_endpoint() {
    let said = said(&generated(PRIMARY));
    snapshots().bind(|| insta::assert_snapshot!("versions-docs", said.join("\n")));
}

#[test]
fn docs_of_the_only_version_say_nothing_of_it() {
    let editions = Editions::of(fixture());
    let (pages, _) = editions.clone().split(editions.find(PRIMARY).unwrap());
    let english: Vec<Page> =
        fixture().into_iter().filter(|page| page.file.starts_with("en/enterprise-server@3.10/")).collect();
    let make =
        |others| generate(Spec { pages: pages.clone(), others, ..Spec::default() }, Some("tiny")).unwrap();
    let alone = make(Vec::new());
    let said = said(&alone);
    assert_eq!(said.len(), 4);
    assert!(said.iter().all(|said| !said.contains("In `")), "{said:?}");
    assert!(alone.files == make(english).files, "the same version in another language adds nothing");
}

#[test]
fn pages_of_other_versions_stop_nothing() {
    let own =
        ("en/enterprise-server@3.10/rest/things/things.md", page(&[section("/things"), section("/words")]));
    let broken = get("/things").replace("* `id`: required, integer", "* `id`: required, strnig");
    let other = ("en/enterprise-server@3.9/rest/things/things.md", broken);
    let spec = Spec { pages: pages(&[own]), others: pages(&[other]), ..Spec::default() };
    let generated = generate(spec, Some("tiny")).unwrap();
    assert!(generated.others.iter().any(|other| !other.reading.is_understood()));
    let availability: Vec<_> =
        generated.client.requests().map(|(_, request)| request.availability.clone()).collect();
    assert_eq!(availability[0].within, ["enterprise-server@3.9", "enterprise-server@3.10"]);
    assert_eq!(availability[1].within, ["enterprise-server@3.10"]);
    assert!(
        availability.iter().all(|one| one.without.is_empty() && one.differs.is_empty()),
        "{availability:?}"
    );
}

#[test]
fn a_client_is_made_from_one_edition() {
    let error = generate(Spec { pages: fixture(), ..Spec::default() }, Some("tiny")).unwrap_err();
    let GenerateError::Editions(names) = &error else { panic!("{error}") };
    assert_eq!(names.len(), 5);
    assert!(error.to_string().contains("en/free-pro-team@latest, en/enterprise-server@3.9"), "{error}");
}

#[test]
fn commands_choose_an_edition_and_warn_of_the_others() {
    let folder = tempfile::TempDir::new().unwrap();
    let (spec, out) = (folder.path().join("spec"), folder.path().join("out"));
    for page in fixture() {
        write(&spec.join(&page.file), &page.text);
    }
    let (spec_text, out_text) = (spec.display().to_string(), out.display().to_string());
    let run = |command: &str, more: &[&str]| xtask(&[&[command, "--spec", &spec_text], more].concat());
    let generate = |more: &[&str]| run("generate", &[&["--out", &out_text], more].concat());

    // Nobody has said which edition is meant.
    for run in [generate(&[]), run("model", &[])] {
        assert_eq!(run.code, 2, "{run:?}");
        assert!(run.err.contains("5 editions: en/free-pro-team@latest, en/enterprise-server@3.9"), "{run:?}");
        assert!(run.err.contains("--edition") && run.err.contains("`primary` in lock.toml"), "{run:?}");
    }
    let unknown = generate(&["--edition", "en/enterprise-server@4.0"]);
    assert_eq!(unknown.code, 2, "{unknown:?}");
    assert!(unknown.err.contains("no edition \"en/enterprise-server@4.0\""), "{unknown:?}");
    assert!(!out.exists());

    // `en` is the folder of the product whose name the site leaves out, and of others too.
    fs::write(spec.join("lock.toml"), "primary = \"en\"\n").unwrap();
    let made = generate(&[]);
    assert_eq!(made.code, 0, "{made:?}");
    assert!(made.out.contains("read 2 pages, 3 endpoints"), "{made:?}");
    let lock = fs::read_to_string(spec.join("lock.toml")).unwrap();
    assert_eq!(lock.matches("api-version = \"2022-11-28\"").count(), 3, "other versions have theirs: {lock}");
    let check = run("check", &["--out", &out_text]);
    assert_eq!((check.code, check.err.as_str()), (0, ""), "{check:?}");

    // A place of another version that is not understood is a warning for the client, and is listed with the matrix.
    let matrix = run("versions", &[]);
    assert_eq!(matrix.code, 0, "{matrix:?}");
    assert!(matrix.out.starts_with("6 endpoints in 4 versions: "), "{matrix:?}");
    assert!(matrix.err.starts_with("compared 4 versions in "), "{matrix:?}");
    let page = spec.join("en/enterprise-server@3.9/rest/things/things.md");
    let text = fs::read_to_string(&page).unwrap();
    fs::write(&page, text.replace("* `id`: required, integer", "* `id`: required, strnig")).unwrap();
    let made = generate(&[]);
    assert_eq!(made.code, 0, "{made:?}");
    assert!(made.err.starts_with("warning: 3 places not understood in en/enterprise-server@3.9"), "{made:?}");
    let matrix = run("versions", &["--format", "json"]);
    assert_eq!(matrix.code, 0, "{matrix:?}");
    assert!(matrix.err.contains("enterprise-server@3.9/rest/things/things.md:"), "{matrix:?}");
    let json: serde_json::Value = serde_json::from_str(&matrix.out).unwrap();
    assert_eq!(json["primary"], "free-pro-team@latest");
}

pub(crate) fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn paths(matrix: &Matrix) -> Vec<&str> {
    matrix.rows.iter().map(|row| row.path.as_str()).collect()
}

fn generated(primary: &str) -> Generated {
    let editions = Editions::of(fixture());
    let chosen = editions.find(primary).unwrap();
    let (pages, others) = editions.split(chosen);
    generate(Spec { pages, others, ..Spec::default() }, Some("tiny")).unwrap()
}

/// What the docs of each method that makes a request say of versions.
fn said(generated: &Generated) -> Vec<String> {
    let mut found = Vec::new();
    for file in &generated.files {
        let mut calls: Vec<&str> = file.contents.split("bind_call(").collect();
        calls.pop();
        for before in calls {
            let (docs, signature) = before.rsplit_once("    pub fn ").unwrap();
            let (name, _) = signature.split_once('(').unwrap();
            let (_, docs) = docs.rsplit_once("\n\n").unwrap_or(("", docs));
            let docs: Vec<&str> =
                docs.lines().filter_map(|line| line.trim().strip_prefix("///")).map(str::trim).collect();
            let paragraphs = docs.split(|line| line.is_empty());
            let of_versions = paragraphs.filter(|lines| lines[0].starts_with("In `"));
            let of_versions: Vec<String> = of_versions.map(|lines| lines.join("\n  ")).collect();
            found.push(format!("{name}\n  {}", of_versions.join("\n\n")));
        }
    }
    found
}
