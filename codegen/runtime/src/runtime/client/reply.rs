//! An answer, before anybody knows what is in it.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use url::Url;

use super::download::Download;
use super::outgoing::About;
use super::response::Response;
use crate::runtime::decode::{self, BodyFault, Decoded, ItemError, Strictness, Value};
use crate::runtime::error::{Error, Exchange};
use crate::runtime::outcome::{Answer, Outcome};

/// An answer of success, before anybody knows what is in it.
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// Empty where it is still to come.
    pub(crate) body: Bytes,
    pub(crate) download: Option<Box<Download>>,
    /// The URL that answered, after redirects.
    pub(crate) url: Url,
    pub(crate) about: About,
    pub(crate) strictness: Strictness,
}

impl Reply {
    /// Reads the body.
    pub(crate) fn decode<T: Outcome>(mut self) -> Result<Response<T>, Error> {
        let download = self.download.take();
        let mut answer = self.answer();
        answer.download = download;
        match T::from_answer(answer) {
            Ok(decoded) => {
                self.about.log_drift(&decoded);
                Ok(Response::new(decoded, self.status, self.headers))
            }
            Err(fault) => Err(Error::from_body(fault, self.exchange())),
        }
    }

    /// Reads the body item by item: that of a list, or of an object that has the list as a member.
    pub(crate) fn decode_items<T: Value>(
        &self,
        member: Option<&'static str>,
    ) -> Result<Decoded<Vec<Result<T, ItemError>>>, Error> {
        let results = |body| match member {
            Some(member) => decode::member_results(body, member, self.strictness),
            None => decode::results(body, self.strictness),
        };
        let decoded = self
            .answer()
            .present_body()
            .and_then(|body| results(body).map_err(BodyFault::Whole))
            .map_err(|fault| Error::from_body(fault, self.exchange()))?;
        self.about.log_drift(&decoded);
        Ok(decoded)
    }

    fn answer(&self) -> Answer<'_> {
        let content_type = self.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        Answer::new(self.status, &self.body)
            .content_type(content_type.unwrap_or_default())
            .strictness(self.strictness)
    }

    pub(crate) fn exchange(&self) -> Exchange {
        self.about.exchange(self.status, &self.headers)
    }
}
