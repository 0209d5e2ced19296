use std::fmt::Write as _;
use std::path::Path;
use std::{fs, iter};

use super::{Explained, ItemKey, explain, surface};
use crate::diff::finding::{Finding, Reach, Subject, SubjectKind, Touch};
use crate::diff::rules::RuleId;
use crate::diff::testing::{compare, compare_pages};
use crate::diff::verdict::{Direction, Rust, Wire};
use crate::source::Page;
use crate::{Spec, generate};

/// A small page with something of each kind.
const PAGE: &str = include_str!("../../../../tests/it/diff_proof/page.md");

#[test]
fn signatures_are_those_of_the_files() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/emit");
    let pages = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).map(|path| {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        Page::new(format!("en/rest/things/{name}.md"), &fs::read_to_string(path).unwrap())
    });
    let own = iter::once(Page::new("en/rest/things/things.md", PAGE));
    let mut seen = 0;
    for page in pages.chain(own) {
        let file = page.file.clone();
        let spec = Spec { pages: vec![page], ..Spec::default() };
        let generated = generate(spec, Some("client")).unwrap();
        let texts: Vec<String> = generated
            .files
            .iter()
            .filter(|file| file.path.starts_with("src/") && !file.path.contains("/runtime/"))
            .map(|file| file.contents.split_whitespace().collect::<Vec<_>>().join(" "))
            .map(|text| text.replace("( ", "(").replace(", )", ")"))
            // Files have paths where names meet, and signatures never do.
            .map(|text| text.replace("runtime::", "").replace("crate::types::", ""))
            .collect();
        for (key, signature) in surface(&generated.client).items() {
            for part in signature.split("; ") {
                seen += 1;
                assert!(texts.iter().any(|text| text.contains(part)), "{file}: {key}: no {part:?}");
            }
        }
    }
    assert!(seen > 300, "{seen} signatures");
}

#[test]
fn every_change_has_its_items_and_a_line_that_breaks() {
    let table: &[(&str, &[(&str, &str)])] = &[
        ("nothing", &[]),
        ("an argument has another name", &[("**`first`** (string)", "**`third`** (string)")]),
        (
            "an argument is new",
            &[("* **`first`**", "* **`zero`** (integer) (required)\n  The zeroth.\n\n* **`first`**")],
        ),
        ("an argument is gone", &[("* **`first`** (string) (required)\n  The first word.\n\n", "")]),
        ("an argument has another type", &[("**`first`** (string)", "**`first`** (integer)")]),
        (
            "arguments change places",
            &[
                ("**`first`** (string)", "**`zero`** (string)"),
                ("**`second`** (string)", "**`first`** (string)"),
                ("**`zero`** (string)", "**`second`** (string)"),
            ],
        ),
        (
            "a setter is gone",
            &[("* **`state`** (string)\n  Which ones.\n  Can be one of: `open`, `shut`\n\n", "")],
        ),
        ("a setter has become an argument", &[("**`state`** (string)", "**`state`** (string) (required)")]),
        ("an argument has become a setter", &[("**`second`** (string) (required)", "**`second`** (string)")]),
        ("a setter takes null as well", &[("**`note`** (string)", "**`note`** (string or null)")]),
        ("a setter takes another type", &[("**`count`** (integer)", "**`count`** (boolean)")]),
        ("a value is gone", &[(", enum: `red`, `blue`", ", enum: `red`")]),
        (
            "a field is new",
            &[("* `size`: required, integer", "* `size`: required, integer\n* `weight`: number")],
        ),
        ("a field is gone", &[("* `size`: required, integer\n", "")]),
        ("a field may be absent", &[("* `size`: required, integer", "* `size`: integer")]),
        (
            "a field is gone with its type",
            &[("* `box`: required, object:\n  * `width`: required, integer\n", "")],
        ),
        (
            "a part of a body has an argument",
            &[("**`width`** (integer)", "**`width`** (integer) (required)")],
        ),
        (
            "a list comes within an object",
            &[
                (
                    "Array of `Thing`:\n\n* `id`: required, integer\n* `name`",
                    "* `total_count`: required, integer\n* `things`: required, array of `Thing`:\n  * `id`: required, integer\n  * `name`",
                ),
                ("\n* `size`", "\n  * `size`"),
                ("\n* `colour_name`", "\n  * `colour_name`"),
                ("\n* `made_at`", "\n  * `made_at`"),
            ],
        ),
        (
            "a reply has something in it",
            &[
                ("* **204** - No Content", "* **202** - Accepted"),
                ("(Status: 204):**\n", "(Status: 202):**\n\n* `id`: required, integer\n"),
            ],
        ),
        (
            "an endpoint is deprecated",
            &[(
                "Gets a thing.",
                "Closing down notice: This endpoint is closing down. Use boxes in its place.\n\nGets a thing.",
            )],
        ),
        ("an endpoint is gone", &[(DELETE, "")]),
    ];
    let mut text = String::new();
    for (name, edits) in table {
        let new = edits.iter().fold(PAGE.to_owned(), |page, (from, to)| {
            assert!(page.contains(from), "{name}: no {from:?}");
            page.replace(from, to)
        });
        let _ = writeln!(text, "# {name}\n");
        compare(PAGE, &new, |comparison| text.push_str(&shown(&explain(comparison, Vec::new()))));
    }
    insta::assert_snapshot!("items", text);
}

