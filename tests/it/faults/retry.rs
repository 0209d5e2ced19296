//! What is tried again, what never is, and how much of it at most.

use std::time::Duration;

use docwright_tests::server::{Answer, Server};
use octoquill::Method;
use serde_json::json;

use super::sample::packages;
use super::subject::Subject;

rows! {
    n04_what_no_second_attempt_would_mend_is_an_error_at_once,
    n05_reads_are_tried_again_and_writes_are_not,
    n06_a_storm_of_failures_makes_no_storm_of_requests,
}

pub(super) async fn n04_what_no_second_attempt_would_mend_is_an_error_at_once(subject: Subject) {
    for status in [400, 401, 403, 404, 409, 410, 415, 422, 451, 501, 505] {
        let body = json!({
            "message": "Said by the server.",
            "errors": [{ "resource": "Package", "field": "name", "code": "missing" }],
            "documentation_url": "https://docs.github.com/rest/x",
        });
        // As they come with every answer of GitHub's.
        let answer = Answer::new(status, body.to_string())
            .header("X-GitHub-Request-Id", "E3DA:371076")
            .header("X-RateLimit-Limit", "5000")
            .header("X-RateLimit-Remaining", "4999")
            .header("X-RateLimit-Reset", "1700000000");
        let server = Server::always(answer);
        let github = subject.client(&server.origin);
        for failure in
            [github.list().await.map(drop), github.delete().await.map(drop)].map(Result::unwrap_err)
        {
            failure.assert_label(&format!("api {status}"), &status);
            for said in ["Said by the server.", "https://docs.github.com/rest/x", "E3DA:371076", "missing"] {
                assert!(failure.shown.contains(said), "{said}: {failure:?}");
            }
        }
        assert_eq!(server.received().len(), 2, "{status}: one request a call");
        assert_eq!(github.waits(), Vec::<Duration>::new(), "{status}");
    }
}

pub(super) async fn n05_reads_are_tried_again_and_writes_are_not(subject: Subject) {
    for status in [408, 500, 502, 503, 504] {
        for failures in 1..=3 {
            let server = Server::start(move |number, _| match number {
                number if number < failures => Answer::new(status, ""),
                _ => Answer::new(200, packages(&[7])),
            });
            let github = subject.client(&server.origin);
            match github.list().await {
                Ok(reply) => {
                    assert_eq!(reply.packages[0].id, 7);
                    assert_eq!(server.received().len(), failures + 1, "{status}");
                }
                Err(failure) => {
                    failure.assert_label(&format!("api {status}"), &failures);
                    assert_eq!((failures, server.received().len()), (3, 3), "{status}");
                }
            }
            // Full jitter: up to a second, then up to two.
            let waits = github.waits();
            assert_eq!(waits.len(), failures.min(2), "{status}");
            let longest = [1, 2].map(Duration::from_secs);
            assert!(waits.iter().zip(longest).all(|(wait, longest)| *wait <= longest), "{waits:?}");
        }
        // Whether the server has acted on a write is not known.
        let table =
            [(Method::HEAD, 3), (Method::POST, 1), (Method::PUT, 1), (Method::PATCH, 1), (Method::DELETE, 1)];
        for (method, requests) in table {
            let server = Server::always(Answer::new(status, ""));
            let failure = subject.client(&server.origin).call(method.clone(), "/x", None).await.unwrap_err();
            failure.assert_label(&format!("api {status}"), &method);
            assert_eq!(server.received().len(), requests, "{method} {status}");
        }
        let server = Server::always(Answer::new(status, ""));
        subject.client(&server.origin).restore("hunter2").await.unwrap_err();
        assert_eq!(server.received().len(), 1, "{status}");
        // Whoever knows that the write may come twice can say so.
        let server = Server::start(move |number, _| Answer::new(if number < 2 { status } else { 204 }, ""));
        subject.client(&server.origin).restore_surely().await.unwrap();
        assert_eq!(server.lines(), ["POST /orgs/acme/packages/npm/x/restore"; 3]);
    }
}

pub(super) async fn n06_a_storm_of_failures_makes_no_storm_of_requests(subject: Subject) {
    const CALLS: u32 = 1_000;
    const MINUTES: Duration = Duration::from_mins(10);
    let server = Server::always(Answer::new(503, ""));
    let github = subject.client(&server.origin);
    for number in 0..CALLS {
        let before = github.waits().len();
        github.list().await.unwrap_err().assert_label("api 503", &number);
        github.pass(MINUTES / CALLS);
        // When the budget is spent, errors come at once.
        assert!(number < 100 || github.waits().len() == before, "call {number} waited");
    }
    let requests = server.received().len();
    assert!(requests <= 1_200, "{requests} requests");
    // Each call was made: nobody is locked out for the failures of others.
    assert!(requests >= 1_000, "{requests} requests");
}
