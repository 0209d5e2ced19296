//! Hostile and damaged pages, each test named after its row of the fault list: reading never panics, loses nothing in
//! silence, and says where it stopped understanding.

use std::fmt::Write as _;
use std::thread;

use docwright::diagnostic::{Code, Severity, render_json, render_text};
use docwright::model::{Kind, to_json};
use docwright::read::Reading;
use docwright_tests::{expanded_model, packages_text, read_packages};
use serde_json::Value;

use crate::support::{Section, page};

/// Prefixes are read at every 61st byte, and seven times more thinly where the parser is not optimised.
const STEP: usize = if cfg!(debug_assertions) { 7 * 61 } else { 61 };

#[test]
fn p01_prefixes() {
    let text = packages_text();
    let whole = expanded_model(&read_packages(&text).api);
    let cuts: Vec<usize> = (0..text.len()).step_by(STEP).filter(|cut| text.is_char_boundary(*cut)).collect();
    let halves = cuts.split_at(cuts.len() / 4 * 3);
    thread::scope(|scope| {
        scope.spawn(|| halves.0.iter().for_each(|cut| prefix(&text[..*cut], &whole)));
        halves.1.iter().for_each(|cut| prefix(&text[..*cut], &whole));
    });
}

/// Without a diagnostic, every endpoint is whole. Only the bullets of the last schema may end early: nothing on the page
/// tells that a list is complete.
fn prefix(text: &str, whole: &Value) {
    let reading = read_packages(text);
    if !reading.diagnostics.is_empty() {
        return;
    }
    let json = expanded_model(&reading.api);
    let endpoints = json["endpoints"].as_array().expect("a list");
    let last = endpoints.len() - 1;
    for (at, endpoint) in endpoints.iter().enumerate() {
        let mut expected = whole["endpoints"][at].clone();
        if at == last && is_in_schema(text) {
            expected["responses"] = endpoint["responses"].clone();
        }
        assert_eq!(*endpoint, expected, "nothing is said of the page's first {} bytes", text.len());
    }
}

fn is_in_schema(text: &str) -> bool {
    let (_, tail) =
        text.rsplit_once("**Response schema (Status: ").expect("a whole endpoint has a response schema");
    !tail.contains("\n## ")
}

#[test]
fn p02_line_ends() {
    let text = packages_text();
    let expected = to_json(&read_packages(&text).api);
    let mut mixed = String::new();
    for (at, line) in text.split('\n').enumerate() {
        mixed.push_str(["\n", "\r\n", "\r"][at % 3]);
        mixed.push_str(line);
    }
    for (name, text) in
        [("CRLF", text.replace('\n', "\r\n")), ("CR", text.replace('\n', "\r")), ("mixed", mixed)]
    {
        let reading = read_packages(&text);
        assert_eq!(reading.diagnostics, [], "{name}");
        assert!(to_json(&reading.api) == expected, "{name} gives another model");
    }
}

#[test]
fn p03_byte_order_mark() {
    let text = packages_text();
    let expected = read_packages(&text);
    let marked = read_packages(&format!("\u{feff}{text}"));
    assert_eq!(marked.diagnostics, []);
    assert!(to_json(&marked.api) == to_json(&expected.api));

    let inside = read_packages(&text.replacen("Lists all packages", "Lists\u{feff} all packages", 1));
    assert_eq!(codes(&inside), [Code::ControlCharacter]);
    assert!(
        inside.api.endpoints[0].description.starts_with("Lists\u{feff} all packages"),
        "the text keeps it"
    );

    let in_path =
        read_packages(&text.replacen("GET /orgs/{org}/packages\n", "GET /orgs/{org}/pack\u{feff}ages\n", 1));
    assert!(codes(&in_path).contains(&Code::BadRequestLine), "a path never holds it");
    assert_eq!(in_path.api.endpoints.len(), 26);
}

