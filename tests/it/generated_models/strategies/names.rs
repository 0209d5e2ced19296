//! Names and prose: hostile wherever the grammar allows it.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::string::{RegexGeneratorStrategy, string_regex};

/// Names without blanks: Rust's keywords, prelude and macros, items of the runtime and of generated clients, words of the grammar,
/// names of the reference, and names in other scripts, cases and punctuation.
const WORDS: &str = r#"
    type self Self super crate async await dyn fn gen try union static r#type _ __ 'static
    Option Some None Ok Err Result Vec String Box Default Clone Send Iterator From str u64 bool f64 char
    vec format println matches assert derive serde std core alloc
    client Client Error Response Request Page Method Timestamp send builder new body query path header headers status
    into_future with_body paginate pages mock Mock blocking raw Unknown Other other extra additional additional_properties
    Value Json Variant1 value 0
    required object null default title name key items properties enum
    +1 -1 $ref @timestamp discard-to-noreply-address enterprise-team login id owner repo page per_page
    naïve 名前 ключ ß İ 🦀 1 123 1a a.b a/b a:b a|b a*b * % &amp; <b> {} {a} [0] " \ \n # a--b a A a_ _a aB AB a_b ab
"#;

const WITH_BLANKS: &[&str] =
    &["array of strings", "one of", "see above", "schema for structured JSON response", "a b", "e\u{301}"];

thread_local! {
    // Recursive strategies ask for these at every level of every tree.
    static NAME: BoxedStrategy<String> = new_name().boxed();
    static VALUE: BoxedStrategy<String> = new_value().boxed();
    static TITLE: BoxedStrategy<String> = new_title().boxed();
    static SENTENCE: BoxedStrategy<String> = new_sentence().boxed();
}

/// Returns text of a pattern, which is compiled once: as a strategy of its own it would be for every text.
pub(super) fn text(pattern: &str) -> RegexGeneratorStrategy<String> {
    string_regex(pattern).expect("a pattern")
}

/// Returns names of parameters and fields.
pub(super) fn name() -> BoxedStrategy<String> {
    NAME.with(Clone::clone)
}

fn new_name() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => select(words()).prop_map(str::to_owned),
        2 => text("[a-z][a-z0-9_]{0,12}"),
        1 => text("[A-Za-z0-9$@+._-]{1,8}"),
        1 => (text("[a-z_]{1,3}"), 20..80_usize).prop_map(|(part, times)| part.repeat(times)),
        1 => text("\\PC{1,6}").prop_filter("code holds no backtick, and no blanks at its ends", |text| is_code(text)),
    ]
}

fn words() -> Vec<&'static str> {
    WORDS.split_whitespace().chain(WITH_BLANKS.iter().copied()).collect()
}

/// Returns values of enums and defaults.
pub(super) fn value() -> BoxedStrategy<String> {
    VALUE.with(Clone::clone)
}

fn new_value() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => name(),
        1 => select(vec!["won't fix", "", "true", "1", "null", "100644", "a, b", "not supported"]).prop_map(str::to_owned)
    ]
    .prop_filter("an empty text is not code", |text| !text.is_empty())
}

fn is_code(text: &str) -> bool {
    !text.contains('`') && text.trim() == text && !text.is_empty() && !text.chars().any(is_odd)
}

/// Characters that turn the direction of text are reported wherever they are.
fn is_odd(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Returns names that a path can hold between braces.
pub(super) fn placeholder() -> impl Strategy<Value = String> {
    let known =
        "org owner repo type self crate enterprise-team client body name Name _ 1 basehead path asset_name";
    let known = select(known.split(' ').collect::<Vec<_>>());
    prop_oneof![4 => known.prop_map(str::to_owned), 1 => text("[A-Za-z0-9_-]{1,9}")]
}

/// Categories of GitHub, and names that a crate has anyway.
const CATEGORIES: &str = "
    actions activity apps billing branches checks code-scanning codes-of-conduct emojis git issues licenses markdown meta
    migrations models packages rate-limit search teams users
    types client error blocking mock crate self core std serde async mod default features all full test 1 402
";

/// Returns parts of a page's address.
pub(super) fn address() -> impl Strategy<Value = String> {
    let known = select(CATEGORIES.split_whitespace().collect::<Vec<_>>());
    prop_oneof![5 => known.prop_map(str::to_owned), 1 => text("[a-z][a-z0-9]{0,5}(-[a-z0-9]{1,5}){0,2}")]
}

/// Returns titles of endpoints, examples, pages and objects.
pub(super) fn title() -> BoxedStrategy<String> {
    TITLE.with(Clone::clone)
}

fn new_title() -> impl Strategy<Value = String> {
    let verb = select(vec!["Get", "List", "Create", "Delete", "Update", "Check if", "Add", "Full", "Simple"]);
    let noun = select(vec![
        "a user",
        "User",
        "Team",
        "Repository",
        "the authenticated user's C#",
        "Option",
        "Vec",
        "String",
        "Box",
        "Error",
        "Self",
        "Client",
        "Response",
        "übersicht",
        "名前",
        "+1 reaction",
        "SCIM / 2.0 users",
        "\"quoted\" things",
        "things (closing)",
        "a_b_c",
        "a & b",
        "x < y",
        "things [old]",
        "1st",
        "Page",
    ]);
    let words = (verb, noun).prop_map(|(verb, noun)| format!("{verb} {noun}"));
    prop_oneof![6 => words, 1 => noun_alone(), 1 => text("[A-Z][a-z]{1,8}( [a-z]{1,8}){0,9}")]
}

/// Titles that would be read as a type are not among them.
fn noun_alone() -> impl Strategy<Value = String> {
    select(vec![
        "User", "Option", "Vec", "String", "Error", "Self", "Page", "Response", "Value", "Result", "1", "_",
        "名前",
    ])
    .prop_map(str::to_owned)
}

const PROSE: &str = r##"
    The name of an item. It is set to snake_case *bold* [link] <branch a & b a<b C:\dir it's "x" https://docs.github.com/rest
    naïve 名前 {owner} */ // #42 1. - ~tilde~ +1 $HOME \n (see above) Default: required, {{ r#" "# || _under_ --
"##;

/// Returns a line of prose. The first word is plain, since flattened text has no markup to begin with.
pub(super) fn sentence() -> BoxedStrategy<String> {
    SENTENCE.with(Clone::clone)
}

fn new_sentence() -> impl Strategy<Value = String> {
    let first = select(vec!["The", "Ein", "Filters", "名前", "When", "Note", "If"]);
    (first, vec(select(PROSE.split_whitespace().collect::<Vec<_>>()), 0..9))
        .prop_map(|(first, words)| std::iter::once(first).chain(words).collect::<Vec<_>>().join(" "))
}
