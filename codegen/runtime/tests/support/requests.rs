//! Requests as the generator writes them.

use std::collections::BTreeMap;

#[cfg(feature = "client")]
use docwright_runtime::runtime::Download;
use docwright_runtime::runtime::serde_json::Value;
use docwright_runtime::runtime::{Body, Call, DocumentedStatus, Endpoint, Method, Server, StatusCode, Text};
use docwright_runtime::{outcome, request};

use super::types::{Package, PackageType};

/// List packages for an organization
#[must_use = "a request does nothing until it is sent"]
pub struct List<C = ()>(Call<C>);

impl List {
    pub fn new(org: impl Into<String>, package_type: PackageType) -> Self {
        Self(Call::new(Self::ENDPOINT).path(org.into()).query("package_type", package_type))
    }
}

impl<C> List<C> {
    pub fn visibility(self, visibility: impl Into<String>) -> Self {
        Self(self.0.query_text("visibility", visibility))
    }

    pub fn page(self, page: i64) -> Self {
        Self(self.0.query("page", page))
    }

    pub fn per_page(self, per_page: i64) -> Self {
        Self(self.0.query("per_page", per_page))
    }
}

impl List {
    pub const ENDPOINT: &'static Endpoint = &Endpoint {
        name: "orgs::packages::List",
        title: "List packages for an organization",
        method: Method::GET,
        server: Server::Api,
        path: "/orgs/{org}/packages",
        doc_url: "https://docs.github.com/en/enterprise-server@3.18/rest/packages/packages#list-packages-for-an-organization",
        scopes: &["read:packages"],
        statuses: &[
            DocumentedStatus::new(200, "OK"),
            DocumentedStatus::new(400, "The value of `per_page` is too large"),
            DocumentedStatus::new(403, "Forbidden"),
        ],
        query: &["package_type", "visibility", "page", "per_page"],
        secrets: &[],
    };
}

request!(List, [Package]);

/// Get a package
#[must_use = "a request does nothing until it is sent"]
pub struct Get<C = ()>(Call<C>);

impl Get {
    pub fn new(org: impl Into<String>, package_type: PackageType, package_name: impl Into<String>) -> Self {
        Self(Call::new(Self::ENDPOINT).path(org.into()).path(package_type.into()).path(package_name.into()))
    }
}

impl Get {
    pub const ENDPOINT: &'static Endpoint = &Endpoint {
        name: "orgs::packages::Get",
        title: "Get a package for an organization",
        method: Method::GET,
        server: Server::Api,
        path: "/orgs/{org}/packages/{package_type}/{package_name}",
        doc_url: "https://docs.github.com/",
        scopes: &["read:packages"],
        statuses: &[DocumentedStatus::new(200, "OK")],
        query: &[],
        secrets: &[],
    };
}

request!(Get, Package);

/// Restore a package
#[must_use = "a request does nothing until it is sent"]
pub struct Restore<C = ()>(Call<C>);

impl Restore {
    pub fn new(org: impl Into<String>, key: impl Into<String>) -> Self {
        Self(Call::new(Self::ENDPOINT).path(org.into()).path(key.into()))
    }
}

impl<C> Restore<C> {
    pub fn voucher(self, voucher: impl Into<String>) -> Self {
        Self(self.0.query_text("voucher", voucher))
    }

    pub fn pin(self, pin: impl Into<String>) -> Self {
        Self(self.0.body("pin", pin.into()))
    }

    pub fn count(self, count: i64) -> Self {
        Self(self.0.body("count", count))
    }
}

impl Restore {
    pub const ENDPOINT: &'static Endpoint = &Endpoint {
        name: "orgs::packages::Restore",
        title: "Restore a package",
        method: Method::POST,
        server: Server::Api,
        path: "/orgs/{org}/restore/{key}",
        doc_url: "https://docs.github.com/",
        scopes: &["write:packages"],
        statuses: &[DocumentedStatus::new(204, "No Content")],
        query: &["voucher"],
        secrets: &["key", "voucher", "pin"],
    };
}

request!(Restore, ());

