//! What may go wrong on the way of a page: it passes, or the page stays as it was.

use std::time::Duration;

use docwright_tests::docs_server::{DocsServer, Fault, Validators};
use docwright_tests::server::{Answer, Server};
use tempfile::TempDir;

use super::harness::{at, docs, each, fetch, file, fill, text, tree};
use crate::support::{Section, page};

/// The page that something happens to. Others must not suffer.
const PAGE: &str = "packages/packages";

#[test]
fn what_passes_is_waited_for() {
    let html = "<!DOCTYPE html><html><body>Bad gateway</body></html>";
    let faults = [
        Fault::Status(500, "", ""),
        Fault::Status(502, "Content-Type: text/html\r\n", html),
        Fault::Status(503, "Retry-After: 1\r\n", ""),
        Fault::Status(504, "", ""),
        Fault::Status(429, "Retry-After: Sun, 22 Nov 2020 20:00:00 GMT\r\n", ""),
        Fault::Status(403, "Retry-After: 0\r\n", ""),
        Fault::Status(200, "Content-Type: text/html\r\n", html),
        Fault::Short,
        Fault::Chunks,
        Fault::Reset,
        Fault::Silence,
        Fault::Slow(Duration::from_millis(20)),
    ];
    each(faults, |fault| {
        let server = DocsServer::start(docs(&[PAGE, "repos/repos"], 1));
        let folder = TempDir::new().unwrap();
        fill(&server, folder.path());
        server.docs().pages.insert(at(PAGE), text(PAGE, 2));
        server.docs().fail(&at(PAGE), fault.clone(), 2);
        let run = fetch(&server, folder.path(), "--timeout 3");
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{fault:?}: {run:?}");
        assert_eq!(tree(folder.path())[&file(PAGE)], text(PAGE, 2), "{fault:?}");
        // Once at first, and then three times.
        assert_eq!(server.asked(&at(PAGE)), 1 + 3, "{fault:?}");
    });
}

