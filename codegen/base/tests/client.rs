//! Requests over real HTTP: what is sent, what is made of the answers, and what is never sent anywhere.
#![cfg(feature = "reqwest")]

mod support;

use std::time::Duration;

use docwright_base::Client;
use runtime::serde_json::{Value, json};
use runtime::{Endpoint, Error, Method, Raw};
use support::requests::{Get, List, Restore};
use support::server::{Answer, Server};
use support::types::{Package, PackageType, SimpleUser, package};
use support::{CANARY, builder};

fn client(server: &Server) -> Client {
    builder(&server.origin).token(CANARY).build().unwrap()
}

fn list() -> List {
    List::new("acme", PackageType::Npm)
}

#[tokio::test]
async fn the_headers_are_exactly_these() {
    let server = Server::always(Answer::new(204, ""));
    let client = client(&server);
    client.send(Restore::new("acme", "k")).await.unwrap();
    client.send(Restore::new("acme", "k").count(1)).await.unwrap();
    let received = server.received();
    let host = server.origin.trim_start_matches("http://");
    let mut expected = vec![
        ("accept", "application/vnd.github+json, application/json;q=0.9, */*;q=0.1"),
        ("accept-encoding", "gzip"),
        ("authorization", "Bearer ghp_canary0123456789"),
        ("content-length", "0"),
        ("host", host),
        ("user-agent", "octoquill/1.2.3"),
        ("x-github-api-version", "2022-11-28"),
    ];
    assert_eq!(sorted(&received[0].headers), expected);
    expected[3].1 = "11";
    expected.insert(4, ("content-type", "application/json"));
    assert_eq!(sorted(&received[1].headers), expected);
    assert_eq!(received[1].body, r#"{"count":1}"#);
    assert_eq!(received[1].line, "POST /orgs/acme/restore/k HTTP/1.1");
}

#[tokio::test]
async fn headers_can_be_replaced() {
    let server = Server::always(Answer::new(204, ""));
    let client = builder(&server.origin)
        .token(CANARY)
        .user_agent("mine/1")
        .api_version("2026-01-01")
        .header("X-Team", "a")
        .build()
        .unwrap();
    let request =
        Restore::new("acme", "k").with_header("Accept", "text/plain").with_header("authorization", "Basic x");
    client.send(request).await.unwrap();
    let received = &server.received()[0];
    for (name, value) in [
        ("accept", "text/plain"),
        ("authorization", "Basic x"),
        ("user-agent", "mine/1 octoquill/1.2.3"),
        ("x-github-api-version", "2026-01-01"),
        ("x-team", "a"),
    ] {
        let values: Vec<&str> =
            received.headers.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str()).collect();
        assert_eq!(values, [value], "{name}");
    }
    for (name, value) in [("bad name", "x"), ("x-bad", "a\nb")] {
        let error = client.send(Restore::new("acme", "k").with_header(name, value)).await.unwrap_err();
        assert!(matches!(error, Error::Request(_)), "{error}");
    }
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn the_path_is_appended_to_the_base_once() {
    for base in ["", "/", "/api/v3", "/api/v3/", "/api/v3//"] {
        let server = Server::always(Answer::new(200, package(1).to_string()));
        let client = builder(format!("{}{base}", server.origin)).build().unwrap();
        client.send(Get::new("acme", PackageType::Npm, "@scope/a b+%2e")).await.unwrap();
        let prefix = base.trim_end_matches('/');
        assert_eq!(server.lines(), [format!("GET {prefix}/orgs/acme/packages/npm/%40scope%2Fa%20b%2B%252e")]);
        assert_eq!(server.received()[0].header("authorization"), None);
    }
}

#[tokio::test]
async fn what_cannot_be_sent_is_not_sent() {
    let server = Server::always(Answer::new(204, ""));
    let client = client(&server);
    for name in ["", "..", "%2E%2e"] {
        let error = client.send(Get::new("acme", PackageType::Npm, name)).await.unwrap_err();
        assert!(matches!(error, Error::Request(_)), "{error}");
    }
    for path in ["/../x", "//evil.example/x", "x", "/a'b?c='"] {
        let error = client.send(Raw::new(Method::GET, path)).await.unwrap_err();
        assert!(matches!(error, Error::Request(_)), "{error}");
    }
    assert_eq!(server.received().len(), 0);
}

#[tokio::test]
async fn a_response_tells_what_came_with_it() {
    let mut drifting = package(7);
    drifting.as_object_mut().unwrap().remove("version_count");
    let server = Server::always(
        Answer::new(200, drifting.to_string())
            .header("X-GitHub-Request-Id", "AB:12")
            .header("X-RateLimit-Limit", "5000")
            .header("X-RateLimit-Remaining", "4979")
            .header("X-RateLimit-Used", "21")
            .header("X-RateLimit-Reset", "1746851649")
            .header("X-RateLimit-Resource", "core"),
    );
    let get = || Get::new("acme", PackageType::Npm, "x");
    let response = get().bind(&client(&server)).send().await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.request_id(), Some("AB:12"));
    assert_eq!(response.next_page(), None);
    let limit = response.rate_limit().unwrap();
    assert_eq!((limit.limit, limit.remaining, limit.used), (5000, 4979, Some(21)));
    assert_eq!((limit.reset.as_second(), limit.resource.as_deref()), (1_746_851_649, Some("core")));
    assert_eq!(response.drift()[0].to_string(), "$.version_count: required, but missing");
    assert_eq!(response.drift_total(), 1);
    // The response can be used as its value.
    assert_eq!(response.id, 7);
    assert_eq!(response.map(|package| package.name).into_inner(), "left-pad");

    let strict = builder(&server.origin).strict(true).build().unwrap();
    let error = strict.send(get()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET /orgs/acme/packages/npm/x: 200 OK: $.version_count: expected a value, got nothing (the member is missing)"
    );

    let without =
        Server::always(Answer::new(200, package(1).to_string()).header("X-RateLimit-Limit", "5000"));
    assert_eq!(client(&without).send(get()).await.unwrap().rate_limit(), None);
}

