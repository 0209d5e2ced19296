//! Patterns for endpoints and subjects: `*` is any run of characters without the separator, `**` any run of parts.

/// Whether a text matches a pattern, both cut at a separator. Placeholders match whatever their names are.
pub(super) fn matches(pattern: &str, text: &str, separator: char) -> bool {
    let parts = |text: &str| -> Vec<String> { text.split(separator).map(nameless).collect() };
    parts_match(&parts(pattern), &parts(text))
}

fn parts_match(pattern: &[String], text: &[String]) -> bool {
    // Where the last `**` stood, and how much of the text it has taken: to go on from there is enough.
    let mut star: Option<(usize, usize)> = None;
    let (mut at, mut from) = (0, 0);
    while from < text.len() {
        if pattern.get(at).is_some_and(|part| part == "**") {
            star = Some((at + 1, from));
            at += 1;
        } else if pattern.get(at).is_some_and(|part| part_matches(part, &text[from])) {
            at += 1;
            from += 1;
        } else if let Some((behind, taken)) = star {
            star = Some((behind, taken + 1));
            (at, from) = (behind, taken + 1);
        } else {
            return false;
        }
    }
    pattern[at..].iter().all(|part| part == "**")
}

fn part_matches(pattern: &str, text: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else { return pattern == text };
    let Some(mut left) = text.strip_prefix(start) else { return false };
    let mut pieces: Vec<&str> = rest.split('*').collect();
    let end = pieces.pop().unwrap_or_default();
    for piece in pieces {
        let Some((_, behind)) = left.split_once(piece) else { return false };
        left = behind;
    }
    left.ends_with(end)
}

/// A part without the names of its placeholders.
fn nameless(part: &str) -> String {
    match part.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?))) {
        Some((before, (_, after))) => format!("{before}{{}}{}", nameless(after)),
        None => part.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_and_runs_of_parts() {
        let table = [
            ("GET /orgs/**", "GET /orgs/{org}/packages", true),
            ("GET /orgs/**", "GET /orgs", true),
            ("GET /orgs/**", "GET /users/{username}/packages", false),
            ("GET /orgs/**", "POST /orgs/{org}/packages", false),
            ("* /orgs/*/packages", "POST /orgs/{org}/packages", true),
            ("* /orgs/*/packages", "POST /orgs/{org}/packages/{name}", false),
            ("GET /orgs/{organization}/packages", "GET /orgs/{org}/packages", true),
            ("GET /orgs/{org}/packages", "GET /orgs/acme/packages", false),
            ("**/packages/**", "GET /orgs/{org}/packages/{name}/versions", true),
            ("**/versions", "GET /orgs/{org}/versions/{version}/versions", true),
            ("GET /orgs/{org}/pack*es", "GET /orgs/{org}/packages", true),
            ("GET /orgs/{org}/p*k*s", "GET /orgs/{org}/packages", true),
            ("GET /orgs/{org}/ab*ba", "GET /orgs/{org}/aba", false),
            ("**", "GET /orgs", true),
            ("", "GET /orgs", false),
        ];
        for (pattern, text, expected) in table {
            assert_eq!(matches(pattern, text, '/'), expected, "{pattern}: {text}");
        }
    }
}
