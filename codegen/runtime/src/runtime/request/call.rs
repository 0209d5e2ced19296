//! The one type behind all request types.

use std::fmt;
use std::marker::PhantomData;

use super::draft::Draft;
use super::parts::Parts;
use super::{ListRequest, Request};
use crate::runtime::decode::Value;
use crate::runtime::endpoint::Endpoint;
use crate::runtime::outcome::Outcome;

/// A request to an endpoint of the documentation: a plain value, which can be printed, compared and kept.
///
/// Each request type of this crate is this one with another `K`, and has a constructor `new` and setters of its own beside
/// what is here. `C` is the client that the request is bound to, `()` for none: what is bound can be awaited.
///
/// Two requests are equal that send the same, whatever clients they are bound to.
#[must_use = "a request does nothing until it is sent"]
pub struct Call<K, C = ()> {
    pub(crate) draft: Draft<C>,
    pub(crate) kind: PhantomData<fn() -> K>,
}

/// An endpoint of the documentation, as the `K` of a [`Call`].
pub trait Operation: 'static {
    /// What the reply is read into; `()` where it has no body.
    type Output: Outcome;

    /// What the documentation says of the endpoint.
    const ENDPOINT: &'static Endpoint;
}

/// An endpoint that gives a list in pages.
///
/// A page is the list itself, or an object with the list and what is said of the whole of it, such as a total.
#[diagnostic::on_unimplemented(message = "this endpoint gives no list in pages")]
pub trait ListOperation: Operation {
    /// An item of the list.
    type Item: Value;

    /// The member of the page that is the list; none where the page is.
    const MEMBER: Option<&'static str>;
}

impl<K: Operation<Output = Vec<T>>, T: Value> ListOperation for K {
    type Item = T;

    const MEMBER: Option<&'static str> = None;
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
        self.draft.parts == other.draft.parts
    }
}

/// Prints the request under the name of its type, without secrets.
impl<K: Operation, C> fmt::Debug for Call<K, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = K::ENDPOINT.name;
        let name = name.rsplit_once("::").map_or(name, |(_, name)| name);
        self.draft.parts.debug(name, f)
    }
}
