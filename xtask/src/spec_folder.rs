//! A spec folder: pages, nested as they come, with or without the files that Docwright keeps beside them.

use std::fs;
use std::path::{Path, PathBuf};

use docwright::Spec;
use docwright::source::Page;
use docwright::versions::Editions;

use crate::cli::project;
use crate::page_lock::PageLock;

/// The largest page that is read, in bytes: ten times the largest real one.
const MAX_PAGE: u64 = 64 * 1024 * 1024;

/// Files in a spec folder that are no pages.
const NOT_PAGES: &[&str] = &["README.md", "LICENSE.md", "NOTICE.md"];

/// A spec folder as it was found.
#[derive(Debug)]
pub(crate) struct SpecFolder {
    /// Where it is.
    pub(crate) root: PathBuf,
    /// Its pages, whether they can be read or not.
    pub(crate) pages: Vec<PageFile>,
    /// `lock.toml`, if there is one: then the folder is ours to write into.
    pub(crate) lock: Option<PageLock>,
    /// The edition that the client is made from: what the command line names, else what the lock does.
    pub(crate) edition: Option<String>,
    /// `quirks.toml`; empty where there is none.
    pub(crate) quirks: String,
    /// `crate.toml`, if there is one.
    pub(crate) manifest: Option<String>,
}

/// The file of a page.
#[derive(Debug)]
pub(crate) struct PageFile {
    /// Its path below the root, with `/`.
    pub(crate) file: String,
    /// Its text.
    pub(crate) text: Result<String, Unreadable>,
}

impl PageFile {
    /// The page, which is damaged where its file cannot be read.
    pub(crate) fn page(&self) -> Page {
        match &self.text {
            Ok(text) => Page::new(self.file.as_str(), text),
            Err(Unreadable { why, rest }) => Page::unreadable(self.file.as_str(), rest, why.as_str()),
        }
    }
}

/// Why a file is not a page, which costs that page alone.
#[derive(Debug)]
pub(crate) struct Unreadable {
    why: String,
    /// The readable part of its text, for the place of the fault.
    rest: String,
}

impl Unreadable {
    fn new(why: String) -> Self {
        Self { why, rest: String::new() }
    }

    /// Returns what to print of a page that was named one by one.
    pub(crate) fn of(self, name: &str) -> String {
        format!("{name} {}", self.why)
    }
}

impl SpecFolder {
    /// Reads the folder that the command line names, or the repository's own.
    pub(crate) fn read(named: Option<&Path>) -> Result<Self, String> {
        let root = spec_root(named);
        if !root.is_dir() {
            return Err(format!(
                "{} is no folder: name one with pages in markdown after --spec",
                root.display()
            ));
        }
        let lock = optional(&root.join("lock.toml"))?.map(|text| PageLock::parse(&text)).transpose()?;
        let mut files = Vec::new();
        find_pages(&root, &root, &mut files)?;
        files.sort();
        let mut pages = Vec::with_capacity(files.len());
        for file in files {
            pages.push(PageFile { text: read_page(&root.join(&file)), file });
        }
        Ok(Self {
            edition: lock.as_ref().and_then(PageLock::primary).map(str::to_owned),
            quirks: optional(&root.join("quirks.toml"))?.unwrap_or_default(),
            manifest: optional(&root.join("crate.toml"))?,
            root,
            pages,
            lock,
        })
    }

    /// The folder with the edition that the command line names, if it names one. What is named has to be there.
    pub(crate) fn choose(mut self, edition: Option<&str>) -> Result<Self, String> {
        let said = if edition.is_some() { "--edition" } else { "`primary` in lock.toml" };
        self.edition = edition.map(str::to_owned).or(self.edition);
        let editions = names_of(&self.pages);
        match &self.edition {
            // Where there is no page at all, that is what has to be said.
            Some(chosen) if !self.pages.is_empty() && editions.find(chosen).is_none() => Err(format!(
                "{said}: there is no edition \"{chosen}\" in {}, but {}",
                self.root.display(),
                editions.names().join(", ")
            )),
            _ => Ok(self),
        }
    }

