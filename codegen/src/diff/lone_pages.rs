//! Pages that come without their place in a reference: which page it is, and of which edition.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Method;
use crate::source::{Edition, Page, PageId};

/// The address of a page whose files do not tell it.
const NAMELESS: &str = "page";

/// Whether the path of a file tells which page it is.
pub fn is_placed(file: &str) -> bool {
    file.split('/').any(|part| part == "rest")
}

/// Gives pages of one reference whose paths do not tell it the version and the language that most of their links name.
/// Pages without links are of the others' edition.
pub fn place(pages: &mut [Page]) {
    let lone = || pages.iter().filter(|page| !is_placed(&page.file));
    let edition = edition_of_links(lone().map(|page| page.text.as_str()));
    for page in pages.iter_mut().filter(|page| !is_placed(&page.file)) {
        page.edition = edition.clone();
    }
}

/// Where nothing tells the language of one reference, it is taken to be the other's: it is no change that a page has no
/// links.
pub(super) fn assume_one_language(old: &mut [Page], new: &mut [Page]) {
    let language = |pages: &[Page]| pages.iter().find_map(|page| page.edition.locale.clone());
    match (language(old), language(new)) {
        (Some(locale), None) => speak(new, &locale),
        (None, Some(locale)) => speak(old, &locale),
        _ => {}
    }
}

fn speak(pages: &mut [Page], locale: &str) {
    for page in pages {
        page.edition.locale = Some(locale.to_owned());
    }
}

/// Gives two single pages one address, where the files do not tell: what their names have in common.
pub fn pair(old: &mut Page, new: &mut Page) {
    match (is_placed(&old.file), is_placed(&new.file)) {
        (true, true) => {}
        (true, false) => new.id = old.id.clone(),
        (false, true) => old.id = new.id.clone(),
        (false, false) => {
            let id = PageId::new(common_name(&stem(&old.file), &stem(&new.file)));
            (old.id, new.id) = (id.clone(), id);
        }
    }
}

/// The page of a reference that a single page is, by its address or by the endpoints that both have.
pub fn counterpart<'p>(lone: &Page, pages: &'p [Page]) -> Option<&'p Page> {
    let by_address = || pages.iter().find(|page| is_placed(&lone.file) && page.id == lone.id);
    by_address().or_else(|| {
        let wanted = request_lines(&lone.text);
        let shared = |page: &Page| request_lines(&page.text).intersection(&wanted).count();
        let rated = pages.iter().map(|page| (shared(page), page)).filter(|(shared, _)| *shared > 0);
        rated.max_by_key(|(shared, page)| (*shared, std::cmp::Reverse(&page.id))).map(|(_, page)| page)
    })
}

/// Version and language that most links to the documentation name.
fn edition_of_links<'t>(texts: impl Iterator<Item = &'t str>) -> Edition {
    let mut counts: BTreeMap<(Option<String>, Option<String>), usize> = BTreeMap::new();
    for link in texts.flat_map(|text| text.split("](/").skip(1)) {
        let address = link.split([')', '#', '?', ' ']).next().unwrap_or_default();
        // The language comes first, then the version; what follows may look alike.
        let mut parts = address.split('/').map(Edition::from_address);
        let Some(Edition { locale, .. }) = parts.next() else { continue };
        let version = parts.next().and_then(|edition| edition.version);
        if locale.is_some() {
            *counts.entry((version, locale)).or_default() += 1;
        }
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count);
    most.map(|((version, locale), _)| Edition { version, locale }).unwrap_or_default()
}

fn stem(file: &str) -> String {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.strip_suffix(".md").unwrap_or(name).to_owned()
}

/// The words at the front or at the end that two names share: `packages` of `packages-old` and `packages-new`.
fn common_name(one: &str, other: &str) -> String {
    let words = |name: &str| -> Vec<String> {
        name.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let (one, other) = (words(one), words(other));
    let same = |(one, other): (&String, &String)| (one == other).then(|| one.clone());
    let front: Vec<String> = one.iter().zip(&other).map_while(same).collect();
    let mut end: Vec<String> = one.iter().rev().zip(other.iter().rev()).map_while(same).collect();
    end.reverse();
    let longest = if end.len() > front.len() { end } else { front };
    if longest.is_empty() { NAMELESS.to_owned() } else { longest.join("-") }
}

fn request_lines(text: &str) -> BTreeSet<&str> {
    let is_request = |line: &&str| {
        line.split_once(' ')
            .is_some_and(|(verb, path)| Method::parse(verb).is_some() && path.starts_with('/'))
    };
    text.lines().map(str::trim).filter(is_request).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_files_of_one_page_have_one_address() {
        let table = [
            ("old.md", "new.md", ["page", "page"]),
            ("a/packages.md", "b/packages.md", ["packages", "packages"]),
            ("packages-old.md", "packages.new.md", ["packages", "packages"]),
            ("before_packages.md", "after_packages.md", ["packages", "packages"]),
            ("en/rest/packages/packages.md", "new.md", ["packages/packages", "packages/packages"]),
            ("old.md", "es/rest/packages/packages.md", ["packages/packages", "packages/packages"]),
            ("en/rest/teams/teams.md", "en/rest/orgs/orgs.md", ["teams/teams", "orgs/orgs"]),
        ];
        for (old, new, expected) in table {
            let (mut one, mut other) = (Page::new(old, "# A\n"), Page::new(new, "# A\n"));
            pair(&mut one, &mut other);
            assert_eq!([one.id.as_str(), other.id.as_str()], expected, "{old}, {new}");
        }
    }

    #[test]
    fn links_tell_version_and_language() {
        let spanish =
            "[a](/es/enterprise-server@3.18/packages/x) [b](/es/enterprise-server@3.18/rest/y#z) [c](/en/z)";
        let table = [
            (spanish, Some("enterprise-server@3.18"), Some("es")),
            ("[a](/en/rest/packages/packages#list)", None, Some("en")),
            ("[a](https://example.com/es/x) [b](#there) [c](/assets/go/x)", None, None),
            ("", None, None),
        ];
        for (text, version, locale) in table {
            // A folder's name says nothing of the language unless it is one of a reference, and pages of one folder are of
            // one edition.
            let mut pages =
                [Page::new("go/old.md", text), Page::new("b.md", ""), Page::new("es/rest/a/b.md", text)];
            place(&mut pages);
            for Edition { version: found, locale: language } in pages.iter().take(2).map(|page| &page.edition)
            {
                assert_eq!((found.as_deref(), language.as_deref()), (version, locale), "{text}");
            }
            assert_eq!(pages[2].edition.locale.as_deref(), Some("es"));
        }
    }

    #[test]
    fn a_single_page_is_the_one_with_its_endpoints() {
        let text = |path: &str| format!("# A\n\n## B\n\n```\nGET {path}\n```\n");
        let pages = [Page::new("en/rest/a/a.md", &text("/a")), Page::new("en/rest/b/b.md", &text("/b"))];
        let found = |file: &str, path: &str| {
            counterpart(&Page::new(file, &text(path)), &pages).map(|page| page.id.as_str())
        };
        assert_eq!(found("new.md", "/b"), Some("b/b"));
        assert_eq!(found("es/rest/a/a.md", "/b"), Some("a/a"), "the address counts more");
        assert_eq!(found("new.md", "/c"), None);
    }
}
