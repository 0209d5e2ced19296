//! What has changed in what is sent, and of endpoints as a whole.

mod access;
mod couple;
mod draft;
mod endpoints;
mod examples;
mod family;
mod limits;
mod members;
mod parameter;
mod parameters;
mod prose;
mod reference;
mod renames;
mod slot;
mod statuses;
mod types;
mod values;

use self::couple::Couples;
use super::comparison::Comparison;
use super::finding::Finding;

/// Finds it.
pub fn findings(comparison: &Comparison<'_>) -> Vec<Finding> {
    let couples = Couples::new(comparison);
    let mut found = reference::findings(comparison);
    endpoints::added_and_removed(&couples, &mut found);
    for couple in couples.pairs() {
        endpoints::findings(&couple, &mut found);
        access::findings(&couple, &mut found);
        parameters::findings(&couple, &mut found);
        statuses::findings(&couple, &mut found);
        prose::of_endpoint(&couple, &mut found);
        examples::findings(&couple, &mut found);
    }
    prose::one_row_of_links(found)
}

#[cfg(test)]
mod tests;
