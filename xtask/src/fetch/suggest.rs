//! "Did you mean": names that are like one that is not there.

/// How many are named.
const NAMED: usize = 3;

/// How like two names must be, from 0 to 1.
const LIKE: f64 = 0.75;

/// `: did you mean a, b?`, or else a few that there are.
pub(crate) fn suggestion(name: &str, known: &[&str]) -> String {
    let mut like: Vec<(f64, &str)> = known
        .iter()
        .map(|other| (strsim::jaro_winkler(name, other), *other))
        .filter(|(score, _)| *score >= LIKE)
        .collect();
    like.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    let names: Vec<&str> = like.iter().map(|(_, other)| *other).take(NAMED).collect();
    if names.is_empty() {
        let some: Vec<&str> = known.iter().copied().take(8).collect();
        let more = if some.len() < known.len() { ", …" } else { "" };
        return format!("; there are {}{more}", some.join(", "));
    }
    format!(": did you mean {}?", names.join(", "))
}
