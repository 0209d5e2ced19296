//! The client: sends requests, and reads what comes back.

mod base_url;
mod builder;
mod cursor;
mod items;
mod link;
mod outgoing;
mod pages;
mod rate_limit;
mod reply;
mod response;
mod send;
mod sending;
mod token;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, Method};

pub use builder::{ClientBuilder, Product};
pub use items::Items;
pub use pages::Pages;
pub use rate_limit::RateLimit;
pub use response::Response;
pub use sending::{Awaiting, Sending};

use self::base_url::BaseUrl;
use self::cursor::Cursor;
use self::token::Token;
use super::decode::{Strictness, Value};
use super::request::{Call, Parts, Raw, Request};

/// A client of one server.
///
/// Clones share their connections: make one client, and clone it wherever one is needed.
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
}

struct Inner {
    http: reqwest::Client,
    base: BaseUrl,
    token: Option<Token>,
    /// The headers of every request but `Authorization`.
    headers: HeaderMap,
    strictness: Strictness,
    /// The time for one request with all its redirects and the whole body.
    timeout: Duration,
}

impl Client {
    /// Sends a request.
    ///
    /// # Errors
    ///
    /// Any of [`Error`](super::Error) but `Config`.
    pub fn send<R: Request>(&self, request: R) -> Sending<R::Output> {
        Sending::new(self, request.into_parts())
    }

    /// Sends a request, and one more for each further page: a stream of pages.
    pub fn pages<R: Request>(&self, request: R) -> Pages<R::Output> {
        Pages::new(Cursor::new(self, request.into_parts()))
    }

    /// Sends a request, and one more for each further page: a stream of the items of all pages.
    pub fn items<R: Request<Output = Vec<T>>, T: Value>(&self, request: R) -> Items<T> {
        Items::new(Cursor::new(self, request.into_parts()))
    }

    /// A request to any path under the base URL; see [`Raw`].
    pub fn request(&self, method: Method, path: impl Into<String>) -> Raw<Self> {
        Raw::new(method, path).bind_to(self.clone())
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.inner.base.as_str())
            .field("token", &self.inner.token)
            .field("strictness", &self.inner.strictness)
            .finish_non_exhaustive()
    }
}

impl<C> Call<C> {
    /// Binds the request to the client that is to send it.
    pub fn bind_to(self, client: &Client) -> Call<Client> {
        self.bind(client.clone())
    }
}

impl Call<Client> {
    /// Sends the request.
    pub fn send<T: Value>(self) -> Sending<T> {
        Sending::new(&self.client, self.parts)
    }

    /// Sends the request for its value alone.
    pub fn send_for_value<T: Value>(self) -> Awaiting<T> {
        self.send().into_value()
    }

    /// Walks through the pages of the request.
    pub fn pages<T: Value>(self) -> Pages<T> {
        Pages::new(Cursor::new(&self.client, self.parts))
    }

    /// Walks through the items of all pages of the request.
    pub fn items<T: Value>(self) -> Items<T> {
        Items::new(Cursor::new(&self.client, self.parts))
    }
}

impl<T: Value> Raw<Client, T> {
    /// Sends the request. Unlike `.await`, it gives the whole response: status, headers, rate limit, drift.
    pub fn send(self) -> Sending<T> {
        self.call.send()
    }

    /// Sends the request, and one more for each further page: a stream of pages.
    pub fn pages(self) -> Pages<T> {
        self.call.pages()
    }
}

impl<T: Value> Raw<Client, Vec<T>> {
    /// Sends the request, and one more for each further page: a stream of the items of all pages.
    pub fn items(self) -> Items<T> {
        self.call.items()
    }
}

impl<T: Value> IntoFuture for Raw<Client, T> {
    type Output = Result<T, super::Error>;
    type IntoFuture = Awaiting<T>;

    fn into_future(self) -> Self::IntoFuture {
        self.call.send_for_value()
    }
}

/// A future in a box: what is behind every request, so that there is one state machine for all of them.
type BoxFuture<T> = std::pin::Pin<Box<dyn Future<Output = T> + Send>>;

impl Client {
    /// Sends the parts of a request; the one place where sending begins.
    fn exchange(&self, parts: Parts) -> BoxFuture<Result<reply::Reply, super::Error>> {
        let client = self.clone();
        Box::pin(async move {
            let outgoing = outgoing::Outgoing::new(&client, &parts)?;
            send::send(&client, outgoing).await
        })
    }
}
