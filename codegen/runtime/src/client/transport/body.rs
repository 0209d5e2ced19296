//! Bodies on their way.

use std::fmt;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

use crate::error::BoxError;

/// A body on its way, to a server or from one: bytes that are at hand, or any [`http_body::Body`].
pub struct TransportBody(Inner);

enum Inner {
    Bytes(Bytes),
    #[cfg(feature = "reqwest")]
    Reqwest(reqwest::Body),
    /// Nobody but the owner touches it: the lock makes it shareable.
    Boxed(Mutex<Pin<Box<dyn Body<Data = Bytes, Error = BoxError> + Send>>>),
}

impl TransportBody {
    /// A body that comes bit by bit.
    pub fn new<B>(body: B) -> Self
    where
        B: Body<Data = Bytes, Error: Into<BoxError>> + Send + 'static,
    {
        Self(Inner::Boxed(Mutex::new(Box::pin(Plain(Box::pin(body))))))
    }

    /// The body of an answer from reqwest, which is in boxes enough.
    #[cfg(feature = "reqwest")]
    pub(crate) fn of_reqwest(body: reqwest::Body) -> Self {
        Self(Inner::Reqwest(body))
    }

    /// The bytes, if all of them are at hand.
    pub fn bytes(&self) -> Option<&Bytes> {
        match &self.0 {
            Inner::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }
}

impl Default for TransportBody {
    /// A body of nothing.
    fn default() -> Self {
        Bytes::new().into()
    }
}

impl From<Bytes> for TransportBody {
    fn from(bytes: Bytes) -> Self {
        Self(Inner::Bytes(bytes))
    }
}

impl Body for TransportBody {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        match &mut self.0 {
            Inner::Bytes(bytes) if bytes.is_empty() => Poll::Ready(None),
            Inner::Bytes(bytes) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            #[cfg(feature = "reqwest")]
            Inner::Reqwest(body) => Pin::new(body).poll_frame(cx).map_err(Into::into),
            Inner::Boxed(body) => {
                body.get_mut().unwrap_or_else(PoisonError::into_inner).as_mut().poll_frame(cx)
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            Inner::Bytes(bytes) => bytes.is_empty(),
            #[cfg(feature = "reqwest")]
            Inner::Reqwest(body) => body.is_end_stream(),
            Inner::Boxed(body) => body.lock().unwrap_or_else(PoisonError::into_inner).is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            Inner::Bytes(bytes) => SizeHint::with_exact(bytes.len() as u64),
            #[cfg(feature = "reqwest")]
            Inner::Reqwest(body) => body.size_hint(),
            Inner::Boxed(body) => body.lock().unwrap_or_else(PoisonError::into_inner).size_hint(),
        }
    }
}

impl fmt::Debug for TransportBody {
    // Bodies hold secrets and other people's data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.size_hint().exact() {
            Some(length) => write!(f, "{length} bytes"),
            None => f.write_str("a stream of unknown length"),
        }
    }
}

/// A body whose errors are in a box.
struct Plain<B>(Pin<Box<B>>);

impl<B: Body<Data = Bytes, Error: Into<BoxError>>> Body for Plain<B> {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        self.0.as_mut().poll_frame(cx).map_err(Into::into)
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.0.size_hint()
    }
}
