//! What a reply says of versions, and whether it can be relied on.
//!
//! octoquill reads past what a server leaves out, takes a zero value for it, and lists the place as drift. A version whose
//! list of tags is missing looks like one without tags, so that nothing may be decided by it.

use octoquill::types::PackageVersion;
use octoquill::{Drift, Error, Response};

use super::plan::{Doubtful, Version};

/// What is decided by, as paths below a version.
const DECIDING: [&str; 3] = [".id", ".created_at", ".updated_at"];

/// What a page says.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    pub(crate) versions: Vec<Version>,
    pub(crate) doubtful: Vec<Doubtful>,
}

/// Reads a page; the error is that of a page that says nothing.
pub(crate) fn of_page(page: Result<Response<Vec<PackageVersion>>, Error>) -> Result<Facts, Error> {
    match page {
        Ok(page) => {
            let (drift, total) = (page.drift().to_vec(), page.drift_total());
            Ok(of_items(page.into_inner().into_iter().enumerate(), &drift, total))
        }
        Err(Error::Items(list)) => {
            let failed: Vec<usize> = list.failed().iter().map(|item| item.index).collect();
            let (drift, total) = (list.drift().to_vec(), list.drift_total());
            let mut doubtful: Vec<Doubtful> =
                list.failed().iter().map(|item| Doubtful { id: None, why: item.to_string() }).collect();
            let items = list.into_decoded().map_err(|list| Error::Items(Box::new(list)))?;
            let places = (0..).filter(|index| !failed.contains(index));
            let mut facts = of_items(places.zip(items), &drift, total);
            facts.doubtful.append(&mut doubtful);
            Ok(facts)
        }
        Err(error) => Err(error),
    }
}

/// Reads one version; the error says why it cannot be judged.
pub(crate) fn of_version(reply: &Response<PackageVersion>) -> Result<Version, String> {
    let drift = reply.drift().iter().find(|drift| decides(drift.path.trim_start_matches('$')));
    let drift = drift.map(Drift::to_string);
    judge(reply.value(), drift).map_err(|doubtful| doubtful.why)
}

fn of_items(items: impl Iterator<Item = (usize, PackageVersion)>, drift: &[Drift], total: usize) -> Facts {
    // Drift is listed in the order of the items, and only so much of it: what is behind that is not known.
    let known_to = match drift.last() {
        Some(last) if total > drift.len() => place(last).map_or(0, |(index, _)| index),
        _ => usize::MAX,
    };
    let mut facts = Facts::default();
    for (index, item) in items {
        let decisive = drift
            .iter()
            .find(|drift| place(drift).is_none_or(|(place, path)| place == index && decides(path)))
            .map(Drift::to_string);
        let unknown = || "the page departs from the documentation in more places than are listed".to_owned();
        match judge(&item, decisive.or_else(|| (index >= known_to).then(unknown))) {
            Ok(version) => facts.versions.push(version),
            Err(doubtful) => facts.doubtful.push(doubtful),
        }
    }
    facts
}

fn judge(item: &PackageVersion, drift: Option<String>) -> Result<Version, Doubtful> {
    let id = item.id;
    let doubt = |why: String| Doubtful { id: Some(id), why };
    if let Some(drift) = drift {
        return Err(doubt(drift));
    }
    // Both are optional, so that their absence is no drift: but then nobody knows the tags.
    let Some(tags) = tags(item).map(<[String]>::to_vec) else {
        return Err(doubt("it does not say its tags".to_owned()));
    };
    Ok(Version { id, touched: item.created_at.max(item.updated_at), tags })
}

fn tags(item: &PackageVersion) -> Option<&[String]> {
    Some(&item.metadata.as_ref()?.container.as_ref()?.tags)
}

/// The index of the item that drift is in, and the path in it.
fn place(drift: &Drift) -> Option<(usize, &str)> {
    let (index, path) = drift.path.strip_prefix("$[")?.split_once(']')?;
    Some((index.parse().ok()?, path))
}

fn decides(path: &str) -> bool {
    DECIDING.contains(&path) || (path.starts_with(".metadata") && path != ".metadata.package_type")
}
