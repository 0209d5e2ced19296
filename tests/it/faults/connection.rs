//! Connections: refused, reset, cut anywhere, silent, or speaking something else.

use std::time::{Duration, Instant};

use docwright_tests::fault_server::{Connection, FaultServer, http};
use octoquill::{Method, Retry, SystemClock};

use super::http2;
use super::sample::packages;
use super::subject::{Subject, TOKEN};

rows! {
    n07_no_connection_and_no_answer_are_told_apart,
    n08_an_answer_that_is_cut_anywhere_is_never_read,
    n09_nothing_takes_longer_than_it_may,
    n36_odd_servers_are_answers_or_errors,
}

pub(super) async fn n07_no_connection_and_no_answer_are_told_apart(subject: Subject) {
    // Nobody listens where somebody did.
    let refused = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        format!("http://{}", listener.local_addr().unwrap())
    };
    for (base_url, is_write) in [(refused.as_str(), false), (&refused, true), ("https://name.invalid", false)]
    {
        let github = subject.client(base_url);
        let failure = if is_write {
            github.restore("hunter2").await.unwrap_err()
        } else {
            github.list().await.unwrap_err()
        };
        failure.assert_label("transport Connect", &base_url);
        // Nobody has seen the request, so that even a write may be sent again.
        assert_eq!(github.waits().len(), 2, "{base_url}");
    }
    // A reset after the request was read: nobody knows whether it was acted on.
    let resets = || {
        FaultServer::start(|connection| {
            connection.read();
            connection.reset();
        })
    };
    let calls =
        [(Method::GET, 3), (Method::HEAD, 3), (Method::POST, 1), (Method::PATCH, 1), (Method::DELETE, 1)];
    for (method, requests) in calls {
        let server = resets();
        let failure = subject.client(&server.origin).call(method.clone(), "/x", None).await.unwrap_err();
        failure.assert_label("transport Interrupted", &method);
        assert_eq!(server.requests(), requests, "{method}");
    }
    // It is gone on the second attempt.
    let server = FaultServer::start(|connection| {
        connection.read();
        if connection.number == 0 {
            connection.reset();
        } else {
            connection.write(http(200, "", &packages(&[7])));
        }
    });
    assert_eq!(subject.client(&server.origin).list().await.unwrap().packages[0].id, 7);
    // What answers a TLS handshake with something else will do so again.
    let server = FaultServer::start(|connection| {
        connection.read_bytes();
        connection.write("HTTP/1.1 400 Bad Request\r\n\r\n");
    });
    let base_url = server.origin.replace("http:", "https:");
    subject.client(&base_url).list().await.unwrap_err().assert_label("transport Tls", &base_url);
    assert_eq!(server.connections(), 1);
}

/// An answer with a length, and one in chunks.
fn answers() -> [String; 2] {
    let body = packages(&[7]);
    let (front, back) = body.split_at(body.len() / 2);
    let chunk = |text: &str| format!("{:x}\r\n{text}\r\n", text.len());
    let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n";
    [http(200, "", &body), format!("{head}{}{}0\r\n\r\n", chunk(front), chunk(back))]
}

pub(super) async fn n08_an_answer_that_is_cut_anywhere_is_never_read(subject: Subject) {
    for answer in answers() {
        for resets in [false, true] {
            // Each second answer is cut, one byte later each time.
            let whole = answer.clone().into_bytes();
            let server = FaultServer::start(move |connection| {
                connection.read();
                let (offset, is_whole) = (connection.number / 2, connection.number % 2 == 1);
                if resets && !is_whole {
                    connection.reset();
                }
                connection.write(&whole[..if is_whole { whole.len() } else { offset }]);
            });
            let github = subject.client(&server.origin);
            for offset in 0..answer.len() {
                assert_eq!(github.list().await.unwrap().packages[0].id, 7, "cut at {offset}");
                assert_eq!(server.requests(), 2 * (offset + 1), "cut at {offset}");
            }
        }
        // If it is cut each time, that is what is wrong; a write is not sent again.
        let head = answer.find("\r\n\r\n").unwrap() + 4;
        for offset in (0..answer.len()).step_by(17) {
            let server = FaultServer::bytes(&answer.as_bytes()[..offset]);
            let github = subject.client(&server.origin);
            let label = if offset < head { "transport Interrupted" } else { "transport IncompleteBody" };
            github.list().await.unwrap_err().assert_label(label, &offset);
            assert_eq!(server.requests(), 3, "cut at {offset}");
            github.restore("hunter2").await.unwrap_err().assert_label(label, &offset);
            assert_eq!(server.requests(), 4, "cut at {offset}");
        }
    }
    // Without a length nobody but JSON knows that something is missing.
    let body = packages(&[7]);
    for offset in (1..body.len()).step_by(5) {
        let server = FaultServer::bytes(format!("HTTP/1.1 200 OK\r\n\r\n{}", &body[..offset]));
        let failure = subject.client(&server.origin).list().await.unwrap_err();
        assert!(failure.label.starts_with("decode $"), "cut at {offset}: {failure:?}");
    }
}

