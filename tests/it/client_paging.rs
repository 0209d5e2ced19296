//! Lists over several pages: `Link` headers as GitHub sends them, followed as they are, but never to another server.

use docwright_tests::server::{Answer, Server};
use octoquill::types::PackageType;
use octoquill::{Client, Error, RedirectErrorKind};

const PAGES: [&[i64]; 3] = [&[1, 2], &[3], &[4, 5]];

#[tokio::test]
async fn pages_and_items_follow_recorded_links() {
    // GitHub links to the organization by its number, so the address of page 2 cannot be made up from that of page 1.
    let expected = [
        "GET /api/v3/orgs/acme/packages?package_type=npm&per_page=2",
        "GET /api/v3/organizations/9919/packages?package_type=npm&per_page=2&page=2",
        "GET /api/v3/organizations/9919/packages?package_type=npm&per_page=2&page=3",
    ];
    for slash in ["", "/"] {
        let server = three_pages();
        let github = client(&server, slash);
        let mut pages = github.orgs("acme").packages().list(PackageType::Npm).per_page(2).pages();
        let mut sizes = Vec::new();
        let mut next = Vec::new();
        while let Some(page) = pages.next().await {
            let page = page.unwrap();
            sizes.push(page.len());
            next.push(page.next_page().is_some());
        }
        assert_eq!(sizes, [2, 1, 2]);
        assert_eq!(next, [true, true, false]);
        assert_eq!(server.lines(), expected, "base URL with {slash:?} at its end");
        for request in server.received() {
            assert_eq!(request.header("authorization"), Some("Bearer ghp_canary"));
            assert_eq!(request.header("x-github-api-version"), Some("2022-11-28"));
        }

        let server = three_pages();
        let github = client(&server, slash);
        let mut items = github.orgs("acme").packages().list(PackageType::Npm).per_page(2).items();
        let mut ids = Vec::new();
        while let Some(package) = items.next().await {
            ids.push(package.unwrap().id);
        }
        assert_eq!(ids, [1, 2, 3, 4, 5]);
        assert_eq!(server.lines(), expected, "base URL with {slash:?} at its end");
    }
}

#[tokio::test]
async fn pages_are_fetched_as_they_are_needed() {
    let server = three_pages();
    let mut items = client(&server, "").orgs("acme").packages().list(PackageType::Npm).items();
    assert_eq!(server.lines().len(), 0, "nothing is sent before the first item is asked for");
    for (id, sent) in [(1, 1), (2, 1), (3, 2), (4, 3)] {
        assert_eq!(items.next().await.unwrap().unwrap().id, id);
        assert_eq!(server.lines().len(), sent, "after item {id}");
    }
}

#[tokio::test]
async fn plain_await_gives_the_first_page_and_says_where_the_next_is() {
    let server = three_pages();
    let reply = client(&server, "").orgs("acme").packages().list(PackageType::Npm).send().await.unwrap();
    let ids: Vec<i64> = reply.iter().map(|package| package.id).collect();
    assert_eq!(ids, [1, 2]);
    let next =
        format!("{}/api/v3/organizations/9919/packages?package_type=npm&per_page=2&page=2", server.origin);
    assert_eq!(reply.next_page(), Some(next.as_str()));
    assert_eq!(server.lines().len(), 1);
}

#[tokio::test]
async fn other_servers_see_nothing() {
    let foreign = Server::always(Answer::new(200, "[]"));
    let port = foreign.origin.rsplit(':').next().unwrap();
    // Another port, another name of this machine, another scheme, and a name in the place of a password.
    let targets = [
        format!("{}/api/v3/orgs/acme/packages?page=2", foreign.origin),
        format!("http://localhost:{port}/api/v3/orgs/acme/packages?page=2"),
        format!("https://127.0.0.1:{port}/api/v3/orgs/acme/packages?page=2"),
        format!("//127.0.0.1:{port}/api/v3/orgs/acme/packages?page=2"),
        format!("http://ghe.example.com@127.0.0.1:{port}/api/v3/orgs/acme/packages?page=2"),
    ];
    for target in targets {
        let link = format!("<{target}>; rel=\"next\"");
        let server = Server::start(move |_, _| Answer::new(200, body(&[1])).header("Link", link.clone()));
        let list = client(&server, "").orgs("acme").packages().list(PackageType::Npm);

        let mut pages = list.clone().pages();
        assert_eq!(pages.next().await.unwrap().unwrap().len(), 1, "the page that has the link is good");
        assert_foreign(pages.next().await.unwrap().unwrap_err(), &target);
        assert!(pages.next().await.is_none());

        let mut items = list.items();
        assert_eq!(items.next().await.unwrap().unwrap().id, 1);
        assert_foreign(items.next().await.unwrap().unwrap_err(), &target);
        assert!(items.next().await.is_none());
        assert_eq!(server.lines().len(), 2);
    }
    assert_eq!(foreign.lines(), Vec::<String>::new());
}

#[tokio::test]
async fn links_in_a_circle_end() {
    let server = Server::start(|number, _| {
        let link = format!("</api/v3/orgs/acme/packages?page={}>; rel=\"next\"", number % 2 + 1);
        Answer::new(200, body(&[1])).header("Link", link)
    });
    let mut pages = client(&server, "").orgs("acme").packages().list(PackageType::Npm).pages();
    for number in 1..=3 {
        assert_eq!(pages.next().await.unwrap().unwrap().len(), 1, "page {number}");
    }
    let error = pages.next().await.unwrap().unwrap_err();
    let Error::Redirect(error) = error else { panic!("{error:?}") };
    assert_eq!(error.kind(), RedirectErrorKind::RepeatedPage);
    assert_eq!(server.lines().len(), 3);
    assert!(pages.next().await.is_none());
}

fn assert_foreign(error: Error, target: &str) {
    let Error::Redirect(error) = error else { panic!("{target}: {error:?}") };
    assert_eq!(error.kind(), RedirectErrorKind::ForeignOrigin, "{target}");
}

/// Three pages, linked as in recorded replies: the relations in GitHub's order, all on one line.
fn three_pages() -> Server {
    Server::start(|_, request| {
        let number = match request.target().split_once("&page=") {
            Some((_, number)) => number.parse::<usize>().unwrap(),
            None => 1,
        };
        let host = request.header("host").unwrap();
        let link = |page: usize, rel: &str| {
            format!(
                "<http://{host}/api/v3/organizations/9919/packages?package_type=npm&per_page=2&page={page}>; rel=\"{rel}\""
            )
        };
        let mut links = Vec::new();
        if number < 3 {
            links.extend([link(number + 1, "next"), link(3, "last")]);
        }
        if number > 1 {
            links.extend([link(1, "first"), link(number - 1, "prev")]);
        }
        Answer::new(200, body(PAGES[number - 1])).header("Link", links.join(", "))
    })
}

fn body(ids: &[i64]) -> String {
    let packages: Vec<String> = ids
        .iter()
        .map(|id| {
            format!(
                r#"{{"id":{id},"name":"p","package_type":"npm","version_count":1,"visibility":"public","url":"u",
                "html_url":"h","created_at":"2020-05-19T22:19:11Z","updated_at":"2020-05-19T22:19:11Z"}}"#
            )
        })
        .collect();
    format!("[{}]", packages.join(","))
}

fn client(server: &Server, slash: &str) -> Client {
    Client::builder(format!("{}/api/v3{slash}", server.origin)).token("ghp_canary").build().unwrap()
}
