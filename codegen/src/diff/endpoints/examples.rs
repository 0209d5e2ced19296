//! The requests that a page shows as examples.

use serde_json::Value;

use super::couple::{Couple, Half};
use super::endpoint::about;
use crate::diff::finding::Finding;
use crate::diff::rules::RuleId;
use crate::diff::verdict::Wire;

/// Collects the finding about examples that differ.
pub(super) fn findings(couple: &Couple<'_>, out: &mut Vec<Finding>) {
    // An endpoint that moved has other addresses in its examples, which is no change of its own.
    let same_path = couple.old.endpoint.path == couple.new.endpoint.path;
    if shown(couple, &couple.old, same_path) != shown(couple, &couple.new, same_path) {
        let message = "an example of a request has changed".to_owned();
        out.push(about(couple, RuleId::ExampleChanged, Wire::None, message));
    }
}

type Shown<'a> = (Option<&'a str>, Option<&'a str>, Option<&'a Value>);

/// Returns what the examples send, and their titles in one language. Where they are sent is the caller's choice.
fn shown<'a>(couple: &Couple<'_>, half: &Half<'a>, same_path: bool) -> Vec<Shown<'a>> {
    let server = half.endpoint.server.as_deref().unwrap_or_default();
    half.endpoint
        .examples
        .iter()
        .map(|example| {
            let url = example.url.strip_prefix(server).unwrap_or(&example.url);
            let title = couple.same_language.then_some(example.title.as_str());
            (title, same_path.then_some(url), example.body.as_ref())
        })
        .collect()
}
