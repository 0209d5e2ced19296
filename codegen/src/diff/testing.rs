//! Two small references side by side, for the tests of the comparers.

use super::comparison::{Comparison, Side};
use super::pairing::pair;
use crate::source::Page;
use crate::{Generated, Spec, generate};

/// Looks at two references of one page each.
pub(crate) fn compare<T>(old: &str, new: &str, look: impl FnOnce(&Comparison<'_>) -> T) -> T {
    let file = "en/rest/things/things.md";
    compare_pages(&[(file, old)], &[(file, new)], look)
}

/// Looks at two references: paths of files and their texts.
pub(crate) fn compare_pages<T>(
    old: &[(&str, &str)],
    new: &[(&str, &str)],
    look: impl FnOnce(&Comparison<'_>) -> T,
) -> T {
    let old = generated(old, "");
    let new = generated(new, &old.names);
    let (old, new) = (side("old", &old), side("new", &new));
    let pairing = pair(&old, &new);
    look(&Comparison { old, new, pairing })
}

fn generated(pages: &[(&str, &str)], names: &str) -> Generated {
    let pages = pages.iter().map(|(file, text)| Page::new(*file, text)).collect();
    let spec = Spec { pages, names: names.to_owned(), ..Spec::default() };
    generate(spec, Some("client")).unwrap_or_else(|error| panic!("{error}: {error:?}"))
}

fn side<'a>(label: &'a str, generated: &'a Generated) -> Side<'a> {
    let reading = &generated.reading;
    Side { label, pages: &reading.pages, api: &reading.api, client: &generated.client }
}
