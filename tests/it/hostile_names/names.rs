//! Names that pages could have, and that a generated crate must survive.

use std::collections::BTreeSet;

use docwright_tests::root;

const KEYWORDS: &str = "
    abstract as async await become box break const continue crate do dyn else enum extern false final fn for gen if impl in let loop
    macro match mod move mut override priv pub ref return safe self Self static struct super trait true try type typeof union unsafe
    unsized use virtual where while yield raw r#type 'static macro_rules auto default
";

const LANGUAGE: &str = "
    Option Some None Ok Err Result Vec String Box Default Clone Copy Send Sync Sized Drop Fn FnMut FnOnce Iterator IntoIterator Extend
    From Into TryFrom TryInto FromIterator ToString ToOwned AsRef AsMut Eq PartialEq Ord PartialOrd Debug Display Hash Future IntoFuture
    Deref Add Not Index Borrow FromStr str u8 u16 u64 i64 i32 usize bool f64 char std core alloc proc_macro test env line column
    file vec format println panic assert derive cfg allow expect deny doc deprecated must_use non_exhaustive automatically_derived
    Serialize Deserialize Serializer Deserializer serde serde_json S D H T C C2 N K E U V A Item Output Error __Item
    clone new eq ne cmp hash fmt into from drop next borrow to_string to_owned as_ref as_str default_value serialize deserialize with
    add sub not neg index deref len is_empty iter
";

const GENERATED: &str = "
    kinds draft client types base lib main runtime items item pages page send bind unbind request download upload builder bind_call
    with_header with_query with_retries with_member with_list json content_type media_type name value values index source payload
    call calls body body_list query query_text query_repeated query_joined header object form part content read read_into cx
    set_member member put skip FIELDS TEXTS KNOWN VARIANTS ENDPOINT MEMBER Unknown Other other others KNOWN_VALUES Input Outcome
    GetOutcome ListOutcome Get List Create Update Delete Call Client ClientBuilder BTreeMap API_VERSION DOCUMENTATION features all full
    con nul aux com1 build bin examples tests benches src target Cargo.toml mod.rs
";

const CATEGORIES: &str = "
    actions activity agent-tasks apps billing branches campaigns checks classroom code-scanning code-security codes-of-conduct codespaces
    collaborators commits copilot credentials dependabot dependency-graph deploy-keys deployments emojis enterprise-admin
    enterprise-teams gists git gitignore hosted-compute interactions issues licenses markdown meta metrics migrations models
    oidc orgs packages pages private-registries projects projects-classic pulls rate-limit reactions releases repos search
    secret-scanning security-advisories teams users user enterprises repository organization
";

const SHAPES: &str = r#"
    +1 -1 1 123 1a 3d 0 1.0 2_0 100644 _ __ _a a_ a__b -- - . .. ... * % & + = ! ? # ~ ^ < > << >> :: // \ | || ; , @ $ $ref @timestamp
    {} {a} [0] () a.b a/b a:b a|b a*b a-b a_b aB AB Ab ab A a b#c "quoted" 'single' $name {{x}} <b> &amp; %0A \n \u{0} \x1b
    naïve übersicht 名前 ключ ß İ ı 🦀 👩‍💻 μg g é e ñandú Ŝelf ＴＹＰＥ π２ ǅ ﬁ
"#;

const WITH_BLANKS: &[&str] = &[
    "array of strings",
    "see above",
    "won't fix",
    "it's the user's",
    "a b",
    "a  b",
    "Self self",
    "non-ASCII ünïcödé words",
    "*/ end of comment",
    "/* comment",
    "//! inner docs",
    "]] #[derive(Debug)]",
    "e\u{301}",
    "left\u{202e}right",
    "isolated\u{2066}text\u{2069}",
    "escape\u{1b}[31mred",
    "bell\u{7}",
    "next\u{85}line",
    "zero\u{200b}width",
    "line\u{2028}separator",
    "mark\u{feff}",
    "tag\u{e0041}",
];

/// Returns every name, each once and in a fixed order.
pub(super) fn names() -> Vec<String> {
    let lists = [KEYWORDS, LANGUAGE, GENERATED, CATEGORIES, SHAPES];
    let words = lists.into_iter().flat_map(str::split_whitespace).map(str::to_owned);
    let blanks = WITH_BLANKS.iter().map(|name| (*name).to_owned());
    let long =
        ["x".repeat(300), "long_name_".repeat(30), "LongName".repeat(40), format!("{}y", "x".repeat(300))];
    let mut seen = BTreeSet::new();
    words.chain(blanks).chain(long).chain(of_runtime()).filter(|name| seen.insert(name.clone())).collect()
}

/// The items that the runtime exports, read from its source, so that a new one is tried as well.
fn of_runtime() -> Vec<String> {
    let text = std::fs::read_to_string(root().join("codegen/runtime/src/lib.rs")).unwrap();
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let words = code.flat_map(|line| line.split(|c: char| !c.is_ascii_alphanumeric() && c != '_'));
    words.filter(|word| word.starts_with(|c: char| c.is_ascii_alphabetic())).map(str::to_owned).collect()
}
