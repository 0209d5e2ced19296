//! Replies that changed, and what is said of them.

use std::fmt::Write as _;

use proptest::prelude::*;

use crate::diff::finding::Finding;
use crate::diff::findings;
use crate::diff::testing::compare;

/// A page with one endpoint a reply: a part of its path, the status, and what is printed below the status.
fn page(replies: &[(&str, u16, &str)]) -> String {
    let mut page = "# Things\n\nAbout things.\n".to_owned();
    for (name, status, schema) in replies {
        let _ = write!(
            page,
            "\n## Get {name}\n\n```\nGET /orgs/{{org}}/{name}\n```\n\nGets it.\n\n### Parameters\n\n\
             #### Path and query parameters\n\n* **`org`** (string) (required)\n  The organization name.\n\n\
             ### HTTP response status codes\n\n* **{status}** - OK\n\n### Code examples\n\n#### Example\n\n\
             **Request:**\n\n```curl\ncurl -L \\\n  -X GET \\\n  https://api.github.com/orgs/ORG/{name}\n```\n\n\
             **Response schema (Status: {status}):**\n\n{schema}\n",
        );
    }
    page
}

fn printed(findings: &[Finding]) -> String {
    let mut out = String::new();
    for finding in findings {
        let subject = &finding.subject;
        let _ = write!(
            out,
            "  {} {}/{} {:?} `{}` `{}` {:?}",
            finding.rule, finding.wire, finding.rust, subject.kind, subject.name, subject.path, finding.facts
        );
        if let Some(confidence) = finding.confidence {
            let _ = write!(out, " {confidence}%");
        }
        let _ = writeln!(out, " at {}\n    {}", finding.reach.len(), finding.message);
        for touch in &finding.items {
            let word = |key: &Option<crate::diff::surface::ItemKey>| {
                key.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string)
            };
            let _ = writeln!(out, "    {} → {}", word(&touch.old), word(&touch.new));
        }
        let _ = writeln!(out, "    {:?} → {:?}", finding.old, finding.new);
    }
    if out.is_empty() { "  nothing\n".to_owned() } else { out }
}

fn compared(old: &[(&str, u16, &str)], new: &[(&str, u16, &str)]) -> String {
    compare(&page(old), &page(new), |comparison| printed(&findings(comparison)))
}

/// Rows of one reply: what is edited, and the schema before and after.
fn rows(rows: &[(&str, &str, &str)]) -> String {
    rows.iter().fold(String::new(), |mut out, (edit, old, new)| {
        let _ = write!(out, "{edit}\n{}", compared(&[("thing", 200, old)], &[("thing", 200, new)]));
        out
    })
}

const ID: &str = "* `id`: required, integer";
const OWNER: &str = "* `id`: required, integer
* `owner`: required, `Owner`:
  * `login`: required, string
  * `id`: required, integer";

#[test]
fn fields_come_and_go() {
    let out = rows(&[
        ("optional field added", ID, "* `id`: required, integer\n* `name`: string"),
        ("required field added", ID, "* `id`: required, integer\n* `name`: required, string"),
        ("required field removed", "* `id`: required, integer\n* `name`: required, string", ID),
        ("optional field removed", "* `id`: required, integer\n* `name`: string", ID),
        (
            "field renamed in its place",
            "* `id`: required, integer\n* `html_url`: required, string\n* `size`: integer",
            "* `id`: required, integer\n* `web_url`: required, string\n* `size`: integer",
        ),
        (
            "field replaced by another one",
            "* `id`: required, integer\n* `name`: string",
            "* `id`: required, integer\n* `title`: string",
        ),
        ("field of an object within added", OWNER, &format!("{OWNER}\n  * `name`: string")),
        (
            "fields in another order",
            "* `id`: required, integer\n* `name`: string",
            "* `name`: string\n* `id`: required, integer",
        ),
    ]);
    insta::assert_snapshot!(out);
}

#[test]
fn values_may_be_absent_or_null() {
    let out = rows(&[
        ("became optional", "* `name`: required, string", "* `name`: string"),
        ("became required", "* `name`: string", "* `name`: required, string"),
        ("may be null", "* `name`: required, string", "* `name`: required, string or null"),
        ("is never null", "* `name`: required, string or null", "* `name`: required, string"),
        ("null to absent", "* `name`: required, string or null", "* `name`: string"),
        ("absent to null", "* `name`: string", "* `name`: required, string or null"),
        (
            "items may be null",
            "* `tags`: required, array of string",
            "* `tags`: required, array of string or null",
        ),
        (
            "a title that may be null",
            OWNER,
            "* `id`: required, integer
* `owner`: required, any of:
  * **null**
  * **Owner**
    * `login`: required, string
    * `id`: required, integer",
        ),
        (
            "any of null and a title, to the title",
            "* `owner`: required, any of:\n  * **null**\n  * **Owner**\n    * `login`: required, string",
            "* `owner`: required, `Owner`:\n  * `login`: required, string",
        ),
        (
            "a title hides what an untitled object says",
            "* `owner`: required, object or null:\n  * `login`: required, string",
            "* `owner`: required, `Owner`:\n  * `login`: required, string",
        ),
    ]);
    insta::assert_snapshot!(out);
}

