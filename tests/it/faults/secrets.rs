//! Tokens and other secrets: checked before anything is sent, sent to nobody else, shown nowhere.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};

use docwright_tests::fault_server::{FaultServer, http};
use octoquill::Method;
use percent_encoding::percent_decode_str;
use serde_json::json;
use tracing_subscriber::fmt::MakeWriter;

use super::sample::{package_with, packages};
use super::subject::{Failure, Github, Subject};
use super::{child, http2};

rows! {
    n28_tokens_that_cannot_be_sent_are_refused_without_showing_them,
    n29_secrets_are_shown_nowhere,
    n30_base_urls_are_checked_before_anything_is_sent,
    n31_proxies_of_the_environment_do_not_see_this_machine,
}

pub(super) async fn n28_tokens_that_cannot_be_sent_are_refused_without_showing_them(subject: Subject) {
    let refused = [
        "canary\nX-Injected: yes",
        "canary\r\n\r\nGET /",
        "canary\0",
        "canary\u{e9}",
        "canary\u{202e}",
        "canary\n\n",
        "\ncanary",
        " canary",
        "canary x",
        "canary\t",
        "canary\u{7f}",
        "\n",
        "\r\n",
        "",
    ];
    for token in refused {
        let failure = subject.build("http://127.0.0.1", Some(token), |builder| builder).unwrap_err();
        failure.assert_label("config", &token);
        assert!(!failure.shown.contains("canary"), "{failure:?}");
    }
    // Files that hold a token end with a line end mostly.
    for token in ["canary", "canary\n", "canary\r\n"] {
        let server = FaultServer::bytes(http(200, "", &packages(&[7])));
        let github = subject.build(&server.origin, Some(token), |builder| builder).unwrap();
        github.list().await.unwrap();
        assert_eq!(server.received()[0].header("authorization"), Some("Bearer canary"), "{token:?}");
    }
}

const CANARY: &str = "ghp_canary0123456789";
const PARAMETER: &str = "hunter2/of+a parameter";

pub(super) async fn n29_secrets_are_shown_nowhere(subject: Subject) {
    let Some(role) = child::role() else {
        // The log of a process is one, and other tests have no secrets.
        let test = concat!(module_path!(), "::tests::n29_secrets_are_shown_nowhere");
        let printed = child::run(subject, test, "-", &[]);
        assert!(!printed.contains("canary") && !printed.contains("hunter2"), "{printed}");
        return;
    };
    let log = Log::default();
    tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .with_writer(log.clone())
        .init();
    let mut shown = Vec::new();
    for (row, server) in leaking_servers() {
        let github = role.subject.client(&server.origin);
        shown.push(format!("{github:?} {github:#?}"));
        let failures = every_failure(&github).await;
        assert!(!failures.is_empty(), "{row}");
        shown.extend(failures.into_iter().map(|failure| format!("{row}: {}", failure.shown)));
    }
    // TLS is not spoken there, and nobody listens here.
    for base_url in ["https://127.0.0.1:1", "http://127.0.0.1:1"] {
        let failures = every_failure(&role.subject.client(base_url)).await;
        shown.extend(failures.into_iter().map(|failure| failure.shown));
    }
    // HTTP/2 has a log of its own.
    let server = http2::server();
    role.subject.http2(&server.origin).list_where("npm", &[("access_token", PARAMETER)]).await.unwrap();
    // What a panic says of a client.
    let github = role.subject.client("http://127.0.0.1");
    let panic = catch_unwind(AssertUnwindSafe(|| panic!("{github:?}"))).unwrap_err();
    shown.push(panic.downcast_ref::<String>().unwrap().clone());

    let log = log.text();
    for part in ["hyper_util", "h2::", "octoquill", "reqwest::"] {
        assert!(role.subject == Subject::Naive || log.contains(part), "a log at TRACE has {part}");
    }
    for shown in shown.iter().map(String::as_str).chain(log.lines()) {
        for secret in ["canary", "hunter2"] {
            // Not the whole of it, as that is printed.
            assert!(
                !shown.contains(secret),
                "{}",
                shown.replace("canary", "c-n-r-").replace("hunter2", "h-nt-r")
            );
        }
    }
}

/// Servers that say everything that they were told, in every kind of answer.
fn leaking_servers() -> Vec<(&'static str, FaultServer)> {
    type Answer = fn(&str, &str) -> String;
    let answers: [(&str, Answer); 10] = [
        ("an error", |said, _| {
            http(422, "", &json!({ "message": said, "errors": [{ "value": said }] }).to_string())
        }),
        ("an error in escapes", |said, _| {
            let escaped =
                said.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect::<Vec<_>>().concat();
            http(
                403,
                "",
                &format!("{{\"message\":\"{escaped}\",\"documentation_url\":\"https://x/{escaped}\"}}"),
            )
        }),
        ("a page", |said, _| http(500, "", &format!("<html>{said}"))),
        ("a request id", |said, _| http(401, &format!("X-GitHub-Request-Id: {said}\r\n"), "{}")),
        ("a limit", |said, _| {
            let message = json!({ "message": format!("You have exceeded a secondary rate limit {said}") });
            http(
                429,
                &format!("Retry-After: 999999\r\nX-RateLimit-Resource: {said}\r\n"),
                &message.to_string(),
            )
        }),
        ("a redirect", |said, target| {
            http(307, &format!("Location: https://x.invalid{target}&{said}\r\n"), "")
        }),
        ("no JSON", |said, _| http(200, "", &format!("[{said}"))),
        ("another type", |said, _| http(200, "Content-Type: text/html\r\n", &format!("<html>{said}"))),
        ("a bad item", |said, _| http(200, "", &json!([package_with("id", json!(said)), said]).to_string())),
        ("half a body", |said, _| {
            http(200, "", &format!("[{said}")).replace("Content-Length: ", "Content-Length: 9")
        }),
    ];
    let serve = |answer: Answer| {
        FaultServer::start(move |connection| {
            let Some(request) = connection.read() else { return };
            let token = request.header("authorization").unwrap_or_default();
            let (_, query) = request.target().split_once('?').unwrap_or_default();
            let decoded = percent_decode_str(query).decode_utf8_lossy();
            let said = format!("{token} {query} {decoded} {}", request.body).replace(['\r', '\n'], " ");
            connection.write(answer(&said, request.target()));
        })
    };
    answers.into_iter().map(|(row, answer)| (row, serve(answer))).collect()
}

