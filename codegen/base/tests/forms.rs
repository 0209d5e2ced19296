//! Bodies that are forms: what is on the wire, read back; what is shown; what is refused.

mod support;

use docwright_base::samples::Init;
use runtime::serde_json::json;
use runtime::{Body, Draft, Request};

/// A part as a server reads it: its headers, its name, the name of its file, its bytes.
#[derive(Debug, PartialEq)]
struct Part {
    name: String,
    file: Option<String>,
    media_type: Option<String>,
    content: Vec<u8>,
}

fn text(name: &str, content: &str) -> Part {
    Part { name: name.to_owned(), file: None, media_type: None, content: content.into() }
}

fn file(name: &str, content: &[u8]) -> Part {
    let media_type = Some("application/octet-stream".to_owned());
    Part { name: name.to_owned(), file: Some(name.to_owned()), media_type, content: content.into() }
}

#[test]
fn what_is_sent_can_be_read() {
    let binary: &[u8] = b"\x00\xff\r\n--form-boundary\r\n\r\n--\r\n";
    let table: [(Init, Vec<Part>); 4] = [
        (Init::new("LICENSE", "p"), vec![text("password", "p"), file("license", b"LICENSE")]),
        (Init::new("", ""), vec![text("password", ""), file("license", b"")]),
        (
            Init::new(binary, "é\r\n\"p\"").count(2).keys(vec!["a".to_owned(), "b".to_owned()]),
            vec![
                text("count", "2"),
                text("keys", r#"["a","b"]"#),
                text("password", "é\r\n\"p\""),
                file("license", binary),
            ],
        ),
        (
            Init::new("a", "b").odd(b"c"),
            vec![text("password", "b"), file("a %22b%22%0D%0Ac: é", b"c"), file("license", b"a")],
        ),
    ];
    for (request, expected) in table {
        let (media_type, bytes) = encoded(request);
        assert_eq!(parse(&media_type, &bytes), expected);
    }
    let (media_type, bytes) = {
        let (media_type, body) =
            Draft::new(Init::ENDPOINT, []).form().into_parts().encoded_body().unwrap().unwrap();
        (media_type, bytes_of(&body))
    };
    assert_eq!(parse(&media_type, &bytes), [], "a form with nothing in it");
}

#[test]
fn the_boundary_is_in_none_of_the_parts() {
    let first = "form-boundary-0000000000000000";
    let second = "form-boundary-0000000000000001";
    for (license, password, expected) in [
        ("x", "y", first),
        ("form-boundary-", "0000000000000000", first),
        (first, "y", second),
        ("x", first, second),
        ("\r\n--form-boundary-0000000000000000--\r\n", second, "form-boundary-0000000000000002"),
        (second, "form-boundary-form-boundary-0000000000000000", "form-boundary-0000000000000002"),
    ] {
        let (media_type, bytes) = encoded(Init::new(license, password));
        assert_eq!(media_type, format!("multipart/form-data; boundary={expected}"));
        let parts = parse(&media_type, &bytes);
        assert_eq!(parts, [text("password", password), file("license", license.as_bytes())]);
    }
    // A file that is made of boundaries costs no more than another one.
    let many: String = (0..20_000).map(|number| format!("form-boundary-{number:016x}")).collect();
    let (media_type, _) = encoded(Init::new(many, "y"));
    assert_eq!(media_type, format!("multipart/form-data; boundary=form-boundary-{:016x}", 20_000));
}

#[test]
fn equal_requests_are_equal_to_the_byte() {
    let one = || Init::new("L", "p").count(1).keys(vec![]).odd("o");
    let other = Init::new(b"L", "q").odd("o").keys(vec![]).count(1).apply(true);
    assert_eq!(one(), one());
    assert_ne!(one(), other);
    let other = other.password("p");
    assert_ne!(one(), other);
    assert_eq!(one().apply(true), other);
    assert_eq!(encoded(one()), encoded(other));
    assert_ne!(one(), one().odd("p"));
    // The same members as JSON are another request.
    let object = || Draft::new(Init::ENDPOINT, []).object();
    assert!(object().form() != object() && object().form() == object().form());
}

#[test]
fn files_are_shown_by_their_length_and_secrets_not_at_all() {
    let request = Init::new("canary", "canary").count(1).keys(vec!["canary".to_owned()]);
    assert_eq!(
        format!("{request:?}"),
        r#"Init { request: POST /init, form: {"count":1,"keys":"[REDACTED]","password":"[REDACTED]"}, files: {"license": 6 bytes} }"#
    );
    let parts = request.into_parts();
    assert_eq!(parts.body(), Some(&json!({ "count": 1, "keys": ["canary"], "password": "canary" })));
    assert_eq!(parts.content(), None);
}

#[test]
fn what_makes_no_form_is_refused() {
    let reason = |call: Draft| call.into_parts().encoded_body().unwrap_err().to_string();
    assert_eq!(
        reason(Draft::new(Init::ENDPOINT, []).form().json(json!([1]))),
        "POST /init: not sent: the request has a body that is no object, of which a form could be made"
    );
    assert_eq!(
        reason(Draft::new(Init::ENDPOINT, []).form().body("count", f64::NAN)),
        "POST /init: not sent: `count` holds a number that JSON cannot hold"
    );
}

#[test]
fn a_form_without_files_is_urlencoded() {
    let encoded = |draft: Draft| {
        let (media_type, body) = draft.into_parts().encoded_body().unwrap().unwrap();
        assert_eq!(media_type, "application/x-www-form-urlencoded");
        String::from_utf8(bytes_of(&body)).unwrap()
    };
    let form = || Draft::new(Init::ENDPOINT, []).urlencoded_form();
    assert_eq!(encoded(form()), "");
    let draft = form().body("é=", "a&b +%".to_owned()).body("count", 2).body("all", vec!["x".to_owned()]);
    assert_eq!(encoded(draft), "all=%5B%22x%22%5D&count=2&%C3%A9%3D=a%26b%20%2B%25");
    // A file can only be sent in the other form.
    let (media_type, _) = form().part("license", "L").into_parts().encoded_body().unwrap().unwrap();
    assert!(media_type.starts_with("multipart/form-data"), "{media_type}");
}

fn encoded(request: impl Request) -> (String, Vec<u8>) {
    let (media_type, body) = request.into_parts().encoded_body().unwrap().unwrap();
    let bytes = bytes_of(&body);
    assert_eq!(body.length(), Some(bytes.len().try_into().unwrap()));
    (media_type, bytes)
}

fn bytes_of(body: &Body) -> Vec<u8> {
    body.bytes().unwrap().to_vec()
}

/// Reads a form as RFC 2046 and RFC 7578 have it, and knows nothing of how it was written.
fn parse(media_type: &str, body: &[u8]) -> Vec<Part> {
    let boundary = media_type.strip_prefix("multipart/form-data; boundary=").unwrap();
    assert!(
        boundary.len() <= 70 && boundary.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    );
    let delimiter = format!("\r\n--{boundary}");
    let body = [b"\r\n", body].concat();
    let mut rest = body.strip_prefix(delimiter.as_bytes()).expect("a form begins with its boundary");
    let mut parts = Vec::new();
    loop {
        if rest == b"--\r\n" {
            return parts;
        }
        rest = rest.strip_prefix(b"\r\n").expect("a boundary ends its line");
        let (head, behind) = split(rest, b"\r\n\r\n");
        let (content, behind) = split(behind, delimiter.as_bytes());
        parts.push(part(std::str::from_utf8(head).unwrap(), content));
        rest = behind;
    }
}

fn split<'a>(bytes: &'a [u8], at: &[u8]) -> (&'a [u8], &'a [u8]) {
    let start = bytes.windows(at.len()).position(|window| window == at).expect("a part has an end");
    (&bytes[..start], &bytes[start + at.len()..])
}

