//! The client for programs that do not use async: the same requests, and iterators in place of streams.

use std::fmt;
use std::future::poll_fn;
use std::ops::Deref;
use std::pin::Pin;
use std::sync::Arc;

use futures_core::Stream;
use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;

use super::client::{ClientBuilder, ClientCore, Items, Pages, Response};
use super::error::{ConfigError, Error};
use super::request::{ListRequest, Request};

/// A client that waits for its answers.
///
/// It needs no runtime: one thread in the background serves all clones. It can be used as the async client that it is made of, whose
/// scopes and requests it shares; [`Client::wait`] and [`Client::iter`] are what `.await` and `.next().await` are there.
///
/// ```text
/// let github = Client::builder(url).token(token).build_blocking()?;
/// let package = github.wait(github.orgs("acme").packages().get(PackageType::Npm, "left-pad"))?;
/// for version in github.iter(github.orgs("acme").packages().list_versions(PackageType::Npm, "left-pad").items()) {
///     println!("{}", version?.name);
/// }
/// ```
///
/// It must not be used within async code, as it would stop everything else there: then it gives [`Error::Config`].
#[derive(Clone)]
pub struct Client<C = ClientCore> {
    client: C,
    background: Arc<Background>,
}

/// The thread that moves all connections and timers.
struct Background {
    handle: Handle,
    /// The thread ends when this is dropped.
    _running: oneshot::Sender<()>,
}

impl<C: From<ClientCore>> ClientBuilder<C> {
    /// Makes a client that waits for its answers. Nothing is sent.
    ///
    /// # Errors
    ///
    /// Those of [`ClientBuilder::build`], and [`Error::Config`] if no thread can be started.
    pub fn build_blocking(self) -> Result<Client<C>, Error> {
        let client = self.build()?;
        let background = Background::start().map_err(|error| {
            let error = ConfigError::with_source("there is no thread for the client", error);
            Error::Config(Box::new(error))
        })?;
        Ok(Client { client, background: Arc::new(background) })
    }
}

impl<C: AsRef<ClientCore>> Client<C> {
    /// Sends a request, and waits for the whole response: status, headers, rate limit, drift.
    ///
    /// # Errors
    ///
    /// Any of [`Error`].
    pub fn send<R: Request>(&self, request: R) -> Result<Response<R::Output>, Error> {
        self.wait(self.client.as_ref().send(request))
    }

    /// Sends a request, and one more for each further page: an iterator of pages.
    pub fn pages<R: Request>(&self, request: R) -> Iter<Pages<R::Output>> {
        self.iter(self.client.as_ref().pages(request))
    }

    /// Sends a request, and one more for each further page: an iterator of the items of all pages.
    pub fn items<R: ListRequest>(&self, request: R) -> Iter<Items<R::Item>> {
        self.iter(self.client.as_ref().items(request))
    }

    /// Sends a call of the async client, and waits for what it gives.
    ///
    /// # Errors
    ///
    /// Any of [`Error`].
    pub fn wait<T>(&self, call: impl IntoFuture<Output = Result<T, Error>>) -> Result<T, Error> {
        self.background.handle()?.block_on(call.into_future())
    }

    /// Makes an iterator of a stream of the async client: items, pages, or the chunks of a download.
    pub fn iter<S: Stream + Unpin>(&self, stream: S) -> Iter<S> {
        Iter { stream, background: Some(Arc::clone(&self.background)) }
    }
}

impl<C> Deref for Client<C> {
    type Target = C;

    fn deref(&self) -> &C {
        &self.client
    }
}

impl<C: fmt::Debug> fmt::Debug for Client<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.client.fmt(f)
    }
}

/// An iterator that waits for what a stream gives.
#[must_use = "nothing is sent until the first item is asked for"]
pub struct Iter<S> {
    stream: S,
    /// None behind an error that none can come after.
    background: Option<Arc<Background>>,
}

impl<S> Iter<S> {
    /// The stream, which knows its place: `iter.stream().cursor()`.
    pub fn stream(&self) -> &S {
        &self.stream
    }

    /// Changes the stream: `iter.map_stream(|items| items.resume_at(cursor))`.
    pub fn map_stream<T>(self, change: impl FnOnce(S) -> T) -> Iter<T> {
        Iter { stream: change(self.stream), background: self.background }
    }
}

impl<T, S: Stream<Item = Result<T, Error>> + Unpin> Iterator for Iter<S> {
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let handle = match self.background.as_ref()?.handle() {
            Ok(handle) => handle,
            Err(error) => {
                self.background = None;
                return Some(Err(error));
            }
        };
        let mut stream = Pin::new(&mut self.stream);
        handle.block_on(poll_fn(|cx| stream.as_mut().poll_next(cx)))
    }
}

impl<S: fmt::Debug> fmt::Debug for Iter<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Iter").field(&self.stream).finish()
    }
}

impl Background {
    fn start() -> std::io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let handle = runtime.handle().clone();
        let (running, stopped) = oneshot::channel();
        std::thread::Builder::new().name("octoquill".to_owned()).spawn(move || {
            // It ends with an error, as nothing is ever sent: the sender is gone.
            let _ = runtime.block_on(stopped);
        })?;
        Ok(Self { handle, _running: running })
    }

    /// What waits, where waiting is allowed.
    fn handle(&self) -> Result<&Handle, Error> {
        if Handle::try_current().is_err() {
            return Ok(&self.handle);
        }
        let reason =
            "the blocking client is used within async code, which it would stop; use the async one there";
        Err(Error::Config(Box::new(ConfigError::new(reason))))
    }
}
