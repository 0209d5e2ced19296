//! Typed values and bodies of requests, as they arrive at a server: a crate is generated of pages, and a program calls it.

use std::fs;
use std::path::Path;
use std::process::Command;

use docwright::source::Page;
use docwright::{Spec, generate};
use docwright_tests::root;
use docwright_tests::server::{Answer, Server};
use serde_json::{Value, json};

use crate::support::write_crate;

/// A call in code, and what the server is sent: the query, the members of the body besides the title, or the `accept`
/// header, the `content-type` header and the body.
enum Sent {
    Query(&'static str, &'static str),
    Body(&'static str, Value),
    Whole(&'static str, [&'static str; 3]),
}

use Sent::{Body, Query, Whole};

/// The `accept` header of requests whose page names no other one.
const USUAL: &str = "application/vnd.github+json, application/json;q=0.9, */*;q=0.1";

const FORM: &str = "multipart/form-data; boundary=form-boundary-0000000000000000";

const PARTS: &str = "--form-boundary-0000000000000000\r
Content-Disposition: form-data; name=\"password\"\r
\r
secret\r
--form-boundary-0000000000000000\r
Content-Disposition: form-data; name=\"license\"; filename=\"license\"\r
Content-Type: application/octet-stream\r
\r
bytes\r
--form-boundary-0000000000000000--\r
";

fn calls() -> Vec<Sent> {
    vec![
        // Items that the page says nothing of are whatever displays.
        Query("owner([\"a\", \"b\"])", "owner%5B%5D=a&owner%5B%5D=b"),
        Query("owner(vec![1, 2])", "owner%5B%5D=1&owner%5B%5D=2"),
        Query("owner([\"a\", \"b\"]).owner([\"c\"])", "owner%5B%5D=c"),
        Query("owner(Vec::<String>::new())", ""),
        Query("ids([7, 8])", "ids%5B%5D=7&ids%5B%5D=8"),
        Query("labels([\"bug\", \"@high\"])", "labels=bug%2C%40high"),
        Query("labels(Vec::<String>::new())", ""),
        Query("kinds([ThingKind::Plain, ThingKind::Fancy])", "kinds=plain%2Cfancy"),
        Query("shown(vec![String::from(\"a b\")])", "shown=a%20b"),
        Query("milestone(5)", "milestone=5"),
        Query("milestone(\"none\")", "milestone=none"),
        Query("state(ThingState::Open)", "state=open"),
        Query("ids([1]).labels([\"a\"]).owner([\"b\"])", "owner%5B%5D=b&labels=a&ids%5B%5D=1"),
        Body("milestone(3)", json!({ "milestone": 3 })),
        Body("milestone(\"3\")", json!({ "milestone": "3" })),
        Body("milestone(Null)", json!({ "milestone": null })),
        Body("milestone(Some(3))", json!({ "milestone": 3 })),
        Body("kinds([ThingKind::Fancy, ThingKind::from(\"new\")])", json!({ "kinds": ["fancy", "new"] })),
        Body("ids([1, 2])", json!({ "ids": [1, 2] })),
        Body("weights([0.5, 2.0])", json!({ "weights": [0.5, 2] })),
        Body("labels([\"a\", \"b\"])", json!({ "labels": ["a", "b"] })),
        Body("labels(Null)", json!({ "labels": null })),
        Body("extras([json!({ \"a\": 1 }), json!(\"b\")])", json!({ "extras": [{ "a": 1 }, "b"] })),
        Body("extras([\"a\"])", json!({ "extras": ["a"] })),
        Body(
            "steps([ThingStepInput::new(\"a\"), ThingStepInput::new(\"b\").value(1)])",
            json!({ "steps": [{ "name": "a" }, { "name": "b", "value": 1 }] }),
        ),
        Body(
            "steps([ThingStepInput::new(\"a\").value([\"x\", \"y\"])])",
            json!({ "steps": [{ "name": "a", "value": ["x", "y"] }] }),
        ),
        Body("level(ThingLevel::Low)", json!({ "level": "low" })),
        Body("level(2)", json!({ "level": 2 })),
        Body("owner(\"octocat\")", json!({ "owner": "octocat" })),
        Body("owner(ThingOwnerObjectInput::new(\"octocat\"))", json!({ "owner": { "login": "octocat" } })),
        Body("owner(Null)", json!({ "owner": null })),
        Body("payload(\"a\")", json!({ "payload": "a" })),
        Body("payload(json!({ \"a\": [1] }))", json!({ "payload": { "a": [1] } })),
        Body(
            "rules([ThingRulePatternInput::new([\"a\"])])",
            json!({ "rules": [{ "type": "pattern", "names": ["a"] }] }),
        ),
        Body(
            "rules([ThingRuleInput::from(ThingRuleCreationInput::new()), ThingRulePatternInput::new([\"a\"]).into()])",
            json!({ "rules": [{ "type": "creation" }, { "type": "pattern", "names": ["a"] }] }),
        ),
        Body(
            "files(BTreeMap::from([(String::from(\"a.rs\"), ThingFileInput::new().content(Null))]))",
            json!({ "files": { "a.rs": { "content": null } } }),
        ),
        Whole("SetUpServer::new(\"acme\", \"bytes\").password(\"secret\")", [USUAL, FORM, PARTS]),
        Whole(
            "CreateSession::new(\"acme\", \"a&b ü\").count(2)",
            [USUAL, "application/x-www-form-urlencoded", "count=2&name=a%26b%20%C3%BC"],
        ),
        Whole("UploadArchive::new(\"acme\", \"zip\")", [USUAL, "application/zip", "zip"]),
        Whole("ListGroups::new(\"acme\")", ["application/scim+json", "", ""]),
        Whole("ListStars::new(\"acme\")", [USUAL, "", ""]),
    ]
}

