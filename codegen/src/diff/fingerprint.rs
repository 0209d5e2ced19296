//! What a change is known by when its words change: a hash of its structure.

use std::fmt::Write as _;

use super::finding::Subject;
use super::rules::RuleId;
use super::verdict::Direction;
use crate::hash::sha256;

/// How many hexadecimal digits a fingerprint has.
const DIGITS: usize = 16;

/// The fingerprint of a change: 16 hexadecimal digits. Placeholders of paths count by their place, as their names may be
/// other ones in another language.
pub fn fingerprint(rule: RuleId, direction: Direction, subject: &Subject, facts: &[String]) -> String {
    let mut text = format!("{rule}\n{direction:?}\n{:?}\n", subject.kind);
    for part in [&subject.name, &subject.path].into_iter().chain(facts) {
        // Lengths keep apart what line ends inside of values could glue.
        let part = numbered(part);
        let _ = writeln!(text, "{}:{part}", part.len());
    }
    let mut hash = sha256(text.as_bytes());
    hash.truncate(DIGITS);
    hash
}

/// The text with the names of placeholders replaced by numbers: `/orgs/{1}/packages/{2}`.
pub(super) fn numbered(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut number = 0;
    while let Some((before, name, after)) = placeholder(rest) {
        number += 1;
        let plus = if name.starts_with('+') { "+" } else { "" };
        let _ = write!(out, "{before}{{{plus}{number}}}");
        rest = after;
    }
    out + rest
}

fn placeholder(text: &str) -> Option<(&str, &str, &str)> {
    let (before, behind) = text.split_once('{')?;
    let (name, after) = behind.split_once('}')?;
    (!name.is_empty()).then_some((before, name, after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::finding::SubjectKind;

    fn of(name: &str, path: &str, facts: &[&str]) -> String {
        let subject = Subject { kind: SubjectKind::Endpoint, name: name.to_owned(), path: path.to_owned() };
        let facts: Vec<String> = facts.iter().map(|fact| (*fact).to_owned()).collect();
        fingerprint(RuleId::EndpointAdded, Direction::Neither, &subject, &facts)
    }

    #[test]
    fn names_of_placeholders_do_not_count_and_all_else_does() {
        let one = of("GET /orgs/{org}/packages", "", &["a", "b"]);
        assert_eq!(one.len(), DIGITS);
        assert_eq!(one, of("GET /orgs/{organization}/packages", "", &["a", "b"]));
        let others = [
            of("GET /orgs/{org}/teams", "", &["a", "b"]),
            of("GET /orgs/{org}/packages", "200", &["a", "b"]),
            of("GET /orgs/{org}/packages", "", &["b", "a"]),
            of("GET /orgs/{org}/packages", "", &["ab"]),
            of("GET /orgs/{org}/packages", "", &["a\n1:b"]),
        ];
        for other in others {
            assert_ne!(one, other);
        }
    }
}
