//! The word lists of the naming rule, and how text becomes words.

/// Words that say nothing about which operation is meant.
pub const ARTICLES: &[&str] = &[
    "a",
    "an",
    "the",
    "your",
    "this",
    "some",
    "given",
    "single",
    "specific",
    "new",
    "existing",
    "any",
    "one",
    "their",
    "its",
    "namespace",
];

/// Auxiliary verbs. The infinitive `be` is none: in "can be assigned" and "to be site administrator" it carries the sense.
pub const AUXILIARIES: &[&str] = &["is", "are", "been", "has", "have", "was"];

/// The brand, which every operation shares.
pub const BRAND: &str = "github";

/// Words at which a title is cut into chunks.
pub const PREPOSITIONS: &[&str] = &[
    "for", "in", "of", "from", "to", "within", "on", "at", "by", "with", "during", "via", "using", "as",
    "between", "per", "into", "under", "after", "before", "that", "which", "through", "across", "when",
    "without", "over", "where", "if", "whether",
];

/// Words that join two equal things.
pub const CONJUNCTIONS: &[&str] = &["and", "or"];

/// Adjectives that can stand for the category's noun: "list public gists" is `list_public`.
pub const ADJECTIVES: &[&str] =
    &["public", "latest", "starred", "global", "authenticated", "private", "matching", "all"];

/// Words that tie a chunk to the one before it, and go where that chunk goes.
pub const TIES: &[&str] = &["owned", "belonging", "associated", "available", "accessible"];

/// Who makes the request: chunks that say no more than this go.
pub const CALLERS: &[&str] = &["authenticated user", "authenticated app"];

/// The first words of titles that are verbs, in the form that names take.
pub const VERBS: &[&str] = &[
    "abort",
    "accept",
    "add",
    "apply",
    "approve",
    "archive",
    "assign",
    "attach",
    "block",
    "cancel",
    "change",
    "check",
    "clear",
    "close",
    "compare",
    "configure",
    "convert",
    "copy",
    "create",
    "cutover",
    "decline",
    "delete",
    "demote",
    "deny",
    "detach",
    "disable",
    "dismiss",
    "download",
    "edit",
    "enable",
    "export",
    "fetch",
    "follow",
    "force",
    "fork",
    "generate",
    "get",
    "grant",
    "import",
    "initialize",
    "invite",
    "list",
    "lock",
    "map",
    "mark",
    "merge",
    "migrate",
    "move",
    "open",
    "pause",
    "pin",
    "ping",
    "prepare",
    "promote",
    "provision",
    "publish",
    "redeliver",
    "refresh",
    "regenerate",
    "reject",
    "remove",
    "rename",
    "render",
    "reopen",
    "reorder",
    "replace",
    "reprioritize",
    "request",
    "rerequest",
    "rerun",
    "reset",
    "resolve",
    "restore",
    "resume",
    "retrieve",
    "retry",
    "revert",
    "review",
    "revoke",
    "rotate",
    "run",
    "search",
    "send",
    "set",
    "star",
    "start",
    "stop",
    "submit",
    "suspend",
    "sync",
    "test",
    "transfer",
    "trigger",
    "unarchive",
    "unassign",
    "unblock",
    "unfollow",
    "unlock",
    "unpin",
    "unstar",
    "unsuspend",
    "unwatch",
    "update",
    "upload",
    "validate",
    "verify",
    "watch",
];

/// Verbs that are said otherwise in names.
pub const VERB_SYNONYMS: &[(&str, &str)] = &[("retrieve", "get"), ("fetch", "get")];

/// The verb of a title without one, by HTTP method.
pub const METHOD_VERBS: &[(&str, &str)] =
    &[("GET", "get"), ("POST", "create"), ("PUT", "set"), ("PATCH", "update"), ("DELETE", "delete")];

/// The nouns of categories, where they aren't the category in the singular.
pub const CATEGORY_NOUNS: &[(&str, &[&str])] = &[
    ("pulls", &["pull request"]),
    ("repos", &["repository"]),
    ("orgs", &["organization"]),
    ("enterprise-admin", &["enterprise"]),
    ("security-advisories", &["security advisory", "advisory"]),
    ("oauth-authorizations", &["authorization"]),
    ("agent-tasks", &["task"]),
    ("metrics", &[]),
];

/// Words that are shorter in names.
pub const ABBREVIATIONS: &[(&str, &str)] =
    &[("repository", "repo"), ("repositories", "repos"), ("organization", "org"), ("organizations", "orgs")];

/// Plurals that don't follow from their last letters.
pub const IRREGULAR_PLURALS: &[(&str, &str)] = &[
    ("analyses", "analysis"),
    ("aliases", "alias"),
    ("caches", "cache"),
    ("people", "person"),
    ("statuses", "status"),
];

/// Last words of parameters, behind the noun of the thing that they identify.
pub const IDENTIFYING_WORDS: &[&str] = &["id", "ids", "key", "name", "number", "ref", "sha", "slug"];

/// The words that Rust's editions up to 2024 keep to themselves.
pub const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop",
    "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static",
    "struct", "super", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual",
    "where", "while", "yield",
];

/// The words of a text: runs of ASCII letters and digits in lower case, a possessive 's left out.
pub fn words(text: &str) -> Vec<String> {
    let text = text.replace('’', "'").to_ascii_lowercase();
    let mut words = Vec::new();
    for part in text.split(|c: char| !c.is_ascii_alphanumeric() && c != '\'') {
        let part = part.trim_matches('\'');
        let owner = part.strip_suffix("'s").unwrap_or(part);
        words.extend(owner.split('\'').filter(|word| !word.is_empty()).map(str::to_owned));
    }
    words
}

/// The words as one `snake_case` name, long words abbreviated.
pub fn snake_case(words: &[String]) -> String {
    words.iter().map(|word| look_up(ABBREVIATIONS, word).unwrap_or(word)).collect::<Vec<_>>().join("_")
}

/// Whether a `snake_case` name can stand in Rust code as it is.
pub fn is_identifier(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(plain) && !KEYWORDS.contains(&name)
}

/// The value of a key in a list of pairs.
pub fn look_up<T: Copy>(pairs: &[(&str, T)], key: &str) -> Option<T> {
    pairs.iter().find(|(of, _)| *of == key).map(|(_, value)| *value)
}
