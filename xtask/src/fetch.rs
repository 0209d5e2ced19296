//! Fetching: the pages of a spec folder are brought up to date with the site, and nothing is lost if that fails.
//!
//! Pages land one by one, each whole; `lock.toml` is written when all have. A run that was killed has left some pages
//! new and the lock old, and the next one goes on from there.

mod address;
mod check;
mod folder;
mod http;
mod job;
mod land;
mod origin;
mod plan;
mod retry;
mod site;
mod suggest;
mod summary;
mod workers;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use self::address::{Address, Edition};
use self::folder::Folder;
use self::http::Http;
use self::job::{Fetched, Job, fetch};
use self::land::{clean, hold, land};
use self::origin::Origin;
use self::plan::{Wanted, wanted};
use self::retry::Patience;
use self::site::Site;
use self::summary::Fate;
pub(crate) use self::summary::Summary;
use self::workers::work;
use crate::cli::{FetchArgs, repository};
use crate::crate_folder::remove_empty_folders;
use crate::page_lock::{LockedPage, PageLock};
use crate::spec_folder::optional;

/// What may lie in a spec folder that has no pages yet.
const BEFORE_PAGES: &[&str] =
    &["NOTICE", "README.md", "crate.toml", "ledger.txt", "names.lock", "quirks.toml"];

/// Fetches what the command line asks for. An error says that nothing could be done, and that nothing was.
pub(crate) fn run(options: &FetchArgs) -> Result<Summary, String> {
    let root = options.spec.clone().unwrap_or_else(|| repository().join("spec"));
    let path = root.join("lock.toml");
    if !path.exists() {
        refuse_foreign(&root)?;
    }
    let bar = bar(options.quiet);
    let origin = origin(options, &bar)?;
    let _held = hold(&root)?;
    clean(&root);
    let text = optional(&path)?;
    let lock = text.as_deref().map(PageLock::parse).transpose()?;
    let wanted = wanted(options, lock.as_ref())?;
    let mut summary = Summary::default();
    let mut listed: BTreeMap<Edition, BTreeSet<String>> = BTreeMap::new();
    let mut jobs = Vec::new();
    for wanted in &wanted {
        match origin.pages(&wanted.edition) {
            Ok(pages) => {
                jobs.extend(wanted.jobs(&pages)?);
                listed.insert(wanted.edition.clone(), pages);
            }
            Err(why) => summary.failures.push(format!("{}: {why}", wanted.edition)),
        }
    }
    let Some(first) = listed.keys().next() else { return Err(summary.failures.join("\n")) };
    let primary = lock.as_ref().map_or_else(|| Some(first.to_string()), |lock| primary(lock, first));
    if text.is_none() {
        // From here on, the folder is ours, even if this run is killed.
        land(&path, PageLock::new(primary.clone(), Vec::new()).text()?.as_bytes())?;
    }
    let pages = lock.as_ref().map(PageLock::pages).unwrap_or_default();
    let mut run = Run {
        entries: pages.iter().map(|page| (page.file.clone(), page.clone())).collect(),
        options,
        root,
        origin,
        bar,
        summary,
        moved: Vec::new(),
        removed: Vec::new(),
        there: BTreeSet::new(),
    };
    run.fetch(jobs);
    run.follow(&wanted, &listed);
    run.remove();
    let now = PageLock::new(primary, run.entries.into_values().collect()).text()?;
    if text.as_ref() != Some(&now) {
        land(&path, now.as_bytes())?;
    }
    run.bar.finish_and_clear();
    run.summary
        .notes
        .extend(wanted.iter().filter_map(|wanted| unpinned(wanted, listed.get(&wanted.edition)?)));
    Ok(run.summary)
}

/// A fetch under way.
struct Run<'a> {
    options: &'a FetchArgs,
    root: PathBuf,
    origin: Origin,
    bar: ProgressBar,
    /// The lock as it will be, by file.
    entries: BTreeMap<String, LockedPage>,
    summary: Summary,
    /// Pages that the site gives under another address now.
    moved: Vec<(Job, Address)>,
    /// Pages that are to leave the folder.
    removed: Vec<String>,
    /// Files that are as the site has them.
    there: BTreeSet<String>,
}

