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
mod run;
mod site;
mod suggest;
mod summary;
mod workers;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;
use std::{fmt, fs};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use self::address::{Address, Edition};
use self::folder::Folder;
use self::http::Http;
use self::land::{clean, hold, land};
use self::origin::Origin;
use self::plan::{Wanted, wanted};
use self::retry::Patience;
use self::run::Run;
use self::site::{Listing, Site};
pub(crate) use self::summary::Summary;
use crate::cli::{FetchArgs, project};
use crate::page_lock::PageLock;
use crate::report::number;
use crate::spec_folder::optional;

/// What may lie in a spec folder that has no pages yet.
const BEFORE_PAGES: &[&str] =
    &["NOTICE", "README.md", "crate.toml", "ledger.txt", "names.lock", "quirks.toml"];

/// Fetches what the command line asks for. An error says that nothing could be done, and that nothing was.
pub(crate) fn run(options: &FetchArgs) -> Result<Summary, String> {
    let root = options.spec.clone().unwrap_or_else(|| project().join("spec"));
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
    let mut frozen: BTreeSet<String> = lock.iter().flat_map(PageLock::frozen).map(str::to_owned).collect();
    if options.remove {
        let pages = lock.as_ref().map(PageLock::pages).unwrap_or_default();
        let mut run = Run::new(&root, &origin, &bar, false, pages, summary);
        run.remove_editions(&wanted);
        let (entries, _, mut summary) = run.end();
        let removed = |name: &str| wanted.iter().any(|wanted| wanted.edition.to_string() == name);
        frozen.retain(|name| !removed(name));
        let left = entries.first().and_then(|page| Address::of_file(&page.file));
        let primary = lock.as_ref().and_then(PageLock::primary).filter(|name| !removed(name));
        let primary = primary.map(str::to_owned).or_else(|| left.map(|page| page.edition.to_string()));
        write_lock(
            &path,
            text.as_deref(),
            &PageLock::new(primary, entries).with_frozen(frozen),
            &mut summary,
        )?;
        return Ok(summary);
    }
    let mut listed: BTreeMap<Edition, BTreeSet<String>> = BTreeMap::new();
    let mut jobs = Vec::new();
    for wanted in &wanted {
        let edition = &wanted.edition;
        if frozen.contains(&edition.to_string()) {
            summary.notes.push(format!(
                "{edition} is frozen: its pages stay as they are; without `frozen` in lock.toml the site is asked again"
            ));
            continue;
        }
        match origin.pages(edition, wanted.pinned_page().as_ref()) {
            Ok(Listing::Pages(pages)) => {
                jobs.extend(wanted.jobs(&pages)?);
                listed.insert(edition.clone(), pages);
            }
            Ok(Listing::Archived) => {
                summary.notes.push(archived(edition));
                frozen.insert(edition.to_string());
            }
            Err(why) => summary.failures.push(format!("{edition}: {why}")),
        }
    }
    let first = listed.keys().next();
    if first.is_none() && frozen.is_empty() {
        return Err(summary.failures.join("\n"));
    }
    let primary = match (&lock, first) {
        (Some(lock), Some(first)) => primary(lock, first),
        (Some(lock), None) => lock.primary().map(str::to_owned),
        (None, first) => first.map(ToString::to_string),
    };
    if text.is_none() {
        // From here on, the folder is ours, even if this run is killed.
        land(&path, PageLock::new(primary.clone(), Vec::new()).text()?.as_bytes())?;
    }
    let pages = lock.as_ref().map(PageLock::pages).unwrap_or_default();
    let mut run = Run::new(&root, &origin, &bar, options.accept_doubtful, pages, summary);
    run.fetch(jobs);
    run.follow(&wanted, &listed);
    run.remove();
    let (entries, now_archived, mut summary) = run.end();
    summary.notes.extend(now_archived.iter().map(archived));
    frozen.extend(now_archived.iter().map(ToString::to_string));
    let now = PageLock::new(primary, entries).with_frozen(frozen);
    write_lock(&path, text.as_deref(), &now, &mut summary)?;
    bar.finish_and_clear();
    summary.notes.extend(wanted.iter().filter_map(|wanted| unpinned(wanted, listed.get(&wanted.edition)?)));
    Ok(summary)
}

/// Writes the lock where it has changed.
fn write_lock(path: &Path, old: Option<&str>, now: &PageLock, summary: &mut Summary) -> Result<(), String> {
    let now = now.text()?;
    if old != Some(now.as_str())
        && let Err(why) = land(path, now.as_bytes())
    {
        summary.failures.push(why);
    }
    Ok(())
}

/// Message about an edition that the site has archived.
fn archived(edition: &Edition) -> String {
    format!(
        "{edition} is archived on the site: the pages here stay the truth, and lock.toml has `frozen = true` for it"
    )
}

/// How many pages of an edition are there for the taking.
fn unpinned(wanted: &Wanted, listed: &BTreeSet<String>) -> Option<String> {
    let count = listed.iter().filter(|page| !wanted.pinned.contains_key(*page)).count();
    let is_worth_saying = count > 0 && wanted.is_refresh();
    is_worth_saying.then(|| {
        format!("{} lists {} that are not pinned: --all takes them", wanted.edition, number(count, "page"))
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
    let rate = |state: &ProgressState, out: &mut dyn fmt::Write| {
        let _ = write!(out, "{:.1}", state.per_sec());
    };
    match ProgressStyle::with_template("{bar:40} {pos} of {len} pages, {rate} a second, {eta} left {msg}") {
        Ok(style) => bar.with_style(style.with_key("rate", rate)),
        Err(_) => bar,
    }
}
