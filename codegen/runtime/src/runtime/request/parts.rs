//! What a request sends, without a client.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fmt;

use http::Method;
use serde_json::Value;

use super::encode::{encode, fill, refuse_segment};
use super::raw_path;
use super::redact::{REDACTED, is_secret, redact_query};
use crate::runtime::endpoint::Endpoint;
use crate::runtime::error::{Error, RequestError};

/// What a request sends, as plain values: the endpoint and what fills it.
///
/// Two requests that send the same are equal, in whichever order their parameters were set.
#[derive(Clone, PartialEq)]
pub struct Parts {
    pub(crate) endpoint: &'static Endpoint,
    /// For a raw request, what the endpoint would say: the method, and the path with its query.
    pub(crate) raw: Option<(Method, String)>,
    /// The values of the path's placeholders, in order.
    pub(crate) path: Vec<String>,
    /// The documented query parameters, in the order of the documentation.
    pub(crate) query: Vec<(&'static str, String)>,
    /// Further query parameters, in the order in which they were added.
    pub(crate) extra_query: Vec<(String, String)>,
    /// Headers by their lower-case names.
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Option<Value>,
}

impl Parts {
    pub(crate) fn new(endpoint: &'static Endpoint) -> Self {
        Self {
            endpoint,
            raw: None,
            path: Vec::new(),
            query: Vec::new(),
            extra_query: Vec::new(),
            headers: BTreeMap::new(),
            body: None,
        }
    }

    pub(crate) fn raw(method: Method, path: String) -> Self {
        Self { raw: Some((method, path)), ..Self::new(Endpoint::RAW) }
    }

    /// The endpoint; [`Endpoint::RAW`] for a raw request.
    pub fn endpoint(&self) -> &'static Endpoint {
        self.endpoint
    }

    /// The HTTP method.
    pub fn method(&self) -> &Method {
        self.raw.as_ref().map_or(&self.endpoint.method, |(method, _)| method)
    }

    /// The headers of this request alone, by their lower-case names.
    pub fn headers(&self) -> &BTreeMap<String, String> {
        &self.headers
    }

    /// The JSON body.
    pub fn body(&self) -> Option<&Value> {
        self.body.as_ref()
    }

    /// The path and the query as they are sent, to be appended to a base URL.
    ///
    /// # Errors
    ///
    /// [`Error::Request`] if a value cannot be part of a path, which would be another path then.
    pub fn path_and_query(&self) -> Result<String, Error> {
        let mut url = match &self.raw {
            Some((_, path)) => {
                raw_path::check(path).map_err(|reason| self.invalid(None, reason))?;
                path.clone()
            }
            None => self.fill_path()?,
        };
        self.push_query(&mut url, |_, value| encode(value));
        Ok(url)
    }

    fn fill_path(&self) -> Result<String, Error> {
        let mut filled = 0;
        let path = fill(self.endpoint.path, |index, name| {
            filled = index + 1;
            let value = self.path.get(index).ok_or_else(|| self.invalid(Some(name), "has no value"))?;
            refuse_segment(value).map_err(|reason| self.invalid(Some(name), reason))?;
            Ok(encode(value))
        })?;
        if self.path.len() > filled {
            return Err(self.invalid(None, "has more values than its path has parameters"));
        }
        Ok(path)
    }

    fn push_query(&self, url: &mut String, mut write: impl FnMut(&str, &str) -> String) {
        let mut separator = if url.contains('?') { '&' } else { '?' };
        for (name, value) in self.query_pairs() {
            url.push(separator);
            url.push_str(&encode(name));
            url.push('=');
            url.push_str(&write(name, value));
            separator = '&';
        }
    }

    fn query_pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        let documented = self.query.iter().map(|(name, value)| (*name, value.as_str()));
        documented.chain(self.extra_query.iter().map(|(name, value)| (name.as_str(), value.as_str())))
    }

    pub(crate) fn invalid(&self, parameter: Option<&str>, reason: impl Into<String>) -> Error {
        Error::Request(Box::new(RequestError::new(self.shown(), parameter, reason.into())))
    }

    /// The method and the path, without the query and secret values, as errors name the request.
    pub(crate) fn shown(&self) -> String {
        format!("{} {}", self.method(), self.shown_path())
    }

    fn shown_path(&self) -> String {
        if let Some((_, path)) = &self.raw {
            return path.split_once('?').map_or(path.as_str(), |(path, _)| path).to_owned();
        }
        let Ok(path) = fill::<Infallible>(self.endpoint.path, |index, name| {
            Ok(match self.path.get(index) {
                Some(_) if self.is_secret(name) => REDACTED.to_owned(),
                Some(value) => encode(value),
                None => format!("{{{name}}}"),
            })
        });
        path
    }

    /// The path and the query, without secret values.
    fn shown_path_and_query(&self) -> String {
        let mut shown = match &self.raw {
            Some((_, path)) => redact_query(path, &[]),
            None => self.shown_path(),
        };
        self.push_query(
            &mut shown,
            |name, value| {
                if self.is_secret(name) { REDACTED.to_owned() } else { encode(value) }
            },
        );
        shown
    }

    fn shown_body(&self) -> Option<Value> {
        let mut body = self.body.clone()?;
        self.redact(&mut body);
        Some(body)
    }

    fn redact(&self, body: &mut Value) {
        match body {
            Value::Object(members) => {
                for (name, value) in members {
                    if self.is_secret(name) {
                        *value = Value::String(REDACTED.to_owned());
                    } else {
                        self.redact(value);
                    }
                }
            }
            Value::Array(elements) => elements.iter_mut().for_each(|element| self.redact(element)),
            _ => {}
        }
    }

    fn is_secret(&self, name: &str) -> bool {
        is_secret(name, self.endpoint.secrets)
    }

    /// The secrets that are sent, so that errors can be kept clear of them.
    #[cfg(feature = "client")]
    pub(crate) fn secret_values(&self) -> Vec<String> {
        let mut values = self.secrets_in_path();
        let query = self.query_pairs().filter(|(name, _)| self.is_secret(name));
        values.extend(query.map(|(_, value)| value.to_owned()));
        if let Some((_, path)) = &self.raw {
            let pairs = path.split_once('?').map_or("", |(_, query)| query).split('&');
            let secrets =
                pairs.filter_map(|pair| pair.split_once('=')).filter(|(name, _)| self.is_secret(name));
            values.extend(secrets.map(|(_, value)| value.to_owned()));
        }
        if let Some(Value::Object(members)) = &self.body {
            let secrets = members.iter().filter(|(name, _)| self.is_secret(name));
            values.extend(secrets.filter_map(|(_, value)| value.as_str()).map(str::to_owned));
        }
        values
    }

    #[cfg(feature = "client")]
    fn secrets_in_path(&self) -> Vec<String> {
        let mut secrets = Vec::new();
        // Only the names of the placeholders are of interest here.
        let Ok(_) = fill::<Infallible>(self.endpoint.path, |index, name| {
            secrets.extend(self.path.get(index).filter(|_| self.is_secret(name)).cloned());
            Ok(String::new())
        });
        secrets
    }

    /// Prints a request under the name of its type.
    pub(crate) fn debug(&self, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct(name);
        shown.field("request", &format_args!("{} {}", self.method(), self.shown_path_and_query()));
        if !self.headers.is_empty() {
            // The values may well be credentials, whatever the names are.
            shown.field("headers", &self.headers.keys().collect::<Vec<_>>());
        }
        if let Some(body) = self.shown_body() {
            shown.field("body", &format_args!("{body}"));
        }
        shown.finish()
    }
}

impl fmt::Debug for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.debug("Parts", f)
    }
}
