//! What has changed in what is sent, in statuses, in prose, and of endpoints as a whole.

use super::comparison::Comparison;
use super::finding::Finding;

/// Finds it.
pub fn findings(_comparison: &Comparison<'_>) -> Vec<Finding> {
    Vec::new()
}
