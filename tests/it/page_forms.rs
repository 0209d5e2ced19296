//! Forms of the site's newer templates outside request examples, on pages of a few lines.

use docwright::diagnostic::Code;
use docwright::read::Reading;
use docwright_tests::{expanded_model, read_packages};

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

#[test]
fn an_object_of_other_keys_alone_may_end_in_a_colon() {
    for schema in
        ["object, additional properties allowed", "* `map`: object or null, additional properties: string"]
    {
        let model = |schema: &str| {
            let reading =
                read_packages(&page(&[Section { schema: schema.to_owned(), ..Section::get("/things") }]));
            assert_eq!(reading.diagnostics, [], "{schema}");
            expanded_model(&reading.api)
        };
        assert_eq!(model(&format!("{schema}:")), model(schema));
    }
}

fn with_introduction(text: &str) -> Reading {
    let (dialect, text) = if text.contains("> [!") { ("- ", text) } else { ("* ", text) };
    let page = page(&[Section::get("/things")]);
    let page = page.replacen("# Page\n", &format!("# Page\n\n{text}\n"), 1);
    read_packages(&page.replace("* **200**", &format!("{dialect}**200**")))
}
