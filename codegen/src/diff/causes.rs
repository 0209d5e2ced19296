//! Findings → the report: equal ones are one change, the worst stand first.

use super::comparison::{Comparison, Side};
use super::report::{FORMAT, Reference, Report, Verdict};
use super::surface::Explained;

/// Makes the report.
pub fn report(comparison: &Comparison<'_>, _explained: Vec<Explained>) -> Report {
    Report {
        format: FORMAT,
        old: reference(&comparison.old),
        new: reference(&comparison.new),
        verdict: Verdict::default(),
        changes: Vec::new(),
        ignored: Vec::new(),
        notes: Vec::new(),
    }
}

fn reference(side: &Side<'_>) -> Reference {
    Reference {
        label: side.label.to_owned(),
        version: side.api.edition.version.clone(),
        locale: side.api.edition.locale.clone(),
        api_version: side.api.api_version.clone(),
        pages: side.pages.len(),
        endpoints: side.api.endpoints.len(),
    }
}
