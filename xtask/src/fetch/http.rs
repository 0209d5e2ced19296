//! One exchange with the site: within a size, within a time, and with no other host.

use std::io::Read as _;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use ureq::Agent;
use ureq::tls::{RootCerts, TlsConfig, TlsProvider};
use url::{Host, Url};

use super::retry::Trouble;

/// The largest body that is taken, in bytes: ten times the largest page there is.
const MOST_BYTES: u64 = 16 * 1024 * 1024;

/// How many redirects are followed.
const REDIRECTS: usize = 3;

/// What the site said of bytes that we have: with it, it is asked whether they are still right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Validators {
    /// `ETag`.
    pub(crate) etag: Option<String>,
    /// `Last-Modified`, where there is no `ETag`.
    pub(crate) last_modified: Option<String>,
}

/// What the site answered.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    /// Its status.
    pub(crate) status: u16,
    /// The media type, without parameters, in lower case; empty where the site names none.
    pub(crate) media_type: String,
    /// What it says of these bytes.
    pub(crate) validators: Validators,
    /// The bytes, unpacked.
    pub(crate) body: Vec<u8>,
    /// The address that answered, after redirects.
    pub(crate) url: String,
}

/// A connection to one site.
#[derive(Clone, Debug)]
pub(crate) struct Http {
    agent: Agent,
    base: Url,
}

impl Http {
    /// For the site at an address, which is HTTPS, or on this machine.
    pub(crate) fn new(base: &str, timeout: Duration) -> Result<Self, String> {
        let base = Url::parse(base).map_err(|error| format!("{base:?} is no address: {error}"))?;
        let local = is_local(&base);
        if base.scheme() != "https" && !(base.scheme() == "http" && local) {
            return Err(format!("{base} is not https: only a server on this machine may do without"));
        }
        if !base.username().is_empty() || base.password().is_some() || base.query().is_some() {
            return Err("--base-url takes an address without a user, a password or a query".to_owned());
        }
        let tls = TlsConfig::builder()
            .provider(TlsProvider::Rustls)
            .root_certs(RootCerts::PlatformVerifier)
            .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .build();
        let mut config = Agent::config_builder()
            .tls_config(tls)
            .user_agent(concat!("docwright/", env!("CARGO_PKG_VERSION")))
            // Redirects are followed here, where it is seen to which host.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .timeout_connect(Some(timeout.min(Duration::from_secs(10))))
            .timeout_global(Some(timeout));
        if local {
            config = config.proxy(None);
        }
        Ok(Self { agent: config.build().into(), base })
    }

    /// Gets what is at an address of the site.
    pub(crate) fn get(&self, url: &str, accept: &str, known: Option<&Validators>) -> Result<Answer, Trouble> {
        let mut url =
            Url::parse(url).map_err(|error| Trouble::Final(format!("{url:?} is no address: {error}")))?;
        for _ in 0..=REDIRECTS {
            let mut request = self.agent.get(url.as_str()).header("accept", accept);
            if let Some(known) = known {
                if let Some(etag) = &known.etag {
                    request = request.header("if-none-match", etag);
                }
                if let Some(date) = &known.last_modified {
                    request = request.header("if-modified-since", date);
                }
            }
            let mut response = request.call().map_err(|error| trouble(&error))?;
            let header = |name: &str| {
                response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
            };
            let status = response.status().as_u16();
            match status {
                301 | 302 | 303 | 307 | 308 => {
                    url = self.redirected(&url, header("location").as_deref())?;
                    continue;
                }
                408 | 429 | 500 | 502 | 503 | 504 => {
                    return Err(again(status, header("retry-after").as_deref()));
                }
                403 if header("retry-after").is_some() => {
                    return Err(again(status, header("retry-after").as_deref()));
                }
                _ => {}
            }
            if header("content-length").and_then(|length| length.parse().ok()).is_some_and(is_too_large) {
                return Err(too_large());
            }
            let etag = header("etag");
            let media_type = header("content-type").unwrap_or_default();
            let media_type = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
            let last_modified = header("last-modified").filter(|_| etag.is_none());
            let mut body = Vec::new();
            let broken = |error: std::io::Error| Trouble::again(format!("the answer broke off: {error}"));
            let reader = response.body_mut().with_config().limit(u64::MAX).reader();
            reader.take(MOST_BYTES + 1).read_to_end(&mut body).map_err(broken)?;
            if is_too_large(body.len() as u64) {
                return Err(too_large());
            }
            let validators = Validators { etag, last_modified };
            return Ok(Answer { status, media_type, validators, body, url: url.into() });
        }
        Err(Trouble::Final(format!("redirects more than {REDIRECTS} times")))
    }

