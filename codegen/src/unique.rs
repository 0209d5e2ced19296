//! Names that are taken get a number.

/// The first of `base`, then `base` with a number behind it, that is not taken.
///
/// `numbered` joins the two; numbers start at `from`.
pub(crate) fn first_free(
    base: &str,
    from: usize,
    numbered: impl Fn(&str, usize) -> String,
    taken: impl Fn(&str) -> bool,
) -> String {
    let mut candidate = base.to_owned();
    let mut number = from;
    while taken(&candidate) {
        candidate = numbered(base, number);
        number += 1;
    }
    candidate
}
