//! Runs that are killed: each page is the old one or the new one, and the next run completes.

use std::path::Path;
use std::thread;
use std::time::Duration;

use docwright::hash::sha256;
use docwright_tests::docs_server::DocsServer;
use docwright_tests::say;
use tempfile::TempDir;

use super::EDITION;
use super::harness::{at, docs, fetch, file, fill, start, text, tree};

/// How often a run is killed.
const KILLS: u32 = 60;

/// How many pages there are.
const PAGES: usize = 24;

#[test]
fn whenever_a_run_is_killed_the_folder_is_whole() {
    let names: Vec<String> = (0..PAGES).map(|number| format!("apps/apps-{number}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut docs = docs(&names, 1);
    docs.pause = Duration::from_millis(2);
    let server = DocsServer::start(docs);
    let folder = TempDir::new().unwrap();
    let mut random: u64 = 7;
    let (mut change, mut killed, mut amid) = (1, 0, 0);
    // From nothing at first: there is no old page then.
    let mut old = None;
    let (mut lock, mut new) = (None, 0);
    for _ in 0..KILLS {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let enough = server.requests() + usize::try_from((random >> 33) % (PAGES as u64 + 4)).unwrap();
        let mut child = start(&server, folder.path(), &format!("{EDITION} --all"));
        while server.requests() < enough && child.try_wait().unwrap().is_none() {
            thread::sleep(Duration::from_micros(100));
        }
        thread::sleep(Duration::from_micros((random >> 20) % 4_000));
        let _ = child.kill();
        if child.wait().unwrap().success() {
            // It came to its end: then the next one is to fetch something else.
            lock = Some(is_done(folder.path(), &names, change));
            (old, new) = (Some(change), 0);
            change += 1;
            for name in &names {
                server.docs().pages.insert(at(name), text(name, change));
            }
            continue;
        }
        killed += 1;
        let before = new;
        new = check(folder.path(), &names, old, change, lock.as_ref());
        amid += usize::from(before < new && new < names.len());
    }
    say(&format!("fetch killed {killed} times, {amid} of them amid its pages"));
    assert!(killed > 10 && amid > 3, "{killed}, {amid}");

    let run = fetch(&server, folder.path(), &format!("{EDITION} --all"));
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
    is_done(folder.path(), &names, change);
    // Nothing is left of the runs that were killed.
    assert_eq!(tree(folder.path()).len(), PAGES + 1);
}

#[test]
fn what_was_left_behind_is_no_page_and_goes() {
    let server = DocsServer::start(docs(&["apps/apps"], 1));
    let folder = TempDir::new().unwrap();
    fill(&server, folder.path());
    let left = folder.path().join(file("apps/apps")).with_file_name(".docwright-fetch-Ab12Cd");
    std::fs::write(&left, &text("apps/apps", 2)[..300]).unwrap();
    let model = crate::program::xtask(&["model", "--spec", folder.path().to_str().unwrap()]);
    assert_eq!(model.code, 0, "{model:?}");
    let run = fetch(&server, folder.path(), "");
    assert_eq!(run.code, 0, "{run:?}");
    assert!(!left.exists());
}

/// Asserts that each page is whole and the lock is the old one or the new one, and counts new pages.
fn check(spec: &Path, names: &[&str], old: Option<u32>, new: u32, lock: Option<&String>) -> usize {
    let mut now = tree(spec);
    let mut count = 0;
    for name in names {
        let page = now.remove(&file(name));
        let is_new = page.as_ref() == Some(&text(name, new));
        count += usize::from(is_new);
        assert!(is_new || page == old.map(|change| text(name, change)), "{name}: {page:?}");
    }
    match now.remove("lock.toml") {
        Some(now) if lock == Some(&now) => {}
        Some(now) if now.contains("[[page]]") => assert_eq!(count, names.len(), "written last: {now}"),
        // Of a first run, there is an empty lock or none.
        _ => assert!(lock.is_none()),
    }
    // What else there is would not be read as a page.
    let others: Vec<&String> =
        now.keys().filter(|name| !name.rsplit('/').next().unwrap().starts_with('.')).collect();
    assert!(others.is_empty(), "{others:?}");
    count
}

/// Asserts that all pages are new and the lock has their hashes, and gives the lock.
fn is_done(spec: &Path, names: &[&str], change: u32) -> String {
    let mut now = tree(spec);
    let lock = now.remove("lock.toml").unwrap();
    for name in names {
        let page = now.remove(&file(name)).unwrap();
        assert_eq!(page, text(name, change));
        assert!(lock.contains(&sha256(page.as_bytes())), "{name}");
    }
    assert_eq!(lock.matches("[[page]]").count(), names.len());
    lock
}
