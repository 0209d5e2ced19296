//! Redirects: only to the same server, and only if they mean the same request.
#![cfg(feature = "reqwest")]

mod support;

use runtime::{Error, Method, Raw, RedirectErrorKind};
use support::server::{Answer, Server};
use support::{CANARY, builder};

use RedirectErrorKind::{ForeignOrigin, MethodWouldChange, NoLocation, TooMany};

#[tokio::test]
async fn redirects_on_the_same_server() {
    const FOLLOWED: Option<RedirectErrorKind> = None;
    let table = [
        (Method::GET, 301, FOLLOWED),
        (Method::GET, 302, FOLLOWED),
        (Method::GET, 303, FOLLOWED),
        (Method::GET, 307, FOLLOWED),
        (Method::GET, 308, FOLLOWED),
        (Method::HEAD, 301, FOLLOWED),
        (Method::POST, 301, Some(MethodWouldChange)),
        (Method::POST, 302, Some(MethodWouldChange)),
        (Method::POST, 303, Some(MethodWouldChange)),
        (Method::DELETE, 302, Some(MethodWouldChange)),
        (Method::POST, 307, FOLLOWED),
        (Method::PUT, 308, FOLLOWED),
    ];
    for (method, status, refused) in table {
        let server = Server::start(move |number, _| match number {
            0 => Answer::new(status, "").header("Location", "/there?q=%2F#top"),
            _ => Answer::new(204, ""),
        });
        let client = builder(format!("{}/api/v3", server.origin)).token(CANARY).build().unwrap();
        let mut request = Raw::new(method.clone(), "/here").returning::<()>();
        if method == Method::POST {
            request = request.json("body");
        }
        let sent = client.send(request).await;
        let received = server.received();
        match (sent, refused) {
            (Ok(_), None) => {
                assert_eq!(server.lines()[1], format!("{method} /there?q=%2F"));
                assert_eq!(received[0].body, received[1].body);
                assert!(received[1].header("authorization").is_some());
                assert_eq!(received[1].header("referer"), None);
            }
            (Err(Error::Redirect(error)), Some(kind)) => {
                assert_eq!(error.kind(), kind);
                assert_eq!(received.len(), 1);
            }
            (sent, _) => panic!("{method} {status}: {sent:?}"),
        }
    }
}

#[tokio::test]
async fn redirects_to_another_server() {
    let foreign = Server::always(Answer::new(200, "{}"));
    let port = foreign.origin.rsplit(':').next().unwrap();
    let targets = [
        format!("{}/x?token={CANARY}", foreign.origin),
        format!("//127.0.0.1:{port}/x"),
        format!("http://localhost:{port}/x"),
        "https://127.0.0.1/x".to_owned(),
        format!("http://user@127.0.0.1:{port}/"),
    ];
    for (target, status) in targets.iter().flat_map(|target| [301, 307].map(|status| (target, status))) {
        let server = Server::always(Answer::new(status, "").header("Location", target));
        let client = builder(&server.origin).token(CANARY).build().unwrap();
        let error = client.request(Method::GET, "/x").send().await.unwrap_err();
        let Error::Redirect(redirect) = &error else { panic!("{error:?}") };
        assert_eq!(redirect.kind(), ForeignOrigin);
        assert!(error.to_string().starts_with(&format!("GET /x: {}", error.status().unwrap())), "{error}");
        assert!(!format!("{error} {error:?}").contains(CANARY));
        assert_eq!(server.received().len(), 1);
    }
    assert_eq!(foreign.received().len(), 0);
}

#[tokio::test]
async fn redirects_that_lead_nowhere() {
    for location in [None, Some(""), Some("http://["), Some("/\u{e9}")] {
        let mut answer = Answer::new(302, "");
        if let Some(location) = location {
            answer = answer.header("Location", location);
        }
        let server = Server::always(answer);
        let error =
            builder(&server.origin).build().unwrap().send(Raw::new(Method::GET, "/x")).await.unwrap_err();
        let Error::Redirect(redirect) = &error else { panic!("{error:?}") };
        assert_eq!(redirect.kind(), NoLocation, "{location:?}");
    }
}

#[tokio::test]
async fn five_redirects_and_no_more() {
    for (hops, followed) in [(5, true), (6, false)] {
        let server = Server::start(move |number, _| match number {
            number if number < hops => Answer::new(302, "").header("Location", format!("/{number}")),
            _ => Answer::new(200, "{}"),
        });
        let sent = builder(&server.origin).build().unwrap().request(Method::GET, "/x").await;
        match sent {
            Ok(_) => assert!(followed),
            Err(Error::Redirect(error)) => assert_eq!((error.kind(), followed), (TooMany, false)),
            Err(error) => panic!("{error}"),
        }
        assert_eq!(server.received().len(), 6);
    }
}

#[tokio::test]
async fn what_is_no_redirect_is_an_error() {
    for status in [300, 304, 305] {
        let server = Server::always(Answer::new(status, "").header("Location", "/there"));
        let error =
            builder(&server.origin).build().unwrap().send(Raw::new(Method::GET, "/x")).await.unwrap_err();
        assert!(matches!(error, Error::Api(_)), "{error:?}");
        assert_eq!(server.received().len(), 1);
    }
}
