//! The client: the runtime's core, with the methods that generated code adds.

use std::fmt;

use runtime::{ClientCore, Download, Items, ListRequest, Method, Operation, Pages, Raw, Request, Sending};

use super::Call;

/// A client of one server.
///
/// Clones share their connections, and what is known of the server's limits: make one client, and clone it wherever one is
/// needed.
#[derive(Clone)]
pub struct Client {
    core: ClientCore,
}

/// Sets up a [`Client`].
pub type ClientBuilder = runtime::ClientBuilder<Client>;

impl Client {
    /// Sends a request.
    ///
    /// # Errors
    ///
    /// Any of [`Error`](runtime::Error) but `Config`.
    pub fn send<R: Request>(&self, request: R) -> Sending<R::Output> {
        self.core.send(request)
    }

    /// Sends a request, and one more for each further page: a stream of pages.
    pub fn pages<R: Request>(&self, request: R) -> Pages<R::Output> {
        self.core.pages(request)
    }

    /// Sends a request, and one more for each further page: a stream of the items of all pages.
    pub fn items<R: ListRequest>(&self, request: R) -> Items<R::Item> {
        self.core.items(request)
    }

    /// Sends a request for another form of its reply, such as `application/vnd.github.diff`, which comes as it is.
    pub fn download<R: Request>(&self, request: R, media_type: &str) -> Sending<Download> {
        self.core.download(request, media_type)
    }

    /// A request to any path under the base URL; see [`Raw`].
    pub fn request(&self, method: Method, path: impl Into<String>) -> Raw<Self> {
        Raw::new(method, path).bind(self)
    }

    /// Binds a request. The compiler finds this among few functions, and [`Call::bind`] among those of a thousand requests.
    #[doc(hidden)]
    pub fn bind_call<K: Operation>(&self, call: Call<K>) -> Call<K, Self> {
        call.bind(self)
    }
}

impl From<ClientCore> for Client {
    fn from(core: ClientCore) -> Self {
        Self { core }
    }
}

impl AsRef<ClientCore> for Client {
    fn as_ref(&self) -> &ClientCore {
        &self.core
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.core.fmt(f)
    }
}
