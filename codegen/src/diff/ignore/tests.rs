use super::*;
use crate::diff::finding::Subject;
use crate::diff::report::{FORMAT, Reference};
use crate::diff::verdict::{Direction, Rust, Wire};

const TODAY: Date = jiff::civil::date(2027, 1, 31);

/// A report with one change of a shared object at three endpoints, and one of the reference as a whole.
fn report() -> Report {
    let endpoint = |method: &str, path: &str| EndpointRef {
        page: "packages/packages".to_owned(),
        method: method.to_owned(),
        path: path.to_owned(),
        title: "Packages".to_owned(),
    };
    let change = |rule: RuleId, kind, name: &str, path: &str, fingerprint: &str, endpoints| Change {
        rule,
        fingerprint: fingerprint.to_owned(),
        wire: Wire::Breaking,
        rust: Rust::Breaking,
        direction: Direction::Response,
        subject: Subject { kind, name: name.to_owned(), path: path.to_owned() },
        message: String::new(),
        advice: String::new(),
        confidence: None,
        endpoints,
        old: None,
        new: None,
        items: Vec::new(),
        witness: None,
    };
    let endpoints = vec![
        endpoint("GET", "/orgs/{org}/packages"),
        endpoint("GET", "/orgs/{org}/packages/{name}"),
        endpoint("GET", "/user/packages"),
    ];
    let kind = SubjectKind::Schema;
    Report {
        format: FORMAT,
        old: Reference::default(),
        new: Reference::default(),
        verdict: Verdict::default(),
        changes: vec![
            change(RuleId::ResponseFieldRemoved, kind, "Package", "repository.private", "00ff", endpoints),
            change(RuleId::ServerChanged, SubjectKind::Reference, "", "", "00aa", Vec::new()),
        ],
        ignored: Vec::new(),
        notes: Vec::new(),
    }
}

/// Each change that is left with its number of endpoints, each that is excused, and the notes.
fn applied(text: &str) -> String {
    let mut report = report();
    let file = IgnoreFile::parse("diff-ignore.toml", text).unwrap();
    file.apply(&mut report, TODAY);
    let shown = |change: &Change| format!("{} at {}", change.rule, change.endpoints.len());
    let mut rows: Vec<String> =
        report.changes.iter().map(|change| format!("left {}", shown(change))).collect();
    rows.extend(
        report
            .ignored
            .iter()
            .map(|ignored| format!("ignored {}: {}", shown(&ignored.change), ignored.reason)),
    );
    rows.extend(report.notes.iter().map(|note| {
        format!("{} {}: {}", note.kind, note.place.as_deref().unwrap_or_default(), note.message)
    }));
    assert_eq!(report.verdict.causes, report.changes.len());
    rows.join("\n")
}

#[test]
fn what_an_entry_covers_is_excused_and_the_rest_stays() {
    let table = [
        (
            "rule = \"response-field-removed\"",
            "left server-changed at 0\nignored response-field-removed at 3: fine",
        ),
        ("fingerprint = \"00aa\"", "left response-field-removed at 3\nignored server-changed at 0: fine"),
        (
            "rule = \"response-field-removed\"\nendpoints = \"GET /orgs/**\"",
            "left response-field-removed at 1\nleft server-changed at 0\nignored response-field-removed at 2: fine",
        ),
        (
            "rule = \"response-field-removed\"\nsubject = \"Package.repository.*\"",
            "left server-changed at 0\nignored response-field-removed at 3: fine",
        ),
        (
            "rule = \"response-field-removed\"\nsubject = \"Pack*\"\nuntil = \"2027-01-31\"",
            "left server-changed at 0\nignored response-field-removed at 3: fine",
        ),
        (
            "rule = \"response-field-removed\"\nuntil = \"2027-01-30\"",
            "left response-field-removed at 3\nleft server-changed at 0\n\
             expired-ignore diff-ignore.toml:1: An entry of the ignore file counts no more since 2027-01-30: \
             rule `response-field-removed`",
        ),
        (
            "rule = \"response-field-removed\"\nsubject = \"Team\"",
            "left response-field-removed at 3\nleft server-changed at 0\n\
             stale-ignore diff-ignore.toml:1: An entry of the ignore file matches nothing: \
             rule `response-field-removed`, subject `Team`",
        ),
        // A change of the whole reference is at no endpoint in particular.
        (
            "fingerprint = \"00aa\"\nendpoints = \"**\"",
            "left response-field-removed at 3\nleft server-changed at 0\n\
             stale-ignore diff-ignore.toml:1: An entry of the ignore file matches nothing: \
             fingerprint `00aa`, endpoints `**`",
        ),
    ];
    for (entry, expected) in table {
        assert_eq!(applied(&format!("[[ignore]]\n{entry}\nreason = \"fine\"\n")), expected, "{entry}");
    }
}

#[test]
fn several_entries_cover_a_change_together() {
    let entry = |endpoints: &str, reason: &str| {
        format!(
            "[[ignore]]\nrule = \"response-field-removed\"\nendpoints = \"{endpoints}\"\nreason = \"{reason}\"\n\n"
        )
    };
    let text = entry("GET /orgs/**", "one") + &entry("GET /user/*", "two") + &entry("GET /teams/**", "three");
    assert_eq!(
        applied(&text),
        "left server-changed at 0\nignored response-field-removed at 2: one\n\
         ignored response-field-removed at 1: two\n\
         stale-ignore diff-ignore.toml:11: An entry of the ignore file matches nothing: \
         rule `response-field-removed`, endpoints `GET /teams/**`"
    );
    assert!(applied("").starts_with("left response-field-removed at 3\nleft server-changed at 0"));
}

#[test]
fn what_is_wrong_is_said_with_its_line() {
    let table = [
        (
            "[[ignore]]\nrule = \"param-remvoed\"\nreason = \"x\"",
            "f:1: there is no rule `param-remvoed`; did you mean `param-removed`?",
        ),
        ("# Ours.\n\n[[ignore]]\nreason = \"x\"", "f:3: an entry needs a `rule` or a `fingerprint`"),
        (
            "[[ignore]]\nrule = \"param-removed\"\nreason = \" \"",
            "f:1: an entry needs a `reason`: why is it all right?",
        ),
        (
            "[[ignore]]\nrule = \"param-removed\"\nreason = \"x\"\nuntil = \"tomorrow\"",
            "f:1: `tomorrow` is no day; one is written as 2027-01-31",
        ),
    ];
    for (text, expected) in table {
        assert_eq!(IgnoreFile::parse("f", text).unwrap_err().message, expected);
    }
    let said = |text: &str| IgnoreFile::parse("f", text).unwrap_err().message;
    assert!(said("[[ignore]]\nrule = \"param-removed\"").contains("missing field `reason`"));
    assert!(said("[[ignored]]\n").contains("unknown field `ignored`"));
}
