//! Requests as plain values: what they would send, what they refuse, and what they show.

mod support;

use docwright_base::samples::Create;
use runtime::serde_json::json;
use runtime::{Endpoint, Error, Method, Raw, Request};
use support::requests::{Contents, Get, List, Restore, Upload};
use support::types::PackageType;

#[test]
fn path_segments_are_encoded_one_by_one() {
    let table = [
        ("left-pad", "left-pad"),
        ("team/app", "team%2Fapp"),
        ("@scope/name", "%40scope%2Fname"),
        ("a b+c", "a%20b%2Bc"),
        ("100%", "100%25"),
        ("a%2Fb", "a%252Fb"),
        ("?q#f", "%3Fq%23f"),
        ("..a", "..a"),
        ("...", "..."),
        ("~._-", "~._-"),
        ("a\\b", "a%5Cb"),
        ("a\0b\n", "a%00b%0A"),
        ("ñ日", "%C3%B1%E6%97%A5"),
        ("a;b=c&d:e!$'()*,[]", "a%3Bb%3Dc%26d%3Ae%21%24%27%28%29%2A%2C%5B%5D"),
    ];
    for (name, segment) in table {
        let sent = sent(Get::new("acme", PackageType::Npm, name)).unwrap();
        assert_eq!(sent, format!("/orgs/acme/packages/npm/{segment}"), "{name:?}");
        let last = sent.rsplit('/').next().unwrap();
        let decoded = percent_encoding::percent_decode_str(last).decode_utf8().unwrap();
        assert_eq!(decoded, name, "a server decodes exactly what was given");
    }
}

#[test]
fn segments_that_change_the_path_are_refused() {
    for name in ["", ".", "..", "%2e", "%2E%2e", ".%2e", "%2E."] {
        let error = sent(Get::new("acme", PackageType::Npm, name)).unwrap_err();
        let Error::Request(request) = &error else { panic!("{error:?}") };
        assert_eq!(request.parameter(), Some("package_name"), "{name:?}");
        assert!(error.to_string().starts_with("GET /orgs/acme/packages/npm/"), "{error}");
    }
    let error = sent(Get::new("acme", PackageType::default(), "x")).unwrap_err();
    assert!(error.to_string().ends_with("not sent: `package_type` is empty"), "{error}");
}

#[test]
fn values_of_several_segments() {
    let table = [
        ("src/main.rs", Ok("/repos/r/contents/src/main.rs")),
        ("README.md", Ok("/repos/r/contents/README.md")),
        ("a b/c?d#e/%2F", Ok("/repos/r/contents/a%20b/c%3Fd%23e/%252F")),
        ("...//..", Err("has an empty segment")),
        ("", Ok("/repos/r/contents")),
        ("/", Err("has an empty segment")),
        ("/src", Err("begins with a slash; leave it out, as the value begins below the root")),
        ("src/", Err("ends with a slash; leave it out")),
        ("a//b", Err("has an empty segment")),
        (".", Err("is a dot segment, which would change the path")),
        ("a/../b", Err("has a dot segment, which would change the path")),
        ("a/%2e%2E", Err("has a dot segment, which would change the path")),
    ];
    for (path, expected) in table {
        match (sent(Contents::new("r", path)), expected) {
            (Ok(sent), Ok(expected)) => assert_eq!(sent, expected),
            (Err(Error::Request(error)), Err(reason)) => {
                assert_eq!(error.parameter(), Some("path"));
                assert!(error.to_string().ends_with(&format!("not sent: `path` {reason}")), "{error}");
            }
            (sent, _) => panic!("{path:?}: {sent:?}"),
        }
    }
    assert!(sent(Contents::new("a/b", "c")).unwrap().starts_with("/repos/a%2Fb/"));
    let shown = format!("{:?}", Contents::new("r", "src/main.rs"));
    assert_eq!(shown, r"Contents { request: GET /repos/r/contents/src/main.rs }");
}

#[test]
fn bodies_that_are_no_json() {
    let upload = || Upload::new("canary");
    assert_eq!(upload(), upload());
    assert_ne!(upload(), Upload::new(b"other"));
    assert_eq!(upload(), Upload::new(b"canary".to_vec()));
    assert_eq!(
        format!("{:?}", upload()),
        r#"Upload { request: POST /assets, headers: ["content-type"], body: 6 bytes }"#
    );
    let parts = upload().into_parts();
    assert_eq!(parts.content().unwrap().length(), Some(6));
    assert_eq!(parts.headers()["content-type"], "application/octet-stream");
    let typed = upload().content_type("image/png").into_parts();
    assert_eq!(typed.headers()["content-type"], "image/png");
}

