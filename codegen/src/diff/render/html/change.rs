//! A change on the page: one line that opens.

use maud::{Markup, html as markup};
use similar::{ChangeTag, TextDiff};

use super::super::super::report::{Change, EndpointRef, Line};
use super::super::spans::{Span, spans};
use super::super::words::{about, count, number, visible, way};

/// The languages of the two references, where they are known.
#[derive(Clone, Copy)]
pub(super) struct Languages<'a> {
    pub(super) old: Option<&'a str>,
    pub(super) new: Option<&'a str>,
}

/// How alike texts are, from 0 to 1, for marks to help: where nearly all is marked, nothing stands out.
const ALIKE: f32 = 0.3;

/// A change, closed.
pub(super) fn change(change: &Change, languages: Languages<'_>) -> Markup {
    let (kind, place) = about(&change.subject);
    let rule = change.rule.rule();
    markup! {
        details.change id={ "change-" (visible(&change.fingerprint)) } data-wire=(change.wire) data-rust=(change.rust) {
            summary {
                span.badges {
                    span.badge data-verdict=(change.wire) { "wire " b { (change.wire) } } " "
                    span.badge data-verdict=(change.rust) { "Rust " b { (change.rust) } } " "
                }
                h3 { (sentence(&change.message)) } " "
                @match change.endpoints.as_slice() {
                    [] => {},
                    [one] => span.reach { (visible(&one.method)) " " (visible(&one.path)) },
                    several => span.reach { (count(several.len(), "endpoint")) },
                }
            }
            p.advice { b { "Do: " } (sentence(&change.advice)) }
            dl {
                dt { "About" }
                dd {
                    (kind) " " code { (visible(&change.subject.name)) }
                    @if !place.is_empty() { " " (place) " " code { (visible(&change.subject.path)) } }
                    @if let Some(way) = way(change.direction) { " (" (way) ")" }
                }
                dt { "Rule" }
                dd { code { (rule.id) } ": " (rule.title) ". " (sentence(rule.why)) }
                @if let Some(confidence) = change.confidence {
                    dt { "Pairing" }
                    dd { (confidence) "% sure that old and new are the same thing" }
                }
                dt { "Fingerprint" }
                dd { code { (visible(&change.fingerprint)) } }
            }
            (docs(change, languages))
            @if !change.items.is_empty() { h4 { "Rust" } }
            @for item in &change.items {
                p.item { code { (visible(&item.path)) } " " span.badge data-verdict=(item.rust) { (item.rust) } }
                (pair(item.old.as_deref(), item.new.as_deref(), ["Old", "New"], [None, None]))
            }
            @if let Some(witness) = &change.witness {
                h4 { "A caller's line" }
                (pair(Some(&witness.before), Some(&witness.after), ["Before", "After"], [None, None]))
            }
            (endpoints(&change.endpoints))
        }
    }
}

/// A sentence with its code spans.
pub(super) fn sentence(message: &str) -> Markup {
    markup! {
        @for span in spans(message) {
            @match span {
                Span::Text(words) => (visible(words)),
                Span::Code(words) => code { (visible(words)) },
            }
        }
    }
}

fn docs(change: &Change, languages: Languages<'_>) -> Markup {
    if change.old.is_none() && change.new.is_none() {
        return Markup::default();
    }
    let name = |side: &str, line: Option<&Line>| match line {
        Some(line) => format!("{side}: {}:{}", visible(&line.file), line.line),
        None => side.to_owned(),
    };
    let (old, new) = (change.old.as_ref(), change.new.as_ref());
    let text = |line: Option<&'_ Line>| line.map(|line| line.text.clone());
    let names = [name("Old", old), name("New", new)];
    markup! {
        h4 { "Documentation" }
        (pair(text(old).as_deref(), text(new).as_deref(), [&names[0], &names[1]], [languages.old, languages.new]))
    }
}

/// Two texts side by side, with marks on the words that differ. A side that is not there says so.
fn pair(old: Option<&str>, new: Option<&str>, names: [&str; 2], languages: [Option<&str>; 2]) -> Markup {
    let [marked_old, marked_new] = marked(old.unwrap_or_default(), new.unwrap_or_default());
    let side = |class, sign, name, text: Option<&str>, marked: Markup, language| {
        markup! {
            figure class=(class) {
                figcaption { (name) }
                @match text {
                    Some(_) => pre lang=[language] { span.sign { (sign) } code { (marked) } },
                    None => p.absent { "not there" },
                }
            }
        }
    };
    markup! {
        div.pair {
            (side("old", "−", names[0], old, marked_old, languages[0]))
            (side("new", "+", names[1], new, marked_new, languages[1]))
        }
    }
}

fn marked(old: &str, new: &str) -> [Markup; 2] {
    let (old, new) = (lines(old), lines(new));
    if old.is_empty() || new.is_empty() {
        return [markup! { (old) }, markup! { (new) }];
    }
    let words = TextDiff::from_words(&old, &new);
    if words.ratio() < ALIKE {
        return [markup! { (old) }, markup! { (new) }];
    }
    let side = |own: ChangeTag| {
        let mut pieces: Vec<(bool, String)> = Vec::new();
        for word in
            words.iter_all_changes().filter(|word| word.tag() == own || word.tag() == ChangeTag::Equal)
        {
            let differs = word.tag() == own;
            match pieces.last_mut() {
                Some((last, text)) if *last == differs => text.push_str(word.value()),
                _ => pieces.push((differs, word.value().to_owned())),
            }
        }
        pieces
    };
    [
        markup! { @for (gone, text) in side(ChangeTag::Delete) { @if gone { del { (text) } } @else { (text) } } },
        markup! { @for (come, text) in side(ChangeTag::Insert) { @if come { ins { (text) } } @else { (text) } } },
    ]
}

/// What cannot be seen is written out, but for breaks between lines.
fn lines(text: &str) -> String {
    text.lines().map(visible).collect::<Vec<_>>().join("\n")
}

/// The endpoints by page. They are closed, since a change may reach thousands.
fn endpoints(endpoints: &[EndpointRef]) -> Markup {
    if endpoints.is_empty() {
        return Markup::default();
    }
    let pages: Vec<&[EndpointRef]> = endpoints.chunk_by(|a, b| a.page == b.page).collect();
    markup! {
        h4 { "Endpoints" }
        details.endpoints open[endpoints.len() <= 5] {
            summary { (count(endpoints.len(), "endpoint")) " on " (count(pages.len(), "page")) }
            ul {
                @for page in pages {
                    li data-page=(visible(&page[0].page)) {
                        (visible(&page[0].page)) " " span.number { (number(page.len())) }
                        ul {
                            @for endpoint in page {
                                li {
                                    code { (visible(&endpoint.method)) " " (visible(&endpoint.path)) } " "
                                    (visible(&endpoint.title))
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
