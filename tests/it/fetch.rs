//! `cargo xtask fetch`, the program itself, from a docs site on this machine.

mod archived;
mod editions;
mod faults;
pub(crate) mod harness;
mod killed;
mod refusals;
mod whole;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use docwright_tests::docs_server::{Docs, DocsServer, Fault, Validators};
use docwright_tests::{PACKAGES, packages_text, root};
use tempfile::TempDir;

use self::harness::{LIST, at, docs, each, fetch, file, fill, text, tree};
use crate::program::xtask;

/// The edition of most tests, as it is named on the command line.
pub(crate) const EDITION: &str = "--locale es --version enterprise-server@3.18";

#[test]
fn an_empty_folder_is_filled_and_then_there_is_nothing_to_do() {
    // The last of the pages is prose.
    for validators in [Validators::Etag, Validators::LastModified, Validators::None] {
        let mut docs = docs(&["packages/packages", "repos/repos"], 1);
        docs.pages.insert(at("guides/start"), "# Start\n\nOnce upon a time.\n".to_owned());
        docs.validators = validators;
        let server = DocsServer::start(docs);
        let folder = TempDir::new().unwrap();
        let spec = folder.path().join("spec");

        let first = fetch(&server, &spec, &format!("{EDITION} --all"));
        assert_eq!((first.code, first.err.as_str()), (0, ""), "{first:?}");
        assert!(first.out.contains("2 new, 0 changed, 0 gone, 0 unchanged, 0 not fetched"), "{first:?}");
        assert!(first.out.contains("left out, as they document no endpoint: 1 page"), "{first:?}");
        let written = tree(&spec);
        let names: Vec<&String> = written.keys().collect();
        assert_eq!(names, [&file("packages/packages"), &file("repos/repos"), "lock.toml"]);
        assert_eq!(written[&file("repos/repos")], text("repos/repos", 1));
        let lock = &written["lock.toml"];
        assert!(lock.contains("primary = \"es/enterprise-server@3.18\""), "{lock}");
        let source = format!("{}/api/article/body?pathname={}", server.origin(), at("repos/repos"));
        assert!(lock.contains(&format!("source = \"{source}\"")), "{lock}");
        assert!(lock.contains("api-version = \"2022-11-28\""), "{lock}");
        assert_eq!(lock.contains("etag"), validators == Validators::Etag, "{lock}");
        assert_eq!(lock.contains("last-modified"), validators == Validators::LastModified, "{lock}");

        let modified = |name: &str| fs::metadata(spec.join(name)).unwrap().modified().unwrap();
        let before = [modified("lock.toml"), modified(&file("repos/repos"))];
        let second = fetch(&server, &spec, "");
        assert_eq!((second.code, second.err.as_str()), (0, ""), "{second:?}");
        assert!(second.out.contains("0 new, 0 changed, 0 gone, 2 unchanged, 0 not fetched"), "{second:?}");
        assert!(second.out.contains("lists 1 page that are not pinned: --all takes them"), "{second:?}");
        assert_eq!([modified("lock.toml"), modified(&file("repos/repos"))], before, "nothing is touched");
        let asked = server.received();
        let known = asked.iter().filter(|request| {
            request.header("if-none-match").or_else(|| request.header("if-modified-since")).is_some()
        });
        assert_eq!(known.count(), if validators == Validators::None { 0 } else { 2 });
    }
}

