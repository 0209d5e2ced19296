//! Requests as the generator writes them.

use docwright_runtime::request;
use docwright_runtime::runtime::{Call, DocumentedStatus, Endpoint, Method};

use super::types::{Package, PackageType};

/// List packages for an organization
#[derive(Clone, PartialEq)]
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
#[derive(Clone, PartialEq)]
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
#[derive(Clone, PartialEq)]
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
        path: "/orgs/{org}/restore/{key}",
        doc_url: "https://docs.github.com/",
        scopes: &["write:packages"],
        statuses: &[DocumentedStatus::new(204, "No Content")],
        query: &["voucher"],
        secrets: &["key", "voucher", "pin"],
    };
}

request!(Restore, ());