    /// All editions of the folder.
    pub(crate) fn editions(&self) -> Editions {
        Editions::of(self.pages.iter().map(PageFile::page).collect())
    }

    /// Refuses a folder of which nobody can tell what edition is meant.
    pub(crate) fn refuse_several(&self) -> Result<(), String> {
        let names = names_of(&self.pages).names();
        if self.edition.is_some() || names.len() < 2 {
            return Ok(());
        }
        Err(format!(
            "{} holds {} editions: {}; choose one with --edition {}, or name it as `primary` in lock.toml",
            self.root.display(),
            names.len(),
            names.join(", "),
            names[names.len() - 1],
        ))
    }

    /// What is generated from: the pages of the chosen edition and, apart from them, those of the others; all pages where
    /// none is chosen.
    pub(crate) fn spec(&self, names: String) -> Spec {
        let editions = self.editions();
        let (pages, others) = match self.edition.as_deref().and_then(|word| editions.find(word)) {
            Some(chosen) => editions.split(chosen),
            None => editions.whole(),
        };
        Spec {
            pages,
            others,
            names,
            quirks: self.quirks.clone(),
            manifest: self.manifest.clone(),
            ..Spec::default()
        }
    }
}

/// Where the spec folder is that the command line names, or the repository's own.
pub(crate) fn spec_root(named: Option<&Path>) -> PathBuf {
    named.map_or_else(|| project().join("spec"), Path::to_path_buf)
}

/// Whether this is the repository's own spec folder.
pub(crate) fn is_own(root: &Path) -> bool {
    let own = spec_root(None);
    match (root.canonicalize(), own.canonicalize()) {
        (Ok(root), Ok(own)) => root == own,
        _ => false,
    }
}

/// Which editions there are, without their texts.
fn names_of(pages: &[PageFile]) -> Editions {
    Editions::of(pages.iter().map(|page| Page::new(page.file.as_str(), "")).collect())
}

/// The text of a file that need not be there.
pub(crate) fn optional(path: &Path) -> Result<Option<String>, String> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(format!("{} cannot be read: {error}", path.display())),
    }
}

/// Adds the paths of all pages below a folder, with `/`, as they are below the root.
pub(crate) fn find_pages(root: &Path, folder: &Path, files: &mut Vec<String>) -> Result<(), String> {
    let unreadable = |error: std::io::Error| format!("{} cannot be read: {error}", folder.display());
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name.starts_with('.') {
            continue;
        }
        if path.is_dir() {
            find_pages(root, &path, files)?;
        } else if is_page(&name) {
            let below = path.strip_prefix(root).unwrap_or(&path);
            let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy().into_owned()).collect();
            files.push(parts.join("/"));
        }
    }
    Ok(())
}

/// Whether a file of a spec folder is a page, by its name.
pub(crate) fn is_page(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending == "md") && !NOT_PAGES.contains(&name)
}

/// The text of a page.
pub(crate) fn read_page(path: &Path) -> Result<String, Unreadable> {
    let unreadable = |error: std::io::Error| Unreadable::new(format!("cannot be read: {error}"));
    refuse_large(fs::metadata(path).map_err(unreadable)?.len())?;
    page_text(fs::read(path).map_err(unreadable)?)
}

fn refuse_large(size: u64) -> Result<(), Unreadable> {
    if size <= MAX_PAGE {
        return Ok(());
    }
    Err(Unreadable::new(format!("has {size} bytes, and a page has at most {MAX_PAGE}")))
}

/// Bytes of a file as text.
pub(crate) fn page_text(bytes: Vec<u8>) -> Result<String, Unreadable> {
    refuse_large(bytes.len() as u64)?;
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        Unreadable {
            why: format!("is not UTF-8: the byte at offset {offset} is wrong"),
            rest: String::from_utf8_lossy(error.as_bytes()).into_owned(),
        }
    })
}