#[test]
fn p04_nesting_of_parameters() {
    let tree = |parameters: &str| {
        let mut section = Section::get("/things");
        parameters.clone_into(&mut section.parameters);
        let reading = read_packages(&page(&[section]));
        (to_json(&reading.api)["endpoints"][0]["parameters"].clone(), codes(&reading))
    };
    let (expected, findings) =
        tree("- **`a`** (object)\n  - **`b`** (object)\n    - **`c`** (string)\n  - **`d`** (string)");
    assert_eq!(findings, []);
    assert_eq!(expected[0]["schema"]["fields"][0]["fields"][0]["name"], "c");
    assert_eq!(expected[0]["schema"]["fields"][1]["name"], "d");
    for same in [
        "* **`a`** (object)\n    * **`b`** (object)\n        * **`c`** (string)\n    * **`d`** (string)",
        "- **`a`** (object)\n\t- **`b`** (object)\n\t\t- **`c`** (string)\n\t- **`d`** (string)",
    ] {
        assert_eq!(tree(same), (expected.clone(), vec![]), "{same}");
    }
    // A paragraph break ends the bullet for markdown, but not for the reference.
    let (broken, findings) = tree(
        "- **`a`** (object)\n  Note\n\nIn beta.\n  - **`b`** (object)\n    - **`c`** (string)\n  - **`d`** (string)",
    );
    assert_eq!(findings, []);
    assert_eq!(broken[0]["fields"], expected[0]["fields"]);
    assert_eq!(broken[0]["description"], "Note\n\nIn beta.");
    let (_, findings) = tree("- **`a`** (object)\n      - **`c`** (string)");
    assert_eq!(findings, [Code::BadParameter], "a level is missing");
}

#[test]
fn p05_control_characters() {
    let hostile = ['\0', '\u{7}', '\u{1b}', '\u{9b}', '\u{202a}', '\u{202e}', '\u{2066}', '\u{2069}'];
    for c in hostile {
        let mut section = Section::get("/things");
        section.description = format!("Lists{c} things.");
        section.schema = format!("* `id`: required, integ{c}er");
        let reading = read_packages(&page(&[section]));
        let found = codes(&reading);
        assert_eq!(found.iter().filter(|code| **code == Code::ControlCharacter).count(), 2, "{c:?}");
        assert!(found.contains(&Code::BadSchema), "{c:?} is no part of a type");
        let shown = render_text(&reading.diagnostics, &reading.pages, false);
        let escaped = |shown: char| shown == '\n' || !(shown.is_control() || hostile.contains(&shown));
        assert!(shown.chars().all(escaped), "a terminal would obey {c:?}:\n{shown:?}");
    }
}

#[test]
fn p07_no_page_at_all() {
    let html = "<!DOCTYPE html>\n<html lang=\"en\">\n<head><title>502 Bad Gateway</title></head>\n<body>\n\
                <h1>Whoa there!</h1>\n</body>\n</html>\n";
    for text in ["", "\n\n", "# Packages", html] {
        let reading = read_packages(text);
        let finding = reading.diagnostics.iter().find(|diagnostic| diagnostic.code == Code::NoEndpoints);
        let finding = finding.expect("a page without endpoints is reported");
        assert_eq!(finding.severity, Severity::Error, "{text:?} alone is no reference");
        assert!(reading.api.endpoints.is_empty());
        assert_eq!(render_json(&reading.diagnostics, &reading.pages)[0]["line"], 1, "{text:?} is pointed at");
    }
    let beside = docwright::read::read(vec![
        docwright::source::Page::new("a.md", "# Overview"),
        docwright::source::Page::new("b.md", &page(&[Section::get("/things")])),
    ]);
    assert_eq!(codes(&beside), [Code::NoEndpoints]);
    assert!(!beside.has_errors(), "an overview among other pages is none");
}

#[test]
fn p08_a_long_page() {
    let sections: Vec<Section> =
        (0..1_000).map(|number| Section::get(&format!("/things-{number}"))).collect();
    let reading = read_packages(&page(&sections));
    assert_eq!(reading.diagnostics, []);
    assert_eq!(reading.api.endpoints.len(), 1_000);
    assert_eq!(reading.api.endpoints[999].anchor, "get-999", "equal titles are told apart as the site does");
    assert!(reading.api.schemas.len() < 5, "equal schemas are stored once");
}

#[test]
fn p09_long_lines() {
    for run in ["`", "[", "*", "![", "<", "(", "&", "\\", "> ", "_a", "``` ", "| "] {
        let line = run.repeat(200_000 / run.len());
        let mut section = Section::get("/things");
        section.description = format!("Lists things {line}");
        section.schema = format!("* `id`: required, integer, pattern: {line}");
        let reading = read_packages(&page(&[section, Section::get("/others")]));
        assert_eq!(reading.api.endpoints.len(), 2, "{run}");
        assert!(codes(&reading).contains(&Code::BadSchema), "{run}");
    }
}

#[test]
fn p10_deep_nesting() {
    let on_one_line = format!("{}x", "* ".repeat(10_000));
    let quotes = format!("{}x", "> ".repeat(10_000));
    let by_indent = (0..1_000).fold(String::new(), |mut text, level| {
        let _ = writeln!(text, "{:width$}* `a{level}`: object:", "", width = 2 * level);
        text
    });
    for schema in [on_one_line, quotes, by_indent] {
        let mut section = Section::get("/things");
        section.schema = schema;
        let text = page(&[section, Section::get("/others")]);
        let small_stack = thread::Builder::new().stack_size(2 << 20);
        let reading =
            small_stack.spawn(move || read_packages(&text)).expect("a thread").join().expect("no overflow");
        assert!(codes(&reading).contains(&Code::TooDeep));
        assert_eq!(reading.api.endpoints.len(), 2, "what follows is read");
    }
}

