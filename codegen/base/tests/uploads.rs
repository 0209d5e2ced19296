//! Bodies that are no JSON: bytes, text, and streams.
#![cfg(feature = "reqwest")]

mod support;

use std::error::Error as _;
use std::io::{self, Write};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use runtime::{Body, Error, Method, Raw, TransportErrorKind};
use support::flow::{Chunks, read_until, serve};
use support::requests::Upload;
use support::server::{Answer, Server};
use support::{CANARY, builder, shown};

const SHORT: Duration = Duration::from_millis(60);

fn stream(length: Option<u64>, chunks: &'static [&'static str]) -> Body {
    Body::stream(length, move || Chunks::of(chunks, SHORT))
}

#[tokio::test]
async fn bytes_and_text_are_sent_as_they_are() {
    let server = Server::always(Answer::new(201, ""));
    let client = builder(format!("{}/api/v3", server.origin)).token(CANARY).build().unwrap();
    let bodies: [Body; 6] = [
        "text".into(),
        String::from("text").into(),
        b"text".into(),
        vec![b't', b'e', b'x', b't'].into(),
        bytes::Bytes::from_static(b"text").into(),
        stream(Some(4), &["te", "xt"]),
    ];
    for body in bodies {
        client.send(Upload::new(body).content_type("text/plain")).await.unwrap();
        let received = server.received().pop().unwrap();
        assert_eq!(received.line, "POST /api/uploads/assets HTTP/1.1");
        assert_eq!(received.body, "text");
        assert_eq!(received.header("content-type"), Some("text/plain"));
        assert_eq!(received.header("content-length"), Some("4"));
        assert_eq!(received.header("transfer-encoding"), None);
        assert_eq!(received.header("authorization"), Some("Bearer ghp_canary0123456789"));
    }
    client.send(Upload::new("")).await.unwrap();
    client.request(Method::POST, "/raw").content("text/x-markdown", "# a").await.unwrap();
    let received = server.received();
    assert_eq!(received[6].header("content-length"), Some("0"));
    assert_eq!(received[6].header("content-type"), Some("application/octet-stream"));
    assert_eq!(
        (received[7].body.as_str(), received[7].header("content-type")),
        ("# a", Some("text/x-markdown"))
    );
}

#[tokio::test]
async fn a_large_body_arrives_whole() {
    let large: String = (0..200_000).map(|number| format!("{number}\n")).collect();
    let server = Server::always(Answer::new(204, ""));
    let client = builder(&server.origin).build().unwrap();
    client.send(Upload::new(large.clone())).await.unwrap();
    assert!(server.received()[0].body == large);
}

