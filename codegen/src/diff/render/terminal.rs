//! The report for a terminal.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use textwrap::core::Word;
use textwrap::{Options, WordSeparator, WordSplitter};

use super::super::report::{Change, EndpointRef, Ignored, Item, Line, Note, Report};
use super::super::verdict::{Rust, Wire};
use super::words::{Group, about, count, groups, headline, number, reached, reference, visible, way};

/// How a report is printed on a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terminal {
    /// How many columns it has.
    pub width: usize,
    /// Whether it shows colours. Nothing is said by colour alone.
    pub colour: bool,
    /// Whether all is shown: every endpoint and item, and changes of words alone.
    pub all: bool,
}

/// How many endpoints of a change are shown unless all are.
const ENDPOINTS: usize = 3;
/// How many items of a change are shown unless all are.
const ITEMS: usize = 6;
/// Nothing can be read in fewer columns.
const NARROWEST: usize = 20;

/// The report as text; the verdict is its first line.
pub fn terminal(report: &Report, terminal: &Terminal) -> String {
    let mut page = Page { terminal: *terminal, text: String::new() };
    let worst = if report.verdict.wire == Wire::Breaking || report.verdict.rust == Rust::Breaking {
        RED
    } else {
        GREEN
    };
    page.line(0, &page.painted(worst.bold(), &headline(report)));
    page.line(0, &format!("old: {}", reference(&report.old)));
    page.line(0, &format!("new: {}", reference(&report.new)));
    for (group, changes) in groups(report) {
        page.heading(&format!("{} ({})", group.title(), number(changes.len())));
        if group == Group::Prose && !terminal.all {
            page.folded(&changes);
        } else {
            for change in changes {
                page.change(change);
            }
        }
    }
    if !report.ignored.is_empty() {
        page.heading(&format!("Ignored ({})", number(report.ignored.len())));
        for ignored in &report.ignored {
            page.ignored(ignored);
        }
    }
    if !report.notes.is_empty() {
        page.heading(&format!("Notes ({})", number(report.notes.len())));
        for note in &report.notes {
            page.note(note);
        }
    }
    page.text
}

/// Wraps text at a width, with an indent before each line and one more before those that go on.
pub(super) fn wrapped(text: &str, width: usize, indent: usize) -> String {
    filled(text, wrapping(width), indent)
}

fn wrapping(width: usize) -> Options<'static> {
    Options::new(width.max(NARROWEST)).word_splitter(WordSplitter::NoHyphenation)
}

fn filled(text: &str, options: Options<'_>, indent: usize) -> String {
    let (first, next) = (" ".repeat(indent), " ".repeat(indent + 2));
    textwrap::fill(text, options.initial_indent(&first).subsequent_indent(&next))
}

/// Words of code: a line may end before a method and behind a parenthesis, but not inside a name.
fn code_words(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    Box::new(WordSeparator::AsciiSpace.find_words(line).flat_map(|word| {
        let text = word.word;
        let is_end = |(at, letter): (usize, char)| {
            let next = text.get(at + 1..).and_then(|rest| rest.chars().next());
            match letter {
                '(' => next.is_some_and(|next| next != ')').then_some(at + 1),
                '.' => next.is_some_and(|next| next.is_ascii_lowercase()).then_some(at),
                _ => None,
            }
        };
        let ends: Vec<usize> = text.char_indices().filter_map(is_end).filter(|end| *end > 0).collect();
        let starts = std::iter::once(0).chain(ends.clone());
        let ends = ends.into_iter().chain([text.len()]);
        let pieces: Vec<&str> = starts.zip(ends).filter_map(|(start, end)| text.get(start..end)).collect();
        let last = pieces.len().saturating_sub(1);
        pieces.into_iter().enumerate().map(move |(at, piece)| {
            let mut piece = Word::from(piece);
            if at == last {
                piece.whitespace = word.whitespace;
            }
            piece
        })
    }))
}

const RED: Style = AnsiColor::Red.on_default();
const YELLOW: Style = AnsiColor::Yellow.on_default();
const GREEN: Style = AnsiColor::Green.on_default();
const DIM: Style = Style::new().dimmed();
const BOLD: Style = Style::new().bold();

/// How code is taken apart where a line is full.
const CODE: WordSeparator = WordSeparator::Custom(code_words);

