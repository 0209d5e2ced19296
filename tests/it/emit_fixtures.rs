//! One tiny page a construct, and the Rust that comes of it: what a reviewer of the generator reads. All pages together
//! are a crate that compiles, and no page gets markup of its own into the docs.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use docwright::diagnostic::render_text;
use docwright::source::Page;
use docwright::{GenerateError, Generated, Spec, generate};
use docwright_tests::root;
use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::support::snapshots_in;

/// A piece of the generated crate.
enum Part {
    /// A file of `src` whole.
    File(&'static str),
    /// A file of `src/types` without its imports and without the code that reads and writes.
    Type(&'static str),
    /// A request type, from its docs to its last line.
    Request(&'static str),
    /// The same without the constant that says what is documented.
    Call(&'static str),
    /// A method of the handle, with its docs.
    Method(&'static str),
    /// What is said of plain JSON.
    Losses,
}

use Part::{Call, File, Losses, Method, Request, Type};

/// Each fixture with what it is about.
const FIXTURES: &[(&str, &[Part])] = &[
    ("any-of-null", &[Type("thing"), Type("simple_owner")]),
    ("arrays", &[Type("thing"), Type("thing_file")]),
    ("body", &[Request("Create")]),
    ("dates", &[Type("thing")]),
    ("enum-parameter", &[File("types/thing_state_filter.rs"), Call("List")]),
    ("header", &[Call("Get")]),
    ("home", &[File("client.rs")]),
    ("hostile", &[Method("get_it_b_now_b"), Type("thing_it_b_now_b"), Type("thing_it_b_now_bc")]),
    ("map", &[Type("thing")]),
    ("map-root", &[Call("GetCountThings")]),
    ("names", &[Type("thing")]),
    ("no-content", &[Method("delete"), Request("Delete")]),
    ("opaque", &[Type("thing"), Losses]),
    ("optional-and-nullable", &[File("types/thing.rs")]),
    ("root", &[File("client.rs"), Method("get_zen")]),
    ("same-response", &[Type("thing"), Call("ListOldThings")]),
    ("see-above", &[Type("thing"), Type("simple_owner")]),
    ("titled-object", &[Type("thing"), Type("simple_owner")]),
    ("untitled-object", &[Type("thing"), Type("thing_license"), Type("thing_parent")]),
];

#[test]
fn fixtures() {
    let mut found: Vec<String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    found.sort();
    assert_eq!(
        found,
        FIXTURES.iter().map(|(name, _)| *name).collect::<Vec<_>>(),
        "each fixture has its snapshot"
    );
    for (name, parts) in FIXTURES {
        let generated = generated(vec![page(name)]);
        // What a page does not show is warned about, and everything else here is shown.
        let warned: Vec<_> = generated.reading.diagnostics.iter().map(|one| one.code).collect();
        assert!(warned.is_empty() || parts.iter().any(|part| matches!(part, Losses)), "{name}: {warned:?}");
        let texts: Vec<String> = parts.iter().map(|part| cut(&generated, part)).collect();
        snapshots_in("emit").bind(|| insta::assert_snapshot!(*name, texts.join("\n")));
    }
}

#[test]
fn all_fixtures_are_one_crate_that_compiles() {
    let generated = generated(FIXTURES.iter().map(|(name, _)| page(name)).collect());
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("emit-fixtures");
    let _ = fs::remove_dir_all(&folder);
    for file in &generated.files {
        let path = folder.join(&file.path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        // A crate of its own, wherever the target folder is.
        let workspace = if file.path == "Cargo.toml" { "\n[workspace]\n" } else { "" };
        fs::write(path, format!("{}{workspace}", file.contents)).unwrap();
    }
    // The versions that the repository has locked are there without a network.
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    for features in [&[][..], &["--no-default-features"]] {
        let output = Command::new(env!("CARGO"))
            .args(["check", "--offline", "--message-format", "short"])
            .args(features)
            .current_dir(&folder)
            .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && !said.contains("warning:"), "{features:?}\n{said}");
    }
}

/// A code block would be compiled and run by `cargo test`, HTML would be in the page that docs.rs serves, and a link could lead
/// anywhere. Docs hold none of these but what the generator itself writes.
#[test]
fn no_page_brings_its_own_markup() {
    let generated = generated(vec![page("hostile")]);
    let mut seen = 0;
    // The root has the one example that the generator writes.
    for file in
        generated.files.iter().filter(|file| file.path != "src/lib.rs" && !file.path.contains("/runtime/"))
    {
        for docs in doc_comments(&file.contents) {
            seen += 1;
            check_markup(&docs);
        }
    }
    assert!(seen > 20, "{seen} doc comments");
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
        let text = files
            .get(format!("src/{path}").as_str())
            .unwrap_or_else(|| panic!("no {path} in {:?}", files.keys()));
        // The first line is the same in every file.
        text.split_once("\n\n").unwrap().1
    };
    // Requests are where the scope has its things, or directly below the crate.
    let requests =
        || if files.contains_key("src/orgs/things.rs") { file("orgs/things.rs") } else { file("things.rs") };
    match part {
        File(path) => format!("// src/{path}\n\n{}", file(path)),
        Type(name) => {
            let text = file(&format!("types/{name}.rs"));
            let start = text.find("\n/// ").unwrap();
            let end = text.find("\n\n    fn ").unwrap();
            format!("// src/types/{name}.rs\n{}\n    …\n}}\n", &text[start..end])
        }
        Request(name) => request(requests(), name),
        Call(name) => {
            let text = request(requests(), name);
            let start = text.find("    /// What the documentation says of this endpoint.").unwrap();
            let end = text.find("    /// The request with what it cannot be sent without.").unwrap();
            format!("{}    …\n\n{}", &text[..start], &text[end..])
        }
        Method(name) => {
            let text = requests();
            let at = text.find(&format!("    pub fn {name}(&self")).unwrap_or_else(|| panic!("no {name}"));
            let start = text[..at].rfind("\n\n").unwrap() + 2;
            let end = at + text[at..].find("\n    }\n").unwrap() + "\n    }\n".len();
            text[start..end].to_owned()
        }
        Losses => {
            let losses = generated
                .losses
                .iter()
                .map(|loss| format!("// plain JSON: {}, {}\n", loss.place, loss.cause));
            losses.collect()
        }
    }
}

/// A request type, from its docs to the call of its macro.
fn request(text: &str, name: &str) -> String {
    let at = text.find(&format!("pub struct {name}<C = ()>")).unwrap_or_else(|| panic!("no {name}"));
    let start = text[..at].rfind("\n\n").unwrap() + 2;
    let tail = start + text[start..].find("\nrequest!(").unwrap() + 1;
    let end = tail + text[tail..].find('\n').unwrap() + 1;
    text[start..end].to_owned()
}

fn generated(pages: Vec<Page>) -> Generated {
    generate(Spec { pages, ..Spec::default() }, Some("tiny")).unwrap_or_else(|error| match error {
        GenerateError::Pages(reading) => {
            panic!("{}", render_text(&reading.diagnostics, &reading.pages, false))
        }
        error => panic!("{error}"),
    })
}

fn folder() -> PathBuf {
    root().join("tests/fixtures/emit")
}

fn page(name: &str) -> Page {
    // What is called as the home of a category has its methods on the scope itself.
    let address = if name == "home" { "users/users".to_owned() } else { format!("things/{name}") };
    let text = fs::read_to_string(folder().join(format!("{name}.md"))).unwrap();
    Page::new(format!("en/enterprise-server@3.18/rest/{address}.md"), &text)
}
