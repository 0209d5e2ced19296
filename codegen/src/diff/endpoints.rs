//! Endpoints as wholes: what comes and goes, how they are reached, and what their prose states.

mod access;
mod couple;
mod draft;
mod endpoint;
mod examples;
mod parameters;
mod prose;
mod reference;
mod statuses;
#[cfg(test)]
mod tests;

pub(super) use self::prose::one_finding_of_links;
use super::comparison::Comparison;
use super::finding::Finding;
use super::pairing::Pair;
use super::rust_side::RustSide;
use super::schemas::Claims;

/// Collects the findings, and for each pair what they state of its values.
pub(super) fn findings(
    comparison: &Comparison<'_>,
    crates: &[RustSide<'_>; 2],
) -> (Vec<Finding>, Vec<(Pair, Claims)>) {
    let mut found = reference::findings(comparison);
    let mut claims = Vec::new();
    endpoint::added_and_removed(comparison, crates, &mut found);
    for couple in couple::couples(comparison, crates) {
        endpoint::findings(&couple, &mut found);
        access::findings(&couple, &mut found);
        claims.push((couple.pair, parameters::findings(&couple, &mut found)));
        statuses::findings(&couple, &mut found);
        prose::findings(&couple, &mut found);
        examples::findings(&couple, &mut found);
    }
    (found, claims)
}
