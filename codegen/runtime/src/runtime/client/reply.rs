//! An answer, before anybody knows what is in it.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use url::Url;

use super::outgoing::About;
use super::response::Response;
use crate::runtime::decode::{self, BodyFault, Decoded, Fault, ItemError, Strictness, Value};
use crate::runtime::error::{Error, Exchange};

/// An answer of success, before anybody knows what is in it.
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// The URL that answered, after redirects.
    pub(crate) url: Url,
    pub(crate) about: About,
    pub(crate) strictness: Strictness,
}

impl Reply {
    /// Reads the body.
    pub(crate) fn decode<T: Value>(self) -> Result<Response<T>, Error> {
        let decoded = match T::from_empty_body().filter(|_| self.is_empty()) {
            Some(value) => Ok(Decoded::of(value)),
            None => self.present_body().and_then(|body| T::from_body(body, self.strictness)),
        };
        match decoded {
            Ok(decoded) => {
                self.log_drift(&decoded);
                Ok(Response::new(decoded, self.status, self.headers))
            }
            Err(fault) => Err(Error::from_body(fault, self.exchange())),
        }
    }

    /// Reads the body item by item.
    pub(crate) fn decode_items<T: Value>(&self) -> Result<Decoded<Vec<Result<T, ItemError>>>, Error> {
        let decoded = self
            .present_body()
            .and_then(|body| decode::results(body, self.strictness).map_err(BodyFault::Whole))
            .map_err(|fault| Error::from_body(fault, self.exchange()))?;
        self.log_drift(&decoded);
        Ok(decoded)
    }

    /// Drift costs nothing, but it should not go unseen either: one event a reply.
    fn log_drift<T>(&self, decoded: &Decoded<T>) {
        if let Some(first) = decoded.drift().first() {
            tracing::warn!(
                request = %self.about.request,
                places = decoded.drift_total(),
                first = %first,
                "the reply departs from the documentation"
            );
        }
    }

    pub(crate) fn exchange(&self) -> Exchange {
        self.about.exchange(self.status, &self.headers)
    }

    /// Whether there is no body. What comes with a 204 is none.
    fn is_empty(&self) -> bool {
        self.status == StatusCode::NO_CONTENT || self.body.trim_ascii().is_empty()
    }

    fn present_body(&self) -> Result<&[u8], BodyFault> {
        if self.is_empty() {
            return Err(BodyFault::Whole(Fault {
                path: "$".to_owned(),
                expected: "JSON",
                got: "an empty body".to_owned(),
            }));
        }
        Ok(&self.body)
    }
}
