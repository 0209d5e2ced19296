//! `comment`: one comment a pull request, however often it runs.

use serde_json::json;

use super::bench::{Bench, Call};

const REPORT: &str =
    "<!-- cargo xtask diff -->\n## What changes\n\nNothing ends here:\n@file\n$(date) `id` 100 %s\\n";

#[test]
fn a_comment_is_written_once_and_then_refreshed() {
    let Some(bench) = Bench::new("a_comment_is_written_once_and_then_refreshed") else { return };
    let by = |kind: &str, id: u32, body: &str| json!({"id": id, "user": {"type": kind}, "body": body});
    let others = [
        by("User", 1, REPORT),
        by("Bot", 2, "Coverage: 93 %"),
        by("Bot", 3, "It was so:\n<!-- cargo xtask diff -->"),
        by("Bot", 4, "<!-- cargo xtask diff 2 -->\n"),
    ];
    let own = by("Bot", 42, "<!-- cargo xtask diff -->\r\nAs it was.");
    let later = by("Bot", 43, REPORT);
    let post = "api --method POST repos/somebody/octoquill/issues/5/comments";
    let patch = "api --method PATCH repos/somebody/octoquill/issues/comments/42";
    // Pages of comments, as GitHub gives them.
    let table = [
        (json!([[]]), post),
        (json!([others]), post),
        (json!([others, [own]]), patch),
        (json!([[own, later], others]), patch),
        // More than a pipe holds follows the one that is looked for.
        (json!([[own], vec![by("Bot", 9, &"x".repeat(60)); 4000]]), patch),
    ];
    for (pages, expected) in table {
        bench.forget();
        bench
            .answer(&json!({"api --paginate repos/somebody/octoquill/issues/5/comments": pages}).to_string());
        let run = comment(&bench, REPORT);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{expected}: {run:?}");
        let calls = bench.calls();
        let writes: Vec<&Call> = calls.iter().filter(|call| call.line().contains("--method")).collect();
        assert!(calls.len() == 2 && writes.len() == 1, "{calls:?}");
        assert!(writes[0].line().starts_with(&format!("{expected} ")), "{expected}: {}", writes[0].line());
        assert_eq!(writes[0].given, REPORT, "as it came, byte for byte");
        assert!(writes[0].args.contains(&"body=@-".to_owned()));
    }
}

#[test]
fn what_is_no_report_is_not_written() {
    let Some(bench) = Bench::new("what_is_no_report_is_not_written") else { return };
    // The mark of somebody else's comment would have that replaced.
    for report in ["", "Anything.", "\n<!-- cargo xtask diff -->", "<!-- coverage -->\nNone."] {
        let run = comment(&bench, report);
        assert!(run.code == 2 && run.err.contains("does not begin with its mark"), "{report}: {run:?}");
    }
    assert!(bench.calls().is_empty());
    // Comments that cannot be read are not none: there would be two.
    let run =
        bench.run("comment", &[], &[("NUMBER", "5"), ("REPORT", REPORT), ("GH_FAILS", "api --paginate")]);
    assert!(run.code == 1 && bench.calls().len() == 1, "{run:?}");
}

fn comment(bench: &Bench, report: &str) -> crate::program::Run {
    bench.run("comment", &[], &[("NUMBER", "5"), ("REPORT", report)])
}
