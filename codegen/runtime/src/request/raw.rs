//! Requests to endpoints that this crate does not know.

use std::fmt;
use std::marker::PhantomData;

use http::Method;

use super::body::Body;
use super::draft::Draft;
use super::parts::Parts;
use super::{ListRequest, Request};
use crate::decode::Value;
use crate::endpoint::Endpoint;
use crate::outcome::Outcome;

/// A request to any path under the base URL, for endpoints that this crate does not know.
///
/// It has the same authentication, errors and paging as all others. Its reply is JSON unless [`Raw::returning`] says
/// what it is.
///
/// ```text
/// let request = Raw::new(Method::GET, "/orgs/acme/packages").with_query("package_type", "npm");
/// let packages: serde_json::Value = client.send(request).await?.into_inner();
/// ```
#[must_use = "a request does nothing until it is sent"]
pub struct Raw<C = (), T = serde_json::Value> {
    pub(crate) draft: Draft<C>,
    output: PhantomData<fn() -> T>,
}

impl Raw {
    /// A request to a path, which is sent as it is: it starts with `/`, is percent-encoded, and may carry a query.
    ///
    /// A path that would leave the base URL (`..`, `//`) is refused when the request is sent.
    pub fn new(method: Method, path: impl Into<String>) -> Self {
        Self::of(Draft { parts: Parts::raw(method, path.into()), client: () })
    }
}

impl<C, T> Raw<C, T> {
    fn of(draft: Draft<C>) -> Self {
        Self { draft, output: PhantomData }
    }

    /// Adds a query parameter; it is encoded.
    pub fn with_query(self, name: &str, value: impl ToString) -> Self {
        Self::of(self.draft.with_query(name, value))
    }

    /// Sets a header; it takes the place of the client's own.
    pub fn with_header(self, name: &str, value: &str) -> Self {
        Self::of(self.draft.with_header(name, value))
    }

    /// Says whether the request may be sent again where it came to nothing: one that changes something only if sending it
    /// twice does no harm.
    pub fn with_retries(self, retries: bool) -> Self {
        Self::of(self.draft.with_retries(retries))
    }

    /// Sets the body.
    pub fn json(self, body: impl Into<serde_json::Value>) -> Self {
        Self::of(self.draft.json(body.into()))
    }

    /// Sets a body that is no JSON.
    pub fn content(self, media_type: impl Into<String>, body: impl Into<Body>) -> Self {
        Self::of(self.draft.content(media_type, body))
    }

    /// Says what the reply is read into: a type of this crate, a list of them, text, a download, `()` for no body.
    pub fn returning<U: Outcome>(self) -> Raw<C, U> {
        Raw::of(self.draft)
    }

    /// Lets go of the client.
    pub fn unbind(self) -> Raw<(), T> {
        Raw::of(self.draft.unbind())
    }

    /// Binds the request to the client that is to send it.
    pub fn bind<D: Clone>(self, client: &D) -> Raw<D, T> {
        Raw::of(self.draft.bind(client.clone()))
    }
}

impl<T: Outcome> Request for Raw<(), T> {
    type Output = T;

    const ENDPOINT: &'static Endpoint = Endpoint::RAW;

    fn into_parts(self) -> Parts {
        self.draft.into_parts()
    }
}

impl<T: Value> ListRequest for Raw<(), Vec<T>> {
    type Item = T;

    const MEMBER: Option<&'static str> = None;
}

impl<C: Clone, T> Clone for Raw<C, T> {
    fn clone(&self) -> Self {
        Self::of(self.draft.clone())
    }
}

/// Two requests are equal that send the same, whatever clients they are bound to.
impl<C, T> PartialEq for Raw<C, T> {
    fn eq(&self, other: &Self) -> bool {
        self.draft == other.draft
    }
}

impl<C, T> fmt::Debug for Raw<C, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.draft.debug("Raw", f)
    }
}
