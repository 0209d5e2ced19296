//! Endpoints that answer with more than one status, and those that answer with text.
#![cfg(feature = "reqwest")]

mod support;

use docwright_base::Client;
use runtime::serde_json::{Value, json};
use runtime::{Answer, Error, Method, Outcome, Raw, StatusCode, Strictness, Text, decode};
use support::builder;
use support::requests::{Put, PutOutcome, Zen};
use support::server::{Answer as Reply, Server};
use support::types::{Package, package};

fn client(server: &Server) -> Client {
    builder(&server.origin).token("ghp_x").build().unwrap()
}

#[tokio::test]
async fn the_status_says_what_it_is() {
    let status = |code| StatusCode::from_u16(code).unwrap();
    let read = |id| decode::from_slice::<Package>(package(id).to_string().as_bytes(), Strictness::Strict);
    let (one, two) = (read(1).unwrap().value, read(2).unwrap().value);
    let table = [
        (200, package(1).to_string(), PutOutcome::Ok(Box::new(one))),
        (201, json!([package(2)]).to_string(), PutOutcome::Created(vec![two])),
        (201, "[]".to_owned(), PutOutcome::Created(Vec::new())),
        (202, "soon".to_owned(), PutOutcome::Accepted("soon".into())),
        (204, String::new(), PutOutcome::NoContent),
        (203, "[1]".to_owned(), PutOutcome::Other(status(203), json!([1]))),
        (205, " ".to_owned(), PutOutcome::Other(status(205), Value::Null)),
        (206, String::new(), PutOutcome::Other(status(206), Value::Null)),
    ];
    for (code, body, expected) in table {
        let server = Server::always(Reply::new(code, body.clone()));
        let client = client(&server);
        let outcome = Put::new().bind(&client).await.unwrap();
        assert_eq!(outcome, expected);
        let response = Put::new().bind(&client).send().await.unwrap();
        assert_eq!((response.status(), response.value()), (status(code), &outcome));
        assert_eq!(client.send(Put::new()).await.unwrap().into_inner(), outcome);
        // What was recorded is read in the same way.
        let answer = Answer::new(status(code), body.as_bytes());
        assert_eq!(answer.read::<PutOutcome>().unwrap().value, outcome);
    }
}

#[tokio::test]
async fn what_cannot_be_used_is_refused_as_anywhere() {
    let table = [
        (200, "", "PUT /put: 200 OK: $: expected JSON, got an empty body"),
        (
            200,
            "{",
            "PUT /put: 200 OK: $: expected valid JSON, got EOF while parsing an object at line 1 column 1",
        ),
        (
            203,
            "<p>",
            "PUT /put: 203 Non Authoritative Information: $: expected valid JSON, got expected value at line 1 column 1",
        ),
        (201, "{}", "PUT /put: 201 Created: $: expected an array, got an object"),
        (404, "{}", "PUT /put: 404 Not Found"),
    ];
    for (status, body, expected) in table {
        let server = Server::always(Reply::new(status, body));
        let error = client(&server).send(Put::new()).await.unwrap_err();
        assert_eq!(error.to_string(), expected);
    }
}

#[tokio::test]
async fn a_list_within_loses_its_bad_items_only() {
    let server = Server::always(Reply::new(201, json!([package(1), { "id": "x" }, package(3)]).to_string()));
    let error = Put::new().bind(&client(&server)).await.unwrap_err();
    let Error::Items(list) = error else { panic!("{error:?}") };
    assert_eq!(list.failed().len(), 1);
    assert_eq!(list.failed()[0].fault.path, "$[1].id");
    let ids: Vec<i64> = list.decoded::<Package>().unwrap().iter().map(|package| package.id).collect();
    assert_eq!(ids, [1, 3]);
}

#[tokio::test]
async fn drift_within_is_listed_or_refused() {
    let mut drifting = package(1);
    drifting.as_object_mut().unwrap().remove("name");
    let server = Server::always(Reply::new(200, drifting.to_string()));
    let response = client(&server).send(Put::new()).await.unwrap();
    assert_eq!(response.drift()[0].to_string(), "$.name: required, but missing");
    let strict = builder(&server.origin).strict(true).build().unwrap();
    assert!(matches!(strict.send(Put::new()).await, Err(Error::Decode(_))));
    let recorded = drifting.to_string();
    let answer = || Answer::new(StatusCode::OK, recorded.as_bytes());
    assert_eq!(answer().read::<Package>().unwrap().drift_total(), 1);
    assert!(answer().strictness(Strictness::Strict).read::<PutOutcome>().is_err());
}

#[tokio::test]
async fn text_is_taken_as_it_is() {
    let table = [
        ("text/plain;charset=utf-8", "Keep it logically awesome.", "Keep it logically awesome."),
        ("text/html", "<p>Hello</p>\n", "<p>Hello</p>\n"),
        ("application/octocat-stream", "  MMM", "  MMM"),
        ("text/plain", "\"quoted\"", "\"quoted\""),
        ("application/json", "\"a\\n\\u00e9\"", "a\né"),
        ("Application/Vnd.GitHub+JSON; charset=utf-8", "\"x\"", "x"),
        ("application/json", "not JSON", "not JSON"),
        ("application/json", "{\"a\": 1}", "{\"a\": 1}"),
        ("text/plain", "", ""),
    ];
    for (content_type, body, expected) in table {
        let server = Server::always(Reply::new(200, body).header("Content-Type", content_type));
        let text: Text = Zen::new().bind(&client(&server)).await.unwrap();
        assert_eq!(text, expected, "{content_type}");
        let accept = server.received()[0].header("accept").unwrap().to_owned();
        assert_eq!(accept, "application/vnd.github+json, text/*;q=0.9, */*;q=0.1");
        assert_eq!(
            (text.len(), text.to_string(), String::from(text)),
            (expected.len(), expected.to_owned(), expected.to_owned())
        );
    }
    let server = Server::always(Reply::new(200, vec![b'a', 0xff]));
    let error = client(&server).send(Zen::new()).await.unwrap_err();
    assert_eq!(error.to_string(), "GET /zen: 200 OK: $: expected UTF-8 text, got other bytes at offset 1");
    let missing = Server::always(Reply::new(404, "gone"));
    assert!(client(&missing).send(Zen::new()).await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_header_of_ones_own_wins() {
    let server = Server::always(Reply::new(200, "x"));
    let client = client(&server);
    client.send(Zen::new().with_header("Accept", "text/html")).await.unwrap();
    let raw = Raw::new(Method::GET, "/octocat").returning::<Text>();
    assert_eq!(client.send(raw).await.unwrap().into_inner(), "x");
    let accept: Vec<_> = server.received().iter().map(|r| r.header("accept").unwrap().to_owned()).collect();
    assert_eq!(accept[0], "text/html");
    assert!(accept[1].contains("text/*"));
}

/// Every value is an outcome, and so a function over outcomes takes them all.
#[test]
fn values_are_outcomes() {
    fn check<T: Outcome>() {}
    check::<Vec<Package>>();
    check::<()>();
    check::<Text>();
    check::<PutOutcome>();
}