#[test]
fn types_change() {
    let out = rows(&[
        ("integer to string", "* `size`: required, integer", "* `size`: required, string"),
        ("integer to number", "* `size`: required, integer", "* `size`: required, number"),
        ("integer or string", "* `size`: required, integer", "* `size`: required, integer or string"),
        ("format added", "* `size`: required, integer", "* `size`: required, integer, format: int64"),
        ("format removed", "* `at`: required, string, format: date-time", "* `at`: required, string"),
        ("items of another type", "* `ids`: array of integer", "* `ids`: array of string"),
        ("deprecated", "* `size`: integer", "* `size`: integer, deprecated"),
        ("not deprecated any more", "* `size`: integer, deprecated", "* `size`: integer"),
        (
            "object to list",
            "* `id`: required, integer\n* `name`: required, string",
            "Array of objects:\n\n* `id`: required, integer\n* `name`: required, string",
        ),
        (
            "list wrapped in an object",
            "Array of `Thing`:\n\n* `id`: required, integer\n* `name`: required, string",
            "* `total_count`: required, integer
* `things`: required, array of `Thing`:
  * `id`: required, integer
  * `name`: required, string",
        ),
        (
            "other members allowed",
            "* `labels`: object:\n  * `id`: integer",
            "* `labels`: object, additional properties allowed:\n  * `id`: integer",
        ),
        (
            "other members not mentioned any more",
            "* `labels`: object, additional properties: string:\n  * `id`: integer",
            "* `labels`: object:\n  * `id`: integer",
        ),
        (
            "values of a map",
            "* `labels`: object, additional properties: string",
            "* `labels`: object, additional properties: integer",
        ),
        (
            "another object under another title",
            "* `owner`: `Owner`:\n  * `login`: string\n* `author`: `User`:\n  * `mail`: string",
            "* `owner`: `User`:\n  * `mail`: string\n* `author`: `User`:\n  * `mail`: string",
        ),
        ("hidden", OWNER, "* `id`: required, integer\n* `owner`: required, object"),
    ]);
    insta::assert_snapshot!(out);
}

#[test]
fn values_are_listed() {
    let out = rows(&[
        ("became enum", "* `state`: string", "* `state`: string, enum: `open`, `closed`"),
        ("no longer enum", "* `state`: string, enum: `open`, `closed`", "* `state`: string"),
        (
            "value added",
            "* `state`: string, enum: `open`, `closed`",
            "* `state`: string, enum: `open`, `closed`, `stale`",
        ),
        ("value removed", "* `state`: string, enum: `open`, `closed`", "* `state`: string, enum: `open`"),
        (
            "value respelled",
            "* `kind`: string, enum: `npm`, `maven`",
            "* `kind`: string, enum: `maven`, `NPM`",
        ),
        (
            "values in another order",
            "* `kind`: string, enum: `npm`, `maven`",
            "* `kind`: string, enum: `maven`, `npm`",
        ),
    ]);
    insta::assert_snapshot!(out);
}

const UNION: &str = "* `owner`: required, one of:
  * **User**
    * `login`: required, string
  * **Team**
    * `slug`: required, string";

#[test]
fn unions_are_compared_variant_by_variant() {
    let out = rows(&[
        ("object to union", "* `owner`: required, `User`:\n  * `login`: required, string", UNION),
        ("union to object", UNION, "* `owner`: required, `User`:\n  * `login`: required, string"),
        ("variant added", UNION, &format!("{UNION}\n  * **App**\n    * `key`: required, string")),
        ("variant removed", &format!("{UNION}\n  * **App**\n    * `key`: required, string"), UNION),
        (
            "variants in another order",
            UNION,
            "* `owner`: required, one of:
  * **Team**
    * `slug`: required, string
  * **User**
    * `login`: required, string",
        ),
        ("field of a variant", UNION, &format!("{UNION}\n    * `size`: integer")),
    ]);
    insta::assert_snapshot!(out);
}

