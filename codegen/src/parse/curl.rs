//! Requests of code examples: a curl command, read as a shell would, its options in any order.

use super::context::Context;
use crate::diagnostic::Code;
use crate::source::{Span, Spanned};
use crate::syntax::{CurlSyntax, DataSyntax};

/// Stands for the lines after the end of a command; a shell's word cannot hold it.
const END_OF_COMMAND: &str = "\0";

/// Options that a command has once; a second one is as stray as a second address.
const REPEATED: &[&str] = &["-", "-L", "--location", "-X", "--request"];

/// Reads a curl command; reports options that it does not know, and gives up where there is no method or address.
pub(super) fn curl(cx: &mut Context<'_>, body: Span) -> Option<CurlSyntax> {
    let words = words(cx.page.slice(body), body.start);
    let mut read = Command::default();
    let mut rest = words.iter();
    let starts = rest.next().is_some_and(|word| word.value == "curl");
    while let Some(word) = rest.next() {
        let value = |rest: &mut std::slice::Iter<'_, Spanned<String>>| rest.next().cloned();
        match word.value.as_str() {
            "-L" | "--location" if !read.follows => read.follows = true,
            "-X" | "--request" if read.method.is_none() => read.method = value(&mut rest),
            "-H" | "--header" => read.header(value(&mut rest)),
            "-d" | "--data" | "--data-raw" => read.data.extend(value(&mut rest).map(Part::Text)),
            "--data-binary" => read.data.extend(value(&mut rest).map(Part::Binary)),
            "--form" | "-F" => read.data.extend(value(&mut rest).map(Part::Form)),
            "--data-urlencode" => read.data.extend(value(&mut rest).map(Part::Field)),
            option if option.starts_with('-') && !REPEATED.contains(&option) => {
                let diagnostic = cx
                    .diagnostic(
                        Code::UnknownOption,
                        word.span,
                        format!("unknown option `{option}` in a request example"),
                    )
                    .label("left out of the example")
                    .help("nothing is generated from this option; look whether the endpoint needs it");
                cx.report(diagnostic);
                // An option without a value is followed by another option or by the address.
                if rest.as_slice().first().is_some_and(|next| !is_option(next) && !is_address(next)) {
                    rest.next();
                }
            }
            _ if read.url.is_none() => read.url = Some(word.clone()),
            _ => read.stray = true,
        }
    }
    let stray = read.stray;
    let request = read.finish();
    if !starts || stray || request.is_none() {
        let diagnostic = cx
            .diagnostic(Code::BadExample, body, "this request is not of the form the reference uses")
            .label("expected `curl -L`, `-X VERB`, the address, and options such as `-H`, `-d` or `--form`")
            .help("fetch the page again; if the site has changed its form, the parser needs to learn it");
        cx.report(diagnostic);
        return None;
    }
    request
}

fn is_option(word: &Spanned<String>) -> bool {
    word.value.starts_with('-')
}

fn is_address(word: &Spanned<String>) -> bool {
    word.value.contains("://")
}

/// Options as they come.
#[derive(Default)]
struct Command {
    /// Whether redirects are followed.
    follows: bool,
    method: Option<Spanned<String>>,
    url: Option<Spanned<String>>,
    accept: Option<Spanned<String>>,
    content_type: Option<Spanned<String>>,
    data: Vec<Part>,
    /// Whether a word is neither an option nor the value of one.
    stray: bool,
}

/// The value of an option that sends data.
enum Part {
    Text(Spanned<String>),
    Binary(Spanned<String>),
    Form(Spanned<String>),
    Field(Spanned<String>),
}

impl Command {
    fn header(&mut self, header: Option<Spanned<String>>) {
        let Some(Spanned { value, span }) = header else { return };
        let Some((name, value)) = value.split_once(':') else { return };
        let value = Spanned::new(value.trim().to_owned(), span);
        if name.eq_ignore_ascii_case("accept") {
            self.accept = Some(value);
        } else if name.eq_ignore_ascii_case("content-type") {
            self.content_type = Some(value);
        }
    }

    fn finish(self) -> Option<CurlSyntax> {
        let data = match self.data.as_slice() {
            [] => None,
            [Part::Text(text)] => Some(DataSyntax::Text(text.clone())),
            [Part::Binary(file)] => Some(DataSyntax::Binary(file.clone())),
            parts => {
                let form = |part: &Part| match part {
                    Part::Form(part) => Some(part.clone()),
                    _ => None,
                };
                let field = |part: &Part| match part {
                    Part::Field(field) => Some(field.clone()),
                    _ => None,
                };
                let form: Option<Vec<_>> = parts.iter().map(form).collect();
                let fields = || parts.iter().map(field).collect::<Option<Vec<_>>>();
                Some(form.map(DataSyntax::Form).or_else(|| fields().map(DataSyntax::Fields))?)
            }
        };
        let method = self.method.filter(|method| !method.value.is_empty())?;
        let url = self.url.filter(is_address)?;
        Some(CurlSyntax { method, url, accept: self.accept, content_type: self.content_type, data })
    }
}

