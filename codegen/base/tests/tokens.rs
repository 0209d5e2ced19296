//! Where access tokens come from.
#![cfg(feature = "reqwest")]

mod support;

use std::error::Error as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use runtime::{BoxError, Error, Retry, Token};
use support::builder;
use support::requests::Restore;
use support::server::{Answer, Server};
use support::shown;

#[tokio::test]
async fn a_provider_is_asked_before_each_attempt() {
    let server = Server::start(|number, _| Answer::new(if number == 0 { 503 } else { 204 }, ""));
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&asked);
    let provider = move || {
        let number = counter.fetch_add(1, Ordering::SeqCst);
        async move { Ok(Token::new(format!("ghs_{number}"))?) }
    };
    let quick = Retry::new().backoff(Duration::ZERO, Duration::ZERO);
    let client = builder(&server.origin).token_provider(provider).retry(quick).build().unwrap();
    client.send(Restore::new("acme", "k").with_retries(true)).await.unwrap();
    // A request that authenticates itself needs no token.
    client.send(Restore::new("acme", "k").with_header("Authorization", "Basic x")).await.unwrap();
    let sent: Vec<String> =
        server.received().iter().map(|request| request.header("authorization").unwrap().to_owned()).collect();
    assert_eq!(sent, ["Bearer ghs_0", "Bearer ghs_1", "Basic x"]);
    assert_eq!(asked.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn without_a_token_nothing_is_sent() {
    let server = Server::always(Answer::new(204, ""));
    let provider = || async { Err(BoxError::from("the vault is locked")) };
    let client = builder(&server.origin).token_provider(provider).build().unwrap();
    let error = client.send(Restore::new("acme", "k")).await.unwrap_err();
    assert!(matches!(error, Error::Auth(_)), "{error:?}");
    assert_eq!(error.to_string(), "POST /orgs/acme/restore/[REDACTED]: not sent: there is no access token");
    assert_eq!(error.source().unwrap().to_string(), "the vault is locked");
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn a_provided_token_is_shown_nowhere() {
    let server = Server::start(|_, request| Answer::new(422, request.header("authorization").unwrap()));
    let provider = || async { Ok(Token::new("ghs_canary")?) };
    let client = builder(&server.origin).token_provider(provider).build().unwrap();
    let error = client.send(Restore::new("acme", "k")).await.unwrap_err();
    let Error::Api(api) = &error else { panic!("{error:?}") };
    assert_eq!(api.body(), "[REDACTED]");
    assert!(!format!("{} {client:?}", shown(&error)).contains("canary"));
    assert!(!format!("{:?}", Token::new("ghs_canary").unwrap()).contains("canary"));
}

#[test]
fn a_token_is_checked_without_being_repeated() {
    for bad in ["", "\n", "ghp_canary\n\n", "ghp canary", "ghp_can\u{e4}ry", "ghp_canary\0"] {
        let error = Token::new(bad).unwrap_err();
        assert!(matches!(error, Error::Config(_)));
        assert!(!shown(&error).contains("can"), "{error:?}");
    }
    Token::new("ghp_canary\r\n").unwrap();
}

#[tokio::test]
async fn the_environment_may_hold_a_token() {
    const CHILD: &str = "DOCWRIGHT_TEST_OF_THE_ENVIRONMENT";
    if std::env::var_os(CHILD).is_some() {
        let server = Server::always(Answer::new(204, ""));
        let client = builder(&server.origin).token_from_env().build().map_err(|error| error.to_string());
        match client {
            Ok(client) => client.send(Restore::new("acme", "k")).await.unwrap(),
            Err(error) => return println!("refused: {error}"),
        };
        return println!("sent: {:?}", server.received()[0].header("authorization"));
    }
    // A variable of the environment is one for the whole process, so each case has one of its own.
    for (token, expected) in [
        (Some("ghp_canary\n"), "sent: Some(\"Bearer ghp_canary\")"),
        (Some(""), "refused: the token is empty"),
        (None, "refused: there is no token in the environment (GITHUB_TOKEN)"),
    ] {
        let mut child = std::process::Command::new(std::env::current_exe().unwrap());
        child.args(["--exact", "the_environment_may_hold_a_token", "--nocapture"]).env(CHILD, "1");
        child.env_remove("GITHUB_TOKEN").envs(token.map(|token| ("GITHUB_TOKEN", token)));
        let output = String::from_utf8(child.output().unwrap().stdout).unwrap();
        assert!(output.contains(expected), "{output}");
    }
}
