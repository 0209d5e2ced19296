//! Edits of `names.lock`, a row each: each is followed, or an error with its code, every place and the fix. None is put back in silence.

use std::collections::BTreeSet;

use docwright::lower::lock::{LockCode, LockError};
use docwright::source::Page;
use docwright::{GenerateError, Generated, Spec, generate};
use docwright_tests::PACKAGES;

use crate::support::{Section, page};

/// A page with two endpoints below an organization, one on the client, and members whose names could meet.
fn text() -> String {
    let thing = "* `id`: required, integer\n* `a-b`: string\n* `color`: string, enum: `red`, `blue`, `-red`\n\
                 * `owner`: required, `Simple User`:\n  * `login`: required, string\n\
                 * `part`: object:\n  * `size`: integer";
    let query = "* **`org`** (string) (required)\n  The one.\n\n* **`name`** (string) (required)\n  Its name.\n\n\
                 * **`kind`** (string) (required)\n  Its kind.\n\n* **`sort`** (string)\n  A sort.";
    let section = |title: &str, path: &str| Section {
        title: title.to_owned(),
        schema: thing.to_owned(),
        ..Section::get(path)
    };
    page(&[
        Section { parameters: query.to_owned(), ..section("Get a thing", "/orgs/{org}/things/{name}") },
        section("Get a color", "/orgs/{org}/colors"),
        section("Get a shape", "/shapes"),
    ])
}

fn run(names: &str) -> Result<Generated, GenerateError> {
    let spec = Spec { pages: vec![Page::new(PACKAGES, &text())], names: names.to_owned(), ..Spec::default() };
    generate(spec, Some("client"))
}

const THING: &str = "\"GET /orgs/{1}/things/{2}\" = {";
const COLOR: &str = "\"GET /orgs/{1}/colors\" = {";
const SHAPE: &str = "\"GET /shapes\" = {";
const USER: &str = "\"Simple User\" = {";

