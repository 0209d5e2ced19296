//! What `fetch` cannot work with: then it says what to do, writes nothing, and its exit code is 2.

use std::fs;

use docwright_tests::docs_server::{DocsServer, Fault};
use tempfile::TempDir;

use super::harness::{LIST, at, docs, each, fetch, fill, text, tree};
use super::{EDITION, bare};
use crate::program::xtask;

#[test]
fn names_that_are_not_there() {
    let server = DocsServer::start(docs(&["packages/packages", "repos/repos"], 1));
    let folder = TempDir::new().unwrap();
    let rows = [
        (
            "--locale es --version enterprise-server@3.81 --all",
            "the site has no \"enterprise-server@3.81\" among its versions: did you mean enterprise-server@3.18",
        ),
        (
            "--locale ess --version enterprise-server@3.18 --all",
            "has no \"ess\" among its languages: did you mean es?",
        ),
        (
            "--locale es --version enterprise-server@3.18 --page package/packages",
            "es/enterprise-server@3.18 has no page \"package/packages\": did you mean packages/packages?",
        ),
        (
            "--locale es --version enterprise-server@3.18 --page x/y",
            "there are packages/packages, repos/repos",
        ),
        ("--locale es --version 3.18 --all", "--version \"3.18\" is not such as enterprise-server@3.18"),
        ("--locale ../es --version enterprise-server@3.18 --all", "--locale \"../es\" is not such as en"),
        ("--page ../../lock", "--page \"../../lock\" is not such as packages/packages"),
        ("--api-version a&b --all", "--api-version \"a&b\" is not such as 2022-11-28"),
        (
            "",
            "lock.toml pins no page: name pages with --page, or take all of en/free-pro-team@latest with --all",
        ),
    ];
    for (arguments, said) in rows {
        let run = fetch(&server, folder.path(), arguments);
        assert_eq!(run.code, 2, "{arguments}: {run:?}");
        assert!(run.err.contains(said), "{arguments}: {run:?}");
        assert!(tree(folder.path()).is_empty(), "{arguments}");
    }
}

#[test]
fn lists_that_are_none() {
    let rows = [
        (Fault::Text(String::new()), "\"text/markdown\" in place of text/plain"),
        (Fault::Status(200, "Content-Type: text/plain\r\n", ""), "the site's list of its pages is empty"),
        (
            Fault::Status(200, "Content-Type: text/plain\r\n", "}{\n/../../etc/passwd\n/es/rest\n\u{7}\n"),
            "the site's list of its pages is empty",
        ),
        (
            Fault::Status(200, "Content-Type: text/plain\r\n", "<!doctype html><p>Hello"),
            "answers with HTML (4 attempts)",
        ),
        (Fault::Status(500, "", ""), "the site answers 500 (4 attempts)"),
        (Fault::Status(403, "", r#"{"error":"no"}"#), "the site answers 403: no"),
        (Fault::Short, "(4 attempts)"),
    ];
    each(rows, |(fault, said)| {
        let server = DocsServer::start(docs(&["packages/packages"], 1));
        let folder = TempDir::new().unwrap();
        fill(&server, folder.path());
        let before = tree(folder.path());
        server.docs().fail(LIST, fault.clone(), usize::MAX);
        let run = fetch(&server, folder.path(), "--all");
        assert_eq!(run.code, 2, "{fault:?}: {run:?}");
        assert!(run.err.contains(said), "{fault:?}: {run:?}");
        assert_eq!(tree(folder.path()), before, "{fault:?}");
    });
    let server = DocsServer::start(bare());
    let run = fetch(&server, TempDir::new().unwrap().path(), &format!("{EDITION} --all"));
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.err.contains("the site's list of its pages is empty"), "{run:?}");
}

#[test]
fn garbage_among_the_lines_of_a_list_is_passed_over() {
    let mut docs = docs(&["packages/packages"], 1);
    docs.more_in_lists =
        format!("\u{0}\n\n{}/../../../../x\n/es/other@1/rest/a/b\n  {}  \r\n", at("a"), at("a/b"));
    docs.pages.insert(at("a/b"), text("a/b", 1));
    docs.unlisted.insert(at("a/b"));
    let server = DocsServer::start(docs);
    let folder = TempDir::new().unwrap();
    let run = fill(&server, folder.path());
    assert!(run.out.contains("2 new"), "{run:?}");
    assert_eq!(server.asked(LIST), 1);
}

#[test]
fn folders_and_locks_of_others() {
    let server = DocsServer::start(docs(&["packages/packages"], 1));
    let foreign = TempDir::new().unwrap();
    fs::write(foreign.path().join("thesis.md"), "Mine.\n").unwrap();
    let run = fetch(&server, foreign.path(), &format!("{EDITION} --all"));
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.err.contains("holds thesis.md, and no lock.toml"), "{run:?}");
    assert_eq!(fs::read_dir(foreign.path()).unwrap().count(), 1, "nothing is written there");

    let folder = TempDir::new().unwrap();
    fill(&server, folder.path());
    let lock = fs::read_to_string(folder.path().join("lock.toml")).unwrap();
    let rows = [
        (
            lock.replace("pathname=/es/enterprise-server@3.18", "pathname=/es/enterprise-server@3.17"),
            "which is not the address of /es/enterprise-server@3.18/rest/packages/packages",
        ),
        (lock.replace("file = \"es/", "file = \"../es/"), "is no LOCALE/VERSION/rest/CATEGORY/PAGE.md"),
        (lock.replace("sha256 = ", "sha1 = "), "lock.toml: "),
    ];
    for (broken, said) in rows {
        assert_ne!(broken, lock);
        fs::write(folder.path().join("lock.toml"), &broken).unwrap();
        let run = fetch(&server, folder.path(), "");
        assert_eq!(run.code, 2, "{run:?}");
        assert!(run.err.contains(said), "{said}: {run:?}");
        assert_eq!(fs::read_to_string(folder.path().join("lock.toml")).unwrap(), broken);
    }
}

#[test]
fn sites_that_cannot_be_asked() {
    let folder = TempDir::new().unwrap();
    let spec = folder.path().join("spec");
    let run = |flags: &[&str]| {
        let start = ["fetch", "--all", "--spec", spec.to_str().unwrap()];
        xtask(&[&start[..], flags].concat())
    };
    let rows: [(&[&str], &str); 5] = [
        (
            &["--base-url", "http://docs.github.com"],
            "is not https: only a server on this machine may do without",
        ),
        (&["--base-url", "docs.github.com"], "is no address"),
        (&["--base-url", "https://name:word@docs.github.com"], "without a user, a password or a query"),
        // Nobody listens there.
        (&["--base-url", "http://127.0.0.1:1"], "(4 attempts)"),
        (&["--from", "/no/such/folder"], "is no folder"),
    ];
    for (flags, said) in rows {
        let run = run(flags);
        assert_eq!(run.code, 2, "{flags:?}: {run:?}");
        assert!(run.err.contains(said), "{flags:?}: {run:?}");
    }
    let entries = fs::read_dir(&spec).into_iter().flatten().flatten();
    assert!(entries.into_iter().all(|entry| entry.file_name() == ".docwright-fetch.lock"));
}
