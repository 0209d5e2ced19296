//! Prose as the page means it: without the escapes of the remark dialect.

use crate::source::{Page, Span};

/// Which of the site's two markdown writers made the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// `* ` bullets; `\_ \[ \*` and `<https://…>` outside code.
    Remark,
    /// `- ` bullets; text as it is.
    Raw,
}

impl Dialect {
    /// Tells by the first line that only one of the two writes.
    pub(super) fn of(text: &str) -> Self {
        let raw = |line: &str| {
            line.starts_with("> [!")
                || line.starts_with("- **`")
                || (line.starts_with("- **") && is_status(line))
        };
        let remark = |line: &str| {
            line.starts_with("> \\[!")
                || line.starts_with("* **`")
                || (line.starts_with("* **") && is_status(line))
        };
        text.lines()
            .find_map(|line| if remark(line) { Some(Self::Remark) } else { raw(line).then_some(Self::Raw) })
            .unwrap_or(Self::Remark)
    }

    /// The text that a piece of source means.
    pub(super) fn unescape(self, source: &str) -> String {
        match self {
            Self::Raw => source.to_owned(),
            Self::Remark => unescape(source),
        }
    }
}

fn is_status(line: &str) -> bool {
    line.get(4..7).is_some_and(|code| code.bytes().all(|byte| byte.is_ascii_digit()))
}

fn unescape(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(at) = rest.find(['\\', '<']) {
        out.push_str(&rest[..at]);
        let tail = &rest[at..];
        let mut chars = tail.chars();
        chars.next();
        if let Some(link) = autolink(tail) {
            out.push_str(link);
            rest = &tail[link.len() + 2..];
        } else if tail.starts_with('\\')
            && chars.clone().next().is_some_and(|next| next.is_ascii_punctuation())
        {
            out.extend(chars.next());
            rest = chars.as_str();
        } else {
            out.push_str(&tail[..1]);
            rest = chars.as_str();
        }
    }
    out.push_str(rest);
    out
}

/// `<https://…>` and `<a@b.c>`, which stand for the bare address.
fn autolink(tail: &str) -> Option<&str> {
    let inner = tail.strip_prefix('<')?.split('>').next()?;
    let plain = !inner.is_empty()
        && !inner.contains([' ', '<', '\n'])
        && tail.get(inner.len() + 1..)?.starts_with('>');
    (plain && (inner.contains("://") || (inner.contains('@') && inner.contains('.')))).then_some(inner)
}

/// The lines of a span as prose: lines trimmed and unescaped, joined by `\n`; blank lines part paragraphs.
pub(super) fn prose(page: &Page, dialect: Dialect, span: Span) -> String {
    let mut out = String::new();
    let mut blank = false;
    for line in page.slice(span).split('\n').map(str::trim) {
        if line.is_empty() {
            blank = true;
            continue;
        }
        if !out.is_empty() {
            out.push_str(if blank { "\n\n" } else { "\n" });
        }
        blank = false;
        out.push_str(&dialect.unescape(line));
    }
    out
}
