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
    assert!(package(&corrected).contains("Field(\"version_count\", Presence::Optional),"));
    let nullable = quirk.replace("required = false", "nullable = true");
    let corrected = run(&nullable).expect("the quirk is used");
    assert!(package(&corrected).contains("Field(\"version_count\", Presence::RequiredNullable),"));
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

/// A quirk about the name of a package, which has slashes at some registries.
const SLASHES: &str = "[[parameter]]\nendpoint = \"GET /orgs/{org}/packages/{package_type}/{package_name}\"\n\
                       parameter = \"package_name\"\nslashes = true\nreason = \"tried\"\n";

fn requests(generated: &Generated) -> &str {
    let file = generated.files.iter().find(|file| file.path == "src/orgs/packages.rs");
    &file.expect("there are requests").contents
}

#[test]
fn a_placeholder_may_hold_slashes() {
    let marked = "path: \"/orgs/{org}/packages/{package_type}/{+package_name}\",";
    let plain = run("").expect("no quirk is needed");
    assert_eq!(requests(&plain).matches(marked).count(), 0);
    let corrected = run(SLASHES).expect("the quirk is used");
    // The endpoint of that method alone: deleting has the same path.
    assert_eq!(requests(&corrected).matches(marked).count(), 1);
    let denied = run(&SLASHES.replace("slashes = true", "slashes = false")).expect("the quirk is used");
    assert_eq!(requests(&denied), requests(&plain));
}

#[test]
fn a_placeholder_that_is_not_there_is_an_error() {
    let table = [
        (
            "GET /orgs",
            "PUT /orgs",
            "`package_name` of `PUT /orgs/{org}/packages/{package_type}/{package_name}`",
        ),
        (
            "\"package_name\"",
            "\"name\"",
            "`name` of `GET /orgs/{org}/packages/{package_type}/{package_name}`",
        ),
        // It is a parameter, but of the query.
        (
            "{package_type}/{package_name}\"\nparameter = \"package_name\"",
            "\"\nparameter = \"page\"",
            "`page` of ",
        ),
    ];
    for (from, to, key) in table {
        let error = run(&SLASHES.replace(from, to)).expect_err("it matches nothing").to_string();
        assert!(error.contains(key) && error.contains("matches nothing"), "{error}");
    }
}

#[test]
fn a_placeholder_needs_a_reason_and_a_word_on_slashes() {
    for reason in ["reason = \"\"", "reason = \"\\t\""] {
        let error =
            run(&SLASHES.replace("reason = \"tried\"", reason)).expect_err("a blank reason").to_string();
        assert!(
            error.contains("`package_name` of `GET /orgs") && error.contains("gives no reason"),
            "{error}"
        );
    }
    for line in ["reason = \"tried\"\n", "slashes = true\n"] {
        let error = run(&SLASHES.replace(line, "")).expect_err("a line is missing").to_string();
        assert!(error.contains(line.split(' ').next().expect("a key")), "{error}");
    }
}
