//! How a request differs from the one that was expected.

use std::collections::BTreeSet;

use super::sent::Sent;

/// How far what was sent is from what is expected: the path counts most, then all else that is compared.
pub(super) fn distance(expected: &Sent, sent: &Sent) -> usize {
    let segments = |request: &Sent| request.path().rsplit('/').map(str::to_owned).collect::<Vec<_>>();
    let (wanted, got) = (segments(expected), segments(sent));
    let other = wanted.iter().zip(&got).filter(|(wanted, got)| wanted != got).count();
    let method = usize::from(expected.method != sent.method);
    let lines: BTreeSet<String> = expected.lines("", expected.headers.keys()).into_iter().collect();
    let others = sent.lines("", expected.headers.keys()).into_iter().filter(|line| !lines.contains(line));
    (other + method) * 100 + wanted.len().abs_diff(got.len()) + others.count()
}

/// What was sent, against the nearest that is expected.
pub(super) fn report(expected: Option<&Sent>, sent: &Sent) -> String {
    let Some(expected) = expected else {
        let lines = sent.lines("", std::iter::empty());
        return format!("a request came when none was expected any more:\n{}", lines.join("\n"));
    };
    // What the base URL has in front is no difference.
    let prefix = sent.path().strip_suffix(expected.path()).unwrap_or_default();
    let asked = || expected.headers.keys();
    let lines = differences(&expected.lines("", asked()), &sent.lines(prefix, asked()));
    format!(
        "a request came that was not expected (-: the nearest that is, +: what came):\n{}",
        lines.join("\n")
    )
}

/// Two lists of lines as one: what only the first has with `-`, what only the second has with `+`.
fn differences(old: &[String], new: &[String]) -> Vec<String> {
    // How many lines the rest of both have in common, from each pair of places on.
    let mut common = vec![vec![0_usize; new.len() + 1]; old.len() + 1];
    for (i, one) in old.iter().enumerate().rev() {
        for (j, other) in new.iter().enumerate().rev() {
            common[i][j] =
                if one == other { common[i + 1][j + 1] + 1 } else { common[i + 1][j].max(common[i][j + 1]) };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut lines = Vec::new();
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            lines.push(format!("  {}", old[i]));
            (i, j) = (i + 1, j + 1);
        } else if j == new.len() || (i < old.len() && common[i + 1][j] >= common[i][j + 1]) {
            lines.push(format!("- {}", old[i]));
            i += 1;
        } else {
            lines.push(format!("+ {}", new[j]));
            j += 1;
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::differences;

    #[test]
    fn lines_that_both_have_stand_once() {
        let lines = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let shown = differences(&lines("a b c d"), &lines("a x c d e"));
        assert_eq!(shown, ["  a", "- b", "+ x", "  c", "  d", "+ e"]);
        assert_eq!(differences(&lines(""), &lines("a")), ["+ a"]);
    }
}
