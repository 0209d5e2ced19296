//! Transports and clocks of one's own.
#![cfg(feature = "client")]

mod support;

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use bytes::Bytes;
use docwright_base::{Client, ClientBuilder};
use runtime::{
    BoxFuture, Clock, Error, Product, Timestamp, Transport, TransportBody, TransportErrorKind,
    TransportFailure,
};
use support::requests::{List, Restore};
use support::types::PackageType;

/// Answers from a list, and remembers what was asked.
#[derive(Clone, Default)]
struct Canned(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    answers: Vec<Result<http::Response<TransportBody>, TransportFailure>>,
    asked: Vec<String>,
}

impl Transport for Canned {
    fn send(
        &self,
        request: http::Request<TransportBody>,
    ) -> BoxFuture<'_, Result<http::Response<TransportBody>, TransportFailure>> {
        Box::pin(async move {
            let mut state = self.0.lock().unwrap();
            state.asked.push(format!("{} {} {:?}", request.method(), request.uri(), request.body()));
            state.answers.remove(0)
        })
    }
}

/// Nothing takes time here, and all waits are remembered.
#[derive(Clone)]
struct Hurried {
    begin: Instant,
    waits: Arc<Mutex<Vec<Duration>>>,
}

impl Clock for Hurried {
    fn now(&self) -> Instant {
        self.begin + self.waits.lock().unwrap().iter().sum::<Duration>()
    }

    fn wall_time(&self) -> Timestamp {
        Timestamp::UNIX_EPOCH
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.waits.lock().unwrap().push(duration);
        Box::pin(std::future::ready(()))
    }

    fn limit(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::pending())
    }
}

fn answer(
    status: u16,
    headers: &[(&'static str, &'static str)],
    body: &'static str,
) -> Result<http::Response<TransportBody>, TransportFailure> {
    let mut answer = http::Response::builder().status(status);
    for (name, value) in headers {
        answer = answer.header(*name, *value);
    }
    Ok(answer.body(Bytes::from_static(body.as_bytes()).into()).unwrap())
}

/// A client of these answers, what it asks, and how it waits.
fn client(
    answers: Vec<Result<http::Response<TransportBody>, TransportFailure>>,
) -> (Client, Canned, Arc<Mutex<Vec<Duration>>>) {
    let canned = Canned(Arc::new(Mutex::new(State { answers, asked: Vec::new() })));
    let waits = Arc::new(Mutex::new(Vec::new()));
    let product = Product { name: "octoquill", version: "1.2.3", api_version: None, documentation: None };
    let clock = Hurried { begin: Instant::now(), waits: Arc::clone(&waits) };
    let builder = ClientBuilder::new("https://ghe.example.com/api/v3", product);
    (builder.transport(canned.clone()).clock(clock).build().unwrap(), canned, waits)
}

fn list() -> List {
    List::new("acme", PackageType::Npm)
}

#[tokio::test]
async fn a_transport_is_all_that_is_needed() {
    let (client, canned, waits) = client(vec![answer(200, &[], "[]"), answer(204, &[], "")]);
    assert!(client.send(list()).await.unwrap().is_empty());
    client.send(Restore::new("acme", "k").count(1)).await.unwrap();
    assert_eq!(
        canned.0.lock().unwrap().asked,
        [
            "GET https://ghe.example.com/api/v3/orgs/acme/packages?package_type=npm 0 bytes",
            "POST https://ghe.example.com/api/v3/orgs/acme/restore/k 11 bytes",
        ]
    );
    assert!(waits.lock().unwrap().is_empty());
}