/// The last section of the page.
const DELETE: &str = "## Delete a thing\n\n```\nDELETE /orgs/{org}/things/{thing_id}\n```\n\nDeletes a thing.\n\n### Parameters\n\n#### Path and query parameters\n\n* **`org`** (string) (required)\n  The organization name.\n\n* **`thing_id`** (integer) (required)\n  The thing.\n\n### HTTP response status codes\n\n* **204** - No Content\n\n### Code examples\n\n#### Example\n\n**Request:**\n\n```curl\ncurl -L \\\n  -X DELETE \\\n  https://api.github.com/orgs/ORG/things/1\n```\n\n**Response schema (Status: 204):**\n";

#[test]
fn what_a_finding_touches_is_its_own_and_so_are_types_that_go_with_it() {
    let new = PAGE
        .replace("* `box`: required, object:\n  * `width`: required, integer\n", "")
        .replace("* `size`: required, integer\n", "");
    let explained = compare(PAGE, &new, |comparison| {
        let surface = surface(comparison.old.client);
        let field = surface
            .items()
            .into_iter()
            .map(|(key, _)| key)
            .find(|key| matches!(key, ItemKey::Field(_, name) if name == "box_" || name == "box"));
        explain(comparison, vec![finding(Touch { old: field, new: None })])
    });
    insta::assert_snapshot!("attributed", shown(&explained));
}

#[test]
fn a_finding_whose_items_stay_the_same_means_nothing_for_code() {
    let new = PAGE.replace("* `size`: required, integer", "* `size`: required, integer, format: int64");
    let explained = compare(PAGE, &new, |comparison| {
        let key = ItemKey::Field("types::Thing".to_owned(), "size".to_owned());
        explain(comparison, vec![finding(Touch::both(key))])
    });
    assert_eq!(explained.len(), 1);
    assert_eq!((explained[0].rust, explained[0].items.len(), &explained[0].witness), (Rust::None, 0, &None));
}

/// As long as a handle has requests of the old category, that turns on all of it.
#[test]
fn a_handle_whose_pages_are_all_in_another_category_needs_another_feature() {
    let (file, other) = ("en/rest/things/things.md", "en/rest/boxes/boxes.md");
    let front = PAGE.replace(DELETE, "");
    let moved = format!("# Boxes\n\n{DELETE}");
    compare_pages(&[(file, PAGE)], &[(file, &front), (other, &moved)], |comparison| {
        assert_eq!(explain(comparison, Vec::new()), []);
    });
    compare_pages(&[(file, &moved)], &[(other, &moved)], |comparison| {
        insta::assert_snapshot!("feature", shown(&explain(comparison, Vec::new())));
    });
}

fn finding(touch: Touch) -> Finding {
    Finding {
        rule: RuleId::ResponseFieldRemoved,
        wire: Wire::Breaking,
        rust: Rust::None,
        direction: Direction::Response,
        subject: Subject { kind: SubjectKind::Schema, name: "Thing".to_owned(), path: "box".to_owned() },
        facts: Vec::new(),
        message: "the finding".to_owned(),
        advice: None,
        confidence: None,
        reach: vec![Reach { old: Some(1), new: Some(1) }],
        old: None,
        new: None,
        items: vec![touch],
    }
}

fn shown(explained: &[Explained]) -> String {
    let mut text = String::new();
    for Explained { finding, rust, items, witness } in explained {
        let Subject { name, path, .. } = &finding.subject;
        let reach = finding.reach.len();
        let _ = writeln!(
            text,
            "{} [{rust}] {name} {path}: {} ({reach} endpoints)",
            finding.rule, finding.message
        );
        for item in items {
            let none = String::new();
            let (old, new) = (item.old.as_ref().unwrap_or(&none), item.new.as_ref().unwrap_or(&none));
            let _ = writeln!(text, "    {} [{}]\n        - {old}\n        + {new}", item.path, item.rust);
        }
        if let Some(witness) = witness {
            let _ = writeln!(text, "    before: {}\n    after:  {}", witness.before, witness.after);
        }
        text.push('\n');
    }
    text
}
