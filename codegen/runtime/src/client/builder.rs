//! Setting up a client.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use http::header::{ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, HeaderMap, HeaderName, HeaderValue, USER_AGENT};
use secrecy::SecretString;

#[cfg(feature = "reqwest")]
use super::base_url::BaseUrl;
use super::clock::{Clock, SystemClock};
use super::policy::{Budget, Gate, Queue, RateLimitPolicy, Retry};
use super::servers::Servers;
use super::settings::{JSON_DEPTH, Settings};
use super::token::{Credentials, Token, TokenProvider};
use super::transport::{Carrier, Transport};
#[cfg(feature = "reqwest")]
use super::transport::{Configure, OverReqwest};
use super::{ClientCore, Inner};
use crate::decode::Strictness;
use crate::error::{ConfigError, Error};

/// GitHub's own media type, and plain JSON for servers and proxies that do not know it. Some endpoints have JSON of another
/// name only (`application/scim+json`), and none is refused for want of it.
const MEDIA_TYPES: &str = "application/vnd.github+json, application/json;q=0.9, */*;q=0.1";

const API_VERSION: HeaderName = HeaderName::from_static("x-github-api-version");

/// The variable of the environment that holds a token, as GitHub's own tools have it.
const TOKEN_VARIABLE: &str = "GITHUB_TOKEN";

/// The crate that a client is part of.
#[derive(Clone, Copy, Debug)]
pub struct Product {
    /// Its name, which begins the `User-Agent`.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
    /// The version of the API that it was made for (`X-GitHub-Api-Version`).
    pub api_version: Option<&'static str>,
    /// The version of the documentation that it was made from, such as `enterprise-server@3.18`.
    pub documentation: Option<&'static str>,
}

/// Sets up a client.
#[must_use = "nothing is set up until `build` is called"]
pub struct ClientBuilder<C = ClientCore> {
    product: Product,
    base_url: String,
    servers: Vec<(String, String)>,
    token: TokenSource,
    user_agent: Option<String>,
    api_version: Option<String>,
    headers: Vec<(String, String)>,
    settings: Settings,
    allow_insecure_http: bool,
    transport: Option<Carrier>,
    clock: Arc<dyn Clock>,
    #[cfg(feature = "reqwest")]
    configure: Option<Configure>,
    client: PhantomData<fn() -> C>,
}

/// Where the access token comes from.
enum TokenSource {
    Nowhere,
    Text(SecretString),
    Environment,
    Provider(Arc<dyn TokenProvider>),
}

impl<C: From<ClientCore>> ClientBuilder<C> {
    /// Begins a client of the server at a base URL, such as `https://ghe.example.com/api/v3`.
    pub fn new(base_url: impl Into<String>, product: Product) -> Self {
        Self {
            product,
            base_url: base_url.into(),
            servers: Vec::new(),
            token: TokenSource::Nowhere,
            user_agent: None,
            api_version: product.api_version.map(str::to_owned),
            headers: Vec::new(),
            settings: Settings::default(),
            allow_insecure_http: false,
            transport: None,
            clock: Arc::new(SystemClock),
            #[cfg(feature = "reqwest")]
            configure: None,
            client: PhantomData,
        }
    }