#[test]
fn pages_change_come_go_and_move() {
    let server =
        DocsServer::start(docs(&["apps/apps", "gists/gists", "orgs/orgs", "repos/repos", "users/users"], 1));
    let folder = TempDir::new().unwrap();
    fill(&server, folder.path());
    let before = tree(folder.path());
    {
        let mut docs = server.docs();
        docs.pages.insert(at("apps/apps"), text("apps/apps", 2));
        docs.pages.remove(&at("gists/gists"));
        let moved = docs.pages.remove(&at("orgs/orgs")).unwrap();
        docs.pages.insert(at("organizations/orgs"), moved);
        docs.moved.insert(at("orgs/orgs"), at("organizations/orgs"));
        // Not listed by some mishap, but there.
        docs.unlisted.insert(at("repos/repos"));
        docs.pages.insert(at("teams/teams"), text("teams/teams", 1));
    }
    let run = fetch(&server, folder.path(), "--all");
    assert_eq!(run.code, 1, "{run:?}");
    let said: Vec<&str> = run.out.lines().filter(|line| !line.starts_with("took ")).collect();
    assert_eq!(
        said,
        [
            &format!("new: {}", file("organizations/orgs")),
            &format!("new: {}", file("teams/teams")),
            &format!("changed: {}", file("apps/apps")),
            &format!("moved: {} to {}", file("orgs/orgs"), file("organizations/orgs")),
            &format!("gone: {}", file("gists/gists")),
            "2 new, 1 changed, 1 moved, 1 gone, 1 unchanged, 1 not fetched",
            "next: `cargo xtask generate`",
        ]
    );
    let unlisted = "is not listed any more, though the site still gives a page there";
    assert_eq!(run.err, format!("not fetched: {}: {unlisted}\n", file("repos/repos")));
    let now = tree(folder.path());
    for (name, there) in [
        ("apps/apps", true),
        ("gists/gists", false),
        ("organizations/orgs", true),
        ("orgs/orgs", false),
        ("repos/repos", true),
        ("teams/teams", true),
        ("users/users", true),
    ] {
        assert_eq!(now.contains_key(&file(name)), there, "{name}");
        assert_eq!(now["lock.toml"].contains(&format!("\"{}\"", file(name))), there, "{name}");
    }
    assert_eq!(now[&file("repos/repos")], before[&file("repos/repos")]);
    assert_eq!(now[&file("apps/apps")], text("apps/apps", 2));
    assert!(!folder.path().join("es/enterprise-server@3.18/rest/gists").exists(), "an empty folder goes");
}

#[test]
fn a_page_that_moved_is_followed_though_only_pinned_pages_are_asked_for() {
    let server = DocsServer::start(docs(&["apps/apps", "orgs/orgs", "users/users"], 1));
    let folder = TempDir::new().unwrap();
    let first = fetch(&server, folder.path(), &format!("{EDITION} --page orgs/orgs --page apps/apps"));
    assert_eq!(first.code, 0, "{first:?}");
    {
        // One under a new address, the other one part of a page that is not here yet.
        let mut docs = server.docs();
        for (from, to) in [("orgs/orgs", "orgs/all"), ("apps/apps", "users/users")] {
            let text = docs.pages.remove(&at(from)).unwrap();
            docs.pages.entry(at(to)).or_insert(text);
            docs.moved.insert(at(from), at(to));
        }
    }
    let run = fetch(&server, folder.path(), "");
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
    let names: Vec<String> = tree(folder.path()).into_keys().collect();
    assert_eq!(names, [file("orgs/all"), file("users/users"), "lock.toml".to_owned()]);
}

#[test]
fn a_page_is_gone_only_if_both_the_list_and_the_page_say_so() {
    // Not there, but listed; and then not listed, but refused, or not said by the site itself to be gone.
    let rows = [
        (None, "is on the site's list, but the site answers 404"),
        (
            Some(Fault::Status(
                403,
                "",
                r#"{"error":"Page is archived and can't be rendered in markdown."}"#,
            )),
            "is refused as archived, while the site gives other pages of its version",
        ),
        (Some(Fault::Status(503, "", "")), "the site answers 503 (4 attempts)"),
        (Some(Fault::Status(404, "Content-Type: text/html\r\n", "<h1>404</h1>")), "the site answers 404"),
        (Some(Fault::Status(302, "Location: /nowhere\r\n", "")), "the site redirects to "),
    ];
    each(rows, |(fault, said)| {
        let server = DocsServer::start(docs(&["apps/apps", "repos/repos"], 1));
        let folder = TempDir::new().unwrap();
        fill(&server, folder.path());
        let before = tree(folder.path());
        {
            let mut docs = server.docs();
            docs.pages.remove(&at("apps/apps"));
            match fault {
                Some(fault) => docs.fail(&at("apps/apps"), fault, usize::MAX),
                None => docs.more_in_lists = at("apps/apps") + "\n",
            }
        }
        let run = fetch(&server, folder.path(), "");
        let start = format!("not fetched: {}: {said}", file("apps/apps"));
        assert!(run.code == 1 && run.err.starts_with(&start), "{said}: {run:?}");
        assert_eq!(tree(folder.path()), before, "{said}");
    });
}

