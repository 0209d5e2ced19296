//! The report as a comment of a pull request.

use std::fmt::Write as _;

use super::super::report::{Change, Line, Report};
use super::spans::{Span, spans};
use super::words::{Group, about, count, groups, headline, number, reached, reference, visible, way};

/// How many characters a comment may have; GitHub takes 65,536.
pub const BUDGET: usize = 60_000;

/// The first line of a comment, which nobody sees: a robot finds its comment again by it.
pub const MARKER: &str = "<!-- cargo xtask diff -->";

/// How many endpoints and items of a change are listed, and how many changes of words.
const LISTED: usize = 12;
/// How many characters of a line are shown.
const LINE: usize = 400;

/// The report as GitHub's markdown, of `budget` characters at most. What does not fit is left out from the end, where the
/// least important changes are, and the last line says so.
pub fn markdown(report: &Report, budget: usize) -> String {
    let head = head(report);
    let blocks = blocks(report);
    let room = length(&tail(blocks.len(), report.changes.len()));
    if length(&head) + room > budget {
        let line = format!("{MARKER}\n{}\n", headline(report));
        return line.chars().take(budget).collect();
    }
    let mut used = length(&head) + room;
    let mut page = head;
    let mut shortened = 0;
    let mut blocks = blocks.into_iter();
    for block in blocks.by_ref() {
        let (full, short) = (length(&block.full), length(&block.short));
        if used + full <= budget {
            used += full;
            page.push_str(&block.full);
        } else if used + short <= budget {
            used += short;
            shortened += block.changes;
            page.push_str(&block.short);
        } else {
            page.push_str(&tail(shortened, block.changes + blocks.map(|block| block.changes).sum::<usize>()));
            return page;
        }
    }
    page.push_str(&tail(shortened, 0));
    page
}

/// Words as markdown that show as they are: nothing in them is markup, calls on anyone or refers to anything.
pub(super) fn text(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let words =
        visible(words).replace("://", ":\u{0}//").replace("www.", "www\u{0}.").replace("GH-", "GH\u{0}-");
    for letter in words.chars() {
        match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' => {
                out.push('\\');
                out.push(letter);
            }
            // A gap of no width after them; GitHub looks for names and numbers in the text that is shown.
            '@' | '#' => {
                out.push(letter);
                out.push_str(GAP);
            }
            // Where a link would be made, marked above; no text has the letter itself, since it is made visible.
            '\0' => out.push_str(GAP),
            letter => out.push_str(entity(letter).unwrap_or(letter.encode_utf8(&mut [0; 4]))),
        }
    }
    out
}

const GAP: &str = "&#8203;";

struct Block {
    /// With all that there is to say.
    full: String,
    /// In one line.
    short: String,
    /// How many changes it is about.
    changes: usize,
}

fn head(report: &Report) -> String {
    let mut head = format!("{MARKER}\n### {}\n\n", headline(report));
    let _ =
        writeln!(head, "Old: {}  \nNew: {}\n", code(&reference(&report.old)), code(&reference(&report.new)));
    let groups = groups(report);
    if !groups.is_empty() {
        head.push_str("| | Changes | Endpoints |\n| --- | ---: | ---: |\n");
    }
    for (group, changes) in groups {
        let endpoints = number(reached(&changes));
        let _ = writeln!(head, "| {} | {} | {endpoints} |", group.title(), number(changes.len()));
    }
    head
}