#[test]
fn query_values_mean_the_same_to_any_server() {
    let table = [
        ("a b", "a%20b"),
        ("a+b", "a%2Bb"),
        ("a&b=c", "a%26b%3Dc"),
        ("#?/", "%23%3F%2F"),
        ("é", "%C3%A9"),
        ("", ""),
    ];
    for (value, encoded) in table {
        let sent = sent(List::new("acme", PackageType::Npm).visibility(value)).unwrap();
        assert_eq!(sent, format!("/orgs/acme/packages?package_type=npm&visibility={encoded}"));
    }
}

#[test]
fn the_order_of_setters_means_nothing() {
    let list = || List::new("acme", PackageType::Npm);
    let one = list().page(2).visibility("public").per_page(10);
    let other = list().per_page(5).per_page(10).visibility("public").page(2);
    assert_eq!(one, other);
    assert_eq!(
        sent(other).unwrap(),
        "/orgs/acme/packages?package_type=npm&visibility=public&page=2&per_page=10"
    );
    assert_ne!(one, list().page(2).visibility("public"));
    let restore = || Restore::new("acme", "k");
    assert_eq!(restore().pin("1").count(2), restore().count(2).pin("1"));
    assert_eq!(
        restore().with_header("A", "1").with_header("b", "2"),
        restore().with_header("B", "2").with_header("a", "1")
    );
}

#[test]
fn extras_come_last_and_as_often_as_given() {
    let list = List::new("acme", PackageType::Npm).with_query("b[]", 2).with_query("b[]", 1).per_page(3);
    assert_eq!(sent(list).unwrap(), "/orgs/acme/packages?package_type=npm&per_page=3&b%5B%5D=2&b%5B%5D=1");
}

#[test]
fn lists_are_sent_item_by_item_or_as_one_value() {
    let create = Create::new;
    let repeated = |names: &[&str]| create().names_asked(names.iter().copied());
    let joined = |kinds: &[&str]| create().kinds_asked(kinds.iter().map(|kind| PackageType::from(*kind)));
    let table = [
        (repeated(&["a", "b"]), "/hooks?name%5B%5D=a&name%5B%5D=b"),
        (repeated(&["a,b", ""]), "/hooks?name%5B%5D=a%2Cb&name%5B%5D="),
        (joined(&["npm", "a b"]), "/hooks?kind=npm%2Ca%20b"),
        (joined(&[""]), "/hooks?kind="),
        (create().ids_asked([1, 2]), "/hooks?pin=1%2C2"),
        (create().ids_asked(["1"]), "/hooks?pin=1"),
        (create().title_asked("a"), "/hooks?title=a"),
        (create().title_asked(5), "/hooks?title=5"),
        (create().title_asked(json!("a b")), "/hooks?title=a%20b"),
        // The last value set counts.
        (repeated(&["a", "b"]).names_asked(["c"]), "/hooks?name%5B%5D=c"),
        // The order of the documentation, whichever order they are set in.
        (joined(&["npm"]).names_asked(["c"]).with_query("z", 1), "/hooks?name%5B%5D=c&kind=npm&z=1"),
        // An empty list is not sent.
        (repeated(&[]), "/hooks"),
        (joined(&[]), "/hooks"),
        (repeated(&["a"]).names_asked(Vec::<String>::new()), "/hooks"),
    ];
    for (request, expected) in table {
        assert_eq!(sent(request).unwrap(), expected);
    }
    assert_eq!(repeated(&["a"]).names_asked(Vec::<String>::new()), create());
    assert_ne!(repeated(&["a", "b"]), repeated(&["b", "a"]));
}

#[test]
fn an_item_with_a_comma_is_not_sent_as_two() {
    let request = Create::new().kinds_asked([PackageType::from("a"), PackageType::from("b,c")]);
    let error = sent(request).unwrap_err();
    let Error::Request(request) = &error else { panic!("{error:?}") };
    assert_eq!(request.parameter(), Some("kind"));
    let reason = "has an item with a comma, which the server would take for two items";
    assert_eq!(error.to_string(), format!("POST /hooks: not sent: `kind` {reason}"));
}

