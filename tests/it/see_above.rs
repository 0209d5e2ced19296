//! "(see above)" and depth: which object is meant, and what a page hides.

use docwright::diagnostic::Code;
use docwright::model::{LossCause, to_json};
use docwright_tests::{expanded_model, read_packages};
use serde_json::{Value, json};

use crate::support::{Section, page};

/// An object inside itself is opened as deep as the page would open it in its other form.
#[test]
fn an_ancestor_is_opened_down_to_the_cut() {
    let (schema, codes) =
        read("* `team`: required, `Team`:\n  * `id`: required, integer\n  * `parent`: `Team` (see above)");
    assert_eq!(codes, [Code::DepthCut]);
    let team = &schema["fields"][0];
    let parent = |team: &Value| team["fields"][1].clone();
    let deepest = parent(&parent(&parent(team)));
    assert_eq!(parent(team)["title"], "Team");
    assert_eq!(deepest["reason"], "depth-cut", "{deepest:#}");
}

/// A root title counts as printed above, and a variant adds no depth.
#[test]
fn a_root_and_a_variant_that_hold_themselves() {
    let (schema, codes) =
        read("Array of `Node`:\n\n* `next`: any of:\n  * **null**\n  * **Node** (see above)");
    assert_eq!(codes, [Code::DepthCut]);
    assert_eq!(schema["items"]["fields"][0]["title"], "Node");
    let (schema, _) =
        read("* `tree`: `Tree`:\n  * `leaf`: any of:\n    * **string**\n    * **Tree** (see above)");
    assert_eq!(schema["fields"][0]["fields"][0]["variants"][1]["title"], "Tree");
}

/// Many references of an object to itself cost no more than one of them.
#[test]
fn objects_that_hold_themselves_often_are_read_in_time() {
    let many: Vec<String> = (0..200).map(|n| format!("\n  * `f{n}`: `Wide` (see above)")).collect();
    let many = many.concat();
    let schema = format!("* `wide`: required, `Wide`:{many}");
    let reading = read_packages(&page(&[Section { schema, ..Section::get("/things") }]));
    assert!(reading.api.schemas.len() < 20, "{}", reading.api.schemas.len());
}

/// A leaf that the depth hides does not take the place of the object that was opened.
#[test]
fn a_hidden_object_does_not_hide_the_one_above() {
    let (schema, codes) = read(
        "* `user`: required, `User`:\n  * `login`: required, string\n* `a`: object:\n  * `b`: object:\n    \
         * `c`: object:\n      * `d`: any of:\n        * **null**\n        * **User**\n* `author`: `User` (see above)",
    );
    assert_eq!(codes, [Code::DepthCut]);
    assert_eq!(
        schema["fields"][2]["fields"],
        json!([{"name": "login", "required": true, "kind": "string", "nullable": false}])
    );
}

/// What an object that the page does not open says of its other keys is kept.
#[test]
fn a_hidden_object_keeps_what_it_says_of_other_keys() {
    let (schema, _) = read(
        "* `a`: object:\n  * `b`: object:\n    * `c`: object:\n      * `d`: object or null, additional properties: string",
    );
    let hidden = &schema["fields"][0]["fields"][0]["fields"][0]["fields"][0];
    assert_eq!(hidden["reason"], "depth-cut");
    assert_eq!(hidden["nullable"], true);
    assert_eq!(hidden["additional"], json!({"kind": "string", "nullable": false}));
}

/// Of an endpoint that prints several schemas, a link means the one of its own example's title.
#[test]
fn a_link_means_the_schema_of_the_same_example() {
    let target =
        Section { title: "Get".to_owned(), schema: "* `id`: integer".to_owned(), ..Section::get("/first") };
    let link = Section {
        title: "Other".to_owned(),
        schema: "Same response schema as [Get](#get).".to_owned(),
        ..Section::get("/second")
    };
    let text = page(&[target, link]);
    let another = "#### Example 2\n\n**Request:**\n\n```curl\ncurl -L \\\n  -X GET \\\n  https://HOSTNAME/first\n```\n\n\
                   **Response schema (Status: 200):**\n\nstring\n\n## Other";
    let text = text.replacen("## Other", another, 1);
    let at = text.rfind("#### Example").expect("the second endpoint has one");
    let second = format!("{}#### Example 2{}", &text[..at], &text[at + "#### Example".len()..]);
    let reading = read_packages(&second);
    assert_eq!(reading.diagnostics, []);
    assert_eq!(to_json(&reading.api)["endpoints"][1]["responses"][0]["schema"]["kind"], "string");
    // Where no title agrees either, the first one is taken, and said to be.
    let reading = read_packages(&second.replace(
        "#### Example 2\n\n**Request:**\n\n```curl\ncurl -L \\\n  -X GET \\\n  https://HOSTNAME/second",
        "#### Another\n\n**Request:**\n\n```curl\ncurl -L \\\n  -X GET \\\n  https://HOSTNAME/second",
    ));
    let codes: Vec<Code> = reading.diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    assert_eq!(codes, [Code::AmbiguousReference]);
    assert_eq!(reading.api.losses[0].cause, LossCause::AmbiguousReference);
}

fn read(schema: &str) -> (Value, Vec<Code>) {
    let reading = read_packages(&page(&[Section { schema: schema.to_owned(), ..Section::get("/things") }]));
    let codes = reading.diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    (expanded_model(&reading.api)["endpoints"][0]["responses"][0]["schema"].clone(), codes)
}
