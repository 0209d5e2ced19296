//! The report as one page that needs nothing else: no network, and no script to be read.

mod change;

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html as markup};
use sha2::{Digest, Sha256};

use self::change::{Languages, change, sentence};
use super::super::report::{Ignored, Note, Report};
use super::super::verdict::{Rust, Wire};
use super::words::{count, groups, headline, number, reached, reference, visible};

const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");

/// The report as a page. It may run its own script alone, which filters and searches, and may load nothing.
pub fn html(report: &Report) -> String {
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        digest(STYLE),
        digest(SCRIPT),
    );
    let headline = headline(report);
    let page = markup! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (headline) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#changes" { "Skip to the changes" }
                header {
                    h1 { (headline) }
                    dl.sides {
                        dt { "Old" } dd { (reference(&report.old)) }
                        dt { "New" } dd { (reference(&report.new)) }
                    }
                    button #theme type="button" hidden { "Switch to the dark theme" }
                }
                (filters(report))
                main #changes tabindex="-1" { (sections(report)) }
            }
            script { (PreEscaped(SCRIPT)) }
        }
    };
    page.into_string()
}

fn digest(text: &str) -> String {
    STANDARD.encode(Sha256::digest(text))
}

/// The form works by script alone, which shows it.
fn filters(report: &Report) -> Markup {
    let endpoints = || report.changes.iter().flat_map(|change| &change.endpoints);
    let pages: BTreeSet<&str> = endpoints().map(|endpoint| endpoint.page.as_str()).collect();
    let reach = reached(&report.changes.iter().collect::<Vec<_>>());
    let shown = format!("{}, reaching {}", count(report.changes.len(), "change"), count(reach, "endpoint"));
    markup! {
        search {
            form #filters hidden {
                label { "Search " input #search type="search" autocomplete="off" aria-keyshortcuts="/"; }
                label { "Endpoint " input #endpoint type="search" autocomplete="off" placeholder="GET /orgs"; }
                label { "On the wire " select #wire {
                    option value="" { "any" }
                    @for wire in Wire::ALL.iter().rev() { option { (wire) } }
                } }
                label { "For Rust code " select #rust {
                    option value="" { "any" }
                    @for rust in Rust::ALL.iter().rev() { option { (rust) } }
                } }
                label { "Page " select #page {
                    option value="" { "any" }
                    @for page in pages { option value=(visible(page)) { (visible(page)) } }
                } }
                button type="reset" { "Show all" }
                label.keys { input #keys type="checkbox" checked; " Keys: "
                    kbd { "/" } " search, " kbd { "j" } " " kbd { "k" } " next and previous, " kbd { "Enter" } " open" }
            }
            p #count role="status" aria-live="polite" { (shown) }
        }
    }
}

fn sections(report: &Report) -> Markup {
    let languages = Languages { old: report.old.locale.as_deref(), new: report.new.locale.as_deref() };
    markup! {
        @if report.changes.is_empty() { p { "Nothing has changed." } }
        @for (group, changes) in groups(report) {
            section.group {
                h2 { (group.title()) " " span.number { (number(changes.len())) } }
                @for one in changes { (change(one, languages)) }
            }
        }
        @if !report.ignored.is_empty() {
            section {
                h2 { "Ignored " span.number { (number(report.ignored.len())) } }
                ul { @for one in &report.ignored { (ignored(one)) } }
            }
        }
        @if !report.notes.is_empty() {
            section {
                h2 { "Notes " span.number { (number(report.notes.len())) } }
                ul { @for one in &report.notes { (note(one)) } }
            }
        }
    }
}

fn ignored(ignored: &Ignored) -> Markup {
    let change = &ignored.change;
    markup! {
        li {
            code { (change.rule) } ": " (sentence(&change.message))
            " Wire " (change.wire) ", Rust " (change.rust) ", "
            (count(change.endpoints.len(), "endpoint")) ", " code { (visible(&change.fingerprint)) } "."
            br;
            "Ignored" @if let Some(day) = &ignored.until { " until " (visible(day)) } ": " (visible(&ignored.reason))
        }
    }
}

fn note(note: &Note) -> Markup {
    markup! {
        li {
            code { (note.kind) } @if let Some(place) = &note.place { " " code { (visible(place)) } }
            ": " (sentence(&note.message))
        }
    }
}

#[cfg(test)]
mod tests;
