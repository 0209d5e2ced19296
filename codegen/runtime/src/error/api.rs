//! Answers with an error status.

use std::fmt;

use http::{HeaderMap, StatusCode};
use serde_json::Value;

use super::exchange::Exchange;
use crate::client::RateLimit;
use crate::endpoint::Endpoint;

/// How much of the server's message is displayed, in characters.
const DISPLAYED: usize = 300;

/// The server answered with an error status.
#[derive(Clone)]
pub struct ApiError {
    exchange: Exchange,
    status: StatusCode,
    headers: HeaderMap,
    body: String,
    message: Option<String>,
    documentation_url: Option<String>,
    errors: Vec<Value>,
}

impl ApiError {
    /// Reads an error body, which need not be JSON. Servers repeat what they were sent, so every text goes through
    /// `redact`: those in JSON once more by themselves, as they may be written with escapes there.
    pub(crate) fn new(
        exchange: Exchange,
        status: StatusCode,
        headers: HeaderMap,
        body: &str,
        redact: impl Fn(&str) -> String,
    ) -> Self {
        let mut json: Value = serde_json::from_str(body).unwrap_or_default();
        redact_texts(&mut json, &redact);
        let mut text = |name: &str| match json.get_mut(name).map(Value::take) {
            Some(Value::String(text)) => Some(text),
            _ => None,
        };
        let message = text("message");
        let documentation_url = text("documentation_url");
        let errors = match json.get_mut("errors").map(Value::take) {
            Some(Value::Array(errors)) => errors,
            None | Some(Value::Null) => Vec::new(),
            Some(error) => vec![error],
        };
        Self { exchange, status, headers, body: redact(body), message, documentation_url, errors }
    }

    /// The exchange that ended so.
    pub fn exchange(&self) -> &Exchange {
        &self.exchange
    }

    /// What the documentation says of the endpoint; [`Endpoint::RAW`] for a raw request.
    pub fn endpoint(&self) -> &'static Endpoint {
        self.exchange.endpoint()
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// GitHub's message. None if the body is not GitHub's, such as that of a proxy.
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// Where GitHub says that the matter is documented.
    pub fn documentation_url(&self) -> Option<&str> {
        self.documentation_url.as_deref()
    }

    /// GitHub's list of what is wrong with the request, mostly objects with `resource`, `field` and `code`.
    pub fn errors(&self) -> &[Value] {
        &self.errors
    }

    /// The server's name for the exchange (`x-github-request-id`).
    pub fn request_id(&self) -> Option<&str> {
        self.exchange.request_id()
    }

    /// What the documentation of the endpoint says of this status.
    pub fn documented(&self) -> Option<&'static str> {
        self.endpoint().status(self.status)
    }

    /// The scopes that the documentation asks of a token, if the status may come from the lack of them: 401, 403, and
    /// 404, which GitHub says in place of 403 where it must not tell that there is something.
    pub fn required_scopes(&self) -> &'static [&'static str] {
        match self.status {
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::NOT_FOUND => {
                self.endpoint().scopes
            }
            _ => &[],
        }
    }

    /// The scopes of the token, as the server knows them (`x-oauth-scopes`).
    pub fn granted_scopes(&self) -> Vec<&str> {
        self.list("x-oauth-scopes")
    }

    /// The scopes any of which the server accepts here (`x-accepted-oauth-scopes`).
    pub fn accepted_scopes(&self) -> Vec<&str> {
        self.list("x-accepted-oauth-scopes")
    }

    /// Whether the status may come from an endpoint or a parameter that the server does not know.
    fn may_be_another_api(&self) -> bool {
        matches!(
            self.status,
            StatusCode::BAD_REQUEST
                | StatusCode::NOT_FOUND
                | StatusCode::METHOD_NOT_ALLOWED
                | StatusCode::NOT_ACCEPTABLE
                | StatusCode::GONE
                | StatusCode::UNSUPPORTED_MEDIA_TYPE
                | StatusCode::UNPROCESSABLE_ENTITY
        )
    }

    fn list(&self, header: &str) -> Vec<&str> {
        let value = self.headers.get(header).and_then(|value| value.to_str().ok()).unwrap_or_default();
        value.split(',').map(str::trim).filter(|scope| !scope.is_empty()).collect()
    }

    /// The rate limit, if the server says one.
    pub fn rate_limit(&self) -> Option<RateLimit> {
        RateLimit::from_headers(&self.headers)
    }

    /// The headers of the answer.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The text of the body, at most its first 64 KiB.
    pub fn body(&self) -> &str {
        &self.body
    }
}

fn redact_texts(json: &mut Value, redact: &impl Fn(&str) -> String) {
    match json {
        Value::String(text) => *text = redact(text),
        Value::Array(elements) => elements.iter_mut().for_each(|element| redact_texts(element, redact)),
        Value::Object(members) => members.values_mut().for_each(|member| redact_texts(member, redact)),
        _ => {}
    }
}

impl fmt::Debug for ApiError {
    // The headers are left out, as they may hold cookies, and the body, as it may be a page of HTML.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError")
            .field("exchange", &self.exchange)
            .field("message", &self.message)
            .field("documentation_url", &self.documentation_url)
            .field("errors", &self.errors)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.exchange.request(), self.status)?;
        if let Some(message) = &self.message {
            // One line, and nothing that a terminal would obey.
            let line = message.chars().map(|c| if c.is_control() { ' ' } else { c });
            write!(f, ": {}", line.take(DISPLAYED).collect::<String>())?;
        }
        let documented = self.documented().map(|text| format!("documented: {text:?}"));
        let scopes = self.required_scopes();
        let scopes = (!scopes.is_empty()).then(|| format!("needs scopes: {}", scopes.join(", ")));
        let request_id = self.request_id().map(|id| format!("request id {id}"));
        let release =
            self.exchange.other_release().filter(|_| self.may_be_another_api()).map(ToString::to_string);
        let notes: Vec<String> = [documented, scopes, release, request_id].into_iter().flatten().collect();
        if notes.is_empty() { Ok(()) } else { write!(f, " ({})", notes.join("; ")) }
    }
}

impl std::error::Error for ApiError {}