fn blocks(report: &Report) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (group, changes) in groups(report) {
        if group == Group::Prose {
            let summary = format!("{}: {}", group.title(), count(changes.len(), "change"));
            let lines = changes.iter().map(|change| row(change));
            blocks.push(Block { changes: changes.len(), ..folded(&summary, lines.collect()) });
            continue;
        }
        let mut heading = format!("\n#### {}\n\n", group.title());
        for change in changes {
            let full = format!("{heading}{}", details(change));
            let short = format!("{heading}- {}\n", row(change));
            blocks.push(Block { full, short, changes: 1 });
            heading.clear();
        }
    }
    if !report.ignored.is_empty() {
        let lines = report.ignored.iter().map(|ignored| {
            let until =
                ignored.until.as_deref().map_or_else(String::new, |day| format!(" until {}", text(day)));
            format!("{} Ignored{until}: {}", row(&ignored.change), text(&ignored.reason))
        });
        blocks.push(folded(&format!("Ignored: {}", count(report.ignored.len(), "change")), lines.collect()));
    }
    if !report.notes.is_empty() {
        let lines = report.notes.iter().map(|note| {
            let place = note.place.as_deref().map_or_else(String::new, |place| format!(" {}", code(place)));
            format!("{}{place}: {}", code(note.kind), sentence(&note.message))
        });
        blocks.push(folded(&count(report.notes.len(), "note"), lines.collect()));
    }
    blocks
}

/// A list that is closed at first.
fn folded(summary: &str, lines: Vec<String>) -> Block {
    let mut full = format!("\n<details><summary>{summary}</summary>\n\n");
    let all = lines.len();
    for line in lines.into_iter().take(LISTED) {
        let _ = writeln!(full, "- {line}");
    }
    if all > LISTED {
        let _ = writeln!(full, "- and {} more", number(all - LISTED));
    }
    full.push_str("\n</details>\n");
    Block { full, short: format!("\n{summary}\n"), changes: 0 }
}

fn tail(shortened: usize, left_out: usize) -> String {
    let mut parts = Vec::new();
    if shortened > 0 {
        parts.push(format!("{} in one line each", count(shortened, "change")));
    }
    if left_out > 0 {
        parts.push(format!("{} left out", count(left_out, "change")));
    }
    if parts.is_empty() {
        return String::new();
    }
    format!("\nToo long for a comment: {}. `cargo xtask diff OLD NEW` shows all.\n", parts.join(", "))
}

fn row(change: &Change) -> String {
    let reach = reach(change, code);
    format!("wire **{}**, rust **{}**: {}{reach}", change.wire, change.rust, sentence(&change.message))
}

fn details(change: &Change) -> String {
    let reach = reach(change, code_html);
    let verdicts = format!("wire <b>{}</b>, rust <b>{}</b>", change.wire, change.rust);
    let message = sentence_html(&change.message);
    let mut out = format!("<details><summary>{verdicts}: {message}{reach}</summary>\n\n");
    let (kind, place) = about(&change.subject);
    let path =
        if place.is_empty() { String::new() } else { format!(" {place} {}", code(&change.subject.path)) };
    let way = way(change.direction).map_or_else(String::new, |way| format!(" ({way})"));
    let _ = writeln!(out, "- About: {kind} {}{path}{way}", code(&change.subject.name));
    let _ =
        writeln!(out, "- Rule: {}, fingerprint {}", code(change.rule.as_str()), code(&change.fingerprint));
    if let Some(confidence) = change.confidence {
        let _ = writeln!(out, "- {confidence}% sure that old and new are the same thing");
    }
    let _ = writeln!(out, "- Do: {}", sentence(&change.advice));
    let docs = [('-', &change.old), ('+', &change.new)].into_iter();
    patch(
        &mut out,
        "Documentation",
        docs.filter_map(|(sign, line)| Some(doc_lines(sign, line.as_ref()?))).flatten(),
    );
    let items = change.items.iter().take(LISTED).flat_map(|item| {
        let old = item.old.iter().flat_map(|text| side('-', text));
        let new = item.new.iter().flat_map(|text| side('+', text));
        [format!("# {} ({})", shown(&item.path), item.rust)]
            .into_iter()
            .chain(old)
            .chain(new)
            .collect::<Vec<_>>()
    });
    let more = change.items.len().saturating_sub(LISTED);
    let more = (more > 0).then(|| format!("# and {} more", number(more)));
    patch(&mut out, "Rust", items.chain(more));
    let witness = change.witness.iter();
    patch(
        &mut out,
        "A caller's line",
        witness.flat_map(|lines| side('-', &lines.before).chain(side('+', &lines.after))),
    );
    if change.endpoints.len() > 1 {
        out.push_str("\nEndpoints:\n\n");
        for endpoint in change.endpoints.iter().take(LISTED) {
            let _ = writeln!(
                out,
                "- {} {}",
                code(&format!("{} {}", endpoint.method, endpoint.path)),
                text(&endpoint.title)
            );
        }
        if change.endpoints.len() > LISTED {
            let _ = writeln!(out, "- and {} more", number(change.endpoints.len() - LISTED));
        }
    }
    // HTML goes on until a blank line, and what follows is markdown.
    out.push_str("\n</details>\n\n");
    out
}

