//! Forms that the grammar of the pages allows, whether or not a page has shown them yet.

use docwright::diagnostic::{Code, Severity};
use docwright::read::Reading;
use docwright_tests::{expanded_model, read_packages};
use serde_json::{Value, json};

use crate::support::{Section, page};

fn read(schema: &str) -> (Reading, Value) {
    let schema = schema.to_owned();
    let reading = read_packages(&page(&[Section { schema, ..Section::get("/things") }]));
    let node = expanded_model(&reading.api)["endpoints"][0]["responses"][0]["schema"].clone();
    (reading, node)
}

#[test]
fn arrays_of_anything_may_be_null_and_hold_alternatives() {
    let object = "\n    * `a`: string";
    let variants = "\n    * **string**\n    * **integer**";
    let rows = [
        (format!("array of objects:{object}"), false, "object", None),
        (format!("array of objects or null:{object}"), true, "object", None),
        (format!("array of objects: one of:{variants}"), false, "one of", None),
        (format!("array of objects or null: any of:{variants}"), true, "any of", None),
        (format!("array of `Thing`:{object}"), false, "object", Some("Thing")),
        (format!("array of `Thing` or null:{object}"), true, "object", Some("Thing")),
        (format!("array of `Thing` objects: one of:{variants}"), false, "one of", Some("Thing")),
        (format!("array of `Thing` objects or null: one of:{variants}"), true, "one of", Some("Thing")),
    ];
    for (line, nullable, kind, title) in rows {
        let (reading, node) = read(&format!("* `field`: {line}"));
        assert_eq!(reading.diagnostics, [], "{line}");
        let array = &node["fields"][0];
        assert_eq!((&array["kind"], &array["nullable"]), (&json!("array"), &json!(nullable)), "{line}");
        assert_eq!(
            (&array["items"]["kind"], &array["items"]["title"]),
            (&json!(kind), &json!(title)),
            "{line}"
        );
    }
}

#[test]
fn a_tail_that_the_grammar_does_not_have_is_an_error() {
    for line in ["array of `Thing` objects", "array of `Thing`: one of:", "array of objects (see above)"] {
        let (reading, _) = read(&format!("* `field`: {line}\n    * **string**"));
        assert!(!reading.is_understood(), "{line}");
    }
}

#[test]
fn an_open_object_may_end_in_a_colon_without_keys() {
    let (reading, node) = read("* `field`: object, additional properties allowed:\n* `other`: string");
    let found: Vec<_> =
        reading.diagnostics.iter().map(|diagnostic| (diagnostic.code, diagnostic.severity)).collect();
    assert_eq!(found, [(Code::MissingChildren, Severity::Warning)]);
    assert_eq!(node["fields"][0]["additional"], true);
    assert_eq!(node["fields"][1]["name"], "other");
    let (reading, _) = read("* `field`: object:\n* `other`: string");
    assert_eq!(
        reading.diagnostics[0].severity,
        Severity::NotUnderstood,
        "nothing is known of a closed object"
    );
}

#[test]
fn notes_are_prose_unless_they_name_the_api_version() {
    let text = page(&[Section::get("/things")]).replace("> \\[!NOTE]", "> [!NOTE]");
    let notes = [
        "> [!NOTE] This is a beta.",
        "> [!WARNING]\n> Two lines\n> of it.",
        "> [!NOTE]\n> Most endpoints use `Authorization: Bearer <YOUR-TOKEN>`.",
        "> Said by someone.",
    ];
    for note in notes {
        let reading = read_packages(&text.replacen("# Page\n", &format!("# Page\n\n{note}\n\n{note}\n"), 1));
        assert_eq!(reading.diagnostics, [], "{note}");
        assert!(reading.api.pages[0].intro.contains(note), "{note}: {}", reading.api.pages[0].intro);
        let described = text.replacen("\n```\n\n", &format!("\n```\n\n{note}\n\n"), 1);
        assert_eq!(read_packages(&described).diagnostics, [], "{note}");
    }
    let empty = text.replacen("# Page\n", "# Page\n\n> [!NOTE]\n", 1);
    assert_eq!(read_packages(&empty).diagnostics[0].code, Code::BadNote, "an alert that lost its text");
}

#[test]
fn a_fence_that_never_ends_costs_its_section_alone() {
    let text = page(&[Section::get("/things")]);
    let broken = text.replacen("### HTTP response", "```\nopen\n\n### HTTP response", 1);
    let reading = read_packages(&broken);
    let codes: Vec<Code> = reading.diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    assert_eq!(codes, [Code::UnclosedFence]);
    let (line, _) = reading.pages[0].position(reading.diagnostics[0].span.start);
    assert_eq!(broken.lines().nth(line - 1), Some("```"));
    let endpoint = &reading.api.endpoints[0];
    assert_eq!((endpoint.responses.len(), endpoint.examples.len()), (1, 1), "what follows is read");
}

#[test]
fn bullets_are_read_down_to_the_limit_that_is_named() {
    let nested = |levels: usize| {
        let line = |level: usize| format!("{}* `f{level}`: object:\n", "  ".repeat(level));
        let last = format!("{}* `x`: string", "  ".repeat(levels - 1));
        (0..levels - 1).map(line).chain([last]).collect::<String>()
    };
    let (reading, _) = read(&nested(64));
    assert!(reading.is_understood(), "{:?}", reading.diagnostics);
    let (reading, _) = read(&nested(65));
    let errors: Vec<&str> = reading
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::NotUnderstood)
        .map(|diagnostic| diagnostic.message.as_str())
        .collect();
    assert_eq!(errors, ["bullets are nested deeper than 64 levels"]);
}