async fn every_failure(github: &Github) -> Vec<Failure> {
    let body = Some(json!({ "token": PARAMETER, "nested": [{ "client_secret": PARAMETER }] }));
    let calls = [
        github.list().await.err(),
        github.get("npm", "x").await.err(),
        github.restore(PARAMETER).await.err(),
        github.call(Method::GET, "/x?token=hunter2", None).await.err(),
        github.call(Method::PUT, "/x", body).await.err(),
    ];
    let walked = github.walk(3).await.into_iter().filter_map(Result::err);
    calls.into_iter().flatten().chain(walked).collect()
}

/// A log in memory.
#[derive(Clone, Debug, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap_or_else(PoisonError::into_inner)).into_owned()
    }
}

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

pub(super) async fn n30_base_urls_are_checked_before_anything_is_sent(subject: Subject) {
    let build = |base_url: &str, token| subject.build(base_url, token, |builder| builder);
    // Over plain http a token goes to this machine only.
    for base_url in
        ["http://ghe.example.com", "http://10.0.0.1", "http://localhost.example.com", "http://128.0.0.1"]
    {
        build(base_url, Some(CANARY)).unwrap_err().assert_label("config", &base_url);
        assert!(build(base_url, None).is_ok(), "{base_url}: there is nothing to be read on the way");
        let allowed = subject.build(base_url, Some(CANARY), |builder| builder.allow_insecure_http(true));
        assert!(allowed.is_ok(), "{base_url}");
    }
    let fine = [
        "http://localhost:3000",
        "http://127.0.0.1",
        "http://[::1]:3000",
        "https://ghe.example.com",
        "https://ghe.example.com/api/v3/",
        "https://[2001:db8::1]:8443/api/v3",
        "https://b\u{fc}cher.example/api",
    ];
    for base_url in fine {
        assert!(build(base_url, Some(CANARY)).is_ok(), "{base_url}");
    }
    let refused = [
        "https://canary@ghe.example.com",
        "https://user:canary@ghe.example.com",
        "https://ghe.example.com?token=canary",
        "https://ghe.example.com/#canary",
        "ftp://ghe.example.com/canary",
        "ghe.example.com/canary",
        "//ghe.example.com/canary",
        "https://",
        "",
    ];
    for base_url in refused {
        let failure = build(base_url, Some(CANARY)).unwrap_err();
        failure.assert_label("config", &base_url);
        assert!(!failure.shown.contains("canary"), "{failure:?}");
    }
    // The base URL's own path is there once, with a slash behind it or without.
    for slash in ["", "/", "//"] {
        let server = FaultServer::bytes(http(200, "", &packages(&[7])));
        subject.client(&format!("{}/api/v3{slash}", server.origin)).list().await.unwrap();
        assert_eq!(server.received()[0].target(), "/api/v3/orgs/acme/packages?package_type=npm");
    }
}

pub(super) async fn n31_proxies_of_the_environment_do_not_see_this_machine(subject: Subject) {
    if let Some(role) = child::role() {
        let (server, proxy) = role.origin.split_once(' ').unwrap();
        // The proxy is for the world outside.
        let reply = role.subject.client(server).list().await.unwrap();
        assert_eq!(reply.packages[0].id, 7);
        let outside = role.subject.build("http://ghe.invalid", None, |builder| builder).unwrap();
        assert_eq!(outside.list().await.unwrap().packages[0].id, 8);
        // Nobody reads the proxy's password, where it fails either.
        let failure = outside.call(Method::GET, "/fails", None).await.unwrap_err();
        let shown = format!("{outside:?} {}", failure.shown);
        assert!(!shown.contains("canary") && !proxy.contains("canary"), "the password of the proxy is shown");
        return;
    }
    let server = FaultServer::bytes(http(200, "", &packages(&[7])));
    let proxy = FaultServer::start(|connection| {
        let Some(request) = connection.read() else { return };
        if request.line.starts_with("GET http://ghe.invalid/orgs/acme/packages") {
            connection.write(http(200, "", &packages(&[8])));
        } else {
            connection.reset();
        }
    });
    let test = concat!(module_path!(), "::tests::n31_proxies_of_the_environment_do_not_see_this_machine");
    let url = proxy.origin.replace("http://", "http://user:canary@");
    let variables = ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"].map(|name| (name, url.as_str()));
    let unset = [("NO_PROXY", ""), ("no_proxy", "")];
    let origins = format!("{} {}", server.origin, proxy.origin);
    child::run(subject, test, &origins, &[variables.as_slice(), unset.as_slice()].concat());
    assert_eq!(server.requests(), 1);
    let lines: Vec<String> = proxy.received().into_iter().map(|request| request.line).collect();
    assert!(lines.iter().all(|line| line.starts_with("GET http://ghe.invalid/")), "{lines:?}");
}