/// In brackets, the endpoint that a change reaches, or how many they are.
fn reach(change: &Change, code: impl Fn(&str) -> String) -> String {
    match change.endpoints.as_slice() {
        [] => String::new(),
        [one] => format!(" ({})", code(&format!("{} {}", one.method, one.path))),
        several => format!(" ({})", count(several.len(), "endpoint")),
    }
}

/// A fenced patch under a heading, if it has lines. The fence is longer than what could close it.
fn patch(out: &mut String, title: &str, lines: impl Iterator<Item = String>) {
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        return;
    }
    let fence = "`".repeat(lines.iter().map(|line| longest_run(line)).max().unwrap_or_default().max(2) + 1);
    let _ = writeln!(out, "\n{title}:\n\n{fence}diff\n{}\n{fence}", lines.join("\n"));
}

fn doc_lines(sign: char, line: &Line) -> Vec<String> {
    let place = format!("# {}:{}", shown(&line.file), line.line);
    [place].into_iter().chain(side(sign, &line.text)).collect()
}

fn side(sign: char, text: &str) -> impl Iterator<Item = String> {
    text.lines().map(move |line| format!("{sign} {}", shown(line)))
}

fn shown(line: &str) -> String {
    let line = visible(line);
    match line.char_indices().nth(LINE) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// A sentence of a report, as markdown.
fn sentence(message: &str) -> String {
    let pieces = spans(message).into_iter();
    pieces
        .map(|span| match span {
            Span::Text(words) => text(words),
            Span::Code(words) => code(words),
        })
        .collect()
}

/// A sentence of a report, as HTML inside markdown, where code spans are not read.
fn sentence_html(message: &str) -> String {
    let pieces = spans(message).into_iter();
    pieces
        .map(|span| match span {
            Span::Text(words) => html(&visible(words), GAP),
            Span::Code(words) => code_html(words),
        })
        .collect()
}

fn code_html(words: &str) -> String {
    format!("<code>{}</code>", html(&visible(words), ""))
}

/// Text of HTML, with a gap where GitHub would see a name, a number or a link.
fn html(words: &str, gap: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for letter in words.chars() {
        if letter == '/' && out.ends_with(':') {
            out.push_str(gap);
        }
        match entity(letter) {
            Some(entity) => out.push_str(entity),
            None => out.push(letter),
        }
        if matches!(letter, '@' | '#') {
            out.push_str(gap);
        }
    }
    out
}

fn entity(letter: char) -> Option<&'static str> {
    match letter {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        _ => None,
    }
}

/// A code span, whose fence is longer than any run of backticks in it.
fn code(text: &str) -> String {
    let text = visible(text);
    let fence = "`".repeat(longest_run(&text) + 1);
    let pad = if text.trim().is_empty() || text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) {
        " "
    } else {
        ""
    };
    format!("{fence}{pad}{text}{pad}{fence}")
}

fn longest_run(text: &str) -> usize {
    text.split(|letter| letter != '`').map(str::len).max().unwrap_or_default()
}

fn length(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests;
