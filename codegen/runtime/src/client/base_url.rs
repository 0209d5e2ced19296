//! The URL that all paths are appended to.

use url::{Host, Position, Url};

use crate::error::ConfigError;

/// The URL that all paths are appended to: `https://ghe.example.com/api/v3`, without a slash at its end.
#[derive(Debug)]
pub(crate) struct BaseUrl {
    url: Url,
    text: String,
}

impl BaseUrl {
    /// Reads a base URL. The errors do not repeat it, as it may hold a password.
    pub(crate) fn parse(text: &str) -> Result<Self, ConfigError> {
        let url =
            Url::parse(text).map_err(|error| ConfigError::with_source("the base URL is no URL", error))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(ConfigError::new("the base URL is neither https nor http"));
        }
        if has_user_info(&url) {
            return Err(ConfigError::new("the base URL holds user info; credentials belong into the token"));
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(ConfigError::new("the base URL holds a query or a fragment"));
        }
        let text = url.as_str().trim_end_matches('/').to_owned();
        Ok(Self { url, text })
    }

    /// The URL without a slash at its end.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// The URL of a path, which begins with a slash; none if a URL parser would change it.
    pub(crate) fn join(&self, path_and_query: &str) -> Option<Url> {
        let base = self.text.get(self.url[..Position::BeforePath].len()..).unwrap_or_default();
        // The server need not be read again, which is most of the work.
        let url = if base.is_empty() {
            self.url.join(path_and_query)
        } else {
            self.url.join(&[base, path_and_query].concat())
        };
        url.ok().filter(|url| url.as_str().strip_prefix(&self.text) == Some(path_and_query))
    }

    /// The same server with another path, which is empty or begins with a slash.
    pub(crate) fn with_path(&self, path: &str) -> Self {
        let mut url = self.url.clone();
        url.set_path(path);
        let text = url.as_str().trim_end_matches('/').to_owned();
        Self { url, text }
    }

    /// Whether this is the same scheme, host and port.
    pub(crate) fn is_same_origin(&self, other: &Self) -> bool {
        self.url.origin() == other.url.origin()
    }

    /// Whether a URL has the scheme, host and port of this one, and so may see the token.
    pub(crate) fn is_origin_of(&self, url: &Url) -> bool {
        self.url.origin() == url.origin() && !has_user_info(url)
    }

    /// Whether what is sent there can be read on the way.
    pub(crate) fn is_plain_http(&self) -> bool {
        self.url.scheme() == "http"
    }

    /// Whether the server is GitHub's own.
    pub(crate) fn is_github(&self) -> bool {
        self.url.host_str() == Some("api.github.com")
    }

    /// Whether the server is on this machine.
    pub(crate) fn is_loopback(&self) -> bool {
        match self.url.host() {
            Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        }
    }
}

/// Whether a URL holds credentials of its own.
pub(crate) fn has_user_info(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}
