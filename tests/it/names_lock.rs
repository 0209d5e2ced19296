//! `names.lock`: what was once called something keeps its name, and people may rename.

use docwright::source::Page;
use docwright::{Generated, Spec, generate};
use docwright_tests::{PACKAGES, packages_text};

/// Generates from a text that stands for the packages page, under a lock.
fn run(page: &str, names: &str) -> Generated {
    let spec = Spec { pages: vec![Page::new(PACKAGES, page)], names: names.to_owned(), ..Spec::default() };
    generate(spec, Some("client")).expect("the page is generated from")
}

fn file<'g>(generated: &'g Generated, path: &str) -> &'g str {
    let file = generated.files.iter().find(|file| file.path == path);
    &file.unwrap_or_else(|| panic!("{path} is generated")).contents
}

/// A page with one endpoint, whose heading, path and first parameter vary.
fn small_page(title: &str, path: &str, parameter: &str) -> String {
    format!(
        "# Page\n\n## {title}\n\n```\nGET {path}\n```\n\nDoes it.\n\n### Parameters\n\n#### Path and query parameters\n\n\
         * **`{parameter}`** (string) (required)\n  The one.\n\n* **`color`** (string)\n  Its color.\n\n\
         ### HTTP response status codes\n\n* **200** - OK\n\n### Code examples\n\n#### Example\n\n**Request:**\n\n\
         ```curl\ncurl -L \\\n  -X GET \\\n  https://api.github.com{}\n```\n\n**Response schema (Status: 200):**\n\n\
         * `id`: required, integer\n* `color`: string, enum: `red`, `blue`\n",
        path.replace(['{', '}'], "")
            .to_uppercase()
            .replace("/THINGS", "/things")
            .replace("/OBJECTS", "/objects"),
    )
}

#[test]
fn a_second_run_changes_nothing() {
    let first = run(&packages_text(), "");
    let second = run(&packages_text(), &first.names);
    assert_eq!(second.names, first.names);
    assert_eq!(second.files, first.files);
}

#[test]
fn a_new_title_renames_nothing() {
    let page = packages_text();
    let first = run(&page, "");
    let retitled =
        page.replace("## Delete package version for a user\n", "## Remove package version for a user\n");
    assert_ne!(retitled, page);
    let without_lock = run(&retitled, "");
    assert!(file(&without_lock, "src/users/packages.rs").contains("pub fn remove_version("));
    let locked = run(&retitled, &first.names);
    assert!(file(&locked, "src/users/packages.rs").contains("pub fn delete_version("));
    assert_eq!(locked.names, first.names);
}

#[test]
fn people_rename_methods_and_types() {
    let first = run(&packages_text(), "");
    let edited = first
        .names
        .replace("\"orgs.packages.list_docker_conflicts\"", "\"orgs.packages.docker_conflicts\"")
        .replace("{ name = \"CodeOfConduct\"", "{ name = \"HTTPConduct\"");
    assert_ne!(edited, first.names);
    let renamed = run(&packages_text(), &edited);
    assert!(file(&renamed, "src/orgs/packages.rs").contains("pub fn docker_conflicts("));
    // The name is taken as it was written, not as a rule would write it.
    assert!(file(&renamed, "src/types/http_conduct.rs").contains("pub struct HTTPConduct {"));
    assert_eq!(renamed.names, edited);
}

#[test]
fn what_people_wrote_into_the_lock_stays() {
    let first = run(&packages_text(), "");
    let commented = first.names.replace("[types]\n", "[types]\n# Conduct was named by hand.\n");
    let second = run(&packages_text(), &commented);
    assert!(second.names.contains("# Conduct was named by hand.\n"), "{}", second.names);
}

