//! Whether what came is the page that was asked for.

use std::collections::BTreeSet;

use docwright::diagnostic::{Code, Severity};
use docwright::read::{Reading, read};
use docwright::source::Page;

use super::address::{Address, Edition};

/// A page that was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Checked {
    /// The API version that it names.
    pub(crate) api_version: Option<String>,
    /// Whether it documents an endpoint. Pages of mere prose lie among those of the reference.
    pub(crate) is_reference: bool,
}

/// What is known of a page before it comes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Expected<'a> {
    /// Where it is.
    pub(crate) address: &'a Address,
    /// The API version that was asked for.
    pub(crate) api_version: Option<&'a str>,
    /// The text of the page that it replaces.
    pub(crate) previous: Option<&'a str>,
    /// Whether to take what is not understood.
    pub(crate) accept_doubtful: bool,
}

/// Checks what came for a page.
pub(crate) fn check(bytes: &[u8], expected: &Expected<'_>) -> Result<Checked, String> {
    let Expected { address, api_version, previous, accept_doubtful } = *expected;
    let text = std::str::from_utf8(bytes).map_err(|error| format!("is not UTF-8: {error}"))?;
    if text.trim().is_empty() {
        return Err("is empty".to_owned());
    }
    let read_as = |text: &str| read(vec![Page::new(address.file(), text)]);
    let now = read_as(text);
    let named = now.api.pages.first().and_then(|page| page.api_version.clone());
    if let (Some(asked), Some(named)) = (api_version, &named)
        && asked != named
    {
        return Err(format!("is of the API version {named}, not of {asked}"));
    }
    if !accept_doubtful {
        if let Some(other) = other_edition(text, &address.edition) {
            return Err(format!("links to pages of {other}, and to none of {}{HINT}", address.edition));
        }
        let before = previous.map(read_as);
        refuse_doubtful(&now, before.as_ref())?;
    }
    Ok(Checked { api_version: named, is_reference: !now.api.endpoints.is_empty() })
}

/// Refuses what is worse than the page before, as a page that broke off or that is another one.
fn refuse_doubtful(now: &Reading, before: Option<&Reading>) -> Result<(), String> {
    let endpoints = endpoints(now);
    let damage = now.diagnostics.iter().find(|diagnostic| diagnostic.code == Code::DamagedPage);
    if let (Some(page), Some(damage)) = (now.pages.first(), damage) {
        let (line, _) = page.position(damage.span.start);
        return Err(format!("is damaged, line {line}: {}{HINT}", damage.message));
    }
    if let Some(before) = before {
        let known = self::endpoints(before);
        if !known.is_empty() && known.is_disjoint(&endpoints) {
            return Err(format!(
                "has none of the {} of the page before{HINT}",
                crate::report::number(known.len(), "endpoint")
            ));
        }
    }
    let is_understood = !now.has_errors();
    // Prose holds nothing that must be understood; a page that was not understood before gets no worse.
    if is_understood || (before.is_none() && endpoints.is_empty()) || before.is_some_and(Reading::has_errors)
    {
        return Ok(());
    }
    let mut errors = now.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    let (Some(page), Some(first)) = (now.pages.first(), errors.next()) else { return Ok(()) };
    let (line, _) = page.position(first.span.start);
    let others = errors.count();
    let more = if others == 0 { String::new() } else { format!(" (and {others} more)") };
    Err(format!("is not understood, line {line}: {}{more}{HINT}", first.message))
}

/// What to do with a page that is right in spite of all.
const HINT: &str = "; if that is right, --accept-doubtful takes it";

fn endpoints(reading: &Reading) -> BTreeSet<String> {
    reading
        .api
        .endpoints
        .iter()
        .map(|endpoint| format!("{} {}", endpoint.method.as_str(), endpoint.path))
        .collect()
}

/// The edition that a page's links lead to, if none leads to that of the page. Pages link to other products too, but not
/// only, and not to another release of their own.
fn other_edition(text: &str, edition: &Edition) -> Option<String> {
    let mut other = None;
    for (_, link) in text.match_indices("](/").filter_map(|(at, _)| text.get(at + 3..).map(|rest| (at, rest)))
    {
        let end = link.find([')', '#', ' ', '\n']).unwrap_or(link.len());
        let mut parts = link.get(..end).unwrap_or_default().split('/');
        let (locale, next) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let is_locale = locale.len() == 2 || locale.as_bytes().get(2) == Some(&b'-');
        if !is_locale {
            continue;
        }
        let version = if next.contains('@') { next } else { crate::page_lock::PLAIN_VERSION };
        if locale == edition.locale && version == edition.version {
            return None;
        }
        let product = |version: &str| version.split('@').next().unwrap_or_default().to_owned();
        if locale != edition.locale || product(version) == product(&edition.version) {
            other.get_or_insert_with(|| format!("{locale}/{version}"));
        }
    }
    other
}
