//! The matrix as a table for a terminal: the narrow columns first, so that long paths wrap nothing.

use std::fmt::Write as _;

use super::editions::Release;
use super::{Aspect, Cell, Column, Event, Matrix, Row, Turn};

/// Blanks between columns.
const GAP: &str = "  ";

/// The matrix in lines: the totals, the versions, a legend, and an endpoint a line.
pub fn to_table(matrix: &Matrix, set_aside: &[String]) -> String {
    let mut text = format!("{}\n\n", totals(matrix));
    for row in versions(matrix) {
        let _ = writeln!(text, "{row}");
    }
    if !set_aside.is_empty() {
        let _ = writeln!(
            text,
            "not compared, since their versions are there in another language: {}",
            set_aside.join(", ")
        );
    }
    let _ = writeln!(text, "\n{}\n", legend(matrix));
    let widths = widths(matrix);
    for line in header(matrix, &widths) {
        let _ = writeln!(text, "{line}");
    }
    for row in &matrix.rows {
        let _ = writeln!(text, "{}", line(row, &widths));
    }
    text
}

/// How many endpoints there are, and how many of them are in all versions.
fn totals(matrix: &Matrix) -> String {
    let everywhere: Vec<&Row> = matrix
        .rows
        .iter()
        .filter(|row| row.cells.iter().all(|cell| cell.is_present() == Some(true)))
        .collect();
    let alike = |row: &&&Row| row.cells.iter().all(|cell| *cell == Cell::Present(Vec::new()));
    let mut text = format!(
        "{} in {}: {} in all of them ({} alike), {} in some",
        number(matrix.rows.len(), "endpoint"),
        number(matrix.columns.len(), "version"),
        everywhere.len(),
        everywhere.iter().filter(alike).count(),
        matrix.rows.len() - everywhere.len(),
    );
    let errors: usize = matrix.columns.iter().map(|column| column.errors).sum();
    if errors > 0 {
        let _ = write!(text, "; {} in the pages", number(errors, "error"));
    }
    text
}

fn versions(matrix: &Matrix) -> Vec<String> {
    let width = matrix.columns.iter().map(|column| column.edition.name().len()).max().unwrap_or_default();
    let row = |(at, column): (usize, &Column)| {
        let mut text = format!(
            "{:<width$}  {}, {}",
            column.edition.name(),
            number(column.pages, "page"),
            number(column.endpoints, "endpoint"),
        );
        if let Some(api_version) = &column.api_version {
            let _ = write!(text, ", API version {api_version}");
        }
        if column.errors > 0 {
            let _ = write!(text, ", {}", number(column.errors, "error"));
        }
        if matrix.primary == Some(at) {
            text.push_str(", * the client is made from it");
        }
        text
    };
    matrix.columns.iter().enumerate().map(row).collect()
}

fn legend(matrix: &Matrix) -> String {
    let base = match matrix.primary {
        Some(_) => "the version with *; where that lacks the endpoint, in the first that has it",
        None => "the first version that has the endpoint",
    };
    let letters: Vec<String> =
        Aspect::ALL.iter().map(|aspect| format!("{} {}", letter(*aspect), aspect.as_str())).collect();
    let mut text = format!("= as in {base}\n{} differ from it\n- not there", letters.join(", "));
    if matrix.columns.iter().any(|column| column.errors > 0) {
        text.push_str(
            "\n! there, but on a page with errors\n? not found, but pages of the version have errors",
        );
    }
    text
}

fn letter(aspect: Aspect) -> char {
    match aspect {
        Aspect::Parameters => 'P',
        Aspect::Body => 'B',
        Aspect::Reply => 'R',
        Aspect::Statuses => 'S',
    }
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Present(aspects) if aspects.is_empty() => "=".to_owned(),
        Cell::Present(aspects) => aspects.iter().map(|aspect| letter(*aspect)).collect(),
        Cell::Unsure => "!".to_owned(),
        Cell::Absent => "-".to_owned(),
        Cell::Unknown => "?".to_owned(),
    }
}

/// Columns of one product, side by side: its name, and where they begin and end.
fn products(matrix: &Matrix) -> Vec<(&str, usize, usize)> {
    let mut groups: Vec<(&str, usize, usize)> = Vec::new();
    for (at, column) in matrix.columns.iter().enumerate() {
        let product = Release::of(&column.edition).product;
        match groups.last_mut() {
            Some((last, _, end)) if *last == product => *end = at + 1,
            _ => groups.push((product, at, at + 1)),
        }
    }
    groups
}

fn release(matrix: &Matrix, at: usize) -> String {
    let star = if matrix.primary == Some(at) { "*" } else { "" };
    let number = matrix.columns.get(at).map(|column| Release::of(&column.edition).number);
    format!("{}{star}", number.unwrap_or_default())
}

/// How wide each column is; the last one of a product is as wide as its name needs.
fn widths(matrix: &Matrix) -> Vec<usize> {
    let mut widths: Vec<usize> = (0..matrix.columns.len())
        .map(|at| {
            let cells = matrix.rows.iter().filter_map(|row| row.cells.get(at)).map(|one| cell(one).len());
            cells.chain([release(matrix, at).len()]).max().unwrap_or_default()
        })
        .collect();
    for (product, start, end) in products(matrix) {
        let Some(group) = widths.get_mut(start..end) else { continue };
        let whole = group.iter().sum::<usize>() + GAP.len() * (group.len() - 1);
        if let Some(last) = group.last_mut() {
            *last += product.len().saturating_sub(whole);
        }
    }
    widths
}

fn header(matrix: &Matrix, widths: &[usize]) -> [String; 2] {
    let groups = products(matrix).into_iter().map(|(product, start, end)| {
        let group = widths.get(start..end).unwrap_or_default();
        let whole = group.iter().sum::<usize>() + GAP.len() * group.len().saturating_sub(1);
        format!("{product:<whole$}")
    });
    let releases = widths.iter().enumerate().map(|(at, width)| format!("{:<width$}", release(matrix, at)));
    let joined = |parts: Vec<String>| parts.join(GAP).trim_end().to_owned();
    [joined(groups.collect()), joined(releases.collect())]
}

fn line(row: &Row, widths: &[usize]) -> String {
    let cells = row.cells.iter().zip(widths).map(|(one, width)| format!("{:<width$}", cell(one)));
    let mut text = cells.collect::<Vec<_>>().join(GAP);
    let _ = write!(text, "{GAP}{} {}", row.method.as_str(), row.path);
    let events: Vec<String> = row.history.iter().map(event).collect();
    if !events.is_empty() {
        let _ = write!(text, "{GAP}({})", events.join(", "));
    }
    text
}

fn event(event: &Event) -> String {
    match event.turn {
        Turn::Since => format!("since {}", event.version),
        Turn::Gone => format!("gone in {}", event.version),
    }
}

fn number(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