#[test]
fn what_does_not_pass_leaves_the_page_as_it_was() {
    let html = "<!DOCTYPE html>\n<html><body>Log in</body></html>";
    let elsewhere = Server::always(Answer::new(200, text(PAGE, 2)).header("Content-Type", "text/markdown"));
    let redirect =
        format!("Location: {}/api/article/body?pathname={}\r\n", elsewhere.origin, at(PAGE)).leak();
    let cut = text(PAGE, 2);
    let cut = &cut[..cut.find("-X GET").unwrap()];
    let other = "Location: /api/article/body?pathname=/es/enterprise-server@3.18/rest/repos/repos\r\n";
    let rows = [
        (Fault::Status(500, "", ""), "the site answers 500 (4 attempts)"),
        (Fault::Status(429, "Retry-After: 3600\r\n", ""), "wants to be left alone for 3600 s"),
        (
            Fault::Status(400, "", r#"{"error":"Invalid apiVersion"}"#),
            "the site answers 400: Invalid apiVersion",
        ),
        (Fault::Status(401, "", "<html>\u{1b}[31m"), "the site answers 401\n"),
        (Fault::Status(304, "", ""), "the site answers 304"),
        (Fault::Status(404, "", "<h1>404</h1>"), "the site answers 404\n"),
        (
            Fault::Status(404, "", r#"{"error":"No page found"}"#),
            "is on the site's list, but the site answers 404",
        ),
        (Fault::Status(204, "", ""), "the site answers 204"),
        (Fault::Status(302, "Location: /login\r\n", ""), "the site redirects to "),
        (Fault::Status(302, other, ""), "the site redirects to "),
        (Fault::Status(301, redirect, ""), "which is another server, and is not followed there"),
        (Fault::Status(307, "", ""), "redirects to nowhere"),
        (Fault::Text(html.to_owned()), "the site answers with HTML (4 attempts)"),
        (
            Fault::MediaType("application/json"),
            "\"application/json\" in place of text/markdown or text/plain",
        ),
        (Fault::Text(String::new()), "is empty"),
        (Fault::Text(cut.to_owned()), "is damaged, line "),
        (
            Fault::Text("# Not found\n\nThere is nothing here.\n".to_owned()),
            "has none of the 1 endpoint of the page before",
        ),
        (Fault::Text(text("repos/repos", 1)), "has none of the 1 endpoint of the page before"),
        (
            Fault::Text(linking("/es/enterprise-server@3.17/rest")),
            "links to pages of es/enterprise-server@3.17",
        ),
        (Fault::Text(linking("/en/rest")), "links to pages of en/free-pro-team@latest"),
        (Fault::Short, "(4 attempts)"),
        (Fault::Chunks, "(4 attempts)"),
        (Fault::Reset, "(4 attempts)"),
        (Fault::Silence, "(4 attempts)"),
        (Fault::Slow(Duration::from_millis(20)), "(4 attempts)"),
        (Fault::Endless, "is larger than 16 MiB, which no page is"),
    ];
    each(rows, |(fault, said)| {
        let mut docs = docs(&[PAGE, "repos/repos"], 1);
        docs.validators = Validators::None;
        let server = DocsServer::start(docs);
        let folder = TempDir::new().unwrap();
        fill(&server, folder.path());
        let before = tree(folder.path());
        for name in [PAGE, "repos/repos"] {
            server.docs().pages.insert(at(name), text(name, 2));
        }
        server.docs().fail(&at(PAGE), fault.clone(), usize::MAX);
        let run = fetch(&server, folder.path(), "--timeout 3");
        assert_eq!(run.code, 1, "{fault:?}: {run:?}");
        let start = format!("not fetched: {}: ", file(PAGE));
        assert!(run.err.starts_with(&start) && run.err.contains(said), "{fault:?}: {run:?}");
        assert_eq!(run.err.lines().count(), 1, "{fault:?}: {run:?}");
        assert!(!run.err.contains('\u{1b}'), "{run:?}");
        let after = tree(folder.path());
        assert_eq!(after[&file(PAGE)], before[&file(PAGE)], "{fault:?}");
        assert_eq!(entry(&after["lock.toml"], PAGE), entry(&before["lock.toml"], PAGE), "{fault:?}");
        assert_eq!(after[&file("repos/repos")], text("repos/repos", 2), "{fault:?}");
        assert_ne!(after["lock.toml"], before["lock.toml"], "{fault:?}");
        assert_eq!(after.len(), before.len(), "{fault:?}");

        server.docs().faults.clear();
        let run = fetch(&server, folder.path(), "");
        assert_eq!(run.code, 0, "{fault:?}: {run:?}");
        assert_eq!(tree(folder.path())[&file(PAGE)], text(PAGE, 2), "{fault:?}");
    });
    assert_eq!(elsewhere.lines(), Vec::<String>::new(), "nothing is asked of another server");
}

#[test]
fn what_is_doubtful_is_taken_on_demand() {
    let endpoint = Section { title: "Get another".to_owned(), ..Section::get("/another") };
    let doubtful = [page(&[endpoint]), linking("/es/enterprise-server@3.17/rest")];
    for text in doubtful {
        let server = DocsServer::start(docs(&[PAGE], 1));
        let folder = TempDir::new().unwrap();
        fill(&server, folder.path());
        server.docs().pages.insert(at(PAGE), text.clone());
        let run = fetch(&server, folder.path(), "");
        assert_eq!(run.code, 1, "{run:?}");
        assert!(run.err.contains("; if that is right, --accept-doubtful takes it"), "{run:?}");
        let run = fetch(&server, folder.path(), "--accept-doubtful");
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
        assert_eq!(tree(folder.path())[&file(PAGE)], text);
    }
}

#[test]
fn redirects_on_the_same_server_are_followed() {
    let server = DocsServer::start(docs(&[PAGE], 1));
    let to = format!("Location: /api/article/body?pathname={}&from=elsewhere\r\n", at(PAGE)).leak();
    server.docs().fail(&at(PAGE), Fault::Status(308, to, ""), 1);
    let folder = TempDir::new().unwrap();
    fill(&server, folder.path());
    assert_eq!(tree(folder.path())[&file(PAGE)], text(PAGE, 1));

    server.docs().fail(&at(PAGE), Fault::Status(308, to, ""), usize::MAX);
    let run = fetch(&server, folder.path(), "");
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.err.contains("redirects more than 3 times"), "{run:?}");
}

#[test]
fn a_site_that_is_down_is_left_alone_soon() {
    let names: Vec<String> = (0..60).map(|number| format!("apps/apps-{number}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let server = DocsServer::start(docs(&names, 1));
    let folder = TempDir::new().unwrap();
    fill(&server, folder.path());
    let (before, requests) = (tree(folder.path()), server.requests());
    for name in &names {
        server.docs().fail(&at(name), Fault::Status(503, "", ""), usize::MAX);
    }
    let run = fetch(&server, folder.path(), "");
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.err.contains("not asked for, as the last 8 attempts at others failed"), "{run:?}");
    assert!(run.out.contains("0 unchanged, 60 not fetched"), "{run:?}");
    let asked = server.requests() - requests;
    // Eight pages for good, and those that were under way beside them.
    assert!((1 + 8 * 4..=1 + 12 * 4).contains(&asked), "{asked}");
    assert_eq!(tree(folder.path()), before);
}

/// A page that is right but for its links.
fn linking(to: &str) -> String {
    text(PAGE, 2).replacen("Gets it", &format!("Gets [it]({to}/packages/packages#it)"), 1)
}

/// What a lock says of a page.
fn entry<'a>(lock: &'a str, name: &str) -> &'a str {
    lock.split("[[page]]").find(|entry| entry.contains(&format!("\"{}\"", file(name)))).unwrap()
}
