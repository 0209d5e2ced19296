//! Replies that are not what the page promises: read as far as they can be, with every departure listed.

use docwright_tests::corpus;
use docwright_tests::server::{Answer, Server};
use octoquill::types::{Package, PackageType, PackageVersion};
use octoquill::{Client, DriftKind, Error, Strictness, Value, decode};
use serde_json::{Value as Json, json};

#[tokio::test]
async fn a_list_without_version_counts_is_read_and_noted() {
    let server = server(&json!([without_version_count(1), package(2), without_version_count(3)]));
    let reply = client(&server, false).user().packages().list(PackageType::Npm).send().await.unwrap();
    let counts: Vec<(i64, i64)> = reply.iter().map(|package| (package.id, package.version_count)).collect();
    assert_eq!(counts, [(1, 0), (2, 5), (3, 0)]);
    let drift: Vec<(&str, DriftKind)> =
        reply.drift().iter().map(|drift| (drift.path.as_str(), drift.kind)).collect();
    assert_eq!(
        drift,
        [("$[0].version_count", DriftKind::Missing), ("$[2].version_count", DriftKind::Missing)]
    );
    assert_eq!(reply.drift_total(), 2);
    assert_eq!(reply.drift()[0].to_string(), "$[0].version_count: required, but missing");
}

#[tokio::test]
async fn a_reply_as_documented_has_no_drift() {
    let server = server(&json!([package(1)]));
    for strict in [false, true] {
        let reply = client(&server, strict).user().packages().list(PackageType::Npm).send().await.unwrap();
        assert_eq!(reply.drift(), []);
        assert_eq!(reply[0].version_count, 5);
    }
}

#[tokio::test]
async fn nulls_in_place_of_values_are_drift_too() {
    let mut package = package(1);
    package["name"] = Json::Null;
    package["visibility"] = Json::Null;
    package["owner"] = Json::Null;
    let server = server(&json!([package]));
    let reply = client(&server, false).user().packages().list(PackageType::Npm).send().await.unwrap();
    assert_eq!(reply[0].name, "");
    assert_eq!(reply[0].visibility.as_str(), "");
    let drift: Vec<String> = reply.drift().iter().map(ToString::to_string).collect();
    // The page allows a null owner.
    assert_eq!(drift, ["$[0].name: null, but not nullable", "$[0].visibility: null, but not nullable"]);
}

#[tokio::test]
async fn strict_refuses_drift() {
    let server = server(&json!([without_version_count(1), package(2)]));
    let error = client(&server, true).user().packages().list(PackageType::Npm).await.unwrap_err();
    let Error::Items(list) = error else { panic!("{error:?}") };
    assert_eq!(ids(list.decoded().unwrap()), [2]);
    assert_eq!(list.failed().len(), 1);
    assert_eq!(list.failed()[0].fault.path, "$[0].version_count");
}

#[tokio::test]
async fn one_bad_item_costs_one_item() {
    let mut no_id = package(2);
    no_id.as_object_mut().unwrap().remove("id");
    let mut text_for_a_number = package(3);
    text_for_a_number["version_count"] = json!("ghp_not_for_logs");
    let mut no_date = package(4);
    no_date["created_at"] = json!("yesterday");
    let rows = [
        (no_id, "$[1].id"),
        (text_for_a_number, "$[1].version_count"),
        (no_date, "$[1].created_at"),
        (json!("ghp_not_for_logs"), "$[1]"),
        (Json::Null, "$[1]"),
    ];
    for (bad, path) in rows {
        let server = server(&json!([package(1), bad, package(5)]));
        let list = client(&server, false).user().packages().list(PackageType::Npm);

        let error = list.clone().await.unwrap_err();
        assert_eq!(error.status().unwrap(), 200);
        let Error::Items(partial) = error else { panic!("{path}: {error:?}") };
        assert!(!format!("{partial} {partial:?}").contains("ghp_"), "{partial:?}");
        assert_eq!(partial.failed().len(), 1, "{path}");
        assert_eq!((partial.failed()[0].index, partial.failed()[0].fault.path.as_str()), (1, path));
        assert_eq!(ids(partial.decoded().unwrap()), [1, 5]);
        assert_eq!(ids(&partial.into_decoded().unwrap()), [1, 5]);

        let mut items = list.items();
        assert_eq!(items.next().await.unwrap().unwrap().id, 1);
        let error = items.next().await.unwrap().unwrap_err();
        let Error::Decode(error) = error else { panic!("{path}: {error:?}") };
        assert_eq!(error.path(), path);
        assert_eq!(items.next().await.unwrap().unwrap().id, 5, "{path}: the next one comes");
        assert!(items.next().await.is_none(), "{path}");
    }
}

