mod edits;

use self::edits::{EDITS, PAGE};
use crate::diff::finding::Finding;
use crate::diff::findings;
use crate::diff::testing::{compare, compare_pages};

fn edited(edits: &[(&str, &str)]) -> String {
    edits.iter().fold(PAGE.to_owned(), |page, (from, to)| {
        assert!(page.contains(from), "nothing to edit: {from}");
        page.replace(from, to)
    })
}

fn row(finding: &Finding) -> String {
    let subject = &finding.subject;
    let place = if subject.path.is_empty() { String::new() } else { format!(" @{}", subject.path) };
    let sure = finding.confidence.map_or_else(String::new, |sure| format!(" ({sure}%)"));
    let items: Vec<String> = finding
        .items
        .iter()
        .map(|touch| {
            let side = |key: &Option<_>| {
                key.as_ref().map_or_else(|| "-".to_owned(), crate::diff::surface::ItemKey::to_string)
            };
            let (old, new) = (side(&touch.old), side(&touch.new));
            if old == new { format!("\n    {old}") } else { format!("\n    {old} => {new}") }
        })
        .collect();
    format!(
        "  {} {} {}: {}{place}: {}{sure} {:?}{}",
        finding.rule,
        finding.wire,
        finding.rust,
        subject.name,
        finding.message,
        finding.facts,
        items.concat()
    )
}

fn rows(findings: &[Finding]) -> String {
    findings.iter().flat_map(|finding| [row(finding), "\n".to_owned()]).collect()
}

#[test]
fn an_edit_and_its_mirror() {
    let report: Vec<String> = EDITS
        .iter()
        .map(|(name, edits)| {
            let edited = edited(edits);
            let there = compare(PAGE, &edited, |comparison| rows(&findings(comparison)));
            let back = compare(&edited, PAGE, |comparison| rows(&findings(comparison)));
            format!("{name}\n{there} and back\n{back}\n")
        })
        .collect();
    insta::assert_snapshot!(report.concat());
}

/// The page's endpoints, each with its heading.
fn sections() -> (String, Vec<String>) {
    let mut sections = PAGE.split("\n## ").map(str::to_owned);
    let intro = sections.next().unwrap_or_default();
    (intro, sections.map(|section| format!("## {}\n", section.trim_end())).collect())
}

#[test]
fn a_page_against_itself_and_in_another_order() {
    let (intro, sections) = sections();
    let mut turned = sections.clone();
    turned.reverse();
    let turned = format!("{intro}\n{}", turned.join("\n"));
    // Bullets of one list in another order: parameters at their first line, statuses at theirs.
    let blocks: Vec<&str> = PAGE.split("\n\n").collect();
    let is_bullet = |block: &str| block.starts_with("* **");
    let mut shuffled: Vec<&str> = Vec::new();
    for run in blocks.chunk_by(|a, b| is_bullet(a) == is_bullet(b)) {
        let mut run = run.to_vec();
        if is_bullet(run[0]) && run[0].starts_with("* **`") {
            run.reverse();
        }
        shuffled.extend(run);
    }
    let shuffled = shuffled.join("\n\n");
    assert_ne!(shuffled, PAGE);
    assert_ne!(turned, PAGE);
    for (name, page) in [("itself", PAGE), ("sections", &turned), ("bullets", &shuffled)] {
        let found = compare(PAGE, page, |comparison| rows(&findings(comparison)));
        assert_eq!(found, "", "{name}");
    }
}

#[test]
fn endpoints_come_and_go() {
    let (intro, sections) = sections();
    let without = format!("{intro}\n{}", sections[..2].join("\n"));
    let closing = PAGE.replace("Deletes a thing.", "This endpoint is closing down.");
    let gone = compare(PAGE, &without, |comparison| rows(&findings(comparison)));
    let announced = compare(&closing, &without, |comparison| rows(&findings(comparison)));
    let new = compare(&without, PAGE, |comparison| rows(&findings(comparison)));
    insta::assert_snapshot!(format!("{gone}\n{announced}\n{new}"));
}

#[test]
fn a_page_that_an_endpoint_leaves() {
    let (intro, sections) = sections();
    let all = format!("{intro}\n{}", sections.join("\n"));
    let fewer = format!("{intro}\n{}", sections[..2].join("\n"));
    let other = format!("# Parts\n\nAbout parts.\n\n{}", sections[2]);
    let found = compare_pages(
        &[("en/rest/things/things.md", &all)],
        &[("en/rest/things/things.md", &fewer), ("en/rest/parts/parts.md", &other)],
        |comparison| rows(&findings(comparison)),
    );
    insta::assert_snapshot!(found);
}

