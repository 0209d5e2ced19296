//! The matrix as JSON, for other programs.

use serde_json::{Value, json};

use super::editions::Release;
use super::{Aspect, Cell, Column, Matrix, Row};

/// The matrix. Of an endpoint, each version has its `state` (`present`, `absent`, or `unknown` where pages of the version
/// have errors) and, where it is compared, in what it `differs` from the `base`.
pub fn to_json(matrix: &Matrix, set_aside: &[String]) -> Value {
    let version = |at: usize| matrix.columns.get(at).map(|column| column.edition.version_name());
    json!({
        "primary": matrix.primary.and_then(version),
        "versions": matrix.columns.iter().map(column).collect::<Vec<_>>(),
        "set_aside": set_aside,
        "endpoints": matrix.rows.iter().map(|row| json!({
            "method": row.method,
            "path": row.path,
            "title": row.title,
            "page": row.page,
            "base": version(row.base),
            "versions": cells(matrix, row),
            "history": row.history.iter().map(|event| json!({
                "version": event.version,
                "turn": event.turn.as_str(),
            })).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
    })
}

fn column(column: &Column) -> Value {
    let release = Release::of(&column.edition);
    json!({
        "version": column.edition.version_name(),
        "product": release.product,
        "release": release.number,
        "locale": column.edition.locale,
        "api_version": column.api_version,
        "pages": column.pages,
        "endpoints": column.endpoints,
        "errors": column.errors,
    })
}

fn cells(matrix: &Matrix, row: &Row) -> Value {
    let cells = matrix.columns.iter().zip(&row.cells).map(|(column, cell)| {
        let (state, differs) = match cell {
            Cell::Present(aspects) => ("present", Some(words(aspects))),
            Cell::Unsure => ("present", None),
            Cell::Absent => ("absent", None),
            Cell::Unknown => ("unknown", None),
        };
        json!({ "version": column.edition.version_name(), "state": state, "differs": differs })
    });
    Value::Array(cells.collect())
}

fn words(aspects: &[Aspect]) -> Vec<&'static str> {
    aspects.iter().map(|aspect| aspect.as_str()).collect()
}
