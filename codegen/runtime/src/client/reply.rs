//! An answer, before anybody knows what is in it.

use std::sync::Arc;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, StatusCode};
use serde_core::de::IgnoredAny;
use url::Url;

use super::download::Download;
use super::outgoing::About;
use super::response::Response;
use super::settings::JSON_DEPTH;
use crate::decode::{self, BodyFault, Decoded, Fault, ItemError, Strictness, Value};
use crate::error::{BodyError, BodyErrorKind, Error, Exchange};
use crate::outcome::{Answer, Outcome};

/// How much of a body that is no JSON is shown, in bytes.
const SHOWN: usize = 200;

/// An answer of success, before anybody knows what is in it.
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// Empty where it is still to come.
    pub(crate) body: Bytes,
    pub(crate) download: Option<Box<Download>>,
    /// The URL that answered, if it may be another one than that of the request.
    pub(crate) url: Option<Box<Url>>,
    pub(crate) about: Arc<About>,
    pub(crate) strictness: Strictness,
    pub(crate) max_json_depth: usize,
}

impl Reply {
    /// Reads the body.
    pub(crate) fn decode<T: Outcome>(mut self) -> Result<Response<T>, Error> {
        self.check_depth()?;
        let download = self.download.take();
        let mut answer = self.answer();
        answer.download = download;
        match T::from_answer(answer) {
            Ok(decoded) => {
                self.about.log_drift(&decoded);
                Ok(Response::new(decoded, self.status, self.headers))
            }
            Err(fault) => Err(self.error(fault)),
        }
    }

    /// Reads the body item by item: that of a list, or of an object that has the list as a member.
    pub(crate) fn decode_items<T: Value>(
        &self,
        member: Option<&'static str>,
    ) -> Result<Decoded<Vec<Result<T, ItemError>>>, Error> {
        self.check_depth()?;
        let results = |body| match member {
            Some(member) => decode::member_results(body, member, self.strictness),
            None => decode::results(body, self.strictness),
        };
        let decoded = self
            .answer()
            .present_body()
            .and_then(|body| results(body).map_err(BodyFault::Whole))
            .map_err(|fault| self.error(fault))?;
        self.about.log_drift(&decoded);
        Ok(decoded)
    }

    fn answer(&self) -> Answer<'_> {
        let content_type = self.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        Answer::new(self.status, &self.body)
            .content_type(content_type.unwrap_or_default())
            .strictness(self.strictness)
    }

    /// What is wrong with the body: that it is none of GitHub's, where that is so, and else its fault.
    fn error(&self, fault: BodyFault) -> Error {
        let is_json = serde_json::from_slice::<IgnoredAny>(&self.body).is_ok();
        if is_json || self.claims_json() || self.answer().present_body().is_err() {
            return Error::from_body(fault, self.exchange());
        }
        let content_type = self.headers.get(CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
        let begin = &self.body[..self.body.len().min(SHOWN)];
        // It was cut to so many bytes, and perhaps within a character.
        let begin = self.about.redact(&String::from_utf8_lossy(begin)).escape_debug().to_string();
        let reason = format!("it is `{}`, and begins with \"{begin}\"", content_type.escape_ascii());
        Error::Body(Box::new(BodyError::new(
            self.exchange(),
            BodyErrorKind::UnexpectedContentType,
            reason.into(),
        )))
    }

    /// Whether the headers say that the body is JSON, in the one encoding that JSON has.
    fn claims_json(&self) -> bool {
        let content_type = self.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let Some(content_type) = content_type else { return true };
        let content_type = content_type.to_ascii_lowercase();
        let (media_type, parameters) = content_type.split_once(';').unwrap_or((&content_type, ""));
        let charset = parameters.split(';').find_map(|one| one.trim().strip_prefix("charset="));
        let is_utf8 = charset.is_none_or(|charset| matches!(charset.trim_matches('"'), "utf-8" | "utf8"));
        media_type.trim().ends_with("json") && is_utf8
    }

    /// Refuses JSON that is deeper than the client allows, if that is less than the parser itself allows.
    fn check_depth(&self) -> Result<(), Error> {
        if self.max_json_depth >= JSON_DEPTH || depth(&self.body) <= self.max_json_depth {
            return Ok(());
        }
        let fault =
            Fault::of_body("JSON that is less deep", format!("more than {} levels", self.max_json_depth));
        Err(Error::from_body(BodyFault::Whole(fault), self.exchange()))
    }

    pub(crate) fn exchange(&self) -> Exchange {
        self.about.exchange(self.status, &self.headers)
    }
}

/// How deep arrays and objects are nested in a text that may be JSON.
fn depth(text: &[u8]) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let (mut is_string, mut is_escaped) = (false, false);
    for byte in text {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_string => is_escaped = true,
            b'"' => is_string = !is_string,
            b'[' | b'{' if !is_string => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' if !is_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::depth;

    #[test]
    fn depth_counts_what_is_open_at_once() {
        for (text, expected) in
            [("", 0), ("1", 0), ("[]", 1), (r#"{"a":[{}],"b":[]}"#, 3), (r#"["[[\"[["]"#, 1), ("]][", 1)]
        {
            assert_eq!(depth(text.as_bytes()), expected, "{text}");
        }
    }
}
