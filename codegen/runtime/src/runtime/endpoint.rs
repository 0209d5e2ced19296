//! What the documentation says of an endpoint.

use http::{Method, StatusCode};

/// An endpoint as it is documented. Each request type has one as its `ENDPOINT`.
#[derive(Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// The request type within the crate, such as `orgs::packages::List`.
    pub name: &'static str,
    /// The title of its section in the documentation.
    pub title: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path, with a `{name}` for each parameter.
    pub path: &'static str,
    /// The address of its section in the documentation.
    pub doc_url: &'static str,
    /// The scopes that the documentation asks of a token.
    pub scopes: &'static [&'static str],
    /// The documented replies.
    pub statuses: &'static [DocumentedStatus],
    /// The query parameters, in the order in which they are sent.
    pub query: &'static [&'static str],
    /// The parameters whose values are shown nowhere.
    pub secrets: &'static [&'static str],
}

impl Endpoint {
    /// Stands in where no endpoint is documented: for [`Raw`](super::Raw) requests, and where JSON is read offline.
    pub const RAW: &'static Self = &Self {
        name: "Raw",
        title: "",
        method: Method::GET,
        path: "",
        doc_url: "",
        scopes: &[],
        statuses: &[],
        query: &[],
        secrets: &[],
    };

    /// What the documentation says of a status.
    pub fn status(&self, code: StatusCode) -> Option<&'static str> {
        self.statuses.iter().find(|status| status.code == code.as_u16()).map(|status| status.description)
    }
}

/// A documented status and what the documentation says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DocumentedStatus {
    /// The HTTP status code.
    pub code: u16,
    /// What it means at this endpoint.
    pub description: &'static str,
}

impl DocumentedStatus {
    /// A documented status.
    pub const fn new(code: u16, description: &'static str) -> Self {
        Self { code, description }
    }
}