fn part(head: &str, content: &[u8]) -> Part {
    let header = |name: &str| {
        let lines = head.split("\r\n").map(|line| line.split_once(": ").expect("a header has a value"));
        lines.into_iter().find(|(key, _)| *key == name).map(|(_, value)| value.to_owned())
    };
    let disposition = header("Content-Disposition").unwrap();
    let mut words = disposition.split("; ");
    assert_eq!(words.next(), Some("form-data"));
    let mut value = |name: &str| {
        let word = words.next()?.strip_prefix(name)?.strip_prefix("=\"")?.strip_suffix('"')?;
        assert!(!word.contains('"'), "a quote within ends the name");
        Some(word.to_owned())
    };
    let (name, file) = (value("name").unwrap(), value("filename"));
    Part { name, file, media_type: header("Content-Type"), content: content.to_owned() }
}

#[cfg(feature = "client")]
mod sending {
    use std::time::Duration;

    use runtime::{Body, Error};

    use super::support::flow::Chunks;
    use super::support::server::{Answer, Server};
    use super::support::{CANARY, builder, shown};
    use super::{Init, file, parse, text};

    #[tokio::test]
    async fn the_bytes_on_the_wire() {
        let server = Server::start(|number, _| match number {
            1 => Answer::new(307, "").header("Location", "/there"),
            _ => Answer::new(204, ""),
        });
        let client = builder(&server.origin).token(CANARY).build().unwrap();
        let large = "license\r\n".repeat(50_000);
        client.send(Init::new(large.as_str(), "p").apply(true)).await.unwrap();
        client.send(Init::new("L", "p")).await.unwrap();
        let received = server.received();
        assert_eq!(received[0].line, "POST /init?apply=true HTTP/1.1");
        assert_eq!(received[2].line, "POST /there HTTP/1.1");
        for (received, license) in received.iter().zip([large.as_str(), "L", "L"]) {
            let length = received.body.len().to_string();
            assert_eq!(received.header("content-length"), Some(length.as_str()));
            assert_eq!(received.header("transfer-encoding"), None);
            let parts = parse(received.header("content-type").unwrap(), received.body.as_bytes());
            assert_eq!(parts, [text("password", "p"), file("license", license.as_bytes())]);
        }
    }

    #[tokio::test]
    async fn a_stream_is_no_part() {
        let server = Server::always(Answer::new(204, ""));
        let client = builder(&server.origin).build().unwrap();
        let stream = Body::stream(Some(2), || Chunks::of(&["ab"], Duration::ZERO));
        let request = Init::new(stream, CANARY);
        assert!(format!("{request:?}").ends_with(r#"files: {"license": 2 bytes} }"#), "{request:?}");
        let error = client.send(request).await.unwrap_err();
        let Error::Request(refused) = &error else { panic!("{error:?}") };
        assert_eq!(refused.parameter(), Some("license"));
        assert_eq!(
            error.to_string(),
            "POST /init: not sent: `license` is a stream; a file in a form has to be at hand"
        );
        assert!(server.received().is_empty() && !shown(&error).contains(CANARY));
    }

    #[tokio::test]
    async fn secrets_are_in_no_error() {
        let echo = format!(r#"{{"message": "no {CANARY} and no key-{CANARY}"}}"#);
        let server = Server::always(Answer::new(422, echo));
        let client = builder(&server.origin).build().unwrap();
        let request = Init::new("L", CANARY).keys(vec![format!("key-{CANARY}")]);
        let error = client.send(request).await.unwrap_err();
        assert!(!shown(&error).contains("canary"), "{error:?}");
        assert!(error.to_string().contains("[REDACTED]"), "{error}");
    }
}
