//! Clients that are not set up right.

use std::error::Error;
use std::fmt;

use super::BoxError;

/// A client that was not set up right.
#[derive(Debug)]
pub struct ConfigError {
    reason: String,
    source: Option<BoxError>,
}

impl ConfigError {
    pub(crate) fn new(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), source: None }
    }

    pub(crate) fn with_source(reason: impl Into<String>, source: impl Into<BoxError>) -> Self {
        Self { reason: reason.into(), source: Some(source.into()) }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl Error for ConfigError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_ref().map(|source| source.as_ref() as _)
    }
}
