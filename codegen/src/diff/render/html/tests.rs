//! What the page is made of. How it behaves is tested in a browser, elsewhere.

use super::*;
use crate::diff::render::sample;

#[test]
fn a_report_as_a_page() {
    let page = html(&sample::report());
    let (_, body) = page.split_once("<body>").unwrap();
    let (body, _) = body.split_once("</body>").unwrap();
    // The 400 endpoints of one change are alike.
    let (body, last) = body.split_once("<li data-page=\"repos/page-1\">").unwrap();
    let (_, rest) = last.split_once("</details></details>").unwrap();
    let body = format!("{body}…{rest}");
    insta::assert_snapshot!(body.replace("><", ">\n<"));
}

#[test]
fn nothing_has_changed() {
    let page = html(&sample::empty());
    assert!(page.contains("<h1>no change</h1>"), "{page}");
    assert!(page.contains("<p>Nothing has changed.</p>"), "{page}");
}

#[test]
fn hostile_words_are_text() {
    for report in [sample::report(), sample::many(6)] {
        let page = html(&report);
        let own = page.replace(STYLE, "").replace(SCRIPT, "");
        for markup in
            ["<script>window", "<img", "<!--", "</code></pre><script", "\u{202e}", "\u{1b}", "\u{200b}"]
        {
            assert!(!own.contains(markup), "{markup}");
        }
        assert_eq!(own.matches("<script").count(), 1);
    }
}

#[test]
fn nothing_is_loaded() {
    let page = html(&sample::empty());
    for loading in [" src=", "href=\"http", "url(", "@import", "<link", "fetch(", "XMLHttpRequest", "import("]
    {
        assert!(!page.contains(loading), "{loading}");
    }
}

/// Text has a contrast of 4.5 at least, whichever ink meets whichever ground, in both themes.
#[test]
fn each_ink_is_readable_on_each_ground() {
    let colours = colours();
    let of = |prefix: &str| colours.iter().filter(|(name, _)| name.starts_with(prefix)).collect::<Vec<_>>();
    let (inks, grounds) = (of("ink"), of("ground"));
    assert!(inks.len() >= 6 && grounds.len() >= 4, "{colours:?}");
    for (ink, inks) in &inks {
        for (ground, grounds) in &grounds {
            for (theme, (ink_colour, ground_colour)) in ["light", "dark"].iter().zip(inks.iter().zip(grounds))
            {
                let contrast = contrast(ink_colour, ground_colour);
                assert!(contrast >= 4.5, "{ink} on {ground} in {theme}: {contrast:.2}");
            }
        }
    }
    // What bounds a control needs 3 at least.
    for (_, edges) in of("edge") {
        for (_, grounds) in &grounds {
            for (edge, ground) in edges.iter().zip(grounds) {
                assert!(contrast(edge, ground) >= 3.0, "{edge} on {ground}");
            }
        }
    }
}

/// The variables of the style and their colours in light and dark.
fn colours() -> Vec<(String, [String; 2])> {
    let lines = STYLE.lines().filter_map(|line| {
        let (name, value) = line.trim().strip_prefix("--")?.split_once(": light-dark(")?;
        let (light, dark) = value.strip_suffix(");")?.split_once(", ")?;
        Some((name.to_owned(), [light.to_owned(), dark.to_owned()]))
    });
    lines.collect()
}

/// As WCAG 2 computes it.
fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(colour: &str) -> f64 {
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}
