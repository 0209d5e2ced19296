//! Versions that leave the site: their pages stay, and nothing else stops.

use docwright_tests::docs_server::DocsServer;
use tempfile::TempDir;

use super::harness::{at, docs, fetch, file, fill, text, tree};

const VERSION: &str = "enterprise-server@3.18";

fn newer(name: &str) -> String {
    at(name).replace(VERSION, "enterprise-server@3.19")
}

/// A folder with two versions of a page, and its server.
fn two_versions() -> (DocsServer, TempDir) {
    let mut docs = docs(&["packages/packages", "repos/repos"], 1);
    docs.pages.insert(newer("repos/repos"), text("repos/repos", 1));
    let server = DocsServer::start(docs);
    let folder = TempDir::new().unwrap();
    fill(&server, folder.path());
    let run = fetch(&server, folder.path(), "--all --locale es --version enterprise-server@3.19");
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
    (server, folder)
}

#[test]
fn an_archived_version_is_frozen_and_the_rest_is_fetched() {
    let (server, folder) = two_versions();
    let before = tree(folder.path());
    {
        let mut docs = server.docs();
        docs.archived.insert(VERSION.to_owned());
        docs.pages.insert(newer("repos/repos"), text("repos/repos", 2));
    }
    let run = fetch(&server, folder.path(), "");
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
    assert!(run.out.contains("es/enterprise-server@3.18 is archived on the site"), "{run:?}");
    assert!(run.out.contains("0 new, 1 changed, 0 gone, 0 unchanged, 0 not fetched"), "{run:?}");
    let now = tree(folder.path());
    assert_eq!(now[&file("repos/repos")], before[&file("repos/repos")]);
    assert!(
        now["lock.toml"].contains("[[edition]]\nname = \"es/enterprise-server@3.18\"\nfrozen = true\n"),
        "{}",
        now["lock.toml"]
    );
    assert!(now["lock.toml"].contains("primary = \"es/enterprise-server@3.18\""));

    let asked = server.asked(VERSION);
    let again = fetch(&server, folder.path(), "");
    assert_eq!((again.code, again.err.as_str()), (0, ""), "{again:?}");
    assert!(again.out.contains("es/enterprise-server@3.18 is frozen"), "{again:?}");
    assert_eq!(tree(folder.path()), now, "a second run changes nothing");
    assert_eq!(server.asked(VERSION), asked, "a frozen version is not asked for");
}

#[test]
fn a_folder_with_an_archived_version_alone_is_fine() {
    let server = DocsServer::start(docs(&["packages/packages"], 1));
    let folder = TempDir::new().unwrap();
    fill(&server, folder.path());
    server.docs().archived.insert(VERSION.to_owned());
    for (run, said) in [(1, "is archived on the site"), (2, "is frozen")] {
        let fetched = fetch(&server, folder.path(), "");
        assert_eq!((fetched.code, fetched.err.as_str()), (0, ""), "run {run}: {fetched:?}");
        assert!(fetched.out.contains(said), "run {run}: {fetched:?}");
    }
}

#[test]
fn pages_that_are_refused_one_by_one_freeze_their_version() {
    use docwright_tests::docs_server::Fault;
    let server = DocsServer::start(docs(&["packages/packages", "repos/repos"], 1));
    let folder = TempDir::new().unwrap();
    fill(&server, folder.path());
    let before = tree(folder.path());
    // The list is still there.
    let refusal = "{\"error\":\"Page is archived and can't be rendered in markdown.\"}";
    for page in ["packages/packages", "repos/repos"] {
        let fault = Fault::Status(403, "Content-Type: application/json\r\n", refusal);
        server.docs().fail(&at(page), fault, 9);
    }
    let run = fetch(&server, folder.path(), "");
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
    assert!(run.out.contains("0 new, 0 changed, 0 gone, 2 unchanged, 0 not fetched"), "{run:?}");
    let now = tree(folder.path());
    assert!(now["lock.toml"].contains("frozen = true"), "{}", now["lock.toml"]);
    assert_eq!(now[&file("repos/repos")], before[&file("repos/repos")]);
}

#[test]
fn an_unknown_version_is_not_taken_for_an_archived_one() {
    let server = DocsServer::start(docs(&["packages/packages"], 1));
    let folder = TempDir::new().unwrap();
    let run = fetch(&server, folder.path(), "--all --locale es --version enterprise-server@3.81");
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.err.contains("the site has no \"enterprise-server@3.81\" among its versions"), "{run:?}");
}

#[test]
fn a_version_is_removed_by_one_command() {
    let (server, folder) = two_versions();
    let run = fetch(&server, folder.path(), "--remove --locale es --version enterprise-server@3.18");
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
    assert!(run.out.contains("2 gone"), "{run:?}");
    let now = tree(folder.path());
    assert!(now.keys().all(|name| !name.contains(VERSION)), "{:?}", now.keys());
    assert!(now["lock.toml"].contains("primary = \"es/enterprise-server@3.19\""), "{}", now["lock.toml"]);
    let run = fetch(&server, folder.path(), "--remove --locale es --version enterprise-server@3.17");
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.err.contains("lock.toml pins no page of that"), "{run:?}");
}
