//! What the commands say: results on standard output, findings on standard error, colour only where it is seen.

use std::io::{IsTerminal as _, Write as _};

use docwright::diagnostic::{Diagnostic, Severity, render_json, render_text};
use docwright::lines::LineClass;
use docwright::read::Reading;

use crate::cli::DiagnosticFormat;

/// Prints a line to standard output. A reader that has gone, as `head` does, is no failure.
pub(crate) fn line(text: &str) {
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// Prints a line to standard error.
pub(crate) fn note(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// Prints why a command could not do its work.
pub(crate) fn error(message: &str) {
    note(&format!("error: {message}"));
}

/// Prints diagnostics to standard error, and how many there are.
pub(crate) fn diagnostics(reading: &Reading, format: DiagnosticFormat) {
    if reading.diagnostics.is_empty() {
        return;
    }
    match format {
        DiagnosticFormat::Json => {
            note(&format!("{:#}", render_json(&reading.diagnostics, &reading.pages)));
        }
        DiagnosticFormat::Text => {
            let color = std::io::stderr().is_terminal()
                && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
            note(&render_text(&reading.diagnostics, &reading.pages, color));
            note(&counts(&reading.diagnostics));
        }
    }
}

fn counts(diagnostics: &[Diagnostic]) -> String {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
    format!("{}, {}", number(errors, "error"), number(diagnostics.len() - errors, "warning"))
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

/// `1 page`, `2 pages`.
pub(crate) fn number(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
