//! A request as it goes over the wire.

use std::fmt;
use std::sync::Arc;

use http::header::{
    ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, HeaderMap, HeaderName,
    HeaderValue, IF_RANGE, PROXY_AUTHORIZATION, RANGE, USER_AGENT,
};
use http::{Method, StatusCode};
use url::Url;

use super::base_url::BaseUrl;
use super::token::{Credentials, Token};
use super::{Client, response};
use crate::runtime::decode::Decoded;
use crate::runtime::endpoint::Endpoint;
use crate::runtime::error::{AuthError, Error, Exchange, OtherRelease};
use crate::runtime::request::encode::encode;
use crate::runtime::request::redact::{REDACTED, redact_query};
use crate::runtime::request::{Body, Parts};

/// A request as it goes over the wire.
#[derive(Clone)]
pub(crate) struct Outgoing {
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Body>,
    pub(crate) about: Arc<About>,
    /// Whether it may be sent more than once, if the request says so.
    pub(crate) retries: Option<bool>,
    /// The server that may see the token.
    pub(crate) server: Arc<BaseUrl>,
    /// Whether the body is a file, which takes as long as it flows.
    pub(crate) uploads: bool,
    /// Whether the answer is one.
    pub(crate) downloads: bool,
    /// Whether a redirect has led to another server, so that nothing is authenticated any more.
    pub(crate) is_abroad: bool,
}

/// What errors say of a request, and must not say.
#[derive(Clone)]
pub(crate) struct About {
    pub(crate) endpoint: &'static Endpoint,
    /// What was asked, of which little is shown, and only where something is.
    parts: Parts,
    /// The headers that it authenticates with.
    credentials: Vec<HeaderValue>,
    /// The version of the documentation that the client was made from.
    documentation: Option<&'static str>,
}

impl Outgoing {
    /// `accept` is what the reply has to be, where it is not JSON.
    pub(crate) fn new(
        client: &Client,
        parts: Parts,
        accept: Option<&'static str>,
        downloads: bool,
    ) -> Result<Self, Error> {
        let path_and_query = parts.path_and_query()?;
        let servers = &client.inner.servers;
        let server =
            servers.resolve(parts.endpoint().server).map_err(|reason| parts.invalid(None, reason))?;
        let url = server
            .join(&path_and_query)
            .ok_or_else(|| parts.invalid(None, "has a path that a URL cannot hold as it is"))?;
        let body = parts.encoded_body()?;
        let headers = headers(client, &parts, accept, body.as_ref())?;
        let (method, retries, uploads) = (parts.method().clone(), parts.retries, parts.sends_file());
        let about = About {
            endpoint: parts.endpoint(),
            credentials: credentials_in(&headers),
            documentation: client.inner.documentation,
            parts,
        };
        Ok(Self {
            method,
            url,
            headers,
            body: body.map(|(_, body)| body),
            about: Arc::new(about),
            retries,
            server,
            uploads,
            downloads,
            is_abroad: false,
        })
    }

    /// Whether it changes something, as far as its method says.
    pub(crate) fn writes(&self) -> bool {
        !matches!(self.method, Method::GET | Method::HEAD | Method::OPTIONS)
    }

    /// Whether it sends a file or is answered with one, so that it takes as long as something moves.
    pub(crate) fn is_file(&self) -> bool {
        self.uploads || self.downloads
    }

    /// Fills in the access token, if the request does not authenticate itself.
    pub(crate) async fn authorize(&mut self, credentials: &Credentials) -> Result<(), Error> {
        if self.headers.contains_key(AUTHORIZATION) {
            return Ok(());
        }
        let value = match credentials {
            Credentials::None => return Ok(()),
            Credentials::Static(value) => Some(value.clone()),
            Credentials::Provider(provider) => {
                let token = provider
                    .token()
                    .await
                    .map_err(|source| Error::Auth(Box::new(AuthError::new(self.about.request(), source))))?;
                Token::header(&token)
            }
        };
        self.headers.extend(value.map(|value| (AUTHORIZATION, value)));
        Arc::make_mut(&mut self.about).credentials = credentials_in(&self.headers);
        Ok(())
    }

