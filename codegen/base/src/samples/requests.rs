//! Requests as the generator writes them.

use std::collections::BTreeMap;

#[cfg(feature = "client")]
use runtime::Download;
use runtime::serde_json::Value;
use runtime::{
    Body, DocumentedStatus, Draft, Endpoint, ListOperation, Method, Operation, Server, StatusCode, Text,
    outcome,
};

use super::types::{Package, PackageType};
use crate::Call;

/// List packages for an organization
pub type List<C = ()> = Call<kinds::List, C>;

impl List {
    pub fn new(org: impl Into<String>, package_type: PackageType) -> Self {
        Draft::new(kinds::List::ENDPOINT, [org.into()]).query("package_type", package_type).call()
    }
}

impl<C> List<C> {
    pub fn visibility(self, visibility: impl Into<String>) -> Self {
        self.draft.query_text("visibility", visibility).call()
    }

    pub fn page(self, page: i64) -> Self {
        self.draft.query("page", page).call()
    }

    pub fn per_page(self, per_page: i64) -> Self {
        self.draft.query("per_page", per_page).call()
    }
}

impl Operation for kinds::List {
    type Output = Vec<Package>;

    const ENDPOINT: &'static Endpoint = &Endpoint {
        name: "orgs::packages::List",
        title: "List packages for an organization",
        method: Method::GET,
        server: Server::Api,
        path: "/orgs/{org}/packages",
        doc_url: "https://docs.github.com/en/enterprise-server@3.18/rest/packages/packages#list-packages-for-an-organization",
        scopes: &["read:packages"],
        statuses: &[
            DocumentedStatus { code: 200, description: "OK" },
            DocumentedStatus { code: 400, description: "The value of `per_page` is too large" },
            DocumentedStatus { code: 403, description: "Forbidden" },
        ],
        query: &["package_type", "visibility", "page", "per_page"],
        secrets: &[],
    };
}

/// Get a package
pub type Get<C = ()> = Call<kinds::Get, C>;

impl Get {
    pub fn new(org: impl Into<String>, package_type: PackageType, package_name: impl Into<String>) -> Self {
        Draft::new(kinds::Get::ENDPOINT, [org.into(), package_type.as_str().to_owned(), package_name.into()])
            .call()
    }
}

impl Operation for kinds::Get {
    type Output = Package;

    const ENDPOINT: &'static Endpoint = &Endpoint {
        name: "orgs::packages::Get",
        title: "Get a package for an organization",
        method: Method::GET,
        server: Server::Api,
        path: "/orgs/{org}/packages/{package_type}/{package_name}",
        doc_url: "https://docs.github.com/",
        scopes: &["read:packages"],
        statuses: &[DocumentedStatus { code: 200, description: "OK" }],
        query: &[],
        secrets: &[],
    };
}

/// Restore a package
pub type Restore<C = ()> = Call<kinds::Restore, C>;

impl Restore {
    pub fn new(org: impl Into<String>, key: impl Into<String>) -> Self {
        Draft::new(kinds::Restore::ENDPOINT, [org.into(), key.into()]).call()
    }
}

impl<C> Restore<C> {
    pub fn voucher(self, voucher: impl Into<String>) -> Self {
        self.draft.query_text("voucher", voucher).call()
    }

    pub fn pin(self, pin: impl Into<String>) -> Self {
        self.draft.body("pin", pin.into()).call()
    }

    pub fn count(self, count: i64) -> Self {
        self.draft.body("count", count).call()
    }
}

impl Operation for kinds::Restore {
    type Output = ();

    const ENDPOINT: &'static Endpoint = &Endpoint {
        name: "orgs::packages::Restore",
        title: "Restore a package",
        method: Method::POST,
        server: Server::Api,
        path: "/orgs/{org}/restore/{key}",
        doc_url: "https://docs.github.com/",
        scopes: &["write:packages"],
        statuses: &[DocumentedStatus { code: 204, description: "No Content" }],
        query: &["voucher"],
        secrets: &["key", "voucher", "pin"],
    };
}

/// What an endpoint says of itself where the tests care for its way only.
const fn endpoint(
    name: &'static str,
    method: Method,
    path: &'static str,
    server: Server,
    statuses: &'static [DocumentedStatus],
) -> Endpoint {
    Endpoint {
        name,
        title: "",
        method,
        server,
        path,
        doc_url: "",
        scopes: &[],
        statuses,
        query: &["page", "after"],
        secrets: &[],
    }
}

/// Puts a package somewhere, or finds it there: several statuses.
pub type Put<C = ()> = Call<kinds::Put, C>;

impl Put {
    pub fn new() -> Self {
        Draft::new(kinds::Put::ENDPOINT, []).call()
    }
}

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum PutOutcome {
    /// `200`
    Ok(Box<Package>),
    /// `201`
    Created(Vec<Package>),
    /// `202`
    Accepted(Text),
    /// `204`
    NoContent,
    /// A success that the documentation does not list.
    Other(StatusCode, Value),
}
outcome!(PutOutcome { 200 => json Ok, 201 => json Created, 202 => text Accepted, 204 => empty NoContent });

