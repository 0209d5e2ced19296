//! Servers of another release than the documentation that a client was made from.

use std::fmt;

#[cfg(feature = "client")]
use http::HeaderMap;

/// How GitHub Enterprise Server says its release.
#[cfg(feature = "client")]
const HEADER: &str = "x-github-enterprise-version";

/// How the documentation calls that product, before the release.
#[cfg(feature = "client")]
const PRODUCT: &str = "enterprise-server@";

/// The server is of another release than the documentation that the client was made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherRelease {
    server: String,
    documentation: &'static str,
}

impl OtherRelease {
    /// Compares the release that an answer names with the one that the client was made for. Patches have the same
    /// documentation; github.com names no release.
    #[cfg(feature = "client")]
    pub(crate) fn of(headers: &HeaderMap, documentation: Option<&'static str>) -> Option<Self> {
        let documentation = documentation?;
        let named = headers.get(HEADER)?.to_str().ok()?;
        let server = named.strip_prefix(PRODUCT).unwrap_or(named);
        let (major, minor) = release(server)?;
        let same = documentation.strip_prefix(PRODUCT).and_then(release) == Some((major, minor));
        (!same).then(|| Self { server: server.to_owned(), documentation })
    }

    /// The server's release, such as `3.12.4`.
    pub fn server(&self) -> &str {
        &self.server
    }

    /// The version of the documentation that the client was made from, such as `enterprise-server@3.18`.
    pub fn documentation(&self) -> &'static str {
        self.documentation
    }
}

/// The first two numbers of a release.
#[cfg(feature = "client")]
fn release(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text.split('.');
    let (major, minor) = (numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?);
    // What follows is shown in errors, so it has to be a release as well.
    numbers.all(|part| part.chars().all(|c| c.is_ascii_alphanumeric())).then_some((major, minor))
}

impl fmt::Display for OtherRelease {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { server, documentation } = self;
        write!(
            f,
            "the server is GitHub Enterprise Server {server}, and this client was made from the documentation of \
             {documentation}"
        )
    }
}

#[cfg(all(test, feature = "client"))]
mod tests {
    use http::{HeaderMap, HeaderValue};

    use super::OtherRelease;

    #[test]
    fn another_release_is_noticed() {
        let table = [
            (Some("enterprise-server@3.18"), Some("3.18.0"), None),
            (Some("enterprise-server@3.18"), Some("enterprise-server@3.18.7"), None),
            (Some("enterprise-server@3.18"), Some("3.12.4"), Some("3.12.4")),
            (Some("enterprise-server@3.18"), Some("enterprise-server@3.2"), Some("3.2")),
            (Some("free-pro-team@latest"), Some("3.18.1"), Some("3.18.1")),
            (Some("enterprise-server@3.18"), None, None),
            (Some("enterprise-server@3.18"), Some("unknown"), None),
            (Some("enterprise-server@3.18"), Some("3.12.4 (see <b>here</b>)"), None),
            (None, Some("3.12.4"), None),
        ];
        for (documentation, header, expected) in table {
            let mut headers = HeaderMap::new();
            if let Some(header) = header {
                headers.insert(super::HEADER, HeaderValue::from_static(header));
            }
            let found = OtherRelease::of(&headers, documentation);
            assert_eq!(found.as_ref().map(OtherRelease::server), expected, "{documentation:?} {header:?}");
        }
    }
}
