//! Endpoints on other servers than the API's, and where the token must not go.
#![cfg(feature = "reqwest")]

mod support;

use std::process::Command;
use std::time::Duration;

use docwright_base::Client;
use runtime::{Error, Method, Raw, RedirectErrorKind};
use support::requests::{Archive, Elsewhere, Manage, Upload};
use support::server::{Answer, Server};
use support::{CANARY, builder, shown};

/// Names the address of a proxy to the process that is run through it.
const PROXY: &str = "DOCWRIGHT_TEST_PROXY";

fn client(base: &str) -> Client {
    builder(base).token(CANARY).build().unwrap()
}

#[tokio::test]
async fn another_path_on_the_same_host() {
    let server = Server::always(Answer::new(200, "{}"));
    for base in ["", "/api/v3", "/api/v3/"] {
        let client = client(&format!("{}{base}", server.origin));
        client.send(Upload::new("x")).await.unwrap();
        client.send(Manage::new()).await.unwrap();
    }
    let lines = ["POST /api/uploads/assets", "GET /manage"].repeat(3);
    assert_eq!(server.lines(), lines);
    assert!(server.received().iter().all(|request| request.header("authorization").is_some()));
}

#[tokio::test]
async fn a_server_that_is_named() {
    let api = Server::always(Answer::new(200, "{}"));
    let files = Server::always(Answer::new(200, "{}"));
    let client = builder(format!("{}/api/v3", api.origin))
        .token(CANARY)
        .server("/api/uploads", format!("{}/files/", files.origin))
        .server("https://uploads.github.com/", "http://wrong.localhost")
        .server("https://uploads.github.com", &files.origin)
        .build()
        .unwrap();
    client.send(Upload::new("x")).await.unwrap();
    client.send(Elsewhere::new()).await.unwrap();
    client.send(Manage::new()).await.unwrap();
    client.send(Raw::new(Method::GET, "/x")).await.unwrap();
    assert_eq!(files.lines(), ["POST /files/assets", "GET /there"]);
    assert_eq!(api.lines(), ["GET /manage", "GET /api/v3/x"]);
    assert!(files.received().iter().all(|request| request.header("authorization").is_some()));
}

#[tokio::test]
async fn a_server_that_nobody_named_is_sent_nothing() {
    let server = Server::always(Answer::new(200, "{}"));
    let refused = |request: &str, server: &str| {
        format!(
            "{request}: not sent: the request goes to another server than the API's, which must not see the token \
             unless you say so: name its URL by `ClientBuilder::server({server:?}, …)`"
        )
    };
    for base in [&*server.origin, "https://ghe.example.com/api/v3", "https://api.github.com.example"] {
        let error = client(base).send(Elsewhere::new()).await.unwrap_err();
        assert!(matches!(error, Error::Request(_)));
        assert_eq!(error.to_string(), refused("GET /there", "https://uploads.github.com"));
    }
    let error = client("https://api.github.com").send(Manage::new()).await.unwrap_err();
    assert_eq!(error.to_string(), refused("GET /manage", ""));
    assert_eq!(server.received().len(), 0);
}

#[test]
fn a_named_server_is_checked_like_the_base() {
    for url in ["http://files.example.com", "files.example.com", "https://ghp_canary0123456789@x.example"] {
        let built = builder("https://ghe.example.com").token(CANARY).server("/api/uploads", url).build();
        let error = built.unwrap_err();
        assert!(matches!(error, Error::Config(_)));
        assert!(!shown(&error).contains(CANARY));
    }
}

#[tokio::test]
async fn pages_and_redirects_stay_with_the_server_that_was_asked() {
    let api = Server::always(Answer::new(200, "[]"));
    let files = Server::start({
        let api = api.origin.clone();
        move |number, _| match number {
            0 => Answer::new(302, "").header("Location", "/moved"),
            1 => Answer::new(200, "[]").header("Link", r#"</more>; rel="next""#),
            _ => Answer::new(200, "[]").header("Link", format!(r#"<{api}/x>; rel="next""#)),
        }
    });
    let client = builder(&api.origin)
        .token(CANARY)
        .server("https://uploads.github.com", &files.origin)
        .build()
        .unwrap();
    let mut pages = client.pages(Elsewhere::new());
    assert!(pages.next().await.unwrap().is_ok());
    assert!(pages.next().await.unwrap().is_ok());
    let Error::Redirect(error) = pages.next().await.unwrap().unwrap_err() else { panic!() };
    assert_eq!(error.kind(), RedirectErrorKind::ForeignOrigin);
    assert_eq!(files.lines(), ["GET /there", "GET /moved", "GET /more"]);
    assert_eq!(api.received().len(), 0);
}

/// What goes out of this machine goes to a proxy on it, which says where it would have gone. A proxy is a matter of the
/// process, so the requests are made in one of their own.
#[test]
fn hosts_in_the_world_outside() {
    let proxy = Server::start(|_, request| match request.target() {
        "http://ghe.example.com/api/v3/zip/plain" => {
            Answer::new(302, "").header("Location", "http://storage.example.com/x")
        }
        "http://ghe.example.com/api/v3/zip/safe" => {
            Answer::new(302, "").header("Location", "https://storage.example.com/x")
        }
        _ => Answer::new(403, ""),
    });
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", "through_a_proxy", "--nocapture"]).env(PROXY, "1");
    for name in ["HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"] {
        child.env(name, &proxy.origin);
    }
    for name in ["NO_PROXY", "no_proxy", "ALL_PROXY", "all_proxy", "REQUEST_METHOD"] {
        child.env_remove(name);
    }
    let output = child.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(
        proxy.lines(),
        [
            "CONNECT uploads.github.com:443",
            "CONNECT uploads.github.com:443",
            "CONNECT api.github.com:443",
            "GET http://ghe.example.com/api/v3/zip/plain",
            "GET http://ghe.example.com/api/v3/zip/safe",
            "CONNECT storage.example.com:443",
        ]
    );
    let heads: Vec<bool> = proxy.received().iter().map(|request| request.head.contains(CANARY)).collect();
    assert_eq!(heads, [false, false, false, true, true, false]);
}

/// The other half of `hosts_in_the_world_outside`; without the proxy there is nothing to be seen.
#[tokio::test]
async fn through_a_proxy() {
    if std::env::var_os(PROXY).is_none() {
        return;
    }
    let github = client("https://api.github.com/");
    for error in [
        github.send(Upload::new("x")).await.unwrap_err(),
        github.send(Elsewhere::new()).await.unwrap_err(),
        github.send(Raw::new(Method::GET, "/zen")).await.unwrap_err(),
    ] {
        assert!(matches!(error, Error::Transport(_)), "{error:?}");
    }
    let plain = builder("http://ghe.example.com/api/v3")
        .token(CANARY)
        .allow_insecure_http(true)
        .attempt_timeout(Duration::from_secs(5))
        .build()
        .unwrap();
    let Err(Error::Redirect(error)) = plain.send(Archive::new("plain")).await else { panic!() };
    assert_eq!(error.kind(), RedirectErrorKind::PlainHttp);
    assert!(matches!(plain.send(Archive::new("safe")).await, Err(Error::Transport(_))));
}
