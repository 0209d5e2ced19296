//! Every endpoint of the page against a real server: what is sent, to the byte, and what is read. What is expected is
//! written by hand, and compared with the page's own curl examples; docwright's model has no say in it.

use docwright_tests::documented::documented;
use docwright_tests::packages_text;
use docwright_tests::server::{Answer, Received, Server};
use octoquill::types::{Package, PackageType, PackageVersion, PackageVersionState, PackageVisibilityFilter};
use octoquill::{Client, Error};

/// The calls of a scope in the page's order, with every setter used.
const ORGS: [&str; 9] = [
    "GET /api/v3/orgs/acme/docker/conflicts",
    "GET /api/v3/orgs/acme/packages?package_type=npm&visibility=internal&page=2&per_page=100",
    "GET /api/v3/orgs/acme/packages/container/team%2Fapp",
    "DELETE /api/v3/orgs/acme/packages/container/team%2Fapp",
    "POST /api/v3/orgs/acme/packages/container/team%2Fapp/restore?token=t%26k",
    "GET /api/v3/orgs/acme/packages/container/team%2Fapp/versions?page=3&per_page=50&state=deleted",
    "GET /api/v3/orgs/acme/packages/container/team%2Fapp/versions/7",
    "DELETE /api/v3/orgs/acme/packages/container/team%2Fapp/versions/7",
    "POST /api/v3/orgs/acme/packages/container/team%2Fapp/versions/7/restore",
];

const USER: [&str; 9] = [
    "GET /api/v3/user/docker/conflicts",
    "GET /api/v3/user/packages?package_type=npm&visibility=internal&page=2&per_page=100",
    "GET /api/v3/user/packages/container/team%2Fapp",
    "DELETE /api/v3/user/packages/container/team%2Fapp",
    "POST /api/v3/user/packages/container/team%2Fapp/restore?token=t%26k",
    "GET /api/v3/user/packages/container/team%2Fapp/versions?page=3&per_page=50&state=deleted",
    "GET /api/v3/user/packages/container/team%2Fapp/versions/7",
    "DELETE /api/v3/user/packages/container/team%2Fapp/versions/7",
    "POST /api/v3/user/packages/container/team%2Fapp/versions/7/restore",
];

/// The versions of another user's package cannot be filtered or paged, says the page.
const USERS: [&str; 9] = [
    "GET /api/v3/users/octocat/docker/conflicts",
    "GET /api/v3/users/octocat/packages?package_type=npm&visibility=internal&page=2&per_page=100",
    "GET /api/v3/users/octocat/packages/container/team%2Fapp",
    "DELETE /api/v3/users/octocat/packages/container/team%2Fapp",
    "POST /api/v3/users/octocat/packages/container/team%2Fapp/restore?token=t%26k",
    "GET /api/v3/users/octocat/packages/container/team%2Fapp/versions",
    "GET /api/v3/users/octocat/packages/container/team%2Fapp/versions/7",
    "DELETE /api/v3/users/octocat/packages/container/team%2Fapp/versions/7",
    "POST /api/v3/users/octocat/packages/container/team%2Fapp/versions/7/restore",
];

const PACKAGE: &str = r#"{"id":197,"name":"team/app","package_type":"container","version_count":3,"visibility":"private",
    "url":"https://ghe.example.com/api/v3/orgs/acme/packages/container/team%2Fapp","html_url":"https://ghe.example.com/x",
    "created_at":"2020-05-19T22:19:11Z","updated_at":"2020-05-19T22:19:12Z","owner":null}"#;

const VERSION: &str = r#"{"id":7,"name":"sha256:08a4","url":"https://ghe.example.com/v/7","package_html_url":"https://ghe.example.com/x",
    "created_at":"2019-11-05T22:49:04Z","updated_at":"2019-11-06T22:49:04Z","deleted_at":null,
    "metadata":{"package_type":"container","container":{"tags":["latest","1.2"]}}}"#;

