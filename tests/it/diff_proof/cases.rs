//! Pairs of references: those of the rules, and edits of one small page that are about signatures alone.

use std::fs;
use std::path::Path;

use docwright::diff::verdict::Rust;
use docwright::source::Page;
use docwright::{Generated, Spec, generate};
use docwright_tests::{pages_in, root};

use crate::support::crate_toml;

/// Two references, and what is written of the pair.
pub(super) struct Case {
    pub(super) name: String,
    pub(super) old: Generated,
    pub(super) new: Generated,
    /// The verdict for code, where somebody has written one.
    pub(super) rust: Option<Rust>,
}

/// A small page, and edits of it: names, and words with those that take their place.
const PAGE: &str = include_str!("page.md");
const EDITS: &[(&str, &[(&str, &str)])] = &[
    ("nothing", &[]),
    ("optional text takes null", &[("**`note`** (string)", "**`note`** (string or null)")]),
    ("optional number takes null", &[("**`count`** (integer)", "**`count`** (integer or null)")]),
    (
        "list of texts takes null",
        &[("**`labels`** (array of strings)", "**`labels`** (array of strings or null)")],
    ),
    ("text becomes any JSON", &[("**`note`** (string)", "**`note`** (string or integer)")]),
    ("number becomes any JSON", &[("**`count`** (integer)", "**`count`** (string or integer)")]),
    ("list becomes any JSON", &[("**`labels`** (array of strings)", "**`labels`** (array)")]),
    ("number becomes a fraction", &[("**`count`** (integer)", "**`count`** (number)")]),
    (
        "enum becomes text and its type stays",
        &[("How they are sorted.\n  Can be one of: `name`, `size`", "How they are sorted.")],
    ),
    (
        "enum becomes text and its type goes",
        &[("Which ones.\n  Can be one of: `open`, `shut`", "Which ones.")],
    ),
    (
        "arguments change places",
        &[
            ("**`first`** (string)", "**`zero`** (string)"),
            ("**`second`** (string)", "**`first`** (string)"),
            ("**`zero`** (string)", "**`second`** (string)"),
        ],
    ),
    ("argument of the same type has another name", &[("**`first`** (string)", "**`third`** (string)")]),
    ("argument of another type has another name", &[("**`first`** (string)", "**`third`** (integer)")]),
    ("placeholder has another name", &[("{org}", "{organization}"), ("**`org`**", "**`organization`**")]),
    ("reply is one of two", &[("* **204** - No Content", "* **202** - Accepted\n\n* **204** - No Content")]),
    ("field is new", &[("* `size`: required, integer", "* `size`: required, integer\n* `colour`: string")]),
    ("field goes with its type", &[("* `box`: required, object:\n  * `width`: required, integer\n", "")]),
    ("field of a part goes", &[("  * `width`: required, integer\n", "  * `depth`: required, integer\n")]),
    ("enum becomes a text in a reply", &[(", enum: `red`, `blue`", "")]),
    ("value goes", &[(", enum: `red`, `blue`", ", enum: `red`")]),
    ("value comes", &[(", enum: `red`, `blue`", ", enum: `red`, `blue`, `green`")]),
    ("object goes down to a list", &[("* `box`: required, object:", "* `box`: required, array of objects:")]),
    (
        "member of a body's part must be given",
        &[("**`width`** (integer)\n", "**`width`** (integer) (required)\n")],
    ),
    ("member of a body's part goes", &[("  * **`width`** (integer)\n    How wide.\n", "")]),
    (
        "list comes within an object",
        &[(
            "Array of `Thing`:\n\n* `id`",
            "* `total_count`: required, integer\n* `things`: required, array of `Thing`:\n  * `id`",
        )],
    ),
];

/// Every pair.
pub(super) fn cases() -> Vec<Case> {
    let mut all: Vec<Case> = EDITS.iter().map(edited).collect();
    let folder = root().join("tests/fixtures/diff");
    let entries = fs::read_dir(&folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    let mut folders: Vec<_> = entries.filter(|path| path.is_dir()).collect();
    folders.sort();
    all.extend(folders.iter().filter_map(|path| fixture(&folder, path)));
    all
}

fn edited((name, edits): &(&str, &[(&str, &str)])) -> Case {
    let mut text = PAGE.to_owned();
    for (from, to) in *edits {
        assert!(text.contains(from), "{name}: no {from:?}");
        text = text.replace(from, to);
    }
    let page = |text| vec![Page::new("en/rest/things/things.md", text)];
    let old = generated(page(PAGE), "").expect("the page can be generated from");
    let new = generated(page(&text), &old.names);
    Case {
        name: (*name).to_owned(),
        new: new.unwrap_or_else(|| panic!("{name}: the page is broken")),
        old,
        rust: None,
    }
}

/// A pair of the rules; none where the new page cannot be read, as there is no crate then.
fn fixture(base: &Path, folder: &Path) -> Option<Case> {
    let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
    let about: toml::Table = fs::read_to_string(folder.join("case.toml")).unwrap().parse().unwrap();
    let rust = about.get("rust").and_then(toml::Value::as_str).map(|word| {
        let known = Rust::ALL.into_iter().find(|rust| rust.as_str() == word);
        known.unwrap_or_else(|| panic!("{name}: no verdict `{word}`"))
    });
    let old = pages(folder, "old").or_else(|| pages(base, "base")).expect("there is an old page");
    let new = pages(folder, "new").or_else(|| pages(base, "base")).expect("there is a new page");
    let old = generated(old, "").unwrap_or_else(|| panic!("{name}: the old page is broken"));
    let new = generated(new, &old.names)?;
    Some(Case { name, old, new, rust })
}

/// The one page, or the tree of pages, of a name.
fn pages(folder: &Path, name: &str) -> Option<Vec<Page>> {
    let tree = folder.join(name);
    if tree.is_dir() {
        return Some(pages_in(&tree));
    }
    let text = fs::read_to_string(tree.with_extension("md")).ok()?;
    Some(vec![Page::new("en/rest/packages/packages.md", &text)])
}

fn generated(pages: Vec<Page>, names: &str) -> Option<Generated> {
    let spec = Spec {
        pages,
        names: names.to_owned(),
        in_workspace: true,
        manifest: Some(crate_toml(false)),
        ..Spec::default()
    };
    generate(spec, Some("client")).ok()
}
