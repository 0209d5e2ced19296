//! One tiny page a construct, and the Rust that comes of it: what a reviewer of the generator reads. All pages together
//! are a crate that compiles, and no page gets markup of its own into the docs.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use docwright::diagnostic::render_text;
use docwright::source::Page;
use docwright::{GenerateError, Generated, Spec, generate};
use docwright_tests::root;
use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::support::{crate_toml, snapshots_in, write_crate};

/// A piece of the generated crate.
enum Part {
    /// A file of `src` whole.
    File(&'static str),
    /// A file of `src/types` without its imports and without the code that reads and writes.
    Type(&'static str),
    /// A request type, from its docs to what its reply is read into.
    Request(&'static str),
    /// The same without the constant that says what is documented.
    Call(&'static str),
    /// The constant that says what is documented.
    Endpoint(&'static str),
    /// What a request gives, and the enum of its outcomes.
    Output(&'static str),
    /// A method of the handle, with its docs.
    Method(&'static str),
    /// What is said of plain JSON.
    Losses,
}

use Part::{Call, Endpoint, File, Losses, Method, Output, Request, Type};

/// Each fixture with what it is about. A fixture of several categories has a page for each: `features.widgets.md`.
const FIXTURES: &[(&str, &[Part])] = &[
    ("any-of-null", &[Type("thing"), Type("simple_owner")]),
    ("arrays", &[Type("thing"), Type("thing_file")]),
    ("body", &[Request("Create")]),
    ("body-object", &[File("types/thing_config_input.rs"), Call("Create")]),
    ("body-union-by-example", &[File("types/thing_conditions_input.rs")]),
    ("body-union-by-type", &[File("types/thing_rule_input.rs")]),
    (
        "body-values",
        &[
            Call("Create"),
            File("types/thing_title_input.rs"),
            File("types/thing_step_input.rs"),
            File("types/thing_step_value_input.rs"),
            File("types/thing_level_input.rs"),
            File("types/thing_owner_input.rs"),
            File("types/thing_payload_input.rs"),
            File("types/thing_rule_input.rs"),
        ],
    ),
    ("dates", &[Type("thing")]),
    ("deprecated", &[Type("thing_old_thing"), Method("list_old_things")]),
    ("deprecated-parameter", &[Call("List")]),
    ("download", &[Output("Download")]),
    ("empty-body", &[Call("Update")]),
    ("enum-parameter", &[File("types/thing_state_filter.rs"), Call("List")]),
    ("features", &[File("types.rs"), Method("widgets")]),
    ("form", &[Call("UploadLicense")]),
    ("header", &[Call("Get")]),
    ("hidden-body", &[Call("Update"), Losses]),
    ("home", &[File("client.rs")]),
    ("hostile", &[Method("get_it_b_now_b"), Type("thing_it_b_now_b"), Type("thing_it_b_now_bc")]),
    ("letter-cases", &[File("types/thing_unit.rs")]),
    ("long-name", &[File("types.rs")]),
    ("map", &[Type("thing")]),
    ("map-root", &[Call("GetCountThings")]),
    ("media-types", &[Call("Get")]),
    ("meets-client", &[File("client.rs")]),
    ("meets-handle", &[File("orgs/billing.rs")]),
    ("meets-imports", &[File("orgs/things.rs"), File("types/draft.rs"), File("types/operation.rs")]),
    ("names", &[Type("thing")]),
    (
        "newer-requests",
        &[
            Call("SetUpServer"),
            Call("CreateSession"),
            Call("UploadArchive"),
            Call("ListGroups"),
            Request("ListStars"),
        ],
    ),
    ("no-content", &[Method("delete"), Request("Delete")]),
    ("nullable", &[Call("Update")]),
    ("opaque", &[Type("thing"), Losses]),
    ("optional-and-nullable", &[File("types/thing.rs")]),
    ("others", &[File("types/thing_permissions.rs")]),
    ("outcomes", &[Output("Create")]),
    ("own", &[File("orgs.rs"), Method("get"), Output("Get")]),
    ("query-arrays", &[Call("List"), File("types/thing_milestone_input.rs")]),
    ("recursion", &[Type("dependency"), Type("blocked_thing"), Losses]),
    ("reserved", &[File("client.rs")]),
    ("root", &[File("client.rs"), Method("get_zen")]),
    ("same-module", &[File("user.rs")]),
    ("same-placeholder", &[File("repos.rs"), Call("Compare")]),
    ("same-response", &[Type("thing"), Call("ListOldThings")]),
    (
        "same-types",
        &[File("types.rs"), Type("thing"), Type("same_owner"), Type("thing_first"), Type("thing_second")],
    ),
    ("scope-number", &[File("enterprises.rs"), Method("get")]),
    ("scope-value", &[File("users.rs"), Method("get")]),
    ("see-above", &[Type("thing"), Type("simple_owner")]),
    ("siblings", &[Type("thing_permissions")]),
    ("slashes", &[Endpoint("GetContents"), Endpoint("GetBranch")]),
    ("text", &[Output("GetWords")]),
    ("titled-object", &[Type("thing"), Type("simple_owner")]),
    ("union-bare", &[File("types/thing_content.rs")]),
    ("union-by-keys", &[Type("thing_owner"), Type("thing_reference")]),
    ("union-by-value", &[File("types/thing_owner.rs")]),
    ("union-merged", &[File("types/thing_event.rs")]),
    (
        "union-of-lists",
        &[
            Type("thing_fan"),
            Output("ListFans"),
            Type("thing_listed_thing"),
            Type("thing_listed_thing_label"),
            Type("thing_listed_thing_value"),
            Type("thing_listed_thing_value_item"),
            Losses,
        ],
    ),
    (
        "union-of-texts",
        &[File("types.rs"), Type("thing_plan"), Type("thing_plan_kind"), Type("thing_plan_state")],
    ),
    (
        "union-tagged",
        &[File("types/thing.rs"), File("types/thing_payload.rs"), File("types/thing_reviewer.rs")],
    ),
    ("unseen", &[File("types/thing_sort.rs"), Type("left_right"), Call("Get"), Losses]),
    ("untitled-object", &[Type("thing"), Type("thing_license"), Type("thing_parent")]),
    ("upload", &[Endpoint("Upload"), Call("Upload")]),
    ("whole-numbers", &[Type("thing_list")]),
    ("wrapped-list", &[Output("List")]),
];

#[test]
fn fixtures() {
    let found: BTreeSet<String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| fixture_of(entry.unwrap().file_name().to_str().unwrap()).0.to_owned())
        .collect();
    assert_eq!(
        found.iter().map(String::as_str).collect::<Vec<_>>(),
        FIXTURES.iter().map(|(name, _)| *name).collect::<Vec<_>>(),
        "each fixture has its snapshot"
    );
    for (name, parts) in FIXTURES {
        let generated = generated(pages(name));
        // What a page does not show is warned about, and everything else here is shown.
        let warned: Vec<_> = generated.reading.diagnostics.iter().map(|one| one.code).collect();
        assert!(warned.is_empty() || parts.iter().any(|part| matches!(part, Losses)), "{name}: {warned:?}");
        let texts: Vec<String> = parts.iter().map(|part| cut(&generated, part)).collect();
        snapshots_in("emit").bind(|| insta::assert_snapshot!(*name, texts.join("\n")));
    }
}

#[test]
fn all_fixtures_are_one_crate_that_compiles() {
    let generated = generated(FIXTURES.iter().flat_map(|(name, _)| pages(name)).collect());
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("emit-fixtures");
    write_crate(&generated, &folder);
    check(&folder, &[]);
    check(&folder, &["--no-default-features"]);
    // Each category alone: its types are there, and nothing is left over that only another one uses.
    let categories = docwright::emit::category_features(&generated.client);
    assert!(categories.len() > 3, "{categories:?}");
    for category in categories {
        check(&folder, &["--no-default-features", "--features", &category]);
        check(&folder, &["--no-default-features", "--features", &format!("client,{category}")]);
    }
}

fn check(folder: &Path, features: &[&str]) {
    let output = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--message-format", "short"])
        .args(features)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && !said.contains("warning:"), "{features:?}\n{said}");
}

/// A code block would be compiled and run by `cargo test`, HTML would be in the page that docs.rs serves, and a link could lead
/// anywhere. Docs hold none of these but what the generator itself writes.
#[test]
fn no_page_brings_its_own_markup() {
    let generated = generated(pages("hostile"));
    let mut seen = 0;
    // The root has the one example that the generator writes.
    for file in generated.files.iter().filter(|file| file.path != "src/lib.rs" && is_written(&file.path)) {
        for docs in doc_comments(&file.contents) {
            seen += 1;
            check_markup(&docs);
        }
    }
    assert!(seen > 20, "{seen} doc comments");
}

/// Whether the generator has written a file, and not copied it.
fn is_written(path: &str) -> bool {
    !path.starts_with("src/base/") && !path.starts_with("runtime/")
}

fn check_markup(docs: &str) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    for event in Parser::new_ext(docs, options) {
        let is_allowed = match &event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                dest_url.starts_with("https://docs.github.com/")
                    // A bare address in the text becomes a link to just that.
                    || docs.contains(&format!("<{dest_url}>")) && dest_url.starts_with("https://")
            }
            Event::Start(tag) => {
                matches!(tag, Tag::Paragraph | Tag::Heading { .. } | Tag::List(_) | Tag::Item)
            }
            Event::End(_) | Event::Text(_) | Event::Code(_) | Event::SoftBreak => true,
            _ => false,
        };
        assert!(is_allowed, "{event:?} in\n{docs}");
    }
}

/// The docs of each item of a file, as markdown.
fn doc_comments(file: &str) -> Vec<String> {
    let mut comments: Vec<Vec<&str>> = Vec::new();
    let mut is_open = false;
    for line in file.lines().map(str::trim) {
        let text = line.strip_prefix("//!").or_else(|| line.strip_prefix("///"));
        match (text, comments.last_mut()) {
            (Some(text), Some(comment)) if is_open => comment.push(text),
            (Some(text), _) => comments.push(vec![text]),
            (None, _) => {}
        }
        is_open = text.is_some();
    }
    comments.into_iter().map(|lines| lines.join("\n")).collect()
}

fn cut(generated: &Generated, part: &Part) -> String {
    let files: BTreeMap<&str, &str> =
        generated.files.iter().map(|file| (file.path.as_str(), file.contents.as_str())).collect();
    let file = |path: &str| {
        let text = files.get(format!("src/{path}").as_str()).unwrap_or_else(|| panic!("no {path}"));
        // The first line is the same in every file.
        text.split_once("\n\n").unwrap().1
    };
    // What hangs on a scope, a category or the client itself lies in a file of theirs.
    let file_with = |mark: &str| {
        let mut own = files.iter().filter(|(path, _)| is_written(path) && !path.contains("/types/"));
        *own.find(|(_, text)| text.contains(mark)).unwrap_or_else(|| panic!("no {mark}")).1
    };
    let request = |name: &str| request(file_with(&format!("pub type {name}<C = ()>")), name);
    match part {
        File(path) => format!("// src/{path}\n\n{}", file(path)),
        Type(name) => {
            // What has nothing to import begins with its docs.
            let text = format!("\n{}", file(&format!("types/{name}.rs")));
            let start = text.find("\n/// ").unwrap();
            // A record's methods begin there, or those of an enum.
            let end =
                ["\n\n    fn ", "\n\n    /// "].into_iter().find_map(|method| text.find(method)).unwrap();
            format!("// src/types/{name}.rs\n{}\n    …\n}}\n", &text[start..end])
        }
        Request(name) => request(name),
        Call(name) => {
            let text = request(name);
            let [start, end] = endpoint(&text);
            format!("{}    …\n{}", &text[..start], &text[end..])
        }
        Endpoint(name) => {
            let text = request(name);
            let [start, end] = endpoint(&text);
            format!("// {name}\n{}\n", text[start..end].trim_end())
        }
        Output(name) => {
            let text = request(name);
            let [start, end] = endpoint(&text);
            let from = text.find("\nimpl Operation for ").unwrap() + 1;
            format!("{}    …\n{}", &text[from..start], &text[end..])
        }
        Method(name) => {
            let mark = format!("    pub fn {name}(&self");
            let text = file_with(&mark);
            let at = text.find(&mark).unwrap();
            let start = text[..at].rfind("\n\n").unwrap_or_default() + 2;
            let end = at + text[at..].find("\n    }\n").unwrap() + "\n    }\n".len();
            text[start..end].to_owned()
        }
        Losses => {
            let losses = &generated.client.losses;
            let lines: Vec<String> = losses
                .iter()
                .map(|loss| format!("// plain JSON: {}, {}\n", loss.place, loss.cause))
                .collect();
            lines.concat()
        }
    }
}

/// A request type, from its docs to what its reply is read into.
fn request(text: &str, name: &str) -> String {
    let at = text.find(&format!("pub type {name}<C = ()>")).unwrap();
    let start = text[..at].rfind("\n\n").unwrap() + 2;
    let behind = |from: usize, mark: &str| from + text[from..].find(mark).unwrap() + mark.len();
    let mut tail = behind(behind(start, &format!("\nimpl Operation for kinds::{name} {{")), "\n}\n");
    if text[tail..].starts_with("\nimpl ListOperation for ") {
        tail = behind(tail, "\n}\n");
    }
    let has_outcomes = text[tail..].starts_with(&format!("\n/// What [`{name}`] may give."));
    let end = if has_outcomes { behind(behind(tail, "\nruntime::outcome!("), ";\n") } else { tail };
    text[start..end].to_owned()
}

/// Where the constant of an endpoint begins and ends.
fn endpoint(request: &str) -> [usize; 2] {
    let start = request.find("    const ENDPOINT: ").unwrap();
    let end = "    };\n";
    [start, start + request[start..].find(end).unwrap() + end.len()]
}

/// Generates a crate whose categories can be left out.
fn generated(pages: Vec<Page>) -> Generated {
    generate(Spec { pages, manifest: Some(crate_toml(false)), ..Spec::default() }, Some("tiny"))
        .unwrap_or_else(|error| match error {
            GenerateError::Pages(reading) => {
                panic!("{}", render_text(&reading.diagnostics, &reading.pages, false))
            }
            error => panic!("{error}"),
        })
}

fn folder() -> PathBuf {
    root().join("tests/fixtures/emit")
}

/// The name and the category of a file.
fn fixture_of(file: &str) -> (&str, &str) {
    let stem = file.strip_suffix(".md").expect("fixtures are pages");
    match stem.split_once('.') {
        Some(parts) => parts,
        // What is called as the home of a category has its methods on the scope itself.
        None if stem == "home" => (stem, "users"),
        None => (stem, "things"),
    }
}

fn pages(name: &str) -> Vec<Page> {
    let files =
        fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut files: Vec<String> = files.filter(|file| fixture_of(file).0 == name).collect();
    files.sort();
    let read = |file: String| {
        let (_, category) = fixture_of(&file);
        let page = if ["users", "orgs"].contains(&category) { category } else { name };
        let text = fs::read_to_string(folder().join(&file)).unwrap();
        Page::new(format!("en/enterprise-server@3.18/rest/{category}/{page}.md"), &text)
    };
    files.into_iter().map(read).collect()
}
