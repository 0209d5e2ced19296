//! Paths of endpoints, and the parameters in them.

use std::collections::HashSet;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::super::description::{Input, InputType, Parameter, Segment, Simple};
use super::names::{placeholder, text};

/// Returns paths whose placeholders differ.
///
/// The first segment is text that no server has: behind a server with a path of its own, an address cannot tell a placeholder
/// in that place from the server's path.
pub(super) fn path() -> impl Strategy<Value = Vec<Segment>> {
    let segment_text = || {
        let known = select(vec![
            "orgs", "repos", "user", "type", "self", "+1", "a.b", "~", "git", "compare", "名前", "search",
            "1",
        ]);
        prop_oneof![3 => known.prop_map(str::to_owned), 1 => text("[a-z][a-z0-9_-]{0,9}")]
            .prop_filter("a request line is ASCII", |text| text.is_ascii())
    };
    let segment = prop_oneof![
        4 => segment_text().prop_map(Segment::Text),
        4 => placeholder().prop_map(Segment::Parameter),
        1 => (placeholder(), placeholder()).prop_map(|(first, second)| Segment::Pair(first, second)),
    ];
    let first = segment_text().prop_filter("a server has this segment", |text| text != "api");
    (first, vec(segment, 0..5)).prop_map(|(first, rest)| {
        let mut names: HashSet<String> = HashSet::new();
        let rest = rest.into_iter().filter(|segment| match segment {
            Segment::Text(_) => true,
            Segment::Parameter(name) => names.insert(name.clone()),
            Segment::Pair(first, second) => names.insert(first.clone()) & names.insert(second.clone()),
        });
        std::iter::once(Segment::Text(first)).chain(rest.collect::<Vec<_>>()).collect()
    })
}

/// Returns the parameter of a placeholder.
pub(super) fn parameter(name: String) -> Parameter {
    let simple = if name.len().is_multiple_of(3) { Simple::Integer } else { Simple::String };
    let description = vec![vec![format!("The {name} of it.")]];
    Parameter { name, required: true, description, value: Input::of(InputType::Plain(simple)) }
}
