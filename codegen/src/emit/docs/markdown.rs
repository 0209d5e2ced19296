//! A page's own markdown, rewritten for rustdoc: links made absolute, and nothing left that rustdoc would run or resolve.

use std::fmt::Write as _;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::prose::{prose, wrapped};

const SITE: &str = "https://docs.github.com";

/// Rewrites markdown into doc lines; headings become `level` deep.
pub(in crate::emit) fn markdown(text: &str, level: usize) -> Vec<String> {
    let mut writer = Writer { lines: Vec::new(), inline: String::new(), link: None, bullets: 0, level };
    for event in Parser::new_ext(text, Options::empty()) {
        writer.event(event);
    }
    writer.flush("");
    writer.lines
}

struct Writer {
    lines: Vec<String>,
    inline: String,
    link: Option<String>,
    bullets: usize,
    level: usize,
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Text(text) => {
                // Text keeps the blanks at its ends, which `prose` would take off.
                let escaped = prose(&text).join(" ");
                let start = if text.starts_with(' ') { " " } else { "" };
                let end = if text.ends_with(' ') && !text.trim().is_empty() { " " } else { "" };
                let _ = write!(self.inline, "{start}{escaped}{end}");
            }
            Event::Code(code) => self.inline.push_str(&super::code(&code)),
            Event::InlineHtml(html) | Event::Html(html) => self.inline.push_str(&prose(&html).join(" ")),
            Event::SoftBreak | Event::HardBreak => self.inline.push(' '),
            Event::Start(Tag::Link { dest_url, .. }) => {
                self.link = absolute(&dest_url);
                if self.link.is_some() {
                    self.inline.push('[');
                }
            }
            Event::End(TagEnd::Link) => {
                if let Some(target) = self.link.take() {
                    let _ = write!(self.inline, "]({target})");
                }
            }
            Event::Start(Tag::Strong) | Event::End(TagEnd::Strong) => self.inline.push_str("**"),
            Event::Start(Tag::Item) => self.flush(""),
            Event::Start(Tag::List(_)) => {
                self.flush("");
                self.bullets += 1;
            }
            Event::End(TagEnd::List(_)) => {
                self.flush("- ");
                self.bullets = self.bullets.saturating_sub(1);
            }
            Event::End(TagEnd::Item) => self.flush("- "),
            Event::End(TagEnd::Heading(_)) => {
                let prefix = format!("{} ", "#".repeat(self.level));
                self.flush(&prefix);
            }
            Event::End(TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::HtmlBlock) if self.bullets == 0 => {
                self.flush("");
            }
            _ => {}
        }
    }

    fn flush(&mut self, prefix: &str) {
        let text = std::mem::take(&mut self.inline);
        let lines = wrapped(&text);
        let Some((first, rest)) = lines.split_first() else { return };
        let follows_bullet = prefix == "- "
            && self.lines.last().is_some_and(|line| line.starts_with("- ") || line.starts_with("  "));
        if !self.lines.is_empty() && !follows_bullet {
            self.lines.push(String::new());
        }
        self.lines.push(format!("{prefix}{first}"));
        let indent = if prefix == "- " { "  " } else { "" };
        self.lines.extend(rest.iter().map(|line| format!("{indent}{line}")));
    }
}

/// Links of the site get its name; only web addresses survive.
fn absolute(target: &str) -> Option<String> {
    let target = if target.starts_with('/') { format!("{SITE}{target}") } else { target.to_owned() };
    let web = target.starts_with("https://") || target.starts_with("http://");
    (web && !target.contains(['<', '>', ' ', '(', ')'])).then_some(target)
}

#[cfg(test)]
mod tests {
    use super::markdown;

    #[test]
    fn links_lists_and_headings_come_through() {
        let text = "See [the _guide_](/en/packages/x#y).\n\n## About\n\n* Use `read:packages`.\n* Not [this](javascript:x).\n\n<b>bold</b>";
        let expected = [
            "See [the guide](https://docs.github.com/en/packages/x#y).",
            "",
            "# About",
            "",
            "- Use `read:packages`.",
            "- Not this.",
            "",
            r"\<b\>bold\</b\>",
        ];
        assert_eq!(markdown(text, 1), expected);
    }
}
