//! What is to come, and what is to be said to it.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderValue, LINK};
use http::{Response, StatusCode};
use http_body::{Body, Frame};
use serde_core::ser::Serialize;
use serde_json::Value;

use super::sent::Sent;
use super::{Mock, header};
use crate::client::{TransportBody, TransportErrorKind, TransportFailure};
use crate::error::BoxError;
use crate::request::Request;

/// A request that was announced to a [`Mock`], and waits for what is to be said to it.
///
/// The first documented status of success is that of the answer, unless [`Expectation::status`] says otherwise.
#[must_use = "nothing is expected until the answer is said"]
pub struct Expectation<R> {
    mock: Mock,
    request: Sent,
    reply: Reply,
    times: u32,
    of: std::marker::PhantomData<fn() -> R>,
}

/// A request that is to come.
pub(super) struct Expected {
    pub(super) request: Sent,
    reply: Reply,
    left: u32,
}

/// What is to be said.
#[derive(Clone)]
pub(super) struct Reply {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    fault: Option<TransportErrorKind>,
}

impl<R: Request> Expectation<R> {
    pub(super) fn new(mock: Mock, request: Sent) -> Self {
        let statuses =
            R::ENDPOINT.statuses.iter().filter_map(|status| StatusCode::from_u16(status.code).ok());
        let status = statuses.filter(StatusCode::is_success).min().unwrap_or(StatusCode::OK);
        let reply = Reply { status, headers: HeaderMap::new(), body: Bytes::new(), fault: None };
        Self { mock, request, reply, times: 1, of: std::marker::PhantomData }
    }

    /// Expects it so many times.
    pub fn times(mut self, times: u32) -> Self {
        self.times = times;
        self
    }

    /// Answers with a status. What is none is as good as 500.
    pub fn status(mut self, status: u16) -> Self {
        self.reply.status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        self
    }

    /// Answers with a header. What cannot be one is left out.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.reply.headers.extend(header(name, value));
        self
    }

    /// Answers with a value of the type that the request gives, which is nothing for `()`.
    pub fn reply(self, value: &R::Output)
    where
        R::Output: Serialize,
    {
        match serde_json::to_value(value) {
            Ok(Value::Null) | Err(_) => self.bytes(Bytes::new()),
            Ok(json) => self.json(json),
        }
    }

    /// Answers with the pages of a list, one request after the other, as the links of each lead to the next.
    pub fn pages(self, pages: &[R::Output])
    where
        R::Output: Serialize,
    {
        let first = &self.request.path_and_query;
        let separator = if first.contains('?') { '&' } else { '?' };
        let page = |number: usize| format!("{first}{separator}page={number}");
        for (index, value) in pages.iter().enumerate() {
            let number = index + 1;
            let mut one = self.clone();
            if number > 1 {
                one.request.path_and_query = page(number);
            }
            if number < pages.len() {
                // It is relative, so that it leads on at whatever server the client has: from the last segment of the path.
                let next = page(number + 1);
                let next = next.rsplit('/').next().unwrap_or_default();
                let link = HeaderValue::try_from(format!("<./{next}>; rel=\"next\"")).ok();
                one.reply.headers.extend(link.map(|link| (LINK, link)));
            }
            one.reply(value);
        }
    }

    /// Answers with JSON of any kind: an error, or something that departs from the documentation.
    pub fn json(mut self, body: impl Into<Value>) {
        let json = HeaderValue::from_static("application/json");
        self.reply.headers.entry(CONTENT_TYPE).or_insert(json);
        let body = body.into().to_string();
        self.bytes(body);
    }

    /// Answers with any bytes.
    pub fn bytes(mut self, body: impl Into<Bytes>) {
        self.reply.body = body.into();
        self.add();
    }

    /// Does not answer, or not to the end ([`TransportErrorKind::IncompleteBody`]).
    pub fn fail(mut self, kind: TransportErrorKind) {
        self.reply.fault = Some(kind);
        self.add();
    }

    fn add(self) {
        let Self { mock, request, reply, times, .. } = self;
        mock.with(|state| state.expected.push(Expected { request, reply, left: times }));
    }
}

// Derived, it would want a request that can be cloned, of which there is none in it.
impl<R> Clone for Expectation<R> {
    fn clone(&self) -> Self {
        let Self { mock, request, reply, times, of } = self;
        Self { mock: mock.clone(), request: request.clone(), reply: reply.clone(), times: *times, of: *of }
    }
}

impl<R> fmt::Debug for Expectation<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let request = self.request.lines("", self.request.headers.keys());
        f.debug_struct("Expectation").field("request", &request).finish_non_exhaustive()
    }
}

impl Expected {
    pub(super) fn is_left(&self) -> bool {
        self.left > 0
    }

    /// The answer, if this is what is expected.
    pub(super) fn answer(&mut self, sent: &Sent) -> Option<Reply> {
        if !self.is_left() || !self.request.is(sent) {
            return None;
        }
        self.left -= 1;
        Some(self.reply.clone())
    }

    /// What has not come, in words.
    pub(super) fn missing(&self) -> Option<String> {
        let lines = self.request.lines("", self.request.headers.keys()).join("\n");
        match self.left {
            0 => None,
            1 => Some(format!("a request that was expected did not come:\n{lines}")),
            left => Some(format!("a request that was expected did not come ({left} times):\n{lines}")),
        }
    }
}

impl Reply {
    pub(super) fn into_response(self) -> Result<Response<TransportBody>, TransportFailure> {
        let Self { status, headers, body, fault } = self;
        let body = match fault {
            None => TransportBody::from(body),
            Some(TransportErrorKind::IncompleteBody) => TransportBody::new(Broken(Some(body))),
            Some(kind) => return Err(TransportFailure { kind, source: "as the test wants it".into() }),
        };
        let mut response = Response::new(body);
        *response.status_mut() = status;
        *response.headers_mut() = headers;
        Ok(response)
    }
}

/// A body that breaks off.
struct Broken(Option<Bytes>);

impl Body for Broken {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        Poll::Ready(Some(match self.0.take() {
            Some(bytes) => Ok(Frame::data(bytes)),
            None => Err("as the test wants it".into()),
        }))
    }
}
