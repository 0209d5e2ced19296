//! Nothing is lost in silence: whichever line of the page is deleted, garbled, cut, moved or repeated, the model
//! changes or a diagnostic names that line. The lines for which neither holds are in one snapshot, each to be argued.
//!
//! Each line is damaged in an excerpt of the page: its endpoint's section between two small ones. The whole page gives
//! the same snapshot, in twenty times the time.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;
use std::thread;

use docwright::model::to_json;
use docwright::read::Reading;
use docwright_tests::{packages_text, read_packages};
use serde_json::Value;

use crate::support::{Section, page, snapshots};

/// One kind of damage to a line: its name, what becomes of the line (`None` where it cannot be done), and which lines
/// a diagnostic must name.
struct Edit {
    name: &'static str,
    apply: fn(&str) -> Option<Vec<String>>,
    named: Named,
}

#[derive(Clone, Copy)]
enum Named {
    /// The line itself.
    Line,
    /// One of the two that are the same now.
    Either,
    /// One of the two that meet where a line is gone, blank lines aside.
    Neighbours,
}

const EDITS: [Edit; 5] = [
    Edit { name: "delete", apply: |_| Some(Vec::new()), named: Named::Neighbours },
    Edit { name: "garble", apply: |line| Some(vec![garbled(line)]), named: Named::Line },
    Edit { name: "cut the last character", apply: |line| Some(vec![cut(line)]), named: Named::Line },
    Edit { name: "indent two less", apply: |line| Some(vec![outdented(line)?]), named: Named::Line },
    Edit { name: "repeat", apply: |line| Some(vec![line.to_owned(); 2]), named: Named::Either },
];

/// Why each of the lines in the snapshot says the same after its edit as before.
const WHY: &str = "\
The note's words are read for the API version alone; saying them twice, or dropping their full stop, changes no fact. \
Text below a bullet belongs to it without an indent, too: markdown reads it so, and the site itself writes it so. \
A shell does not care how the lines of a command are indented.";

/// Edits, by number and line, that change nothing and are named by nobody.
pub(crate) type Lost = BTreeMap<(usize, String), usize>;

#[test]
fn every_line_counts() {
    let text = packages_text();
    let lines: Vec<&str> = text.lines().collect();
    let excerpts = excerpts(&lines);
    let every_second_line = |from: usize| {
        let mut lost = Lost::new();
        for excerpt in &excerpts {
            unnoticed(excerpt, from, &mut lost);
        }
        lost
    };
    let lost = thread::scope(|scope| {
        let others = scope.spawn(|| every_second_line(1));
        let mut lost = every_second_line(0);
        for (key, count) in others.join().expect("no reading panics") {
            *lost.entry(key).or_default() += count;
        }
        lost
    });
    let damaged: usize = excerpts.iter().map(|excerpt| excerpt.damaged.len()).sum();
    assert_eq!(damaged, lines.len(), "each line of the page is damaged in one excerpt");
    let mut settings = snapshots();
    settings.set_description(WHY);
    settings.bind(|| insta::assert_snapshot!("unnoticed_edits", report(&lost)));
}

/// Some lines, and which of them are to be damaged.
pub(crate) struct Excerpt {
    pub(crate) lines: Vec<String>,
    pub(crate) damaged: Range<usize>,
}

/// The introduction and each endpoint's section, every one as a page of its own.
pub(crate) fn excerpts(lines: &[&str]) -> Vec<Excerpt> {
    let opens = |at: &usize| lines[*at].starts_with("## ") && lines.get(at + 2) == Some(&"```");
    let starts: Vec<usize> = (0..lines.len()).filter(opens).chain([lines.len()]).collect();
    let introduction = Excerpt {
        lines: own(&lines[..starts[0]]).chain(small_section("After", "/after")).collect(),
        damaged: 0..starts[0],
    };
    let sections = starts.windows(2).map(|bounds| {
        let section = &lines[bounds[0]..bounds[1]];
        let referred = section
            .iter()
            .find_map(|line| Some(line.strip_prefix("Same response schema as [")?.split_once(']')?.0));
        let before: Vec<String> =
            own(&NOTED).chain(small_section(referred.unwrap_or("Before"), "/before")).collect();
        let damaged = before.len()..before.len() + section.len();
        let after = small_section("After", "/after");
        Excerpt { lines: before.into_iter().chain(own(section)).chain(after).collect(), damaged }
    });
    std::iter::once(introduction).chain(sections).collect()
}

