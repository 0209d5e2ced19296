//! The list of what pages hide, and the warnings for what is the page's own fault.

use std::collections::BTreeSet;

use super::titles::Titles;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Loss, LossCause};
use crate::source::{Page, Span};
use crate::syntax::{PageSyntax, ParameterSyntax};

/// How many further places a warning points at: the list of losses has them all.
const MAX_RELATED: usize = 3;

/// One warning a schema for each cause, and a title each for ambiguous ones.
pub(super) fn warnings(
    page: &Page,
    lost: &BTreeSet<(LossCause, Span)>,
    titles: &Titles<'_>,
) -> Vec<Diagnostic> {
    let places = |wanted: LossCause| -> Vec<Span> {
        lost.iter().filter(|(cause, _)| *cause == wanted).map(|(_, span)| *span).collect()
    };
    let mut found = Vec::new();
    found.extend(joined(&places(LossCause::DepthCut), "not opened either", |first, count| {
        let message = match count {
            1 => "this schema goes deeper than the page prints: an object is not opened".to_owned(),
            count => format!("this schema goes deeper than the page prints: {count} objects are not opened"),
        };
        Diagnostic::new(Code::DepthCut, &page.id, first, message)
            .label("its fields are hidden")
            .help("the client gets the JSON as it comes, from here on")
    }));
    found.extend(joined(&places(LossCause::NoItems), "says no more", |first, _| {
        Diagnostic::new(Code::NoItems, &page.id, first, "the page does not say what this array holds")
            .label("its items are hidden")
            .help("the client gets the items as they come")
    }));
    let ambiguous = places(LossCause::AmbiguousReference);
    let mut named: BTreeSet<&str> = BTreeSet::new();
    for span in &ambiguous {
        let Some(title) = title_of(page.slice(*span)) else { continue };
        if !named.insert(title) {
            continue;
        }
        let same: Vec<Span> =
            ambiguous.iter().copied().filter(|span| title_of(page.slice(*span)) == Some(title)).collect();
        found.extend(joined(&same, "and here", |first, _| {
            let message = format!(
                "the reference has {} objects called `{title}`, and \"(see above)\" does not say which is meant",
                titles.count(title)
            );
            Diagnostic::new(Code::AmbiguousReference, &page.id, first, message)
                .label("taken for the one above")
                .help("look at what the server sends; the page in its other form prints the object itself")
        }));
    }
    found
}

fn joined(
    places: &[Span],
    label: &str,
    warning: impl FnOnce(Span, usize) -> Diagnostic,
) -> Option<Diagnostic> {
    let (first, others) = places.split_first()?;
    let related = others.iter().take(MAX_RELATED);
    Some(related.fold(warning(*first, places.len()), |warning, span| warning.related(*span, label)))
}

/// The title before "(see above)", in code or in bold.
fn title_of(line: &str) -> Option<&str> {
    let before = line.split(" (see above)").next()?.trim_end_matches(" or null");
    before.rsplit_terminator(['`', '*']).find(|part| !part.is_empty())
}

/// Arrays among parameters whose items the page hides.
pub(super) fn of_parameters(page: &Page, parameters: &[ParameterSyntax], losses: &mut Vec<Loss>) {
    for parameter in parameters {
        let hides = |word: &str| matches!(word, "array" | "array of arrays");
        if parameter.types.value.split(" or ").flat_map(|word| word.split(',')).any(hides) {
            losses.push(Loss::new(LossCause::NoItems, page, parameter.span));
        }
        of_parameters(page, &parameter.children, losses);
    }
}

/// Adds what the parser lost, and orders all by page and line, each once.
pub(super) fn settle(pages: &[(&Page, &PageSyntax)], losses: &mut Vec<Loss>) {
    for (page, syntax) in pages {
        for lost in syntax.operations.iter().flat_map(|operation| &operation.lost) {
            losses.push(Loss::new(LossCause::LostNesting, page, *lost));
        }
    }
    losses.sort();
    losses.dedup();
}
