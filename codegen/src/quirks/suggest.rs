//! "Did you mean": the name that is nearest to one that is not there.

/// How alike two names are that are taken for the same one misspelt, from 0 to 1.
const ALIKE: f64 = 0.6;

/// `; did you mean `NAME`?`, or nothing where none is alike.
pub(super) fn did_you_mean<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    nearest(wanted, known).map(|name| format!("; did you mean `{name}`?")).unwrap_or_default()
}

/// Finds the name that is most alike; of several the first.
pub(super) fn nearest<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let mut best: Option<(&str, f64)> = None;
    for name in known {
        let alike = strsim::normalized_damerau_levenshtein(&wanted.to_lowercase(), &name.to_lowercase());
        if alike >= ALIKE && best.is_none_or(|(_, most)| alike > most) {
            best = Some((name, alike));
        }
    }
    best.map(|(name, _)| name)
}
