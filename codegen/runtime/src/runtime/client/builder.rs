//! Setting up a client.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::header::{ACCEPT, AUTHORIZATION, HeaderMap, HeaderName, HeaderValue, USER_AGENT};
use secrecy::SecretString;

use super::base_url::BaseUrl;
use super::servers::Servers;
use super::token::Token;
use super::{Client, Inner};
use crate::runtime::decode::Strictness;
use crate::runtime::error::{ConfigError, Error};

/// GitHub's own media type, and plain JSON for servers and proxies that do not know it. Some endpoints have JSON of another
/// name only (`application/scim+json`), and none is refused for want of it.
const MEDIA_TYPES: &str = "application/vnd.github+json, application/json;q=0.9, */*;q=0.1";

const API_VERSION: HeaderName = HeaderName::from_static("x-github-api-version");

/// How long a connection may take to be made.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// The crate that a client is part of.
#[derive(Clone, Copy, Debug)]
pub struct Product {
    /// Its name, which begins the `User-Agent`.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
    /// The version of the API that it was made for (`X-GitHub-Api-Version`).
    pub api_version: Option<&'static str>,
}

/// Sets up a [`Client`].
pub struct ClientBuilder {
    product: Product,
    base_url: String,
    servers: Vec<(String, String)>,
    token: Option<SecretString>,
    user_agent: Option<String>,
    api_version: Option<String>,
    headers: Vec<(String, String)>,
    strictness: Strictness,
    timeout: Duration,
    stall_timeout: Duration,
    allow_insecure_http: bool,
}

impl ClientBuilder {
    /// Begins a client of the server at a base URL, such as `https://ghe.example.com/api/v3`.
    pub fn new(base_url: impl Into<String>, product: Product) -> Self {
        Self {
            product,
            base_url: base_url.into(),
            servers: Vec::new(),
            token: None,
            user_agent: None,
            api_version: product.api_version.map(str::to_owned),
            headers: Vec::new(),
            strictness: Strictness::Lenient,
            timeout: Duration::from_secs(30),
            stall_timeout: Duration::from_secs(20),
            allow_insecure_http: false,
        }
    }

