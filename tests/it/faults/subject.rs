//! The two clients that the rows are run against, and what a row sees of either.

use std::error::Error as _;
use std::fmt::Write as _;
use std::time::Duration;

use octoquill::types::{Package, PackageType};
use octoquill::{Client, ClientBuilder, Error, Method, Raw, Response, Timestamp};
use serde_json::Value as Json;

use super::clock::TestClock;
use super::naive::{self, Naive};

/// The token that the clients have.
pub(super) const TOKEN: &str = "ghp_canary0123456789";

/// Which client a row is run against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// The generated one.
    Octoquill,
    /// The one that anybody would write first.
    Naive,
}

/// A client of one server.
#[derive(Clone, Debug)]
pub(super) enum Github {
    /// With the clock that it was given, which it need not have kept.
    Octoquill(Client, TestClock),
    Naive(Naive),
}

/// Why a call gave nothing.
#[derive(Debug)]
pub(super) struct Failure {
    /// What kind of failure it is, in a few words: `api 404`, `redirect ForeignOrigin`, `decode $[1].id`.
    pub(super) label: String,
    /// Everything that can be seen of it.
    pub(super) shown: String,
    /// The generated client's own error.
    pub(super) error: Option<Error>,
}

/// What a call gives.
pub(super) type Got<T> = Result<T, Failure>;

/// What a row wants to know of a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Seen {
    pub(super) id: i64,
    pub(super) package_type: String,
    pub(super) version_count: i64,
    /// In nanoseconds since 1970.
    pub(super) created_at: i128,
}

/// A reply and what came with it.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) status: u16,
    /// Where the reply departs from the documentation. The naive client knows no such thing.
    pub(super) drift: Vec<String>,
    pub(super) packages: Vec<Seen>,
}

impl Subject {
    /// A client with a token and a clock that jumps; nothing else is set up.
    pub(super) fn client(self, base_url: &str) -> Github {
        self.configured(base_url, |builder| builder)
    }

    /// A client with a token that is set up in some way. There is nothing to set up in the naive one.
    pub(super) fn configured(
        self,
        base_url: &str,
        configure: impl FnOnce(ClientBuilder) -> ClientBuilder,
    ) -> Github {
        self.build(base_url, Some(TOKEN), configure).unwrap()
    }

    /// A client, or why there is none.
    pub(super) fn build(
        self,
        base_url: &str,
        token: Option<&str>,
        configure: impl FnOnce(ClientBuilder) -> ClientBuilder,
    ) -> Got<Github> {
        match self {
            Self::Octoquill => {
                let clock = TestClock::new();
                let builder = Client::builder(base_url).clock(clock.clone());
                let builder = match token {
                    Some(token) => builder.token(token),
                    None => builder,
                };
                Ok(Github::Octoquill(configure(builder).build()?, clock))
            }
            Self::Naive => Ok(Github::Naive(Naive::new(base_url, token.unwrap_or_default(), false))),
        }
    }

    /// A client that speaks HTTP/2 without asking.
    pub(super) fn http2(self, base_url: &str) -> Github {
        match self {
            Self::Octoquill => self.configured(base_url, |builder| {
                builder.reqwest(reqwest::ClientBuilder::http2_prior_knowledge)
            }),
            Self::Naive => Github::Naive(Naive::new(base_url, TOKEN, true)),
        }
    }
}

impl Github {
    /// How long was waited so far, each time.
    pub(super) fn waits(&self) -> Vec<Duration> {
        match self {
            Self::Octoquill(_, clock) => clock.waits(),
            Self::Naive(_) => Vec::new(),
        }
    }

    /// Lets time pass.
    pub(super) fn pass(&self, time: Duration) {
        if let Self::Octoquill(_, clock) = self {
            clock.pass(time);
        }
    }

    /// Sets the clock on the wall.
    pub(super) fn set_wall(&self, wall: Timestamp) {
        if let Self::Octoquill(_, clock) = self {
            clock.set_wall(wall);
        }
    }

    /// The first page of a list.
    pub(super) async fn list(&self) -> Got<Reply> {
        self.list_where("npm", &[]).await
    }

