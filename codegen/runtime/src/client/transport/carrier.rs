//! What takes the requests of a client to a server.

use http::{HeaderMap, Uri};

#[cfg(feature = "reqwest")]
use super::OverReqwest;
use super::{Transport, TransportBody, TransportFailure};
use crate::client::BoxFuture;
use crate::client::outgoing::Outgoing;

/// What takes the requests of a client to a server.
pub(crate) enum Carrier {
    /// Reqwest, which has requests of its own kind: going through those of [`Transport`] would be work for nothing.
    #[cfg(feature = "reqwest")]
    Reqwest(OverReqwest),
    Other(Box<dyn Transport>),
}

impl Carrier {
    /// Sends a request with its body, and gives the answer as soon as its head is there.
    pub(crate) fn send(
        &self,
        outgoing: &Outgoing,
        body: TransportBody,
    ) -> BoxFuture<'_, Result<http::Response<TransportBody>, TransportFailure>> {
        match self {
            #[cfg(feature = "reqwest")]
            Self::Reqwest(reqwest) => Box::pin(reqwest.send(outgoing, body)),
            Self::Other(transport) => match request(outgoing, body) {
                Ok(request) => transport.send(request),
                Err(failure) => Box::pin(std::future::ready(Err(failure))),
            },
        }
    }
}

fn request(
    outgoing: &Outgoing,
    body: TransportBody,
) -> Result<http::Request<TransportBody>, TransportFailure> {
    let mut request = http::Request::new(body);
    *request.method_mut() = outgoing.method.clone();
    *request.uri_mut() = Uri::try_from(outgoing.url.as_str()).map_err(TransportFailure::refused)?;
    *request.headers_mut() = HeaderMap::clone(&outgoing.headers);
    Ok(request)
}
