//! Findings → what of them is to be mended, and what is excused.

use super::excuses::Excuses;
use super::program::{Finding, Outcome};
use super::schemas::Violation;
use crate::report;

/// How much of a violation is shown. Some list all that an enum allows.
const SHOWN: usize = 300;

/// What came of the examples or the calls.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) fine: usize,
    /// Not as it should be, and GitHub's own schema says the same.
    pub(super) by_schema: usize,
    /// Excused in the file.
    pub(super) by_name: usize,
    /// Of endpoints that the pages do not have.
    pub(super) unknown: usize,
    /// To be mended.
    pub(super) failed: usize,
    /// The excuses that were needed, by their numbers.
    pub(super) used: Vec<usize>,
}

impl Tally {
    /// How many there were.
    pub(super) fn total(&self) -> usize {
        self.fine + self.by_schema + self.by_name + self.unknown + self.failed
    }

    /// Judges what came of an example; `violations` are what its own schema has against it.
    pub(super) fn judge_example(&mut self, finding: &Finding, violations: &[Violation], excuses: &Excuses) {
        let words: Vec<&str> = violations
            .iter()
            .filter(|violation| violation.is_about(&finding.words))
            .map(|violation| violation.words.as_str())
            .collect();
        self.judge(finding, &words.join("; "), excuses);
    }

    /// Judges what came of a call.
    pub(super) fn judge_call(&mut self, finding: &Finding, excuses: &Excuses) {
        let own = if finding.outcome == Outcome::Unanswered { finding.words.as_str() } else { "" };
        self.judge(finding, own, excuses);
    }

    fn judge(&mut self, finding: &Finding, violation: &str, excuses: &Excuses) {
        match finding.outcome {
            Outcome::Fine => self.fine += 1,
            Outcome::Unknown => self.unknown += 1,
            _ if !violation.is_empty() => {
                self.by_schema += 1;
                report::line(&format!("excused: {}: {}", finding.place, finding.words));
                report::line(&format!("  by its own schema: {}", cut(violation)));
            }
            _ => match excuses.of(finding) {
                Some(number) => {
                    self.by_name += 1;
                    self.used.push(number);
                }
                None => {
                    self.failed += 1;
                    report::line(&format!(
                        "FAILED: {}: {:?}: {}",
                        finding.place, finding.outcome, finding.words
                    ));
                }
            },
        }
    }
}

fn cut(text: &str) -> String {
    if text.chars().count() <= SHOWN {
        text.to_owned()
    } else {
        text.chars().take(SHOWN).chain(['…']).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXCUSES: &str = r#"
        [[excuse]]
        place = "GET /a*"
        words = "expected an object"
        reason = "The page says so."

        [[excuse]]
        place = "GET /b"
        words = "never said"
        reason = "The page says so."
    "#;

    fn finding(place: &str, outcome: Outcome, words: &str) -> Finding {
        Finding { place: place.to_owned(), outcome, words: words.to_owned(), unread: Vec::new() }
    }

    #[test]
    fn what_fails_is_excused_for_a_reason_or_to_be_mended() {
        let excuses = Excuses::parse(EXCUSES).unwrap();
        let violation = Violation::new("/id", "must be integer");
        let mut tally = Tally::default();
        for (place, outcome, words) in [
            ("GET /c", Outcome::Fine, ""),
            ("GET /c", Outcome::Unknown, ""),
            ("GET /c", Outcome::Refused, "$.id: expected an integer"),
            ("GET /c", Outcome::Refused, "$.name: expected a string"),
            ("GET /a/b", Outcome::Refused, "$: expected an object"),
            ("GET /b", Outcome::Altered, "$: 1 was read as 2"),
        ] {
            tally.judge_example(&finding(place, outcome, words), std::slice::from_ref(&violation), &excuses);
        }
        let counts = [tally.fine, tally.unknown, tally.by_schema, tally.by_name, tally.failed];
        assert_eq!(counts, [1, 1, 1, 1, 2]);
        let stale: Vec<String> =
            excuses.stale(&tally.used).map(super::super::excuses::Excuse::shown).collect();
        assert_eq!(stale, ["GET /b: never said"]);
    }

    #[test]
    fn a_reply_that_the_server_cannot_make_is_not_ours() {
        let mut tally = Tally::default();
        for outcome in [Outcome::Unanswered, Outcome::Refused] {
            tally.judge_call(&finding("GET /a", outcome, "words"), &Excuses::default());
        }
        assert_eq!((tally.by_schema, tally.failed), (1, 1));
    }

    #[test]
    fn an_excuse_has_a_reason() {
        let excuse = "[[excuse]]\nplace = \"GET /a\"\nwords = \"w\"\nreason = \" \"\n";
        assert!(Excuses::parse(excuse).is_err());
    }
}
