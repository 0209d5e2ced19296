//! Descriptions that the product does not yet take, a named class each. Strategies leave them out where they arise, so that
//! nothing else is lost. A class leaves this list with the fix of its gap.

use super::description::{Leaf, Nullable, Simple};

/// Null about which anything else is stated: the model keeps only that it is null.
pub(crate) fn null_with_remarks(leaf: &Leaf) -> bool {
    leaf.types == [Simple::Null] && *leaf != Leaf::of(vec![Simple::Null], Nullable::No)
}