#[tokio::test]
async fn a_request_can_be_awaited_as_its_value() {
    let server = Server::always(Answer::new(200, json!([package(1), package(2)]).to_string()));
    let packages: Vec<Package> = list().bind(&client(&server)).per_page(2).await.unwrap();
    assert_eq!(packages.iter().map(|package| package.id).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(server.lines(), ["GET /orgs/acme/packages?package_type=npm&per_page=2"]);
}

#[tokio::test]
async fn bodies_that_are_not_there() {
    let no_content = Server::always(Answer::new(204, ""));
    let empty = Server::always(Answer::new(200, " "));
    let surprise = Server::always(Answer::new(200, "<html>"));
    for server in [&no_content, &empty, &surprise] {
        client(server).send(Restore::new("acme", "k")).await.unwrap();
    }
    let error = client(&empty).send(list()).await.unwrap_err();
    assert_eq!(error.to_string(), "GET /orgs/acme/packages: 200 OK: $: expected JSON, got an empty body");
    let error = client(&no_content).items(list()).next().await.unwrap().unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET /orgs/acme/packages: 204 No Content: $: expected JSON, got an empty body"
    );
    assert_eq!(client(&no_content).request(Method::DELETE, "/x").await.unwrap(), Value::Null);
}

#[tokio::test]
async fn a_server_of_another_release_is_named_where_it_may_be_the_reason() {
    let words = "the server is GitHub Enterprise Server 3.12.4, and this client was made from the documentation of \
                 enterprise-server@3.18";
    let table = [
        (404, "3.12.4", true),
        (422, "3.12.4", true),
        // What ails the token or the server has nothing to do with the release.
        (401, "3.12.4", false),
        (403, "3.12.4", false),
        (404, "3.18.2", false),
    ];
    for (status, release, named) in table {
        let answer = Answer::new(status, "{}").header("X-GitHub-Enterprise-Version", release);
        let error = client(&Server::always(answer)).send(list()).await.unwrap_err();
        assert_eq!(error.to_string().contains(words), named, "{status} {release}: {error}");
    }
    let other = Answer::new(200, "{}").header("X-GitHub-Enterprise-Version", "3.12.4");
    let error = client(&Server::always(other)).send(list()).await.unwrap_err();
    assert!(error.to_string().contains(words), "a list was promised: {error}");
}

