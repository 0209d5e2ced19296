//! The references that `diff` compares: a page, a folder, or a folder of a git revision.

use std::path::Path;

use docwright::diff::input::Input;
use docwright::diff::lone_pages;
use docwright::diff::report::Note;
use docwright::source::Page;

use crate::git;
use crate::page_lock::PageLock;
use crate::spec_folder::{PageFile, SpecFolder, Unreadable, is_page, optional, page_text, read_page};

/// The file of accepted changes in a spec folder.
pub(crate) const IGNORE: &str = "diff-ignore.toml";

/// Files beside the pages that a comparison needs.
const BESIDE: [&str; 4] = ["names.lock", "quirks.toml", "lock.toml", IGNORE];

/// The folder of a revision that is read where none is named.
const DEFAULT_FOLDER: &str = "spec";

/// A reference as the command line names it.
#[derive(Debug)]
pub(crate) struct Named {
    /// What is compared.
    pub(crate) input: Input,
    /// Where its pages are for somebody who stands in the repository; what annotations point at.
    pub(crate) folder: String,
    /// What it accepts: the file's name and text.
    pub(crate) ignore: Option<(String, String)>,
    /// Whether it is a single page.
    is_lone: bool,
}

/// Reads what the command line names: `git:REV`, `git:REV:PATH`, a folder, or a page.
pub(crate) fn read(named: &str) -> Result<Named, String> {
    if let Some(place) = named.strip_prefix("git:") {
        let (revision, path) = place.split_once(':').unwrap_or((place, DEFAULT_FOLDER));
        return of_revision(named, revision, path);
    }
    let path = Path::new(named);
    if path.is_dir() {
        of_folder(named, path)?.ok_or_else(|| no_pages(named))
    } else if path.is_file() {
        let text = read_page(path).map_err(|unreadable| unreadable.of(named))?;
        Ok(lone(named, Page::new(slashes(named), &text)))
    } else {
        Err(format!("{named} is neither a page nor a folder, nor does it start with `git:`"))
    }
}

/// Makes two references comparable where one or both are a single page; says what that leaves out.
pub(crate) fn settle(old: &mut Named, new: &mut Named) -> Result<Option<Note>, String> {
    match (old.is_lone, new.is_lone) {
        (true, true) => {
            if let ([old], [new]) = (old.input.pages.as_mut_slice(), new.input.pages.as_mut_slice()) {
                lone_pages::pair(old, new);
            }
            Ok(None)
        }
        (true, false) => narrow(&mut old.input, &mut new.input),
        (false, true) => narrow(&mut new.input, &mut old.input),
        (false, false) => Ok(None),
    }
}

/// Leaves of a folder the page that a single page is.
fn narrow(lone: &mut Input, folder: &mut Input) -> Result<Option<Note>, String> {
    let Some(page) = lone.pages.first_mut() else { return Ok(None) };
    let Some(same) = lone_pages::counterpart(page, &folder.pages).cloned() else {
        return Err(format!(
            "{} is no page of {}: they have no endpoint in common; name the page that it was",
            lone.label, folder.label
        ));
    };
    page.id = same.id.clone();
    let left_out = folder.pages.len() - 1;
    let note = (left_out > 0).then(|| Note {
        kind: "one-page",
        message: format!(
            "`{}` is a single page: it is compared with `{}` of `{}` alone, not with the other {left_out} there",
            lone.label, same.file, folder.label
        ),
        place: None,
    });
    folder.pages = vec![same];
    Ok(note)
}

/// Reads a folder, under a name of its own; `None` where it has no page.
pub(crate) fn of_folder(named: &str, path: &Path) -> Result<Option<Named>, String> {
    let folder = SpecFolder::read(Some(path))?;
    let names = optional(&path.join("names.lock"))?;
    let ignore_file = path.join(IGNORE);
    let ignore = optional(&ignore_file)?.map(|text| (ignore_file.display().to_string(), text));
    let quirks = optional(&path.join("quirks.toml"))?;
    let mut pages = folder.spec(String::new()).pages;
    lone_pages::place(&mut pages);
    if pages.is_empty() {
        return Ok(None);
    }
    let input = Input { label: named.to_owned(), pages, names, quirks };
    Ok(Some(Named { input, folder: slashes(named), ignore, is_lone: false }))
}

fn of_revision(named: &str, revision: &str, path: &str) -> Result<Named, String> {
    let is_hidden = |file: &str| file.split('/').any(|part| part.starts_with('.'));
    let is_wanted = |file: &str| {
        let name = file.rsplit('/').next().unwrap_or(file);
        !is_hidden(file) && is_page(name) || BESIDE.contains(&file)
    };
    let files = git::files(revision, path, is_wanted).map_err(|error| format!("{named}: {error}"))?;
    let mut pages = Vec::new();
    let mut beside = BESIDE.map(|_| None);
    for file in files {
        let text = page_text(file.bytes);
        let readable = |text: Result<String, Unreadable>| {
            text.map_err(|unreadable| unreadable.of(&format!("{named}: {}", file.path)))
        };
        if file.path.is_empty() {
            return Ok(lone(named, Page::new(path, &readable(text)?)));
        }
        match BESIDE.iter().position(|name| *name == file.path).and_then(|at| beside.get_mut(at)) {
            Some(slot) => *slot = Some(readable(text)?),
            None => pages.push(PageFile { file: file.path, text }),
        }
    }
    let [names, quirks, lock, ignore] = beside;
    let lock = lock.as_deref().map(PageLock::parse).transpose()?;
    let primary = lock.as_ref().and_then(PageLock::primary);
    let mut pages: Vec<Page> = pages
        .iter()
        .filter(|page| primary.is_none_or(|primary| page.file.starts_with(&format!("{primary}/"))))
        .map(PageFile::page)
        .collect();
    lone_pages::place(&mut pages);
    if pages.is_empty() {
        return Err(no_pages(named));
    }
    let ignore = ignore.map(|text| (format!("{named}/{IGNORE}"), text));
    let input = Input { label: named.to_owned(), pages, names, quirks };
    Ok(Named { input, folder: path.trim_matches('/').to_owned(), ignore, is_lone: false })
}

fn lone(named: &str, page: Page) -> Named {
    let mut pages = vec![page];
    lone_pages::place(&mut pages);
    let input = Input { label: named.to_owned(), pages, names: None, quirks: None };
    Named { input, folder: String::new(), ignore: None, is_lone: true }
}

fn no_pages(named: &str) -> String {
    format!("{named} has no pages: nothing below it ends in .md")
}

/// A path as it is written everywhere but on Windows.
fn slashes(path: &str) -> String {
    if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() }
}
