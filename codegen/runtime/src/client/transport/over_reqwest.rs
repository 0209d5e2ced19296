//! The transport that the client comes with.

use std::error::Error;
use std::io;
use std::time::Duration;

use http::HeaderMap;

use super::{TransportBody, TransportFailure};
use crate::client::outgoing::Outgoing;
use crate::error::ConfigError;

/// Changes how reqwest is set up.
pub(crate) type Configure = Box<dyn FnOnce(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send>;

/// The transport over reqwest.
pub(crate) struct OverReqwest(reqwest::Client);

impl OverReqwest {
    /// `is_local` is whether a server is on this machine.
    pub(crate) fn new(
        connect_timeout: Duration,
        is_local: bool,
        configure: Option<Configure>,
    ) -> Result<Self, ConfigError> {
        if rustls::crypto::CryptoProvider::get_default().is_none() {
            // It fails only if another thread was faster, and then there is one.
            let _ = rustls::crypto::ring::default_provider().install_default();
        }
        let builder = reqwest::Client::builder();
        // A proxy for the world outside has no business with a server on this machine.
        let builder = if is_local { builder.no_proxy() } else { builder };
        let builder = match configure {
            Some(configure) => configure(builder),
            None => builder,
        };
        // These come last, as the client does all of it by itself: it knows where the token may go, and what a body may become.
        // Another crate can have turned on reqwest's own decompression.
        let builder = builder
            .no_gzip()
            .no_brotli()
            .no_deflate()
            .no_zstd()
            .connect_timeout(connect_timeout)
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .retry(reqwest::retry::never());
        let client = builder
            .build()
            .map_err(|error| ConfigError::with_source("the HTTP client cannot be set up", error))?;
        Ok(Self(client))
    }

    /// Sends a request with its body, and gives the answer as soon as its head is there.
    pub(crate) fn send(
        &self,
        outgoing: &Outgoing,
        body: TransportBody,
    ) -> impl Future<Output = Result<http::Response<TransportBody>, TransportFailure>> + use<> {
        let mut request = reqwest::Request::new(outgoing.method.clone(), outgoing.url.clone());
        *request.headers_mut() = HeaderMap::clone(&outgoing.headers);
        *request.body_mut() = match body.bytes() {
            Some(bytes) if bytes.is_empty() => None,
            Some(bytes) => Some(reqwest::Body::from(bytes.clone())),
            None => Some(reqwest::Body::wrap(body)),
        };
        let answer = self.0.execute(request);
        async {
            let answer = answer.await.map_err(failure)?;
            Ok(http::Response::<reqwest::Body>::from(answer).map(TransportBody::of_reqwest))
        }
    }
}

fn failure(error: reqwest::Error) -> TransportFailure {
    // The URL holds the query, which may hold secrets.
    let error = error.without_url();
    if error.is_builder() {
        TransportFailure::refused(error)
    } else if is_tls(&error) {
        TransportFailure::tls(error)
    } else if error.is_connect() {
        TransportFailure::connect(error)
    } else if error.is_timeout() {
        TransportFailure::timeout(error)
    } else {
        TransportFailure::interrupted(error)
    }
}

/// Whether an error comes from TLS. It is wrapped in I/O errors, which do not name it as their source.
fn is_tls(error: &(dyn Error + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        if error.is::<rustls::Error>() {
            return true;
        }
        let inner = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        next = match inner {
            Some(inner) => Some(inner as &(dyn Error + 'static)),
            None => error.source(),
        };
    }
    false
}