impl Operation for kinds::Put {
    type Output = PutOutcome;

    const ENDPOINT: &'static Endpoint = &endpoint("tests::Put", Method::PUT, "/put", Server::Api, &[]);
}

/// Text.
pub type Zen<C = ()> = Call<kinds::Zen, C>;

impl Zen {
    pub fn new() -> Self {
        Draft::new(kinds::Zen::ENDPOINT, []).call()
    }
}

impl Operation for kinds::Zen {
    type Output = Text;

    const ENDPOINT: &'static Endpoint = &endpoint("tests::Zen", Method::GET, "/zen", Server::Api, &[]);
}

/// A file, from wherever the server says.
#[cfg(feature = "client")]
pub type Archive<C = ()> = Call<kinds::Archive, C>;

#[cfg(feature = "client")]
impl Archive {
    pub fn new(git_ref: impl Into<String>) -> Self {
        Draft::new(kinds::Archive::ENDPOINT, [git_ref.into()]).call()
    }
}

#[cfg(feature = "client")]
impl Operation for kinds::Archive {
    type Output = Download;

    const ENDPOINT: &'static Endpoint = &endpoint(
        "tests::Archive",
        Method::GET,
        "/zip/{+ref}",
        Server::Api,
        &[DocumentedStatus { code: 302, description: "Found" }],
    );
}

/// A file in a repository, which is in a folder.
pub type Contents<C = ()> = Call<kinds::Contents, C>;

impl Contents {
    pub fn new(repo: impl Into<String>, path: impl Into<String>) -> Self {
        Draft::new(kinds::Contents::ENDPOINT, [repo.into(), path.into()]).call()
    }
}

impl Operation for kinds::Contents {
    type Output = Value;

    const ENDPOINT: &'static Endpoint =
        &endpoint("tests::Contents", Method::GET, "/repos/{repo}/contents/{+path}", Server::Api, &[]);
}

/// Sends a file to the server for files.
pub type Upload<C = ()> = Call<kinds::Upload, C>;

impl Upload {
    pub fn new(data: impl Into<Body>) -> Self {
        Draft::new(kinds::Upload::ENDPOINT, []).content("application/octet-stream", data).call()
    }
}

impl<C> Upload<C> {
    pub fn content_type(self, media_type: impl Into<String>) -> Self {
        self.draft.content_type(media_type).call()
    }
}

impl Operation for kinds::Upload {
    type Output = ();

    const ENDPOINT: &'static Endpoint =
        &endpoint("tests::Upload", Method::POST, "/assets", Server::SameHost("/api/uploads"), &[]);
}

/// Asks a server of its own.
pub type Elsewhere<C = ()> = Call<kinds::Elsewhere, C>;

impl Elsewhere {
    pub fn new() -> Self {
        Draft::new(kinds::Elsewhere::ENDPOINT, []).call()
    }
}

impl Operation for kinds::Elsewhere {
    type Output = Value;

    const ENDPOINT: &'static Endpoint = &endpoint(
        "tests::Elsewhere",
        Method::GET,
        "/there",
        Server::Named("https://uploads.github.com"),
        &[],
    );
}

/// Asks the host of the API, but not the API.
pub type Manage<C = ()> = Call<kinds::Manage, C>;

impl Manage {
    pub fn new() -> Self {
        Draft::new(kinds::Manage::ENDPOINT, []).call()
    }
}

impl Operation for kinds::Manage {
    type Output = Value;

    const ENDPOINT: &'static Endpoint =
        &endpoint("tests::Manage", Method::GET, "/manage", Server::SameHost(""), &[]);
}

/// A list in an object.
pub type Wrapped<C = ()> = Call<kinds::Wrapped, C>;

impl Wrapped {
    pub fn new() -> Self {
        Draft::new(kinds::Wrapped::ENDPOINT, []).call()
    }
}

impl Operation for kinds::Wrapped {
    type Output = BTreeMap<String, Value>;

    const ENDPOINT: &'static Endpoint =
        &endpoint("tests::Wrapped", Method::GET, "/wrapped", Server::Api, &[]);
}

impl ListOperation for kinds::Wrapped {
    type Item = Package;

    const MEMBER: Option<&'static str> = Some("packages");
}

/// What tells the request types apart.
mod kinds {
    pub enum List {}
    pub enum Get {}
    pub enum Restore {}
    pub enum Put {}
    pub enum Zen {}
    #[cfg(feature = "client")]
    pub enum Archive {}
    pub enum Contents {}
    pub enum Upload {}
    pub enum Elsewhere {}
    pub enum Manage {}
    pub enum Wrapped {}
}
