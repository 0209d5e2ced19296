//! Many calls at once, and calls that nobody waits for any more.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use docwright_tests::fault_server::{FaultServer, kept_alive};
use docwright_tests::server::Received;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use super::sample::packages;
use super::subject::Subject;

rows! {
    n32_calls_that_are_dropped_leave_nothing_behind,
    n33_ten_thousand_calls_at_once_take_ten_connections,
}

/// How many calls a client makes at once unless somebody says otherwise.
const AT_ONCE: usize = 10;

pub(super) async fn n32_calls_that_are_dropped_leave_nothing_behind(subject: Subject) {
    // Answers after a few milliseconds, the body a little behind the head.
    let (busy, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let counts = (Arc::clone(&busy), Arc::clone(&most));
    let server = FaultServer::start(move |connection| {
        while let Some(request) = connection.read() {
            let now = counts.0.fetch_add(1, Ordering::SeqCst) + 1;
            counts.1.fetch_max(now, Ordering::SeqCst);
            let pause = if request.target().contains("page=all") { 400 } else { 2 };
            thread::sleep(Duration::from_millis(pause));
            let answer = kept_alive(200, "", &packages(&[7]));
            let (front, back) = answer.split_at(answer.len() / 2);
            connection.write(front);
            thread::sleep(Duration::from_millis(1));
            // Whoever has the end of this answer may be back before it is counted.
            counts.0.fetch_sub(1, Ordering::SeqCst);
            connection.write(back);
        }
    });
    let github = subject.client(&server.origin);
    // How long a call takes here and now.
    let begun = Instant::now();
    for _ in 0..20 {
        github.list().await.unwrap();
    }
    let usual = begun.elapsed() / 20;
    let (mut dropped, mut answered) = (0, 0);
    // What the naive client fails in comes behind them.
    let calls = if subject == Subject::Naive { 100 } else { 1_000 };
    for number in 0..calls {
        // From before the connection to behind the answer, in any order.
        let patience = usual * (number * 7_919 % 1_000) / 500;
        match timeout(patience, github.list()).await {
            Ok(reply) => {
                assert_eq!(reply.unwrap().packages[0].id, 7);
                answered += 1;
            }
            Err(_) => dropped += 1,
        }
    }
    assert!(dropped > calls / 10 && answered > calls / 20, "{dropped} dropped, {answered} answered");

    // As many calls run at once as before the first was dropped, and no more.
    while busy.load(Ordering::SeqCst) > 0 {
        sleep(Duration::from_millis(1)).await;
    }
    most.store(0, Ordering::SeqCst);
    let mut calls = JoinSet::new();
    for _ in 0..AT_ONCE * 2 {
        let github = github.clone();
        calls.spawn(async move { github.list_where("npm", &[("page", "all")]).await });
    }
    while let Some(call) = calls.join_next().await {
        assert_eq!(call.unwrap().unwrap().packages[0].id, 7);
    }
    assert_eq!(most.load(Ordering::SeqCst), AT_ONCE);
    drop(github);
    // The connections go with the client, those that were left in the middle of something included.
    for _ in 0..100 {
        if server.open() == 0 {
            return;
        }
        sleep(Duration::from_millis(20)).await;
    }
    panic!("{} connections are open without a client", server.open());
}

pub(super) async fn n33_ten_thousand_calls_at_once_take_ten_connections(subject: Subject) {
    // A server that refuses the hundred-and-first connection; as many as that show what the naive client does.
    const ALLOWED: usize = 100;
    let calls = if subject == Subject::Naive { 3 * ALLOWED } else { 10_000 };
    let open = Arc::new(AtomicUsize::new(0));
    let server = FaultServer::start(move |connection| {
        if open.fetch_add(1, Ordering::SeqCst) >= ALLOWED {
            connection.reset();
        } else {
            let answer = kept_alive(200, "", &packages(&[7]));
            while connection.read().is_some() && connection.write(&answer) {}
        }
        open.fetch_sub(1, Ordering::SeqCst);
    });
    let github = subject.client(&server.origin);
    let mut running = JoinSet::new();
    for number in 0..calls {
        let github = github.clone();
        running.spawn(async move { github.list_where("npm", &[("page", &number.to_string())]).await });
    }
    while let Some(call) = running.join_next().await {
        assert_eq!(call.unwrap().unwrap().packages[0].id, 7);
    }
    assert_eq!(server.requests(), calls);
    assert!(server.peak() <= AT_ONCE, "{} connections at once", server.peak());
    // First come, first served, but for those that are under way together, and a thread of the server that was put off.
    let received = server.received();
    let is_far = |(place, request): &(usize, &Received)| {
        let (_, number) = request.target().split_once("&page=").unwrap();
        number.parse::<usize>().unwrap().abs_diff(*place) > 5 * AT_ONCE
    };
    let far = received.iter().enumerate().filter(is_far).count();
    assert!(far <= calls / 100, "{far} calls did not come when it was their turn");
}