/// Makes the nine calls of a scope. The three handles are three types with the same methods, which is why this is a macro.
macro_rules! nine_calls {
    ($packages:expr, $versions:expr) => {{
        let packages = $packages;
        let container = || PackageType::Container;
        check_package(&packages.list_docker_conflicts().await.unwrap()[0]);
        let list = packages.list(PackageType::Npm);
        let list = list.per_page(100).page(2).visibility(PackageVisibilityFilter::Internal);
        check_package(&list.await.unwrap()[0]);
        check_package(&packages.get(container(), "team/app").await.unwrap());
        let () = packages.delete(container(), "team/app").await.unwrap();
        let () = packages.restore(container(), "team/app").token("t&k").await.unwrap();
        check_version(&$versions(packages.list_versions(container(), "team/app")).await.unwrap()[0]);
        check_version(&packages.get_version(container(), "team/app", 7).await.unwrap());
        let () = packages.delete_version(container(), "team/app", 7).await.unwrap();
        let () = packages.restore_version(container(), "team/app", 7).await.unwrap();
    }};
}

#[tokio::test]
async fn organizations() {
    let server = server();
    nine_calls!(client(&server).orgs("acme").packages(), |list: octoquill::orgs::packages::ListVersions<
        _,
    >| {
        list.state(PackageVersionState::Deleted).per_page(50).page(3)
    });
    assert_sent(&server, &ORGS);
}

#[tokio::test]
async fn authenticated_user() {
    let server = server();
    nine_calls!(client(&server).user().packages(), |list: octoquill::user::packages::ListVersions<_>| {
        list.state(PackageVersionState::Deleted).per_page(50).page(3)
    });
    assert_sent(&server, &USER);
}

#[tokio::test]
async fn users() {
    let server = server();
    nine_calls!(client(&server).users("octocat").packages(), |list| list);
    assert_sent(&server, &USERS);
}

#[test]
fn calls_are_the_pages_curl_examples() {
    let values = [
        ("ORG", "acme"),
        ("USERNAME", "octocat"),
        ("PACKAGE_TYPE", "container"),
        ("PACKAGE_NAME", "team%2Fapp"),
        ("PACKAGE_VERSION_ID", "7"),
    ];
    let page: Vec<String> = documented(&packages_text()).iter().map(|one| one.filled(&values)).collect();
    let called = ORGS.iter().chain(&USER).chain(&USERS);
    let called: Vec<&str> = called.map(|line| line.split('?').next().unwrap()).collect();
    assert_eq!(called, page);
    assert_eq!(page.len(), 27);
}

#[tokio::test]
async fn names_are_one_segment_whatever_they_hold() {
    let server = server();
    let client = client(&server);
    let rows = [
        ("team/app", "team%2Fapp"),
        ("@scope/name", "%40scope%2Fname"),
        ("a b+c", "a%20b%2Bc"),
        ("50%", "50%25"),
        ("q?a=b#c", "q%3Fa%3Db%23c"),
        ("niño.1-2_3~4", "ni%C3%B1o.1-2_3~4"),
        ("...", "..."),
    ];
    for (name, segment) in rows {
        client.orgs("acme").packages().get(PackageType::Npm, name).await.unwrap();
        client.users(name).packages().list(PackageType::Npm).await.unwrap();
        let targets: Vec<String> =
            server.received().iter().rev().take(2).map(|one| one.target().to_owned()).collect();
        assert_eq!(targets[1], format!("/api/v3/orgs/acme/packages/npm/{segment}"));
        assert_eq!(targets[0], format!("/api/v3/users/{segment}/packages?package_type=npm"));
    }
    // A package type that GitHub has yet to invent is sent as it is.
    client.user().packages().get(PackageType::from("helm/oci"), "x").await.unwrap();
    assert_eq!(server.lines().last().unwrap(), "GET /api/v3/user/packages/helm%2Foci/x");
}