#[test]
fn typed_values_arrive_as_the_page_describes_them() {
    let server = Server::always(Answer::new(200, r#"{"id":1}"#));
    let calls = calls();
    run(&server.origin, &calls);
    let received = server.received();
    assert_eq!(received.len(), calls.len());
    for (call, received) in calls.iter().zip(&received) {
        match call {
            Query(code, expected) => {
                let query = received.target().strip_prefix("/orgs/acme/query-arrays").unwrap();
                assert_eq!(query.trim_start_matches('?'), *expected, "{code}");
                assert_eq!(received.body, "");
            }
            Body(code, expected) => {
                let mut body: Value = serde_json::from_str(&received.body).unwrap();
                assert_eq!(body.as_object_mut().unwrap().remove("title"), Some(json!("a")));
                assert_eq!(body, *expected, "{code}");
            }
            Whole(code, expected) => {
                let header = |name| received.header(name).unwrap_or_default();
                assert_eq!([header("accept"), header("content-type"), &received.body], *expected, "{code}");
            }
        }
    }
}

/// Generates a crate, and runs a program that makes the calls with it.
fn run(origin: &str, calls: &[Sent]) {
    let pages = ["query-arrays", "body-values", "newer-requests"].map(|name| {
        let text = fs::read_to_string(root().join(format!("tests/fixtures/emit/{name}.md"))).unwrap();
        Page::new(format!("en/enterprise-server@3.18/rest/things/{name}.md"), &text)
    });
    let generated = generate(Spec { pages: pages.into(), ..Spec::default() }, Some("tiny")).unwrap();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sent");
    write_crate(&generated, &folder);
    fs::create_dir_all(folder.join("examples")).unwrap();
    fs::write(folder.join("examples/send.rs"), program(calls)).unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--offline", "--example", "send", "--features", "blocking", "--", origin])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn program(calls: &[Sent]) -> String {
    let sends = calls.iter().map(|call| match call {
        Query(code, _) => format!("    client.send(things::List::new(\"acme\").{code}).unwrap();\n"),
        Body(code, _) => {
            format!("    client.send(things::Create::new(\"acme\", \"a\").{code}).unwrap();\n")
        }
        Whole(code, _) => format!("    client.send(things::{code}).unwrap();\n"),
    });
    PROGRAM.replace("    SENDS\n", &sends.collect::<String>())
}

const PROGRAM: &str = "
use std::collections::BTreeMap;

use tiny::orgs::things;
use tiny::serde_json::json;
use tiny::types::*;
use tiny::{Client, Null};

fn main() {
    let origin = std::env::args().nth(1).unwrap();
    let client = Client::builder(&origin).build_blocking().unwrap();
    SENDS
}
";
