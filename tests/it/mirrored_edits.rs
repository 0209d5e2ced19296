//! One edit of a value at a query parameter, at a member of a body and at a field of a response: what is a change in one place
//! is one in the others, and the verdict follows from which way the value goes.

use std::fmt::Write as _;

use docwright::diff::input::{Input, compare};
use docwright::diff::report::Change;
use docwright::source::Page;

use crate::support::{Section, page, snapshots};

/// An edit: its name, the bullets of what is sent before and after, and the lines of a response before and after.
struct Edit {
    name: &'static str,
    sent: Sent,
    received: Option<[&'static str; 2]>,
}

/// A sent value, and where pages have it.
enum Sent {
    /// As a parameter and as a member of a body.
    Anywhere([&'static str; 2]),
    /// As a member of a body.
    InBody([&'static str; 2]),
    /// Pages do not state it of what is sent.
    Nowhere,
}

use Sent::{Anywhere, InBody, Nowhere};

const EDITS: &[Edit] = &[
    Edit {
        name: "value added",
        sent: Anywhere([STATE, "* **`state`** (string)\n  Can be one of: `a`, `b`, `c`"]),
        received: Some([STATE_FIELD, "* `state`: string, enum: `a`, `b`, `c`"]),
    },
    Edit {
        name: "two values added",
        sent: Anywhere([STATE, "* **`state`** (string)\n  Can be one of: `a`, `b`, `c`, `d`"]),
        received: Some([STATE_FIELD, "* `state`: string, enum: `a`, `b`, `c`, `d`"]),
    },
    Edit {
        name: "value removed",
        sent: Anywhere([STATE, "* **`state`** (string)\n  Can be one of: `a`"]),
        received: Some([STATE_FIELD, "* `state`: string, enum: `a`"]),
    },
    Edit {
        name: "two values removed",
        sent: Anywhere([
            "* **`state`** (string)\n  Can be one of: `a`, `b`, `c`",
            "* **`state`** (string)\n  Can be one of: `a`",
        ]),
        received: Some(["* `state`: string, enum: `a`, `b`, `c`", "* `state`: string, enum: `a`"]),
    },
    Edit {
        name: "value replaced",
        sent: Anywhere([STATE, "* **`state`** (string)\n  Can be one of: `a`, `z`"]),
        received: Some([STATE_FIELD, "* `state`: string, enum: `a`, `z`"]),
    },
    Edit {
        name: "value respelled",
        sent: Anywhere([
            "* **`state`** (string)\n  Can be one of: `in_use`, `free`",
            "* **`state`** (string)\n  Can be one of: `In Use`, `free`",
        ]),
        received: Some([
            "* `state`: string, enum: `in_use`, `free`",
            "* `state`: string, enum: `In Use`, `free`",
        ]),
    },
    Edit {
        name: "values in another order",
        sent: Anywhere([STATE, "* **`state`** (string)\n  Can be one of: `b`, `a`"]),
        received: Some([STATE_FIELD, "* `state`: string, enum: `b`, `a`"]),
    },
    Edit {
        name: "became enum",
        sent: Anywhere(["* **`state`** (string)", STATE]),
        received: Some(["* `state`: string", STATE_FIELD]),
    },
    Edit {
        name: "no longer enum",
        sent: Anywhere([STATE, "* **`state`** (string)"]),
        received: Some([STATE_FIELD, "* `state`: string"]),
    },
    Edit {
        name: "type widened",
        sent: Anywhere(["* **`size`** (integer)", "* **`size`** (number)"]),
        received: Some(["* `size`: integer", "* `size`: number"]),
    },
    Edit {
        name: "type narrowed",
        sent: Anywhere(["* **`size`** (number)", "* **`size`** (integer)"]),
        received: Some(["* `size`: number", "* `size`: integer"]),
    },
    Edit {
        name: "type changed",
        sent: Anywhere(["* **`size`** (integer)", "* **`size`** (boolean)"]),
        received: Some(["* `size`: integer", "* `size`: boolean"]),
    },
    Edit {
        name: "value became array",
        sent: Anywhere(["* **`size`** (integer)", "* **`size`** (array of integers)"]),
        received: Some(["* `size`: integer", "* `size`: array of integer"]),
    },
    Edit {
        name: "item type changed",
        sent: Anywhere(["* **`tags`** (array of strings)", "* **`tags`** (array of integers)"]),
        received: Some(["* `tags`: array of string", "* `tags`: array of integer"]),
    },
    Edit {
        name: "items shown",
        sent: Anywhere(["* **`tags`** (array)", "* **`tags`** (array of strings)"]),
        received: Some(["* `tags`: array", "* `tags`: array of string"]),
    },
    Edit {
        name: "null added",
        sent: Anywhere(["* **`size`** (integer)", "* **`size`** (integer or null)"]),
        received: Some(["* `size`: required, integer", "* `size`: required, integer or null"]),
    },
    Edit {
        name: "null removed",
        sent: Anywhere(["* **`size`** (integer or null)", "* **`size`** (integer)"]),
        received: Some(["* `size`: required, integer or null", "* `size`: required, integer"]),
    },
    Edit {
        name: "became required",
        sent: Anywhere(["* **`size`** (integer)", "* **`size`** (integer) (required)"]),
        received: Some(["* `size`: integer", "* `size`: required, integer"]),
    },
    Edit {
        name: "became optional",
        sent: Anywhere(["* **`size`** (integer) (required)", "* **`size`** (integer)"]),
        received: Some(["* `size`: required, integer", "* `size`: integer"]),
    },
    Edit {
        name: "default added",
        sent: Anywhere(["* **`size`** (integer)", "* **`size`** (integer)\n  Default: `3`"]),
        received: Some(["* `size`: integer", "* `size`: integer, default: `3`"]),
    },
    Edit {
        name: "default changed",
        sent: Anywhere(["* **`size`** (integer)\n  Default: `3`", "* **`size`** (integer)\n  Default: `4`"]),
        received: Some(["* `size`: integer, default: `3`", "* `size`: integer, default: `4`"]),
    },
    Edit {
        name: "default removed",
        sent: Anywhere(["* **`size`** (integer)\n  Default: `3`", "* **`size`** (integer)"]),
        received: Some(["* `size`: integer, default: `3`", "* `size`: integer"]),
    },
    Edit {
        name: "format added",
        sent: Nowhere,
        received: Some(["* `at`: string", "* `at`: string, format: date-time"]),
    },
    Edit {
        name: "format changed",
        sent: Nowhere,
        received: Some(["* `at`: string, format: date", "* `at`: string, format: date-time"]),
    },
    Edit {
        name: "format removed",
        sent: Nowhere,
        received: Some(["* `at`: string, format: date-time", "* `at`: string"]),
    },
    Edit {
        name: "format of a number added",
        sent: Nowhere,
        received: Some(["* `size`: integer", "* `size`: integer, format: int64"]),
    },
    Edit {
        name: "limit tightened",
        sent: Anywhere([
            "* **`size`** (integer)\n  How many (max 100).",
            "* **`size`** (integer)\n  How many (max 50).",
        ]),
        received: Some(["* `size`: integer, maximum: 100", "* `size`: integer, maximum: 50"]),
    },
    Edit {
        name: "limit loosened",
        sent: Anywhere([
            "* **`size`** (integer)\n  How many (max 50).",
            "* **`size`** (integer)\n  How many (max 100).",
        ]),
        received: Some(["* `size`: integer, maximum: 50", "* `size`: integer, maximum: 100"]),
    },
    Edit {
        name: "limit removed",
        sent: Anywhere([
            "* **`size`** (integer)\n  How many (max 50).",
            "* **`size`** (integer)\n  How many.",
        ]),
        received: Some(["* `size`: integer, maximum: 50", "* `size`: integer"]),
    },
    Edit {
        name: "deprecated",
        sent: Anywhere([
            "* **`size`** (integer)\n  How many.",
            "* **`size`** (integer)\n  How many. This parameter is deprecated.",
        ]),
        received: Some(["* `size`: integer", "* `size`: integer, deprecated"]),
    },
    Edit {
        name: "no longer deprecated",
        sent: Anywhere([
            "* **`size`** (integer)\n  How many. This parameter is deprecated.",
            "* **`size`** (integer)\n  How many.",
        ]),
        received: Some(["* `size`: integer, deprecated", "* `size`: integer"]),
    },
    Edit {
        name: "description changed",
        sent: Anywhere([
            "* **`size`** (integer)\n  How many.",
            "* **`size`** (integer)\n  The number of things.",
        ]),
        received: None,
    },
    Edit {
        name: "added",
        sent: Anywhere(["", "* **`size`** (integer)"]),
        received: Some(["", "* `size`: integer"]),
    },
    Edit {
        name: "added and required",
        sent: Anywhere(["", "* **`size`** (integer) (required)"]),
        received: Some(["", "* `size`: required, integer"]),
    },
    Edit {
        name: "removed",
        sent: Anywhere(["* **`size`** (integer)", ""]),
        received: Some(["* `size`: integer", ""]),
    },
    Edit {
        name: "removed and was required",
        sent: Anywhere(["* **`size`** (integer) (required)", ""]),
        received: Some(["* `size`: required, integer", ""]),
    },
    Edit {
        name: "renamed",
        sent: Anywhere(["* **`html_url`** (string)", "* **`web_url`** (string)"]),
        received: Some(["* `html_url`: string", "* `web_url`: string"]),
    },
    Edit {
        name: "renamed and required",
        sent: Anywhere(["* **`html_url`** (string) (required)", "* **`web_url`** (string) (required)"]),
        received: Some(["* `html_url`: required, string", "* `web_url`: required, string"]),
    },
    Edit {
        name: "nested field added",
        sent: InBody([CONFIG, "* **`config`** (object)\n  * **`url`** (string)\n  * **`key`** (string)"]),
        received: Some([CONFIG_FIELD, "* `config`: object:\n  * `url`: string\n  * `key`: string"]),
    },
    Edit {
        name: "nested field removed",
        sent: InBody(["* **`config`** (object)\n  * **`url`** (string)\n  * **`key`** (string)", CONFIG]),
        received: Some(["* `config`: object:\n  * `url`: string\n  * `key`: string", CONFIG_FIELD]),
    },
    Edit {
        name: "nested field renamed",
        sent: InBody([CONFIG, "* **`config`** (object)\n  * **`urls`** (string)"]),
        received: Some([CONFIG_FIELD, "* `config`: object:\n  * `urls`: string"]),
    },
    Edit {
        name: "nested field of another type",
        sent: InBody([CONFIG, "* **`config`** (object)\n  * **`url`** (integer)"]),
        received: Some([CONFIG_FIELD, "* `config`: object:\n  * `url`: integer"]),
    },
    Edit {
        name: "object became array",
        sent: InBody([CONFIG, "* **`config`** (array of objects)\n  * **`url`** (string)"]),
        received: Some([CONFIG_FIELD, "* `config`: array of object:\n  * `url`: string"]),
    },
    Edit {
        name: "fields hidden",
        sent: InBody([CONFIG, "* **`config`** (object)"]),
        received: Some([CONFIG_FIELD, "* `config`: object"]),
    },
    Edit {
        name: "fields shown",
        sent: InBody(["* **`config`** (object)", CONFIG]),
        received: Some(["* `config`: object", CONFIG_FIELD]),
    },
    Edit {
        name: "object became map",
        sent: InBody([CONFIG, MAP]),
        received: Some([CONFIG_FIELD, MAP_FIELD]),
    },
    Edit {
        name: "map became object",
        sent: InBody([MAP, CONFIG]),
        received: Some([MAP_FIELD, CONFIG_FIELD]),
    },
    Edit {
        name: "values of a map of another type",
        sent: InBody([MAP, "* **`config`** (object)\n  * **`key`** (integer)\n    A user-defined key."]),
        received: Some([MAP_FIELD, "* `config`: object, additional properties: integer"]),
    },
    Edit {
        name: "map opened",
        sent: Nowhere,
        received: Some([
            CONFIG_FIELD,
            "* `config`: object, additional properties allowed:\n  * `url`: string",
        ]),
    },
    Edit {
        name: "map closed",
        sent: Nowhere,
        received: Some([
            "* `config`: object, additional properties allowed:\n  * `url`: string",
            CONFIG_FIELD,
        ]),
    },
    Edit {
        name: "variant added",
        sent: Anywhere(["* **`size`** (integer or string)", "* **`size`** (integer or string or boolean)"]),
        received: Some(["* `size`: integer or string", "* `size`: integer or string or boolean"]),
    },
    Edit {
        name: "variant removed",
        sent: Anywhere(["* **`size`** (integer or string or boolean)", "* **`size`** (integer or string)"]),
        received: Some(["* `size`: integer or string or boolean", "* `size`: integer or string"]),
    },
    Edit {
        name: "one of two became the only one",
        sent: Anywhere(["* **`size`** (integer or string)", "* **`size`** (integer)"]),
        received: Some(["* `size`: integer or string", "* `size`: integer"]),
    },
    Edit {
        name: "the only one became one of two",
        sent: Anywhere(["* **`size`** (integer)", "* **`size`** (integer or string)"]),
        received: Some(["* `size`: integer", "* `size`: integer or string"]),
    },
    Edit {
        name: "two variants with fields added",
        sent: InBody([
            "* **`rule`** (object)\n  * **`x`** (object)\n    * **`type`** (string) (required)\n      Can be one of: `x`\n  * **`y`** (object)\n    * **`type`** (string) (required)\n      Can be one of: `y`",
            "* **`rule`** (object)\n  * **`x`** (object)\n    * **`type`** (string) (required)\n      Can be one of: `x`\n  * **`y`** (object)\n    * **`type`** (string) (required)\n      Can be one of: `y`\n  * **`z`** (object)\n    * **`type`** (string) (required)\n      Can be one of: `z`\n  * **`w`** (object)\n    * **`type`** (string) (required)\n      Can be one of: `w`",
        ]),
        received: Some([
            "* `rule`: one of:\n  * **x**\n    * `type`: required, string, enum: `x`\n  * **y**\n    * `type`: required, string, enum: `y`",
            "* `rule`: one of:\n  * **x**\n    * `type`: required, string, enum: `x`\n  * **y**\n    * `type`: required, string, enum: `y`\n  * **z**\n    * `type`: required, string, enum: `z`\n  * **w**\n    * `type`: required, string, enum: `w`",
        ]),
    },
];

const STATE: &str = "* **`state`** (string)\n  Can be one of: `a`, `b`";
const STATE_FIELD: &str = "* `state`: string, enum: `a`, `b`";
const CONFIG: &str = "* **`config`** (object)\n  * **`url`** (string)";
const CONFIG_FIELD: &str = "* `config`: object:\n  * `url`: string";
const MAP: &str = "* **`config`** (object)\n  * **`key`** (string)\n    A user-defined key.";
const MAP_FIELD: &str = "* `config`: object, additional properties: string";

#[test]
fn an_edit_is_the_mirrored_change_at_each_place() {
    let mut table = String::new();
    for Edit { name, sent, received } in EDITS {
        let (query, body) = match sent {
            Anywhere(sides) => (Some(*sides), Some(*sides)),
            InBody(sides) => (None, Some(*sides)),
            Nowhere => (None, None),
        };
        let places = [
            ("query", query.map(|sides| changes(sides, parameters))),
            ("body", body.map(|sides| changes(sides, members))),
            ("response", received.map(|sides| changes(sides, fields))),
        ];
        let _ = writeln!(table, "{name}");
        for (place, changes) in &places {
            let Some(changes) = changes else { continue };
            for change in changes {
                let Change { rule, wire, rust, message, .. } = change;
                let _ = writeln!(table, "  {place:8} {rule} {wire} {rust}: {message}");
            }
            if changes.is_empty() {
                let _ = writeln!(table, "  {place:8} nothing");
            }
        }
        // Prose states a limit in more than the number, and of responses there is none.
        let count = |changes: &Vec<Change>| changes.iter().filter(|change| !change.rule.is_prose()).count();
        let counts: Vec<usize> = places.iter().filter_map(|(_, found)| found.as_ref().map(count)).collect();
        assert!(
            SHOWN_IN_THE_CRATE.contains(name) || counts.windows(2).all(|two| two[0] == two[1]),
            "{table}"
        );
    }
    snapshots().bind(|| insta::assert_snapshot!("mirrored-edits", table));
}

/// Edits that are worth a remark only where the crate differs for them.
const SHOWN_IN_THE_CRATE: [&str; 1] = ["items shown"];

#[test]
fn edits_are_different() {
    let names: std::collections::BTreeSet<&str> = EDITS.iter().map(|edit| edit.name).collect();
    assert_eq!(names.len(), EDITS.len());
}

fn changes([old, new]: [&str; 2], page: fn(&str) -> String) -> Vec<Change> {
    let input = |text: &str| Input {
        pages: vec![Page::new("en/rest/things/things.md", &page(text))],
        ..Input::default()
    };
    let compared = compare(input(old), input(new)).unwrap();
    assert!(compared.is_comparable(), "{old} to {new}: {:?}", compared.report.changes);
    compared.report.changes
}

/// A page with a query parameter between two others.
fn parameters(bullet: &str) -> String {
    let parameters = ["* **`first`** (integer)", bullet, "* **`last`** (integer)"];
    page(&[Section { parameters: joined(parameters, "\n\n"), ..Section::get("/things") }])
}

/// A page with a member of a body between two others.
fn members(bullet: &str) -> String {
    parameters(bullet).replace("Path and query parameters", "Body parameters").replace("GET", "POST")
}

/// A page with a field of a response between two others.
fn fields(lines: &str) -> String {
    let schema = joined(["* `first`: integer", lines, "* `last`: integer"], "\n");
    page(&[Section { schema, ..Section::get("/things") }])
}

fn joined(parts: [&str; 3], between: &str) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(between)
}