#[test]
fn an_endpoint_that_moved_keeps_its_names() {
    let first = run(&small_page("List the things", "/things/{name}", "name"), "");
    assert!(
        first.names.contains("\"GET /things/{1}\" = { call = \"client.packages.list_things\""),
        "{}",
        first.names
    );
    let moved = run(&small_page("Show objects", "/objects/{name}", "name"), &first.names);
    assert!(
        moved.names.contains("\"GET /objects/{1}\" = { call = \"client.packages.list_things\""),
        "{}",
        moved.names
    );
}

#[test]
fn what_vanished_is_marked_and_comes_back_under_its_name() {
    let page = packages_text();
    let first = run(&page, "");
    let cut = page.find("## List packages for a user\n").expect("the page has it");
    let end = page[cut..].find("\n## Get a package for a user\n").expect("the page has it");
    let without = format!("{}{}", &page[..cut], &page[cut + end + 1..]);
    let second = run(&without, &first.names);
    let row =
        second.names.lines().find(|line| line.starts_with("\"GET /users/{1}/packages\"")).expect("it stays");
    assert!(row.contains("gone = true"), "{row}");
    let third = run(&page, &second.names);
    assert_eq!(third.names, first.names);
}

#[test]
fn a_broken_lock_is_refused_with_the_mend() {
    for (lock, expected) in [
        ("[endpoints]\n\"GET /x\" = { call = 1 }\n", "[endpoints] \"GET /x\" has no `call`"),
        ("[types]\n\"Thing\" = { shape = \"x\" }\n", "[types] \"Thing\" has no `name`"),
        ("[types\n", "names.lock: "),
        (
            "[endpoints]\n\"GET /x\" = { call = \"teams.get\", arguments = [] }\n",
            "cannot be called `teams.get`",
        ),
        (
            "[endpoints]\n\"GET /x\" = { call = \"orgs.Get it\", arguments = [] }\n",
            "cannot be called `orgs.Get it`",
        ),
        ("[types]\n\"Thing\" = { name = \"My Thing\" }\n", "cannot be called `My Thing`"),
    ] {
        let pages = vec![Page::new(PACKAGES, &packages_text())];
        let spec = Spec { pages, names: lock.to_owned(), ..Spec::default() };
        let error = generate(spec, None).expect_err("a broken lock").to_string();
        assert!(error.contains(expected), "{error}");
    }
}

/// One title for several structures below one parent, and words of one letter, which a rule would write otherwise when
/// it reads its own names again.
#[test]
fn names_that_are_hard_to_tell_apart_stay() {
    let page = small_page("List the things", "/things/{name}", "name").replace(
        "* `color`: string, enum: `red`, `blue`\n",
        "* `plan_b`: required, object:\n  * `c`: required, object:\n    * `d`: string\n\
         * `one`: `Part`:\n  * `x`: string\n* `two`: `Part`:\n  * `y`: string\n\
         * `three`: `Part`:\n  * `z`: string\n",
    );
    let first = run(&page, "");
    let second = run(&page, &first.names);
    assert_eq!(second.names, first.names);
    assert_eq!(second.files, first.files);
    let parts =
        first.names.lines().filter(|line| line.contains("Part\"") || line.contains("Part2\"")).count();
    assert_eq!(parts, 3, "{}", first.names);
}

#[test]
fn two_endpoints_that_look_like_one_that_has_vanished_are_not_taken_for_it() {
    let first = run(&small_page("Get a thing", "/things/{id}", "id"), "");
    let page = small_page("Get an object", "/objects/{id}", "id");
    let moved = run(&page, &first.names);
    assert!(
        moved.names.contains("\"GET /objects/{1}\" = { call = \"client.packages.get_thing\""),
        "{}",
        moved.names
    );
    let second = page.split_once("\n## ").expect("a page has an endpoint").1.replace("objects", "others");
    let both = format!("{page}\n## {}", second.replace("Get an object", "Get another"));
    let apart = run(&both, &first.names);
    for name in ["get_object", "get_another"] {
        assert!(apart.names.contains(&format!("client.packages.{name}\"")), "{}", apart.names);
    }
}