#[test]
fn the_page_that_the_project_exists_for() {
    let server = DocsServer::start(Docs::new([(at("packages/packages"), packages_text())]));
    let folder = TempDir::new().unwrap();
    // As the project has it, pinned, but without what the site says of its bytes.
    fs::copy(root().join("spec/lock.toml"), folder.path().join("lock.toml")).unwrap();
    for (words, conditional) in [("1 restored", false), ("1 unchanged", true)] {
        let run = fetch(&server, folder.path(), "");
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
        assert!(run.out.contains(words), "{run:?}");
        assert!(fs::read_to_string(folder.path().join(PACKAGES)).unwrap() == packages_text());
        let asked = server.received();
        assert_eq!(asked.last().unwrap().header("if-none-match").is_some(), conditional);
    }
}

#[test]
fn what_was_changed_or_removed_by_hand_is_fetched_anew() {
    let server = DocsServer::start(docs(&["apps/apps", "gists/gists", "orgs/orgs", "repos/repos"], 1));
    let folder = TempDir::new().unwrap();
    fill(&server, folder.path());
    let before = tree(folder.path());
    fs::write(folder.path().join(file("gists/gists")), b"# Ni\xf1o\n").unwrap();
    fs::write(folder.path().join(file("apps/apps")), text("apps/apps", 3)).unwrap();
    fs::remove_file(folder.path().join(file("orgs/orgs"))).unwrap();
    let run = fetch(&server, folder.path(), "");
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.out.contains("0 new, 0 changed, 3 restored, 0 gone, 1 unchanged, 0 not fetched"), "{run:?}");
    assert_eq!(tree(folder.path()), before);

    // There is no page before to compare with, but there was one.
    fs::remove_file(folder.path().join(file("apps/apps"))).unwrap();
    server.docs().pages.insert(at("apps/apps"), "# Start\n\nOnce upon a time.\n".to_owned());
    let run = fetch(&server, folder.path(), "");
    let said = "documents no endpoint: it is no page of the reference";
    assert_eq!((run.code, run.err), (1, format!("not fetched: {}: {said}\n", file("apps/apps"))));
    assert_eq!(tree(folder.path())["lock.toml"], before["lock.toml"]);
}

