//! Which pages are to be fetched: what the command line names, what `lock.toml` pins, what the site lists.

use std::collections::{BTreeMap, BTreeSet};

use super::address::{Address, Edition, is_name, is_page, is_version, query};
use super::job::Job;
use super::suggest::suggestion;
use crate::cli::FetchArgs;
use crate::page_lock::{LockedPage, PLAIN_VERSION, PageLock};

/// What is wanted of an edition.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    /// The edition.
    pub(crate) edition: Edition,
    /// What is pinned of it, of all that is wanted.
    pub(crate) pinned: BTreeMap<String, LockedPage>,
    named: BTreeSet<String>,
    all: bool,
    /// For pages that say none themselves.
    api_version: Option<String>,
    /// For all pages.
    stated_api_version: Option<String>,
}

/// What is wanted, an edition each.
pub(crate) fn wanted(options: &FetchArgs, lock: Option<&PageLock>) -> Result<Vec<Wanted>, String> {
    let mut pinned = pinned(lock)?;
    let default = default_edition(lock, &pinned);
    let named = names(options)?;
    let choose =
        |stated: &Option<String>, default: &str| stated.clone().unwrap_or_else(|| default.to_owned());
    let edition = Edition {
        locale: choose(&options.locale, &default.locale),
        version: choose(&options.version, &default.version),
    };
    let stated_api_version = options.api_version.clone();
    if options.all || !named.is_empty() {
        let mut pinned = pinned.remove(&edition).unwrap_or_default();
        let api_version = api_version(&pinned);
        pinned.retain(|page, _| options.all || named.contains(page));
        return Ok(vec![Wanted {
            edition,
            pinned,
            named,
            all: options.all,
            api_version,
            stated_api_version,
        }]);
    }
    pinned.retain(|edition, _| {
        options.locale.as_ref().is_none_or(|locale| *locale == edition.locale)
            && options.version.as_ref().is_none_or(|version| *version == edition.version)
    });
    if pinned.is_empty() {
        return Err(format!(
            "lock.toml pins no page{}: name pages with --page, or take all of {edition} with --all",
            if options.locale.is_some() || options.version.is_some() { " of that" } else { "" }
        ));
    }
    Ok(pinned
        .into_iter()
        .map(|(edition, pinned)| {
            let (api_version, stated_api_version) = (api_version(&pinned), stated_api_version.clone());
            Wanted { edition, pinned, named: BTreeSet::new(), all: false, api_version, stated_api_version }
        })
        .collect())
}

impl Wanted {
    /// A page that is pinned of it.
    pub(crate) fn pinned_page(&self) -> Option<Address> {
        let page = self.pinned.keys().next()?.clone();
        Some(Address { edition: self.edition.clone(), page })
    }

    /// The files that are pinned of it.
    pub(crate) fn files(&self) -> Vec<String> {
        self.pinned.values().map(|page| page.file.clone()).collect()
    }

    /// Whether it is only what is pinned already.
    pub(crate) fn is_refresh(&self) -> bool {
        !self.all && self.named.is_empty()
    }

    /// The pages to fetch, now that the source has said which there are.
    pub(crate) fn jobs(&self, listed: &BTreeSet<String>) -> Result<Vec<Job>, String> {
        let is_unknown = |page: &&String| !listed.contains(*page) && !self.pinned.contains_key(*page);
        if let Some(page) = self.named.iter().find(is_unknown) {
            let known: Vec<&str> = listed.iter().map(String::as_str).collect();
            return Err(format!("{} has no page {page:?}{}", self.edition, suggestion(page, &known)));
        }
        let everything = listed.iter().filter(|_| self.all);
        let pages: BTreeSet<&String> = self.pinned.keys().chain(&self.named).chain(everything).collect();
        Ok(pages.into_iter().map(|page| self.job(page, listed.contains(page))).collect())
    }

    /// The page to fetch.
    pub(crate) fn job(&self, page: &str, is_listed: bool) -> Job {
        let pinned = self.pinned.get(page).cloned();
        // What a page was fetched for is what it is fetched for again, and new pages are fetched for that of the others.
        let api_version = self.stated_api_version.clone().or_else(|| match &pinned {
            Some(pinned) => query(&pinned.source, "apiVersion").map(str::to_owned),
            None => self.api_version.clone(),
        });
        Job {
            address: Address { edition: self.edition.clone(), page: page.to_owned() },
            is_listed,
            is_named: self.named.contains(page),
            api_version,
            pinned,
        }
    }
}

/// What the lock pins, by edition and page. Each page must lie where its address says.
fn pinned(lock: Option<&PageLock>) -> Result<BTreeMap<Edition, BTreeMap<String, LockedPage>>, String> {
    let mut pinned: BTreeMap<Edition, BTreeMap<String, LockedPage>> = BTreeMap::new();
    for page in lock.map(PageLock::pages).unwrap_or_default() {
        let address = Address::of_file(&page.file)
            .filter(|address| address.file() == page.file)
            .ok_or_else(|| format!("lock.toml: {} is no LOCALE/VERSION/rest/CATEGORY/PAGE.md", page.file))?;
        if query(&page.source, "pathname") != Some(&address.pathname()) {
            return Err(format!(
                "lock.toml: {} has the source {}, which is not the address of {}",
                page.file,
                page.source,
                address.pathname()
            ));
        }
        pinned.entry(address.edition).or_default().insert(address.page, page.clone());
    }
    Ok(pinned)
}

/// The edition that is meant where none is named.
fn default_edition(
    lock: Option<&PageLock>,
    pinned: &BTreeMap<Edition, BTreeMap<String, LockedPage>>,
) -> Edition {
    let primary = lock.and_then(PageLock::primary).and_then(|primary| primary.split_once('/'));
    let only = pinned.keys().next().filter(|_| pinned.len() == 1);
    match (primary, only) {
        (Some((locale, version)), _) => Edition { locale: locale.to_owned(), version: version.to_owned() },
        (None, Some(only)) => only.clone(),
        (None, None) => Edition { locale: "en".to_owned(), version: PLAIN_VERSION.to_owned() },
    }
}

/// The pages that are named, and that all names are such as can stand in an address.
fn names(options: &FetchArgs) -> Result<BTreeSet<String>, String> {
    let refuse = |flag: &str, value: &str, like: &str| Err(format!("{flag} {value:?} is not such as {like}"));
    if let Some(version) = options.version.as_ref().filter(|version| !is_version(version)) {
        return refuse("--version", version, "enterprise-server@3.18");
    }
    if let Some(locale) = options.locale.as_ref().filter(|locale| !is_name(locale)) {
        return refuse("--locale", locale, "en");
    }
    if let Some(version) = options.api_version.as_ref().filter(|version| !is_name(version)) {
        return refuse("--api-version", version, "2022-11-28");
    }
    if let Some(page) = options.pages.iter().find(|page| !is_page(page)) {
        return refuse("--page", page, "packages/packages");
    }
    Ok(options.pages.iter().cloned().collect())
}

/// The API version that the pages of an edition were fetched for.
fn api_version(pinned: &BTreeMap<String, LockedPage>) -> Option<String> {
    pinned.values().find_map(|page| query(&page.source, "apiVersion")).map(str::to_owned)
}