#[tokio::test]
async fn segments_that_change_the_path_are_not_sent() {
    let server = server();
    let client = client(&server);
    for name in ["", ".", "..", "%2e", "%2E%2e"] {
        let refused = [
            (client.orgs("acme").packages().delete(PackageType::Npm, name).await, "package_name"),
            (client.orgs(name).packages().delete(PackageType::Npm, "x").await, "org"),
            (client.users(name).packages().delete_version(PackageType::Npm, "x", 1).await, "username"),
            (client.user().packages().restore(PackageType::from(name), "x").await, "package_type"),
        ];
        for (result, parameter) in refused {
            let Err(Error::Request(error)) = result else {
                panic!("{parameter} {name:?} was sent: {result:?}")
            };
            assert_eq!(error.parameter(), Some(parameter));
        }
    }
    assert_eq!(server.lines(), Vec::<String>::new());
}

/// Answers as GitHub would, by the shape of the path.
fn server() -> Server {
    Server::start(|_, request| {
        let path = request.target().split('?').next().unwrap();
        let segments: Vec<&str> = path.trim_start_matches("/api/v3/").split('/').collect();
        let is_list = matches!(segments.last(), Some(&("packages" | "versions" | "conflicts")));
        let body = if segments.contains(&"versions") { VERSION } else { PACKAGE };
        match request.line.starts_with("GET ") {
            true if is_list => Answer::new(200, format!("[{body}]")),
            true => Answer::new(200, body),
            false => Answer::new(204, ""),
        }
    })
}

fn client(server: &Server) -> Client {
    Client::builder(format!("{}/api/v3", server.origin)).token("ghp_0123456789").build().unwrap()
}

fn assert_sent(server: &Server, expected: &[&str; 9]) {
    assert_eq!(server.lines(), expected);
    for request in server.received() {
        assert_head(&request, &server.origin);
    }
}

/// Exactly these headers: nothing about the caller's machine gets out by accident.
fn assert_head(request: &Received, origin: &str) {
    let user_agent = format!("octoquill/{}", env!("CARGO_PKG_VERSION"));
    let mut expected = vec![
        ("accept", "application/vnd.github+json, application/json;q=0.9, */*;q=0.1"),
        ("accept-encoding", "gzip"),
        ("authorization", "Bearer ghp_0123456789"),
        ("host", origin.trim_start_matches("http://")),
        ("user-agent", &user_agent),
        ("x-github-api-version", "2022-11-28"),
    ];
    if request.line.starts_with("POST ") {
        expected.insert(3, ("content-length", "0"));
    }
    let mut sent: Vec<(&str, &str)> =
        request.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    sent.sort_unstable();
    assert_eq!(sent, expected, "{}", request.head);
    assert!(request.line.ends_with(" HTTP/1.1"), "{}", request.head);
    assert_eq!(request.body, "", "{}", request.head);
}

fn check_package(package: &Package) {
    assert_eq!(package.id, 197);
    assert_eq!(package.name, "team/app");
    assert_eq!(package.package_type, PackageType::Container);
    assert_eq!(package.version_count, 3);
    assert_eq!(package.visibility.as_str(), "private");
    assert_eq!(package.owner, None);
    assert_eq!(package.repository, None);
    assert_eq!(package.updated_at.to_string(), "2020-05-19T22:19:12Z");
}

fn check_version(version: &PackageVersion) {
    assert_eq!(version.id, 7);
    assert_eq!(version.name, "sha256:08a4");
    assert_eq!(version.created_at.to_string(), "2019-11-05T22:49:04Z");
    assert_eq!(version.deleted_at, None);
    let metadata = version.metadata.as_deref().unwrap();
    assert_eq!(metadata.container.as_deref().unwrap().tags, ["latest", "1.2"]);
    assert_eq!(metadata.docker, None);
}
