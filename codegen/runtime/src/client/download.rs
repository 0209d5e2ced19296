//! Bodies that are handed over while they come.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, StatusCode};

use super::disposition;
use super::incoming::{Broken, Incoming};
use super::outgoing::About;
use super::settings::Settings;
use super::transport::TransportErrorKind;
use crate::decode::{BodyFault, Decoded, Fault, Strictness, Value};
use crate::error::{BodyError, BodyErrorKind, BoxError, Error, TransportError};
use crate::outcome::{Answer, Outcome};
use crate::text::Text;

/// The body of an answer, as it comes: a file, an archive, a diff.
///
/// It is a stream of chunks, which takes as long as there is something to come. If it breaks off, or if nothing comes for
/// too long (20 seconds, see [`ClientBuilder::stall_timeout`](super::ClientBuilder::stall_timeout)), the last thing that
/// comes is an [`Error::Transport`]: what ended without one is complete.
///
/// ```text
/// let mut download = github.repos("acme", "app").actions().download_artifact(1, "zip").await?;
/// while let Some(chunk) = download.chunk().await? {
///     file.write_all(&chunk)?;
/// }
/// ```
#[must_use = "the body comes while it is read"]
pub struct Download {
    status: StatusCode,
    headers: HeaderMap,
    about: Arc<About>,
    strictness: Strictness,
    max_body: usize,
    body: Incoming,
}

impl Download {
    pub(crate) fn new(
        status: StatusCode,
        headers: HeaderMap,
        about: Arc<About>,
        body: Incoming,
        settings: &Settings,
    ) -> Self {
        let Settings { strictness, max_body, .. } = *settings;
        Self { status, headers, about, strictness, max_body, body }
    }

    /// The status, which is 200 to 299.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// What the body is (`Content-Type`), if the server says it.
    pub fn content_type(&self) -> Option<&str> {
        self.headers.get(CONTENT_TYPE)?.to_str().ok()
    }

    /// The length of the whole body in bytes, if the server says it, and did not pack it for the way.
    pub fn content_length(&self) -> Option<u64> {
        self.headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
    }

    /// The name of the file (`Content-Disposition`), if the server says one. It has no folder in it.
    pub fn file_name(&self) -> Option<String> {
        let value = self.headers.get(CONTENT_DISPOSITION)?;
        disposition::file_name(&String::from_utf8_lossy(value.as_bytes()))
    }

    /// The next chunk; none at the end.
    ///
    /// # Errors
    ///
    /// [`Error::Transport`] if the body breaks off or stalls, [`Error::Body`] if it cannot be unpacked. There is nothing more
    /// then.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        poll_fn(|cx| self.poll_chunk(cx)).await.transpose()
    }

    /// All that is still to come, at most 64 MiB unless the client has another limit.
    ///
    /// # Errors
    ///
    /// [`Error::Transport`] if the body breaks off or stalls, [`Error::Body`] if it is larger.
    pub async fn bytes(mut self) -> Result<Bytes, Error> {
        self.rest().await
    }

    /// All that is still to come, at most 64 MiB unless the client has another limit, as text.
    ///
    /// # Errors
    ///
    /// Those of [`Download::bytes`], and [`Error::Decode`] if it is not UTF-8.
    pub async fn text(mut self) -> Result<String, Error> {
        let body = self.rest().await?;
        // Not as `Text` reads it: a file that is a JSON string is asked for as it is.
        Text::from_body("", &body).map(String::from).map_err(|fault| self.fault(fault))
    }

    /// All that is still to come, at most 64 MiB unless the client has another limit, as JSON, and where that departs from the documentation.
    ///
    /// # Errors
    ///
    /// Those of [`Download::bytes`], and those of reading the JSON.
    pub async fn json<T: Value>(mut self) -> Result<Decoded<T>, Error> {
        let body = self.rest().await?;
        let answer = Answer::new(self.status, &body).strictness(self.strictness);
        match T::from_answer(answer) {
            Ok(decoded) => {
                self.about.log_drift(&decoded);
                Ok(decoded)
            }
            Err(fault) => Err(Error::from_body(fault, self.about.exchange(self.status, &self.headers))),
        }
    }

    async fn rest(&mut self) -> Result<Bytes, Error> {
        let mut rest = BytesMut::new();
        while let Some(chunk) = self.chunk().await? {
            if rest.len() + chunk.len() > self.max_body {
                let reason = format!("it has more than {} bytes", self.max_body).into();
                return Err(self.unusable(BodyErrorKind::TooLarge, reason));
            }
            rest.extend_from_slice(&chunk);
        }
        Ok(rest.freeze())
    }

    fn fault(&self, fault: Fault) -> Error {
        Error::from_body(BodyFault::Whole(fault), self.about.exchange(self.status, &self.headers))
    }

    fn unusable(&self, kind: BodyErrorKind, reason: BoxError) -> Error {
        let exchange = self.about.exchange(self.status, &self.headers);
        Error::Body(Box::new(BodyError::new(exchange, kind, reason)))
    }

    fn broken(&self, kind: TransportErrorKind, source: Option<BoxError>) -> Error {
        Error::Transport(Box::new(TransportError::new(self.about.request(), kind, source)))
    }

    fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        let chunk = ready!(self.body.poll_chunk(cx));
        Poll::Ready(chunk.map(|chunk| {
            chunk.map_err(|broken| match broken {
                Broken::Late => self.broken(TransportErrorKind::Timeout, None),
                Broken::Incomplete(source) => self.broken(TransportErrorKind::IncompleteBody, Some(source)),
                Broken::Corrupt(error) => self.unusable(BodyErrorKind::Corrupt, error.into()),
            })
        }))
    }
}

impl Stream for Download {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_chunk(cx)
    }
}

impl Outcome for Download {
    // Some files are only to be had by a type of their own, but none is refused for want of it.
    const ACCEPT: Option<&'static str> = Some("application/vnd.github+json, */*;q=0.9");
    const FLOWS: bool = true;

    fn from_answer(answer: Answer<'_>) -> Result<Decoded<Self>, BodyFault> {
        match answer.download {
            Some(download) => Ok(Decoded::of(*download)),
            None => Err(BodyFault::Whole(Fault::of_body("a body that is still to come", "all of it"))),
        }
    }
}

impl fmt::Debug for Download {
    // The headers are left out, as they may hold cookies.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("request", &self.about.request())
            .field("status", &self.status)
            .field("content_type", &self.content_type())
            .field("content_length", &self.content_length())
            .finish_non_exhaustive()
    }
}
