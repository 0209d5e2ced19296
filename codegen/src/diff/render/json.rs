//! The report for programs.

use super::super::report::Report;

/// The JSON Schema of the form, draft 2020-12.
pub const SCHEMA: &str = include_str!("../report.schema.json");

/// The report as JSON, as [`SCHEMA`] says it is.
pub fn json(report: &Report) -> String {
    // Writing to memory fails for maps whose keys are no text alone, and a report has none.
    let mut text = serde_json::to_string_pretty(report).unwrap_or_default();
    text.push('\n');
    text
}

#[cfg(test)]
mod tests;
