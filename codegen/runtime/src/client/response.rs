//! An answer and what is in it.

use std::ops::Deref;

use http::{HeaderMap, StatusCode};

use super::link;
use super::rate_limit::RateLimit;
use crate::decode::{Decoded, Drift};

/// An answer of success: its value, which it can be used as, and what came with it.
#[derive(Clone, Debug)]
pub struct Response<T> {
    decoded: Decoded<T>,
    status: StatusCode,
    headers: HeaderMap,
}

impl<T> Response<T> {
    pub(crate) fn new(decoded: Decoded<T>, status: StatusCode, headers: HeaderMap) -> Self {
        Self { decoded, status, headers }
    }

    /// What was read.
    pub fn value(&self) -> &T {
        &self.decoded.value
    }

    /// What was read, to be kept.
    pub fn into_inner(self) -> T {
        self.decoded.value
    }

    /// Makes something else of what was read.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Response<U> {
        let Self { decoded: Decoded { value, drifts }, status, headers } = self;
        Response { decoded: Decoded { value: make(value), drifts }, status, headers }
    }

    /// The status, which is 200 to 299.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Where the answer departs from the documentation: the first thousand places. If there are more
    /// ([`Response::drift_total`]), what is not listed may depart as well: decide nothing by it.
    pub fn drift(&self) -> &[Drift] {
        self.decoded.drift()
    }

    /// In how many places the answer departs from the documentation.
    pub fn drift_total(&self) -> usize {
        self.decoded.drift_total()
    }

    /// The server's name for the exchange (`x-github-request-id`), for which GitHub's support asks.
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)
    }

    /// The rate limit, if the server says one.
    pub fn rate_limit(&self) -> Option<RateLimit> {
        RateLimit::from_headers(&self.headers)
    }

    /// The URL of the next page, as the server says it (`Link: rel="next"`).
    pub fn next_page(&self) -> Option<&str> {
        link::next(&self.headers)
    }
}

impl<T> Deref for Response<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.decoded.value
    }
}

/// The server's name for an exchange.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<&str> {
    headers.get("x-github-request-id")?.to_str().ok()
}
