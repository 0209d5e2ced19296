//! Lists that broke off, and go on where they did.
#![cfg(feature = "reqwest")]

mod support;

use docwright_base::Client;
use runtime::serde_json::{self, Value, json};
use runtime::{Cursor, Error, RedirectErrorKind};
use support::builder;
use support::requests::List;
use support::server::{Answer, Received, Server};
use support::types::{PackageType, package};

/// Three pages of two items each; the pages of these numbers fail.
fn server(failing: &'static [&'static str]) -> Server {
    Server::start(move |_, request| {
        if failing.iter().any(|page| request.target().contains(page)) {
            return Answer::new(500, "{}");
        }
        answer(request)
    })
}

fn answer(request: &Received) -> Answer {
    let number = request.target().split("page=").nth(1).map_or(1, |page| page.parse::<i64>().unwrap());
    let items = Value::from(vec![package(number * 2 - 1), package(number * 2)]);
    let answer = Answer::new(200, items.to_string());
    let next = format!("</organizations/1/packages?page={}>; rel=\"next\"", number + 1);
    if number < 3 { answer.header("Link", next) } else { answer }
}

fn list(server: &Server) -> List<Client> {
    List::new("acme", PackageType::Npm).bind(&builder(&server.origin).build().unwrap())
}

/// Stores a cursor and reads it again, as another run of a program does.
fn stored(cursor: &Cursor) -> Cursor {
    let text = serde_json::to_string(cursor).unwrap();
    let read: Cursor = serde_json::from_str(&text).unwrap();
    assert_eq!(&read, cursor);
    assert_eq!(&read.to_string().parse::<Cursor>().unwrap(), cursor);
    read
}

#[tokio::test]
async fn items_go_on_from_anywhere() {
    let server = server(&[]);
    for stop in 0..=6 {
        let mut items = list(&server).items();
        let mut ids = Vec::new();
        for _ in 0..stop {
            ids.push(items.next().await.unwrap().unwrap().id);
        }
        let cursor = stored(&items.cursor());
        assert!(!cursor.is_end() || stop == 6);
        let before = server.received().len();
        let mut rest = list(&server).items().resume_at(cursor);
        // Nothing has been asked for yet, so the place is the same.
        assert_eq!(rest.cursor(), items.cursor());
        while let Some(item) = rest.next().await {
            ids.push(item.unwrap().id);
        }
        assert_eq!(ids, [1, 2, 3, 4, 5, 6], "stopped after {stop}");
        assert!(rest.cursor().is_end());
        // Pages that were through are not asked for again.
        assert_eq!(server.received().len() - before, [3, 3, 2, 2, 1, 1, 0][stop]);
    }
}

#[tokio::test]
async fn a_page_that_failed_loses_none_before_it() {
    let failing = server(&["page=2"]);
    let mut items = list(&failing).items();
    assert_eq!(items.next().await.unwrap().unwrap().id, 1);
    assert_eq!(items.next().await.unwrap().unwrap().id, 2);
    assert_eq!(items.next().await.unwrap().unwrap_err().status().unwrap(), 500);
    assert!(items.next().await.is_none());
    let cursor = stored(&items.cursor());
    let whole = server(&[]);
    let mut rest = list(&whole).items().resume_at(cursor);
    let mut ids = Vec::new();
    while let Some(item) = rest.next().await {
        ids.push(item.unwrap().id);
    }
    assert_eq!(ids, [3, 4, 5, 6]);
    assert_eq!(whole.lines()[0], "GET /organizations/1/packages?page=2");

    let mut pages = list(&failing).pages();
    assert_eq!(pages.next().await.unwrap().unwrap().len(), 2);
    assert!(pages.next().await.unwrap().is_err());
    let mut rest = list(&whole).pages().resume_at(stored(&pages.cursor()));
    assert_eq!(rest.next().await.unwrap().unwrap()[0].id, 3);
}

#[tokio::test]
async fn what_cannot_be_read_or_followed_is_where_it_goes_on() {
    // The first page is no list at all; later it is one.
    let broken = Server::always(Answer::new(200, "{}"));
    let mut items = list(&broken).items();
    assert!(matches!(items.next().await, Some(Err(Error::Decode(_)))));
    assert_eq!(stored(&items.cursor()), list(&broken).items().cursor());

    // The second page leads to another server: its own items have been handed out.
    let foreign = Server::start(|number, request| match number {
        0 => answer(request),
        _ => Answer::new(200, json!([package(3)]).to_string())
            .header("Link", "<https://evil.example/3>; rel=\"next\""),
    });
    let mut items = list(&foreign).items();
    for id in 1..=3 {
        assert_eq!(items.next().await.unwrap().unwrap().id, id);
    }
    let Some(Err(Error::Redirect(error))) = items.next().await else { panic!() };
    assert_eq!(error.kind(), RedirectErrorKind::ForeignOrigin);
    let mut rest = list(&server(&[])).items().resume_at(stored(&items.cursor()));
    assert_eq!(rest.next().await.unwrap().unwrap().id, 4);
}

#[tokio::test]
async fn a_cursor_never_leads_to_another_server() {
    let server = server(&[]);
    for text in ["", "1", "1 0", "1 x /a", "2 0 /a", "1 0 https://evil.example/", "1 0 /a b", "1 0 a"] {
        assert!(text.parse::<Cursor>().is_err(), "{text:?}");
        assert!(serde_json::from_value::<Cursor>(json!(text)).is_err(), "{text:?}");
    }
    for text in ["1 0 //evil.example/x", "1 0 /\\evil.example/x"] {
        let mut items = list(&server).items().resume_at(text.parse().unwrap());
        assert!(matches!(items.next().await, Some(Err(Error::Request(_)))), "{text:?}");
    }
    assert!(server.received().is_empty());
    let shown = format!("{:?}", "1 2 /a?token=ghp_canary&page=2".parse::<Cursor>().unwrap());
    assert_eq!(shown, "Cursor(1 2 /a?token=[REDACTED]&page=2)");
}

#[tokio::test]
async fn there_can_be_too_many_pages() {
    let server = server(&[]);
    let client = builder(&server.origin).max_pages(2).build().unwrap();
    let mut items = client.items(List::new("acme", PackageType::Npm));
    for id in 1..=4 {
        assert_eq!(items.next().await.unwrap().unwrap().id, id);
    }
    let Some(Err(Error::Redirect(error))) = items.next().await else { panic!() };
    assert_eq!(error.kind(), RedirectErrorKind::TooManyPages);
    assert_eq!(error.location(), "/organizations/1/packages?page=3");
}
