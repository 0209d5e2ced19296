//! Forms of the site's newer templates outside request examples, on pages of a few lines.

use docwright::diagnostic::Code;
use docwright::ledger::ledger;
use docwright::read::{Reading, read};
use docwright::source::Page;
use docwright_tests::read_packages;

use crate::support::{Section, page};

#[test]
fn notes_on_one_line_are_part_of_the_introduction() {
    for note in ["> \\[!NOTE] This is a beta.", "> [!WARNING] This is a beta.", "> This is a beta."] {
        let reading = with_introduction(note);
        assert_eq!(reading.diagnostics, [], "{note}");
        assert_eq!(reading.api.pages[0].intro, note);
    }
}

#[test]
fn a_note_that_lost_its_text_is_reported() {
    for note in ["> \\[!NOTE]", "> [!TIP]", ">"] {
        let codes: Vec<Code> = with_introduction(note).diagnostics.iter().map(|one| one.code).collect();
        assert_eq!(codes, [Code::BadNote], "{note}");
    }
}

#[test]
fn a_reference_without_api_versions_says_so_once() {
    let silent = |path: &str| {
        let page = page(&[Section::get(path)]);
        page.replace("> \\[!NOTE]\n> The version is `X-GitHub-Api-Version: 2022-11-28`.\n\n", "")
    };
    let overview = Page::new("things/overview.md", "# Things\n\nAbout things.\n");
    let first = Page::new("things/a.md", &silent("/a"));
    let second = Page::new("things/b.md", &silent("/b"));
    let noted = Page::new("things/c.md", &page(&[Section::get("/c")]));
    let found = |pages: &[&Page]| -> Vec<(String, bool)> {
        let reading = read(pages.iter().copied().cloned().collect());
        assert!(reading.is_understood());
        let silent = reading.diagnostics.iter().filter(|one| one.code == Code::NoVersion);
        silent.map(|one| (one.page.to_string(), one.message.starts_with("no page"))).collect()
    };
    let of = |page: &str, is_whole: bool| (page.to_owned(), is_whole);
    assert_eq!(found(&[&overview, &first, &second]), [of("things/a", true)]);
    assert_eq!(found(&[&overview, &first, &second, &noted]), [of("things/a", false), of("things/b", false)]);
    assert_eq!(found(&[&overview, &noted]), [], "a page without endpoints needs no version");
}

#[test]
fn headings_keep_number_signs_that_are_text() {
    for (heading, title) in
        [("List C#", "List C#"), ("List C\\#", "List C#"), ("List C ##", "List C"), ("List #1", "List #1")]
    {
        let section = Section { title: heading.to_owned(), ..Section::get("/things") };
        let reading = read_packages(&page(&[section]));
        assert_eq!(reading.diagnostics, []);
        assert_eq!(reading.api.endpoints[0].title, title);
    }
}

fn with_introduction(text: &str) -> Reading {
    let (dialect, text) = if text.contains("> [!") { ("- ", text) } else { ("* ", text) };
    let page = page(&[Section::get("/things")]);
    let page = page.replacen("# Page\n", &format!("# Page\n\n{text}\n"), 1);
    let page = if dialect == "- " { page.replace("> \\[!NOTE]\n> The", "> [!NOTE]\n> The") } else { page };
    read_packages(&page.replace("* **200**", &format!("{dialect}**200**")))
}

#[test]
fn a_heading_with_prose_at_the_end_costs_only_itself() {
    let text = page(&[Section::get("/things"), Section::get("/others")]);
    let closed = read_packages(&format!("{text}\n## Further reading\n\n* \"About things\"\n"));
    assert!(!closed.has_errors(), "{:?}", closed.diagnostics);
    assert_eq!(
        ledger(&closed.api).lines().filter(|line| !line.ends_with("# not understood")).count(),
        ledger(&read_packages(&text).api).lines().count()
    );
    assert_eq!(closed.diagnostics[0].code, Code::HeadingWithoutRequest);
    for end in ["\n## Get ano", "\n## Get another thing\n\n``", "\n## Get another thing\n\n```\nGET /an"] {
        let cut = read_packages(&format!("{text}{end}"));
        assert!(cut.diagnostics.iter().any(|one| one.code == Code::DamagedPage), "{end}");
    }
}