struct Page {
    terminal: Terminal,
    text: String,
}

impl Page {
    fn painted(&self, style: Style, text: &str) -> String {
        if self.terminal.colour { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }

    fn line(&mut self, indent: usize, text: &str) {
        self.text.push_str(&wrapped(text, self.terminal.width, indent));
        self.text.push('\n');
    }

    fn heading(&mut self, title: &str) {
        let title = self.painted(BOLD.underline(), title);
        self.text.push('\n');
        self.line(0, &title);
    }

    fn change(&mut self, change: &Change) {
        let (wire, rust) = (self.wire(change.wire), self.rust(change.rust));
        let rule = self.painted(BOLD, change.rule.as_str());
        let fingerprint = self.painted(DIM, &visible(&change.fingerprint));
        self.text.push('\n');
        self.line(0, &format!("{rule}: wire {wire}, rust {rust} {fingerprint}"));
        self.line(2, &visible(&change.message));
        self.line(2, &subject(change));
        if let Some(confidence) = change.confidence {
            self.line(2, &format!("{confidence}% sure that old and new are the same thing"));
        }
        self.doc_line('-', change.old.as_ref());
        self.doc_line('+', change.new.as_ref());
        self.items(&change.items);
        if let Some(witness) = &change.witness {
            self.line(2, "a caller's line:");
            self.side(4, '-', &witness.before, CODE);
            self.side(4, '+', &witness.after, CODE);
        }
        self.line(2, &format!("do: {}", visible(&change.advice)));
        self.endpoints(&change.endpoints);
    }

    /// A side of a comparison, marked as in a patch; text of several lines stays so.
    fn side(&mut self, indent: usize, sign: char, text: &str, separator: WordSeparator) {
        let style = if sign == '-' { RED } else { GREEN };
        for line in text.lines() {
            let line = self.painted(style, &format!("{sign} {}", visible(line)));
            let options = wrapping(self.terminal.width).word_separator(separator);
            self.text.push_str(&filled(&line, options, indent));
            self.text.push('\n');
        }
    }

    fn doc_line(&mut self, sign: char, line: Option<&Line>) {
        if let Some(line) = line {
            self.line(2, &format!("{sign} {}:{}", visible(&line.file), line.line));
            self.side(4, sign, &line.text, WordSeparator::new());
        }
    }

    fn items(&mut self, items: &[Item]) {
        let shown = self.shown(items.len(), ITEMS);
        for item in &items[..shown] {
            let rust = self.rust(item.rust);
            self.line(2, &format!("{} ({rust})", visible(&item.path)));
            if let Some(old) = &item.old {
                self.side(4, '-', old, CODE);
            }
            if let Some(new) = &item.new {
                self.side(4, '+', new, CODE);
            }
        }
        self.more(2, items.len() - shown);
    }

    fn endpoints(&mut self, endpoints: &[EndpointRef]) {
        match endpoints {
            [] => {}
            [one] => self.line(2, &format!("reaches {}", endpoint(one))),
            several => {
                self.line(2, &format!("reaches {}:", count(several.len(), "endpoint")));
                let shown = self.shown(several.len(), ENDPOINTS);
                for one in &several[..shown] {
                    self.line(4, &endpoint(one));
                }
                self.more(4, several.len() - shown);
            }
        }
    }

    /// How many of some are shown: one more than the limit takes no more room than to say that it is there.
    fn shown(&self, all: usize, limit: usize) -> usize {
        if self.terminal.all || all <= limit + 1 { all } else { limit }
    }

    fn more(&mut self, indent: usize, more: usize) {
        if more > 0 {
            self.line(indent, &format!("and {} more (`--all` shows them)", number(more)));
        }
    }

    fn folded(&mut self, changes: &[&Change]) {
        let mut rules: Vec<(&str, usize)> = Vec::new();
        for change in changes {
            let rule = change.rule.as_str();
            match rules.iter_mut().find(|(name, _)| *name == rule) {
                Some((_, changes)) => *changes += 1,
                None => rules.push((rule, 1)),
            }
        }
        let mut line = String::new();
        for (rule, changes) in rules {
            let _ = write!(line, "{rule} {}, ", number(changes));
        }
        let _ = write!(line, "at {} (`--all` shows them)", count(reached(changes), "endpoint"));
        self.line(0, &line);
    }

    fn ignored(&mut self, ignored: &Ignored) {
        let change = &ignored.change;
        let until =
            ignored.until.as_deref().map_or_else(String::new, |day| format!(" until {}", visible(day)));
        let fingerprint = self.painted(DIM, &visible(&change.fingerprint));
        self.line(0, &format!("{}: wire {}, rust {} {fingerprint}", change.rule, change.wire, change.rust));
        self.line(2, &visible(&change.message));
        self.line(2, &format!("ignored{until}: {}", visible(&ignored.reason)));
        self.line(2, &format!("covers {}", count(change.endpoints.len(), "endpoint")));
    }

    fn note(&mut self, note: &Note) {
        let kind = self.painted(BOLD, note.kind);
        let place = note.place.as_deref().map_or_else(String::new, |place| format!("{}: ", visible(place)));
        self.line(0, &format!("{kind}: {place}{}", visible(&note.message)));
    }

    fn wire(&self, wire: Wire) -> String {
        let style = match wire {
            Wire::Breaking => RED,
            Wire::Risky => YELLOW,
            Wire::Compatible | Wire::None => GREEN,
        };
        self.painted(style, wire.as_str())
    }

    fn rust(&self, rust: Rust) -> String {
        let style = match rust {
            Rust::Breaking => RED,
            Rust::Behavioural | Rust::Deprecated => YELLOW,
            Rust::Additive | Rust::Docs | Rust::None => GREEN,
        };
        self.painted(style, rust.as_str())
    }
}

fn subject(change: &Change) -> String {
    let subject = &change.subject;
    let (kind, place) = about(subject);
    let way = way(change.direction).map_or_else(String::new, |way| format!(" ({way})"));
    let path =
        if place.is_empty() { String::new() } else { format!(" {place} `{}`", visible(&subject.path)) };
    format!("{kind} `{}`{path}{way}", visible(&subject.name))
}

fn endpoint(endpoint: &EndpointRef) -> String {
    visible(&format!("{} {} ({})", endpoint.method, endpoint.path, endpoint.page))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::render::sample;

    const PLAIN: Terminal = Terminal { width: 80, colour: false, all: false };

    #[test]
    fn a_report_at_three_widths() {
        for width in [60, 80, 120] {
            let text = terminal(&sample::report(), &Terminal { width, ..PLAIN });
            for line in text.lines() {
                assert!(textwrap::core::display_width(line) <= width, "{line}");
            }
            insta::assert_snapshot!(format!("width_{width}"), text);
        }
    }

    #[test]
    fn colours_are_the_only_difference() {
        let report = sample::report();
        let text = terminal(&report, &Terminal { colour: true, ..PLAIN });
        assert_eq!(without_styles(&text), terminal(&report, &PLAIN));
        insta::assert_snapshot!(
            "colours",
            text.lines().take(24).collect::<Vec<_>>().join("\n").replace('\u{1b}', "ESC")
        );
    }

    #[test]
    fn all_shows_each_endpoint_and_the_words() {
        let report = sample::report();
        let text = terminal(&report, &Terminal { all: true, width: 300, ..PLAIN });
        assert!(!text.contains("--all"), "{text}");
        for change in &report.changes {
            assert!(text.contains(change.fingerprint.as_str()), "{}", change.fingerprint);
            for endpoint in &change.endpoints {
                let line = visible(&format!("{} {}", endpoint.method, endpoint.path));
                assert!(text.contains(&line), "{line}");
            }
        }
    }

    #[test]
    fn nothing_has_changed() {
        insta::assert_snapshot!("empty", terminal(&sample::empty(), &PLAIN));
    }

    #[test]
    fn hostile_words_do_not_reach_the_terminal() {
        let text = terminal(&sample::report(), &Terminal { all: true, ..PLAIN });
        assert!(!text.contains(['\u{1b}', '\u{202e}', '\u{200b}', '\r']), "{text}");
    }

    #[test]
    fn no_width_is_too_small() {
        for width in [0, 1, 19] {
            assert!(!terminal(&sample::report(), &Terminal { width, ..PLAIN }).is_empty());
        }
    }

    fn without_styles(text: &str) -> String {
        let mut pieces = text.split('\u{1b}');
        let mut out = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            out.push_str(piece.split_once('m').map_or(piece, |(_, rest)| rest));
        }
        out
    }
}
