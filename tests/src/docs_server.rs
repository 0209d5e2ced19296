//! docs.github.com on this machine, as far as pages in markdown go: its lists, its pages, pages that moved, and what may go
//! wrong on the way.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use docwright::hash::sha256;

use crate::fault_server::{Connection, FaultServer};
use crate::server::Received;

/// A running server. Its threads end with the process.
#[derive(Debug)]
pub struct DocsServer {
    server: FaultServer,
    state: Arc<Mutex<Docs>>,
}

/// What the server has.
#[derive(Clone, Debug)]
pub struct Docs {
    /// Texts of pages by their paths, such as `/en/rest/packages/packages`.
    pub pages: BTreeMap<String, String>,
    /// Pages that are there, and that the list does not have.
    pub unlisted: BTreeSet<String>,
    /// Old paths with the new ones, under both of which a page is given.
    pub moved: BTreeMap<String, String>,
    /// Versions that were archived, such as `enterprise-server@3.17`.
    pub archived: BTreeSet<String>,
    /// What the lists give besides their pages, before these.
    pub more_in_lists: String,
    /// What goes wrong, by the path of the page or else that of the address, and how often it still does.
    pub faults: BTreeMap<String, (Fault, usize)>,
    /// Whether the server says what bytes it gives, and hears who has them: `ETag`, or else `Last-Modified`.
    pub validators: Validators,
    /// The pause before each answer.
    pub pause: Duration,
}

/// How a server knows bytes again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Validators {
    /// Not at all.
    None,
    /// By `ETag`.
    Etag,
    /// By `Last-Modified`.
    LastModified,
}

/// What goes wrong with an answer.
#[derive(Clone, Debug)]
pub enum Fault {
    /// This status, with these header lines and this body.
    Status(u16, &'static str, &'static str),
    /// The whole page, said to be of this media type.
    MediaType(&'static str),
    /// Another text, as if it were the page.
    Text(String),
    /// Half of the page, with the length of all of it.
    Short,
    /// Half of the page, in chunks, without the last one.
    Chunks,
    /// Half of the page, and then a reset.
    Reset,
    /// A page byte by byte, with so long a pause before each.
    Slow(Duration),
    /// Nothing.
    Silence,
    /// A body that does not end, without a length.
    Endless,
}

impl Docs {
    /// A server of these pages.
    pub fn new(pages: impl IntoIterator<Item = (String, String)>) -> Self {
        Self {
            pages: pages.into_iter().collect(),
            unlisted: BTreeSet::new(),
            moved: BTreeMap::new(),
            archived: BTreeSet::new(),
            more_in_lists: String::new(),
            faults: BTreeMap::new(),
            validators: Validators::Etag,
            pause: Duration::ZERO,
        }
    }

    /// Makes something go wrong with an answer, so many times.
    pub fn fail(&mut self, path: &str, fault: Fault, times: usize) {
        self.faults.insert(path.to_owned(), (fault, times));
    }

    /// Paths as the site lists them: overviews and pages of other products are among them.
    fn list(&self, prefix: &str) -> String {
        let is_listed = |path: &&String| {
            let below = path.strip_prefix(prefix).is_some_and(|rest| rest.starts_with("/rest/"));
            below && !self.unlisted.contains(*path)
        };
        let others = ["", "/rest", "/rest/packages", "/get-started/start-your-journey"];
        let others = others.iter().map(|path| format!("{prefix}{path}\n"));
        let pages = self.pages.keys().filter(is_listed).map(|path| format!("{path}\n"));
        std::iter::once(self.more_in_lists.clone()).chain(others).chain(pages).collect()
    }
}

impl DocsServer {
    /// Starts a server.
    pub fn start(docs: Docs) -> Self {
        let state = Arc::new(Mutex::new(docs));
        let shared = Arc::clone(&state);
        let server = FaultServer::start(move |connection| {
            while let Some(request) = connection.read() {
                if !answer(connection, &shared, &request) {
                    break;
                }
            }
        });
        Self { server, state }
    }

    /// `http://127.0.0.1:PORT`
    pub fn origin(&self) -> &str {
        &self.server.origin
    }

    /// What the server has, to be changed.
    pub fn docs(&self) -> MutexGuard<'_, Docs> {
        lock(&self.state)
    }

    /// How many connections were open at once.
    pub fn peak(&self) -> usize {
        self.server.peak()
    }

    /// How many requests came so far.
    pub fn requests(&self) -> usize {
        self.server.requests()
    }

    /// The requests so far.
    pub fn received(&self) -> Vec<Received> {
        self.server.received()
    }

    /// How often something was asked for, by a part of its address.
    pub fn asked(&self, part: &str) -> usize {
        self.received().iter().filter(|request| request.target().ends_with(part)).count()
    }
}