#[tokio::test]
async fn an_owner_that_cannot_be_read_costs_no_package() {
    let with_owner = |id: i64, owner: Json| {
        let mut package = package(id);
        package["owner"] = owner;
        package
    };
    let mut bad_date = package(2);
    bad_date["created_at"] = json!(1_589_926_751);
    let server = server(&json!([
        with_owner(1, json!({})),
        bad_date,
        with_owner(3, json!({ "login": "acme" })),
        with_owner(4, json!({ "sha": "1" })),
    ]));
    let list = client(&server, false).orgs("acme").packages().list(PackageType::Npm);
    let Error::Items(partial) = list.clone().await.unwrap_err() else { panic!("one date is no date") };
    assert_eq!(partial.failed().len(), 1);
    assert_eq!(partial.failed()[0].fault.path, "$[1].created_at");
    let packages: &[Package] = partial.decoded().unwrap();
    assert_eq!(ids(packages), [1, 3, 4]);
    assert!(packages.iter().all(|package| package.owner.is_none()));
    let drift: Vec<(&str, DriftKind)> =
        partial.drift().iter().map(|drift| (drift.path.as_str(), drift.kind)).collect();
    let left_out = |path| (path, DriftKind::Unreadable);
    assert_eq!(drift, [left_out("$[0].owner"), left_out("$[2].owner"), left_out("$[3].owner")]);
    // A strict client refuses each of them.
    let Error::Items(partial) = client(&server, true).send(list.unbind()).await.unwrap_err() else {
        panic!("all of them depart")
    };
    assert_eq!(partial.failed().len(), 4);
}

#[tokio::test]
async fn unknown_members_and_values_are_welcome() {
    let mut newer = package(1);
    newer["package_type"] = json!("helm");
    newer["provenance"] = json!({ "deep": [1, 2] });
    let server = server(&json!([newer]));
    let reply = client(&server, true).user().packages().list(PackageType::Npm).send().await.unwrap();
    assert_eq!(reply.drift(), []);
    assert_eq!(reply[0].package_type, PackageType::Unknown("helm".to_owned()));
}

#[test]
fn recorded_replies() {
    let Some(corpus) = corpus("recorded replies of api.github.com") else { return };
    let body = |name: &str| {
        let file = corpus.join("../payloads").join(name);
        let recorded: Json = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
        recorded["body"].to_string()
    };
    let packages = lenient::<Vec<Package>>(&body("list-packages.recorded.json"));
    assert_eq!(packages.value.len(), 2);
    assert_eq!(packages.value[0].name, "test-pkg5");
    assert_eq!(packages.value[0].owner.as_ref().unwrap().login, "test-user");
    let drift: Vec<&str> = packages.drift().iter().map(|drift| drift.path.as_str()).collect();
    assert_eq!(drift, ["$[0].version_count", "$[1].version_count"], "the only thing that GitHub leaves out");

    let versions = lenient::<Vec<PackageVersion>>(&body("list-package-versions.recorded.json"));
    assert_eq!(versions.value.len(), 5);
    assert_eq!(versions.drift(), []);
    let metadata = versions.value[0].metadata.as_ref().unwrap();
    assert_eq!(metadata.container.as_ref().unwrap().tags, ["v1.10.0-alpha.0-88-g42f9b84"]);
}

fn lenient<T: Value>(json: &str) -> decode::Decoded<T> {
    decode::from_slice(json.as_bytes(), Strictness::Lenient).unwrap()
}

fn ids(packages: &[Package]) -> Vec<i64> {
    packages.iter().map(|package| package.id).collect()
}

/// A package with every member that the page calls required.
fn package(id: i64) -> Json {
    json!({
        "id": id, "name": "left-pad", "package_type": "npm", "visibility": "public", "version_count": 5,
        "url": "https://ghe.example.com/p", "html_url": "https://ghe.example.com/h",
        "created_at": "2020-05-19T22:19:11Z", "updated_at": "2020-05-19T22:19:11Z",
    })
}

/// A package as GitHub sends it in lists.
fn without_version_count(id: i64) -> Json {
    let mut package = package(id);
    package.as_object_mut().unwrap().remove("version_count");
    package
}

fn server(body: &Json) -> Server {
    Server::always(Answer::new(200, body.to_string()))
}

fn client(server: &Server, strict: bool) -> Client {
    Client::builder(format!("{}/api/v3", server.origin)).strict(strict).build().unwrap()
}
