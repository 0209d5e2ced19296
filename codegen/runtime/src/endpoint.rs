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
    /// The server that has the path.
    pub server: Server,
    /// The path, with a `{name}` for each parameter, and a `{+name}` for one that may hold slashes.
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
        server: Server::Api,
        path: "",
        doc_url: "",
        scopes: &[],
        statuses: &[],
        query: &[],
        secrets: &[],
    };

    /// Whether the documentation says that the endpoint may send elsewhere.
    #[cfg(feature = "client")]
    pub(crate) fn redirects(&self) -> bool {
        self.statuses.iter().any(|status| is_redirect(status.code))
    }

    /// What the documentation says of a status.
    pub fn status(&self, code: StatusCode) -> Option<&'static str> {
        self.statuses.iter().find(|status| status.code == code.as_u16()).map(|status| status.description)
    }
}

/// Whether a status asks to go elsewhere. 300 and 304 do not, and 305 is to be ignored.
#[cfg(feature = "client")]
pub(crate) fn is_redirect(status: u16) -> bool {
    matches!(status, 301 | 302 | 303 | 307 | 308)
}

/// The server that an endpoint is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Server {
    /// That of the API: the path is appended to the client's base URL.
    Api,
    /// The host of the API, but this in place of the base URL's own path: `/api/uploads`, or nothing.
    SameHost(&'static str),
    /// Another server: `https://uploads.github.com`.
    Named(&'static str),
}

impl Server {
    /// The server as the documentation writes it; none for that of the API.
    pub const fn documented(&self) -> Option<&'static str> {
        match self {
            Self::Api => None,
            Self::SameHost(text) | Self::Named(text) => Some(text),
        }
    }
}

/// A documented status and what the documentation says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DocumentedStatus {
    /// The HTTP status code.
    pub code: u16,
    /// What it means at this endpoint.
    pub description: &'static str,
}