#[test]
fn four_pages_at_a_time() {
    let names: Vec<String> = (0..24).map(|number| format!("apps/apps-{number}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut docs = docs(&names, 1);
    docs.pause = Duration::from_millis(30);
    let server = DocsServer::start(docs);
    let folder = TempDir::new().unwrap();
    let run = fill(&server, folder.path());
    assert!(run.out.contains("24 new"), "{run:?}");
    assert_eq!(run.err, "", "without a terminal, there is no progress to see");
    assert_eq!(server.peak(), 4, "connections");
}

#[test]
fn a_pause_that_the_site_asks_for_is_for_all_pages() {
    let names = ["apps/apps", "gists/gists", "orgs/orgs", "repos/repos", "teams/teams", "users/users"];
    let mut docs = docs(&names, 1);
    docs.fail(LIST, Fault::Status(429, "Retry-After: 1\r\n", ""), 1);
    for name in names {
        docs.fail(&at(name), Fault::Status(429, "Retry-After: 1\r\n", ""), 1);
    }
    let server = DocsServer::start(docs);
    let folder = TempDir::new().unwrap();
    let start = Instant::now();
    let run = fill(&server, folder.path());
    assert!(run.out.contains("6 new"), "{run:?}");
    let took = start.elapsed();
    assert!(took >= Duration::from_secs(2), "{took:?}");
    // Each is refused once, and nothing is asked for during a pause: no page is refused a second time.
    assert_eq!(server.requests(), 2 * (1 + names.len()));
}

#[test]
fn generate_reads_what_was_fetched_and_keeps_the_lock() {
    let server = DocsServer::start(docs(&["packages/packages", "repos/repos"], 1));
    let folder = TempDir::new().unwrap();
    let spec = folder.path().join("spec");
    fill(&server, &spec);
    let lock = fs::read_to_string(spec.join("lock.toml")).unwrap();
    let out = folder.path().join("out");
    let both = ["--spec", shown(&spec), "--out", shown(&out), "--name", "small"];
    for command in ["generate", "check"] {
        let run = xtask(&[&[command], &both[..]].concat());
        assert_eq!(run.code, 0, "{run:?}");
        assert_eq!(fs::read_to_string(spec.join("lock.toml")).unwrap(), lock, "{command}");
    }
    server.docs().pages.insert(at("repos/repos"), text("repos/repos", 2));
    assert!(fetch(&server, &spec, "").out.contains("1 changed"));
    let check = xtask(&[&["check"], &both[..]].concat());
    assert_eq!(check.code, 1, "the client is not of these pages: {check:?}");
}

#[test]
fn a_folder_of_pages_is_as_good_as_a_site_but_nothing_is_gone() {
    let folder = TempDir::new().unwrap();
    let (from, spec) = (folder.path().join("from"), folder.path().join("spec"));
    let put = |name: &str, text: &str| {
        let path = from.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    put("repos/repos.md", &text("repos/repos", 1));
    put("a/mirror/es/enterprise-server@3.18/rest/apps/apps.md", &text("apps/apps", 1));
    put("es/enterprise-server@3.17/rest/orgs/orgs.md", &text("orgs/orgs", 1));
    put("README.md", "# Not a page\n");
    let run = |more: &str| {
        let arguments = format!("fetch --spec {} --from {} {more}", spec.display(), from.display());
        xtask(&arguments.split_whitespace().collect::<Vec<_>>())
    };
    let first = run(&format!("{EDITION} --all"));
    assert_eq!((first.code, first.err.as_str()), (0, ""), "{first:?}");
    let names: Vec<String> = tree(&spec).into_keys().collect();
    assert_eq!(names, [file("apps/apps"), file("repos/repos"), "lock.toml".to_owned()]);
    let source = format!("https://docs.github.com/api/article/body?pathname={}\"", at("apps/apps"));
    assert!(tree(&spec)["lock.toml"].contains(&source));

    fs::remove_file(from.join("repos/repos.md")).unwrap();
    put("a/mirror/es/enterprise-server@3.18/rest/apps/apps.md", &text("apps/apps", 2));
    let second = run("");
    assert_eq!(second.code, 1, "{second:?}");
    assert_eq!(second.err, format!("not fetched: {}: is not in the folder\n", file("repos/repos")));
    assert_eq!(tree(&spec)[&file("apps/apps")], text("apps/apps", 2));
    assert_eq!(tree(&spec)[&file("repos/repos")], text("repos/repos", 1));
}

#[test]
fn two_runs_at_once_do_not_mix() {
    let mut docs = docs(&["apps/apps", "repos/repos"], 1);
    docs.pause = Duration::from_millis(1500);
    let server = DocsServer::start(docs);
    let folder = TempDir::new().unwrap();
    let mut first = harness::start(&server, folder.path(), &format!("{EDITION} --all"));
    while server.requests() == 0 {
        std::thread::sleep(Duration::from_millis(5));
    }
    let second = fetch(&server, folder.path(), &format!("{EDITION} --all"));
    assert_eq!(second.code, 2, "{second:?}");
    assert!(second.err.contains("another `fetch` is at work in"), "{second:?}");
    assert!(first.wait().unwrap().success());
    assert_eq!(tree(folder.path()).len(), 3);
    assert_eq!(fetch(&server, folder.path(), "").code, 0, "the first one is done");
}

fn shown(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// A site without pages to speak of.
fn bare() -> Docs {
    Docs::new([])
}