/// Splits a command into words as a shell does: quotes, escapes, and lines that go on.
///
/// Older templates do not escape a `'` inside `-d '…'`. Where an apostrophe ends the data before a letter or in the middle of a
/// line, the data goes on to the last apostrophe of the command.
fn words(command: &str, offset: usize) -> Vec<Spanned<String>> {
    let mut words: Vec<Spanned<String>> = Vec::new();
    let mut word = String::new();
    let mut start: Option<usize> = None;
    let mut is_open = false;
    let mut chars = command.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            // A line that does not go on ends the command; what follows is a word that no option takes.
            '\n' if !command[at..].trim().is_empty() => {
                words.extend(start.take().map(|start| {
                    Spanned::new(std::mem::take(&mut word), Span::new(offset + start, offset + at))
                }));
                let rest = Span::new(offset + at + 1, offset + command.len());
                words.push(Spanned::new(END_OF_COMMAND.to_owned(), rest));
                return words;
            }
            _ if c.is_whitespace() => {
                if let Some(start) = start.take() {
                    words.push(Spanned::new(
                        std::mem::take(&mut word),
                        Span::new(offset + start, offset + at),
                    ));
                }
            }
            '\\' => match chars.next() {
                // The command goes on in the next line.
                None | Some((_, '\n')) => {}
                Some((_, escaped)) => {
                    start.get_or_insert(at);
                    word.push(escaped);
                }
            },
            '\'' => {
                start.get_or_insert(at);
                let open = at + 1;
                let close = closing_quote(command, open, words.last().is_some_and(|last| last.value == "-d"));
                word.push_str(&command[open..close]);
                is_open |= close == command.len();
                while chars.next_if(|(at, _)| *at <= close).is_some() {}
            }
            '"' => {
                start.get_or_insert(at);
                while let Some((_, c)) = chars.next() {
                    match c {
                        '"' => break,
                        '\\' if chars.peek().is_some_and(|(_, c)| "\"\\$`\n".contains(*c)) => {
                            word.extend(chars.next().map(|(_, c)| c).filter(|c| *c != '\n'));
                        }
                        _ => word.push(c),
                    }
                }
            }
            _ => {
                start.get_or_insert(at);
                word.push(c);
            }
        }
    }
    if let Some(start) = start {
        words.push(Spanned::new(word, Span::new(offset + start, offset + command.len())));
    }
    // A quote that never ends may have swallowed anything.
    if is_open {
        words.push(Spanned::new(END_OF_COMMAND.to_owned(), Span::new(offset, offset + command.len())));
    }
    words
}

/// Returns where a quoted text ends; the end of the command where it does not.
fn closing_quote(command: &str, open: usize, is_data: bool) -> usize {
    let first = command[open..].find('\'').map_or(command.len(), |at| open + at);
    // A shell joins `'\''` to the text around it. JSON has no line break within a string, so that a quote at the end of a line is
    // none of its text.
    let ends = |at: usize| {
        let after = &command[at + 1..];
        after.is_empty() || ["\n", " \\\n", "\\'"].iter().any(|next| after.starts_with(next))
    };
    if !is_data || first == command.len() || ends(first) {
        return first;
    }
    command.rfind('\'').unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn words_are_split_as_a_shell_splits_them() {
        let table: &[(&str, &[&str])] = &[
            ("curl -L \\\n  -X GET", &["curl", "-L", "-X", "GET"]),
            ("-d '{\n  \"a\": 1\n}'", &["-d", "{\n  \"a\": 1\n}"]),
            ("-d '{\"a\": \"it'\\''s\"}'", &["-d", "{\"a\": \"it's\"}"]),
            (
                "-d '{\"a\": \"'\\''b'\\'' or '\\''c'\\''\"}' \\\n  -H x",
                &["-d", "{\"a\": \"'b' or 'c'\"}", "-H", "x"],
            ),
            // Older templates leave apostrophes alone.
            ("-d '{\"a\": \"it's\"}'", &["-d", "{\"a\": \"it's\"}"]),
            (
                "-d '{\"a\": \"emails[type eq 'work'].value\"}'",
                &["-d", "{\"a\": \"emails[type eq 'work'].value\"}"],
            ),
            ("-H \"Accept: text/html\"", &["-H", "Accept: text/html"]),
            ("-H \"a \\\"b\\\" \\n\"", &["-H", "a \"b\" \\n"]),
            ("--form 'a=b' --form c\\ d=e", &["--form", "a=b", "--form", "c d=e"]),
            ("''", &[""]),
            ("-d 'never closed", &["-d", "never closed", super::END_OF_COMMAND]),
            ("curl -L\n  -X GET", &["curl", "-L", super::END_OF_COMMAND]),
            ("curl -L\n", &["curl", "-L"]),
            ("", &[]),
        ];
        for (command, expected) in table {
            let found: Vec<String> = words(command, 0).into_iter().map(|word| word.value).collect();
            assert_eq!(found, *expected, "{command}");
        }
    }

    #[test]
    fn words_know_where_they_are() {
        let command = "curl -X 'GET' \\\n  http://a";
        let spans: Vec<(usize, usize)> =
            words(command, 10).into_iter().map(|word| (word.span.start - 10, word.span.end - 10)).collect();
        let found: Vec<&str> = spans.iter().map(|(start, end)| &command[*start..*end]).collect();
        assert_eq!(found, ["curl", "-X", "'GET'", "http://a"]);
    }
}