/// What several replies hold is one change with all of them.
#[test]
fn what_replies_share_is_one_change() {
    let thing = |owner: &str| format!("* `id`: required, integer\n{owner}");
    let user = "* `owner`: required, `User`:\n  * `login`: required, string";
    let union = format!("* `title`: string\n{UNION}");
    let rows = [
        (
            "an object that two replies share has a field more",
            [OWNER.to_owned(), format!("* `size`: integer\n{OWNER}")],
            [
                format!("{OWNER}\n  * `bot`: boolean"),
                format!("* `size`: integer\n{OWNER}\n  * `bot`: boolean"),
            ],
        ),
        (
            "an object within two objects is one of two",
            [thing(user), format!("* `title`: string\n{user}")],
            [thing(UNION), union],
        ),
        (
            "a title is another one",
            [thing(user), format!("* `title`: string\n{user}")],
            [thing(user), format!("* `title`: string\n{user}")].map(|text| text.replace("User", "Account")),
        ),
        (
            "a title is another one in one of two places",
            [thing(user), format!("* `title`: string\n{user}")],
            [
                thing(user),
                format!("* `title`: string\n{}\n  * `mail`: string", user.replace("User", "Account")),
            ],
        ),
        (
            "two titles are one",
            [thing(user), format!("* `title`: string\n{}", user.replace("User", "Account"))],
            [thing(user), format!("* `title`: string\n{user}")],
        ),
    ];
    let large =
        |more: &str| format!("* `id`: integer\n* `name`: string\n* `kind`: string\n* `size`: integer{more}");
    let split = [(
        "one of three replies has a field more",
        vec![("a", 200, large("")), ("b", 200, large("")), ("c", 200, large(""))],
        vec![("a", 200, large("")), ("b", 200, large("\n* `mail`: string")), ("c", 200, large(""))],
    )];
    let out = rows.iter().fold(String::new(), |mut out, (edit, old, new)| {
        let of = |texts: &[String; 2]| compared_pair(texts);
        let _ = write!(out, "{edit}\n{}", compare(&of(old), &of(new), |it| printed(&findings(it))));
        out
    });
    let out = split.iter().fold(out, |mut out, (edit, old, new)| {
        let of = |replies: &[(&'static str, u16, String)]| {
            let replies: Vec<_> =
                replies.iter().map(|(name, status, text)| (*name, *status, text.as_str())).collect();
            page(&replies)
        };
        let _ = write!(out, "{edit}\n{}", compare(&of(old), &of(new), |it| printed(&findings(it))));
        out
    });
    insta::assert_snapshot!(out);
}

fn compared_pair(texts: &[String; 2]) -> String {
    page(&[("thing", 200, &texts[0]), ("part", 200, &texts[1])])
}

#[test]
fn replies_are_paired_by_status() {
    let empty = "";
    let rows = [
        ("another status", vec![("thing", 200, ID)], vec![("thing", 202, "* `id`: required, string")]),
        ("a body comes with another status", vec![("thing", 204, empty)], vec![("thing", 202, ID)]),
        ("a schema is shown", vec![("thing", 200, empty)], vec![("thing", 200, ID)]),
        ("a schema is not shown any more", vec![("thing", 200, ID)], vec![("thing", 200, empty)]),
        ("an endpoint is gone", vec![("thing", 200, ID), ("part", 200, ID)], vec![("part", 200, ID)]),
        (
            "the endpoint that printed the schema is gone",
            vec![
                ("thing", 200, ID),
                ("part", 200, "Same response schema as [Get thing](#get-thing)."),
                ("piece", 200, "Same response schema as [Get thing](#get-thing)."),
            ],
            vec![("part", 200, ID), ("piece", 200, "Same response schema as [Get part](#get-part).")],
        ),
    ];
    let out = rows.iter().fold(String::new(), |mut out, (edit, old, new)| {
        let _ = write!(out, "{edit}\n{}", compared(old, new));
        out
    });
    insta::assert_snapshot!(out);
}

const PERSON: &str = "    * `login`: string\n    * `id`: integer";

/// What a page hides, or refers to without saying what it means, is no change.
#[test]
fn unknown_is_not_gone() {
    let deep = |inner: &str| {
        format!(
            "* `a`: object:\n  * `b`: object:\n    * `c`: object:\n      * `d`: object:\n        * `e`: {inner}"
        )
    };
    let out = rows(&[
        (
            "a part of an object is hidden",
            "* `x`: all of:\n  * **A**\n    * `y`: string\n  * **B**\n    * `z`: string",
            "* `x`: all of:\n  * **A**\n    * `y`: string\n  * **object**",
        ),
        ("an object is cut", &deep("object:\n          * `f`: string"), &deep("object")),
        (
            "an object is referred to",
            &format!(
                "* `owner`: `Person`:\n{}\n* `author`: `Person`:\n{}",
                &PERSON.replace("    ", "  "),
                &PERSON.replace("    ", "  ")
            ),
            &format!(
                "* `owner`: `Person`:\n{}\n* `author`: `Person` (see above)",
                &PERSON.replace("    ", "  ")
            ),
        ),
        (
            "one of two objects of a title is referred to",
            &format!(
                "* `first`: object:\n  * `owner`: `Person`:\n{PERSON}\n* `second`: object:\n  * `owner`: `Person`:\n    * `mail`: string\n* `third`: object:\n  * `owner`: `Person`:\n{PERSON}"
            ),
            &format!(
                "* `first`: object:\n  * `owner`: `Person`:\n{PERSON}\n* `second`: object:\n  * `owner`: `Person`:\n    * `mail`: string\n* `third`: object:\n  * `owner`: `Person` (see above)"
            ),
        ),
        (
            "an open object is not opened",
            "* `x`: object, additional properties allowed:\n  * `y`: string",
            "* `x`: object, additional properties allowed",
        ),
    ]);
    insta::assert_snapshot!(out);
}

/// The pages that the emitter is tested with have all that replies are made of.
#[test]
fn a_page_is_like_itself() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/fixtures/emit");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "md") {
            let text = std::fs::read_to_string(&path).unwrap();
            let found = compare(&text, &text, |comparison| printed(&findings(comparison)));
            assert_eq!(found, "  nothing\n", "{}", path.display());
            seen += 1;
        }
    }
    assert!(seen > 20, "only {seen} pages in {folder}");
}

