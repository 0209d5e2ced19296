//! What the client's docs say of other versions: where an endpoint is, where it is not, and where it differs.

use std::borrow::Cow;
use std::collections::HashMap;

use super::editions::Release;
use super::{Cell, EditionReading, Matrix, Row, matrix};
use crate::model::{Method, PathTemplate};
use crate::read::Reading;
use crate::rust::{Availability, Client, Request};
use crate::source::Edition;

/// Says in a client which other versions have its endpoints too.
pub fn note(client: &mut Client, reading: &Reading, others: &[EditionReading<'_>]) {
    if others.is_empty() {
        return;
    }
    let borrowed = |edition: Edition, reading| EditionReading { edition, reading: Cow::Borrowed(reading) };
    let mut readings: Vec<EditionReading<'_>> =
        others.iter().map(|one| borrowed(one.edition.clone(), one.reading.as_ref())).collect();
    let own = Edition::of_pages(&reading.pages);
    let at = readings.partition_point(|one| Release::of(&one.edition) < Release::of(&own));
    readings.insert(at, borrowed(own, reading));
    fill_in(client, &matrix(&readings, Some(at)));
}

fn fill_in(client: &mut Client, matrix: &Matrix) {
    let rows: HashMap<(Method, String), &Row> = matrix
        .rows
        .iter()
        .map(|row| ((row.method, PathTemplate::parse(&row.path).numbered()), row))
        .collect();
    for request in client.requests_mut() {
        if let Some(row) = rows.get(&key(request)) {
            request.availability = availability(matrix, row);
        }
    }
}

/// A placeholder that holds slashes is written otherwise, but it is one too.
fn key(request: &Request) -> (Method, String) {
    (request.method, PathTemplate::parse(&request.path).numbered())
}

fn availability(matrix: &Matrix, row: &Row) -> Availability {
    let mut availability = Availability::default();
    for (column, cell) in matrix.columns.iter().zip(&row.cells) {
        let version = column.edition.version_name().to_owned();
        match cell {
            Cell::Present(aspects) => {
                if !aspects.is_empty() {
                    let words = aspects.iter().map(|aspect| aspect.as_str()).collect();
                    availability.differs.push((version.clone(), words));
                }
                availability.within.push(version);
            }
            Cell::Unsure => availability.within.push(version),
            Cell::Absent => availability.without.push(version),
            Cell::Unknown => {}
        }
    }
    availability
}
