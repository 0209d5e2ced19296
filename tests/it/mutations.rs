//! Row P21 of the fault list: whatever happens to the lines of a page, reading ends, twice with the same result, and
//! every line is accounted for.

use docwright::diagnostic::render_text;
use docwright::model::to_json;
use docwright::source::Page;
use docwright_tests::{packages_text, read_packages};
use proptest::prelude::*;
use proptest::test_runner::Config;

/// One damage; numbers are taken modulo what there is.
#[derive(Clone, Debug)]
enum Mutation {
    Delete(usize),
    Repeat(usize),
    Swap(usize, usize),
    Move(usize, usize),
    Indent(usize, usize),
    Cut(usize, usize),
    Insert(usize, String),
    Splice(usize, usize, usize),
}

fn mutation() -> impl Strategy<Value = Mutation> {
    let at = any::<usize>();
    // Characters that mean something to markdown or to the reference, among some that mean nothing.
    let junk = "([*#>`~\\[\\](){}<:, \\\\-]|\\PC|[a-z/]|\\*\\*|```|one of:|required|\u{feff}|\t|&amp;){0,24}";
    prop_oneof![
        at.prop_map(Mutation::Delete),
        at.prop_map(Mutation::Repeat),
        (at, at).prop_map(|(a, b)| Mutation::Swap(a, b)),
        (at, at).prop_map(|(a, b)| Mutation::Move(a, b)),
        (at, 0..9_usize).prop_map(|(at, width)| Mutation::Indent(at, width)),
        (at, at).prop_map(|(at, cut)| Mutation::Cut(at, cut)),
        (at, junk).prop_map(|(at, text)| Mutation::Insert(at, text)),
        (at, at, at).prop_map(|(at, other, cut)| Mutation::Splice(at, other, cut)),
    ]
}

fn apply(lines: &mut Vec<String>, mutation: &Mutation) {
    let count = lines.len();
    match mutation {
        Mutation::Delete(at) => {
            lines.remove(at % count);
        }
        Mutation::Repeat(at) => lines.insert(at % count, lines[at % count].clone()),
        Mutation::Swap(a, b) => lines.swap(a % count, b % count),
        Mutation::Move(from, to) => {
            let line = lines.remove(from % count);
            lines.insert(to % count, line);
        }
        Mutation::Indent(at, width) => {
            let line = &mut lines[at % count];
            *line = format!("{:width$}{}", "", line.trim_start());
        }
        Mutation::Cut(at, cut) => {
            let line = &mut lines[at % count];
            *line = start_of(line, *cut);
        }
        Mutation::Insert(at, text) => lines.insert(at % count, text.clone()),
        Mutation::Splice(at, other, cut) => {
            let spliced = start_of(&lines[at % count], *cut) + &lines[other % count];
            lines[at % count] = spliced;
        }
    }
}

fn start_of(line: &str, cut: usize) -> String {
    let length = line.chars().count();
    line.chars().take(cut % (length + 1)).collect()
}

proptest! {
    #![proptest_config(Config { cases: 96, failure_persistence: None, ..Config::default() })]

    #[test]
    fn p21_mutated_lines(mutations in prop::collection::vec(mutation(), 1..12)) {
        // The first six endpoints hold every form of line that the page has.
        let text = packages_text();
        let mut lines: Vec<String> = text.lines().take(730).map(str::to_owned).collect();
        for mutation in &mutations {
            apply(&mut lines, mutation);
        }
        let text = lines.join("\n");
        let (once, again) = (read_packages(&text), read_packages(&text));
        prop_assert!(to_json(&once.api) == to_json(&again.api));
        prop_assert_eq!(
            render_text(&once.diagnostics, &once.pages, false),
            render_text(&again.diagnostics, &again.pages, false)
        );
        let lines: usize = once.pages.iter().map(Page::line_count).sum();
        prop_assert_eq!(once.line_counts().values().sum::<usize>(), lines);
    }
}
