//! The rules as people read them: all as a document, one on a terminal.

use std::fmt::Write as _;

use super::super::rules::RuleId;
use super::super::verdict::{Rust, Wire};
use super::markdown;
use super::terminal::wrapped;

/// An edit of a page and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The rule that it falls under.
    pub rule: RuleId,
    /// What it means on the wire.
    pub wire: Wire,
    /// What it means for code.
    pub rust: Rust,
    /// The edit in words.
    pub edit: String,
}

/// How wide text for a terminal is.
const WIDTH: usize = 80;

/// Every rule as a markdown document, with the cases that it is tested with.
pub fn catalogue(cases: &[Case]) -> String {
    let mut page = String::from(
        "# Rules of `cargo xtask diff`\n\n\
         Each change has two verdicts: on the wire, for anyone who talks HTTP, and for Rust code that uses the crate and is\n\
         compiled anew. The worst for code asks for the part of the version that has to grow.\n\n\
         | On the wire | |\n| --- | --- |\n",
    );
    for wire in Wire::ALL.into_iter().rev() {
        let _ = writeln!(page, "| {wire} | {} |", wire_means(wire));
    }
    page.push_str("\n| For Rust code | | Version |\n| --- | --- | --- |\n");
    for rust in Rust::ALL.into_iter().rev() {
        let _ = writeln!(page, "| {rust} | {} | {} |", rust_means(rust), rust.bump());
    }
    for id in RuleId::ALL {
        let rule = id.rule();
        let _ = write!(page, "\n## {}\n\n{}.\n\n{}\n\nDo: {}\n", rule.id, rule.title, rule.why, rule.advice);
        let mut of_rule = cases.iter().filter(|case| case.rule == *id).peekable();
        if of_rule.peek().is_some() {
            page.push_str("\n| Edit of a page | Wire | Rust |\n| --- | --- | --- |\n");
        }
        for case in of_rule {
            let _ = writeln!(page, "| {} | {} | {} |", markdown::text(&case.edit), case.wire, case.rust);
        }
    }
    page
}

/// One rule for a terminal, with the cases that it is tested with.
pub fn explain(rule: RuleId, cases: &[Case]) -> String {
    let known = rule.rule();
    let mut text = format!("{}: {}.\n\n", known.id, known.title);
    let _ = writeln!(text, "{}\n", wrapped(known.why, WIDTH, 0).replace("\n  ", "\n"));
    let _ = writeln!(text, "{}", wrapped(&format!("Do: {}", known.advice), WIDTH, 0));
    let mut of_rule = cases.iter().filter(|case| case.rule == rule).peekable();
    if of_rule.peek().is_some() {
        text.push_str("\nEdits of a page that fall under it:\n");
    }
    for case in of_rule {
        let line = format!("- {}: wire {}, rust {}", case.edit, case.wire, case.rust);
        let _ = writeln!(text, "{}", wrapped(&line, WIDTH, 2));
    }
    text
}

fn wire_means(wire: Wire) -> &'static str {
    match wire {
        Wire::None => "What is sent and received stays the same.",
        Wire::Compatible => "What worked goes on working.",
        Wire::Risky => "What worked goes on being accepted, and may do something else.",
        Wire::Breaking => "What worked fails.",
    }
}

fn rust_means(rust: Rust) -> &'static str {
    match rust {
        Rust::None => "Nothing changes.",
        Rust::Docs => "Only documentation comments change.",
        Rust::Additive => "There is more to use.",
        Rust::Deprecated => "It compiles with a warning.",
        Rust::Behavioural => "It compiles, and does something else.",
        Rust::Breaking => "It does not compile any more.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cases() -> Vec<Case> {
        let case = |rule, wire, rust, edit: &str| Case { rule, wire, rust, edit: edit.to_owned() };
        vec![
            case(RuleId::ParamRemoved, Wire::Risky, Rust::Breaking, "optional query param removed"),
            case(
                RuleId::ParamRemoved,
                Wire::Risky,
                Rust::Breaking,
                "param `a|b` of {org} removed, as @someone said in #12",
            ),
            case(RuleId::StatusErrorAdded, Wire::Compatible, Rust::None, "error status added (422)"),
        ]
    }

    #[test]
    fn the_catalogue_has_each_rule_once() {
        let page = catalogue(&cases());
        let headings: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("## ")).collect();
        assert_eq!(headings, RuleId::ALL.iter().map(|rule| rule.as_str()).collect::<Vec<_>>());
    }

    #[test]
    fn a_rule_with_cases_in_the_catalogue() {
        let page = catalogue(&cases());
        let (intro, _) = page.split_once("\n## ").unwrap();
        let (_, rest) = page.split_once("\n## param-removed\n").unwrap();
        let (rule, _) = rest.split_once("\n## ").unwrap();
        insta::assert_snapshot!(format!("{intro}\n## param-removed\n{rule}"));
    }

    #[test]
    fn a_rule_on_a_terminal() {
        let cases = cases();
        let text: Vec<String> = [RuleId::ParamRemoved, RuleId::DocChanged]
            .map(|rule| explain(rule, &cases))
            .into_iter()
            .collect();
        insta::assert_snapshot!(text.join("\n===\n"));
    }
}
