//! A folder of pages that somebody has downloaded already, as the source of pages.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use docwright::source::{Edition as Stated, PageId};

use super::address::{Edition, is_page};
use crate::spec_folder::{find_pages, read_page};

/// The pages of a folder.
#[derive(Debug)]
pub(crate) struct Folder {
    root: PathBuf,
    files: Vec<String>,
}

impl Folder {
    /// Lists a folder, in which pages lie as deep as they like.
    pub(crate) fn open(root: &Path) -> Result<Self, String> {
        if !root.is_dir() {
            return Err(format!(
                "{} is no folder: name one with pages in markdown after --from",
                root.display()
            ));
        }
        let mut files = Vec::new();
        find_pages(root, root, &mut files)?;
        Ok(Self { root: root.to_path_buf(), files })
    }

    /// The pages of an edition and their files. A file that lies under no version or language may be of any.
    pub(crate) fn pages(&self, edition: &Edition) -> BTreeMap<String, &str> {
        let mut pages = BTreeMap::new();
        for file in &self.files {
            let Stated { version, locale } = Stated::from_address(file);
            let fits = version.is_none_or(|version| version == edition.version)
                && locale.is_none_or(|locale| locale == edition.locale);
            let page = PageId::from_file(file);
            if fits && is_page(page.as_str()) {
                pages.insert(page.to_string(), file.as_str());
            }
        }
        pages
    }

    /// A page's text.
    pub(crate) fn read(&self, file: &str) -> Result<Vec<u8>, String> {
        let path = self.root.join(file);
        read_page(&path)
            .map(String::into_bytes)
            .map_err(|unreadable| unreadable.of(&path.display().to_string()))
    }
}
