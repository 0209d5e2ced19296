//! Whole references, from a site on this machine.

use std::collections::BTreeMap;

use docwright_tests::docs_server::{Docs, DocsServer};
use docwright_tests::{corpus, pages_in, say};
use tempfile::TempDir;

use super::harness::{fetch, tree};
use crate::program::xtask;

#[test]
fn a_whole_reference_is_fetched_and_followed() {
    let Some(corpus) = corpus("fetching whole references") else { return };
    let pages = |folder: &str| {
        let pages = pages_in(&corpus.join(folder)).into_iter();
        let at = |id: &str| format!("/en/enterprise-server@3.18/rest/{id}");
        pages.map(move |page| (at(page.id.as_str()), page.text)).collect::<Vec<_>>()
    };
    let new = pages("ghes-3.18");
    let server = DocsServer::start(Docs::new(new.clone()));
    let folder = TempDir::new().unwrap();
    let all = "--version enterprise-server@3.18 --all";
    let run = fetch(&server, folder.path(), all);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
    assert!(run.out.contains(&format!("{} new, 0 changed", new.len())), "{run:?}");
    say(&format!("fetch of {} pages: {}", new.len(), took(&run.out)));
    let written = tree(folder.path());
    for (path, text) in &new {
        let file =
            format!("en/enterprise-server@3.18{}.md", path.trim_start_matches("/en/enterprise-server@3.18"));
        assert!(written[&file] == *text, "{file}");
    }
    let again = fetch(&server, folder.path(), "");
    assert!(again.out.contains(&format!("{} unchanged, 0 not fetched", new.len())), "{again:?}");
    say(&format!("fetch of {} pages that have not changed: {}", new.len(), took(&again.out)));

    let client = TempDir::new().unwrap();
    let [spec, out] = [&folder, &client].map(|folder| folder.path().display().to_string());
    let made = xtask(&["generate", "--spec", &spec, "--out", &out, "--name", "whole"]);
    assert_eq!(made.code, 0, "{made:?}");
    say(&format!("generating its client: {}", took(&made.out)));

    // As if the site went back to the release before: nothing of that is doubtful, and what is not there is gone.
    let old = pages("ghes-3.17");
    server.docs().pages = old.iter().cloned().collect();
    let back = fetch(&server, folder.path(), all);
    assert_eq!((back.code, back.err.as_str()), (0, ""), "{back:?}");
    // Beside the pages are the lock and what `generate` has written.
    let pages = tree(folder.path()).into_keys().filter(|file| file.contains("/rest/")).count();
    assert_eq!(pages, old.len());
}

#[test]
fn what_changed_on_the_real_site_is_taken() {
    let Some(corpus) = corpus("following the real site") else { return };
    let pages = |folder: &str| {
        let pages = pages_in(&corpus.join(folder)).into_iter();
        pages.map(|page| (format!("/en/rest/{}", page.id.as_str()), page.text)).collect::<BTreeMap<_, _>>()
    };
    let (old, new) = (pages("dotcom-2026-07"), pages("dotcom-2026-08"));
    let changed = old.iter().filter(|(path, text)| new.get(*path).is_some_and(|new| new != *text)).count();
    let server = DocsServer::start(Docs::new(old.clone()));
    let folder = TempDir::new().unwrap();
    let run = fetch(&server, folder.path(), "--all");
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
    server.docs().pages = new;
    let run = fetch(&server, folder.path(), "--all");
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
    assert!(run.out.contains(&format!(" {changed} changed, ")), "{changed}: {run:?}");
}

fn took(out: &str) -> &str {
    out.lines().find(|line| line.starts_with("took ")).unwrap()
}
