//! A spec folder: pages, nested as they come, with or without the files that Docwright keeps beside them.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use docwright::Spec;
use docwright::source::Page;

use crate::cli::repository;
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
    /// Paths of its pages, with `/`, below the root, and their texts.
    pub(crate) pages: Vec<(String, String)>,
    /// `lock.toml`, if there is one: then the folder is ours to write into.
    pub(crate) lock: Option<PageLock>,
    /// `quirks.toml`; empty where there is none.
    pub(crate) quirks: String,
    /// `crate.toml`, if there is one.
    pub(crate) manifest: Option<String>,
}

impl SpecFolder {
    /// Reads the folder that the command line names, or the repository's own.
    pub(crate) fn read(named: Option<&Path>) -> Result<Self, String> {
        let root = named.map_or_else(|| repository().join("spec"), Path::to_path_buf);
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
            let text = read_page(&root.join(&file))?;
            pages.push((file, text));
        }
        Ok(Self {
            quirks: optional(&root.join("quirks.toml"))?.unwrap_or_default(),
            manifest: optional(&root.join("crate.toml"))?,
            root,
            pages,
            lock,
        })
    }

    /// Whether this is the repository's own spec folder.
    pub(crate) fn is_own(&self) -> bool {
        let own = repository().join("spec");
        match (self.root.canonicalize(), own.canonicalize()) {
            (Ok(root), Ok(own)) => root == own,
            _ => false,
        }
    }

    /// What is generated from: the pages of the primary edition where the lock names one, else all.
    pub(crate) fn spec(&self, names: String) -> Spec {
        let primary = self.lock.as_ref().and_then(PageLock::primary);
        let pages = self
            .pages
            .iter()
            .filter(|(file, _)| primary.is_none_or(|primary| file.starts_with(&format!("{primary}/"))))
            .map(|(file, text)| Page::new(file.as_str(), text))
            .collect();
        Spec { pages, names, quirks: self.quirks.clone(), manifest: self.manifest.clone(), today: None }
    }
}

/// The text of a file that need not be there.
pub(crate) fn optional(path: &Path) -> Result<Option<String>, String> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(format!("{} cannot be read: {error}", path.display())),
    }
}

fn find_pages(root: &Path, folder: &Path, files: &mut Vec<String>) -> Result<(), String> {
    let unreadable = |error: std::io::Error| format!("{} cannot be read: {error}", folder.display());
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name.starts_with('.') {
            continue;
        }
        if path.is_dir() {
            find_pages(root, &path, files)?;
        } else if path.extension().is_some_and(|ending| ending == "md") && !NOT_PAGES.contains(&name.as_str())
        {
            let below = path.strip_prefix(root).unwrap_or(&path);
            let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy().into_owned()).collect();
            files.push(parts.join("/"));
        }
    }
    Ok(())
}

fn read_page(path: &Path) -> Result<String, String> {
    let unreadable = |error: std::io::Error| format!("{} cannot be read: {error}", path.display());
    let size = fs::metadata(path).map_err(unreadable)?.len();
    if size > MAX_PAGE {
        return Err(format!(
            "{} has {size} bytes, and a page has at most {MAX_PAGE}: it is no page",
            path.display()
        ));
    }
    let bytes = fs::read(path).map_err(unreadable)?;
    String::from_utf8(bytes).map_err(|error| {
        let mut message = format!("{} is not UTF-8", path.display());
        let _ = write!(
            message,
            ": the byte at offset {} is wrong; fetch the page again",
            error.utf8_error().valid_up_to()
        );
        message
    })
}