/// What an endpoint says of itself where the tests care for its way only.
const fn endpoint(
    method: Method,
    path: &'static str,
    server: Server,
    statuses: &'static [DocumentedStatus],
) -> Endpoint {
    Endpoint {
        name: "tests::Request",
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
#[must_use = "a request does nothing until it is sent"]
pub struct Put<C = ()>(Call<C>);

impl Put {
    pub const ENDPOINT: &'static Endpoint = &endpoint(Method::PUT, "/put", Server::Api, &[]);

    pub fn new() -> Self {
        Self(Call::new(Self::ENDPOINT))
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

request!(Put, PutOutcome);

/// Text.
#[must_use = "a request does nothing until it is sent"]
pub struct Zen<C = ()>(Call<C>);

impl Zen {
    pub const ENDPOINT: &'static Endpoint = &endpoint(Method::GET, "/zen", Server::Api, &[]);

    pub fn new() -> Self {
        Self(Call::new(Self::ENDPOINT))
    }
}

request!(Zen, Text);

/// A file, from wherever the server says.
#[cfg(feature = "client")]
#[must_use = "a request does nothing until it is sent"]
pub struct Archive<C = ()>(Call<C>);

#[cfg(feature = "client")]
impl Archive {
    pub const ENDPOINT: &'static Endpoint =
        &endpoint(Method::GET, "/zip/{+ref}", Server::Api, &[DocumentedStatus::new(302, "Found")]);

    pub fn new(git_ref: impl Into<String>) -> Self {
        Self(Call::new(Self::ENDPOINT).path(git_ref.into()))
    }
}

#[cfg(feature = "client")]
request!(Archive, Download);

/// A file in a repository, which is in a folder.
#[must_use = "a request does nothing until it is sent"]
pub struct Contents<C = ()>(Call<C>);

impl Contents {
    pub const ENDPOINT: &'static Endpoint =
        &endpoint(Method::GET, "/repos/{repo}/contents/{+path}", Server::Api, &[]);

    pub fn new(repo: impl Into<String>, path: impl Into<String>) -> Self {
        Self(Call::new(Self::ENDPOINT).path(repo.into()).path(path.into()))
    }
}

request!(Contents, Value);

/// Sends a file to the server for files.
#[must_use = "a request does nothing until it is sent"]
pub struct Upload<C = ()>(Call<C>);

impl Upload {
    pub const ENDPOINT: &'static Endpoint =
        &endpoint(Method::POST, "/assets", Server::SameHost("/api/uploads"), &[]);

    pub fn new(data: impl Into<Body>) -> Self {
        Self(Call::new(Self::ENDPOINT).content("application/octet-stream", data))
    }
}

impl<C> Upload<C> {
    pub fn content_type(self, media_type: impl Into<String>) -> Self {
        Self(self.0.content_type(media_type))
    }
}

request!(Upload, ());

/// Asks a server of its own.
#[must_use = "a request does nothing until it is sent"]
pub struct Elsewhere<C = ()>(Call<C>);

impl Elsewhere {
    pub const ENDPOINT: &'static Endpoint =
        &endpoint(Method::GET, "/there", Server::Named("https://uploads.github.com"), &[]);

    pub fn new() -> Self {
        Self(Call::new(Self::ENDPOINT))
    }
}

request!(Elsewhere, Value);

/// Asks the host of the API, but not the API.
#[must_use = "a request does nothing until it is sent"]
pub struct Manage<C = ()>(Call<C>);

impl Manage {
    pub const ENDPOINT: &'static Endpoint = &endpoint(Method::GET, "/manage", Server::SameHost(""), &[]);

    pub fn new() -> Self {
        Self(Call::new(Self::ENDPOINT))
    }
}

request!(Manage, Value);

/// A list in an object.
#[must_use = "a request does nothing until it is sent"]
pub struct Wrapped<C = ()>(Call<C>);

impl Wrapped {
    pub const ENDPOINT: &'static Endpoint = &endpoint(Method::GET, "/wrapped", Server::Api, &[]);

    pub fn new() -> Self {
        Self(Call::new(Self::ENDPOINT))
    }
}

request!(Wrapped, BTreeMap<String, Value>, items "packages" [Package]);
