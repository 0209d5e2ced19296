//! Requests that a rate limit stops.

use std::fmt;
use std::time::Duration;

use jiff::Timestamp;

use super::api::ApiError;

/// A rate limit stops the request, for longer than the client is to wait.
#[derive(Clone)]
pub struct RateLimitedError {
    request: String,
    retry_after: Duration,
    until: Timestamp,
    is_secondary: bool,
    resource: Option<String>,
    api: Option<ApiError>,
}

impl RateLimitedError {
    /// `api` is the refusal; none if the limit was known, so that nothing was sent.
    pub(crate) fn new(
        request: String,
        retry_after: Duration,
        now: Timestamp,
        is_secondary: bool,
        resource: Option<String>,
        api: Option<ApiError>,
    ) -> Self {
        let until = now.saturating_add(retry_after).unwrap_or(Timestamp::MAX);
        Self { request, retry_after, until, is_secondary, resource, api }
    }

    /// The method and the path, without the query and without secrets.
    pub fn request(&self) -> &str {
        &self.request
    }

    /// How long to wait before the request may be made again, counted from when this error came.
    pub fn retry_after(&self) -> Duration {
        self.retry_after
    }

    /// When the request may be made again, by the clock of this machine.
    pub fn until(&self) -> Timestamp {
        self.until
    }

    /// Whether it is a secondary limit, which applies to all that a token asks for, and not that of a resource.
    pub fn is_secondary(&self) -> bool {
        self.is_secondary
    }

    /// What the limit is for, such as `core` or `search`, if the server says it.
    pub fn resource(&self) -> Option<&str> {
        self.resource.as_deref()
    }

    /// The refusal; none if the client knew of the limit before, and sent nothing.
    pub fn api(&self) -> Option<&ApiError> {
        self.api.as_ref()
    }
}

impl fmt::Debug for RateLimitedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RateLimitedError")
            .field("request", &self.request)
            .field("retry_after", &self.retry_after)
            .field("until", &self.until)
            .field("is_secondary", &self.is_secondary)
            .field("resource", &self.resource)
            .field("api", &self.api)
            .finish()
    }
}

impl fmt::Display for RateLimitedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = if self.is_secondary { "secondary rate limit" } else { "rate limit" };
        let resource = self.resource.as_ref().map(|resource| format!(" of `{resource}`")).unwrap_or_default();
        let until = self.until.round(jiff::Unit::Second).unwrap_or(self.until);
        write!(f, "{}: stopped by the {kind}{resource} until {until}", self.request)?;
        match self.api.as_ref().and_then(ApiError::message) {
            Some(_) => write!(f, " ({})", self.api.as_ref().map(ToString::to_string).unwrap_or_default()),
            None => Ok(()),
        }
    }
}

impl std::error::Error for RateLimitedError {}
