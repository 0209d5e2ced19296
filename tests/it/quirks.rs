//! `quirks.toml`: corrections reach the client, and those that correct nothing are errors.

use docwright::source::Page;
use docwright::{GenerateError, Generated, Spec, generate};
use docwright_tests::{PACKAGES, packages_text};

fn run(quirks: &str) -> Result<Generated, GenerateError> {
    let pages = vec![Page::new(PACKAGES, &packages_text())];
    generate(Spec { pages, quirks: quirks.to_owned(), ..Spec::default() }, Some("client"))
}

fn package(generated: &Generated) -> &str {
    let file = generated.files.iter().find(|file| file.path == "src/types/package.rs");
    &file.expect("the type is generated").contents
}

#[test]
fn a_field_is_corrected_and_explained() {
    let plain = run("").expect("no quirk is needed");
    assert!(package(&plain).contains("pub version_count: i64,"));
    let quirk = "[[field]]\nobject = \"Package\"\nfield = \"version_count\"\nrequired = false\n\
                 remark = \"Lists lack it.\"\nreason = \"recorded\"\n";
    let corrected = run(quirk).expect("the quirk is used");
    assert!(package(&corrected).contains("/// Lists lack it.\n    pub version_count: Option<i64>,"));
    assert!(package(&corrected).contains("Field::new(\"version_count\"),"));
    let nullable = quirk.replace("required = false", "nullable = true");
    let corrected = run(&nullable).expect("the quirk is used");
    assert!(package(&corrected).contains("Field::new(\"version_count\").required().nullable(),"));
}

#[test]
fn what_corrects_nothing_is_an_error() {
    let quirk = "[[field]]\nobject = \"Package\"\nfield = \"versions\"\nreason = \"a typo\"\n";
    let error = run(quirk).expect_err("nothing is called that").to_string();
    assert!(error.contains("`versions` of `Package` matches nothing"), "{error}");
}

#[test]
fn a_reason_is_asked_for() {
    let quirk = "[[field]]\nobject = \"Package\"\nfield = \"version_count\"\nreason = \" \"\n";
    let error = run(quirk).expect_err("a blank reason").to_string();
    assert!(error.contains("gives no reason"), "{error}");
    let error = run("[[field]]\nobject = \"Package\"\nfield = \"id\"\n").expect_err("no reason").to_string();
    assert!(error.contains("reason"), "{error}");
}
