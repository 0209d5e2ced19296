//! What the endpoints answer where nothing goes wrong.

use super::versions::Versions;
use super::{Owner, Setup};

/// GitHub links to organizations by number.
const ORG_ID: u32 = 9919;

/// And to users.
const USER_ID: u32 = 583_231;

/// An answer.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: String,
    /// The versions of a page.
    pub(super) listed: Vec<u32>,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    Package,
    List { page: usize, per_page: usize, deleted: bool },
    Get(u64),
    Delete(u64),
    Other,
}

impl Answer {
    pub(super) fn new(status: u16, body: String) -> Self {
        Self { status, headers: Vec::new(), body, listed: Vec::new() }
    }

    /// An error as GitHub writes it.
    pub(super) fn error(status: u16, message: &str, documentation: &str) -> Self {
        let body = format!(
            r#"{{"message":"{message}","documentation_url":"https://docs.github.com/rest/{documentation}","status":"{status}"}}"#
        );
        Self::new(status, body)
    }

    pub(super) fn not_found() -> Self {
        Self::error(404, "Package not found.", "packages/packages")
    }
}

/// Reads what a request asks for.
pub(super) fn asked(setup: &Setup, method: &str, target: &str) -> Asked {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let Some(rest) = path.strip_prefix("/api/v3").and_then(|path| below_package(setup, path)) else {
        return Asked::Other;
    };
    let id = rest.strip_prefix("/versions/").and_then(|id| id.parse().ok());
    match (method, rest, id) {
        ("GET", "", _) => Asked::Package,
        ("GET", "/versions", _) => list(query),
        ("GET", _, Some(id)) => Asked::Get(id),
        ("DELETE", _, Some(id)) => Asked::Delete(id),
        _ => Asked::Other,
    }
}

/// What stands behind the package in a path.
fn below_package<'a>(setup: &Setup, path: &'a str) -> Option<&'a str> {
    let rest = owners(setup.owner)
        .iter()
        .find_map(|owner| path.strip_prefix(owner.as_str())?.strip_prefix("/packages/container/"))?;
    let (name, rest) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    name.replace("%2F", "/").eq(setup.package).then_some(rest)
}

/// The paths of the owner: the one that is documented, and the one that links lead to.
fn owners(owner: Owner) -> Vec<String> {
    match owner {
        Owner::Org(name) => vec![format!("/orgs/{name}"), format!("/organizations/{ORG_ID}")],
        Owner::User(name) => vec![format!("/users/{name}"), format!("/user/{USER_ID}")],
        Owner::Own => vec!["/user".to_owned()],
    }
}

fn list(query: &str) -> Asked {
    let value = |name: &str| {
        query.split('&').filter_map(|pair| pair.split_once('=')).find(|(key, _)| *key == name).map(|(_, v)| v)
    };
    let number = |name: &str, default: usize| value(name).and_then(|v| v.parse().ok()).unwrap_or(default);
    Asked::List {
        page: number("page", 1).max(1),
        per_page: number("per_page", 30).clamp(1, 100),
        deleted: value("state") == Some("deleted"),
    }
}

/// Answers, and deletes what is to be deleted.
pub(super) fn answer(setup: &Setup, base_url: &str, versions: &mut Versions, asked: Asked) -> Answer {
    let package = setup.package.replace('/', "%2F");
    let owner = owners(setup.owner);
    let place = |owner: &str| format!("{base_url}{owner}/packages/container/{package}");
    let tags = |version: &super::Version| setup.tag_sets[usize::from(version.tags)].clone();
    match asked {
        Asked::Package => {
            let (name, count, place) = (setup.package, versions.active(), place(&owner[0]));
            Answer::new(
                200,
                format!(
                    r#"{{"id":197,"name":"{name}","package_type":"container","version_count":{count},
                    "visibility":"private","url":"{place}","html_url":"{place}",
                    "created_at":"2020-05-19T22:19:11Z","updated_at":"2025-05-19T22:19:11Z"}}"#
                ),
            )
        }
        Asked::List { page, per_page, deleted } => {
            // Nobody asks for those that were deleted.
            let listed = if deleted { Vec::new() } else { versions.page(page, per_page) };
            let mut body = String::from("[");
            for (index, version) in listed.iter().map(|place| versions.at(*place)).enumerate() {
                if index > 0 {
                    body.push(',');
                }
                version.write(&mut body, &place(&owner[0]), &tags(version));
            }
            body.push(']');
            let last = versions.active().div_ceil(per_page).max(1);
            let linked = format!("{}/versions", place(owner.last().unwrap_or(&owner[0])));
            let link = link(&linked, page, per_page, last);
            let headers = if link.is_empty() { Vec::new() } else { vec![("Link", link)] };
            Answer { headers, listed, ..Answer::new(200, body) }
        }
        Asked::Get(id) => versions.get(id).map_or_else(Answer::not_found, |version| {
            let mut body = String::new();
            version.write(&mut body, &place(&owner[0]), &tags(version));
            Answer::new(200, body)
        }),
        Asked::Delete(id) if versions.delete(id) => Answer::new(204, String::new()),
        Asked::Delete(_) => Answer::not_found(),
        Asked::Other => Answer::error(404, "Not Found", ""),
    }
}

/// The links of a page, in GitHub's order.
fn link(url: &str, page: usize, per_page: usize, last: usize) -> String {
    let to = |number: usize, relation: &str| {
        format!("<{url}?page={number}&per_page={per_page}&state=active>; rel=\"{relation}\"")
    };
    let mut links = Vec::new();
    if page > 1 {
        links.push(to(page - 1, "prev"));
    }
    if page < last {
        links.extend([to(page + 1, "next"), to(last, "last")]);
    }
    if page > 1 {
        links.push(to(1, "first"));
    }
    links.join(", ")
}
