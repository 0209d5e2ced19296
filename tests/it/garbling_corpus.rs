//! The same damage as in [`crate::garbling`], done to one endpoint of each category of a whole reference, in one of the
//! two dialects each.

use std::collections::BTreeMap;
use std::thread;

use docwright::source::Page;
use docwright_tests::{corpus, pages_in, read_packages, say};

use crate::garbling::{Excerpt, Lost, excerpts, report, unnoticed};
use crate::support::snapshots;

/// Longer sections say the same forms again, and take long: they are chosen only where there is no other.
const LONG: usize = 60;

/// Why each of the lines in the snapshot says the same after its edit as before.
const WHY: &str = "\
Text below a bullet belongs to it without an indent, too: markdown reads it so, and the site itself writes it so. \
A shell does not care how the lines of a command are indented, nor JSON how its own are, and of a key that is stated \
twice the last counts. Bullets below an array stand at the margin in one dialect, and indented in the other.";

#[test]
fn every_line_counts_in_each_category() {
    let Some(folder) = corpus("an endpoint of each category, damaged") else { return };
    let [remark, raw] = ["ghes-3.18", "ghes-3.18-raw"].map(|name| by_category(&pages_in(&folder.join(name))));
    let mut sample: Vec<Excerpt> = Vec::new();
    let mut lines = 0;
    for (number, category) in remark.keys().enumerate() {
        let (pages, is_raw) =
            if number % 2 == 0 { (&remark[category], false) } else { (&raw[category], true) };
        let chosen = pages.iter().flat_map(|page| candidates(page, is_raw)).max_by_key(worth);
        let chosen = chosen.unwrap_or_else(|| panic!("{category} has no endpoint without faults"));
        lines += chosen.damaged.len();
        sample.push(chosen);
    }
    say(&format!("{lines} lines of {} categories", sample.len()));
    let half = sample.len() / 2;
    let damage = |part: &[Excerpt]| {
        let mut lost = Lost::new();
        for excerpt in part {
            (0..2).for_each(|from| unnoticed(excerpt, from, &mut lost));
        }
        lost
    };
    let lost = thread::scope(|scope| {
        let others = scope.spawn(|| damage(&sample[half..]));
        let mut lost = damage(&sample[..half]);
        for (key, count) in others.join().expect("no reading panics") {
            *lost.entry(key).or_default() += count;
        }
        lost
    });
    let mut settings = snapshots();
    settings.set_description(WHY);
    settings.bind(|| insta::assert_snapshot!("unnoticed_edits_of_the_corpus", report(&lost)));
}

fn by_category(pages: &[Page]) -> BTreeMap<String, Vec<Page>> {
    let mut categories: BTreeMap<String, Vec<Page>> = BTreeMap::new();
    for page in pages {
        categories.entry(page.id.category().to_owned()).or_default().push(page.clone());
    }
    categories
}

/// The endpoints of a page that are without faults of their own.
fn candidates(page: &Page, is_raw: bool) -> Vec<Excerpt> {
    let lines: Vec<&str> = page.text.lines().collect();
    let mut found = excerpts(&lines);
    found.remove(0);
    for excerpt in found.iter_mut().filter(|_| is_raw) {
        let own = excerpt.damaged.clone();
        for (at, line) in excerpt.lines.iter_mut().enumerate().filter(|(at, _)| !own.contains(at)) {
            // What stands around the endpoint is in its dialect.
            if at > 0 && line.starts_with("* **") {
                line.replace_range(..1, "-");
            }
            if line == "> \\[!NOTE]" {
                "> [!NOTE]".clone_into(line);
            }
        }
    }
    found.retain(|excerpt| read_packages(&excerpt.lines.join("\n")).diagnostics.is_empty());
    found
}

/// Short sections with a body are worth most, then short ones, the longer the better; of long ones the shortest.
fn worth(excerpt: &Excerpt) -> (bool, bool, isize) {
    let own = &excerpt.lines[excerpt.damaged.clone()];
    let lines = isize::try_from(own.len()).unwrap_or(isize::MAX);
    let is_short = own.len() <= LONG;
    let has_body = own.iter().any(|line| line == "#### Body parameters");
    (is_short, is_short && has_body, if is_short { lines } else { -lines })
}
