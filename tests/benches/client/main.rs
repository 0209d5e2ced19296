//! What the client costs: CPU time of a request against bare reqwest and serde, and of decoding against derived types.
//!
//! `cargo bench -p docwright-tests --bench client`. The server is a process of its own, so that its time does not count. The two sides take
//! turns in many short rounds, and the least of each counts: other programs can only add to it.
#![allow(clippy::expect_used, clippy::print_stdout, reason = "a benchmark prints, and fails by panicking")]

mod cpu;
mod payload;
mod plain;
mod serve;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use octoquill::types::{Package, PackageType};
use octoquill::{Client, Decoded, Strictness, decode, orgs};

/// How often each side decodes, and how often it sends.
const DECODING: usize = 100;
const SENDING: usize = 12;

fn main() {
    if std::env::args().any(|argument| argument == serve::SERVE) {
        serve::serve();
    }
    // What is measured can be chosen by a part of its name, as with other benchmarks.
    let wanted = std::env::args().skip(1).find(|argument| !argument.starts_with('-')).unwrap_or_default();
    if "decoding".contains(&wanted) {
        decoding();
    }
    let server = serve::Process::start();
    for (path, count) in [("one package", 1), ("100 packages", 100)] {
        for in_flight in [1, 64] {
            let requests = if count == 1 { 5_000 } else { 400 };
            let name = format!("{path}, {in_flight} in flight");
            if name.contains(&wanted) {
                sending(&server.origin, &name, count, in_flight, requests);
            }
        }
    }
}

/// Measures decoding: of lists that are as the page says, and of such as servers send.
fn decoding() {
    const TIMES: u32 = 10;
    for (name, complete) in [("as documented", true), ("as servers send them", false)] {
        let json = payload::packages(100, complete);
        let megabytes = f64::from(TIMES) * f64::from(u32::try_from(json.len()).expect("it is small")) / 1e6;
        // Nothing waits here, so that the time is that of the CPU, and finer.
        let (ours, theirs) = least(
            DECODING,
            cpu::time,
            || {
                for _ in 0..TIMES {
                    let read: Decoded<Vec<Package>> =
                        decode::from_slice(json.as_bytes(), Strictness::Lenient).expect("it is a list");
                    assert_eq!((read.value.len(), read.drift_total()), (100, if complete { 0 } else { 100 }));
                }
            },
            || {
                for _ in 0..TIMES {
                    let read: Vec<plain::Package> =
                        serde_json::from_slice(json.as_bytes()).expect("it is a list");
                    assert_eq!(read.len(), 100);
                }
            },
        );
        println!(
            "decoding 100 packages {name}: {:.0} MB/s, serde_json into derived types {:.0} MB/s, {:.2} times as fast",
            megabytes / ours.as_secs_f64(),
            megabytes / theirs.as_secs_f64(),
            theirs.as_secs_f64() / ours.as_secs_f64(),
        );
    }
}

/// Measures requests, so many of them under way at a time.
fn sending(origin: &str, name: &str, count: u32, in_flight: usize, requests: u64) {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().expect("there are threads");
    let client = Client::builder(format!("{origin}/{count}")).token("ghp_0123456789").concurrency(in_flight);
    let client = client.build().expect("the address is one");
    let bare = reqwest::Client::builder().no_proxy().build().expect("the settings are its own");
    let url = format!("{origin}/{count}/orgs/acme/packages?package_type=container");
    let (ours, theirs) = least(
        SENDING,
        cpu::used_by,
        || {
            runtime.block_on(all(in_flight, requests, || async {
                let list = orgs::packages::List::new("acme", PackageType::Container);
                client.send(list).await.expect("the server answers").len()
            }));
        },
        || {
            runtime.block_on(all(in_flight, requests, || async {
                let request = bare.get(&url).bearer_auth("ghp_0123456789");
                let request =
                    request.header("accept", "application/vnd.github+json").header("user-agent", "bench");
                let answer = request.send().await.expect("the server answers");
                let body = answer.error_for_status().expect("it is fine").bytes().await.expect("it is whole");
                serde_json::from_slice::<Vec<plain::Package>>(&body).expect("it is a list").len()
            }));
        },
    );
    let each =
        |time: Duration| time.as_secs_f64() * 1e6 / f64::from(u32::try_from(requests).expect("it is small"));
    println!(
        "{name}: {:.0} µs of CPU a request, bare reqwest and serde {:.0} µs, ratio {:.2}",
        each(ours),
        each(theirs),
        each(ours) / each(theirs),
    );
}

/// Makes so many requests, so many of them at a time.
async fn all<F: Future<Output = usize>>(in_flight: usize, requests: u64, send: impl Fn() -> F) {
    let left = Arc::new(AtomicU64::new(requests));
    let worker = || async {
        while left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_ok() {
            assert_ne!(send().await, 0);
        }
    };
    let workers: Vec<_> = (0..in_flight).map(|_| worker()).collect();
    futures_util::future::join_all(workers).await;
}

/// The least of both sides.
fn least(
    rounds: usize,
    measure: fn(&dyn Fn()) -> Duration,
    ours: impl Fn(),
    theirs: impl Fn(),
) -> (Duration, Duration) {
    let mut times = (Duration::MAX, Duration::MAX);
    for _ in 0..rounds {
        times.0 = times.0.min(measure(&ours));
        times.1 = times.1.min(measure(&theirs));
    }
    times
}