/// An edit: the line that begins so, text in it, and what takes its place.
type Edit = (&'static str, &'static str, &'static str);

fn edited(names: &str, (line, old, new): Edit) -> String {
    let mut count = 0;
    let lines = names.lines().map(|text| {
        if text.starts_with(line) && text.contains(old) {
            count += 1;
            text.replacen(old, new, 1)
        } else {
            text.to_owned()
        }
    });
    let text = lines.collect::<Vec<_>>().join("\n") + "\n";
    assert_eq!(count, 1, "{line} {old}: {names}");
    text
}

#[test]
fn edits_that_cannot_be_followed_are_errors_with_each_place_and_the_fix() {
    use LockCode::{
        InvalidName, MissingKey, RepeatedKey, SharedCall, SharedMemberName, SharedTypeName, Syntax,
        TakenName, UnknownKey, WrongArguments, WrongType,
    };
    let first = run("").expect("the page is generated from");
    let rows: &[(Edit, LockCode, &[&str], &str)] = &[
        // The file.
        (("[types]", "[types]", "[types"), Syntax, &["[types"], "correct"),
        (("[types]", "[types]", "[kinds]"), UnknownKey, &["[kinds]"], "[endpoints] and [types]"),
        (("[types]", "[types]", "types = 1\n[types]"), WrongType, &["types = 1"], "generate"),
        ((COLOR, COLOR, THING), RepeatedKey, &[THING, THING], "remove one"),
        ((USER, "{", "{ name = \"A\", "), RepeatedKey, &[USER, USER], "remove one"),
        // An entry.
        ((USER, "{ name", "{ nmae"), UnknownKey, &[USER], "name, arguments, shape"),
        ((THING, "{ call", "{ handle = \"x\", call"), UnknownKey, &[THING], "call, arguments"),
        ((USER, "name = \"SimpleUser\", ", ""), MissingKey, &[USER], "generate"),
        ((SHAPE, "arguments = [], ", ""), MissingKey, &[SHAPE], "generate"),
        ((SHAPE, "arguments = []", "arguments = \"\""), WrongType, &[SHAPE], "generate"),
        ((USER, "{ name = \"SimpleUser\"", "{ name = 1"), WrongType, &[USER], "generate"),
        ((USER, " }", ", gone = \"yes\" }"), WrongType, &[USER], "generate"),
        ((USER, "= {", "= \"SimpleUser\" # {"), WrongType, &[USER_AS_TEXT], "generate"),
        // The call of an endpoint.
        ((THING, "orgs.packages.", "teams.packages."), InvalidName, &[THING], "SCOPE.HANDLE.METHOD"),
        ((THING, "orgs.packages.get_thing", "orgs.packages.Get it"), InvalidName, &[THING], "snake_case"),
        ((THING, "orgs.packages.get_thing", "orgs.packages.get__thing"), InvalidName, &[THING], "snake_case"),
        ((THING, "orgs.packages.get_thing", "orgs.packages.type"), InvalidName, &[THING], "snake_case"),
        ((THING, "get_thing", "get_color"), SharedCall, &[COLOR, THING], "rename one"),
        ((THING, "orgs.packages.get_thing", "orgs.packages"), TakenName, &[THING, COLOR], "another name"),
        ((SHAPE, "client.packages.get_shape", "client.orgs"), TakenName, &[SHAPE], "another name"),
        ((SHAPE, "client.packages.get_shape", "client.send"), TakenName, &[SHAPE], "another name"),
        // The types of an endpoint.
        ((THING, " }", ", request = \"get it\" }"), InvalidName, &[THING], "PackageVersion"),
        ((THING, " }", ", request = \"Packages\" }"), TakenName, &[THING], "another name"),
        // Its arguments.
        ((THING, "\"kind\"]", "\"kin\"]"), WrongArguments, &[THING], "[\"org\", \"name\", \"kind\"]"),
        ((THING, ", \"kind\"]", "]"), WrongArguments, &[THING], "[\"org\", \"name\", \"kind\"]"),
        ((THING, "\"kind\"]", "\"kind\", \"sort\"]"), WrongArguments, &[THING], "path"),
        ((THING, "\"kind\"]", "\"kind\", \"kind\"]"), WrongArguments, &[THING], "path"),
        ((THING, "[\"org\", \"name\"", "[\"name\", \"org\""), WrongArguments, &[THING], "path"),
        // Members of an endpoint.
        ((THING, " }", ", members = { \"sort\" = \"so rt\" } }"), InvalidName, &[THING], "identifier"),
        ((THING, " }", ", members = { \"sort\" = \"send\" } }"), TakenName, &[THING], "another name"),
        ((THING, " }", ", members = { \"sort\" = \"kind\" } }"), SharedMemberName, &[THING], "\"kind\""),
        (
            (THING, " }", ", members = { \"sort\" = \"x\", \"kind\" = \"x\" } }"),
            SharedMemberName,
            &[THING, THING],
            "rename one",
        ),
        ((THING, " }", ", members = [\"sort\"] }"), WrongType, &[THING], "generate"),
        // The name of a type.
        ((USER, "\"SimpleUser\"", "\"Simple User\""), InvalidName, &[USER], "PackageVersion"),
        ((USER, "\"SimpleUser\"", "\"bool\""), InvalidName, &[USER], "PackageVersion"),
        ((USER, "\"SimpleUser\"", "\"Self\""), InvalidName, &[USER], "PackageVersion"),
        ((USER, "\"SimpleUser\"", "\"PackageThing\""), SharedTypeName, &[USER, THING_REPLY], "rename one"),
        ((USER, "\"SimpleUser\"", "\"PackageThingColor\""), SharedTypeName, &[USER, COLORS], "rename one"),
        // Members of a type.
        ((COLORS, "MinusRed", "Minus Red"), InvalidName, &[COLORS], "identifier"),
        ((COLORS, "MinusRed", "Red"), SharedMemberName, &[COLORS], "\"red\""),
        ((THING_REPLY, "a_b", "id"), SharedMemberName, &[THING_REPLY], "\"id\""),
    ];
    let mut seen = BTreeSet::new();
    let mut wrong = Vec::new();
    for (edit, code, places, help) in rows {
        let names = edited(&first.names, *edit);
        let Err(GenerateError::Names(errors)) = run(&names) else {
            wrong.push(format!("{edit:?} is not an error"));
            continue;
        };
        let LockError { code: found, places: lines, help: fix, .. } = &errors.0[0];
        let lines: Vec<&str> = lines.iter().map(|place| names.lines().nth(place.line - 1).unwrap()).collect();
        let begin = |(line, place): (&&str, &&str)| line.starts_with(place);
        let has_places = lines.len() == places.len()
            && places.iter().all(|place| lines.iter().any(|line| begin((line, place))));
        if found != code || !has_places || !fix.contains(help) {
            wrong.push(format!("{edit:?}: expected {}, {places:?}, {help:?}\n{errors}", code.as_str()));
        }
        seen.insert(code.as_str());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(seen.len(), 11, "each code has a row: {seen:?}");
}

const USER_AS_TEXT: &str = "\"Simple User\" = \"SimpleUser\"";
const THING_REPLY: &str = "\"GET /orgs/{1}/colors reply\" = {";
const COLORS: &str = "\"PackageThing.color\" = {";

#[test]
fn edits_that_can_be_followed_are_kept_to_the_byte() {
    let first = run("").expect("the page is generated from");
    let rows: &[(Edit, &str, &str)] = &[
        ((THING, "get_thing", "thing"), "src/orgs/packages.rs", "pub fn thing("),
        (
            (THING, "orgs.packages.get_thing", "orgs.get_thing"),
            "src/orgs.rs",
            "pub use self::packages_requests::*;",
        ),
        ((THING, "orgs.packages.get_thing", "orgs.things.get"), "src/orgs/things.rs", "pub fn get("),
        ((THING, "\"name\", \"kind\"", "\"name\", \"kind\""), "src/orgs/packages.rs", "pub fn get_thing("),
        ((THING, " }", ", request = \"AThing\" }"), "src/orgs/packages.rs", "pub type AThing<"),
        ((THING, " }", ", members = { sort = \"sort_by\" } }"), "src/orgs/packages.rs", "pub fn sort_by("),
        ((USER, "\"SimpleUser\"", "\"User\""), "src/types/user.rs", "pub struct User {"),
        // Names of other modules are free: of request types, handles, scopes and the client.
        ((USER, "\"SimpleUser\"", "\"GetThing\""), "src/types/get_thing.rs", "pub struct GetThing {"),
        ((USER, "\"SimpleUser\"", "\"Packages\""), "src/types/packages.rs", "pub struct Packages {"),
        ((USER, "\"SimpleUser\"", "\"Client\""), "src/types/client.rs", "pub struct Client {"),
        ((COLORS, "MinusRed", "NotRed"), "src/types/package_thing_color.rs", "NotRed"),
        ((THING_REPLY, "a_b", "ab"), "src/types/package_thing.rs", "pub ab: "),
    ];
    for (edit, path, text) in rows {
        let names = edited(&first.names, *edit);
        let generated = run(&names).unwrap_or_else(|error| panic!("{edit:?}: {error}"));
        let file = generated.files.iter().find(|file| file.path == *path);
        let file = file.unwrap_or_else(|| panic!("{edit:?}: {path} is not generated"));
        assert!(file.contents.contains(text), "{edit:?}: {}", file.contents);
        let sorted = |names: &str| names.lines().map(str::to_owned).collect::<BTreeSet<_>>();
        assert_eq!(sorted(&generated.names), sorted(&names), "{edit:?}");
    }
}

#[test]
fn a_name_that_a_newcomer_takes_or_an_entry_that_was_gone_is_not_an_error() {
    let first = run("").expect("the page is generated from");
    // Another endpoint has taken the call of one that was gone, and is back.
    let gone = edited(&first.names, (THING, " }", ", gone = true }"));
    let taken = edited(&gone, (COLOR, "get_color", "get_thing"));
    let again = run(&taken).expect("what comes back gives way");
    assert!(again.names.contains("orgs.packages.get_thing_2"), "{}", again.names);
    let next = run(&again.names).expect("the state is stable");
    assert_eq!(next.names, again.names);
}

#[test]
fn all_errors_are_listed_in_the_order_of_lines() {
    let first = run("").expect("the page is generated from");
    let one = edited(&first.names, (USER, "name = \"SimpleUser\"", "name = \"bool\""));
    let two = edited(&one, (THING, "{ call", "{ handle = \"x\", call"));
    let Err(error) = run(&two) else { panic!("two entries are wrong") };
    let text = error.to_string();
    let codes: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("names.lock: ")).collect();
    assert_eq!(codes.len(), 2, "{text}");
    assert!(codes[0].starts_with("[unknown-key]") && codes[1].starts_with("[invalid-name]"), "{text}");
}
