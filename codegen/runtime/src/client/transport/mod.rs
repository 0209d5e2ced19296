//! How requests get to a server.

mod body;
mod carrier;
mod failure;
#[cfg(feature = "reqwest")]
mod over_reqwest;

use std::sync::Arc;

pub use body::TransportBody;
pub(crate) use carrier::Carrier;
pub use failure::{TransportErrorKind, TransportFailure};
#[cfg(feature = "reqwest")]
pub(crate) use over_reqwest::{Configure, OverReqwest};

use super::BoxFuture;

/// Takes requests to a server: one exchange, without retries, redirects or decompression, all of which the client does.
///
/// The client comes with one over reqwest (feature `reqwest`). Another one may be a stack of tower services, a recorder, or
/// a test:
///
/// ```text
/// struct Recording(reqwest::Client);
///
/// impl Transport for Recording {
///     fn send(&self, request: http::Request<TransportBody>) -> BoxFuture<'_, Result<http::Response<TransportBody>, TransportFailure>> {
///         Box::pin(async move { … })
///     }
/// }
/// ```
pub trait Transport: Send + Sync + 'static {
    /// Sends a request, and gives the answer as soon as its head is there.
    ///
    /// The URI is absolute. The future may be dropped at any time, after which nothing more is to be sent.
    fn send(
        &self,
        request: http::Request<TransportBody>,
    ) -> BoxFuture<'_, Result<http::Response<TransportBody>, TransportFailure>>;
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(
        &self,
        request: http::Request<TransportBody>,
    ) -> BoxFuture<'_, Result<http::Response<TransportBody>, TransportFailure>> {
        (**self).send(request)
    }
}
