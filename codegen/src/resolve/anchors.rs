//! The part after `#` by which a page's endpoints refer to each other.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::syntax::OperationSyntax;
use crate::unique::first_free;

/// The anchors of a page's endpoints.
pub(super) struct Anchors {
    in_order: Vec<String>,
    by_anchor: HashMap<String, usize>,
}

impl Anchors {
    /// Derives them from the titles; a repeated one gets `-1`, `-2` … as the site does.
    pub(super) fn of(operations: &[OperationSyntax]) -> Self {
        let mut anchors: Vec<String> = Vec::with_capacity(operations.len());
        let mut by_anchor = HashMap::new();
        for (at, operation) in operations.iter().enumerate() {
            let base = slug(&operation.title.value);
            let anchor = first_free(
                &base,
                1,
                |base, number| format!("{base}-{number}"),
                |taken| by_anchor.contains_key(taken),
            );
            by_anchor.insert(anchor.clone(), at);
            anchors.push(anchor);
        }
        Self { in_order: anchors, by_anchor }
    }

    /// The anchor of an endpoint, by its place on the page.
    pub(super) fn anchor(&self, at: usize) -> &str {
        self.in_order.get(at).map_or("", String::as_str)
    }

    /// The place of the endpoint that an anchor names.
    pub(super) fn find(&self, anchor: &str) -> Option<usize> {
        self.by_anchor.get(anchor).copied()
    }

    /// The anchor that is most like a wrong one: the longest common start and end count, then a like length.
    pub(super) fn nearest(&self, anchor: &str) -> Option<&str> {
        let start = |other: &str| other.chars().zip(anchor.chars()).take_while(|(a, b)| a == b).count();
        let end =
            |other: &str| other.chars().rev().zip(anchor.chars().rev()).take_while(|(a, b)| a == b).count();
        let likeness =
            |other: &&str| (start(other) + end(other), Reverse(other.len().abs_diff(anchor.len())));
        self.in_order.iter().map(String::as_str).max_by_key(likeness)
    }
}

/// Lower case, punctuation dropped, blanks as `-`.
pub(super) fn slug(title: &str) -> String {
    title
        .to_lowercase()
        .chars()
        .filter_map(|c| match c {
            ' ' => Some('-'),
            '-' | '_' => Some(c),
            c if c.is_alphanumeric() => Some(c),
            _ => None,
        })
        .collect()
}
