//! Where pages come from: the site, or a folder.

use std::collections::BTreeSet;

use super::address::{Address, Edition};
use super::folder::Folder;
use super::http::Validators;
use super::site::{Came, Listing, Site};

/// A source of pages.
#[derive(Debug)]
pub(crate) enum Origin {
    /// A site, with its base address.
    Site(Site),
    /// A folder of pages that were downloaded already.
    Folder(Folder),
}

impl Origin {
    /// The base address of a site.
    pub(crate) fn base(&self) -> Option<&str> {
        match self {
            Self::Site(site) => Some(site.base()),
            Self::Folder(_) => None,
        }
    }

    /// The pages of an edition. `pinned` is one that it had.
    pub(crate) fn pages(&self, edition: &Edition, pinned: Option<&Address>) -> Result<Listing, String> {
        match self {
            Self::Site(site) => site.pages(edition, pinned),
            Self::Folder(folder) => {
                let pages: BTreeSet<String> = folder.pages(edition).into_keys().collect();
                if pages.is_empty() {
                    Err("the folder has none of its pages".to_owned())
                } else {
                    Ok(Listing::Pages(pages))
                }
            }
        }
    }

    /// A page, or what else there is to say of it.
    pub(crate) fn page(
        &self,
        address: &Address,
        api_version: Option<&str>,
        known: Option<&Validators>,
    ) -> Result<Came, String> {
        match self {
            Self::Site(site) => site.page(address, api_version, known),
            // What a folder lacks may well be on the site: nothing is gone because of that.
            Self::Folder(folder) => match folder.pages(&address.edition).get(&address.page) {
                Some(file) => Ok(Came::Text(folder.read(file)?, Validators::default())),
                None => Err("is not in the folder".to_owned()),
            },
        }
    }

    /// The page that is given under the address of another.
    pub(crate) fn moved(&self, address: &Address) -> Option<Address> {
        match self {
            Self::Site(site) => site.moved(address),
            Self::Folder(_) => None,
        }
    }
}
