//! Which endpoint loses what its page hides: losses are known by page and line.

use std::collections::HashMap;

use crate::model::{Api, Loss};
use crate::source::{Page, PageId};

/// Returns the losses of each endpoint, by its index: those from its heading to the next one.
pub(crate) fn by_endpoint<'a>(api: &'a Api, pages: &[Page]) -> HashMap<usize, Vec<&'a Loss>> {
    let pages: HashMap<&PageId, &Page> = pages.iter().map(|page| (&page.id, page)).collect();
    let mut headings: HashMap<&PageId, Vec<(usize, usize)>> = HashMap::new();
    for (at, endpoint) in api.endpoints.iter().enumerate() {
        let Some(page) = pages.get(&endpoint.page) else { continue };
        headings.entry(&endpoint.page).or_default().push((page.position(endpoint.span.start).0, at));
    }
    let mut found: HashMap<usize, Vec<&Loss>> = HashMap::new();
    for loss in &api.losses {
        let above = headings.get(&loss.page).into_iter().flatten().filter(|(line, _)| *line <= loss.line);
        if let Some((_, at)) = above.max() {
            found.entry(*at).or_default().push(loss);
        }
    }
    found
}