/// A value that pages print: what stands on its line, and what is nested below.
#[derive(Clone, Debug)]
enum Printed {
    Plain(&'static str),
    Object(Vec<(String, Printed)>),
    Union(Vec<(String, Vec<(String, Printed)>)>),
}

fn values() -> impl Strategy<Value = Printed> {
    let words =
        ["string", "required, integer", "string or null", "string, enum: `a`, `b`", "array of string"];
    let plain = proptest::sample::select(words.to_vec()).prop_map(Printed::Plain);
    plain.prop_recursive(2, 12, 4, |inner| {
        let fields = proptest::collection::btree_map("[a-e]", inner, 1..4)
            .prop_map(|fields| fields.into_iter().collect::<Vec<_>>());
        let union = proptest::collection::btree_map("[A-C]", fields.clone(), 2..4)
            .prop_map(|variants| Printed::Union(variants.into_iter().collect()));
        prop_oneof![fields.prop_map(Printed::Object), union]
    })
}

/// Prints fields, forwards or backwards.
fn lines(fields: &[(String, Printed)], indent: usize, backwards: bool) -> String {
    let spaces = " ".repeat(indent);
    let turned = |mut texts: Vec<String>| {
        if backwards {
            texts.reverse();
        }
        texts.concat()
    };
    turned(
        fields
            .iter()
            .map(|(name, value)| match value {
                Printed::Plain(words) => format!("{spaces}* `{name}`: {words}\n"),
                Printed::Object(inner) => {
                    format!("{spaces}* `{name}`: object:\n{}", lines(inner, indent + 2, backwards))
                }
                Printed::Union(variants) => {
                    let variants = variants.iter().map(|(title, inner)| {
                        format!("{spaces}  * **{title}**\n{}", lines(inner, indent + 4, backwards))
                    });
                    format!("{spaces}* `{name}`: one of:\n{}", turned(variants.collect()))
                }
            })
            .collect(),
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn order_never_counts(
        replies in proptest::collection::vec(proptest::collection::btree_map("[a-e]", values(), 1..4), 1..4)
    ) {
        let replies: Vec<Vec<_>> = replies.into_iter().map(|fields| fields.into_iter().collect()).collect();
        let print = |backwards: bool| {
            let names = ["one", "two", "three"];
            let mut texts: Vec<_> =
                replies.iter().zip(names).map(|(fields, name)| (name, lines(fields, 0, backwards))).collect();
            if backwards {
                texts.reverse();
            }
            page(&texts.iter().map(|(name, text)| (*name, 200, text.as_str())).collect::<Vec<_>>())
        };
        let found = compare(&print(false), &print(true), |comparison| printed(&findings(comparison)));
        prop_assert_eq!(found, "  nothing\n");
    }
}
