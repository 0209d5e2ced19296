//! Calls of macros between items: `prettyplease` only knows how to lay out Rust, and what is in these is none.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// How long a line may become.
const WIDTH: usize = 100;

/// The text of a call: in one line, or with a line for each part of the braces at its end.
pub(super) fn call(name: &str, tokens: &TokenStream) -> String {
    let line = format!("{name}!({});", text(tokens.clone()));
    let trees: Vec<TokenTree> = tokens.clone().into_iter().collect();
    match trees.split_last() {
        Some((TokenTree::Group(rows), front))
            if line.len() > WIDTH && rows.delimiter() == Delimiter::Brace =>
        {
            let front = text(front.iter().cloned().collect());
            let rows: Vec<String> = parts(rows.stream()).map(|row| format!("    {row},")).collect();
            format!("{name}!({front} {{\n{}\n}});", rows.join("\n"))
        }
        _ => line,
    }
}

/// What stands between commas.
fn parts(tokens: TokenStream) -> impl Iterator<Item = String> {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let is_comma = |tree: &TokenTree| matches!(tree, TokenTree::Punct(punct) if punct.as_char() == ',');
    let parts: Vec<String> = trees.split(is_comma).map(|part| text(part.iter().cloned().collect())).collect();
    parts.into_iter().filter(|part| !part.is_empty())
}

/// Tokens on one line, as people write them.
pub(crate) fn text(tokens: TokenStream) -> String {
    let mut out = String::new();
    let mut previous: Option<TokenTree> = None;
    for tree in tokens {
        if previous.as_ref().is_some_and(|previous| are_apart(previous, &tree)) {
            out.push(' ');
        }
        match &tree {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{ ", " }"),
                    Delimiter::None => ("", ""),
                };
                out.push_str(open);
                out.push_str(&text(group.stream()));
                out.push_str(close);
            }
            other => out.push_str(&other.to_string()),
        }
        previous = Some(tree);
    }
    out
}

/// Whether a space belongs between two pieces.
fn are_apart(previous: &TokenTree, next: &TokenTree) -> bool {
    let follows = match previous {
        TokenTree::Punct(punct) => {
            punct.spacing() == Spacing::Alone && !['.', ':', '<', '&'].contains(&punct.as_char())
        }
        _ => true,
    };
    let leads = match next {
        TokenTree::Punct(punct) => !['.', ',', ':', '<', '>'].contains(&punct.as_char()),
        TokenTree::Group(group) => group.delimiter() != Delimiter::Parenthesis,
        _ => true,
    };
    follows && leads
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::call;

    #[test]
    fn calls_read_as_people_write_them() {
        let table = [
            ("record", quote!(Package), "record!(Package);"),
            ("body", quote!(Config, secret "a < b", "c"), "body!(Config, secret \"a < b\", \"c\");"),
            (
                "sent_union",
                quote!(Rule { A(AInput) own, B(Vec<BInput>) items }),
                "sent_union!(Rule { A(AInput) own, B(Vec<BInput>) items });",
            ),
            (
                "outcome",
                quote!(Get { 200 => json Ok, 204 => empty NoContent }),
                "outcome!(Get { 200 => json Ok, 204 => empty NoContent });",
            ),
            (
                "union",
                quote!(Owner {
                    User = record::<User>.when("type", &["User", "Bot & Co"]).when("state", &["open"]),
                    Organization = record::<Organization>.when("type", &["Organization"]),
                    String = text
                }),
                "union!(Owner {\n    User = record::<User>.when(\"type\", &[\"User\", \"Bot & Co\"]).when(\"state\", &[\"open\"]),\n    \
                 Organization = record::<Organization>.when(\"type\", &[\"Organization\"]),\n    String = text,\n});",
            ),
        ];
        for (name, tokens, expected) in table {
            assert_eq!(call(name, &tokens), expected);
        }
    }
}