/// The title of an excerpt, and the note that every page has.
const NOTED: [&str; 5] =
    ["# Page", "", "> \\[!NOTE]", "> The version is `X-GitHub-Api-Version: 2022-11-28`.", ""];

fn own(lines: &[&str]) -> impl Iterator<Item = String> {
    lines.iter().map(|line| (*line).to_owned())
}

/// An endpoint in few lines, with a blank one at its end.
fn small_section(title: &str, path: &str) -> Vec<String> {
    let section = Section { title: title.to_owned(), ..Section::get(path) };
    // The page's title and note go: the excerpt has them.
    page(&[section]).lines().skip(5).map(str::to_owned).chain([String::new()]).collect()
}

/// Damages every second line of the excerpt, one after the other, each in every way.
pub(crate) fn unnoticed(excerpt: &Excerpt, from: usize, lost: &mut Lost) {
    let before = read_packages(&excerpt.lines.join("\n"));
    assert_eq!(before.diagnostics, [], "an excerpt is a page without faults");
    let before = to_json(&before.api);
    for at in excerpt.damaged.clone().skip(from).step_by(2) {
        let line = &excerpt.lines[at];
        for (nth, edit) in EDITS.iter().enumerate().filter(|_| !line.trim().is_empty()) {
            let Some(edited) = (edit.apply)(line).filter(|edited| *edited != [line.as_str()]) else {
                continue;
            };
            let mut lines = excerpt.lines.clone();
            lines.splice(at..=at, edited);
            if !is_noticed(&lines, at, edit.named, &before) {
                *lost.entry((nth, line.clone())).or_default() += 1;
            }
        }
    }
}

fn is_noticed(lines: &[String], at: usize, named: Named, before: &Value) -> bool {
    let reading = read_packages(&lines.join("\n"));
    let is_blank = |at: &usize| lines[*at].trim().is_empty();
    let around = match named {
        Named::Line => at..at + 1,
        Named::Either => at..at + 2,
        Named::Neighbours => {
            let last = (0..at).rev().find(|at| !is_blank(at)).unwrap_or(0);
            last..(at..lines.len()).find(|at| !is_blank(at)).unwrap_or(at) + 1
        }
    };
    names(&reading, &around) || to_json(&reading.api) != *before
}

/// Whether a diagnostic names one of the lines.
fn names(reading: &Reading, around: &Range<usize>) -> bool {
    let page = &reading.pages[0];
    reading
        .diagnostics
        .iter()
        .map(|diagnostic| page.lines_of(diagnostic.span))
        .any(|lines| lines.start < around.end && around.start < lines.end)
}

pub(crate) fn report(lost: &Lost) -> String {
    let mut out = String::new();
    for (nth, edit) in EDITS.iter().enumerate() {
        let _ = writeln!(out, "{}:", edit.name);
        let mut rows: BTreeMap<String, usize> = BTreeMap::new();
        for ((_, line), count) in lost.iter().filter(|((kind, _), _)| *kind == nth) {
            *rows.entry(start(line)).or_default() += count;
        }
        for (line, count) in rows {
            let _ = writeln!(out, "{count:6} × {line}");
        }
    }
    out
}

/// As much of a line as tells what it is.
fn start(line: &str) -> String {
    match line.char_indices().nth(28) {
        Some((cut, _)) => format!("{}…", &line[..cut]),
        None => line.to_owned(),
    }
}

/// Letters and digits lose their meaning, punctuation stays.
fn garbled(line: &str) -> String {
    let garble = |c: char| match c {
        c if c.is_ascii_alphabetic() => 'x',
        c if c.is_ascii_digit() => '0',
        c => c,
    };
    line.chars().map(garble).collect()
}

fn cut(line: &str) -> String {
    let mut chars = line.chars();
    chars.next_back();
    chars.as_str().to_owned()
}

fn outdented(line: &str) -> Option<String> {
    line.strip_prefix("  ").map(str::to_owned)
}
