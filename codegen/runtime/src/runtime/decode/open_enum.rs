//! Open enums: sets of values that may grow.

/// The documented value that a text stands for, or else the variant that keeps it; what [`open_enum!`](crate::open_enum)
/// implements `From<&str>` with.
#[inline]
pub fn known<T: Clone>(
    text: &str,
    known: &[T],
    text_of: impl Fn(&T) -> &str,
    unknown: impl FnOnce(String) -> T,
) -> T {
    match known.iter().find(|value| text_of(value) == text) {
        Some(value) => value.clone(),
        None => unknown(text.to_owned()),
    }
}
