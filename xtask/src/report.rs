//! What the commands say: results on standard output, findings on standard error, colour only where it is seen.

use std::collections::BTreeMap;
use std::io::{IsTerminal as _, Write as _};

use docwright::diagnostic::{Diagnostic, Effect, Severity, render_json, render_text};
use docwright::lines::LineClass;
use docwright::read::Reading;
use docwright::source::PageId;
use docwright::versions::EditionReading;
use docwright::visible::{visible_json, visible_lines};

use crate::cli::{Deny, DiagnosticFormat};

/// Prints lines to standard output, with what cannot be seen written out: text of pages may be in them. A reader that has gone, as
/// `head` does, is not an error.
pub(crate) fn line(text: &str) {
    rendered(&visible_lines(text));
}

/// Prints JSON to standard output, with what cannot be seen as escapes.
pub(crate) fn json(text: &str) {
    rendered(&visible_json(text));
}

/// Prints text to standard output whose renderer has written out what cannot be seen.
pub(crate) fn rendered(text: &str) {
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// Prints lines to standard error, with what cannot be seen written out.
pub(crate) fn note(text: &str) {
    rendered_note(&visible_lines(text));
}

fn rendered_note(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// Prints why a command could not do its work.
pub(crate) fn error(message: &str) {
    note(&format!("error: {message}"));
}

/// Prints diagnostics to standard error, and how many there are.
pub(crate) fn diagnostics(reading: &Reading, format: DiagnosticFormat) {
    match format {
        DiagnosticFormat::Text if reading.diagnostics.is_empty() => {}
        DiagnosticFormat::Json => {
            rendered_note(&visible_json(&format!("{:#}", render_json(&reading.diagnostics, &reading.pages))));
        }
        DiagnosticFormat::Text => {
            rendered_note(&render_text(&reading.diagnostics, &reading.pages, is_colored()));
            note(&counts(&reading.diagnostics));
        }
    }
}

/// Warns of other versions that were not understood: what the client's docs say of them is not whole.
pub(crate) fn others(others: &[EditionReading<'_>]) {
    for other in others.iter().filter(|other| !other.reading.is_understood()) {
        note(&format!(
            "warning: {} not understood in {}, so the docs say less of it; `cargo xtask versions` shows them",
            number(errors(&other.reading).len(), "place"),
            other.edition.name(),
        ));
    }
}

/// Prints what was not understood of a reading, and damaged pages, to standard error, and how many there are.
pub(crate) fn errors_only(reading: &Reading) {
    let errors = errors(reading);
    if !errors.is_empty() {
        rendered_note(&render_text(&errors, &reading.pages, is_colored()));
        note(&counts(&errors));
    }
}

fn errors(reading: &Reading) -> Vec<Diagnostic> {
    reading.diagnostics.iter().filter(|one| one.severity != Severity::Warning).cloned().collect()
}

fn is_colored() -> bool {
    std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

fn counts(diagnostics: &[Diagnostic]) -> String {
    let of = |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let mut counts = Vec::new();
    if of(Severity::Error) > 0 {
        counts.push(number(of(Severity::Error), "error"));
    }
    if of(Severity::NotUnderstood) > 0 {
        counts.push(format!("{} not understood", number(of(Severity::NotUnderstood), "place")));
    }
    counts.push(number(of(Severity::Warning), "warning"));
    counts.join(", ")
}

/// What was not understood, as a row with the count and a row for each effect; none where all was.
pub(crate) fn not_understood(reading: &Reading) -> Vec<String> {
    let gaps = reading.api.gaps.iter().filter(|gap| !gap.acknowledged);
    let mut counts: BTreeMap<Option<Effect>, usize> = BTreeMap::new();
    for gap in gaps {
        *counts.entry(gap.effect).or_default() += 1;
    }
    if counts.is_empty() {
        return Vec::new();
    }
    let mut rows = vec![format!("{} not understood, listed above", number(counts.values().sum(), "place"))];
    rows.extend(counts.iter().map(|(effect, count)| {
        let note = effect.map_or("the page is damaged, and nothing of it is used", Effect::note);
        format!("  {count:>6} {note}")
    }));
    rows
}

/// Whether a command fails because of what was not understood: always because of a damaged page, and because of anything else where
/// the command line denies it.
pub(crate) fn is_denied(reading: &Reading, deny: &[Deny]) -> bool {
    reading.has_errors() || (deny.contains(&Deny::NotUnderstood) && !reading.is_understood())
}

/// The account of lines, a class a line, with the sum that shows that none is missing.
pub(crate) fn account(reading: &Reading) -> Vec<String> {
    let counts = reading.line_counts();
    let total: usize = reading.pages.iter().map(docwright::source::Page::line_count).sum();
    let sum = |wanted: &dyn Fn(LineClass) -> bool| -> usize {
        counts.iter().filter(|(class, _)| wanted(**class)).map(|(_, count)| count).sum()
    };
    let diagnosed = sum(&|class| class == LineClass::Diagnosed);
    let skipped = sum(&LineClass::is_skipped);
    let read = sum(&|class| class != LineClass::Diagnosed && !class.is_skipped());
    let mut rows = vec![format!("{total} lines: {read} read, {skipped} skipped, {diagnosed} diagnosed")];
    rows.extend(counts.iter().map(|(class, count)| format!("  {count:>6} {}", class.label())));
    rows
}

/// What the pages hide, a cause a line.
pub(crate) fn losses(reading: &Reading) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for loss in &reading.api.losses {
        *counts.entry(loss.cause.as_str()).or_default() += 1;
    }
    let mut rows = vec![format!("{} that the pages hide", number(reading.api.losses.len(), "place"))];
    rows.extend(counts.iter().map(|(cause, count)| format!("  {count:>6} {cause}")));
    rows
}

/// The file of a page.
pub(crate) fn file<'a>(reading: &'a Reading, id: &'a PageId) -> &'a str {
    reading.pages.iter().find(|page| page.id == *id).map_or(id.as_str(), |page| page.file.as_str())
}

/// `1 page`, `2 pages`.
pub(crate) fn number(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