#[tokio::test]
async fn an_error_says_what_github_and_the_documentation_say() {
    let body = json!({
        "message": "Must have\nadmin rights",
        "documentation_url": "https://docs.github.com/x",
        "errors": [{ "resource": "Package", "code": "missing" }],
    });
    let server = Server::always(
        Answer::new(403, body.to_string())
            .header("X-GitHub-Request-Id", "ABC")
            .header("X-OAuth-Scopes", "repo, user")
            .header("X-Accepted-OAuth-Scopes", ""),
    );
    let error = client(&server).send(list()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET /orgs/acme/packages: 403 Forbidden: Must have admin rights \
         (documented: \"Forbidden\"; needs scopes: read:packages; request id ABC)"
    );
    assert_eq!((error.status().map(|status| status.as_u16()), error.request_id()), (Some(403), Some("ABC")));
    assert!(!error.is_not_found());
    let Error::Api(error) = error else { panic!("{error:?}") };
    assert_eq!(error.message(), Some("Must have\nadmin rights"));
    assert_eq!(error.documentation_url(), Some("https://docs.github.com/x"));
    assert_eq!(error.errors(), [json!({ "resource": "Package", "code": "missing" })]);
    assert_eq!(error.documented(), Some("Forbidden"));
    assert_eq!(error.required_scopes(), ["read:packages"]);
    assert_eq!(error.granted_scopes(), ["repo", "user"]);
    assert!(error.accepted_scopes().is_empty());
    assert_eq!(error.endpoint(), List::ENDPOINT);
    assert_eq!(error.body(), body.to_string());
}

#[tokio::test]
async fn an_error_need_not_be_github_s() {
    let server = Server::always(Answer::new(502, "<html>Bad Gateway</html>"));
    let error = client(&server).send(list()).await.unwrap_err();
    assert_eq!(error.to_string(), "GET /orgs/acme/packages: 502 Bad Gateway");
    let Error::Api(error) = error else { panic!("{error:?}") };
    assert_eq!((error.message(), error.body()), (None, "<html>Bad Gateway</html>"));
    assert!(error.required_scopes().is_empty());

    let huge = Server::always(Answer::new(500, vec![b'x'; 1 << 20]));
    let Err(Error::Api(error)) = client(&huge).send(list()).await else { panic!() };
    assert_eq!(error.body().len(), 64 * 1024);

    let missing = Server::always(Answer::new(404, r#"{"message": "Not Found"}"#));
    let error = client(&missing).send(list()).await.unwrap_err();
    assert!(error.is_not_found());
    assert!(error.to_string().contains("needs scopes: read:packages"), "{error}");
}

#[tokio::test]
async fn raw_requests_go_the_same_way() {
    let server = Server::always(Answer::new(200, r#"[{"id": 1, "login": "octocat"}]"#));
    let client = client(&server);
    let value =
        client.request(Method::GET, "/orgs/acme/members?role=all").with_query("q", "a b").await.unwrap();
    assert_eq!(value[0]["login"], "octocat");
    let users = client.request(Method::GET, "/u").returning::<Vec<SimpleUser>>().send().await.unwrap();
    assert_eq!(users.value()[0].login, "octocat");
    let mut items = client.request(Method::GET, "/i").returning::<Vec<SimpleUser>>().items();
    assert_eq!(items.next().await.unwrap().unwrap().id, 1);
    client.request(Method::PATCH, "/p").with_header("X-A", "b").json(json!([1])).await.unwrap();
    let lines = ["GET /orgs/acme/members?role=all&q=a%20b", "GET /u", "GET /i", "PATCH /p"];
    assert_eq!(server.lines(), lines);
    let last = &server.received()[3];
    assert_eq!((last.body.as_str(), last.header("x-a")), ("[1]", Some("b")));
    assert!(last.header("authorization").is_some());

    let missing = Server::always(Answer::new(404, "{}"));
    let error = self::client(&missing).send(Raw::new(Method::GET, "/x?q=1")).await.unwrap_err();
    assert_eq!(error.to_string(), "GET /x: 404 Not Found");
    assert_eq!(error.exchange().map(docwright_base::Exchange::endpoint), Some(Endpoint::RAW));
}

#[tokio::test]
async fn time_is_limited() {
    let server = Server::start(|_, _| {
        std::thread::sleep(Duration::from_millis(500));
        Answer::new(204, "")
    });
    let client = builder(&server.origin).attempt_timeout(Duration::from_millis(50)).build().unwrap();
    let error = client.send(Restore::new("acme", "k")).await.unwrap_err();
    let Error::Transport(transport) = &error else { panic!("{error:?}") };
    assert!(transport.is_timeout() && !transport.is_connect());
    assert_eq!(error.to_string(), "POST /orgs/acme/restore/[REDACTED]: no complete answer in time");
}

#[tokio::test]
async fn answers_that_break_off() {
    let cut = Server::always(Answer::new(200, r#"[{"id": 1"#).header("Content-Length", "500"));
    let error = client(&cut).send(list()).await.unwrap_err();
    assert_eq!(error.to_string(), "GET /orgs/acme/packages: the answer broke off");
    let nobody = builder("http://127.0.0.1:1").build().unwrap();
    let Err(Error::Transport(error)) = nobody.send(list()).await else { panic!() };
    assert!(error.is_connect());
}

/// The futures and streams can be moved to other threads.
#[test]
fn everything_is_send() {
    fn check<T: Send + Unpin>(_: T) {}
    let client = builder("https://ghe.example.com/api/v3").build().unwrap();
    check(list().bind(&client).send());
    check(list().bind(&client).into_future());
    check(list().bind(&client).items());
    check(list().bind(&client).pages());
    assert_eq!(size_of::<Error>(), 16);
}

fn sorted(headers: &[(String, String)]) -> Vec<(&str, &str)> {
    let mut headers: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    headers.sort_unstable();
    headers
}
