//! A request as it goes over the wire.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use http::header::{
    ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, HeaderMap, HeaderName,
    HeaderValue, IF_RANGE, PROXY_AUTHORIZATION, RANGE, USER_AGENT,
};
use http::{Method, StatusCode};
use url::Url;

use super::base_url::BaseUrl;
use super::token::{Credentials, Token};
use super::{ClientCore, response};
use crate::decode::Decoded;
use crate::endpoint::Endpoint;
use crate::error::{AuthError, Error, Exchange, OtherRelease};
use crate::request::encode::encode;
use crate::request::redact::{REDACTED, redact_query};
use crate::request::{Body, Parts};

/// A request as it goes over the wire.
#[derive(Clone)]
pub(crate) struct Outgoing {
    pub(crate) method: Method,
    pub(crate) url: Url,
    /// Those of the client, and shared with it, until another one comes in.
    pub(crate) headers: Arc<HeaderMap>,
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
    /// The headers that its client and the request itself authenticate with.
    client: ClientCore,
    /// What it authenticates with beside them, if that was asked for.
    token: Option<HeaderValue>,
}

/// A request as one attempt sends it: the request itself, unless a token or a redirect makes another one of it.
pub(crate) struct Attempted<'a> {
    request: &'a Outgoing,
    changed: Option<Box<Outgoing>>,
}

impl Outgoing {
    /// `accept` is what the reply has to be, where it is not JSON.
    pub(crate) fn new(
        client: &ClientCore,
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
        let about = About { endpoint: parts.endpoint(), parts, client: client.clone(), token: None };
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

    /// Makes the request one that anybody may see, as it goes to a server of which nothing is known.
    pub(crate) fn go_abroad(&mut self) {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static("*/*"));
        for name in [USER_AGENT, ACCEPT_ENCODING, RANGE, IF_RANGE] {
            headers.extend(self.headers.get(&name).map(|value| (name, value.clone())));
        }
        self.headers = Arc::new(headers);
        self.drop_body();
        self.is_abroad = true;
    }

    /// Leaves out the body and what the headers say of it.
    pub(crate) fn drop_body(&mut self) {
        self.body = None;
        self.uploads = false;
        for name in [CONTENT_TYPE, CONTENT_LENGTH] {
            if self.headers.contains_key(&name) {
                self.headers_mut().remove(name);
            }
        }
    }

    fn headers_mut(&mut self) -> &mut HeaderMap {
        Arc::make_mut(&mut self.headers)
    }
}

impl<'a> Attempted<'a> {
    /// Begins an attempt, with an access token where one has to be asked for and the request does not authenticate itself.
    pub(crate) async fn new(request: &'a Outgoing, credentials: &Credentials) -> Result<Self, Error> {
        let mut attempted = Self { request, changed: None };
        if let Credentials::Provider(provider) = credentials
            && !request.headers.contains_key(AUTHORIZATION)
        {
            let token = provider.token().await;
            let token = token
                .map_err(|source| Error::Auth(Box::new(AuthError::new(request.about.request(), source))))?;
            if let Some(value) = Token::header(&token) {
                let request = attempted.change();
                Arc::make_mut(&mut request.about).token = Some(value.clone());
                request.headers_mut().insert(AUTHORIZATION, value);
            }
        }
        Ok(attempted)
    }

    /// The request, to be made another one for this attempt alone.
    pub(crate) fn change(&mut self) -> &mut Outgoing {
        self.changed.get_or_insert_with(|| Box::new(self.request.clone()))
    }

    /// Where a redirect may have led to; none if it is the URL of the request.
    pub(crate) fn changed_url(&self) -> Option<Box<Url>> {
        self.changed.as_ref().map(|changed| Box::new(changed.url.clone()))
    }
}

impl Deref for Attempted<'_> {
    type Target = Outgoing;

    fn deref(&self) -> &Outgoing {
        self.changed.as_deref().unwrap_or(self.request)
    }
}

/// The client's headers, with those of the request in their place.
fn headers(
    client: &ClientCore,
    parts: &Parts,
    accept: Option<&'static str>,
    body: Option<&(String, Body)>,
) -> Result<Arc<HeaderMap>, Error> {
    let mut headers = Arc::clone(&client.inner.headers);
    let mut insert = |name, value| Arc::make_mut(&mut headers).insert(name, value);
    if let Some(accept) = accept {
        insert(ACCEPT, HeaderValue::from_static(accept));
    }
    match (body, parts.method()) {
        (Some((media_type, body)), _) => {
            if let Ok(media_type) = HeaderValue::try_from(media_type) {
                // One that the request names itself is checked below, with its other headers.
                insert(CONTENT_TYPE, media_type);
            }
            // A stream without a length is sent in chunks.
            if let Some(length) = body.length() {
                insert(CONTENT_LENGTH, length.into());
            }
        }
        // Without it, servers wait for a body or answer 411; hyper does not say it by itself.
        (None, &Method::POST | &Method::PUT | &Method::PATCH) => {
            insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        _ => {}
    }
    for (name, value) in parts.headers() {
        let invalid = |reason| parts.invalid(Some(name), reason);
        let key = HeaderName::try_from(name).map_err(|_| invalid("cannot be the name of a header"))?;
        let mut value =
            HeaderValue::try_from(value).map_err(|_| invalid("has a value that a header cannot carry"))?;
        value.set_sensitive(true);
        insert(key, value);
    }
    Ok(headers)
}

impl About {
    /// The method and the path, without the query and without secrets.
    pub(crate) fn request(&self) -> String {
        self.parts.shown()
    }

    /// The exchange that an answer makes of this request.
    pub(crate) fn exchange(&self, status: StatusCode, headers: &HeaderMap) -> Exchange {
        let request_id = response::request_id(headers).map(|id| self.redact(id));
        let other_release = OtherRelease::of(headers, self.client.inner.documentation);
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
        for credential in self.credentials() {
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

    /// The values of the headers that authenticate.
    fn credentials(&self) -> impl Iterator<Item = &str> {
        let names = [AUTHORIZATION, PROXY_AUTHORIZATION, COOKIE];
        let token = self.token.as_ref().and_then(|value| value.to_str().ok());
        token.into_iter().chain(names.into_iter().flat_map(|name| {
            let own = self.parts.headers().get(name.as_str()).map(String::as_str);
            let default = self.client.inner.headers.get(name).and_then(|value| value.to_str().ok());
            [own, default].into_iter().flatten()
        }))
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