    /// Where a redirect leads, which must be the same server.
    fn redirected(&self, from: &Url, location: Option<&str>) -> Result<Url, Trouble> {
        let location = location.ok_or_else(|| Trouble::Final("redirects to nowhere".to_owned()))?;
        let to = from.join(location).map_err(|error| {
            Trouble::Final(format!("redirects to {location:?}, which is no address: {error}"))
        })?;
        if to.origin() == self.base.origin() {
            return Ok(to);
        }
        Err(Trouble::Final(format!(
            "redirects to {}, which is another server, and is not followed there",
            to.origin().ascii_serialization()
        )))
    }
}

fn is_local(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => IpAddr::V4(address).is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::V6(address).is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

fn is_too_large(length: u64) -> bool {
    length > MOST_BYTES
}

fn too_large() -> Trouble {
    Trouble::Final(format!("is larger than {} MiB, which no page is", MOST_BYTES / 1024 / 1024))
}

/// A status that passes, with the wait that the site asks for.
fn again(status: u16, retry_after: Option<&str>) -> Trouble {
    let after = retry_after.and_then(|value| wait(value.trim(), Timestamp::now()));
    Trouble::Again { why: format!("the site answers {status}"), after }
}

/// The wait that `Retry-After` asks for, in seconds or up to a date.
fn wait(value: &str, now: Timestamp) -> Option<Duration> {
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = jiff::fmt::rfc2822::parse(value).ok()?.timestamp();
    Some(Duration::try_from(date.duration_since(now)).unwrap_or_default())
}

/// Whether an error may pass by itself.
fn trouble(error: &ureq::Error) -> Trouble {
    let why = error.to_string();
    match error {
        ureq::Error::BadUri(_)
        | ureq::Error::Http(_)
        | ureq::Error::InvalidProxyUrl
        | ureq::Error::Rustls(_)
        | ureq::Error::Tls(_) => Trouble::Final(why),
        _ => Trouble::again(why),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Http, wait};

    #[test]
    fn only_https_or_this_machine() {
        let rows = [
            ("https://docs.github.com", true),
            ("https://docs.example:8443/mirror", true),
            ("http://127.0.0.1:1234", true),
            ("http://[::1]:1234", true),
            ("http://localhost:1234", true),
            ("http://docs.github.com", false),
            ("http://127.0.0.1.docs.example", false),
            ("http://localhost.docs.example", false),
            ("https://name:word@docs.github.com", false),
            ("ftp://127.0.0.1", false),
            ("docs.github.com", false),
        ];
        for (base, fine) in rows {
            assert_eq!(Http::new(base, Duration::from_secs(1)).is_ok(), fine, "{base}");
        }
    }

    #[test]
    fn a_wait_is_in_seconds_or_up_to_a_date() {
        let now = "2026-11-22T20:00:00Z".parse().unwrap();
        let rows = [
            ("0", Some(0)),
            ("120", Some(120)),
            ("Sun, 22 Nov 2026 20:01:00 GMT", Some(60)),
            ("Sun, 22 Nov 2026 19:00:00 GMT", Some(0)),
            ("soon", None),
            ("-5", None),
            ("", None),
        ];
        for (value, seconds) in rows {
            assert_eq!(wait(value, now), seconds.map(Duration::from_secs), "{value}");
        }
    }
}
