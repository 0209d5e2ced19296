//! The report as workflow commands of GitHub Actions, which show beside the lines of a pull request.

use super::super::report::{Change, Line, Report};
use super::super::verdict::{Rust, Wire};
use super::words::{count, headline, number, visible};

/// How many annotations of one level GitHub shows of a step; it drops the others without a word.
const LIMIT: usize = 10;

/// The report as workflow commands, one a line: first the verdict, then a change each, those of prose alone as one.
pub fn annotations(report: &Report) -> String {
    let mut errors = Vec::new();
    let mut warnings = Vec::new();
    let mut notices = vec![command("notice", None, "verdict", &headline(report))];
    for change in report.changes.iter().filter(|change| !change.rule.is_prose()) {
        let level = level(change);
        let line = change.new.as_ref().or(change.old.as_ref());
        let command = command(level, line, &title(change), &message(change));
        match level {
            "error" => errors.push(command),
            "warning" => warnings.push(command),
            _ => notices.push(command),
        }
    }
    if report.verdict.prose > 0 {
        let changes = count(report.verdict.prose, "change");
        notices.push(command(
            "notice",
            None,
            "documentation",
            &format!("Only words of the documentation: {changes}."),
        ));
    }
    let mut verdict = notices.remove(0);
    verdict.push('\n');
    let rest = [
        capped("error", errors, LIMIT),
        capped("warning", warnings, LIMIT),
        capped("notice", notices, LIMIT - 1),
    ];
    rest.into_iter().flatten().fold(verdict, |text, command| text + &command + "\n")
}

fn level(change: &Change) -> &'static str {
    match (change.wire, change.rust) {
        (Wire::Breaking, _) | (_, Rust::Breaking) => "error",
        (Wire::Risky, _) | (_, Rust::Behavioural | Rust::Deprecated) => "warning",
        _ => "notice",
    }
}

fn title(change: &Change) -> String {
    format!("{}: wire {}, rust {}", change.rule, change.wire, change.rust)
}

fn message(change: &Change) -> String {
    let mut lines = vec![visible(&change.message), visible(&change.advice)];
    if let Some(first) = change.endpoints.first() {
        let first = visible(&format!("{} {}", first.method, first.path));
        lines.push(match change.endpoints.len() {
            1 => format!("Reaches {first}."),
            endpoints => format!("Reaches {}, the first is {first}.", count(endpoints, "endpoint")),
        });
    }
    lines.join("\n")
}

/// The last command of a level that has more than are shown says how many the others are.
fn capped(level: &str, mut commands: Vec<String>, limit: usize) -> Vec<String> {
    if commands.len() > limit {
        let more = commands.split_off(limit - 1).len();
        let text = format!("{} more are not shown here. The whole report has them.", number(more));
        commands.push(command(level, None, "more", &text));
    }
    commands
}

fn command(level: &str, line: Option<&Line>, title: &str, message: &str) -> String {
    let place = line.map_or_else(String::new, |line| {
        format!("file={},line={},", property(&visible(&line.file)), line.line)
    });
    format!("::{level} {place}title={}::{}", property(title), data(message))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::render::sample;

    #[test]
    fn a_report_as_annotations() {
        insta::assert_snapshot!(annotations(&sample::report()));
    }

    #[test]
    fn nothing_has_changed() {
        assert_eq!(annotations(&sample::empty()), "::notice title=verdict::no change\n");
    }

    #[test]
    fn what_commands_are_made_of_is_escaped() {
        let line = Line { file: "a,b:c%/d\n.md".to_owned(), line: 7, text: String::new() };
        assert_eq!(
            command("error", Some(&line), "x: 1, 2%", "50%\r\n::error::no, not: this"),
            "::error file=a%2Cb%3Ac%25/d\\u{a}.md,line=7,title=x%3A 1%2C 2%25::50%25%0D%0A::error::no, not: this",
        );
    }

    #[test]
    fn no_level_has_more_than_github_shows() {
        for changes in [0, 9, 10, 11, 500] {
            let text = annotations(&sample::many(changes));
            for level in ["::error", "::warning", "::notice"] {
                let lines = text.lines().filter(|line| line.starts_with(level)).count();
                assert!(lines <= LIMIT, "{lines} of {level}");
            }
            let shown =
                text.lines().filter(|line| !line.contains("title=more::") && !line.contains("title=verdict"));
            let more = text.lines().filter_map(|line| {
                let (_, text) = line.split_once("title=more::")?;
                text.split_once(" more").and_then(|(more, _)| more.parse::<usize>().ok())
            });
            assert_eq!(shown.count() + more.sum::<usize>(), changes);
        }
    }
}