    /// Authenticates every request with an access token. One line end behind it is dropped.
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = TokenSource::Text(SecretString::from(token.into()));
        self
    }

    /// Authenticates every request with the access token in the environment, which is `GITHUB_TOKEN` for GitHub's own tools
    /// as well. [`ClientBuilder::build`] fails if there is none.
    pub fn token_from_env(mut self) -> Self {
        self.token = TokenSource::Environment;
        self
    }

    /// Authenticates every request with an access token that is asked for before each attempt.
    pub fn token_provider(mut self, provider: impl TokenProvider) -> Self {
        self.token = TokenSource::Provider(Arc::new(provider));
        self
    }

    /// Names your own program in front of this crate's name in the `User-Agent`.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = Some(user_agent.into());
        self
    }

    /// Asks for another version of the API than that of the documentation (`X-GitHub-Api-Version`).
    pub fn api_version(mut self, version: impl Into<String>) -> Self {
        self.api_version = Some(version.into());
        self
    }

    /// Sends a header with every request. It takes the place of the client's own, if that sends it too.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Refuses what departs from the documentation, in place of taking zero values for it.
    pub fn strict(mut self, strict: bool) -> Self {
        self.settings.strictness = if strict { Strictness::Strict } else { Strictness::Lenient };
        self
    }

    /// Says where a server is that the documentation names in place of that of the API: `documented` is its URL there,
    /// such as `https://uploads.github.com`, or the path that it has on the host of the API, such as `/api/uploads`.
    ///
    /// The token is sent there, too. Without this, it goes to the host of the base URL only, and from
    /// `https://api.github.com` to `https://uploads.github.com`; requests that need another server are not sent.
    pub fn server(mut self, documented: impl Into<String>, url: impl Into<String>) -> Self {
        self.servers.push((documented.into(), url.into()));
        self
    }

    /// Says when requests that came to nothing are sent again: three attempts for those that only read, unless set here.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.settings.retry = retry;
        self
    }

    /// Says what to do where a rate limit stops a request: wait for at most 120 seconds and twice, unless set here.
    pub fn rate_limit(mut self, policy: RateLimitPolicy) -> Self {
        self.settings.rate_limit = policy;
        self
    }

    /// Limits how many requests are under way at a time: 10 unless set here. The others wait in the order in which they came.
    /// GitHub allows 100 for all that a token or an app does anywhere.
    ///
    /// A request counts until its body is read; a file until it begins to come.
    pub fn concurrency(mut self, requests: usize) -> Self {
        self.settings.concurrency = requests;
        self
    }

    /// Says how far requests that change something are apart where the server limits rates (`api.github.com`, and any other
    /// server as soon as it shows its limits): 1 second unless set here, as GitHub asks for. They go one at a time there.
    /// [`Duration::ZERO`] turns both off.
    pub fn write_interval(mut self, interval: Duration) -> Self {
        self.settings.write_interval = interval;
        self
    }

    /// Limits the time for a connection to be made: 10 seconds unless set here. A transport of one's own
    /// ([`ClientBuilder::transport`]) makes its connections itself.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.settings.connect_timeout = timeout;
        self
    }

    /// Limits the time for which nothing moves, in whichever direction: 20 seconds unless set here.
    pub fn stall_timeout(mut self, timeout: Duration) -> Self {
        self.settings.stall_timeout = timeout;
        self
    }

    /// Limits the time for one attempt at a request, from the connection to the end of the body, redirects included:
    /// 30 seconds unless set here.
    ///
    /// Files that are sent or downloaded take the time that they need; see [`ClientBuilder::stall_timeout`]. For the
    /// answer to a file, the time begins when all of it is sent.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.settings.attempt_timeout = timeout;
        self
    }

    /// Limits the time for a request as a whole, with all attempts and all waits between them: 300 seconds unless set here. The
    /// time in which others are served first ([`ClientBuilder::concurrency`], [`ClientBuilder::write_interval`]) does not count.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = timeout;
        self
    }

    /// Limits the size of a body that is held in memory, when it is unpacked: 64 MiB unless set here.
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.settings.max_body = bytes;
        self
    }

    /// Limits how much of an error's body is read: 64 KiB unless set here.
    pub fn max_error_body(mut self, bytes: usize) -> Self {
        self.settings.max_error_body = bytes;
        self
    }

    /// Limits how deep the arrays and objects of a body are nested: 128 levels, which is as much as can be, unless set here.
    pub fn max_json_depth(mut self, levels: usize) -> Self {
        self.settings.max_json_depth = levels;
        self
    }

    /// Limits how many pages of a list are read: 100,000 unless set here.
    pub fn max_pages(mut self, pages: usize) -> Self {
        self.settings.max_pages = pages;
        self
    }

    /// Takes requests to the server in a way of one's own, in place of reqwest.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Carrier::Other(Box::new(transport)));
        self
    }

    /// Changes how reqwest is set up: with another proxy, with the certificate of one's own server. What the client does itself
    /// (redirects, retries, the timeout of connections) it decides itself.
    ///
    /// ```text
    /// .reqwest(|builder| builder.tls_certs_merge([certificate]))
    /// ```
    #[cfg(feature = "reqwest")]
    pub fn reqwest(
        mut self,
        configure: impl FnOnce(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + 'static,
    ) -> Self {
        self.configure = Some(Box::new(configure));
        self
    }

    /// Measures all waits and limits by another clock than this machine's, for tests.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Allows a token to be sent over plain `http://` to another machine, where anybody on the way can read it.
    pub fn allow_insecure_http(mut self, allow: bool) -> Self {
        self.allow_insecure_http = allow;
        self
    }

    /// Makes the client. Nothing is sent.
    ///
    /// If the process has no cryptography for rustls yet, ring is installed (feature `reqwest`).
    ///
    /// # Errors
    ///
    /// [`Error::Config`] if the base URL, the token, a header or a limit is none that can be used, if a token would go over
    /// plain `http://` to another machine, if the system's certificates cannot be read, or if there is no transport.
    pub fn build(self) -> Result<C, Error> {
        self.try_build().map(C::from).map_err(|error| Error::Config(Box::new(error)))
    }

    fn try_build(mut self) -> Result<ClientCore, ConfigError> {
        let servers = Servers::new(&self.base_url, &self.servers)?;
        let credentials = self.credentials()?;
        let mut headers = self.default_headers()?;
        let authenticates = !matches!(credentials, Credentials::None) || headers.contains_key(AUTHORIZATION);
        let exposed = servers.all().any(|url| url.is_plain_http() && !url.is_loopback());
        if authenticates && exposed && !self.allow_insecure_http {
            return Err(ConfigError::new(
                "the token would go over plain http, where anybody on the way can read it; \
                 use https, or call `allow_insecure_http`",
            ));
        }
        if self.settings.concurrency == 0 {
            return Err(ConfigError::new("with a concurrency of 0, no request would ever be sent"));
        }
        if self.settings.max_json_depth > JSON_DEPTH {
            return Err(ConfigError::new(format!("JSON is read to {JSON_DEPTH} levels, and no deeper")));
        }
        if let Credentials::Static(token) = &credentials {
            headers.entry(AUTHORIZATION).or_insert_with(|| token.clone());
        }
        let transport = self.take_transport(&servers)?;
        let Self { settings, clock, product, .. } = self;
        let is_paced = servers.base().is_github();
        let queue = Queue::new(settings.concurrency, settings.write_interval, is_paced);
        let (budget, gate) = (Budget::new(), Gate::new());
        let inner = Inner {
            transport,
            clock,
            servers,
            credentials,
            headers: Arc::new(headers),
            documentation: product.documentation,
            settings,
            budget,
            gate,
            queue,
        };
        Ok(ClientCore { inner: Arc::new(inner) })
    }

    fn credentials(&self) -> Result<Credentials, ConfigError> {
        let token = match &self.token {
            TokenSource::Nowhere => return Ok(Credentials::None),
            TokenSource::Provider(provider) => return Ok(Credentials::Provider(Arc::clone(provider))),
            TokenSource::Text(token) => Token::checked(token)?,
            TokenSource::Environment => {
                let token = std::env::var(TOKEN_VARIABLE).map_err(|_| {
                    // The reason could be the token itself, where that is no text.
                    ConfigError::new(format!("there is no token in the environment ({TOKEN_VARIABLE})"))
                })?;
                Token::checked(&SecretString::from(token))?
            }
        };
        Ok(token.header().map_or(Credentials::None, Credentials::Static))
    }

    #[cfg(feature = "reqwest")]
    fn take_transport(&mut self, servers: &Servers) -> Result<Carrier, ConfigError> {
        if let Some(transport) = self.transport.take() {
            return Ok(transport);
        }
        let is_local = servers.all().any(BaseUrl::is_loopback);
        let transport = OverReqwest::new(self.settings.connect_timeout, is_local, self.configure.take())?;
        Ok(Carrier::Reqwest(transport))
    }

    #[cfg(not(feature = "reqwest"))]
    fn take_transport(&mut self, _: &Servers) -> Result<Carrier, ConfigError> {
        self.transport.take().ok_or_else(|| {
            ConfigError::new(
                "there is no transport: give one, or turn on the feature `reqwest` of this crate",
            )
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
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
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

impl<C> fmt::Debug for ClientBuilder<C> {
    // The base URL has not been checked and may hold a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("product", &self.product)
            .field("token", &!matches!(self.token, TokenSource::Nowhere))
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}
