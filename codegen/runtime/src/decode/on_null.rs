//! What a null means in a place.

/// What to make of a null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnNull {
    /// It is documented, or means nothing worse than an absent value.
    Allowed,
    /// It is not documented; the value is taken as zero and the place is listed.
    Drift,
    /// It makes the item unusable, as an invented value would do harm there.
    Fault,
}