#[test]
fn another_language_is_one_row() {
    let translated = PAGE
        .replace("List things", "Enumerar cosas")
        .replace("Lists things of an organization.", "Enumera cosas.")
        .replace("The organization name. The name is not case sensitive.", "El nombre.")
        .replace("Resource not found", "No encontrado")
        .replace("(max 100)", "(máximo 50)")
        .replace("read:things scope", "ámbito");
    let found = compare_pages(
        &[("en/rest/things/things.md", PAGE)],
        &[("es/rest/things/things.md", &translated)],
        |comparison| rows(&findings(comparison)),
    );
    insta::assert_snapshot!(found);
}

#[test]
fn one_change_at_several_endpoints_is_one_finding() {
    let edited = PAGE.replace("`org`", "`organization`").replace("{org}", "{organization}");
    let found = compare(PAGE, &edited, findings);
    let reach: Vec<usize> = found.iter().map(|finding| finding.reach.len()).collect();
    assert_eq!(reach, [3], "{found:#?}");
    assert_eq!(found[0].items.len(), 3, "an argument of each request");
}

#[test]
fn a_whole_body() {
    let several = PAGE.replace("* **`size`** (integer)", "* **`size`** (integer) (required)");
    let none = PAGE.replace("* **`name`** (string) (required)", "* **`name`** (string)");
    let start = PAGE.find("#### Body parameters").unwrap();
    let end = start + PAGE[start..].find("### HTTP").unwrap();
    let hidden = format!("{}{}", &PAGE[..start], &PAGE[end..]);
    let pages = [("must be given", &none, &several), ("may be left out", &several, &none)];
    let hides = [("hidden", &several, &hidden), ("shown", &hidden, &several)];
    let report: Vec<String> = pages
        .iter()
        .chain(&hides)
        .map(|(name, old, new)| {
            format!("{name}\n{}", compare(old, new, |comparison| rows(&findings(comparison))))
        })
        .collect();
    insta::assert_snapshot!(report.concat());
}

#[test]
fn what_a_page_has_lost_is_neither_gone_nor_new() {
    let broken = PAGE.replace(
        "Its configuration.\n  * **`url`** (string) (required)\n    Where it goes.",
        "Its configuration.\n\nIt matters.\n\n\\- **`url`** (string) (required)\nWhere it goes.",
    );
    assert_ne!(broken, PAGE);
    for (old, new) in [(PAGE, broken.as_str()), (&broken, PAGE)] {
        let found = compare(old, new, findings);
        let rules: Vec<&str> = found.iter().map(|finding| finding.rule.as_str()).collect();
        assert_eq!(rules, ["doc-changed"], "{}", rows(&found));
    }
}

/// A placeholder that holds a path is marked in the crate, and is the same endpoint for all that.
#[test]
fn an_endpoint_whose_path_may_hold_slashes_has_its_items() {
    let old = "# Files\n\nAbout.\n\n## Get a file\n\n```\nGET /files/{path}\n```\n\nGets it.\n\n### Parameters\n\n\
               #### Path and query parameters\n\n* **`path`** (string) (required)\n  The path of the file.\n\n\
               ### HTTP response status codes\n\n* **204** - No Content\n\n### Code examples\n\n#### Example\n\n\
               **Request:**\n\n```curl\ncurl -L \\\n  -X GET \\\n  https://HOSTNAME/files/PATH\n```\n\n\
               **Response schema (Status: 204):**\n";
    let new = old.replace("of the file.\n", "of the file.\n\n* **`ref`** (string)\n  A branch.\n");
    compare(old, &new, |comparison| {
        let path =
            comparison.old.client.requests().map(|(_, request)| request.path.clone()).collect::<Vec<_>>();
        assert_eq!(path, ["/files/{+path}"]);
        let found = findings(comparison);
        assert!(found.iter().any(|finding| !finding.items.is_empty()), "{found:?}");
        let explained = crate::diff::surface::explain(comparison, found);
        let rules: Vec<_> =
            explained.iter().map(|one| (one.finding.rule.as_str(), one.rust.as_str())).collect();
        assert_eq!(rules, [("param-added-optional", "additive")]);
    });
}
