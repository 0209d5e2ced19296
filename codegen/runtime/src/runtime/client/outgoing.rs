//! A request as it goes over the wire.

use bytes::Bytes;
use http::header::{
    AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, HeaderMap, HeaderName, HeaderValue,
    PROXY_AUTHORIZATION,
};
use http::{Method, StatusCode};
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::token::Token;
use super::{Client, response};
use crate::runtime::endpoint::Endpoint;
use crate::runtime::error::{Error, Exchange};
use crate::runtime::request::Parts;
use crate::runtime::request::encode::encode;
use crate::runtime::request::redact::{REDACTED, redact_query};

/// A request as it goes over the wire.
#[derive(Clone)]
pub(crate) struct Outgoing {
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Bytes>,
    pub(crate) about: About,
}

/// What errors say of a request, and must not say.
#[derive(Clone)]
pub(crate) struct About {
    pub(crate) endpoint: &'static Endpoint,
    pub(crate) request: String,
    /// The texts that an error must not hold, should the server repeat them.
    secrets: Vec<SecretString>,
}

impl Outgoing {
    pub(crate) fn new(client: &Client, parts: &Parts) -> Result<Self, Error> {
        let path_and_query = parts.path_and_query()?;
        let url = client
            .inner
            .base
            .join(&path_and_query)
            .ok_or_else(|| parts.invalid(None, "has a path that a URL cannot hold as it is"))?;
        let body = match parts.body() {
            Some(body) => Some(
                serde_json::to_vec(body)
                    .map_err(|_| parts.invalid(None, "has a body that is no JSON"))?
                    .into(),
            ),
            None => None,
        };
        let headers = headers(client, parts, body.as_ref())?;
        let secrets = parts.secret_values().into_iter().chain(credentials(&headers));
        // Servers repeat them as they stand in URLs, too.
        let secrets = secrets.flat_map(|secret| [encode(&secret), secret]).map(SecretString::from).collect();
        let about = About { endpoint: parts.endpoint(), request: parts.shown(), secrets };
        Ok(Self { method: parts.method().clone(), url, headers, body, about })
    }
}

/// The client's headers, with those of the request in their place.
fn headers(client: &Client, parts: &Parts, body: Option<&Bytes>) -> Result<HeaderMap, Error> {
    let mut headers = client.inner.headers.clone();
    if let Some(value) = client.inner.token.as_ref().and_then(Token::header)
        && !headers.contains_key(AUTHORIZATION)
    {
        headers.insert(AUTHORIZATION, value);
    }
    match (body, parts.method()) {
        (Some(_), _) => {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        // Without it, servers wait for a body or answer 411; hyper does not say it by itself.
        (None, &Method::POST | &Method::PUT | &Method::PATCH) => {
            headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        _ => {}
    }
    for (name, value) in parts.headers() {
        let invalid = |reason| parts.invalid(Some(name), reason);
        let key = HeaderName::try_from(name).map_err(|_| invalid("cannot be the name of a header"))?;
        let mut value =
            HeaderValue::try_from(value).map_err(|_| invalid("has a value that a header cannot carry"))?;
        value.set_sensitive(true);
        headers.insert(key, value);
    }
    Ok(headers)
}

/// What the headers authenticate with, with and without the scheme in front (`Bearer …`).
fn credentials(headers: &HeaderMap) -> impl Iterator<Item = String> {
    let values = [AUTHORIZATION, PROXY_AUTHORIZATION, COOKIE].map(|name| headers.get(name));
    values.into_iter().flatten().filter_map(|value| value.to_str().ok()).flat_map(|value| {
        let alone = value.split_once(' ').map(|(_, credential)| credential.to_owned());
        [Some(value.to_owned()), alone].into_iter().flatten()
    })
}

impl About {
    /// The exchange that an answer makes of this request.
    pub(crate) fn exchange(&self, status: StatusCode, headers: &HeaderMap) -> Exchange {
        let request_id = response::request_id(headers).map(|id| self.redact(id));
        Exchange::new(self.endpoint, self.request.clone(), status, request_id)
    }

    /// Takes the secrets of the request out of a text that the server sent.
    pub(crate) fn redact(&self, text: &str) -> String {
        let secrets =
            self.secrets.iter().map(ExposeSecret::expose_secret).filter(|secret| !secret.is_empty());
        secrets.fold(text.to_owned(), |text, secret| text.replace(secret, REDACTED))
    }

    /// Takes the secrets of the request, and those that a URL names itself, out of a URL that the server sent.
    pub(crate) fn redact_url(&self, url: &str) -> String {
        redact_query(&self.redact(url), self.endpoint.secrets)
    }
}
