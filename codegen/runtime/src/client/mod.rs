//! The client: sends requests, and reads what comes back.

mod attempt;
mod base_url;
mod builder;
mod clock;
mod cursor;
mod disposition;
mod download;
mod flow;
mod incoming;
mod items;
mod link;
mod outgoing;
mod pages;
mod policy;
mod rate_limit;
mod reply;
mod response;
mod send;
mod sending;
mod servers;
mod settings;
mod token;
mod transport;
mod unpack;
mod upload;
mod walk;

use std::fmt;
use std::sync::Arc;
use std::time::Instant;

use http::HeaderMap;

pub use builder::{ClientBuilder, Product};
pub use clock::{Clock, SystemClock};
pub use cursor::{Cursor, NoCursor};
pub use download::Download;
pub use items::Items;
pub use pages::Pages;
pub use policy::{RateLimitPolicy, Retry};
pub use rate_limit::RateLimit;
pub use response::Response;
pub use sending::{Awaiting, Sending};
pub use token::{Token, TokenProvider};
pub use transport::{Transport, TransportBody, TransportErrorKind, TransportFailure};

use self::policy::{Budget, Gate, Queue};
use self::servers::Servers;
use self::settings::Settings;
use self::token::Credentials;
use self::transport::Carrier;
use self::walk::Walk;
use super::decode::Value;
use super::outcome::Outcome;
use super::request::{Draft, ListRequest, Parts, Raw, Request};

/// What every client is made of: all that it does, without the methods that are named after endpoints.
///
/// Clones share their connections, and what is known of the server's limits.
#[derive(Clone)]
pub struct ClientCore {
    inner: Arc<Inner>,
}

struct Inner {
    transport: Carrier,
    clock: Arc<dyn Clock>,
    servers: Servers,
    credentials: Credentials,
    /// The headers of every request. `Authorization` is among them unless the token has to be asked for.
    headers: Arc<HeaderMap>,
    /// The version of the documentation that the client was made from.
    documentation: Option<&'static str>,
    settings: Settings,
    budget: Budget,
    gate: Gate,
    queue: Queue,
}

impl Inner {
    /// When a request that begins now has to be through.
    fn deadline(&self) -> Instant {
        clock::later(self.clock.now(), self.settings.timeout)
    }
}

impl ClientCore {
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
        Pages::new(Walk::new(self, request.into_parts()))
    }

    /// Sends a request, and one more for each further page: a stream of the items of all pages.
    pub fn items<R: ListRequest>(&self, request: R) -> Items<R::Item> {
        Items::new(Walk::new(self, request.into_parts()), R::MEMBER)
    }

    /// Sends a request for another form of its reply, such as `application/vnd.github.diff`, which comes as it is.
    pub fn download<R: Request>(&self, request: R, media_type: &str) -> Sending<Download> {
        Sending::new(self, request.into_parts().accept(media_type))
    }
}

/// A core is a client, too.
impl AsRef<Self> for ClientCore {
    fn as_ref(&self) -> &Self {
        self
    }
}

impl fmt::Debug for ClientCore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.inner.servers.base().as_str())
            .field("token", &self.inner.credentials)
            .field("settings", &self.inner.settings)
            .finish_non_exhaustive()
    }
}

impl<C: AsRef<ClientCore>> Draft<C> {
    /// Sends the request.
    pub fn send<T: Outcome>(self) -> Sending<T> {
        Sending::new(self.client.as_ref(), self.parts)
    }

    /// Sends the request for another form of its reply, which comes as it is.
    pub fn download(self, media_type: &str) -> Sending<Download> {
        Sending::new(self.client.as_ref(), self.parts.accept(media_type))
    }

    /// Sends the request for its value alone.
    pub fn send_for_value<T: Outcome>(self) -> Awaiting<T> {
        self.send().into_value()
    }

    /// Walks through the pages of the request.
    pub fn pages<T: Outcome>(self) -> Pages<T> {
        Pages::new(Walk::new(self.client.as_ref(), self.parts))
    }

    /// Walks through the items of all pages of the request: each page is a list, or has it as a member.
    pub fn items<T: Value>(self, member: Option<&'static str>) -> Items<T> {
        Items::new(Walk::new(self.client.as_ref(), self.parts), member)
    }
}

impl<C: AsRef<ClientCore>, T: Outcome> Raw<C, T> {
    /// Sends the request. Unlike `.await`, it gives the whole response: status, headers, rate limit, drift.
    pub fn send(self) -> Sending<T> {
        self.draft.send()
    }

    /// Sends the request, and one more for each further page: a stream of pages.
    pub fn pages(self) -> Pages<T> {
        self.draft.pages()
    }
}

impl<C: AsRef<ClientCore>, T: Value> Raw<C, Vec<T>> {
    /// Sends the request, and one more for each further page: a stream of the items of all pages.
    pub fn items(self) -> Items<T> {
        self.draft.items(None)
    }
}

impl<C: AsRef<ClientCore>, T: Outcome> IntoFuture for Raw<C, T> {
    type Output = Result<T, super::Error>;
    type IntoFuture = Awaiting<T>;

    fn into_future(self) -> Self::IntoFuture {
        self.draft.send_for_value()
    }
}

/// A future in a box, as everything that waits gives it: there is one state machine behind all requests.
pub type BoxFuture<'a, T> = std::pin::Pin<Box<dyn Future<Output = T> + Send + 'a>>;

impl ClientCore {
    /// Sends the parts of a request; the one place where sending begins.
    fn exchange(
        &self,
        parts: Parts,
        accept: Option<&'static str>,
        downloads: bool,
    ) -> BoxFuture<'static, Result<reply::Reply, super::Error>> {
        // It is made here and lent from then on: a future has room for all that was ever given to it, and a small one is
        // much cheaper to allocate than one of more than a kilobyte.
        let outgoing = match outgoing::Outgoing::new(self, parts, accept, downloads) {
            Ok(outgoing) => Box::new(outgoing),
            Err(error) => return Box::pin(std::future::ready(Err(error))),
        };
        let client = self.clone();
        Box::pin(async move { send::send(&client, &outgoing).await })
    }
}
