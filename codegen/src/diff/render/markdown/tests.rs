//! What a comment may be: short enough, and of its own words only.

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag};

use super::*;
use crate::diff::render::sample;

#[test]
fn a_report_as_a_comment() {
    insta::assert_snapshot!(markdown(&sample::report(), BUDGET));
}

#[test]
fn a_report_that_does_not_fit() {
    insta::assert_snapshot!(markdown(&sample::report(), 2_500));
}

#[test]
fn nothing_has_changed() {
    insta::assert_snapshot!(markdown(&sample::empty(), BUDGET));
}

#[test]
fn what_is_left_out_is_counted() {
    let page = markdown(&sample::many(500), BUDGET);
    let shown =
        page.lines().filter(|line| line.starts_with("<details>") || line.starts_with("- wire")).count();
    let (_, tail) = page.rsplit_once("Too long for a comment: ").unwrap();
    let left_out = tail.split(", ").find(|part| part.contains("left out")).unwrap();
    let left_out: usize = left_out.split_whitespace().next().unwrap().parse().unwrap();
    assert_eq!(shown + left_out, 500, "{tail}");
}

#[test]
fn hostile_words_stay_words() {
    let full = markdown(&sample::many(3), BUDGET);
    let short = (1..60).map(|step| markdown(&sample::many(9), step * 500));
    for page in std::iter::once(full).chain(short) {
        assert!(page.contains("\n</details>") || page.len() < 8_000);
        for event in Parser::new_ext(&page, Options::ENABLE_TABLES) {
            match event {
                Event::Html(html) | Event::InlineHtml(html) => assert_own_html(&html),
                Event::Start(Tag::Link { .. } | Tag::Image { .. }) => panic!("a link in {page}"),
                Event::Text(text) => assert!(!text.contains("://") || page.contains("```diff"), "{text}"),
                _ => {}
            }
        }
        // Outside code, no name is called on and nothing is referred to.
        for words in outside_code(&page) {
            for mark in ["@octocat", "#123", "https://"] {
                assert!(!words.contains(mark), "{mark} in {words}");
            }
        }
    }
}

/// The only markup of ours: details with a summary, and the marker.
fn assert_own_html(html: &str) {
    let mut rest = html.replace(MARKER, "");
    for own in ["<details>", "</details>", "<summary>", "</summary>", "<code>", "</code>", "<b>", "</b>"] {
        rest = rest.replace(own, "");
    }
    assert!(!rest.contains(['<', '>']), "{html}");
}

fn outside_code(page: &str) -> Vec<String> {
    let mut inside = 0;
    let mut words = Vec::new();
    for event in Parser::new_ext(page, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => inside += 1,
            Event::End(pulldown_cmark::TagEnd::CodeBlock) => inside -= 1,
            Event::Text(text) if inside == 0 => words.push(text.to_string()),
            Event::Html(html) => {
                words.extend(
                    html.split("<code>")
                        .map(|part| part.rsplit("</code>").next().unwrap_or_default().to_owned()),
                );
            }
            _ => {}
        }
    }
    words
}

#[test]
fn code_spans_hold_any_text() {
    for text in ["plain", "a`b", "`", "``", " a ", "`a", "a``b`c", "a|b", "\\", "<b>"] {
        let events: Vec<Event<'_>> = Parser::new(&code(text)).map(Event::into_static).collect();
        assert!(events.contains(&Event::Code(text.into())), "{text}: {events:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_comment_is_above_its_budget(changes in 0_usize..40, budget in 0_usize..12_000) {
        let page = markdown(&sample::many(changes), budget);
        prop_assert!(page.chars().count() <= budget);
    }

    #[test]
    fn words_show_as_they_are(words in "[ -~]{0,40}") {
        let markdown = format!("x{}x", text(&words));
        let mut shown = String::new();
        for event in Parser::new(&markdown) {
            match event {
                Event::Text(text) => shown.push_str(&text),
                Event::Start(Tag::Paragraph) | Event::End(pulldown_cmark::TagEnd::Paragraph) => {}
                other => prop_assert!(false, "{other:?} of {markdown}"),
            }
        }
        prop_assert_eq!(shown.replace('\u{200b}', ""), format!("x{words}x"));
    }
}
