//! Lists in several pages.
#![cfg(feature = "reqwest")]

mod support;

use std::future::poll_fn;
use std::pin::pin;

use docwright_base::Client;
use futures_core::Stream;
use runtime::serde_json::{Value, json};
use runtime::{Error, Method, RedirectErrorKind};
use support::builder;
use support::requests::{List, Wrapped};
use support::server::{Answer, Server};
use support::types::{Package, PackageType, package};

fn list(server: &Server) -> List<Client> {
    List::new("acme", PackageType::Npm)
        .bind(&builder(format!("{}/api/v3", server.origin)).token("ghp_x").build().unwrap())
}

fn page(packages: &[Value]) -> Answer {
    Answer::new(200, Value::from(packages).to_string())
}

/// Three pages, the second of them empty; the links lead elsewhere than the first request.
fn three_pages() -> Server {
    Server::start(|number, request| {
        let origin = format!("http://{}", request.header("host").unwrap());
        match number {
            0 => page(&[package(1), package(2)]).header(
                "Link",
                format!(r#"<{origin}/organizations/1/packages?page=2&x=a,b;c%2F>; rel="next""#),
            ),
            1 => page(&[]).header("Link", r#"</organizations/1/packages?page=3>; rel="next""#),
            _ => page(&[package(3)]).header("Link", format!(r#"<{origin}/1>; rel="first""#)),
        }
    })
}

const LINES: [&str; 3] = [
    "GET /api/v3/orgs/acme/packages?package_type=npm",
    "GET /organizations/1/packages?page=2&x=a,b;c%2F",
    "GET /organizations/1/packages?page=3",
];

#[tokio::test]
async fn links_are_followed_as_they_are() {
    let server = three_pages();
    let mut items = list(&server).with_header("X-Mine", "1").items();
    let mut ids = Vec::new();
    while let Some(item) = items.next().await {
        ids.push(item.unwrap().id);
    }
    assert_eq!(ids, [1, 2, 3]);
    assert!(items.next().await.is_none());
    assert_eq!(server.lines(), LINES);
    for request in server.received() {
        assert_eq!(request.header("authorization"), Some("Bearer ghp_x"));
        assert_eq!(request.header("x-mine"), Some("1"));
        assert_eq!(request.header("referer"), None);
    }
}

#[tokio::test]
async fn pages_come_one_by_one() {
    let server = three_pages();
    let mut pages = list(&server).pages();
    let first = pages.next().await.unwrap().unwrap();
    assert_eq!(first.len(), 2);
    assert!(first.next_page().unwrap().ends_with("/organizations/1/packages?page=2&x=a,b;c%2F"));
    assert_eq!(server.lines().len(), 1, "the second page has not been asked for");
    assert_eq!(pages.next().await.unwrap().unwrap().len(), 0);
    let third = pages.next().await.unwrap().unwrap();
    assert_eq!((third.len(), third.next_page()), (1, None));
    assert!(pages.next().await.is_none());
}

#[tokio::test]
async fn both_are_streams() {
    async fn count(stream: impl Stream) -> usize {
        let mut stream = pin!(stream);
        let mut count = 0;
        while poll_fn(|cx| stream.as_mut().poll_next(cx)).await.is_some() {
            count += 1;
        }
        count
    }
    assert_eq!(count(list(&three_pages()).items()).await, 3);
    assert_eq!(count(list(&three_pages()).pages()).await, 3);
    let raw = list(&three_pages()).unbind();
    let server = three_pages();
    let client = builder(&server.origin).build().unwrap();
    assert_eq!(count(client.items(raw.clone())).await, 3);
    let raw_pages = client.request(Method::GET, "/x").pages();
    // The script is past its third page.
    assert_eq!(count(raw_pages).await, 1);
}

#[tokio::test]
async fn a_bad_item_is_one_error() {
    let mut bad = package(2);
    bad["id"] = json!("2");
    let server = Server::start(move |number, _| match number {
        0 => page(&[package(1), bad.clone(), package(3)]).header("Link", r#"</2>; rel="next""#),
        _ => page(&[package(4)]),
    });
    let mut items = list(&server).items();
    let mut seen = Vec::new();
    while let Some(item) = items.next().await {
        seen.push(item.map(|package| package.id).map_err(|error| error.to_string()));
    }
    let error =
        "GET /orgs/acme/packages: 200 OK: $[1].id: expected an integer of at most 64 bits, got a string";
    assert_eq!(seen, [Ok(1), Err(error.to_owned()), Ok(3), Ok(4)]);
}

#[tokio::test]
async fn a_page_with_a_bad_item_holds_the_others() {
    let server = Server::start(|number, _| match number % 2 {
        0 => page(&[package(1), json!({})]).header("Link", r#"</2>; rel="next""#),
        _ => page(&[package(4)]),
    });
    let mut pages = list(&server).pages();
    let Some(Err(Error::Items(partial))) = pages.next().await else { panic!() };
    assert_eq!(partial.decoded::<Package>().unwrap()[0].id, 1);
    assert_eq!(
        partial.failed()[0].to_string(),
        "$[1].id: expected a value, got nothing (the member is missing)"
    );
    assert_eq!(pages.next().await.unwrap().unwrap()[0].id, 4);
    assert!(pages.next().await.is_none());

    let error = list(&server).await.unwrap_err();
    assert!(matches!(error, Error::Items(_)), "{error}");
    assert_eq!(
        error.to_string(),
        "GET /orgs/acme/packages: 200 OK: 1 of 2 items cannot be used, \
         the first at $[1].id: expected a value, got nothing (the member is missing)"
    );
}

#[tokio::test]
async fn strictness_and_drift_are_those_of_the_page() {
    let mut drifting = package(1);
    drifting["name"] = Value::Null;
    let server = Server::always(page(&[drifting, package(2)]));
    let mut items = list(&server).items();
    assert_eq!(items.next().await.unwrap().unwrap().name, "");
    assert_eq!(items.drift()[0].path, "$[0].name");

    let strict = builder(&server.origin).strict(true).build().unwrap();
    let mut items = strict.items(List::new("acme", PackageType::Npm));
    assert!(matches!(items.next().await, Some(Err(Error::Decode(_)))));
    assert_eq!(items.next().await.unwrap().unwrap().id, 2);
}

#[tokio::test]
async fn no_page_of_another_origin_is_asked_for() {
    let foreign = Server::always(page(&[package(66)]));
    let port = foreign.origin.rsplit(':').next().unwrap();
    let links = [
        format!("{}/next", foreign.origin),
        format!("//127.0.0.1:{port}/next"),
        format!("http://localhost:{port}/next"),
        "https://127.0.0.1/next".to_owned(),
        "file:///etc/passwd".to_owned(),
    ];
    for link in links {
        let header = format!(r#"<{link}?token=canary>; rel="next""#);
        let server = Server::always(page(&[package(1)]).header("Link", header));
        let mut items = list(&server).items();
        assert_eq!(items.next().await.unwrap().unwrap().id, 1);
        let error = items.next().await.unwrap().unwrap_err();
        let Error::Redirect(redirect) = &error else { panic!("{error:?}") };
        assert_eq!(redirect.kind(), RedirectErrorKind::ForeignOrigin);
        assert_eq!(redirect.location(), format!("{link}?token=[REDACTED]"));
        assert!(items.next().await.is_none());
        assert_eq!(server.lines().len(), 1);
    }
    // User info would be sent as other credentials.
    let server = Server::start(|_, request| {
        page(&[]).header("Link", format!(r#"<http://a:b@{}/2>; rel="next""#, request.header("host").unwrap()))
    });
    assert!(matches!(list(&server).items().next().await, Some(Err(Error::Redirect(_)))));
    assert_eq!(foreign.received().len(), 0);
}

#[tokio::test]
async fn pages_that_lead_in_a_circle_end() {
    let server = Server::start(|number, _| {
        let next = if number % 2 == 0 { "</a?page=2>" } else { "</b?page=3>" };
        page(&[package(1)]).header("Link", format!(r#"{next}; rel="next""#))
    });
    let mut pages = list(&server).pages();
    for _ in 0..3 {
        pages.next().await.unwrap().unwrap();
    }
    let error = pages.next().await.unwrap().unwrap_err();
    let Error::Redirect(redirect) = &error else { panic!("{error:?}") };
    assert_eq!(redirect.kind(), RedirectErrorKind::RepeatedPage);
    assert!(
        error.to_string().ends_with(": the next page is one that has been read before: /a?page=2"),
        "{error}"
    );
    assert!(pages.next().await.is_none());
    assert_eq!(server.lines().len(), 3);
}

#[tokio::test]
async fn a_page_that_fails_is_the_end() {
    let failures: [(u16, &str); 3] = [(500, "{}"), (200, "<html>"), (200, "{}")];
    for (status, body) in failures {
        let server = Server::start(move |number, _| match number {
            0 => page(&[package(1)]).header("Link", r#"</2>; rel="next""#),
            // The failure leads on, which is not followed.
            _ => Answer::new(status, body).header("Link", r#"</3>; rel="next""#),
        });
        let mut items = list(&server).items();
        assert!(items.next().await.unwrap().is_ok());
        assert!(items.next().await.unwrap().is_err());
        assert!(items.next().await.is_none());
        assert_eq!(server.lines().len(), 2);

        let mut pages = list(&server).pages();
        assert!(pages.next().await.unwrap().is_err());
        assert!(pages.next().await.is_none());
    }
}

#[tokio::test]
async fn links_to_the_next_page() {
    let table = [
        (r#"<https://a/?page=2>; rel="next", <https://a/?page=5>; rel="last""#, Some("https://a/?page=2")),
        (r#"<https://a/?page=1>; rel="prev", <https://a/?page=3>; rel="next""#, Some("https://a/?page=3")),
        ("<https://a/2>; rel=next", Some("https://a/2")),
        ("<https://a/2>;REL=\"Next\"", Some("https://a/2")),
        (r#"<https://a/2>; title="a, b; rel=\"last\""; rel="last next""#, Some("https://a/2")),
        (r#"<https://a/?q=a,b;c>; rel="next""#, Some("https://a/?q=a,b;c")),
        (r#"<https://a/{?since}>; rel="first", <https://a/2>; rel="next""#, Some("https://a/2")),
        (r#"<https://a/2>; rel="nextish""#, None),
        (r#"<https://a/2>; rel="last"; rel="next""#, None),
        (r#"<https://a/2; rel="next""#, None),
        ("nonsense", None),
        ("", None),
    ];
    let links = table.map(|(link, _)| link);
    let server = Server::start(move |number, _| page(&[]).header("Link", links[number]));
    let client = builder(&server.origin).build().unwrap();
    for (link, expected) in table {
        let response = client.send(List::new("acme", PackageType::Npm)).await.unwrap();
        assert_eq!(response.next_page(), expected, "{link}");
    }
}

#[tokio::test]
async fn a_list_in_an_object() {
    let wrapped =
        |packages: Value| json!({ "total_count": 3, "packages": packages, "more": { "packages": 1 } });
    let server = Server::start(move |number, _| {
        let (packages, next) = match number {
            0 => (json!([package(1), { "id": "x" }]), Some("/wrapped?after=Y3Vyc29y%3D%3D&per_page=2")),
            1 => (json!([]), Some("/wrapped?page=3")),
            _ => (json!([package(3)]), None),
        };
        let page = Answer::new(200, wrapped(packages).to_string());
        match next {
            Some(next) => page.header("Link", format!(r#"<{next}>; rel="next""#)),
            None => page,
        }
    });
    let client = builder(&server.origin).build().unwrap();
    let mut items = client.items(Wrapped::new());
    assert_eq!(items.next().await.unwrap().unwrap().id, 1);
    let Error::Decode(fault) = items.next().await.unwrap().unwrap_err() else { panic!() };
    assert_eq!((fault.path(), fault.got()), ("$.packages[1].id", "a string"));
    assert_eq!(items.next().await.unwrap().unwrap().id, 3);
    assert!(items.next().await.is_none());
    let lines = ["GET /wrapped", "GET /wrapped?after=Y3Vyc29y%3D%3D&per_page=2", "GET /wrapped?page=3"];
    assert_eq!(server.lines(), lines);
    // The page itself is the object.
    let page = Wrapped::new().bind(&client).await.unwrap();
    assert_eq!(page["total_count"], 3);
    let mut pages = Wrapped::new().bind(&client).pages();
    assert_eq!(pages.next().await.unwrap().unwrap()["packages"][0]["id"], 3);
    assert_eq!(Wrapped::new().bind(&client).items().next().await.unwrap().unwrap().id, 3);
}

#[tokio::test]
async fn an_object_without_its_list() {
    let missing = "$.packages: expected a value, got nothing (the member is missing)";
    let table = [
        (r#"{"packages": []}"#, None, None),
        ("{}", Some("$.packages: required, but missing"), Some(missing)),
        (
            r#" {"packages": null}"#,
            Some("$.packages: null, but not nullable"),
            Some("$.packages: expected an array, got null"),
        ),
    ];
    for (body, drift, fault) in table {
        let server = Server::always(Answer::new(200, body));
        let mut items = builder(&server.origin).build().unwrap().items(Wrapped::new());
        assert!(items.next().await.is_none(), "{body}");
        assert_eq!(items.drift().first().map(ToString::to_string).as_deref(), drift);
        let strict = builder(&server.origin).strict(true).build().unwrap();
        let refused = strict.items(Wrapped::new()).next().await.map(|item| item.unwrap_err().to_string());
        assert_eq!(refused, fault.map(|fault| format!("GET /wrapped: 200 OK: {fault}")));
    }
    let table = [
        (r#"{"packages": {}}"#, "$.packages: expected an array, got an object"),
        (r#"{"packages": 3}"#, "$.packages: expected an array, got the integer 3"),
        (r#"[{"packages": []}]"#, "$: expected an object, got an array"),
        (r#""packages""#, "$: expected an object, got a string"),
        ("null", "$: expected an object, got null"),
        ("", "$: expected JSON, got an empty body"),
        ("{", "$: expected valid JSON, got EOF while parsing an object at line 1 column 1"),
        ("<p>", "$: expected valid JSON, got expected value at line 1 column 1"),
        (r#"{"packages": [], "a": }"#, "$: expected valid JSON, got expected value at line 1 column 23"),
        (r#"{"packages": []} x"#, "$: expected valid JSON, got trailing characters at line 1 column 18"),
    ];
    for (body, fault) in table {
        let server = Server::always(Answer::new(200, body));
        let mut items = builder(&server.origin).build().unwrap().items(Wrapped::new());
        let error = items.next().await.unwrap().unwrap_err();
        assert_eq!(error.to_string(), format!("GET /wrapped: 200 OK: {fault}"));
        assert!(items.next().await.is_none());
    }
}

#[tokio::test]
async fn whatever_a_link_counts_by() {
    let queries = [
        "page=2",
        "after=Y3Vyc29yOnYyOpK5",
        "before=abc%3D%3D&per_page=100",
        "since=135",
        "cursor=MTU4%2B%2F=,;&a+b",
        "per_page=1&after=%5B1%2C%22x%22%5D&page=2#f",
    ];
    for query in queries {
        let link = format!(r#"</l?{query}>; rel="next", </l?page=9>; rel="last", </l>; rel="first""#);
        let server = Server::start(move |number, _| match number {
            0 => page(&[package(1)]).header("Link", link.clone()),
            _ => page(&[package(2)]),
        });
        let mut items = list(&server).items();
        assert_eq!(items.next().await.unwrap().unwrap().id, 1);
        assert_eq!(items.next().await.unwrap().unwrap().id, 2);
        assert!(items.next().await.is_none());
        assert_eq!(server.lines()[1], format!("GET /l?{}", query.trim_end_matches("#f")));
    }
}
