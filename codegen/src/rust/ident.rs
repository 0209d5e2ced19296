//! Identifiers: the one place where wire names become Rust names, and the only one that uses `heck`.

use std::fmt;

use heck::{ToSnakeCase, ToUpperCamelCase};

use crate::hash::sha256;
use crate::unique::first_free;

/// A valid Rust identifier, without `r#`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RustIdent(String);

/// Names of modules up to this length stay; most file systems take names of 255 bytes, and some tools less.
const LONGEST_MODULE: usize = 150;

/// How much of a hash tells apart long names that begin alike.
const HASH_DIGITS: usize = 12;

/// Keywords that can be written as `r#…`.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait",
    "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Keywords that cannot.
const RESERVED: &[&str] = &["self", "super", "crate", SELF, "_"];

const SELF: &str = "Self";

/// The types, variants and traits of the standard prelude. A type that hides one would be legal, and a trap for those who import
/// all types.
const PRELUDE: &[&str] = &[
    "Box",
    "Default",
    "Err",
    "From",
    "Into",
    "IntoIterator",
    "None",
    "Ok",
    "Option",
    "Result",
    "Some",
    "String",
    "ToString",
    "Vec",
];

impl RustIdent {
    /// A module, function, field or argument.
    pub fn snake(words: &str) -> Self {
        Self::valid(&symbols(words).to_snake_case(), "value_")
    }

    /// A module, which is a file of the same name on every system: never a keyword, nor a name that Windows keeps for devices, and
    /// short enough for a folder. All are in lower case, so that names that differ are different files everywhere.
    pub fn module(words: &str) -> Self {
        let name = Self::snake(words);
        if name.0.len() > LONGEST_MODULE {
            let hash = sha256(name.0.as_bytes());
            let start = name.0[..LONGEST_MODULE - HASH_DIGITS].trim_end_matches('_');
            return Self(format!("{start}_{}", &hash[..HASH_DIGITS]));
        }
        if name.is_keyword() || is_device(&name.0) { name.with_suffix("_") } else { name }
    }

    /// A type; names of the prelude get `Object` behind them.
    pub fn camel(words: &str) -> Self {
        Self::valid_type(&symbols(words).to_upper_camel_case()).beside_prelude()
    }

    /// The struct of a scope; that of the client itself is the runtime's `Client`.
    pub fn scope(name: &str) -> Self {
        Self(name.to_upper_camel_case())
    }

    /// A variant of an enum; `Unknown` is the one that keeps values which the page does not list.
    pub fn variant(value: &str) -> Self {
        let name = Self::valid_type(&symbols(value).to_upper_camel_case());
        if matches!(name.0.as_str(), "Unknown") { Self("UnknownValue".to_owned()) } else { name }
    }

    /// The name of a type as people wrote it; `None` where it does not look like one. A type in lower case could hide modules and
    /// the types of the language.
    pub fn written(name: &str) -> Option<Self> {
        let begins = name.starts_with(|first: char| first.is_ascii_uppercase());
        let plain = name.chars().all(|c| c.is_ascii_alphanumeric());
        (begins && plain && name != SELF).then(|| Self(name.to_owned()))
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

    /// A type or a variant, which begins with a capital also where a letter that is not ASCII came first.
    fn valid_type(name: &str) -> Self {
        let name = Self::valid(name, "Value");
        if name.0.strip_suffix('_') == Some(SELF) {
            return Self(format!("{SELF}Value"));
        }
        match name.0.chars().next() {
            Some(first) => Self(format!("{}{}", first.to_ascii_uppercase(), &name.0[first.len_utf8()..])),
            None => name,
        }
    }

    fn valid(name: &str, prefix: &str) -> Self {
        // Letters beyond ASCII are legal in Rust, but are not on every keyboard.
        let name: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
        // Nothing may be left of a word between two others.
        let words: Vec<&str> = name.split('_').filter(|word| !word.is_empty()).collect();
        let name = words.join("_");
        if RESERVED.contains(&name.as_str()) {
            return Self(format!("{name}_"));
        }
        match name.chars().next() {
            Some(first) if !first.is_ascii_digit() => Self(name),
            _ => Self(format!("{prefix}{name}").trim_end_matches('_').to_owned()),
        }
    }
}

/// Whether Windows takes a file of this name for a device, whatever its extension.
fn is_device(name: &str) -> bool {
    let port = name.strip_prefix("com").or_else(|| name.strip_prefix("lpt"));
    matches!(name, "con" | "prn" | "aux" | "nul")
        || port.is_some_and(|number| number.len() == 1 && number.bytes().all(|digit| digit.is_ascii_digit()))
}

impl fmt::Display for RustIdent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_keyword() { write!(f, "r#{}", self.0) } else { f.write_str(&self.0) }
    }
}

/// The name of a type with that of a part of it behind; the first stays as it is, so that what people called it shows.
pub fn join_camel(parent: &str, part: &str) -> RustIdent {
    let part = if part.is_empty() { String::new() } else { symbols(part).to_upper_camel_case() };
    RustIdent::valid_type(&format!("{parent}{part}")).beside_prelude()
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
    fn words_without_ascii_letters_leave_no_gap() {
        for (words, expected) in [("bar ౌ colon", "bar_colon"), ("ü a", "a"), ("a ü", "a"), ("ü", "value")]
        {
            assert_eq!(RustIdent::snake(words).as_str(), expected, "{words}");
        }
    }

    #[test]
    fn long_names_of_modules_are_cut_and_stay_different() {
        let long = "part".repeat(75);
        let [one, other] = ["One", "Other"].map(|end| RustIdent::module(&format!("{long}{end}")));
        assert_ne!(one, other);
        assert_eq!(one, RustIdent::module(&format!("{long}One")));
        assert!(one.as_str().len() <= 151 && one.as_str().starts_with(&long[..130]), "{one}");
    }

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
        let modules = [
            ("SimpleUser", "simple_user"),
            ("Type", "type_"),
            ("Con", "con_"),
            ("Com1", "com1_"),
            ("Com10", "com10"),
        ];
        for (name, expected) in modules {
            assert_eq!(RustIdent::module(name).to_string(), expected, "{name}");
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
            ("self", "SelfValue"),
            ("μg", "G"),
        ];
        for (value, expected) in values {
            assert_eq!(RustIdent::variant(value).to_string(), expected, "{value}");
        }
    }
}