    /// Makes the request one that anybody may see, as it goes to a server of which nothing is known.
    pub(crate) fn go_abroad(&mut self) {
        let kept =
            [USER_AGENT, ACCEPT_ENCODING, RANGE, IF_RANGE].map(|name| (self.headers.remove(&name), name));
        self.headers.clear();
        self.headers.insert(ACCEPT, HeaderValue::from_static("*/*"));
        self.headers.extend(kept.into_iter().filter_map(|(value, name)| Some((name, value?))));
        self.drop_body();
        self.is_abroad = true;
    }

    /// Leaves out the body and what the headers say of it.
    pub(crate) fn drop_body(&mut self) {
        self.body = None;
        self.uploads = false;
        self.headers.remove(CONTENT_TYPE);
        self.headers.remove(CONTENT_LENGTH);
    }
}

/// The client's headers, with those of the request in their place.
fn headers(
    client: &Client,
    parts: &Parts,
    accept: Option<&'static str>,
    body: Option<&(String, Body)>,
) -> Result<HeaderMap, Error> {
    let mut headers = client.inner.headers.clone();
    if let Some(accept) = accept {
        headers.insert(ACCEPT, HeaderValue::from_static(accept));
    }
    match (body, parts.method()) {
        (Some((media_type, body)), _) => {
            if let Ok(media_type) = HeaderValue::try_from(media_type) {
                // One that the request names itself is checked below, with its other headers.
                headers.insert(CONTENT_TYPE, media_type);
            }
            // A stream without a length is sent in chunks.
            if let Some(length) = body.length() {
                headers.insert(CONTENT_LENGTH, length.into());
            }
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

/// The headers that authenticate.
fn credentials_in(headers: &HeaderMap) -> Vec<HeaderValue> {
    [AUTHORIZATION, PROXY_AUTHORIZATION, COOKIE]
        .iter()
        .filter_map(|name| headers.get(name).cloned())
        .collect()
}

impl About {
    /// The method and the path, without the query and without secrets.
    pub(crate) fn request(&self) -> String {
        self.parts.shown()
    }

    /// The exchange that an answer makes of this request.
    pub(crate) fn exchange(&self, status: StatusCode, headers: &HeaderMap) -> Exchange {
        let request_id = response::request_id(headers).map(|id| self.redact(id));
        let other_release = OtherRelease::of(headers, self.documentation);
        Exchange::new(self.endpoint, self.request(), status, request_id, other_release)
    }

    /// Drift costs nothing, but it should not go unseen either: one event a reply.
    pub(crate) fn log_drift<T>(&self, decoded: &Decoded<T>) {
        if let Some(first) = decoded.drift().first() {
            tracing::warn!(
                request = %self,
                places = decoded.drift_total(),
                first = %first,
                "the reply departs from the documentation"
            );
        }
    }

    /// Takes the secrets of the request out of a text that the server sent.
    pub(crate) fn redact(&self, text: &str) -> String {
        let mut secrets = self.parts.secret_values();
        for credential in self.credentials.iter().filter_map(|value| value.to_str().ok()) {
            // With and without the scheme in front (`Bearer …`).
            secrets.extend(credential.split_once(' ').map(|(_, credential)| credential.to_owned()));
            secrets.push(credential.to_owned());
        }
        // Longer ones first, as they may hold others.
        secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        secrets.iter().filter(|secret| !secret.is_empty()).fold(text.to_owned(), |text, secret| {
            text.replace(&encode(secret), REDACTED).replace(secret, REDACTED)
        })
    }

    /// Takes the secrets of the request, and those that a URL names itself, out of a URL that the server sent.
    pub(crate) fn redact_url(&self, url: &str) -> String {
        redact_query(&self.redact(url), self.endpoint.secrets)
    }
}

impl fmt::Display for About {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.request())
    }
}
