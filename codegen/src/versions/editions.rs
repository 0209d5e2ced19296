//! Pages sorted into editions, each a version of the documentation in one language.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::panic::resume_unwind;
use std::thread;

use crate::read::{Reading, read};
use crate::source::{Edition, Page};

/// The version of which the site leaves the name out of its addresses.
const UNNAMED: &str = "free-pro-team@latest";

/// Products in the order in which people know them; any other comes after them.
const PRODUCTS: [&str; 3] = ["free-pro-team", "enterprise-cloud", "enterprise-server"];

impl Edition {
    /// The edition of a file's pages. An address without a version, such as `/en/rest/meta/meta`, is one of
    /// `free-pro-team@latest`.
    pub(crate) fn of_file(file: &str) -> Self {
        let mut edition = Self::from_address(file);
        if edition.locale.is_some() && edition.version.is_none() {
            edition.version = Some(UNNAMED.to_owned());
        }
        edition
    }

    /// The edition of pages that are of one: that of the first that names any.
    pub(crate) fn of_pages(pages: &[Page]) -> Self {
        let named = pages.iter().map(|page| Self::of_file(&page.file)).find(|one| *one != Self::default());
        named.unwrap_or_default()
    }

    /// Version and language as a folder, such as `en/enterprise-server@3.18`.
    pub fn name(&self) -> String {
        match &self.locale {
            Some(locale) => format!("{locale}/{}", self.version_name()),
            None => self.version_name().to_owned(),
        }
    }

    /// The version; of pages that name none, a word that says so.
    pub fn version_name(&self) -> &str {
        self.version.as_deref().unwrap_or("unversioned")
    }
}

/// A version in its parts, ordered as people list them: products one after the other, releases by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Release<'a> {
    /// Such as `enterprise-server`.
    pub(super) product: &'a str,
    /// Such as `3.18`; empty where the version has none.
    pub(super) number: &'a str,
}

impl<'a> Release<'a> {
    pub(super) fn of(edition: &'a Edition) -> Self {
        let version = edition.version_name();
        let (product, number) = version.split_once('@').unwrap_or((version, ""));
        Self { product, number }
    }

    fn rank(&self) -> (usize, &'a str) {
        let known = PRODUCTS.iter().position(|product| *product == self.product);
        (known.unwrap_or(PRODUCTS.len()), self.product)
    }
}

impl Ord for Release<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.rank().cmp(&other.rank()).then_with(|| by_number(self.number, other.number))
    }
}

impl PartialOrd for Release<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// `3.9` comes before `3.10`, and every number before a word such as `latest`.
fn by_number(a: &str, b: &str) -> Ordering {
    let parts = |text: &str| -> Vec<(bool, u64, String)> {
        let part = |part: &str| match part.parse() {
            Ok(number) => (false, number, String::new()),
            Err(_) => (true, 0, part.to_owned()),
        };
        text.split(['.', '-']).map(part).collect()
    };
    parts(a).cmp(&parts(b)).then_with(|| a.cmp(b))
}

/// The pages of one edition.
#[derive(Clone, Debug)]
pub struct EditionPages {
    /// Version and language.
    pub edition: Edition,
    /// The pages.
    pub pages: Vec<Page>,
}

/// All editions of a folder, versions in order.
#[derive(Clone, Debug, Default)]
pub struct Editions(Vec<EditionPages>);

impl Editions {
    /// Sorts pages. Pages that name no version belong to the others where those are of one edition.
    pub fn of(pages: Vec<Page>) -> Self {
        let mut editions: Vec<EditionPages> = Vec::new();
        let mut unnamed = Vec::new();
        for page in pages {
            let edition = Edition::of_file(&page.file);
            if edition == Edition::default() {
                unnamed.push(page);
                continue;
            }
            match editions.iter_mut().find(|other| other.edition == edition) {
                Some(other) => other.pages.push(page),
                None => editions.push(EditionPages { edition, pages: vec![page] }),
            }
        }
        match editions.as_mut_slice() {
            [only] => only.pages.extend(unnamed),
            _ if unnamed.is_empty() => {}
            _ => editions.push(EditionPages { edition: Edition::default(), pages: unnamed }),
        }
        editions.sort_by(|a, b| {
            let by_release = Release::of(&a.edition).cmp(&Release::of(&b.edition));
            by_release.then_with(|| a.edition.locale.cmp(&b.edition.locale))
        });
        Self(editions)
    }

