//! What the tests of `fetch` share: small pages, their addresses, and the program.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;

use docwright_tests::docs_server::{Docs, DocsServer};

use super::EDITION;
use crate::program::{Run, program, xtask};
use crate::support::{Section, page};

/// The address of the edition's list of pages.
pub(crate) const LIST: &str = "/api/pagelist/es/enterprise-server@3.18";

/// The path of a page on the site.
pub(crate) fn at(name: &str) -> String {
    format!("/es/enterprise-server@3.18/rest/{name}")
}

/// The file of a page below the spec folder.
pub(crate) fn file(name: &str) -> String {
    format!("es/enterprise-server@3.18/rest/{name}.md")
}

/// A page with an endpoint of its own, as the site has it at its so-manieth change.
pub(crate) fn text(name: &str, change: u32) -> String {
    let mut section = Section::get(&format!("/{name}"));
    section.title = format!("Get {}", name.replace(['/', '-'], " "));
    section.description = format!("Gets it in way {change}. ") + &"This is said at length. ".repeat(40);
    let note = "> [!NOTE]\n> Most endpoints use `Authorization: Bearer <YOUR-TOKEN>` and `Accept: \
                application/vnd.github+json` headers, plus `X-GitHub-Api-Version: 2022-11-28`. Curl examples below omit \
                these standard headers for brevity.\n";
    let usual = "> \\[!NOTE]\n> The version is `X-GitHub-Api-Version: 2022-11-28`.\n";
    page(&[section]).replacen(usual, note, 1)
}

/// A site that has these pages.
pub(crate) fn docs(names: &[&str], change: u32) -> Docs {
    Docs::new(names.iter().map(|name| (at(name), text(name, change))))
}

/// Fetches all pages of a site into a folder, which works.
pub(crate) fn fill(server: &DocsServer, spec: &Path) -> Run {
    let run = fetch(server, spec, &format!("{EDITION} --all"));
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
    run
}

/// Runs `fetch` to its end.
pub(crate) fn fetch(server: &DocsServer, spec: &Path, more: &str) -> Run {
    xtask(&arguments(server, spec, more).iter().map(String::as_str).collect::<Vec<_>>())
}

/// Starts `fetch`.
pub(crate) fn start(server: &DocsServer, spec: &Path, more: &str) -> Child {
    Command::new(program())
        .args(arguments(server, spec, more))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn arguments(server: &DocsServer, spec: &Path, more: &str) -> Vec<String> {
    let start = ["fetch", "--base-url", server.origin(), "--spec", spec.to_str().unwrap()];
    start.into_iter().chain(more.split_whitespace()).map(str::to_owned).collect()
}

/// Tries rows at the same time: most of each is waiting.
pub(crate) fn each<T: Send>(rows: impl IntoIterator<Item = T>, test: impl Fn(T) + Sync) {
    thread::scope(|scope| {
        for row in rows {
            let test = &test;
            scope.spawn(move || test(row));
        }
    });
}

/// Every file below a folder, by its path with `/`, but for the one that a running `fetch` holds.
pub(crate) fn tree(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    collect(folder, "", &mut found);
    found.remove(".docwright-fetch.lock");
    found
}

fn collect(folder: &Path, prefix: &str, found: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{prefix}{}", path.file_name().unwrap().to_str().unwrap());
        if path.is_dir() {
            collect(&path, &format!("{name}/"), found);
        } else {
            found.insert(name, fs::read_to_string(path).unwrap());
        }
    }
}