#[tokio::test]
async fn what_failed_is_sent_again_if_that_does_no_harm() {
    type Failure = fn(&'static str) -> TransportFailure;
    let failures: [(Failure, TransportErrorKind, bool, bool); 5] = [
        (TransportFailure::connect, TransportErrorKind::Connect, true, true),
        (TransportFailure::tls, TransportErrorKind::Tls, false, false),
        (TransportFailure::refused, TransportErrorKind::Refused, false, false),
        (TransportFailure::timeout, TransportErrorKind::Timeout, true, false),
        (TransportFailure::interrupted, TransportErrorKind::Interrupted, true, false),
    ];
    for (failure, kind, reads, writes) in failures {
        let twice = |end| vec![Err(failure("x")), Err(failure("x")), end];
        let (github, canned, waits) = client(twice(answer(200, &[], "[]")));
        assert_eq!(github.send(list()).await.is_ok(), reads, "{kind:?}");
        assert_eq!(canned.0.lock().unwrap().asked.len(), if reads { 3 } else { 1 });
        let waits = waits.lock().unwrap().clone();
        assert!(waits.iter().zip([1, 2]).all(|(wait, most)| *wait <= Duration::from_secs(most)), "{waits:?}");

        let (github, canned, _) = client(twice(answer(204, &[], "")));
        let result = github.send(Restore::new("acme", "k")).await;
        assert_eq!(result.is_ok(), writes, "{kind:?}");
        assert_eq!(canned.0.lock().unwrap().asked.len(), if writes { 3 } else { 1 });
        if let Err(error) = result {
            assert!(matches!(error, Error::Transport(error) if error.kind() == kind));
        }

        // The request itself has the last word.
        let (github, canned, _) = client(twice(answer(204, &[], "")));
        let sent = github.send(Restore::new("acme", "k").with_retries(true)).await;
        assert_eq!(sent.is_ok(), reads, "{kind:?}");
        let (github, _, _) = client(twice(answer(200, &[], "[]")));
        assert!(github.send(list().with_retries(false)).await.is_err());
        assert_eq!(canned.0.lock().unwrap().asked.len(), if reads { 3 } else { 1 });
    }
}

#[tokio::test]
async fn a_limit_is_waited_for_twice_and_known_to_all() {
    let limited = || answer(429, &[("retry-after", "30")], "{}");
    let (github, canned, waits) = client(vec![limited(), limited(), answer(204, &[], "")]);
    github.send(Restore::new("acme", "k")).await.unwrap();
    let seconds = |waits: &Mutex<Vec<Duration>>| {
        waits.lock().unwrap().iter().map(Duration::as_secs).collect::<Vec<_>>()
    };
    assert_eq!(seconds(&waits), [30, 30]);
    assert_eq!(canned.0.lock().unwrap().asked.len(), 3);

    let (github, canned, waits) = client(vec![limited(), limited(), limited()]);
    let error = github.send(Restore::new("acme", "k")).await.unwrap_err();
    let Error::RateLimited(error) = &error else { panic!("{error:?}") };
    assert_eq!((error.retry_after(), error.is_secondary()), (Duration::from_secs(30), true));
    assert_eq!(error.until(), "1970-01-01T00:00:30Z".parse::<Timestamp>().unwrap());
    assert_eq!(error.api().unwrap().status(), 429);
    // A clone knows of it, and waits before it asks.
    assert_eq!(canned.0.lock().unwrap().asked.len(), 3);
    canned.0.lock().unwrap().answers.push(answer(200, &[], "[]"));
    github.clone().send(list()).await.unwrap();
    assert_eq!(seconds(&waits), [30, 30, 30]);
}

#[tokio::test]
async fn a_limit_that_lasts_too_long_is_an_error_at_once() {
    let limited = answer(
        403,
        &[
            ("x-ratelimit-limit", "5000"),
            ("x-ratelimit-remaining", "0"),
            ("x-ratelimit-reset", "3600"),
            ("x-ratelimit-resource", "core"),
            ("date", "Thu, 01 Jan 1970 00:10:00 GMT"),
        ],
        r#"{"message": "API rate limit exceeded"}"#,
    );
    let (github, canned, waits) = client(vec![limited]);
    for (asked, api) in [(1, true), (1, false)] {
        let error = github.send(list()).await.unwrap_err();
        let Error::RateLimited(limit) = &error else { panic!("{error:?}") };
        assert_eq!(limit.retry_after(), Duration::from_secs(3001));
        assert_eq!((limit.resource(), limit.is_secondary()), (Some("core"), false));
        assert_eq!(limit.api().is_some(), api);
        let shown = error.to_string();
        let expected =
            "GET /orgs/acme/packages: stopped by the rate limit of `core` until 1970-01-01T00:50:01Z";
        assert!(shown.starts_with(expected), "{shown}");
        assert_eq!(canned.0.lock().unwrap().asked.len(), asked);
    }
    assert!(waits.lock().unwrap().is_empty());
}

#[tokio::test]
async fn writes_are_apart_where_rates_are_limited() {
    let seconds = |waits: &Mutex<Vec<Duration>>| {
        waits.lock().unwrap().drain(..).map(|wait| wait.as_secs_f64()).collect::<Vec<_>>()
    };
    let write = || Restore::new("acme", "k");
    let fine = || answer(204, &[], "");
    // A server that shows no limits has none, as far as anybody knows.
    let limit = answer(200, &[("x-ratelimit-limit", "60")], "[]");
    let (github, _, waits) =
        client(vec![fine(), fine(), limit, fine(), fine(), answer(200, &[], "[]"), fine()]);
    for _ in 0..2 {
        github.send(write()).await.unwrap();
    }
    github.send(list()).await.unwrap();
    assert!(seconds(&waits).is_empty());
    for _ in 0..2 {
        github.send(write()).await.unwrap();
    }
    github.send(list()).await.unwrap();
    github.send(write()).await.unwrap();
    // Reads are not held up. Time passes only in waits here.
    assert_eq!(seconds(&waits), [1.0, 1.0]);
}

#[tokio::test]
async fn at_github_writes_are_apart_from_the_first_and_one_at_a_time() {
    for (interval, expected) in [(None, vec![1; 4]), (Some(Duration::ZERO), Vec::new())] {
        let answers = (0..5).map(|_| answer(204, &[], "")).collect();
        let canned = Canned(Arc::new(Mutex::new(State { answers, asked: Vec::new() })));
        let waits = Arc::new(Mutex::new(Vec::new()));
        let clock = Hurried { begin: Instant::now(), waits: Arc::clone(&waits) };
        let product = Product { name: "octoquill", version: "1.2.3", api_version: None, documentation: None };
        let mut builder =
            ClientBuilder::new("https://api.github.com", product).transport(canned).clock(clock);
        if let Some(interval) = interval {
            builder = builder.write_interval(interval);
        }
        let github = builder.build().unwrap();
        let send = || github.send(Restore::new("acme", "k"));
        let (one, two, three, four, five) = tokio::join!(send(), send(), send(), send(), send());
        assert!([one, two, three, four, five].iter().all(Result::is_ok));
        let waits: Vec<u64> = waits.lock().unwrap().iter().map(Duration::as_secs).collect();
        assert_eq!(waits, expected);
    }
}
