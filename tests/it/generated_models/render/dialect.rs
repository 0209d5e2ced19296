//! The two markdown writers of the site.

/// Which of the two writes a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Dialect {
    /// Escapes text, and writes every bullet as `*`.
    Remark,
    /// Writes text unchanged, and bullets of parameters and statuses as `-`.
    Raw,
}

impl Dialect {
    /// Returns the bullet of parameters and statuses.
    pub(super) fn bullet(self) -> &'static str {
        match self {
            Self::Remark => "*",
            Self::Raw => "-",
        }
    }

    /// Returns the marker of a note.
    pub(super) fn note(self) -> &'static str {
        match self {
            Self::Remark => "\\[!NOTE]",
            Self::Raw => "[!NOTE]",
        }
    }

    /// Returns the lines of a paragraph.
    pub(super) fn paragraph(self, lines: &[String]) -> String {
        let lines: Vec<String> = lines.iter().map(|line| self.text(line)).collect();
        lines.join("\n")
    }

    /// Returns a line of text outside code. Code in it, which headers have, is kept.
    pub(super) fn text(self, text: &str) -> String {
        match self {
            Self::Raw => text.to_owned(),
            Self::Remark => {
                let pieces = text.split('`').enumerate();
                let escaped =
                    pieces.map(|(at, piece)| if at % 2 == 1 { format!("`{piece}`") } else { escape(piece) });
                escaped.collect()
            }
        }
    }
}

/// Escapes what markdown would read as markup, and puts bare addresses between angle brackets.
fn escape(text: &str) -> String {
    let words: Vec<String> =
        text.split(' ').enumerate().map(|(at, word)| escape_word(word, at == 0)).collect();
    words.join(" ")
}

fn escape_word(word: &str, first: bool) -> String {
    if word.contains("://") {
        return format!("<{word}>");
    }
    let mut out = String::new();
    for (at, c) in word.char_indices() {
        let leads = first && at == 0;
        if matches!(c, '\\' | '*' | '_' | '[' | '<' | '&' | '~')
            || (leads && matches!(c, '#' | '+' | '-' | '>'))
        {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
