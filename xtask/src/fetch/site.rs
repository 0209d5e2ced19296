//! The site's own interface: which versions, languages and pages it has, and a page's markdown.

use std::collections::BTreeSet;

use serde_json::Value;

use super::address::{Address, Edition, query};
use super::http::{Answer, Http, Validators};
use super::retry::{Patience, Trouble};
use super::suggest::suggestion;

/// What came for a page.
#[derive(Clone, Debug)]
pub(crate) enum Came {
    /// Its text, and what the site said of it.
    Text(Vec<u8>, Validators),
    /// What we have is right.
    Same(Validators),
    /// There is no such page.
    Missing,
    /// Its version was archived, and is no longer given in markdown.
    Archived,
}

/// What the site lists of an edition.
#[derive(Clone, Debug)]
pub(crate) enum Listing {
    /// Its pages; there is at least one.
    Pages(BTreeSet<String>),
    /// Nothing, as its version was archived.
    Archived,
}

/// A site to fetch from.
#[derive(Debug)]
pub(crate) struct Site {
    http: Http,
    base: String,
    patience: Patience,
}

impl Site {
    /// The site at a base address, which has no `/` at its end.
    pub(crate) fn new(http: Http, base: &str, patience: Patience) -> Self {
        Self { http, base: base.to_owned(), patience }
    }

    /// Its base address.
    pub(crate) fn base(&self) -> &str {
        &self.base
    }

    /// The pages of an edition. The site gives those of another one where it does not know a version or a language.
    /// `pinned` is a page that the edition had.
    pub(crate) fn pages(&self, edition: &Edition, pinned: Option<&Address>) -> Result<Listing, String> {
        let Edition { locale, version } = edition;
        let url = format!("{}/api/pagelist/{locale}/{version}", self.base);
        let answer = self.ask(&url, "text/plain", None)?;
        let found: BTreeSet<String> = match answer.status {
            200 => text(&answer, &["text/plain"])?
                .lines()
                .filter_map(|line| edition.page_at(line.trim()))
                .collect(),
            400 | 404 => BTreeSet::new(),
            _ => return Err(reason(&answer)),
        };
        if found.is_empty() {
            // The list of an archived version is refused like that of an unknown one; its pages are not.
            if let Some(pinned) = pinned
                && matches!(self.page(pinned, None, None), Ok(Came::Archived))
            {
                return Ok(Listing::Archived);
            }
            self.refuse_unknown("versions", version)?;
            self.refuse_unknown("languages", locale)?;
            return Err("the site's list of its pages is empty".to_owned());
        }
        Ok(Listing::Pages(found))
    }

    /// A page, or that it is as it was.
    pub(crate) fn page(
        &self,
        address: &Address,
        api_version: Option<&str>,
        known: Option<&Validators>,
    ) -> Result<Came, String> {
        let answer = self.ask(&address.source(&self.base, api_version), "text/markdown", known)?;
        let pathname = address.pathname();
        // What is said of another address says nothing of this one, least of all that it is gone.
        if query(&answer.url, "pathname") != Some(&pathname) {
            return Err(format!("the site redirects to {}", answer.url));
        }
        match answer.status {
            200 => {
                text(&answer, &["text/markdown", "text/plain"])?;
                Ok(Came::Text(answer.body, answer.validators))
            }
            304 if known.is_some() => Ok(Came::Same(answer.validators)),
            // The site says in its own words that there is no page; what stands before it may answer 404 to anything.
            404 if !words(&answer).is_empty() => Ok(Came::Missing),
            403 if is_archived(&answer) => Ok(Came::Archived),
            _ => Err(reason(&answer)),
        }
    }

    /// The page that the site gives under the address of another; none where it does not say.
    pub(crate) fn moved(&self, address: &Address) -> Option<Address> {
        let url = format!("{}/api/article/meta?pathname={}", self.base, address.pathname());
        let answer = self.ask(&url, "application/json", None).ok()?;
        let meta: Value = serde_json::from_slice(&answer.body).ok()?;
        let own = meta.get("breadcrumbs")?.as_array()?.last()?.get("href")?.as_str()?;
        let page = address.edition.page_at(own).filter(|page| *page != address.page)?;
        Some(Address { edition: address.edition.clone(), page })
    }

    /// Fails if the site has other versions (or languages), but not this one.
    fn refuse_unknown(&self, what: &str, name: &str) -> Result<(), String> {
        let answer = self.ask(&format!("{}/api/pagelist/{what}", self.base), "application/json", None)?;
        let known: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
        let known = known.get(what).and_then(Value::as_array).into_iter().flatten();
        let known: Vec<&str> = known.filter_map(Value::as_str).collect();
        if known.is_empty() || known.contains(&name) {
            return Ok(());
        }
        Err(format!("the site has no {name:?} among its {what}{}", suggestion(name, &known)))
    }

    fn ask(&self, url: &str, accept: &str, known: Option<&Validators>) -> Result<Answer, String> {
        self.patience.ask(|| {
            let answer = self.http.get(url, accept, known)?;
            // A page of an error that a proxy made up may be gone the next time.
            if answer.status == 200 && is_html(&answer) {
                return Err(Trouble::again("the site answers with HTML"));
            }
            Ok(answer)
        })
    }
}

/// The answer's text, if it has one of these media types.
fn text<'a>(answer: &'a Answer, media_types: &[&str]) -> Result<&'a str, String> {
    if !media_types.contains(&answer.media_type.as_str()) {
        return Err(format!(
            "the site answers with {:?} in place of {}",
            answer.media_type,
            media_types.join(" or ")
        ));
    }
    std::str::from_utf8(&answer.body).map_err(|error| format!("the answer is not UTF-8: {error}"))
}

fn is_html(answer: &Answer) -> bool {
    let start = answer.body.trim_ascii_start();
    let begins =
        |tag: &str| start.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag.as_bytes()));
    answer.media_type == "text/html" || begins("<!doctype") || begins("<html")
}

/// Whether the site says that a version was archived, which only its text does.
fn is_archived(answer: &Answer) -> bool {
    String::from_utf8_lossy(&answer.body).contains("is archived")
}

/// Why the site refuses.
fn reason(answer: &Answer) -> String {
    let words = words(answer);
    if words.is_empty() {
        format!("the site answers {}", answer.status)
    } else {
        format!("the site answers {}: {words}", answer.status)
    }
}

/// The site's own words where it refuses; empty if it has none.
fn words(answer: &Answer) -> String {
    let json: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    let words = json.get("error").and_then(Value::as_str).unwrap_or_default();
    words.chars().filter(|c| !c.is_control()).take(200).collect()
}