#[test]
fn p10_deep_parameters() {
    let mut section = Section::get("/things");
    section.parameters = (0..1_000).fold(String::new(), |mut text, level| {
        let _ = writeln!(text, "{:width$}* **`a{level}`** (object)", "", width = 2 * level);
        text
    });
    let reading = read_packages(&page(&[section, Section::get("/others")]));
    assert!(codes(&reading).contains(&Code::TooDeep));
    assert_eq!(reading.api.endpoints.len(), 2, "what follows is read");
}

#[test]
fn p11_fences() {
    let text = packages_text();
    for (number, opening) in ["```\nDELETE /orgs", "```curl\ncurl -L \\\n  -X DELETE"].into_iter().enumerate()
    {
        let start = text.find(opening).expect("on the page");
        let end = start + 3 + text[start + 3..].find("\n```\n").expect("closed");
        for closing in ["\n", "\n``\n", "\n~~~\n"] {
            let damaged = format!("{}{closing}{}", &text[..end], &text[end + "\n```\n".len()..]);
            let reading = read_packages(&damaged);
            let opened = reading.pages[0].line_at(start);
            let named = |diagnostic: &docwright::diagnostic::Diagnostic| {
                reading.pages[0].lines_of(diagnostic.span).contains(&opened)
            };
            assert!(
                reading.diagnostics.iter().any(named),
                "the opening line is named, fence {number}, {closing:?}"
            );
            assert!(
                reading.api.endpoints.len() >= 26,
                "one endpoint is lost at most, fence {number}, {closing:?}"
            );
        }
        let longer = format!("{}\n`````\n{}", &text[..end], &text[end + "\n```\n".len()..]);
        assert_eq!(codes(&read_packages(&longer)), [], "a longer run closes a fence");
    }
    let comment = text.replacen("Lists packages in", "<!-- Lists packages in", 1);
    let [mut before, mut now] = [&text, &comment].map(|text| expanded_model(&read_packages(text).api));
    let at = (0..27).find(|at| before["endpoints"][at] != now["endpoints"][at]).expect("one has the comment");
    for model in [&mut before, &mut now] {
        model["endpoints"][at].as_object_mut().expect("an endpoint").remove("description");
    }
    assert!(before == now, "an HTML comment that never ends costs its own section at most");
}

#[test]
fn p13_one_endpoint_twice() {
    let same = read_packages(&page(&[Section::get("/things"), Section::get("/things")]));
    assert_eq!(same.api.endpoints.len(), 1);
    assert_eq!(codes(&same), [Code::DuplicateEndpoint]);
    assert!(same.is_understood(), "it says the same");

    let mut other = Section::get("/things");
    other.schema = "* `name`: required, string".to_owned();
    let differing = read_packages(&page(&[Section::get("/things"), other]));
    assert!(!differing.is_understood());
    assert_eq!(differing.api.endpoints.len(), 1);
    let lines = |span| differing.pages[0].line_at(span) + 1;
    let finding = &differing.diagnostics[0];
    assert_eq!(lines(finding.related[0].0.start), 6);
    assert!(lines(finding.span.start) > 6, "both lines are named");
}

#[test]
fn p14_equal_anchors() {
    let mut second = Section::get("/second");
    second.schema = "* `name`: required, string".to_owned();
    let mut third = Section::get("/third");
    third.schema = "Same response schema as [Get](#get-1).".to_owned();
    let reading = read_packages(&page(&[Section::get("/first"), second, third]));
    assert_eq!(reading.diagnostics, []);
    let schema = |at: usize| &reading.api.endpoints[at].responses[0].schemas;
    assert_eq!(schema(2), schema(1));
    assert_ne!(schema(2), schema(0));
}

#[test]
fn p15_a_reference_to_nowhere() {
    let mut section = Section::get("/second");
    section.title = "Get the other".to_owned();
    section.schema = "Same response schema as [Get](#gte).".to_owned();
    let reading = read_packages(&page(&[Section::get("/first"), section]));
    assert_eq!(codes(&reading), [Code::DanglingReference]);
    assert!(!reading.is_understood());
    let help = reading.diagnostics[0].help.as_deref().expect("a help");
    assert!(help.contains("`#get`"), "the nearest anchor is named: {help}");
    assert_eq!(reading.pages[0].slice(reading.diagnostics[0].span), "gte");
}

