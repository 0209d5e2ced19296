//! What a request sends, without a client.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::fmt;

use http::Method;
use serde_json::Value;

use super::body::Body;
use super::encode::{fill, push_encoded};
use super::form::Form;
use super::query::{Pair, Query};
use super::raw_path;
use super::redact::{REDACTED, is_secret, redact_members, redact_query};
#[cfg(feature = "client")]
use super::redact::{secret_members, secret_pairs};
use crate::endpoint::Endpoint;
use crate::error::{Error, RequestError};

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
    pub(crate) query: Query,
    /// Headers by their lower-case names.
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Option<Value>,
    /// The members of the body that are or hold a number which JSON cannot hold.
    pub(crate) not_finite: BTreeSet<&'static str>,
    /// How the members of `body` are sent as a form; `None` where they are sent as JSON.
    pub(crate) form: Option<Form>,
    /// A body that is no JSON; it is sent in place of the other one.
    pub(crate) content: Option<Body>,
    /// Whether it may be sent more than once, where that is not left to its method.
    pub(crate) retries: Option<bool>,
}

impl Parts {
    pub(crate) fn new(endpoint: &'static Endpoint, path: Vec<String>) -> Self {
        Self {
            endpoint,
            raw: None,
            path,
            query: Query::default(),
            headers: BTreeMap::new(),
            body: None,
            not_finite: BTreeSet::new(),
            form: None,
            content: None,
            retries: None,
        }
    }

    pub(crate) fn raw(method: Method, path: String) -> Self {
        Self { raw: Some((method, path)), ..Self::new(Endpoint::RAW, Vec::new()) }
    }

    /// Asks for a media type.
    #[cfg(feature = "client")]
    pub(crate) fn accept(mut self, media_type: &str) -> Self {
        self.headers.insert("accept".to_owned(), media_type.to_owned());
        self
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

    /// The JSON body. Its members are sent as the parts of a form where the endpoint wants one.
    pub fn body(&self) -> Option<&Value> {
        self.body.as_ref()
    }

    /// The body that is no JSON.
    pub fn content(&self) -> Option<&Body> {
        self.content.as_ref()
    }

    /// The body as it is sent, and its media type: JSON, a form, or what is sent as it is.
    ///
    /// # Errors
    ///
    /// [`Error::Request`] if a number in it is one that JSON cannot hold, or if a file of a form is a stream.
    pub fn encoded_body(&self) -> Result<Option<(String, Body)>, Error> {
        if let Some(name) = self.not_finite.first() {
            return Err(self.invalid(Some(name), "holds a number that JSON cannot hold"));
        }
        if let Some(content) = &self.content {
            return Ok(Some((
                self.headers.get("content-type").cloned().unwrap_or_default(),
                content.clone(),
            )));
        }
        if let Some(form) = &self.form {
            let encoded = form.encode(self.body.as_ref());
            return encoded.map(Some).map_err(|(name, reason)| self.invalid(name, reason));
        }
        let Some(body) = &self.body else { return Ok(None) };
        let json = serde_json::to_vec(body).map_err(|_| self.invalid(None, "has a body that is no JSON"))?;
        Ok(Some(("application/json".to_owned(), json.into())))
    }

    /// Whether the body is a file or holds one, and so may take its time.
    #[cfg(feature = "client")]
    pub(crate) fn sends_file(&self) -> bool {
        self.content.is_some() || self.form.as_ref().is_some_and(|form| form.files().is_some())
    }

    /// The path and the query as they are sent, to be appended to the URL of the endpoint's server.
    ///
    /// # Errors
    ///
    /// [`Error::Request`] if a value cannot be part of a path, which would be another path then, or if an item of a list
    /// that is separated by commas has one.
    pub fn path_and_query(&self) -> Result<String, Error> {
        let mut url = match &self.raw {
            Some((_, path)) => {
                raw_path::check(path).map_err(|reason| self.invalid(None, reason))?;
                path.clone()
            }
            None => self.fill_path()?,
        };
        self.query.check().map_err(|(name, reason)| self.invalid(Some(name), reason))?;
        self.push_query(&mut url, |url, pair| push_encoded(url, &pair.value));
        Ok(url)
    }

    fn fill_path(&self) -> Result<String, Error> {
        let mut filled = 0;
        let path = fill(self.endpoint.path, |path, place| {
            filled = place.index + 1;
            let invalid = |reason| self.invalid(Some(place.name), reason);
            let value = self.path.get(place.index).ok_or_else(|| invalid("has no value"))?;
            place.refuse(value).map_err(invalid)?;
            place.push_encoded(path, value);
            Ok(())
        })?;
        if self.path.len() > filled {
            return Err(self.invalid(None, "has more values than its path has parameters"));
        }
        Ok(path)
    }

    fn push_query(&self, url: &mut String, mut push_value: impl FnMut(&mut String, &Pair<'_>)) {
        let mut separator = if url.contains('?') { '&' } else { '?' };
        for pair in self.query.pairs() {
            url.push(separator);
            push_encoded(url, pair.name);
            push_encoded(url, pair.suffix);
            url.push('=');
            push_value(url, &pair);
            separator = '&';
        }
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
        let Ok(path) = fill::<Infallible>(self.endpoint.path, |path, place| {
            match self.path.get(place.index) {
                Some(_) if self.is_secret(place.name) => path.push_str(REDACTED),
                Some(value) => place.push_encoded(path, value),
                None => path.extend(["{", place.name, "}"]),
            }
            Ok(())
        });
        path
    }

    /// The path and the query, without secret values.
    fn shown_path_and_query(&self) -> String {
        let mut shown = match &self.raw {
            Some((_, path)) => redact_query(path, &[]),
            None => self.shown_path(),
        };
        self.push_query(&mut shown, |url, pair| {
            if self.is_secret(pair.name) { url.push_str(REDACTED) } else { push_encoded(url, &pair.value) }
        });
        shown
    }

    fn shown_body(&self) -> Option<Value> {
        let mut body = self.body.clone()?;
        redact_members(&mut body, self.endpoint.secrets);
        Some(body)
    }

    fn is_secret(&self, name: &str) -> bool {
        is_secret(name, self.endpoint.secrets)
    }

    /// The secrets that are sent, so that errors can be kept clear of them.
    #[cfg(feature = "client")]
    pub(crate) fn secret_values(&self) -> Vec<String> {
        let mut values = self.secrets_in_path();
        values.extend(self.query.texts(|name| self.is_secret(name)));
        if let Some((_, path)) = &self.raw {
            secret_pairs(path, self.endpoint.secrets, &mut values);
        }
        if let Some(body) = &self.body {
            secret_members(body, self.endpoint.secrets, &mut values);
        }
        values
    }

    #[cfg(feature = "client")]
    fn secrets_in_path(&self) -> Vec<String> {
        let mut secrets = Vec::new();
        // Only the names of the placeholders are of interest here.
        let Ok(_) = fill::<Infallible>(self.endpoint.path, |_, place| {
            secrets.extend(self.path.get(place.index).filter(|_| self.is_secret(place.name)).cloned());
            Ok(())
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
        if let Some(content) = &self.content {
            shown.field("body", content);
        } else if let Some(body) = self.shown_body() {
            shown.field(if self.form.is_some() { "form" } else { "body" }, &format_args!("{body}"));
        }
        if let Some(files) = self.form.as_ref().and_then(Form::files) {
            shown.field("files", files);
        }
        shown.finish()
    }
}

impl fmt::Debug for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.debug("Parts", f)
    }
}
