//! Lines that cannot be read, and of which people know: what is said against them is excused.

use std::ops::Range;

use super::QuirkError;
use super::entries::{Entry, LineQuirk};
use super::fields::no_endpoint;
use super::suggest::did_you_mean;
use crate::diagnostic::Diagnostic;
use crate::model::Endpoint;
use crate::read::Reading;
use crate::source::Page;

/// Takes back diagnostics that are excused, and says which entries have to be mended.
pub(super) fn excuse(entries: &[Entry<LineQuirk>], reading: &mut Reading) -> Vec<QuirkError> {
    // Each entry is held against what was said of the page, whatever other entries excuse.
    let found: Vec<_> = entries.iter().map(|entry| lines(&entry.says, reading)).collect();
    let mut errors = Vec::new();
    for (entry, found) in entries.iter().zip(found) {
        let (at, lines) = match found {
            Ok(found) => found,
            Err(problem) => {
                errors.push(entry.error(&problem));
                continue;
            }
        };
        if let (Some(page), Some(account)) = (reading.pages.get(at), reading.lines.get_mut(at)) {
            reading.diagnostics.retain(|diagnostic| {
                diagnostic.page != page.id || !overlap(&page.lines_of(diagnostic.span), &lines)
            });
            account.excuse(lines.clone());
            let of_endpoints = reading.api.endpoints.iter_mut().flat_map(|endpoint| &mut endpoint.gaps);
            for gap in reading.api.gaps.iter_mut().chain(of_endpoints) {
                gap.acknowledged |= gap.page == page.id && lines.contains(&(gap.line - 1));
            }
        }
    }
    errors
}

/// The number of the page and the lines of it (from 0) that an entry excuses.
fn lines(says: &LineQuirk, reading: &Reading) -> Result<(usize, Range<usize>), String> {
    let Some(at) = reading.pages.iter().position(|page| page.id.as_str() == says.page) else {
        let known = did_you_mean(&says.page, reading.pages.iter().map(|page| page.id.as_str()));
        return Err(format!("matches nothing: no page is `{}`{known}", says.page));
    };
    let page = &reading.pages[at];
    let section = match &says.endpoint {
        Some(endpoint) => section(page, endpoint, &reading.api.endpoints)?,
        None => 0..page.line_count(),
    };
    let text = |line: usize| page.slice(page.line_span(line)).trim();
    let said: Vec<Range<usize>> = diagnostics_of(page, reading).map(|one| page.lines_of(one.span)).collect();
    let is_named = |line: usize| said.iter().any(|lines| lines.contains(&line));
    let places: Vec<Range<usize>> =
        section.clone().filter_map(|line| place(page, line..section.end, &says.text)).collect();
    let named: Vec<&Range<usize>> = places.iter().filter(|place| (*place).clone().any(is_named)).collect();
    let [place] = named[..] else {
        return Err(match (named.len(), places.first()) {
            (0, None) => {
                let wrong = section.filter(|line| is_named(*line)).map(text);
                format!("matches nothing: the page has no such line{}", did_you_mean(&says.text[0], wrong))
            }
            (0, Some(place)) => format!(
                "is no longer needed: nothing is said against line {} of the page; remove the entry",
                place.start + 1
            ),
            _ => format!(
                "excuses one line, but the page has it {} times, at {}: say with `endpoint` in whose section",
                named.len(),
                listed(named.iter().map(|place| place.start))
            ),
        });
    };
    if let Some(line) = place.clone().find(|line| !text(*line).is_empty() && !is_named(*line)) {
        return Err(format!("excuses too much: line {} of the page is read; leave it out", line + 1));
    }
    let beyond = said.iter().filter(|lines| overlap(lines, place));
    match beyond.into_iter().find(|lines| lines.start < place.start || lines.end > place.end) {
        Some(lines) => Err(format!(
            "excuses too little: what is said there is about the lines {} to {}; put all of them into `text`",
            lines.start + 1,
            lines.end
        )),
        None => Ok((at, place.clone())),
    }
}

/// The lines that begin at a place and are those of a text; blank lines between them do not count.
fn place(page: &Page, mut within: Range<usize>, text: &[String]) -> Option<Range<usize>> {
    let start = within.start;
    let line = |number: usize| page.slice(page.line_span(number)).trim();
    let mut wanted = text.iter();
    if line(start) != wanted.next()? {
        return None;
    }
    within.next();
    let mut end = start + 1;
    for wanted in wanted {
        let at = within.find(|number| !line(*number).is_empty())?;
        if line(at) != wanted {
            return None;
        }
        end = at + 1;
    }
    Some(start..end)
}

/// The lines of an endpoint's section: from its heading to the next one's.
fn section(page: &Page, wanted: &str, endpoints: &[Endpoint]) -> Result<Range<usize>, String> {
    let Some(endpoint) = endpoints.iter().find(|endpoint| endpoint.name() == wanted) else {
        return Err(format!("matches nothing: {}", no_endpoint(wanted, endpoints)));
    };
    if endpoint.page != page.id {
        return Err(format!("matches nothing: `{wanted}` is on page `{}`", endpoint.page));
    }
    let on_page = endpoints.iter().filter(|other| other.page == page.id);
    let starts = on_page.map(|other| page.line_at(other.span.start));
    let start = page.line_at(endpoint.span.start);
    Ok(start..starts.filter(|other| *other > start).min().unwrap_or(page.line_count()))
}

fn diagnostics_of<'r>(page: &'r Page, reading: &'r Reading) -> impl Iterator<Item = &'r Diagnostic> {
    reading.diagnostics.iter().filter(|diagnostic| diagnostic.page == page.id)
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Line numbers from 0, as people count them.
fn listed(lines: impl Iterator<Item = usize>) -> String {
    let numbers: Vec<String> = lines.map(|line| (line + 1).to_string()).collect();
    format!("lines {}", numbers.join(", "))
}