#[tokio::test]
async fn a_stream_of_unknown_length_is_sent_in_chunks() {
    let received = Arc::new(Mutex::new(String::new()));
    let log = Arc::clone(&received);
    let origin = serve(move |stream| {
        *log.lock().unwrap() = read_until(stream, "\r\n0\r\n\r\n")?;
        stream.write_all(b"HTTP/1.1 201 Created\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
    });
    builder(origin).build().unwrap().send(Upload::new(stream(None, &["te", "xt"]))).await.unwrap();
    let received = received.lock().unwrap();
    assert!(received.contains("transfer-encoding: chunked") && !received.contains("content-length"));
    assert!(received.ends_with("\r\n\r\n2\r\nte\r\n2\r\nxt\r\n0\r\n\r\n"), "{received}");
}

#[tokio::test]
async fn what_flows_takes_its_time() {
    let server = Server::always(Answer::new(200, r#"{"id": 1}"#));
    // Five pauses are longer than each of the limits.
    let client = builder(&server.origin).attempt_timeout(SHORT * 4).stall_timeout(SHORT * 4).build().unwrap();
    let body = stream(Some(10), &["ab", "cd", "ef", "gh", "ij"]);
    let request = Raw::new(Method::POST, "/x").content("text/plain", body);
    assert_eq!(client.send(request).await.unwrap()["id"], 1);
    assert_eq!(server.received()[0].body, "abcdefghij");
}

#[tokio::test]
async fn what_stalls_ends() {
    let server = Server::always(Answer::new(204, ""));
    let client = builder(&server.origin).stall_timeout(SHORT).build().unwrap();
    let body = Body::stream(Some(4), || Chunks::ending("ab", None));
    let error = client.send(Upload::new(body)).await.unwrap_err();
    let Error::Transport(transport) = &error else { panic!("{error:?}") };
    assert_eq!(transport.kind(), TransportErrorKind::Timeout);

    // The answer to what has been sent has the time of any other.
    let slow = Server::start(|_, _| {
        std::thread::sleep(SHORT * 8);
        Answer::new(204, "")
    });
    builder(&slow.origin).stall_timeout(SHORT * 4).build().unwrap().send(Upload::new("x")).await.unwrap();
    let client = builder(&slow.origin).attempt_timeout(SHORT).build().unwrap();
    let error = client.send(Upload::new("x")).await.unwrap_err();
    assert!(matches!(&error, Error::Transport(error) if error.is_timeout()), "{error:?}");
    let half = Server::always(Answer::new(200, "{").header("Content-Length", "10"));
    let error = builder(&half.origin).build().unwrap().send(Upload::new("x")).await.unwrap_err();
    assert_eq!(error.to_string(), "POST /assets: the answer broke off");
}

#[tokio::test]
async fn a_stream_that_fails_is_told_from_the_network() {
    let origin = serve(|stream| read_until(stream, "a text that never comes").map(drop));
    let client = builder(origin).token(CANARY).build().unwrap();
    for length in [None, Some(100)] {
        let body = Body::stream(length, || Chunks::ending("ab", Some(io::Error::other("the disk is gone"))));
        let error = client.send(Upload::new(body)).await.unwrap_err();
        assert_eq!(error.to_string(), "POST /assets: the body that was to be sent cannot be read");
        let Error::Transport(transport) = &error else { panic!("{error:?}") };
        assert_eq!(transport.kind(), TransportErrorKind::UnreadableUpload);
        let source = error.source().unwrap().downcast_ref::<io::Error>().unwrap();
        assert_eq!(source.to_string(), "the disk is gone");
        assert!(!shown(&error).contains(CANARY));
    }
    for (length, reason) in [(3, "it is longer than was stated"), (5, "it is shorter than was stated")] {
        let error = client.send(Upload::new(stream(Some(length), &["te", "xt"]))).await.unwrap_err();
        assert_eq!(error.source().unwrap().to_string(), reason);
    }
}

#[tokio::test]
async fn a_redirect_gets_the_whole_body_again() {
    let server = Server::start(|number, _| match number {
        0 => Answer::new(307, "").header("Location", "/there"),
        _ => Answer::new(204, ""),
    });
    builder(&server.origin).build().unwrap().send(Upload::new(stream(Some(4), &["te", "xt"]))).await.unwrap();
    let bodies: Vec<String> = server.received().into_iter().map(|request| request.body).collect();
    assert_eq!(bodies, ["text", "text"]);
}

#[tokio::test]
async fn an_early_refusal_is_an_error_of_the_api() {
    let server = Server::always(Answer::new(413, r#"{"message": "too large"}"#));
    let error = builder(&server.origin).build().unwrap().send(Upload::new("x")).await.unwrap_err();
    assert_eq!(error.to_string(), "POST /assets: 413 Payload Too Large: too large");
}

#[test]
fn streams_are_equal_to_their_clones() {
    let one = stream(None, &["a"]);
    assert_eq!(one, one.clone());
    assert_ne!(one, stream(None, &["a"]));
    assert_ne!(one, "a".into());
    assert_eq!(format!("{one:?}"), "a stream of unknown length");
    assert_eq!(format!("{:?}", stream(Some(7), &[])), "7 bytes");
    assert_eq!(Upload::new(one.clone()), Upload::new(one));
}
