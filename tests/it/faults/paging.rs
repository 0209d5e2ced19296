//! Pages: `Link` headers that lead astray, in circles, or on without end; and lists of any size.

use docwright_tests::fault_server::{FaultServer, kept_alive};
use docwright_tests::server::{Answer, Received, Server};
use serde_json::Value as Json;

use super::child::{self, MIB};
use super::sample::{package_with, packages};
use super::subject::{Got, Subject};

rows! {
    n13_next_pages_are_followed_on_the_same_origin_only,
    n14_pages_in_a_circle_or_without_end_end,
    n15_lists_of_any_size_need_little_memory,
}

pub(super) async fn n13_next_pages_are_followed_on_the_same_origin_only(subject: Subject) {
    let foreign = Server::always(Answer::new(200, packages(&[66])));
    let port = foreign.origin.rsplit(':').next().unwrap();
    let astray = [
        format!("http://127.0.0.1:{port}/p2"),
        format!("//127.0.0.1:{port}/p2"),
        format!("http://localhost:{port}/p2"),
        format!("https://127.0.0.1:{port}/p2"),
        format!("http://ghe.example.com@127.0.0.1:{port}/p2"),
        "ftp://127.0.0.1/p2".to_owned(),
    ];
    for target in astray {
        let link = format!("<{target}>; rel=\"next\"");
        let server = Server::always(Answer::new(200, packages(&[1])).header("Link", link));
        let walked = subject.client(&server.origin).walk(9).await;
        assert_eq!(ids(&walked), [1], "{target}: {walked:?}");
        walked[1].as_ref().unwrap_err().assert_label("redirect ForeignOrigin", &target);
        assert_eq!((walked.len(), server.received().len()), (2, 1), "{target}");
    }
    assert_eq!(foreign.lines(), Vec::<String>::new());

    // On the same server they are followed as they are: GitHub links to the organization by its number.
    let followed = [
        ("/api/v3/organizations/9919/packages?page=2", "/api/v3/organizations/9919/packages?page=2"),
        ("packages?after=a%2Fb%3D&x", "/api/v3/orgs/acme/packages?after=a%2Fb%3D&x"),
        ("?page=2", "/api/v3/orgs/acme/packages?page=2"),
        ("{origin}/api/v3/organizations/9919/packages?page=2", "/api/v3/organizations/9919/packages?page=2"),
        ("{origin}/organizations/9919/packages?page=2#top", "/organizations/9919/packages?page=2"),
    ];
    for (link, target) in followed {
        let server = Server::start(move |number, request| match number {
            0 => {
                let origin = format!("http://{}", request.header("host").unwrap());
                let link = format!("<{}>; rel=\"next\"", link.replace("{origin}", &origin));
                Answer::new(200, packages(&[1])).header("Link", link)
            }
            _ => Answer::new(200, packages(&[2])),
        });
        let walked = subject.client(&format!("{}/api/v3", server.origin)).walk(9).await;
        assert_eq!(ids(&walked), [1, 2], "{link}: {walked:?}");
        assert_eq!(server.received()[1].target(), target, "{link}");
    }
}

pub(super) async fn n14_pages_in_a_circle_or_without_end_end(subject: Subject) {
    // A page that names itself as the next one, and two that name each other.
    for circle in [1, 2] {
        let server = Server::start(move |number, request| {
            Answer::new(200, packages(&[1])).header("Link", next(request, number % circle + 1))
        });
        let walked = subject.client(&server.origin).walk(20).await;
        assert_eq!(server.received().len(), circle + 1, "nothing is read twice");
        walked.last().unwrap().as_ref().unwrap_err().assert_label("redirect RepeatedPage", &circle);
    }
    // Each page leads to one that nobody has seen.
    let server = Server::start(|number, request| {
        Answer::new(200, packages(&[1])).header("Link", next(request, number + 2))
    });
    let walked = subject.configured(&server.origin, |builder| builder.max_pages(10)).walk(100).await;
    walked.last().unwrap().as_ref().unwrap_err().assert_label("redirect TooManyPages", &"endless");
    assert_eq!(server.received().len(), 10);

    // Links that were recorded: what is no next page is passed over, whatever it looks like.
    let links = [
        "</repositories/1/issues{?since}>; rel=\"first\", </p2>; rel=\"next\"",
        "</p?page=0>; rel=\"first\", </p?page=0>; rel=\"prev\", </p2>; rel=\"next\"",
        "<http://[>; rel=\"first\", </p2>; rel=\"next\"",
        "</p9>; title=\"a, b; rel=next\"; rel=\"last\", </p2>; rel=\"next\"",
        "</p2?a,b;c>; rel=\"last next\"",
        "</p2>; REL=next",
    ];
    for link in links {
        let server = Server::start(move |number, _| match number {
            0 => Answer::new(200, packages(&[1])).header("Link", link),
            _ => Answer::new(200, packages(&[2])),
        });
        let walked = subject.client(&server.origin).walk(9).await;
        assert_eq!(ids(&walked), [1, 2], "{link}: {walked:?}");
        assert!(server.received()[1].target().starts_with("/p2"), "{link}: {:?}", server.lines());
    }
    for link in ["</p?page=0>; rel=\"first\"", "", "nonsense", "<", "</p2>", "</p2>; rel=\"nextpage\""] {
        let server = Server::always(Answer::new(200, packages(&[1])).header("Link", link));
        let walked = subject.client(&server.origin).walk(9).await;
        assert_eq!((ids(&walked).len(), server.received().len()), (1, 1), "{link}: {walked:?}");
    }
}

/// 100,000 items of 250 bytes on 1,000 pages, of which every tenth is empty, then one page of 10 MB.
pub(super) async fn n15_lists_of_any_size_need_little_memory(subject: Subject) {
    if let Some(role) = child::role() {
        let mut items = 0;
        let github = role.subject.client(&role.origin);
        child::measured(async { github.each(|_| items += 1).await.unwrap() }).await;
        assert_eq!(items, 1_000 * 100 + 8 * 1024);
        return;
    }
    let server = FaultServer::start(|connection| {
        let hundred = packages(&(0..100).collect::<Vec<_>>());
        let huge = Json::from(vec![package_with("name", "x".repeat(1024).into()); 8 * 1024]).to_string();
        while let Some(request) = connection.read() {
            let page: usize =
                request.target().split_once("?page=").map_or(1, |(_, page)| page.parse().unwrap());
            let next = format!("Link: {}\r\n", next(&request, page + 1));
            connection.write(match page {
                1_112 => kept_alive(200, "", &huge),
                page if page % 10 == 0 => kept_alive(200, &next, "[]"),
                _ => kept_alive(200, &next, &hundred),
            });
        }
    });
    let test = concat!(module_path!(), "::tests::n15_lists_of_any_size_need_little_memory");
    let Some(grown) = child::run_for_memory(subject, test, &server.origin) else { return };
    assert_eq!(server.requests(), 1_112);
    assert!(grown < 48 * MIB, "{} MiB", grown / MIB);
}

/// A link to the next page, written as GitHub does.
fn next(request: &Received, page: usize) -> String {
    format!("<http://{}/p?page={page}>; rel=\"next\"", request.header("host").unwrap())
}

fn ids(walked: &[Got<i64>]) -> Vec<i64> {
    walked.iter().filter_map(|item| item.as_ref().ok().copied()).collect()
}
