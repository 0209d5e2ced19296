//! What callers put into requests, and what servers ask of them.

use std::thread;

use docwright_tests::fault_server::{FaultServer, kept_alive};
use docwright_tests::server::{Answer, Server};
use percent_encoding::percent_decode_str;
use proptest::string::string_regex;
use proptest::test_runner::TestRunner;
use tokio::runtime::{Builder, Runtime};
use url::Url;

use super::sample::{package, packages};
use super::subject::Subject;

rows! {
    n26_path_parameters_are_one_segment_or_refused,
    n27_query_values_arrive_as_they_are,
    n37_servers_that_know_plain_json_only_are_understood,
}

/// Answers whatever is asked with a package, and keeps its connections.
fn any_package() -> FaultServer {
    FaultServer::start(|connection| {
        while let Some(request) = connection.read() {
            let body = if request.target().contains('?') { packages(&[1]) } else { package(1).to_string() };
            connection.write(kept_alive(200, "", &body));
        }
    })
}

/// Tries texts in a runtime of its own, as that of the test cannot wait for itself, and shrinks one that fails.
fn for_any_text(regex: &str, check: impl Fn(&Runtime, &str) + Sync) {
    thread::scope(|scope| {
        let tried = scope.spawn(|| {
            let runtime = Builder::new_current_thread().enable_all().build().unwrap();
            let texts = string_regex(regex).unwrap();
            let outcome = TestRunner::default().run(&texts, |text| {
                check(&runtime, &text);
                Ok(())
            });
            outcome.unwrap();
        });
        tried.join().unwrap();
    });
}

pub(super) async fn n26_path_parameters_are_one_segment_or_refused(subject: Subject) {
    let server = any_package();
    let github = subject.client(&format!("{}/api/v3", server.origin));
    let accepted = [
        ("/", "%2F"),
        ("a/b", "a%2Fb"),
        ("%2F", "%252F"),
        ("%2e%2e%2f", "%252e%252e%252f"),
        ("?", "%3F"),
        ("#", "%23"),
        ("\\", "%5C"),
        ("ñ", "%C3%B1"),
        ("@scope/name", "%40scope%2Fname"),
        ("...", "..."),
        (" ", "%20"),
        ("a;b", "a%3Bb"),
        ("\t\n", "%09%0A"),
        ("a\0b", "a%00b"),
    ];
    for (name, segment) in accepted {
        github.get("npm", name).await.unwrap();
        let sent = server.received().pop().unwrap();
        assert_eq!(sent.target(), format!("/api/v3/orgs/acme/packages/npm/{segment}"));
    }
    let sent = server.requests();
    for name in ["", ".", "..", "%2e", "%2E%2e", ".%2e", "%2e."] {
        let failure = github.get("npm", name).await.unwrap_err();
        failure.assert_label("request", &name);
        assert_eq!(server.requests(), sent, "{name}");
    }
    // A package type is a segment as well.
    github.get("helm/oci", "x").await.unwrap();
    assert_eq!(server.received().pop().unwrap().target(), "/api/v3/orgs/acme/packages/helm%2Foci/x");
    let server = any_package();
    let github = subject.client(&server.origin);
    for_any_text("(?s).{0,12}|[./%2eEfF?#\\\\@ ]{1,8}", |runtime, name| {
        let got = runtime.block_on(github.get("npm", name));
        let decoded_twice = percent_decode_str(name).collect::<Vec<u8>>();
        if matches!(decoded_twice.as_slice(), b"" | b"." | b"..") {
            assert_eq!(got.unwrap_err().label, "request", "{name:?}");
            return;
        }
        got.unwrap();
        let sent = server.received().pop().unwrap();
        let segments: Vec<&str> = sent.target().split('/').collect();
        let decoded: Vec<u8> = percent_decode_str(segments[5]).collect();
        assert_eq!((segments.len(), decoded.as_slice()), (6, name.as_bytes()), "{}", sent.line);
    });
}

pub(super) async fn n27_query_values_arrive_as_they_are(subject: Subject) {
    let server = any_package();
    let github = subject.client(&server.origin);
    // What is out of range is the server's business.
    github.list_where("npm", &[("page", "0"), ("per_page", "101")]).await.unwrap();
    assert_eq!(server.received()[0].target(), "/orgs/acme/packages?package_type=npm&page=0&per_page=101");
    let texts = ["a&b=c", "a+b", "a b", "ñ", "a=b", "%41", "#", "\0", "", "a/b?c", "'\"<>`", "\u{1f600}"];
    for text in texts {
        github.list_where(text, &[("x", text), ("y&z=", text)]).await.unwrap();
        let target = server.received().pop().unwrap().target().to_owned();
        assert_eq!(
            pairs(&target),
            [("package_type", text), ("x", text), ("y&z=", text)].map(owned),
            "{target}"
        );
    }
    let github = subject.client(&server.origin);
    for_any_text("(?s).{0,20}|[&=+ %#?;/]{1,8}", |runtime, text| {
        runtime.block_on(github.list_where(text, &[(text, text)])).unwrap();
        let target = server.received().pop().unwrap().target().to_owned();
        assert_eq!(pairs(&target), [("package_type", text), (text, text)].map(owned), "{target}");
    });
}

fn pairs(target: &str) -> Vec<(String, String)> {
    let url = Url::parse(&format!("http://x{target}")).unwrap();
    url.query_pairs().map(|(name, value)| (name.into_owned(), value.into_owned())).collect()
}

fn owned((name, value): (&str, &str)) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

pub(super) async fn n37_servers_that_know_plain_json_only_are_understood(subject: Subject) {
    let server = Server::start(|_, request| {
        let accept = request.header("accept").unwrap_or("*/*");
        let knows = accept
            .split(',')
            .any(|range| matches!(range.split(';').next().unwrap().trim(), "application/json" | "*/*"));
        if knows {
            Answer::new(200, packages(&[1]))
        } else {
            Answer::new(406, "{\"message\":\"Not Acceptable\"}")
        }
    });
    assert_eq!(subject.client(&server.origin).list().await.unwrap().packages[0].id, 1);
    assert!(server.received()[0].header("accept").unwrap().starts_with("application/vnd.github+json"));
    // A server that knows nothing that is asked for is a typed error.
    let server = Server::always(Answer::new(406, "{\"message\":\"Not Acceptable\"}"));
    let failure = subject.client(&server.origin).list().await.unwrap_err();
    failure.assert_label("api 406", &"406");
    assert!(failure.shown.contains("Not Acceptable"), "{failure:?}");
}
