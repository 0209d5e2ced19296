//! Versions, languages and API versions, side by side in one folder.

use docwright_tests::docs_server::{Docs, DocsServer};
use tempfile::TempDir;

use super::harness::{fetch, text, tree};

/// A page in several editions, and another one in the newest only.
fn docs() -> Docs {
    let page = |path: &str, change| (path.to_owned(), text("repos/repos", change));
    Docs::new([
        page("/en/rest/repos/repos", 1),
        page("/en/rest/gists/gists", 7),
        page("/es/enterprise-server@3.18/rest/repos/repos", 2),
        page("/es/enterprise-server@3.19/rest/repos/repos", 3),
        page("/en/enterprise-cloud@latest/rest/repos/repos", 4),
    ])
}

#[test]
fn editions_lie_side_by_side() {
    let server = DocsServer::start(docs());
    let folder = TempDir::new().unwrap();
    let rows = [
        ("--page repos/repos", "en/free-pro-team@latest/rest/repos/repos.md", 1),
        (
            "--all --locale es --version enterprise-server@3.19",
            "es/enterprise-server@3.19/rest/repos/repos.md",
            3,
        ),
        (
            "--page repos/repos --version enterprise-cloud@latest",
            "en/enterprise-cloud@latest/rest/repos/repos.md",
            4,
        ),
    ];
    for (arguments, file, change) in rows {
        let run = fetch(&server, folder.path(), arguments);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{arguments}: {run:?}");
        assert!(run.out.contains(&format!("new: {file}\n1 new, 0 changed")), "{arguments}: {run:?}");
        assert_eq!(tree(folder.path())[file], text("repos/repos", change), "{arguments}");
    }
    let lock = &tree(folder.path())["lock.toml"];
    assert!(
        lock.contains("primary = \"en/free-pro-team@latest\""),
        "the first one stays what is generated: {lock}"
    );
    assert!(lock.contains("body?pathname=/en/rest/repos/repos\""), "{lock}");

    // All of them at once, and then some.
    let rows =
        [("", 3), ("--locale en", 2), ("--version enterprise-server@3.19", 1), ("--page repos/repos", 1)];
    for (arguments, unchanged) in rows {
        let run = fetch(&server, folder.path(), arguments);
        assert_eq!(run.code, 0, "{arguments}: {run:?}");
        let said = format!("0 new, 0 changed, 0 gone, {unchanged} unchanged, 0 not fetched");
        assert!(run.out.contains(&said), "{arguments}: {run:?}");
    }
    let run = fetch(&server, folder.path(), "--locale ja");
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.err.contains("lock.toml pins no page of that"), "{run:?}");
}

#[test]
fn a_version_that_the_site_no_longer_has_does_not_harm_others() {
    let server = DocsServer::start(docs());
    let folder = TempDir::new().unwrap();
    for arguments in ["--page repos/repos", "--all --locale es --version enterprise-server@3.18"] {
        assert_eq!(fetch(&server, folder.path(), arguments).code, 0);
    }
    server.docs().pages.retain(|path, _| !path.contains("3.18"));
    server.docs().pages.insert("/en/rest/repos/repos".to_owned(), text("repos/repos", 9));
    let before = tree(folder.path());
    let run = fetch(&server, folder.path(), "");
    assert_eq!(run.code, 1, "{run:?}");
    assert_eq!(run.err, "not fetched: es/enterprise-server@3.18: the site's list of its pages is empty\n");
    assert!(run.out.contains("1 changed, 0 gone"), "{run:?}");
    let after = tree(folder.path());
    let old = "es/enterprise-server@3.18/rest/repos/repos.md";
    assert_eq!(after[old], before[old]);
    assert!(after["lock.toml"].contains(old));
}

#[test]
fn an_api_version_is_kept() {
    let server = DocsServer::start(docs());
    let folder = TempDir::new().unwrap();
    let first = fetch(&server, folder.path(), "--page repos/repos --api-version 2026-03-10");
    assert_eq!(first.code, 0, "{first:?}");
    let lock = &tree(folder.path())["lock.toml"];
    assert!(lock.contains("pathname=/en/rest/repos/repos&apiVersion=2026-03-10\""), "{lock}");
    assert!(lock.contains("api-version = \"2026-03-10\""), "{lock}");

    // Asked for again as it was, and so is what comes anew beside it.
    assert!(fetch(&server, folder.path(), "").out.contains("1 unchanged"));
    assert!(fetch(&server, folder.path(), "--page gists/gists").out.contains("1 new"));
    assert_eq!(server.asked("pathname=/en/rest/gists/gists&apiVersion=2026-03-10"), 1);

    let other = fetch(&server, folder.path(), "--page repos/repos --api-version 2022-11-28");
    assert!(other.out.contains("repos.md, from the API version 2026-03-10 to 2022-11-28"), "{other:?}");

    // The site gives another one than it was asked for.
    let text = text("repos/repos", 1).replace("2022-11-28", "2021-01-01");
    server.docs().pages.insert("/en/rest/repos/repos".to_owned(), text);
    let run = fetch(&server, folder.path(), "--page repos/repos");
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.err.contains("is of the API version 2021-01-01, not of 2022-11-28"), "{run:?}");
}