#[test]
fn p16_references_in_a_circle() {
    let referring = |path: &str, title: &str, to: &str| {
        let mut section = Section::get(path);
        title.clone_into(&mut section.title);
        section.schema = format!("Same response schema as [{to}](#{to}).");
        section
    };
    let itself = read_packages(&page(&[referring("/a", "a", "a")]));
    assert_eq!(codes(&itself), [Code::DanglingReference]);

    let pair = read_packages(&page(&[referring("/a", "a", "b"), referring("/b", "b", "a")]));
    assert_eq!(codes(&pair), [Code::DanglingReference; 2]);
    assert!(pair.diagnostics[0].message.contains("#b → #a"), "{}", pair.diagnostics[0].message);

    let chain: Vec<Section> = (0..1_000)
        .map(|at| referring(&format!("/{at}"), &format!("t{at}"), &format!("t{}", at + 1)))
        .chain([{
            let mut last = Section::get("/last");
            "t1000".clone_into(&mut last.title);
            last
        }])
        .collect();
    let chain = read_packages(&page(&chain));
    assert_eq!(chain.diagnostics, []);
    let first = &chain.api.endpoints[0].responses[0].schemas;
    assert!(chain.api.endpoints.iter().all(|endpoint| endpoint.responses[0].schemas == *first));
}

#[test]
fn p17_words_and_target_disagree() {
    let mut named = Section::get("/named");
    named.title = "Get a name".to_owned();
    named.schema = "* `name`: required, string".to_owned();
    let mut third = Section::get("/third");
    third.title = "Get the third".to_owned();
    third.schema = "Same response schema as [Get](#get-a-name).".to_owned();
    let reading = read_packages(&page(&[Section::get("/first"), named.clone(), third.clone()]));
    assert_eq!(codes(&reading), [Code::ReferenceMismatch]);
    assert!(reading.is_understood(), "the target counts");
    let schema = |at: usize| &reading.api.endpoints[at].responses[0].schemas;
    assert_eq!(schema(2), schema(1));

    third.schema = "Same response schema as [Get](/en/rest/things#get).".to_owned();
    let off_page = read_packages(&page(&[Section::get("/first"), named, third]));
    assert_eq!(codes(&off_page), [Code::DanglingReference]);
    assert!(!off_page.is_understood());
}

#[test]
fn p19_request_lines() {
    for (line, code) in [
        ("get /things", Code::BadRequestLine),
        ("FETCH /things", Code::BadRequestLine),
        ("GET /orgs/{org", Code::BadRequestLine),
        ("GET /orgs/{}", Code::BadRequestLine),
        ("GET /orgs/{a{b}}", Code::BadRequestLine),
        ("GET /th ings", Code::BadRequestLine),
        ("GET /things\nGET /others", Code::BadRequestLine),
        ("/things", Code::HeadingWithoutRequest),
        ("GET things", Code::HeadingWithoutRequest),
    ] {
        let text = page(&[Section::get("/first"), Section::get("/things")])
            .replace("```\nGET /things\n", &format!("```\n{line}\n"));
        let reading = read_packages(&text);
        assert!(codes(&reading).contains(&code), "{line}: {:?}", codes(&reading));
        assert!(!reading.is_understood(), "{line}");
        assert_eq!(reading.api.endpoints.len(), 1, "no endpoint is read from `{line}`");
    }
}

#[test]
fn p20_path_and_parameters() {
    let undocumented = read_packages(&page(&[Section::get("/orgs/{org}")]));
    assert_eq!(codes(&undocumented), [Code::PathParameter]);
    assert!(!undocumented.is_understood());
    assert_eq!(undocumented.pages[0].slice(undocumented.diagnostics[0].span), "{org}");

    let mut section = Section::get("/orgs");
    section.parameters = "* **`org`** (string) (required)\n  The organization.".to_owned();
    let in_query = read_packages(&page(&[section]));
    assert_eq!(in_query.diagnostics, []);
    assert_eq!(in_query.api.endpoints[0].parameters[0].location, docwright::model::Location::Query);
}

#[test]
fn an_unprinted_object_is_opaque_and_not_lost() {
    let mut section = Section::get("/things");
    section.schema = "* `thing`: required, `Thing` (see above)".to_owned();
    let reading = read_packages(&page(&[section]));
    assert_eq!(codes(&reading), [Code::UnknownTitle]);
    let opaque = reading.api.schemas.iter().filter(|(_, schema)| matches!(schema.kind, Kind::Opaque(_)));
    assert_eq!(opaque.count(), 1);
}

fn codes(reading: &Reading) -> Vec<Code> {
    reading.diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}
