//! A fetch under way: what came is written, and what moved or left the site is followed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use indicatif::ProgressBar;

use super::address::{Address, Edition};
use super::job::{Fetched, Job, fetch};
use super::land::land;
use super::origin::Origin;
use super::plan::Wanted;
use super::summary::{Fate, Summary};
use super::workers::work;
use crate::crate_folder::remove_empty_folders;
use crate::page_lock::LockedPage;

/// A fetch under way.
pub(crate) struct Run<'a> {
    root: &'a Path,
    origin: &'a Origin,
    bar: &'a ProgressBar,
    accept_doubtful: bool,
    /// The lock as it will be, by file.
    entries: BTreeMap<String, LockedPage>,
    summary: Summary,
    /// Pages that the site gives under another address now.
    moved: Vec<(Job, Address)>,
    /// Pages that are to leave the folder.
    removed: Vec<String>,
    /// Files that are as the site has them.
    there: BTreeSet<String>,
    /// Pages that the site refuses because their edition is archived.
    archived: BTreeMap<Edition, Vec<String>>,
}

impl<'a> Run<'a> {
    /// At its beginning. `pages` is what the lock has.
    pub(crate) fn new(
        root: &'a Path,
        origin: &'a Origin,
        bar: &'a ProgressBar,
        accept_doubtful: bool,
        pages: &[LockedPage],
        summary: Summary,
    ) -> Self {
        let entries = pages.iter().map(|page| (page.file.clone(), page.clone())).collect();
        let (moved, removed, there) = (Vec::new(), Vec::new(), BTreeSet::new());
        let archived = BTreeMap::new();
        Self { root, origin, bar, accept_doubtful, entries, summary, moved, removed, there, archived }
    }

    /// Fetches pages, and writes them as they come.
    pub(crate) fn fetch(&mut self, jobs: Vec<Job>) {
        self.bar.inc_length(jobs.len() as u64);
        let (root, origin, accept_doubtful) = (self.root, self.origin, self.accept_doubtful);
        work(jobs, &|job: &Job| fetch(job, root, origin, accept_doubtful), |job, fetched| {
            self.bar.inc(1);
            self.take(job, fetched);
        });
    }

    /// Writes what came for a page.
    fn take(&mut self, job: Job, fetched: Result<Fetched, String>) {
        let file = job.address.file();
        let written = fetched.and_then(|fetched| {
            if let Fetched::There(_, Some(bytes)) = &fetched {
                land(&self.root.join(&file), bytes)?;
            }
            Ok(fetched)
        });
        match written {
            Ok(Fetched::There(entry, bytes)) => {
                self.summary.add(fate(job.pinned.as_ref(), &entry, bytes.is_some()), words(&job, &entry));
                self.entries.insert(file.clone(), entry);
                self.there.insert(file);
            }
            Ok(Fetched::Prose) => self.summary.prose += 1,
            Ok(Fetched::Gone) => self.removed.push(file),
            Ok(Fetched::Moved(to)) => self.moved.push((job, to)),
            Ok(Fetched::Archived) => self.archived.entry(job.address.edition).or_default().push(file),
            Err(why) => self.summary.failures.push(format!("{file}: {why}")),
        }
    }

    /// Fetches the pages that others have moved to, where that was not done anyway.
    pub(crate) fn follow(&mut self, wanted: &[Wanted], listed: &BTreeMap<Edition, BTreeSet<String>>) {
        let moved = std::mem::take(&mut self.moved);
        let mut jobs: BTreeMap<String, Job> = BTreeMap::new();
        for (_, to) in &moved {
            let is_listed = listed.get(&to.edition).is_some_and(|pages| pages.contains(&to.page));
            let wanted = wanted.iter().find(|wanted| wanted.edition == to.edition);
            if let Some(wanted) = wanted.filter(|_| is_listed && !self.there.contains(&to.file())) {
                jobs.insert(to.file(), wanted.job(&to.page, true));
            }
        }
        self.fetch(jobs.into_values().collect());
        for (job, to) in moved {
            let (from, to) = (job.address.file(), to.file());
            if self.there.contains(&to) {
                self.summary.add(Fate::Moved, format!("{from} to {to}"));
                self.take_out(&from);
            } else {
                self.summary.failures.push(format!("{from}: has moved to {to}, which could not be fetched"));
            }
        }
    }

    /// Removes all pages of editions from the folder.
    pub(crate) fn remove_editions(&mut self, editions: &[Wanted]) {
        let files = editions.iter().flat_map(Wanted::files).collect::<Vec<String>>();
        self.removed.extend(files);
        self.remove();
    }

    /// Removes pages that the site neither lists nor gives.
    pub(crate) fn remove(&mut self) {
        for file in std::mem::take(&mut self.removed) {
            self.summary.add(Fate::Gone, &file);
            self.take_out(&file);
        }
    }

    /// Returns the pages as the lock has them now, the editions that turned out to be archived, and what became of the pages.
    pub(crate) fn end(mut self) -> (Vec<LockedPage>, BTreeSet<Edition>, Summary) {
        let mut archived = BTreeSet::new();
        for (edition, files) in std::mem::take(&mut self.archived) {
            let folder = format!("{edition}/");
            // One page alone says little of its version.
            if self.there.iter().any(|file| file.starts_with(&folder)) {
                let refused = "is refused as archived, while the site gives other pages of its version";
                self.summary.failures.extend(files.iter().map(|file| format!("{file}: {refused}")));
                continue;
            }
            for file in files {
                self.summary.add(Fate::Unchanged, file);
            }
            archived.insert(edition);
        }
        (self.entries.into_values().collect(), archived, self.summary)
    }

    fn take_out(&mut self, file: &str) {
        let path = self.root.join(file);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                self.summary.failures.push(format!("{file}: cannot be removed: {error}"));
            }
            _ => {
                remove_empty_folders(self.root, path.parent());
                self.entries.remove(file);
            }
        }
    }
}

fn fate(pinned: Option<&LockedPage>, entry: &LockedPage, is_written: bool) -> Fate {
    match pinned {
        None => Fate::New,
        Some(pinned) if pinned.sha256 != entry.sha256 => Fate::Changed,
        Some(_) if is_written => Fate::Restored,
        Some(_) => Fate::Unchanged,
    }
}

/// The page's file, and the API version where that changed.
fn words(job: &Job, entry: &LockedPage) -> String {
    let version = |entry: &LockedPage| entry.api_version.clone().unwrap_or_else(|| "none".to_owned());
    match &job.pinned {
        Some(pinned) if pinned.api_version != entry.api_version => {
            format!("{}, from the API version {} to {}", entry.file, version(pinned), version(entry))
        }
        _ => entry.file.clone(),
    }
}
