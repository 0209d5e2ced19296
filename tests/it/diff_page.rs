//! The page of a comparison in a browser: filters, search, keys, counts, contrast, and that nothing leaves it.
//!
//! Chromium is what `$CHROMIUM` names, or the one on the path; without it the tests say so and end. A probe is put into
//! the page, does what a person does, and writes down what it sees; the browser prints the page when it is done.

mod report;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use docwright::diff::render::html;
use docwright::diff::report::Report;
use docwright_tests::say;
use serde_json::Value;

use crate::support::snapshots;

const WATCH: &str = include_str!("diff_page/watch.js");
const NARROW: &str = include_str!("diff_page/narrow.js");
const PROBE: &str = include_str!("diff_page/probe.js");

#[test]
fn a_person_uses_the_page() {
    let Some(seen) = probed("a_person_uses_the_page", &report::report(24, 6), "") else { return };
    let seen = serde_json::to_string_pretty(&seen).expect("JSON");
    snapshots().bind(|| insta::assert_snapshot!("diff_page", seen));
}

#[test]
fn the_page_is_readable_in_the_dark() {
    let Some(seen) = probed("the_page_is_readable_in_the_dark", &report::report(24, 6), "dark") else {
        return;
    };
    assert_eq!(seen["theme"], "Switch to the light theme");
    assert_eq!(seen["faint"], Value::Array(Vec::new()));
    assert_eq!(seen["troubles"], Value::Array(Vec::new()));
}

/// 500 changes that reach 41,000 rows of endpoints: filters answer while a person types.
#[test]
fn a_long_report_stays_usable() {
    let Some(seen) = probed("a_long_report_stays_usable", &report::report(500, 82), "") else { return };
    assert_eq!(seen["counts"]["all"], "500 changes, reaching 41,000 endpoints");
    // The first filter reads the rows, unless the browser had the time to do so before. A busy machine needs room.
    let median = seen["median"].as_f64().expect("the probe took the time");
    assert!(median < 1_000.0, "a filter takes {median} ms");
    assert_eq!(seen["troubles"], Value::Array(Vec::new()));
}

/// On a screen of 400 pixels nothing has to be moved sideways, with every change open.
#[test]
fn the_page_fits_a_small_screen() {
    let Some(chromium) = chromium() else { return skipped("the_page_fits_a_small_screen") };
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("inner.html"), html(&report::report(12, 6))).expect("the page is written");
    // A window is 500 pixels wide at least, a frame is not.
    let outer = format!("<iframe src=inner.html width=400 height=800></iframe><script>{NARROW}</script>");
    let file = folder.path().join("outer.html");
    fs::write(&file, outer).expect("the frame is written");
    let seen = seen(&chromium, &file, "");
    assert_eq!(seen["width"], 400);
    assert_eq!(seen["opened"], 12);
    assert_eq!(seen["beyond"], Value::Array(Vec::new()));
}

/// Without a script the whole report can be read, and nothing offers what would not work.
#[test]
fn the_page_needs_no_script() {
    let page = html(&report::report(3, 2));
    let (without, _) = page.split_once("<script>").expect("a script");
    for hidden in ["id=\"filters\" hidden", "id=\"theme\" type=\"button\" hidden"] {
        assert!(without.contains(hidden), "{hidden}");
    }
    assert_eq!(without.matches("<details class=\"change\"").count(), 3);
    assert_eq!(without.matches("<code>GET /things/").count(), 6);
}

/// Opens the report's page with the probe in it, and gives what it saw.
fn probed(test: &str, report: &Report, theme: &str) -> Option<Value> {
    let Some(chromium) = chromium() else {
        skipped(test);
        return None;
    };
    let page = html(report);
    // The page's policy forbids other scripts than its own. What is added to it is the probe's alone.
    assert!(page.contains("script-src 'sha256-"), "a policy");
    let page = page
        .replacen("script-src '", "script-src 'nonce-probe' '", 1)
        .replacen("<head>", &format!("<head><script nonce=probe>{WATCH}</script>"), 1)
        .replacen("</html>", &format!("<script nonce=probe>{PROBE}</script></html>"), 1);
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("page.html");
    fs::write(&file, page).expect("the page is written");
    Some(seen(&chromium, &file, theme))
}

/// Opens a page, and gives what its script put into `template#seen`.
fn seen(chromium: &Path, file: &Path, query: &str) -> Value {
    let profile = tempfile::tempdir().expect("a folder");
    let output = Command::new(chromium)
        .args([
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--hide-scrollbars",
        ])
        .args(["--window-size=1200,900", "--virtual-time-budget=60000", "--dump-dom"])
        // A page may look into its frame.
        .arg("--allow-file-access-from-files")
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg(format!("file://{}?{query}", file.display()))
        .output()
        .expect("Chromium runs");
    let dom = String::from_utf8_lossy(&output.stdout);
    let seen = dom.rsplit_once("<template id=\"seen\">").and_then(|(_, rest)| rest.split_once("</template>"));
    let (seen, _) = seen.unwrap_or_else(|| panic!("no result: {}", String::from_utf8_lossy(&output.stderr)));
    // The browser prints text as HTML.
    let seen =
        seen.replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", "\u{a0}").replace("&amp;", "&");
    serde_json::from_str(&seen).unwrap_or_else(|error| panic!("{error}: {seen}"))
}

fn skipped(test: &str) {
    say(&format!(
        "skipped: {test}, since there is no Chromium: CHROMIUM names none, and none is on the path"
    ));
}

fn chromium() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("CHROMIUM") {
        return Some(named.into());
    }
    let path = std::env::var_os("PATH")?;
    let names = ["chromium", "chromium-browser", "google-chrome"];
    std::env::split_paths(&path)
        .flat_map(|folder| names.map(|name| folder.join(name)))
        .find(|file| file.is_file())
}
