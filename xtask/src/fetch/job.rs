//! One page: asked for, checked, and compared with what is there.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use docwright::hash::sha256;

use super::address::{Address, SITE};
use super::check::{Checked, Expected, check};
use super::http::Validators;
use super::origin::Origin;
use super::site::Came;
use crate::page_lock::LockedPage;

/// A page to fetch.
#[derive(Clone, Debug)]
pub(crate) struct Job {
    /// Where it is.
    pub(crate) address: Address,
    /// Whether the source lists it. Else it has moved or gone, and only that is found out.
    pub(crate) is_listed: bool,
    /// Whether it was named one by one, so that it should be a page of the reference.
    pub(crate) is_named: bool,
    /// What the lock says of it.
    pub(crate) pinned: Option<LockedPage>,
    /// The API version to ask for; the newest one where there is none.
    pub(crate) api_version: Option<String>,
}

/// What is to be done about a page.
#[derive(Clone, Debug)]
pub(crate) enum Fetched {
    /// It is there, as this entry of the lock says. The bytes are to be written, if there are any.
    There(LockedPage, Option<Vec<u8>>),
    /// It documents no endpoint, and has no place in the folder.
    Prose,
    /// The source has it no more.
    Gone,
    /// The site gives another page in its place.
    Moved(Address),
    /// The site has archived its version: what is here stays.
    Archived,
}

/// Fetches a page. Nothing is written.
pub(crate) fn fetch(
    job: &Job,
    root: &Path,
    origin: &Origin,
    accept_doubtful: bool,
) -> Result<Fetched, String> {
    let Job { address, pinned, api_version, .. } = job;
    let api_version = api_version.as_deref();
    let file = address.file();
    if !job.is_listed {
        return match origin.page(address, api_version, None)? {
            Came::Missing => Ok(Fetched::Gone),
            Came::Archived => Ok(Fetched::Archived),
            Came::Text(..) | Came::Same(_) => match origin.moved(address) {
                Some(to) => Ok(Fetched::Moved(to)),
                None => Err("is not listed any more, though the site still gives a page there".to_owned()),
            },
        };
    }
    let on_disk = text_of(&root.join(&file))?;
    let source = address.source(origin.base().unwrap_or(SITE), api_version);
    // Only of the very bytes that the site gave can it be asked whether they are still right.
    let known = pinned.as_ref().filter(|pinned| {
        pinned.source == source
            && on_disk.as_ref().is_some_and(|text| sha256(text.as_bytes()) == pinned.sha256)
    });
    let asked = known.map(validators).filter(|validators| *validators != Validators::default());
    let (bytes, validators) = match (origin.page(address, api_version, asked.as_ref())?, known) {
        (Came::Text(bytes, validators), _) => (bytes, validators),
        (Came::Same(validators), Some(known)) => {
            let mut entry = known.clone();
            if validators != Validators::default() {
                (entry.etag, entry.last_modified) = (validators.etag, validators.last_modified);
            }
            return Ok(Fetched::There(entry, None));
        }
        (Came::Same(_), None) => {
            return Err("the site says that nothing changed, though nothing is here".to_owned());
        }
        (Came::Archived, _) => return Ok(Fetched::Archived),
        (Came::Missing, _) => return Err("is on the site's list, but the site answers 404".to_owned()),
    };
    let entry = |checked: Option<String>| LockedPage {
        file: file.clone(),
        source: source.clone(),
        version: Some(address.edition.version.clone()),
        locale: Some(address.edition.locale.clone()),
        api_version: checked,
        sha256: sha256(&bytes),
        etag: validators.etag.clone(),
        last_modified: validators.last_modified.clone(),
    };
    let is_on_disk = on_disk.as_ref().is_some_and(|text| text.as_bytes() == bytes);
    if let Some(pinned) = pinned.as_ref().filter(|pinned| is_on_disk && pinned.sha256 == sha256(&bytes)) {
        return Ok(Fetched::There(entry(pinned.api_version.clone()), None));
    }
    let previous = on_disk.as_deref();
    let Checked { api_version: named, is_reference } =
        check(&bytes, &Expected { address, api_version, previous, accept_doubtful })?;
    if !is_reference && on_disk.is_none() {
        if job.is_named || pinned.is_some() {
            return Err("documents no endpoint: it is no page of the reference".to_owned());
        }
        return Ok(Fetched::Prose);
    }
    let entry = entry(named);
    Ok(Fetched::There(entry, (!is_on_disk).then_some(bytes)))
}

/// The text of a page that is here. What is no text at all is as good as nothing.
fn text_of(path: &Path) -> Result<Option<String>, String> {
    match fs::read(path) {
        Ok(bytes) => Ok(String::from_utf8(bytes).ok()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(format!("{} cannot be read: {error}", path.display())),
    }
}

fn validators(pinned: &LockedPage) -> Validators {
    Validators { etag: pinned.etag.clone(), last_modified: pinned.last_modified.clone() }
}