impl Run<'_> {
    /// Fetches pages, and writes them as they come.
    fn fetch(&mut self, jobs: Vec<Job>) {
        self.bar.inc_length(jobs.len() as u64);
        // What the workers need is lent to them; what becomes of the pages is kept here.
        let (root, bar) = (self.root.clone(), self.bar.clone());
        let mut ended = Vec::new();
        let accept = self.options.accept_doubtful;
        let origin = &self.origin;
        let summary = &mut self.summary;
        work(jobs, &|job: &Job| fetch(job, &root, origin, accept), |job, fetched| {
            bar.inc(1);
            let file = job.address.file();
            let fetched = fetched.and_then(|fetched| {
                if let Fetched::There(_, Some(bytes)) = &fetched {
                    land(&root.join(&file), bytes)?;
                }
                Ok(fetched)
            });
            match fetched {
                Ok(Fetched::There(entry, bytes)) => {
                    summary.add(fate(job.pinned.as_ref(), &entry, bytes.is_some()), words(&job, &entry));
                    ended.push((job, entry));
                }
                Ok(Fetched::Prose) => summary.prose += 1,
                Ok(Fetched::Gone) => self.removed.push(file),
                Ok(Fetched::Moved(to)) => self.moved.push((job, to)),
                Err(why) => summary.failures.push(format!("{file}: {why}")),
            }
        });
        for (job, entry) in ended {
            self.there.insert(job.address.file());
            self.entries.insert(entry.file.clone(), entry);
        }
    }

    /// Fetches the pages that others have moved to, where that was not done anyway.
    fn follow(&mut self, wanted: &[Wanted], listed: &BTreeMap<Edition, BTreeSet<String>>) {
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

    /// Removes pages that the site neither lists nor gives.
    fn remove(&mut self) {
        for file in std::mem::take(&mut self.removed) {
            self.summary.add(Fate::Gone, &file);
            self.take_out(&file);
        }
    }

    fn take_out(&mut self, file: &str) {
        let path = self.root.join(file);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                self.summary.failures.push(format!("{file}: cannot be removed: {error}"));
            }
            _ => {
                remove_empty_folders(&self.root, path.parent());
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

/// How many pages of an edition are there for the taking.
fn unpinned(wanted: &Wanted, listed: &BTreeSet<String>) -> Option<String> {
    let count = listed.iter().filter(|page| !wanted.pinned.contains_key(*page)).count();
    let is_worth_saying = count > 0 && wanted.is_refresh();
    is_worth_saying.then(|| {
        format!(
            "{} lists {} that are not pinned: --all takes them",
            wanted.edition,
            crate::report::number(count, "page")
        )
    })
}

/// The edition that the client is made from: a second one in the folder must not be mixed with the first.
fn primary(lock: &PageLock, fetched: &Edition) -> Option<String> {
    let first = || lock.pages().first().and_then(|page| Address::of_file(&page.file));
    lock.primary()
        .map(str::to_owned)
        .or_else(|| Some(first().map_or_else(|| fetched.to_string(), |address| address.edition.to_string())))
}

/// Refuses a folder that holds somebody else's files.
fn refuse_foreign(root: &Path) -> Result<(), String> {
    let Ok(entries) = fs::read_dir(root) else { return Ok(()) };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') && !BEFORE_PAGES.contains(&name.as_str()) {
            return Err(format!(
                "{} holds {name}, and no lock.toml: name a folder after --spec that has one, or that is empty",
                root.display()
            ));
        }
    }
    Ok(())
}

fn origin(options: &FetchArgs, bar: &ProgressBar) -> Result<Origin, String> {
    if let Some(folder) = &options.from {
        return Ok(Origin::Folder(Folder::open(folder)?));
    }
    let base = options.base_url.trim_end_matches('/');
    let http = Http::new(base, Duration::from_secs(options.timeout))?;
    Ok(Origin::Site(Site::new(http, base, Patience::new(bar.clone()))))
}

/// A progress bar, which is seen only on a terminal. It has no colours.
fn bar(quiet: bool) -> ProgressBar {
    let target = if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
    let bar = ProgressBar::with_draw_target(Some(0), target);
    let template = "{bar:40} {pos} of {len} pages, {per_sec}, {eta} left {msg}";
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
