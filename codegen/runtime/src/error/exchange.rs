//! Which request and which answer an error is about.

use std::fmt;

use http::StatusCode;

use super::release::OtherRelease;
use crate::endpoint::Endpoint;

/// Which request and which answer an error is about.
#[derive(Clone)]
pub struct Exchange {
    endpoint: &'static Endpoint,
    /// The method and the path, without query and secrets. Empty where JSON was read offline.
    request: String,
    status: Option<StatusCode>,
    request_id: Option<String>,
    other_release: Option<Box<OtherRelease>>,
}

impl Exchange {
    /// JSON that came from somewhere else.
    pub(crate) fn offline() -> Self {
        Self {
            endpoint: Endpoint::RAW,
            request: String::new(),
            status: None,
            request_id: None,
            other_release: None,
        }
    }

    #[cfg(feature = "client")]
    pub(crate) fn new(
        endpoint: &'static Endpoint,
        request: String,
        status: StatusCode,
        request_id: Option<String>,
        other_release: Option<OtherRelease>,
    ) -> Self {
        Self {
            endpoint,
            request,
            status: Some(status),
            request_id,
            other_release: other_release.map(Box::new),
        }
    }

    /// What the documentation says of the endpoint; [`Endpoint::RAW`] for a raw request.
    pub fn endpoint(&self) -> &'static Endpoint {
        self.endpoint
    }

    /// The method and the path, such as `GET /orgs/acme/packages`, without the query and without secrets.
    pub fn request(&self) -> &str {
        &self.request
    }

    /// The status of the answer; none where JSON was read offline.
    pub fn status(&self) -> Option<StatusCode> {
        self.status
    }

    /// The server's name for the exchange (`x-github-request-id`).
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// Whether the server is a GitHub Enterprise Server of another release than the documentation that the client was made
    /// from (`x-github-enterprise-version`): then an endpoint may not be there yet, or give something else.
    pub fn other_release(&self) -> Option<&OtherRelease> {
        self.other_release.as_deref()
    }
}

impl fmt::Debug for Exchange {
    // The name stands for the endpoint, all of whose documentation would bury the rest.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Exchange")
            .field("endpoint", &self.endpoint.name)
            .field("request", &self.request)
            .field("status", &self.status)
            .field("request_id", &self.request_id)
            .field("other_release", &self.other_release)
            .finish()
    }
}

/// Writes `GET /orgs/acme/packages: 200 OK: `, the beginning of an error.
impl fmt::Display for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.request.is_empty() {
            write!(f, "{}: ", self.request)?;
        }
        if let Some(status) = self.status {
            write!(f, "{status}: ")?;
        }
        Ok(())
    }
}