    /// The editions.
    pub fn all(&self) -> &[EditionPages] {
        &self.0
    }

    /// Their names, such as `en/enterprise-server@3.18`.
    pub fn names(&self) -> Vec<String> {
        self.0.iter().map(|one| one.edition.name()).collect()
    }

    /// The edition that a word names: its whole name, the folder of its pages, or a version that is there in one language
    /// only.
    pub fn find(&self, word: &str) -> Option<usize> {
        let word = word.trim_matches('/');
        let the_only = |fits: &dyn Fn(&EditionPages) -> bool| {
            let mut found = self.0.iter().enumerate().filter(|(_, one)| fits(one)).map(|(at, _)| at);
            found.next().filter(|_| found.next().is_none())
        };
        let named = Edition::of_file(word);
        let below = |page: &Page| page.file.strip_prefix(word).is_some_and(|rest| rest.starts_with('/'));
        the_only(&|one| one.edition.name() == word)
            .or_else(|| the_only(&|one| named.version.is_some() && one.edition == named))
            .or_else(|| the_only(&|one| one.edition.version_name() == word))
            .or_else(|| the_only(&|one| one.pages.iter().any(below)))
    }

    /// The pages of all editions, and none of others.
    pub fn whole(self) -> (Vec<Page>, Vec<Page>) {
        (self.0.into_iter().flat_map(|one| one.pages).collect(), Vec::new())
    }

    /// The pages of one edition, and those of all others.
    pub fn split(self, chosen: usize) -> (Vec<Page>, Vec<Page>) {
        let (mut own, mut others) = (Vec::new(), Vec::new());
        for (at, one) in self.0.into_iter().enumerate() {
            if at == chosen { own.extend(one.pages) } else { others.extend(one.pages) }
        }
        (own, others)
    }

    /// One edition a version, for comparing: that of the client if there is one, else that in the client's language, else
    /// that in English, else the first. Gives them, and the names of those that were set aside.
    pub fn one_a_version(self, client: Option<&Edition>) -> (Vec<EditionPages>, Vec<String>) {
        let rank = |edition: &Edition| {
            let is_known = client.is_some_and(|client| client.locale == edition.locale);
            (client != Some(edition), !is_known, edition.locale.as_deref() != Some("en"))
        };
        let mut columns: Vec<EditionPages> = Vec::new();
        let mut set_aside = Vec::new();
        // Editions of one version stand together.
        for one in self.0 {
            match columns.last_mut().filter(|last| last.edition.version == one.edition.version) {
                None => columns.push(one),
                Some(last) if rank(&one.edition) < rank(&last.edition) => {
                    set_aside.push(last.edition.name());
                    *last = one;
                }
                Some(_) => set_aside.push(one.edition.name()),
            }
        }
        (columns, set_aside)
    }
}

/// An edition as it was read.
#[derive(Clone, Debug)]
pub struct EditionReading<'a> {
    /// Version and language.
    pub edition: Edition,
    /// What its pages say.
    pub reading: Cow<'a, Reading>,
}

/// Reads the pages of a client and, beside them, those of other versions.
pub fn read_beside(pages: Vec<Page>, others: Vec<EditionPages>) -> (Reading, Vec<EditionReading<'static>>) {
    thread::scope(|scope| {
        let others = (!others.is_empty()).then(|| scope.spawn(|| read_all(others)));
        let reading = read(pages);
        let others = others.map(|thread| thread.join().unwrap_or_else(|panic| resume_unwind(panic)));
        (reading, others.unwrap_or_default())
    })
}

/// Reads editions, all at once.
pub fn read_all(editions: Vec<EditionPages>) -> Vec<EditionReading<'static>> {
    thread::scope(|scope| {
        let start = |one: EditionPages| {
            scope.spawn(|| EditionReading { edition: one.edition, reading: Cow::Owned(read(one.pages)) })
        };
        let threads: Vec<_> = editions.into_iter().map(start).collect();
        // A panic over there is a panic here.
        let join = |thread: thread::ScopedJoinHandle<'_, _>| {
            thread.join().unwrap_or_else(|panic| resume_unwind(panic))
        };
        threads.into_iter().map(join).collect()
    })
}
