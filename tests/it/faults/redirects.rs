//! Redirects: only to the same server, only if they mean the same request, and not without end.

use docwright_tests::fault_server::{FaultServer, http};
use docwright_tests::server::{Answer, Server};
use octoquill::Method;
use serde_json::json;

use super::sample::packages;
use super::subject::{Subject, TOKEN};

rows! {
    n10_redirects_on_the_same_server_keep_method_and_body,
    n11_redirects_to_another_origin_tell_it_nothing,
    n12_redirects_that_lead_nowhere_are_typed_errors,
    n38_no_redirect_says_where_it_comes_from,
}

pub(super) async fn n10_redirects_on_the_same_server_keep_method_and_body(subject: Subject) {
    const FOLLOWED: &str = "";
    const REFUSED: &str = "redirect MethodWouldChange";
    let table = [
        (Method::GET, 301, FOLLOWED),
        (Method::GET, 302, FOLLOWED),
        (Method::GET, 303, FOLLOWED),
        (Method::GET, 307, FOLLOWED),
        (Method::GET, 308, FOLLOWED),
        (Method::POST, 301, REFUSED),
        (Method::POST, 302, REFUSED),
        (Method::POST, 303, REFUSED),
        (Method::DELETE, 301, REFUSED),
        (Method::DELETE, 302, REFUSED),
        (Method::PATCH, 301, REFUSED),
        (Method::POST, 307, FOLLOWED),
        (Method::POST, 308, FOLLOWED),
        (Method::PUT, 308, FOLLOWED),
        (Method::DELETE, 307, FOLLOWED),
    ];
    for (method, status, expected) in table {
        let server = Server::start(move |number, _| match number {
            0 => Answer::new(status, "").header("Location", "/there?q=%2F#top"),
            _ => Answer::new(204, ""),
        });
        let body = (method == Method::POST || method == Method::PUT).then(|| json!({ "name": "x" }));
        let called = subject.client(&server.origin).call(method.clone(), "/here", body).await;
        let received = server.received();
        let row = (method.as_str(), status);
        match called {
            Ok(_) => {
                assert_eq!(expected, FOLLOWED, "{row:?}: {:?}", server.lines());
                assert_eq!(server.lines(), [format!("{method} /here"), format!("{method} /there?q=%2F")]);
                assert_eq!(received[0].body, received[1].body, "{row:?}");
                assert_eq!(received[0].header("authorization"), received[1].header("authorization"));
            }
            Err(failure) => {
                failure.assert_label(expected, &row);
                assert_eq!(received.len(), 1, "{row:?}");
            }
        }
    }
    // Five in a row are followed; `n12` has the sixth.
    let server = Server::start(|number, _| match number {
        0..5 => Answer::new(302, "").header("Location", format!("/{number}")),
        _ => Answer::new(200, packages(&[7])),
    });
    assert_eq!(subject.client(&server.origin).list().await.unwrap().packages[0].id, 7);
}

pub(super) async fn n11_redirects_to_another_origin_tell_it_nothing(subject: Subject) {
    let foreign = Server::always(Answer::new(200, packages(&[1])));
    let port = foreign.origin.rsplit(':').next().unwrap();
    let targets = [
        format!("http://127.0.0.1:{port}/x?token={TOKEN}"),
        format!("//127.0.0.1:{port}/x"),
        format!("http://localhost:{port}/x"),
        format!("http://api.localhost:{port}/x"),
        format!("https://127.0.0.1:{port}/x"),
        format!("http://127.0.0.1@localhost:{port}/x"),
        format!("http://ghe.example.com@127.0.0.1:{port}/x"),
        format!("http://127.0.0.1:{port}\\@ghe.example.com/x"),
    ];
    for target in &targets {
        for status in [301, 302, 303, 307, 308] {
            let server = Server::always(Answer::new(status, "").header("Location", target));
            let github = subject.client(&server.origin);
            let failures = [github.list().await.map(drop), github.delete().await.map(drop)];
            let failures = failures
                .into_iter()
                .chain([github.restore("canary").await.map(drop)])
                .map(Result::unwrap_err);
            for failure in failures {
                failure.assert_label("redirect ForeignOrigin", &(target, status));
                assert!(!failure.shown.contains("canary"), "{failure:?}");
            }
            assert_eq!(server.received().len(), 3, "{target}");
        }
    }
    assert_eq!(foreign.lines(), Vec::<String>::new());
}

pub(super) async fn n12_redirects_that_lead_nowhere_are_typed_errors(subject: Subject) {
    // A loop, and six in a row, each to a place of its own.
    for distinct in [false, true] {
        let server = Server::start(move |number, _| {
            Answer::new(302, "").header("Location", if distinct { format!("/{number}") } else { "/x".into() })
        });
        let failure = subject.client(&server.origin).list().await.unwrap_err();
        failure.assert_label("redirect TooMany", &distinct);
        assert_eq!(server.received().len(), 6, "the request and five redirects");
    }
    let nowhere: [&[u8]; 9] = [
        b"",
        b"Location:\r\n",
        b"Location: \r\n",
        b"Location: /\xc3\xa9\r\n",
        b"Location: \xff\xfe\r\n",
        b"Location: http://[\r\n",
        b"Location: http://\r\n",
        b"Location: http://127.0.0.1:99999/\r\n",
        b"Location: //\r\n",
    ];
    for location in nowhere {
        let mut answer = b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nConnection: close\r\n".to_vec();
        answer.extend_from_slice(location);
        answer.extend_from_slice(b"\r\n");
        let server = FaultServer::bytes(answer);
        let failure = subject.client(&server.origin).list().await.unwrap_err();
        failure.assert_label("redirect NoLocation", &location.escape_ascii().to_string());
        assert_eq!(server.requests(), 1);
    }
    // A relative one counts from the URL that was asked.
    let table = [
        ("../there", "GET /api/v3/orgs/there"),
        ("there", "GET /api/v3/orgs/acme/there"),
        ("/there", "GET /there"),
        ("?page=2", "GET /api/v3/orgs/acme/packages?page=2"),
    ];
    for (location, line) in table {
        let server = FaultServer::start(move |connection| {
            let Some(request) = connection.read() else { return };
            let answer = if request.target().contains("package_type") {
                http(302, &format!("Location: {location}\r\n"), "")
            } else {
                http(200, "", &packages(&[7]))
            };
            connection.write(answer);
        });
        let github = subject.client(&format!("{}/api/v3", server.origin));
        assert_eq!(github.list().await.unwrap().packages[0].id, 7, "{location}");
        assert_eq!(server.received()[1].line, format!("{line} HTTP/1.1"), "{location}");
    }
}

pub(super) async fn n38_no_redirect_says_where_it_comes_from(subject: Subject) {
    let foreign = Server::always(Answer::new(204, ""));
    for target in ["/there".to_owned(), format!("{}/there", foreign.origin)] {
        let server = Server::start(move |number, _| match number {
            0 => Answer::new(307, "").header("Location", &target),
            _ => Answer::new(204, ""),
        });
        // Whether it is followed is another row's matter.
        let _ = subject.client(&server.origin).restore("hunter2").await;
        for request in server.received().iter().chain(&foreign.received()) {
            assert_eq!(request.header("referer"), None, "{}", request.line);
            let elsewhere = request.head.lines().skip(1).any(|line| line.contains("hunter2"));
            assert!(!elsewhere, "{}", request.head);
        }
    }
}
