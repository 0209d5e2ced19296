//! The addresses of pages: on the site, in the spec folder, and in `lock.toml`.

use std::fmt;

use crate::page_lock::PLAIN_VERSION;

/// The official site.
pub(crate) const SITE: &str = "https://docs.github.com";

/// A version of the reference in one language.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Edition {
    /// Such as `en`.
    pub(crate) locale: String,
    /// Such as `enterprise-server@3.18`.
    pub(crate) version: String,
}

impl Edition {
    /// What the site's addresses of its pages begin with: `/es/enterprise-server@3.18/rest/`, `/en/rest/`.
    pub(crate) fn prefix(&self) -> String {
        if self.version == PLAIN_VERSION {
            format!("/{}/rest/", self.locale)
        } else {
            format!("/{}/{}/rest/", self.locale, self.version)
        }
    }

    /// The page of an address of the site, such as `/en/rest/packages/packages`. None where it is another edition's, the
    /// overview of a category, or no address that could be a file's.
    pub(crate) fn page_at(&self, pathname: &str) -> Option<String> {
        let page = pathname.strip_prefix(&self.prefix())?;
        is_page(page).then(|| page.to_owned())
    }
}

/// The folder of the edition below the spec folder, `LOCALE/VERSION`.
impl fmt::Display for Edition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.locale, self.version)
    }
}

/// The address of a page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Address {
    /// Its version and language.
    pub(crate) edition: Edition,
    /// Such as `packages/packages`.
    pub(crate) page: String,
}

impl Address {
    /// The address of a file of the spec folder; none where it lies at no page's place.
    pub(crate) fn of_file(file: &str) -> Option<Self> {
        let stem = file.strip_suffix(".md")?;
        let (edition, page) = stem.split_once("/rest/")?;
        let (locale, version) = edition.split_once('/').unwrap_or((edition, PLAIN_VERSION));
        let fits = is_name(locale) && is_version(version) && is_page(page);
        let edition = Edition { locale: locale.to_owned(), version: version.to_owned() };
        fits.then(|| Self { edition, page: page.to_owned() })
    }

    /// The page's file below the spec folder.
    pub(crate) fn file(&self) -> String {
        format!("{}/rest/{}.md", self.edition, self.page)
    }

    /// The page's path on the site.
    pub(crate) fn pathname(&self) -> String {
        format!("{}{}", self.edition.prefix(), self.page)
    }

    /// Where the site at `base` has the page's markdown.
    pub(crate) fn source(&self, base: &str, api_version: Option<&str>) -> String {
        let mut url = format!("{base}/api/article/body?pathname={}", self.pathname());
        if let Some(version) = api_version {
            url.push_str("&apiVersion=");
            url.push_str(version);
        }
        url
    }
}

/// The value of a key of an address's query, as it stands there.
pub(crate) fn query<'a>(url: &'a str, key: &str) -> Option<&'a str> {
    let (_, query) = url.split_once('?')?;
    query
        .split('&')
        .find_map(|pair| pair.split_once('=').filter(|(name, _)| *name == key))
        .map(|(_, value)| value)
}

/// Whether this may be a page's name below `/rest/`: a category and more, and nothing that leads out of a folder.
pub(crate) fn is_page(page: &str) -> bool {
    page.contains('/') && page.len() < 200 && page.split('/').all(is_name)
}

/// Whether this may be a version, such as `enterprise-server@3.18`.
pub(crate) fn is_version(version: &str) -> bool {
    version.split_once('@').is_some_and(|(product, release)| is_name(product) && is_name(release))
}

/// Whether this may be a part of an address: `enterprise-admin`, `es`, `3.18`.
pub(crate) fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

#[cfg(test)]
mod tests {
    use super::{Address, Edition, query};

    #[test]
    fn an_address_and_its_file() {
        let rows = [
            (
                "es/enterprise-server@3.18/rest/packages/packages.md",
                "/es/enterprise-server@3.18/rest/packages/packages",
            ),
            ("en/free-pro-team@latest/rest/repos/repos.md", "/en/rest/repos/repos"),
            (
                "pt-BR/enterprise-cloud@latest/rest/scim/scim.md",
                "/pt-BR/enterprise-cloud@latest/rest/scim/scim",
            ),
        ];
        for (file, pathname) in rows {
            let address = Address::of_file(file).unwrap();
            assert_eq!((address.file().as_str(), address.pathname().as_str()), (file, pathname));
            assert_eq!(address.edition.page_at(pathname), Some(address.page.clone()));
            let source = address.source("https://docs.example", Some("2022-11-28"));
            assert_eq!(
                (query(&source, "pathname"), query(&source, "apiVersion")),
                (Some(pathname), Some("2022-11-28"))
            );
        }
    }

    #[test]
    fn what_is_no_page() {
        let edition = Edition { locale: "en".to_owned(), version: "free-pro-team@latest".to_owned() };
        for pathname in [
            "/en/rest/packages",
            "/en/rest",
            "/en/rest/",
            "/en/packages/packages",
            "/es/rest/packages/packages",
            "/en/enterprise-server@3.18/rest/packages/packages",
            "/en/rest/../../lock",
            "/en/rest/packages//packages",
            "/en/rest/packages/.packages",
            "/en/rest/packages/pack ages",
            "/en/rest/packages\\packages/x",
            "<!DOCTYPE html>",
            "",
        ] {
            assert_eq!(edition.page_at(pathname), None, "{pathname}");
        }
        for file in
            ["packages/packages.md", "en/x/rest/a/b.md", "en/rest/packages.md", "en/a@b/c/rest/a/b.md"]
        {
            assert_eq!(Address::of_file(file), None, "{file}");
        }
    }
}
