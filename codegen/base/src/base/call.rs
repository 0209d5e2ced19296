//! The one type behind all request types.

use std::fmt;
use std::marker::PhantomData;

#[cfg(feature = "client")]
use runtime::{Awaiting, Error, Items, Pages, Sending};
use runtime::{Draft, Endpoint, ListOperation, ListRequest, Operation, Parts, Request};

#[cfg(feature = "client")]
use super::Client;

/// A request to an endpoint of the documentation: a plain value, which can be printed, compared and kept.
///
/// Each request type of this crate is this one with another `K`, and has a constructor `new` and setters of its own beside
/// what is here. `C` is the client that the request is bound to, `()` for none: what is bound can be awaited.
///
/// Two requests are equal that send the same, whatever clients they are bound to.
#[must_use = "a request does nothing until it is sent"]
pub struct Call<K, C = ()> {
    pub(crate) draft: Draft<C>,
    kind: PhantomData<fn() -> K>,
}

impl<K, C> From<Draft<C>> for Call<K, C> {
    fn from(draft: Draft<C>) -> Self {
        Self { draft, kind: PhantomData }
    }
}

impl<K: Operation> Call<K> {
    /// What the documentation says of the endpoint.
    pub const ENDPOINT: &'static Endpoint = K::ENDPOINT;
}

impl<K: Operation, C> Call<K, C> {
    /// Sets a header for this request alone; it takes the place of the client's own.
    pub fn with_header(self, name: &str, value: &str) -> Self {
        self.draft.with_header(name, value).call()
    }

    /// Adds a query parameter that the documentation does not list.
    pub fn with_query(self, name: &str, value: impl ToString) -> Self {
        self.draft.with_query(name, value).call()
    }

    /// Says whether the request may be sent again where it came to nothing: one that changes something only if sending it
    /// twice does no harm.
    pub fn with_retries(self, retries: bool) -> Self {
        self.draft.with_retries(retries).call()
    }

    /// Lets go of the client: the request as a plain value.
    pub fn unbind(self) -> Call<K> {
        self.draft.unbind().call()
    }
}

impl<K: Operation> Request for Call<K> {
    type Output = K::Output;

    const ENDPOINT: &'static Endpoint = K::ENDPOINT;

    fn into_parts(self) -> Parts {
        self.draft.into_parts()
    }
}

impl<K: ListOperation> ListRequest for Call<K> {
    type Item = K::Item;

    const MEMBER: Option<&'static str> = K::MEMBER;
}

impl<K, C: Clone> Clone for Call<K, C> {
    fn clone(&self) -> Self {
        self.draft.clone().call()
    }
}

impl<K, C> PartialEq for Call<K, C> {
    fn eq(&self, other: &Self) -> bool {
        self.draft == other.draft
    }
}

/// Prints the request under the name of its type, without secrets.
impl<K: Operation, C> fmt::Debug for Call<K, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = K::ENDPOINT.name;
        let name = name.rsplit_once("::").map_or(name, |(_, name)| name);
        self.draft.debug(name, f)
    }
}

#[cfg(feature = "client")]
impl<K: Operation, C> Call<K, C> {
    /// Binds the request to the client that is to send it.
    pub fn bind(self, client: &Client) -> Call<K, Client> {
        self.draft.bind(client.clone()).call()
    }
}

#[cfg(feature = "client")]
impl<K: Operation> Call<K, Client> {
    /// Sends the request. Unlike `.await`, it gives the whole response: status, headers, rate limit, drift.
    pub fn send(self) -> Sending<K::Output> {
        self.draft.send()
    }
}

#[cfg(feature = "client")]
impl<K: ListOperation> Call<K, Client> {
    /// Sends the request, and one more for each further page: a stream of pages.
    pub fn pages(self) -> Pages<K::Output> {
        self.draft.pages()
    }

    /// Sends the request, and one more for each further page: a stream of the items of all pages.
    pub fn items(self) -> Items<K::Item> {
        self.draft.items(K::MEMBER)
    }
}

#[cfg(feature = "client")]
impl<K: Operation> IntoFuture for Call<K, Client> {
    type Output = Result<K::Output, Error>;
    type IntoFuture = Awaiting<K::Output>;

    fn into_future(self) -> Self::IntoFuture {
        self.draft.send_for_value()
    }
}