    /// Authenticates every request with an access token. One line end behind it is dropped.
    #[must_use]
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(SecretString::from(token.into()));
        self
    }

    /// Names your own program in front of this crate's name in the `User-Agent`.
    #[must_use]
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = Some(user_agent.into());
        self
    }

    /// Asks for another version of the API than that of the documentation (`X-GitHub-Api-Version`).
    #[must_use]
    pub fn api_version(mut self, version: impl Into<String>) -> Self {
        self.api_version = Some(version.into());
        self
    }

    /// Sends a header with every request. It takes the place of the client's own, if that sends it too.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Refuses what departs from the documentation, in place of taking zero values for it.
    #[must_use]
    pub fn strict(mut self, strict: bool) -> Self {
        self.strictness = if strict { Strictness::Strict } else { Strictness::Lenient };
        self
    }

    /// Says where a server is that the documentation names in place of that of the API: `documented` is its URL there,
    /// such as `https://uploads.github.com`, or the path that it has on the host of the API, such as `/api/uploads`.
    ///
    /// The token is sent there, too. Without this, it goes to the host of the base URL only, and from
    /// `https://api.github.com` to `https://uploads.github.com`; requests that need another server are not sent.
    #[must_use]
    pub fn server(mut self, documented: impl Into<String>, url: impl Into<String>) -> Self {
        self.servers.push((documented.into(), url.into()));
        self
    }

    /// Limits the time for one request, from the connection to the end of the body, redirects included: 30 seconds
    /// unless set here. A connection may take 10 of them.
    ///
    /// Files that are sent or downloaded take the time that they need; see [`ClientBuilder::stall_timeout`]. For the
    /// answer to a file, the time begins when all of it is sent.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Limits the time for which nothing moves while a file is sent or downloaded: 20 seconds unless set here.
    #[must_use]
    pub fn stall_timeout(mut self, timeout: Duration) -> Self {
        self.stall_timeout = timeout;
        self
    }

    /// Allows a token to be sent over plain `http://` to another machine, where anybody on the way can read it.
    #[must_use]
    pub fn allow_insecure_http(mut self, allow: bool) -> Self {
        self.allow_insecure_http = allow;
        self
    }

    /// Makes the client. Nothing is sent.
    ///
    /// If the process has no cryptography for rustls yet, ring is installed.
    ///
    /// # Errors
    ///
    /// [`Error::Config`] if the base URL, the token or a header is none that can be used, if a token would go over
    /// plain `http://` to another machine, or if the system's certificates cannot be read.
    pub fn build(self) -> Result<Client, Error> {
        self.try_build().map_err(|error| Error::Config(Box::new(error)))
    }

    fn try_build(self) -> Result<Client, ConfigError> {
        let servers = Servers::new(&self.base_url, &self.servers)?;
        let token = self.token.as_ref().map(Token::new).transpose()?;
        let headers = self.default_headers()?;
        let authenticates = token.is_some() || headers.contains_key(AUTHORIZATION);
        let exposed = servers.all().any(|url| url.is_plain_http() && !url.is_loopback());
        if authenticates && exposed && !self.allow_insecure_http {
            return Err(ConfigError::new(
                "the token would go over plain http, where anybody on the way can read it; \
                 use https, or call `allow_insecure_http`",
            ));
        }
        let http = http_client(&servers)?;
        let Self { strictness, timeout, stall_timeout, .. } = self;
        Ok(Client {
            inner: Arc::new(Inner { http, servers, token, headers, strictness, timeout, stall_timeout }),
        })
    }

    fn default_headers(&self) -> Result<HeaderMap, ConfigError> {
        let Product { name, version, .. } = self.product;
        let user_agent = match &self.user_agent {
            Some(user_agent) => format!("{user_agent} {name}/{version}"),
            None => format!("{name}/{version}"),
        };
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static(MEDIA_TYPES));
        headers.insert(USER_AGENT, header_value("user-agent", &user_agent)?);
        if let Some(version) = &self.api_version {
            headers.insert(API_VERSION, header_value("x-github-api-version", version)?);
        }
        for (name, value) in &self.headers {
            let value = header_value(name, value)?;
            let name = HeaderName::try_from(name).map_err(|error| {
                ConfigError::with_source(format!("{name:?} cannot be the name of a header"), error)
            })?;
            headers.insert(name, value);
        }
        Ok(headers)
    }
}

fn header_value(name: &str, value: &str) -> Result<HeaderValue, ConfigError> {
    let mut value = HeaderValue::try_from(value).map_err(|error| {
        ConfigError::with_source(format!("the value of the header {name:?} cannot be sent"), error)
    })?;
    // Whoever sets `Cookie` or `Authorization` does not want to see them in a log either.
    value.set_sensitive(!matches!(name, "user-agent" | "x-github-api-version"));
    Ok(value)
}

fn http_client(servers: &Servers) -> Result<reqwest::Client, ConfigError> {
    if rustls::crypto::CryptoProvider::get_default().is_none() {
        // It fails only if another thread was faster, and then there is one.
        let _ = rustls::crypto::ring::default_provider().install_default();
    }
    let builder = reqwest::Client::builder()
        .connect_timeout(CONNECT_TIMEOUT)
        // Redirects are followed in `send`, which knows where the token may go.
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .retry(reqwest::retry::never());
    // A proxy for the world outside has no business with a server on this machine.
    let builder = if servers.all().any(BaseUrl::is_loopback) { builder.no_proxy() } else { builder };
    builder.build().map_err(|error| ConfigError::with_source("the HTTP client cannot be set up", error))
}

impl fmt::Debug for ClientBuilder {
    // The base URL has not been checked and may hold a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("product", &self.product)
            .field("token", &self.token.is_some())
            .field("strictness", &self.strictness)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}
