//! The client without async.

use docwright_tests::server::{Answer, Server};
use octoquill::types::PackageType;
use octoquill::{Client, Error, blocking, orgs};
use serde_json::{Value, json};

fn package(id: i64) -> Value {
    json!({ "id": id, "name": "x", "created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z" })
}

/// Two pages of packages, and whatever else is asked.
fn server() -> Server {
    Server::start(|_, request| {
        if request.target().contains("page=2") {
            return Answer::new(200, json!([package(3)]).to_string());
        }
        if request.target().contains("package_type") {
            let page = json!([package(1), package(2)]).to_string();
            return Answer::new(200, page).header("Link", "<?page=2>; rel=\"next\"");
        }
        Answer::new(if request.line.starts_with("DELETE") { 204 } else { 200 }, package(7).to_string())
    })
}

fn client(server: &Server) -> blocking::Client {
    Client::builder(&server.origin).token("ghp_canary").build_blocking().unwrap()
}

fn list() -> orgs::packages::List {
    orgs::packages::List::new("acme", PackageType::Npm)
}

#[test]
fn requests_are_the_same_values() {
    let server = server();
    let github = client(&server);
    let package = github.send(orgs::packages::Get::new("acme", PackageType::Npm, "x")).unwrap();
    assert_eq!((package.id, package.status().as_u16()), (7, 200));
    let packages = github.orgs("acme").packages();
    assert_eq!(github.wait(packages.get(PackageType::Npm, "x")).unwrap().id, 7);
    github.wait(packages.delete(PackageType::Npm, "x")).unwrap();
    assert!(github.wait(packages.get(PackageType::Npm, "..")).is_err());
    assert!(!format!("{github:?}").contains("canary"));
}

#[test]
fn iterators_take_the_place_of_streams() {
    let server = server();
    let github = client(&server);
    let ids: Result<Vec<i64>, Error> = github.items(list()).map(|item| Ok(item?.id)).collect();
    assert_eq!(ids.unwrap(), [1, 2, 3]);
    let pages: Vec<usize> = github.pages(list()).map(|page| page.unwrap().len()).collect();
    assert_eq!(pages, [2, 1]);

    let mut items = github.iter(github.orgs("acme").packages().list(PackageType::Npm).items());
    assert_eq!(items.next().unwrap().unwrap().id, 1);
    let cursor = items.stream().cursor();
    let rest = github.items(list()).map_stream(|items| items.resume_at(cursor));
    assert_eq!(rest.map(|item| item.unwrap().id).collect::<Vec<_>>(), [2, 3]);
}

#[test]
fn clones_work_side_by_side_and_outlive_each_other() {
    let server = server();
    let github = client(&server);
    let threads: Vec<_> = (0..8)
        .map(|_| {
            let github = github.clone();
            std::thread::spawn(move || github.items(list()).count())
        })
        .collect();
    drop(github);
    for thread in threads {
        assert_eq!(thread.join().unwrap(), 3);
    }
}

#[tokio::test]
async fn within_async_code_it_is_an_error_and_no_panic() {
    let server = server();
    let github = client(&server);
    let error = github.send(list()).unwrap_err();
    assert!(matches!(error, Error::Config(_)));
    assert!(error.to_string().contains("the async one"), "{error}");
    let mut items = github.items(list());
    assert!(matches!(items.next(), Some(Err(Error::Config(_)))));
    assert!(items.next().is_none());
    assert!(server.received().is_empty());
}
