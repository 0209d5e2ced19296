//! `compare`: the report of a pull request, for people, for its lines, and for the job that comments.

use std::fs;

use docwright_tests::PACKAGES;

use super::bench::Bench;
use crate::program::xtask_in;

#[test]
fn the_report_is_in_the_summary_at_the_lines_and_in_the_output() {
    let test = "the_report_is_in_the_summary_at_the_lines_and_in_the_output";
    let Some(bench) = Bench::new(test) else { return };
    bench.edit("* `version_count`: required, integer\n", "");
    let run = bench.run("compare", &["HEAD"], &[]);
    assert_eq!(run.code, 0, "a report is no failure: {run:?}");
    let report = report(&bench);
    assert!(report.contains("response-field-removed"), "{report}");
    assert_eq!(bench.read("summary"), report);
    let marked: Vec<&str> =
        run.out.lines().filter(|line| line.starts_with("::") && line.contains("file=")).collect();
    assert!(!marked.is_empty(), "{run:?}");
    for line in marked {
        assert!(line.contains(&format!("file=spec/{PACKAGES}")), "as it lies in the repository: {line}");
    }
    assert_eq!(output(&bench.read("output")), [("report".to_owned(), report.clone())]);
    // Outside of a workflow, it is there to read.
    let shown = bench.run("compare", &["HEAD"], &[("GITHUB_OUTPUT", ""), ("GITHUB_STEP_SUMMARY", "")]);
    assert!(shown.code == 0 && shown.out.contains(&report), "{shown:?}");
}

#[test]
fn no_word_of_a_page_ends_the_output() {
    let Some(bench) = Bench::new("no_word_of_a_page_ends_the_output") else { return };
    bench.edit("* `version_count`: required, integer\n", "");
    let mut ends = Vec::new();
    for _ in 0..2 {
        let _ = fs::remove_file(bench.aside("output"));
        assert_eq!(bench.run("compare", &["HEAD"], &[]).code, 0);
        let text = bench.read("output");
        let end = text.lines().next().unwrap().strip_prefix("report<<").unwrap().to_owned();
        assert!(end.len() >= 32 && end.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'), "{end}");
        // What a page can know: all that was said before.
        let words = format!("* `{end}`: required, integer\n");
        bench.edit(
            "* `visibility`: required, string, enum: `private`, `public`\n",
            &format!("* `visibility`: required, string, enum: `private`, `public`\n{words}"),
        );
        ends.push(end);
    }
    assert_ne!(ends[0], ends[1], "nobody can guess it");

    // Even a report that is nothing but such lines is one value.
    let hostile = format!("<!-- cargo xtask diff -->\n{}\nother<<x\ny\nx\nend-", ends[1]);
    fs::write(bench.aside("hostile.md"), &hostile).unwrap();
    fs::remove_file(bench.aside("output")).unwrap();
    let given = bench.aside("hostile.md");
    let run = bench.run("compare", &["HEAD"], &[("REPORT_FILE", given.to_str().unwrap())]);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(output(&bench.read("output")), [("report".to_owned(), hostile)]);
}

#[test]
fn a_report_that_no_variable_holds_is_cut_and_can_be_commented() {
    let test = "a_report_that_no_variable_holds_is_cut_and_can_be_commented";
    let Some(bench) = Bench::new(test) else { return };
    // As many characters as a comment may have, of a language in which each takes three bytes.
    let whole = format!("<!-- cargo xtask diff -->\n{}", "文書の変更。\n".repeat(60_000 / 7));
    fs::write(bench.aside("long.md"), &whole).unwrap();
    let given = bench.aside("long.md");
    let run = bench.run("compare", &["HEAD"], &[("REPORT_FILE", given.to_str().unwrap())]);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(bench.read("summary"), whole);
    let values = output(&bench.read("output"));
    let [(_, cut)] = values.as_slice() else { panic!("{values:?}") };
    assert!(cut.len() < 128 * 1024 && cut.len() > 100_000, "{}", cut.len());
    assert!(cut.lines().nth(2).unwrap().contains("summary of the job"), "{}", &cut[..200]);
    let run = bench.run("comment", &[], &[("NUMBER", "5"), ("REPORT", cut)]);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(bench.calls().pop().unwrap().given, *cut);
}

#[test]
fn what_cannot_be_compared_fails() {
    let Some(bench) = Bench::new("what_cannot_be_compared_fails") else { return };
    let run = bench.run("compare", &["nowhere"], &[]);
    assert!(run.code == 2 && run.err.contains("there is no revision `nowhere`"), "{run:?}");
    assert_eq!(bench.read("output"), "");
    assert_ne!(bench.run("compare", &[], &[]).code, 0);
}

/// The report as the command itself writes it.
fn report(bench: &Bench) -> String {
    let file = bench.aside("report.md");
    let name = file.to_str().unwrap();
    let arguments = ["diff", "git:HEAD", "spec", "--format", "markdown", "--output", name];
    let run = xtask_in(&bench.file(""), &arguments);
    assert_eq!(run.code, 0, "{run:?}");
    fs::read_to_string(file).unwrap()
}

/// The values of an output file, as GitHub reads it: `NAME<<END`, lines, and `END`.
fn output(text: &str) -> Vec<(String, String)> {
    let mut values = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let (name, end) = line.split_once("<<").unwrap();
        let value: Vec<&str> = lines.by_ref().take_while(|line| *line != end).collect();
        values.push((name.to_owned(), value.join("\n")));
    }
    values
}