pub(super) async fn n09_nothing_takes_longer_than_it_may(subject: Subject) {
    type Serve = fn(&mut Connection);
    let slow_body: Serve = |connection| {
        connection.read();
        connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
        connection.write_slowly(&[b' '; 1000], Duration::from_millis(50));
    };
    let slow_head: Serve = |connection| {
        connection.read();
        connection.write_slowly(&[b'H'; 1000], Duration::from_millis(50));
    };
    let stalled: Serve = |connection| {
        connection.read();
        connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n[");
        connection.stay_silent();
    };
    let silent: Serve = Connection::stay_silent;
    // In milliseconds: the limits of a stall, of an attempt and of the whole; how many attempts there are, and for how long.
    let table = [
        ("one byte after the other", slow_body, 400, 500, 10_000, 3, 1_500),
        ("a head that does not end", slow_head, 400, 10_000, 20_000, 3, 1_200),
        ("nothing behind the head", stalled, 300, 10_000, 20_000, 3, 900),
        ("no answer", silent, 10_000, 300, 20_000, 3, 900),
        ("no answer, and little time", silent, 10_000, 10_000, 400, 1, 400),
        ("one byte after the other, and little time", slow_body, 10_000, 400, 600, 2, 600),
    ];
    for (row, serve, stall, attempt, whole, attempts, expected) in table {
        let millis = Duration::from_millis;
        let expected = millis(expected);
        // A machine that is busy elsewhere may be late; not three times in a row.
        let mut took = Vec::new();
        while took.len() < 3 && took.last().is_none_or(|took| *took > expected.mul_f64(1.1)) {
            let server = FaultServer::start(serve);
            let github = subject.configured(&server.origin, |builder| {
                let builder =
                    builder.clock(SystemClock).retry(Retry::new().backoff(Duration::ZERO, Duration::ZERO));
                builder.stall_timeout(millis(stall)).attempt_timeout(millis(attempt)).timeout(millis(whole))
            });
            let begun = Instant::now();
            let failure = github.list().await.unwrap_err();
            took.push(begun.elapsed());
            failure.assert_label("transport Timeout", &row);
            assert_eq!(server.connections(), attempts, "{row}");
        }
        assert!(took[took.len() - 1] <= expected.mul_f64(1.1), "{row}: {took:?}");
        assert!(took.iter().all(|took| *took >= expected.mul_f64(0.8)), "{row}: {took:?}");
    }
    // Nobody waits for what would come too late.
    let server = FaultServer::bytes(http(503, "Retry-After: 2\r\n", ""));
    let timeout = Duration::from_secs(1);
    let github = subject.configured(&server.origin, |builder| builder.clock(SystemClock).timeout(timeout));
    github.list().await.unwrap_err().assert_label("api 503", &"retry-after beyond the end");
    assert_eq!(server.requests(), 1);
}

pub(super) async fn n36_odd_servers_are_answers_or_errors(subject: Subject) {
    let fine = http(200, "", &packages(&[7]));
    let with_headers = |headers: String| http(200, &headers, &packages(&[7]));
    let many =
        |count: usize| (0..count).map(|number| format!("X-{number}: y\r\n")).collect::<Vec<_>>().concat();
    // Either the answer or an error: `Some` where it has to be one of them.
    let table: [(&str, Vec<u8>, Option<bool>); 13] = [
        ("100 first", format!("HTTP/1.1 100 Continue\r\n\r\n{fine}").into(), Some(true)),
        ("100 a hundred times", ("HTTP/1.1 100 Continue\r\n\r\n".repeat(100) + &fine).into(), Some(true)),
        (
            "103 first",
            format!("HTTP/1.1 103 Early Hints\r\nLink: </x>; rel=next\r\n\r\n{fine}").into(),
            Some(true),
        ),
        (
            "101",
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n".to_vec(),
            Some(false),
        ),
        ("a header of 1 MB", with_headers(format!("X: {}\r\n", "y".repeat(1 << 20))).into(), None),
        ("100 headers", with_headers(many(90)).into(), Some(true)),
        ("10,000 headers", with_headers(many(10_000)).into(), None),
        ("a head of 100 MB", with_headers(format!("X: {}\r\n", "y".repeat(100 << 20))).into(), Some(false)),
        ("HTTP/0.9", packages(&[7]).into(), Some(false)),
        ("HTTP/2 without being asked", b"\0\0\x12\x04\0\0\0\0\0\0\x03\0\0\0\x64".to_vec(), Some(false)),
        ("SSH", b"SSH-2.0-OpenSSH_9.6\r\n".to_vec(), Some(false)),
        ("two lengths", fine.replace("Connection", "Content-Length: 1\r\nConnection").into(), Some(false)),
        ("a negative length", fine.replace("Content-Length: ", "Content-Length: -").into(), Some(false)),
    ];
    for (row, bytes, expected) in table {
        let server = FaultServer::bytes(bytes);
        match (subject.client(&server.origin).list().await, expected) {
            (Ok(reply), Some(true) | None) => assert_eq!(reply.packages[0].id, 7, "{row}"),
            (Err(failure), Some(false) | None) => {
                // Whatever it is called, it is no fault of the caller.
                assert!(!["request", "config"].contains(&failure.label.as_str()), "{row}: {failure:?}");
                assert!(!failure.shown.contains(TOKEN), "{row}");
            }
            (got, _) => panic!("{row}: {got:?}"),
        }
    }
    http2::connections_that_end(subject).await;
}
