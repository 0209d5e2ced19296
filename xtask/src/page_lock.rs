//! `lock.toml`: which pages there are, where each came from, and the hash of its bytes.

use docwright::hash::sha256;
use docwright::source::{Edition, PageId};
use serde::{Deserialize, Serialize};

use crate::spec_folder::PageFile;

const HEADER: &str = "\
# Where each page came from, and the hash of its bytes. `cargo xtask fetch` and `generate` keep this file.
# `primary` is the edition that the client is made from. An edition with `frozen = true` is not asked for again.
";

/// The version that the site's addresses do not name.
pub(crate) const PLAIN_VERSION: &str = "free-pro-team@latest";

/// The lock of a spec folder.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct PageLock {
    primary: Option<String>,
    #[serde(default, rename = "edition", skip_serializing_if = "Vec::is_empty")]
    editions: Vec<LockedEdition>,
    #[serde(default, rename = "page")]
    pages: Vec<LockedPage>,
}

/// An edition of which more is known than its pages.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct LockedEdition {
    /// Its folder, such as `en/enterprise-server@3.18`.
    name: String,
    /// Whether its pages stay as they are, because the site has archived them or because people say so.
    #[serde(default)]
    frozen: bool,
}

/// One page.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct LockedPage {
    /// Its path below the spec folder, with `/`.
    pub(crate) file: String,
    /// The address that gives its markdown.
    pub(crate) source: String,
    /// Such as `enterprise-server@3.18`.
    pub(crate) version: Option<String>,
    /// Such as `en`.
    pub(crate) locale: Option<String>,
    /// The API version that the page names.
    pub(crate) api_version: Option<String>,
    /// Of its bytes.
    pub(crate) sha256: String,
    /// What the site calls these bytes, to ask whether it has others by now.
    pub(crate) etag: Option<String>,
    /// When the site last changed them, in its own words; only where it gives no `etag`.
    pub(crate) last_modified: Option<String>,
}

/// How a page differs from what the lock says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Difference {
    /// The page's file.
    pub(crate) file: String,
    /// `changed`, `added` or `missing`.
    pub(crate) what: &'static str,
}

impl PageLock {
    /// A lock of these pages.
    pub(crate) fn new(primary: Option<String>, mut pages: Vec<LockedPage>) -> Self {
        pages.sort_by(|a, b| a.file.cmp(&b.file));
        Self { primary, editions: Vec::new(), pages }
    }

    /// The same lock with these editions frozen.
    pub(crate) fn with_frozen(mut self, frozen: impl IntoIterator<Item = String>) -> Self {
        self.editions = frozen.into_iter().map(|name| LockedEdition { name, frozen: true }).collect();
        self
    }

    /// The names of the editions whose pages stay as they are.
    pub(crate) fn frozen(&self) -> impl Iterator<Item = &str> {
        self.editions.iter().filter(|edition| edition.frozen).map(|edition| edition.name.as_str())
    }

    /// Reads a lock.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| format!("lock.toml: {error}"))
    }

    /// The folder of the edition that the client is made from.
    pub(crate) fn primary(&self) -> Option<&str> {
        self.primary.as_deref()
    }

    /// What is known of each page.
    pub(crate) fn pages(&self) -> &[LockedPage] {
        &self.pages
    }

    /// The lock of the pages as they are now. `api_version` tells a page's version, by its file. A page that cannot be read keeps
    /// its entry.
    pub(crate) fn of(&self, pages: &[PageFile], api_version: impl Fn(&str) -> Option<String>) -> Self {
        let pages = pages
            .iter()
            .filter_map(|PageFile { file, text }| {
                let old = self.pages.iter().find(|page| page.file == *file);
                let Ok(text) = text else { return old.cloned() };
                let edition = Edition::from_address(file);
                let sha256 = sha256(text.as_bytes());
                // What the site said of its bytes holds for no others.
                let same = old.filter(|page| page.sha256 == sha256);
                Some(LockedPage {
                    file: file.clone(),
                    source: old.map_or_else(|| source(&edition, file), |page| page.source.clone()),
                    version: edition.version,
                    locale: edition.locale,
                    api_version: api_version(file).or_else(|| old.and_then(|page| page.api_version.clone())),
                    etag: same.and_then(|page| page.etag.clone()),
                    last_modified: same.and_then(|page| page.last_modified.clone()),
                    sha256,
                })
            })
            .collect();
        Self { primary: self.primary.clone(), editions: self.editions.clone(), pages }
    }

    /// Where another state of the folder differs from this lock.
    pub(crate) fn differences(&self, now: &Self) -> Vec<Difference> {
        let mut found = Vec::new();
        for page in &now.pages {
            match self.pages.iter().find(|old| old.file == page.file) {
                None => found.push(Difference { file: page.file.clone(), what: "added" }),
                Some(old) if old.sha256 != page.sha256 => {
                    found.push(Difference { file: page.file.clone(), what: "changed" });
                }
                Some(_) => {}
            }
        }
        for old in self.pages.iter().filter(|old| !now.pages.iter().any(|page| page.file == old.file)) {
            found.push(Difference { file: old.file.clone(), what: "missing" });
        }
        found
    }

    /// The lock as it is written.
    pub(crate) fn text(&self) -> Result<String, String> {
        let body = toml::to_string(self).map_err(|error| format!("lock.toml cannot be written: {error}"))?;
        Ok(format!("{HEADER}{body}"))
    }
}

/// The address that gives a page's markdown.
fn source(edition: &Edition, file: &str) -> String {
    let page = PageId::from_file(file);
    // The site's addresses do not name the version that it shows by itself.
    let version = edition.version.as_deref().filter(|version| *version != PLAIN_VERSION);
    let parts = [edition.locale.as_deref(), version, Some("rest"), Some(page.as_str())];
    let pathname: Vec<&str> = parts.into_iter().flatten().collect();
    format!("https://docs.github.com/api/article/body?pathname=/{}", pathname.join("/"))
}
