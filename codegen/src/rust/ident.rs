//! Identifiers: the one place where wire names become Rust names, and the only one that uses `heck`.

use std::fmt;

use heck::{ToSnakeCase, ToUpperCamelCase};

use crate::unique::first_free;

/// A valid Rust identifier, without `r#`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RustIdent(String);

/// Keywords that can be written as `r#…`.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait",
    "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Keywords that cannot.
const RESERVED: &[&str] = &["self", "super", "crate", "Self", "_"];

/// Names that a type must not hide: the prelude's, and those that generated files import.
const PRELUDE: &[&str] = &[
    "BTreeMap",
    "Body",
    "Box",
    "Call",
    "Client",
    "Date",
    "Default",
    "DocumentedStatus",
    "Download",
    "Endpoint",
    "Err",
    "Error",
    "Field",
    "From",
    "Into",
    "IntoIterator",
    "Member",
    "Members",
    "Method",
    "None",
    "Nullable",
    "Ok",
    "Payload",
    "Option",
    "Presence",
    "Result",
    "Self",
    "Sending",
    "Server",
    "Some",
    "Source",
    "StatusCode",
    "String",
    "Text",
    "Timestamp",
    "ToString",
    "Union",
    "Value",
    "Variant",
    "Vec",
];

impl RustIdent {
    /// A module, function, field or argument.
    pub fn snake(words: &str) -> Self {
        Self::valid(&symbols(words).to_snake_case(), "value_")
    }

    /// A type; names of the prelude get `Object` behind them.
    pub fn camel(words: &str) -> Self {
        let name = Self::valid(&symbols(words).to_upper_camel_case(), "Value");
        name.beside_prelude()
    }

    /// The struct of a scope; that of the client itself is the runtime's `Client`.
    pub fn scope(name: &str) -> Self {
        Self(name.to_upper_camel_case())
    }

    /// A variant of an enum; `Unknown` is the one that keeps values which the page does not list.
    pub fn variant(value: &str) -> Self {
        let name = Self::valid(&symbols(value).to_upper_camel_case(), "Value");
        if matches!(name.0.as_str(), "Unknown") { Self("UnknownValue".to_owned()) } else { name }
    }

    /// A name as somebody wrote it; `None` where it is no identifier.
    pub fn written(name: &str) -> Option<Self> {
        let mut chars = name.chars();
        let begins = chars.next().is_some_and(|first| first.is_ascii_alphabetic());
        let plain = chars.all(|c| c.is_ascii_alphanumeric() || c == '_');
        (begins && plain && !RESERVED.contains(&name) && !KEYWORDS.contains(&name))
            .then(|| Self(name.to_owned()))
    }

    /// A name as this program wrote it; `None` where it is no identifier.
    pub fn kept(name: &str) -> Option<Self> {
        let mut chars = name.chars();
        let begins = chars.next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_');
        let plain = chars.all(|c| c.is_ascii_alphanumeric() || c == '_');
        (begins && plain && !RESERVED.contains(&name)).then(|| Self(name.to_owned()))
    }

    /// The name with a number behind it, if it is taken.
    #[must_use]
    pub fn or_numbered(&self, taken: impl Fn(&Self) -> bool) -> Self {
        Self(first_free(
            &self.0,
            2,
            |base, number| format!("{base}{number}"),
            |name| taken(&Self(name.to_owned())),
        ))
    }

    /// The name with words behind it, in the same case.
    #[must_use]
    pub fn with_suffix(&self, suffix: &str) -> Self {
        Self(format!("{}{suffix}", self.0))
    }

    /// The identifier without `r#`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it must be written as `r#…`.
    pub fn is_keyword(&self) -> bool {
        KEYWORDS.contains(&self.0.as_str())
    }

    fn beside_prelude(self) -> Self {
        if PRELUDE.contains(&self.0.as_str()) { self.with_suffix("Object") } else { self }
    }

    fn valid(name: &str, prefix: &str) -> Self {
        // Letters beyond ASCII are legal in Rust, but nobody wants to type them in a client.
        let name: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
        if RESERVED.contains(&name.as_str()) {
            return Self(format!("{name}_"));
        }
        match name.chars().next() {
            Some(first) if !first.is_ascii_digit() => Self(name),
            _ => Self(format!("{prefix}{name}").trim_end_matches('_').to_owned()),
        }
    }
}

impl fmt::Display for RustIdent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_keyword() { write!(f, "r#{}", self.0) } else { f.write_str(&self.0) }
    }
}

/// The name of a type with that of a part of it behind; the first stays as it is, so that what people called it shows.
pub fn join_camel(parent: &str, part: &str) -> RustIdent {
    if part.is_empty() {
        return RustIdent::valid(parent, "Value").beside_prelude();
    }
    RustIdent::valid(&format!("{parent}{}", symbols(part).to_upper_camel_case()), "Value").beside_prelude()
}

/// Signs that carry the meaning of a short name become words.
fn symbols(words: &str) -> String {
    match words {
        "+1" => "plus one".to_owned(),
        "-1" => "minus one".to_owned(),
        "*" => "all".to_owned(),
        "" => "empty".to_owned(),
        // An apostrophe parts no words: `won't fix`.
        other => other.replace(['\'', '’'], ""),
    }
}

#[cfg(test)]
mod tests {
    use super::RustIdent;

    #[test]
    fn wire_names_become_identifiers() {
        let fields = [
            ("type", "r#type"),
            ("+1", "plus_one"),
            ("-1", "minus_one"),
            ("$ref", "r#ref"),
            ("@timestamp", "timestamp"),
            ("discard-to-noreply-address", "discard_to_noreply_address"),
            ("self", "self_"),
            ("3d", "value_3d"),
            ("", "empty"),
            ("😀", "value"),
        ];
        for (wire, expected) in fields {
            assert_eq!(RustIdent::snake(wire).to_string(), expected, "{wire}");
        }
        let types = [
            ("Simple User", "SimpleUser"),
            ("Option", "OptionObject"),
            ("GitHub app", "GitHubApp"),
            ("Code Of Conduct", "CodeOfConduct"),
        ];
        for (title, expected) in types {
            assert_eq!(RustIdent::camel(title).to_string(), expected, "{title}");
        }
        let values = [
            ("won't fix", "WontFix"),
            ("100644", "Value100644"),
            ("Unknown", "UnknownValue"),
            ("npm", "Npm"),
            ("not_planned", "NotPlanned"),
        ];
        for (value, expected) in values {
            assert_eq!(RustIdent::variant(value).to_string(), expected, "{value}");
        }
    }
}