#[test]
fn the_items_of_secret_lists_are_not_shown() {
    let shown = format!("{:?}", Create::new().ids_asked(["canary"]).names_asked(["a"]));
    assert_eq!(shown, "Create { request: POST /hooks?name%5B%5D=a&pin=[REDACTED], body: {} }");
    let raw = Raw::new(Method::GET, "/a?token%5B%5D=canary").with_query("api_key[]", "canary");
    let shown = format!("{raw:?}");
    assert!(!shown.contains("canary"), "{shown}");
}

#[test]
fn the_body_is_one_object() {
    let parts = Restore::new("acme", "k").pin("1234").count(2).into_parts();
    assert_eq!(parts.body(), Some(&json!({ "pin": "1234", "count": 2 })));
    assert_eq!(parts.method(), Method::POST);
}

#[test]
fn raw_paths_are_sent_as_they_are_or_not_at_all() {
    let raw = |path: &str| sent(Raw::new(Method::GET, path).with_query("a b", "c+d"));
    for (path, expected) in [
        ("/orgs/acme", "/orgs/acme?a%20b=c%2Bd"),
        ("/orgs/a%2Fb?x=%20&y", "/orgs/a%2Fb?x=%20&y&a%20b=c%2Bd"),
        ("/", "/?a%20b=c%2Bd"),
        ("/a?next=../b//c", "/a?next=../b//c&a%20b=c%2Bd"),
    ] {
        assert_eq!(raw(path).unwrap(), expected);
    }
    for path in [
        "",
        "orgs",
        "https://evil.example/",
        "//evil.example/",
        "/a//b",
        "/../x",
        "/a/%2e%2E/b",
        "/a/.",
        "/a b",
        "/a#b",
        "/a\\..\\b",
        "/é",
        "/a\nb",
        "?x=1",
        "/a/..?x",
    ] {
        assert!(matches!(raw(path), Err(Error::Request(_))), "{path:?}");
    }
    assert!(sent(Raw::new(Method::GET, "/a").returning::<Vec<i64>>()).is_ok());
}

#[test]
fn requests_print_as_what_they_send() {
    let table = [
        (
            format!("{:?}", List::new("acme", PackageType::Npm).page(2)),
            "List { request: GET /orgs/acme/packages?package_type=npm&page=2 }",
        ),
        (
            format!("{:?}", List::new("", PackageType::Npm).with_header("X-Key", "canary")),
            r#"List { request: GET /orgs//packages?package_type=npm, headers: ["x-key"] }"#,
        ),
        (
            format!("{:?}", Restore::new("acme", "canary").voucher("canary").count(1).pin("canary")),
            r#"Restore { request: POST /orgs/acme/restore/[REDACTED]?voucher=[REDACTED], body: {"count":1,"pin":"[REDACTED]"} }"#,
        ),
        (
            format!("{:?}", List::new("a", PackageType::Npm).with_query("access_token", "canary")),
            "List { request: GET /orgs/a/packages?package_type=npm&access_token=[REDACTED] }",
        ),
        (
            format!(
                "{:?}",
                Raw::new(Method::POST, "/a?tok%65n=canary&b=1")
                    .json(json!({ "a": [{ "Password": "canary" }] }))
            ),
            r#"Raw { request: POST /a?tok%65n=[REDACTED]&b=1, body: {"a":[{"Password":"[REDACTED]"}]} }"#,
        ),
        (
            format!("{:?}", Restore::new("acme", "canary").into_parts()),
            "Parts { request: POST /orgs/acme/restore/[REDACTED] }",
        ),
    ];
    for (shown, expected) in table {
        assert_eq!(shown, expected);
        assert!(!shown.contains("canary"));
    }
}

#[test]
fn a_request_knows_its_documentation() {
    fn of<R: Request>(_: &R) -> &'static Endpoint {
        R::ENDPOINT
    }
    let list = List::new("acme", PackageType::Npm);
    assert_eq!(of(&list).scopes, ["read:packages"]);
    assert_eq!(List::ENDPOINT.name, "orgs::packages::List");
    assert_eq!(of(&Raw::new(Method::GET, "/")), Endpoint::RAW);
}

fn sent(request: impl Request) -> Result<String, Error> {
    request.into_parts().path_and_query()
}
