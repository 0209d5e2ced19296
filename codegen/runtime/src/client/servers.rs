//! Which server a request goes to.

use std::sync::Arc;

use super::base_url::BaseUrl;
use crate::endpoint::Server;
use crate::error::ConfigError;

/// GitHub's own API, and the one server beside it that may see its tokens.
const API: &str = "https://api.github.com";
const UPLOADS: &str = "https://uploads.github.com";

/// What the documentation of GitHub's own servers says in place of [`UPLOADS`] for a server of one's own.
const UPLOADS_PATH: &str = "/api/uploads";

/// The servers that a client may send its token to.
#[derive(Debug)]
pub(crate) struct Servers {
    base: Arc<BaseUrl>,
    /// Servers that were named by the user, by their documented text.
    named: Vec<(String, Arc<BaseUrl>)>,
}

impl Servers {
    pub(crate) fn new(base: &str, named: &[(String, String)]) -> Result<Self, ConfigError> {
        let named = named.iter().map(|(documented, url)| {
            Ok((documented.trim_end_matches('/').to_owned(), Arc::new(BaseUrl::parse(url)?)))
        });
        Ok(Self { base: Arc::new(BaseUrl::parse(base)?), named: named.collect::<Result<_, _>>()? })
    }

    /// The server of the API.
    pub(crate) fn base(&self) -> &BaseUrl {
        &self.base
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &BaseUrl> {
        [&self.base].into_iter().chain(self.named.iter().map(|(_, url)| url)).map(|url| &**url)
    }

    /// The URL that the paths of a server are appended to, or why there is none.
    pub(crate) fn resolve(&self, server: Server) -> Result<Arc<BaseUrl>, String> {
        let Some(documented) = server.documented() else { return Ok(Arc::clone(&self.base)) };
        let documented = documented.trim_end_matches('/');
        if let Some((_, url)) = self.named.iter().rfind(|(name, _)| name == documented) {
            return Ok(Arc::clone(url));
        }
        let at_github = self.base.as_str() == API;
        let url = match server {
            Server::SameHost(path) if !at_github => Some(self.base.with_path(path)),
            Server::SameHost(UPLOADS_PATH) => BaseUrl::parse(UPLOADS).ok(),
            // The server of the API needs no leave to see its own token.
            Server::Named(url) => BaseUrl::parse(url)
                .ok()
                .filter(|url| self.base.is_same_origin(url) || (at_github && url.as_str() == UPLOADS)),
            _ => None,
        };
        url.map(Arc::new).ok_or_else(|| {
            format!(
                "goes to another server than the API's, which must not see the token unless you say so: \
                 name its URL by `ClientBuilder::server({documented:?}, …)`"
            )
        })
    }
}
