//! The server in memory, as those use it who test what they made with the client.

use std::error::Error as _;
use std::time::Duration;

use octoquill::mock::Mock;
use octoquill::types::{Package, PackageType, PackageVersion};
use octoquill::{Client, Error, TransportErrorKind, orgs};
use serde_json::json;

fn client(mock: &Mock) -> Client {
    let builder = Client::builder("https://ghe.example.com/api/v3").token("ghp_canary");
    builder.transport(mock.clone()).clock(mock.clock()).build().unwrap()
}

fn get() -> orgs::packages::Get {
    orgs::packages::Get::new("acme", PackageType::Npm, "left-pad")
}

fn delete() -> orgs::packages::Delete {
    orgs::packages::Delete::new("acme", PackageType::Npm, "left-pad")
}

#[tokio::test]
async fn what_is_expected_is_answered() {
    let mock = Mock::new();
    let mut package = Package::default();
    (package.id, package.name) = (7, "left-pad".to_owned());
    mock.expect(get()).header("x-github-request-id", "AB:12").reply(&package);
    mock.expect(delete()).reply(&());
    mock.expect(delete()).status(404).json(json!({ "message": "Not Found" }));
    let github = client(&mock);
    let packages = github.orgs("acme").packages();
    let reply = packages.get(PackageType::Npm, "left-pad").send().await.unwrap();
    assert_eq!(*reply, package);
    assert_eq!(reply.request_id(), Some("AB:12"));
    let deleted = packages.delete(PackageType::Npm, "left-pad").send().await.unwrap();
    assert_eq!(deleted.status(), 204, "the documented status of success is that of the answer");
    let error = packages.delete(PackageType::Npm, "left-pad").await.unwrap_err();
    assert!(error.is_not_found());
    mock.check().unwrap();
}

#[tokio::test]
async fn lists_come_in_pages() {
    let mock = Mock::new();
    let version = |id| {
        let mut version = PackageVersion::default();
        version.id = id;
        version
    };
    let list = || orgs::packages::ListVersions::new("acme", PackageType::Npm, "@scope/x").per_page(2);
    mock.expect(list()).pages(&[vec![version(1), version(2)], vec![version(3)], vec![]]);
    let mut items = client(&mock).items(list());
    let mut ids = Vec::new();
    while let Some(item) = items.next().await {
        ids.push(item.unwrap().id);
    }
    assert_eq!(ids, [1, 2, 3]);
    mock.check().unwrap();
}

#[tokio::test]
async fn what_goes_wrong_does_so_at_once() {
    let mock = Mock::new();
    let github = client(&mock);
    mock.expect(get()).fail(TransportErrorKind::Interrupted);
    mock.expect(get()).status(503).json(json!({}));
    mock.expect(get()).reply(&Package::default());
    github.send(get()).await.unwrap();
    assert_eq!(mock.clock().waits().len(), 2);
    mock.expect(delete()).status(429).header("Retry-After", "60").json(json!({}));
    mock.expect(delete()).reply(&());
    github.send(delete()).await.unwrap();
    assert_eq!(mock.clock().waits()[2..], [Duration::from_mins(1)]);
    mock.expect(get()).times(3).fail(TransportErrorKind::IncompleteBody);
    let Err(Error::Transport(error)) = github.send(get()).await else { panic!() };
    assert_eq!(error.kind(), TransportErrorKind::IncompleteBody);
    mock.check().unwrap();
}

#[tokio::test]
async fn what_is_not_expected_is_shown_against_what_is() {
    let mock = Mock::new();
    let github = client(&mock);
    let list = |org: &str| orgs::packages::List::new(org, PackageType::Npm);
    mock.expect(delete()).reply(&());
    mock.expect(list("acme").per_page(100)).reply(&vec![]);
    let error = github.send(list("acme").page(2)).await.unwrap_err();
    let Error::Transport(transport) = &error else { panic!("{error:?}") };
    assert_eq!(transport.kind(), TransportErrorKind::Refused);
    insta::assert_snapshot!(error.source().unwrap().to_string(), @r"
    a request came that was not expected (-: the nearest that is, +: what came):
      GET /orgs/acme/packages
        ?package_type=npm
    -   ?per_page=100
    +   ?page=2
    ");
    let error = mock.check().unwrap_err();
    assert!(!format!("{error:?} {error}").contains("canary"));
    insta::assert_snapshot!(error.to_string(), @r"
    a request that was expected did not come:
    DELETE /orgs/acme/packages/npm/left-pad
    a request that was expected did not come:
    GET /orgs/acme/packages
      ?package_type=npm
      ?per_page=100
    a request came that was not expected (-: the nearest that is, +: what came):
      GET /orgs/acme/packages
        ?package_type=npm
    -   ?per_page=100
    +   ?page=2
    ");
    let empty = Mock::new();
    let error = client(&empty).send(delete()).await.unwrap_err();
    insta::assert_snapshot!(error.source().unwrap().to_string(), @r"
    a request came when none was expected any more:
    DELETE /api/v3/orgs/acme/packages/npm/left-pad
    ");
}
