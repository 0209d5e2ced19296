//! What somebody can do with octoquill in a test of their own, without a server: build values and requests, compare,
//! print, write and read them.

use octoquill::types::{Package, PackageType, PackageVisibility, PackageVisibilityFilter, SimpleUser};
use octoquill::{Endpoint, Method, Request, orgs, user, users};
use serde_json::json;

#[test]
fn a_package_is_built_from_its_default_and_survives_json() {
    let package = package();
    let text = serde_json::to_string(&package).unwrap();
    let back: Package = serde_json::from_str(&text).unwrap();
    assert_eq!(back, package);
    let as_json: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(as_json["package_type"], json!("container"));
    assert_eq!(as_json["owner"]["login"], json!("octocat"));
    assert_eq!(as_json["created_at"], json!("2020-05-19T22:19:11Z"));
    // A member that may be absent is left out, one that is required and null is said.
    assert_eq!(as_json.get("repository"), None);
    assert_eq!(as_json["owner"].get("gravatar_id"), Some(&json!(null)));
}

#[test]
fn members_come_in_the_order_of_the_page() {
    let text = serde_json::to_string(&package()).unwrap();
    let places: Vec<usize> = [
        "id",
        "name",
        "package_type",
        "url",
        "html_url",
        "version_count",
        "visibility",
        "owner",
        "created_at",
    ]
    .map(|name| text.find(&format!("\"{name}\":")).unwrap())
    .to_vec();
    let mut outer = places.clone();
    outer.sort_unstable();
    assert_eq!(places, outer, "{text}");
}

#[test]
fn serde_reads_as_leniently_as_the_client() {
    // Reading by serde is as lenient as the client: what is missing is zero, ids and dates excepted.
    let least =
        json!({ "id": 1, "created_at": "2020-05-19T22:19:11Z", "updated_at": "2020-05-19T22:19:11Z" });
    let package: Package = serde_json::from_value(least.clone()).unwrap();
    assert_eq!((package.id, package.version_count), (1, 0));
    assert_eq!(package.package_type, PackageType::default());
    for key in ["id", "created_at", "updated_at"] {
        let mut less = least.clone();
        less.as_object_mut().unwrap().remove(key);
        let error = serde_json::from_value::<Package>(less).unwrap_err().to_string();
        assert!(error.contains(key), "{error}");
    }
}

#[test]
fn requests_are_equal_in_whichever_order_they_were_built() {
    use orgs::packages::List;
    let one =
        List::new("acme", PackageType::Npm).page(2).visibility(PackageVisibilityFilter::Private).per_page(5);
    let other =
        List::new("acme", PackageType::Npm).per_page(5).page(2).visibility(PackageVisibilityFilter::Private);
    assert_eq!(one, other);
    assert_eq!(one.clone().page(3).page(2), other, "what was set last counts");
    assert_ne!(one, other.clone().page(3));
    assert_ne!(one, List::new("acme", PackageType::Npm));
    assert_eq!(
        one.into_parts().path_and_query().unwrap(),
        "/orgs/acme/packages?package_type=npm&visibility=private&page=2&per_page=5",
        "sent in the order of the page"
    );
}

#[test]
fn requests_can_be_printed() {
    let request = orgs::packages::ListVersions::new("acme", PackageType::Container, "team/app").per_page(5);
    assert_eq!(
        format!("{request:?}"),
        "ListVersions { request: GET /orgs/acme/packages/container/team%2Fapp/versions?per_page=5 }"
    );
    let request = user::packages::ListDockerConflicts::default().with_header("x-trace", "1");
    assert_eq!(
        format!("{request:?}"),
        r#"ListDockerConflicts { request: GET /user/docker/conflicts, headers: ["x-trace"] }"#
    );
}

#[test]
fn enums_keep_what_they_do_not_know() {
    let known = ["npm", "maven", "rubygems", "docker", "nuget", "container"];
    assert_eq!(PackageType::KNOWN.iter().map(PackageType::as_str).collect::<Vec<_>>(), known);
    for text in known.into_iter().chain(["helm", "NPM", ""]) {
        let value = PackageType::from(text);
        assert_eq!(value.as_str(), text);
        assert_eq!(value.to_string(), text);
        assert_eq!(String::from(value.clone()), text);
        assert_eq!(matches!(value, PackageType::Unknown(_)), !known.contains(&text));
        let json = serde_json::to_string(&value).unwrap();
        assert_eq!(json, format!("\"{text}\""));
        assert_eq!(serde_json::from_str::<PackageType>(&json).unwrap(), value);
    }
    assert_eq!(format!("[{:>6}]", PackageType::Npm), "[   npm]", "in columns too");
    assert_eq!(PackageType::from("npm"), PackageType::Npm);
}

#[test]
fn visibility_asked_for_and_visibility_answered_differ() {
    let texts = |known: &[PackageVisibilityFilter]| known.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(texts(PackageVisibilityFilter::KNOWN), ["public", "private", "internal"]);
    let answered: Vec<&str> = PackageVisibility::KNOWN.iter().map(PackageVisibility::as_str).collect();
    assert_eq!(answered, ["private", "public"]);
    // The package type is one type: what was answered can be asked for.
    let package = package();
    let request = orgs::packages::Get::new("acme", package.package_type, package.name);
    assert_eq!(request.into_parts().path_and_query().unwrap(), "/orgs/acme/packages/container/team%2Fapp");
}

#[test]
fn endpoints_are_constants() {
    const RESTORE: &Endpoint = users::packages::Restore::ENDPOINT;
    assert_eq!(RESTORE.name, "users::packages::Restore");
    assert_eq!(RESTORE.title, "Restore a package for a user");
    assert_eq!(RESTORE.method, Method::POST);
    assert_eq!(RESTORE.path, "/users/{username}/packages/{package_type}/{package_name}/restore");
    assert_eq!(RESTORE.scopes, ["read:packages", "write:packages"]);
    assert_eq!((RESTORE.query, RESTORE.secrets), (&["token"][..], &["token"][..]));
    let statuses: Vec<(u16, &str)> =
        RESTORE.statuses.iter().map(|status| (status.code, status.description)).collect();
    let expected = [
        (204, "No Content"),
        (401, "Requires authentication"),
        (403, "Forbidden"),
        (404, "Resource not found"),
    ];
    assert_eq!(statuses, expected);
    assert_eq!(
        RESTORE.doc_url,
        "https://docs.github.com/es/enterprise-server@3.18/rest/packages/packages#restore-a-package-for-a-user"
    );
    assert_eq!(octoquill::API_VERSION, Some("2022-11-28"));
}

/// What a user would write in a test of their own.
fn package() -> Package {
    let mut owner = SimpleUser::default();
    owner.id = 1;
    owner.login = "octocat".into();
    let mut package = Package::default();
    package.id = 197;
    package.name = "team/app".into();
    package.package_type = PackageType::Container;
    package.visibility = PackageVisibility::Private;
    package.version_count = 3;
    package.owner = Some(Box::new(owner));
    package.created_at = "2020-05-19T22:19:11Z".parse::<jiff::Timestamp>().unwrap();
    package.updated_at = package.created_at;
    package
}
