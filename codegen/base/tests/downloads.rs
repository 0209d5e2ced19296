//! Bodies that come as they are: streams, their ends, and where they are fetched from.
#![cfg(feature = "reqwest")]

mod support;

use std::future::poll_fn;
use std::pin::pin;
use std::time::Duration;

use docwright_base::Client;
use futures_core::Stream;
use runtime::serde_json::Value;
use runtime::{Download, Error, Method, Raw, RedirectErrorKind};
use support::flow::{serve, trickle};
use support::requests::{Archive, Put, Zen};
use support::server::{Answer, Server};
use support::types::{Package, package};
use support::{CANARY, builder, shown};

const SHORT: Duration = Duration::from_millis(60);

fn client(server: &Server) -> Client {
    builder(&server.origin).token(CANARY).build().unwrap()
}

#[tokio::test]
async fn a_file_and_what_is_said_of_it() {
    let server = Server::always(
        Answer::new(200, b"PK\x03\xff".as_slice())
            .header("Content-Type", "application/zip")
            .header("Content-Disposition", "attachment; filename=app.zip"),
    );
    let mut download: Download = Archive::new("refs/heads/main").bind(&client(&server)).await.unwrap();
    assert_eq!(download.status(), 200);
    assert_eq!(download.content_type(), Some("application/zip"));
    assert_eq!(download.content_length(), Some(4));
    assert_eq!(download.file_name().as_deref(), Some("app.zip"));
    assert!(download.headers().contains_key("content-disposition"));
    assert!(format!("{download:?}").contains(r#"content_type: Some("application/zip")"#));
    assert_eq!(download.chunk().await.unwrap().unwrap().as_ref(), b"PK\x03\xff");
    assert_eq!(download.chunk().await.unwrap(), None);
    assert_eq!(download.chunk().await.unwrap(), None);
    let received = &server.received()[0];
    assert_eq!(received.line, "GET /zip/refs/heads/main HTTP/1.1");
    assert_eq!(received.header("accept"), Some("application/vnd.github+json, */*;q=0.9"));
    assert!(received.header("authorization").is_some());

    let response = Archive::new("x").bind(&client(&server)).send().await.unwrap();
    assert_eq!(response.into_inner().bytes().await.unwrap().len(), 4);
}

#[tokio::test]
async fn any_request_in_another_form() {
    let server = Server::start(|_, request| match request.header("accept") {
        Some("application/vnd.github.diff") => Answer::new(200, "+a\n-b"),
        _ => Answer::new(200, package(1).to_string()),
    });
    let client = client(&server);
    let diff = || client.download(Put::new(), "application/vnd.github.diff");
    assert_eq!(diff().await.unwrap().into_inner().text().await.unwrap(), "+a\n-b");
    let response = diff().await.unwrap();
    assert_eq!(response.status(), 200);
    let json = client.download(Put::new(), "*/*").await.unwrap().into_inner();
    assert_eq!(json.json::<Package>().await.unwrap().value.id, 1);
    let no_json = diff().await.unwrap().into_inner().json::<Package>().await.unwrap_err();
    assert!(no_json.to_string().starts_with("PUT /put: 200 OK: $: expected valid JSON"), "{no_json}");
    let raw = Raw::new(Method::GET, "/x").returning::<Download>();
    assert_eq!(raw.clone(), raw);
    let mut stream = pin!(client.send(raw).await.unwrap().into_inner());
    let mut length = 0;
    while let Some(chunk) = poll_fn(|cx| stream.as_mut().poll_next(cx)).await {
        length += chunk.unwrap().len();
    }
    assert_eq!(length, package(1).to_string().len());
}

#[tokio::test]
async fn json_in_a_file_drifts_as_any_does() {
    let mut json = package(1);
    json["name"] = Value::Null;
    let server = Server::always(Answer::new(200, json.to_string()));
    let download = Archive::new("x").bind(&client(&server)).await.unwrap();
    let decoded = download.json::<Package>().await.unwrap();
    assert_eq!((decoded.value.id, decoded.drift_total()), (1, 1));
    assert_eq!(decoded.drift()[0].to_string(), "$.name: null, but not nullable");
    let strict = builder(&server.origin).strict(true).build().unwrap();
    let error = Archive::new("x").bind(&strict).await.unwrap().json::<Package>().await.unwrap_err();
    assert_eq!(error.to_string(), "GET /zip/x: 200 OK: $.name: expected a string, got null");
}

#[tokio::test]
async fn what_flows_takes_its_time() {
    let origin = serve(|stream| {
        let head = "200 OK\r\nContent-Length: 10\r\nConnection: close";
        trickle(stream, head, &["ab", "cd", "ef", "gh", "ij"], SHORT)
    });
    let client = builder(&origin).attempt_timeout(SHORT * 4).stall_timeout(SHORT * 4).build().unwrap();
    let download = Archive::new("x").bind(&client).await.unwrap();
    assert_eq!(download.text().await.unwrap(), "abcdefghij");
    // The reader may take its time as well.
    let mut download = Archive::new("x").bind(&client).await.unwrap();
    download.chunk().await.unwrap();
    tokio::time::sleep(SHORT * 5).await;
    assert_eq!(download.text().await.unwrap(), "cdefghij");
}

#[tokio::test]
async fn what_breaks_off_or_stalls_is_an_error() {
    let chunked = "200 OK\r\nTransfer-Encoding: chunked";
    let table = [
        ("200 OK\r\nContent-Length: 10", &["abc"][..], false),
        (chunked, &["3\r\nabc\r\n"], false),
        (chunked, &["3\r\nabc\r\n", "5\r\nab"], false),
        (chunked, &["3\r\nabc\r\n", "", "", "", "", "", "", "0\r\n\r\n"], true),
    ];
    for (head, pieces, stalls) in table {
        let origin = serve(move |stream| trickle(stream, head, pieces, SHORT));
        let client = builder(&origin).token(CANARY).stall_timeout(SHORT * 3).build().unwrap();
        let mut download = Archive::new("x").bind(&client).await.unwrap();
        assert_eq!(download.chunk().await.unwrap().unwrap(), "abc");
        let error = loop {
            match download.chunk().await {
                Ok(chunk) => assert!(chunk.is_some(), "{pieces:?} ended as if it were whole"),
                Err(error) => break error,
            }
        };
        let Error::Transport(transport) = &error else { panic!("{error:?}") };
        assert_eq!(transport.is_timeout(), stalls, "{error:?}");
        assert_eq!(transport.request(), "GET /zip/x");
        assert!(!shown(&error).contains(CANARY));
        assert_eq!(download.chunk().await.unwrap(), None);
    }
    // An answer that does not even begin.
    let silent = serve(|stream| trickle(stream, "", &[], SHORT * 20));
    let slow = Server::start(|_, _| {
        std::thread::sleep(SHORT * 20);
        Answer::new(200, "")
    });
    for origin in [&silent, &slow.origin] {
        let client = builder(origin).stall_timeout(SHORT).build().unwrap();
        let error = Archive::new("x").bind(&client).await.unwrap_err();
        assert!(matches!(error, Error::Transport(_)), "{error:?}");
    }
}

#[tokio::test]
async fn what_is_too_large_for_memory() {
    let server = Server::always(Answer::new(200, vec![b'x'; (64 << 20) + 1]));
    let download = || Archive::new("x").bind(&client(&server)).into_future();
    let error = download().await.unwrap().bytes().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET /zip/x: 200 OK: the body is too large: it has more than 67108864 bytes"
    );
    let mut whole = download().await.unwrap();
    let mut length = 0;
    while let Some(chunk) = whole.chunk().await.unwrap() {
        length += chunk.len();
    }
    assert_eq!(length, (64 << 20) + 1);
}

#[tokio::test]
async fn errors_are_those_of_any_request() {
    let server = Server::always(Answer::new(404, r#"{"message": "Not Found"}"#));
    let error = Archive::new("x").bind(&client(&server)).await.unwrap_err();
    assert_eq!(error.to_string(), "GET /zip/x: 404 Not Found: Not Found");
    let error = client(&server).download(Zen::new(), "text/html").await.unwrap_err();
    assert!(error.is_not_found());
}

#[tokio::test]
async fn names_of_files() {
    let table = [
        ("attachment; filename=\"a b;c.zip\"", Some("a b;c.zip")),
        ("attachment; filename=a.zip; filename*=UTF-8''na%C3%AFve.zip", Some("naïve.zip")),
        ("inline; FileName* = utf-8'en'%e2%82%ac ; filename=x", Some("€")),
        ("attachment; filename*=iso-8859-1''%e9; filename=plain", Some("plain")),
        (r#"attachment; filename="a\"b""#, Some("a\"b")),
        ("attachment; filename=\"../../etc/passwd\"", Some("passwd")),
        (r"attachment; filename*=UTF-8''..%5C..%2Fa%00b; filename=ok", Some("ok")),
        ("attachment; filename=\"..\"", None),
        ("attachment; filename=\"\"", None),
        ("attachment", None),
        ("filename.zip", None),
    ];
    for (header, expected) in table {
        let server = Server::always(Answer::new(200, "").header("Content-Disposition", header));
        let download = Archive::new("x").bind(&client(&server)).await.unwrap();
        assert_eq!(download.file_name().as_deref(), expected, "{header}");
    }
}

#[tokio::test]
async fn an_announced_redirect_is_followed_without_credentials() {
    for status in [301, 302, 303, 307, 308] {
        let storage = Server::always(Answer::new(200, "PK"));
        let location = format!("{}/blob?sig=1#x", storage.origin.replace("127.0.0.1", "localhost"));
        let server = Server::always(Answer::new(status, "").header("Location", location));
        let client = builder(&server.origin).token(CANARY).header("X-Mine", CANARY).build().unwrap();
        let request = Archive::new("x").with_header("Cookie", CANARY).with_header("Range", "bytes=0-1");
        assert_eq!(client.send(request).await.unwrap().into_inner().text().await.unwrap(), "PK");
        let received = &storage.received()[0];
        assert_eq!(received.line, "GET /blob?sig=1 HTTP/1.1");
        assert!(!received.head.contains(CANARY), "{}", received.head);
        let mut names: Vec<&str> = received.headers.iter().map(|(name, _)| name.as_str()).collect();
        names.sort_unstable();
        assert_eq!(names, ["accept", "accept-encoding", "host", "range", "user-agent"]);
        assert_eq!(received.header("user-agent"), Some("octoquill/1.2.3"));
        // What is not announced is refused, whatever the reply is read into.
        let error = client.download(Put::new(), "*/*").await.unwrap_err();
        let Error::Redirect(error) = error else { panic!("{error:?}") };
        assert_eq!(error.kind(), RedirectErrorKind::ForeignOrigin);
        assert_eq!(storage.received().len(), 1);
    }
}

#[tokio::test]
async fn the_way_back_is_without_the_token() {
    let home = Server::start(|number, request| match number {
        0 => Answer::new(302, "").header("Location", "/first"),
        1 => Answer::new(302, "").header("Location", request.header("x-storage").unwrap()),
        _ => Answer::new(200, "whole"),
    });
    let back = format!("{}/back", home.origin);
    let storage = Server::always(Answer::new(302, "").header("Location", back));
    let request = Archive::new("x").with_header("X-Storage", &storage.origin);
    let download = client(&home).send(request).await.unwrap().into_inner();
    assert_eq!(download.text().await.unwrap(), "whole");
    let received = home.received();
    let authenticated: Vec<bool> = received.iter().map(|r| r.header("authorization").is_some()).collect();
    assert_eq!(authenticated, [true, true, false]);
    assert_eq!(received[2].target(), "/back");
    assert_eq!(storage.received()[0].header("x-storage"), None);
}

#[tokio::test]
async fn five_redirects_and_no_further() {
    for (hops, followed) in [(5, true), (6, false)] {
        let storage = Server::start(move |number, _| match number + 1 {
            number if number < hops => Answer::new(302, "").header("Location", format!("/{number}")),
            _ => Answer::new(200, "x"),
        });
        let server = Server::always(Answer::new(302, "").header("Location", storage.origin.clone()));
        match Archive::new("x").bind(&client(&server)).await {
            Ok(_) => assert!(followed),
            Err(Error::Redirect(error)) => {
                assert_eq!((error.kind(), followed), (RedirectErrorKind::TooMany, false));
            }
            Err(error) => panic!("{error}"),
        }
    }
}

#[tokio::test]
async fn places_that_no_redirect_leads_to() {
    for location in ["http://user:x@127.0.0.1:9/", "ftp://127.0.0.1/x", "file:///etc/passwd"] {
        let server = Server::always(Answer::new(302, "").header("Location", location));
        let error = Archive::new("x").bind(&client(&server)).await.unwrap_err();
        let Error::Redirect(error) = error else { panic!("{error:?}") };
        assert_eq!(error.kind(), RedirectErrorKind::ForeignOrigin, "{location}");
    }
}

/// Downloads and what they are made by can be moved to other threads.
#[test]
fn everything_is_send() {
    fn check<T: Send + Unpin>() {}
    check::<Download>();
    check::<docwright_base::Sending<Download>>();
}
