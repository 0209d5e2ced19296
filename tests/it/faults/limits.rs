//! Rate limits: how long is waited, how often, and for whom.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use docwright_tests::server::{Answer, Server};
use octoquill::{Error, Method, RateLimitPolicy, Token};
use serde_json::json;

use super::clock::EPOCH;
use super::sample::packages;
use super::subject::{Github, Subject};

rows! {
    n01_retry_after_is_waited_for_exactly,
    n02_exhausted_limits_are_waited_for_until_their_reset,
    n03_secondary_limits_wait_a_minute_and_then_double,
    n34_one_limited_resource_does_not_hold_up_another,
    n35_clocks_that_jump_do_not_lengthen_a_wait,
}

/// Seconds.
const fn secs(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

/// What is to follow a limited answer.
#[derive(Clone, Copy, Debug)]
enum Then {
    /// Waits this long, neither more nor less, and sends the request again.
    Exactly(u64),
    /// Waits as long as where nothing is said: a minute, and a little more, so that not all come back at once.
    AMinute,
    /// Gives up at once, and says for how many seconds nothing is to be asked.
    GivesUp(u64),
}

/// A server that limits the first request, and answers the others.
fn limits_once(limited: Answer) -> Server {
    Server::start(
        move |number, _| if number == 0 { limited.clone() } else { Answer::new(200, packages(&[7])) },
    )
}

async fn check(github: &Github, server: &Server, then: Then, row: &str) {
    match (github.list().await, then) {
        (Ok(reply), Then::Exactly(expected)) => {
            assert_eq!(reply.packages[0].id, 7, "{row}");
            assert_eq!(github.waits().iter().sum::<Duration>(), secs(expected), "{row}");
            assert_eq!(server.received().len(), 2, "{row}");
        }
        (Ok(_), Then::AMinute) => {
            let waited = github.waits().iter().sum::<Duration>();
            assert!((secs(60)..=secs(90)).contains(&waited), "{row}: {waited:?}");
            assert_eq!(server.received().len(), 2, "{row}");
        }
        (Err(failure), Then::GivesUp(expected)) => {
            failure.assert_label("rate limited", &row);
            let Some(Error::RateLimited(error)) = &failure.error else { panic!("{row}: {failure:?}") };
            let left = error.retry_after();
            assert_eq!(left, secs(expected), "{row}");
            assert_eq!(github.waits(), Vec::<Duration>::new(), "{row}");
            assert_eq!(server.received().len(), 1, "{row}");
        }
        (got, then) => panic!("{row}: {then:?} is due, and this came: {got:?}"),
    }
}

pub(super) async fn n01_retry_after_is_waited_for_exactly(subject: Subject) {
    let table = [
        ("0", Then::Exactly(0)),
        ("1", Then::Exactly(1)),
        ("2", Then::Exactly(2)),
        // The most that is waited for unless somebody says otherwise.
        ("120", Then::Exactly(120)),
        ("121", Then::GivesUp(121)),
        ("1000000000", Then::GivesUp(1_000_000_000)),
        ("-1", Then::AMinute),
        ("1e9", Then::AMinute),
        ("1.5", Then::AMinute),
        ("abc", Then::AMinute),
        ("", Then::AMinute),
        ("99999999999999999999999", Then::GivesUp(u64::MAX)),
        // The other form that RFC 9110 has, by the server's own clock: a date, which may have passed.
        (&date(30), Then::Exactly(30)),
        (&date(-30), Then::Exactly(0)),
        (&date(3_600), Then::GivesUp(3_600)),
        ("Sunday, 06-Nov-94 08:49:37", Then::AMinute),
    ];
    for (value, then) in table {
        for status in [403, 429] {
            let server =
                limits_once(Answer::new(status, "{}").header("Retry-After", value).header("Date", date(0)));
            let github = subject.client(&server.origin);
            check(&github, &server, then, &format!("{status}, retry-after: {value}")).await;
        }
    }
}

pub(super) async fn n02_exhausted_limits_are_waited_for_until_their_reset(subject: Subject) {
    let now = EPOCH.as_second();
    let at = |seconds: i64| (now + seconds).to_string();
    // The reset as the server says it, and by how many seconds its clock is ahead of ours, if it shows it.
    let table = [
        ("in the future", at(30), Some(0), Then::Exactly(31)),
        ("now", at(0), Some(0), Then::Exactly(1)),
        ("in the past", at(-10), Some(0), Then::Exactly(1)),
        ("long past", "1".to_owned(), Some(0), Then::Exactly(1)),
        ("as far as is waited", at(119), Some(0), Then::Exactly(120)),
        ("in an hour", at(3_600), Some(0), Then::GivesUp(3_601)),
        ("no number", "soon".to_owned(), Some(0), Then::AMinute),
        ("no integer", "17e8".to_owned(), Some(0), Then::AMinute),
        ("beyond any date", "99999999999999999".to_owned(), Some(0), Then::AMinute),
        ("empty", String::new(), Some(0), Then::AMinute),
        ("their clock is ahead", at(3_600 + 30), Some(3_600), Then::Exactly(31)),
        ("their clock is behind", at(-3_600 + 30), Some(-3_600), Then::Exactly(31)),
        ("our clock has to do", at(30), None, Then::Exactly(31)),
        ("our clock has to do, and it has passed", at(-30), None, Then::Exactly(1)),
    ];
    for (row, reset, ahead, then) in table {
        for status in [403, 429] {
            let limited = limited(status, "core", &reset);
            let server = limits_once(match ahead {
                Some(ahead) => limited.header("Date", date(ahead)),
                None => limited,
            });
            let github = subject.client(&server.origin);
            check(&github, &server, then, &format!("{status}: {row}")).await;
        }
    }
    // What is left of a limit says nothing of a request that is refused for another reason.
    let server = Server::always(limited(404, "core", &at(30)));
    let github = subject.client(&server.origin);
    github.list().await.unwrap_err().assert_label("api 404", &"404");
    assert_eq!((server.received().len(), github.waits().len()), (1, 0));
}

/// An answer that says that nothing is left.
fn limited(status: u16, resource: &str, reset: &str) -> Answer {
    let message = json!({ "message": "API rate limit exceeded for user ID 1." });
    Answer::new(status, message.to_string())
        .header("X-RateLimit-Limit", "5000")
        .header("X-RateLimit-Remaining", "0")
        .header("X-RateLimit-Reset", reset)
        .header("X-RateLimit-Resource", resource)
}

/// A `Date` that is some seconds ahead of the clock of the tests.
fn date(ahead: i64) -> String {
    let time = jiff::Timestamp::from_second(EPOCH.as_second() + ahead).unwrap();
    time.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

pub(super) async fn n03_secondary_limits_wait_a_minute_and_then_double(subject: Subject) {
    const PLAIN: &str = "Forbidden";
    const DOCS: &str = "https://docs.github.com/rest/";
    // What GitHub says and has said; either of the two is enough.
    let table = [
        ("You have exceeded a secondary rate limit. Please wait a few minutes before you try again.", ""),
        (
            "You have exceeded a secondary rate limit and have been temporarily blocked from content creation.",
            "",
        ),
        ("You have triggered an abuse detection mechanism. Please wait a few minutes.", ""),
        (PLAIN, "overview/rate-limits-for-the-rest-api#about-secondary-rate-limits"),
        (PLAIN, "overview/resources-in-the-rest-api#secondary-rate-limits"),
        (PLAIN, "#abuse-rate-limits"),
    ];
    for (message, docs) in table {
        for status in [403, 429] {
            let body =
                json!({ "message": message, "documentation_url": format!("{DOCS}{docs}") }).to_string();
            let server = Server::always(Answer::new(status, body));
            let patient = RateLimitPolicy::new().max_wait(secs(600));
            let github = subject
                .configured(&server.origin, |builder| builder.rate_limit(patient).timeout(secs(3_600)));
            let failure = github.list().await.unwrap_err();
            let row = format!("{status}: {message} {docs}");
            failure.assert_label("rate limited", &row);
            let Some(Error::RateLimited(error)) = &failure.error else { panic!("{row}") };
            assert!(error.is_secondary(), "{row}");
            assert!(failure.shown.contains(message), "{failure:?}");
            let [first, second] = github.waits()[..] else { panic!("{row}: {:?}", github.waits()) };
            assert!((secs(60)..=secs(90)).contains(&first), "{row}: {first:?}");
            assert!((secs(120)..=secs(180)).contains(&second), "{row}: {second:?}");
            assert_eq!(server.received().len(), 3, "{row}");
        }
    }
    // The plain one is none.
    let server =
        Server::always(Answer::new(403, json!({ "message": PLAIN, "documentation_url": DOCS }).to_string()));
    subject.client(&server.origin).list().await.unwrap_err().assert_label("api 403", &PLAIN);
}

pub(super) async fn n34_one_limited_resource_does_not_hold_up_another(subject: Subject) {
    let reset = (EPOCH.as_second() + 3_600).to_string();
    let is_over = Arc::new(AtomicBool::new(false));
    let over = Arc::clone(&is_over);
    let server = Server::start(move |_, request| {
        if request.target().starts_with("/search") && !over.load(Ordering::SeqCst) {
            limited(403, "search", &reset)
        } else {
            Answer::new(200, packages(&[7])).header("X-RateLimit-Resource", "core")
        }
    });
    let github = subject.client(&server.origin);
    github.list().await.unwrap();
    let search = "/search/code?q=x";
    github.call(Method::GET, search, None).await.unwrap_err().assert_label("rate limited", &search);
    assert_eq!(server.received().len(), 2);
    // The clone knows it, and asks for nothing; the other resource is none of its business.
    let clone = github.clone();
    clone.call(Method::GET, search, None).await.unwrap_err().assert_label("rate limited", &"a clone");
    assert_eq!(server.received().len(), 2);
    clone.list().await.unwrap();
    github.list().await.unwrap();
    assert_eq!(server.received().len(), 4);
    // Another token of the same client has limits of its own.
    let token = Arc::new(Mutex::new("ghp_one"));
    let current = Arc::clone(&token);
    let provider = move || {
        let token = Token::new(*current.lock().unwrap());
        async move { Ok(token?) }
    };
    let many = subject.build(&server.origin, None, |builder| builder.token_provider(provider)).unwrap();
    for (name, requests) in [("ghp_one", 5), ("ghp_one", 5), ("ghp_two", 6), ("ghp_one", 6)] {
        *token.lock().unwrap() = name;
        many.call(Method::GET, search, None).await.unwrap_err().assert_label("rate limited", &name);
        assert_eq!(server.received().len(), requests, "{name}");
    }
    // When the hour is over, it is asked again.
    is_over.store(true, Ordering::SeqCst);
    github.pass(secs(3_602));
    github.call(Method::GET, search, None).await.unwrap();
    assert_eq!(server.received().len(), 7);
}

pub(super) async fn n35_clocks_that_jump_do_not_lengthen_a_wait(subject: Subject) {
    let reset = (EPOCH.as_second() + 30).to_string();
    let hour = secs(3_600);
    // The clock on the wall is set back or forward, after which the limit is over when it would have been.
    for wall in [EPOCH - hour, EPOCH + hour, EPOCH - 24 * hour] {
        let reset = reset.clone();
        let server = Server::start(move |number, _| match number {
            0 => limited(429, "core", &reset),
            _ => Answer::new(200, packages(&[7])),
        });
        let github =
            subject.configured(&server.origin, |builder| builder.rate_limit(RateLimitPolicy::never_wait()));
        github.list().await.unwrap_err().assert_label("rate limited", &wall);
        github.set_wall(wall);
        github.pass(secs(29));
        github.list().await.unwrap_err().assert_label("rate limited", &wall);
        assert_eq!(server.received().len(), 1, "{wall}");
        github.pass(secs(3));
        assert_eq!(github.list().await.unwrap().packages[0].id, 7, "{wall}");
    }
    // No reset, however far away, makes anybody wait longer than may be.
    for ahead in [-3_600, 3_600, 86_400 * 365] {
        let reset = (EPOCH.as_second() + 86_400 * 366).to_string();
        let server = Server::always(limited(403, "core", &reset).header("Date", date(ahead)));
        let github = subject.client(&server.origin);
        github.list().await.unwrap_err().assert_label("rate limited", &ahead);
        assert_eq!(github.waits(), Vec::<Duration>::new(), "{ahead}");
    }
}