    /// The first page of a list of packages of any type, with further parameters.
    pub(super) async fn list_where(&self, package_type: &str, query: &[(&str, &str)]) -> Got<Reply> {
        match self {
            Self::Octoquill(github, _) => {
                let list = github.orgs("acme").packages().list(PackageType::from(package_type));
                let list = query.iter().fold(list, |list, (name, value)| list.with_query(name, value));
                let reply = list.send().await?;
                Ok(see(&reply, &reply))
            }
            Self::Naive(github) => {
                let (packages, _) = github.list(&github.list_url(package_type, query)).await?;
                let packages = packages.iter().map(naive::Package::seen).collect();
                Ok(Reply { status: 200, drift: Vec::new(), packages })
            }
        }
    }

    /// The ids of all pages of a list, and what was wrong on the way; it ends after `enough` of them.
    pub(super) async fn walk(&self, enough: usize) -> Vec<Got<i64>> {
        let mut walked = Vec::new();
        match self {
            Self::Octoquill(github, _) => {
                let mut items = github.orgs("acme").packages().list(PackageType::Npm).items();
                while let Some(item) = items.next().await {
                    walked.push(item.map(|package| package.id).map_err(Failure::from));
                    if walked.len() >= enough {
                        break;
                    }
                }
            }
            Self::Naive(github) => {
                let mut next = Some(github.list_url("npm", &[]));
                while let Some(url) = next.take() {
                    match github.list(&url).await {
                        Ok((packages, link)) => {
                            walked.extend(packages.iter().map(|package| Ok(package.id)));
                            next = link;
                        }
                        Err(error) => walked.push(Err(error.into())),
                    }
                    if walked.len() >= enough {
                        break;
                    }
                }
            }
        }
        walked
    }

    /// Hands out the ids of all pages; the first thing that goes wrong ends it.
    pub(super) async fn each(&self, mut take: impl FnMut(i64)) -> Got<()> {
        match self {
            Self::Octoquill(github, _) => {
                let mut items = github.orgs("acme").packages().list(PackageType::Npm).items();
                while let Some(item) = items.next().await {
                    take(item?.id);
                }
            }
            Self::Naive(_) => {
                for item in self.walk(usize::MAX).await {
                    take(item?);
                }
            }
        }
        Ok(())
    }

    /// A package.
    pub(super) async fn get(&self, package_type: &str, name: &str) -> Got<Seen> {
        match self {
            Self::Octoquill(github, _) => {
                let package_type = PackageType::from(package_type);
                Ok(seen(&github.orgs("acme").packages().get(package_type, name).await?))
            }
            Self::Naive(github) => Ok(github.get(package_type, name).await?.seen()),
        }
    }

    /// Deletes a package.
    pub(super) async fn delete(&self) -> Got<u16> {
        match self {
            Self::Octoquill(github, _) => {
                let delete = github.orgs("acme").packages().delete(PackageType::Npm, "x");
                Ok(delete.send().await?.status().as_u16())
            }
            Self::Naive(_) => self.call(Method::DELETE, "/orgs/acme/packages/npm/x", None).await,
        }
    }

    /// Restores a package; the token is a secret.
    pub(super) async fn restore(&self, token: &str) -> Got<u16> {
        match self {
            Self::Octoquill(github, _) => {
                let restore = github.orgs("acme").packages().restore(PackageType::Npm, "x").token(token);
                Ok(restore.send().await?.status().as_u16())
            }
            Self::Naive(_) => {
                let path = format!("/orgs/acme/packages/npm/x/restore?token={token}");
                self.call(Method::POST, &path, None).await
            }
        }
    }

    /// Restores a package, which may be sent more than once. The naive client has no such choice.
    pub(super) async fn restore_surely(&self) -> Got<u16> {
        match self {
            Self::Octoquill(github, _) => {
                let restore = github.orgs("acme").packages().restore(PackageType::Npm, "x");
                Ok(restore.with_retries(true).send().await?.status().as_u16())
            }
            Self::Naive(_) => self.call(Method::POST, "/orgs/acme/packages/npm/x/restore", None).await,
        }
    }