/// Answers, and says whether the connection stays.
fn answer(connection: &mut Connection, state: &Mutex<Docs>, request: &Received) -> bool {
    let docs = lock(state).clone();
    std::thread::sleep(docs.pause);
    let (path, query) = request.target().split_once('?').unwrap_or((request.target(), ""));
    let value = |key: &str| {
        query
            .split('&')
            .find_map(|pair| pair.split_once('=').filter(|(name, _)| *name == key))
            .map(|(_, value)| value)
    };
    let asked = value("pathname").unwrap_or(path);
    let fault = match lock(state).faults.get_mut(asked) {
        Some((fault, times)) if *times > 0 => {
            *times -= 1;
            Some(fault.clone())
        }
        _ => None,
    };
    let page = docs.moved.get(asked).map_or(asked, String::as_str);
    let archived = docs.archived.iter().find(|version| asked.contains(version.as_str()));
    let (status, media_type, body) = match path.split('/').collect::<Vec<_>>()[..] {
        ["", "api", "pagelist", "versions"] => (200, "application/json", VERSIONS.to_owned()),
        ["", "api", "pagelist", "languages"] => (200, "application/json", LANGUAGES.to_owned()),
        ["", "api", "pagelist", ..] if archived.is_some() => {
            (400, "application/json", "{\"error\":\"Invalid version\"}".to_owned())
        }
        ["", "api", "article", ..] if archived.is_some() => {
            let version = archived.map(String::as_str).unwrap_or_default();
            let error = format!("Page {asked} is archived and can't be rendered in markdown. ({version})");
            (403, "application/json", format!("{{\"error\":\"{error}\"}}"))
        }
        ["", "api", "pagelist", locale, version] => (200, "text/plain", docs.list(&prefix(locale, version))),
        ["", "api", "article", "meta"] if docs.pages.contains_key(page) => {
            let crumbs = format!("{{\"breadcrumbs\":[{{\"href\":\"/en/rest\"}},{{\"href\":\"{page}\"}}]}}");
            (200, "application/json", crumbs)
        }
        ["", "api", "article", "body"] => match docs.pages.get(page) {
            Some(text) => (200, "text/markdown", versioned(text, value("apiVersion"))),
            None => (404, "application/json", format!("{{\"error\":\"No page found for '{asked}'\"}}")),
        },
        _ => (404, "application/json", "{\"error\":\"Not Found\"}".to_owned()),
    };
    match fault {
        Some(fault) => fail(connection, &fault, &body),
        None => {
            let (headers, is_known) = validate(docs.validators, &body, request);
            let (status, body) = if is_known && status == 200 { (304, "") } else { (status, body.as_str()) };
            connection.write(http(
                status,
                &format!("Content-Type: {media_type}; charset=utf-8\r\n{headers}"),
                body,
            ))
        }
    }
}

/// Answers wrongly, and says whether the connection stays.
fn fail(connection: &mut Connection, fault: &Fault, body: &str) -> bool {
    let half = &body[..body.floor_char_boundary(body.len() / 2)];
    let head = |length: &str| format!("HTTP/1.1 200 OK\r\nContent-Type: text/markdown\r\n{length}\r\n");
    let whole = head(&format!("Content-Length: {}\r\n", body.len()));
    match fault {
        Fault::Status(status, headers, body) => return connection.write(http(*status, headers, body)),
        Fault::MediaType(media_type) => {
            return connection.write(http(200, &format!("Content-Type: {media_type}\r\n"), body));
        }
        Fault::Text(text) => return connection.write(http(200, "Content-Type: text/markdown\r\n", text)),
        Fault::Short => {
            connection.write(format!("{whole}{half}"));
        }
        Fault::Chunks => {
            let chunked = head("Transfer-Encoding: chunked\r\n");
            connection.write(format!("{chunked}{:x}\r\n{half}\r\n", half.len()));
        }
        Fault::Reset => {
            connection.write(format!("{whole}{half}"));
            connection.reset();
        }
        Fault::Slow(pause) => {
            connection.write(&whole);
            connection.write_slowly(body.as_bytes(), *pause);
        }
        Fault::Silence => connection.stay_silent(),
        Fault::Endless => {
            connection.write(head("Connection: close\r\n"));
            while connection.write(body.repeat(1 + 65_536 / body.len().max(1))) {}
        }
    }
    false
}

fn http(status: u16, headers: &str, body: &str) -> String {
    // Nothing follows a 304, and no length says so.
    let length = if status == 304 { String::new() } else { format!("Content-Length: {}\r\n", body.len()) };
    format!("HTTP/1.1 {status} Whatever\r\n{length}{headers}\r\n{body}")
}

/// Header lines that name the bytes, and whether the client has them.
fn validate(validators: Validators, body: &str, request: &Received) -> (String, bool) {
    let hash = sha256(body.as_bytes());
    match validators {
        Validators::None => (String::new(), false),
        Validators::Etag => {
            let etag = format!("W/\"{}\"", &hash[..16]);
            let is_known = request.header("if-none-match") == Some(&etag);
            (format!("ETag: {etag}\r\n"), is_known)
        }
        Validators::LastModified => {
            // Other bytes have another minute.
            let minute = hash.bytes().map(u32::from).sum::<u32>() % 60;
            let date = format!("Sun, 22 Nov 2026 20:{minute:02}:00 GMT");
            let is_known = request.header("if-modified-since") == Some(&date);
            (format!("Last-Modified: {date}\r\n"), is_known)
        }
    }
}

/// The site gives the list of its own version where it does not know the one that is asked for, and English likewise.
fn prefix(locale: &str, version: &str) -> String {
    let locale = if LANGUAGES.contains(&format!("\"{locale}\"")) { locale } else { "en" };
    let is_named = VERSIONS.contains(&format!("\"{version}\"")) && version != "free-pro-team@latest";
    if is_named { format!("/{locale}/{version}") } else { format!("/{locale}") }
}

/// The page as it is for an API version.
fn versioned(text: &str, api_version: Option<&str>) -> String {
    match api_version {
        Some(version) => {
            text.replace("X-GitHub-Api-Version: 2022-11-28", &format!("X-GitHub-Api-Version: {version}"))
        }
        None => text.to_owned(),
    }
}

const VERSIONS: &str = r#"{"versions":["free-pro-team@latest","enterprise-cloud@latest","enterprise-server@3.19","enterprise-server@3.18","enterprise-server@3.17"],"ghesLatest":"3.19"}"#;

const LANGUAGES: &str = r#"{"languages":["en","es","ja","pt","zh"],"allLanguages":{}}"#;

fn lock(state: &Mutex<Docs>) -> MutexGuard<'_, Docs> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}
