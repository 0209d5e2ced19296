//! Open enums: sets of values that may grow.

/// A set of known values, with one more variant for those that nobody has documented yet.
///
/// A generated enum says which values there are; [`open_enum!`](crate::open_enum) does the rest.
pub trait OpenEnum: Clone + 'static {
    /// The documented values, in the order of the documentation.
    const KNOWN: &'static [Self];

    /// The value as it is sent and received.
    fn text(&self) -> &str;
}

/// The documented value that a text stands for.
pub fn known<T: OpenEnum>(text: &str) -> Option<T> {
    T::KNOWN.iter().find(|value| value.text() == text).cloned()
}