    /// Any JSON, of which nothing is known.
    pub(super) async fn any_json(&self) -> Got<Json> {
        match self {
            Self::Octoquill(github, _) => Ok(github.request(Method::GET, "/any").await?),
            Self::Naive(github) => Ok(github.any_json("/any").await?),
        }
    }

    /// Any call that gives nothing, and its status.
    pub(super) async fn call(&self, method: Method, path: &str, body: Option<Json>) -> Got<u16> {
        match self {
            Self::Octoquill(github, _) => {
                let mut request = Raw::new(method, path).returning::<()>();
                if let Some(body) = body {
                    request = request.json(body);
                }
                Ok(github.send(request).await?.status().as_u16())
            }
            Self::Naive(github) => {
                let url = format!("{}{path}", github.base_url);
                Ok(github.send(method, &url, body).await?.status().as_u16())
            }
        }
    }
}

fn see(packages: &[Package], reply: &Response<Vec<Package>>) -> Reply {
    Reply {
        status: reply.status().as_u16(),
        drift: reply.drift().iter().map(|drift| drift.path.clone()).collect(),
        packages: packages.iter().map(seen).collect(),
    }
}

fn seen(package: &Package) -> Seen {
    Seen {
        id: package.id,
        package_type: package.package_type.as_str().to_owned(),
        version_count: package.version_count,
        created_at: package.created_at.as_nanosecond(),
    }
}

impl Failure {
    /// Whether the call failed in this way; else says what is wrong.
    #[track_caller]
    pub(super) fn assert_label(&self, label: &str, row: &dyn std::fmt::Debug) {
        assert!(self.label == label, "{row:?}: {label} is due, and this came: {self:#?}");
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let label = match &error {
            Error::Api(error) => format!("api {}", error.status().as_u16()),
            Error::Decode(error) => format!("decode {}", error.path()),
            Error::Items(list) => {
                let paths: Vec<&str> = list.failed().iter().map(|item| item.fault.path.as_str()).collect();
                format!("items {}", paths.join(" "))
            }
            Error::RateLimited(_) => "rate limited".to_owned(),
            Error::Body(error) => format!("body {:?}", error.kind()),
            Error::Transport(error) => format!("transport {:?}", error.kind()),
            Error::Redirect(error) => format!("redirect {:?}", error.kind()),
            Error::Request(_) => "request".to_owned(),
            Error::Config(_) => "config".to_owned(),
            other => format!("{other:?}"),
        };
        let mut shown = format!("{error} {error:?} {error:#?}");
        show_sources(error.source(), &mut shown);
        if let Error::Api(error) = &error {
            let _ = write!(shown, " {} {:?} {:?}", error.body(), error.errors(), error.documentation_url());
        }
        Self { label, shown, error: Some(error) }
    }
}

/// The naive client has but one error, whose kinds are named after the generated client's as well as may be.
impl From<naive::Error> for Failure {
    fn from(error: naive::Error) -> Self {
        let label = match error.downcast_ref::<reqwest::Error>() {
            Some(error) if error.is_status() => {
                format!("api {}", error.status().map_or(0, |status| status.as_u16()))
            }
            Some(error) if error.is_timeout() => "transport Timeout".to_owned(),
            Some(error) if error.is_connect() => "transport Connect".to_owned(),
            Some(error) if error.is_redirect() => "redirect TooMany".to_owned(),
            Some(error) if error.is_builder() => "request".to_owned(),
            Some(error) if error.is_body() || error.is_decode() => "body Corrupt".to_owned(),
            Some(_) => "transport Interrupted".to_owned(),
            None => "decode $".to_owned(),
        };
        let mut shown = format!("{error} {error:?} {error:#?}");
        show_sources(error.source(), &mut shown);
        Self { label, shown, error: None }
    }
}

fn show_sources(mut source: Option<&(dyn std::error::Error + 'static)>, shown: &mut String) {
    while let Some(error) = source {
        let _ = write!(shown, " {error} {error:?}");
        source = error.source();
    }
}
