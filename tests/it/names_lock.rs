//! `names.lock`: what was once called something keeps its name, and people may rename.

use std::fs;

use docwright::rust::{Output, Type, TypeBody};
use docwright::source::Page;
use docwright::{Generated, Spec, generate};
use docwright_tests::{PACKAGES, packages_text, root};

use crate::support::{Section, page};

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
fn values_of_several_kinds_and_what_they_are_made_of_keep_their_names() {
    let received = "* `id`: required, integer\n* `level`: required, one of:\n  * **string, enum: `low`, `high`**\n  \
                    * **integer**\n  * **array of string, enum: `a`, `b`**";
    let fixture =
        |name: &str| fs::read_to_string(root().join(format!("tests/fixtures/emit/{name}.md"))).unwrap();
    let received = page(&[Section { schema: received.to_owned(), ..Section::get("/levels") }]);
    for page in [received, fixture("body-values"), fixture("query-arrays")] {
        let first = run(&page, "");
        let mut names = first.names.clone();
        // A name that changes hands may be back after two runs.
        for _ in 0..2 {
            let next = run(&page, &names);
            assert_eq!(next.names, first.names);
            assert_eq!(next.files, first.files);
            names = next.names;
        }
    }
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
fn an_endpoint_moves_while_another_one_is_unknown() {
    let text = |path: &str| {
        let parameters = "* **`sort`** (string)\n  A sort.".to_owned();
        page(&[Section { parameters, ..Section::get(path) }, Section::get("/others")])
    };
    let after = text("/objects");
    let first = run(&text("/things"), "");
    for broken in ["```\nQUERY /others", "GET /others", "```\nGET /others x"] {
        let after = after.replacen("```\nGET /others", broken, 1);
        let moved = run(&after, &first.names);
        let again = run(&after, &moved.names);
        assert_eq!((&again.names, &again.files), (&moved.names, &moved.files), "{broken}");
        let row =
            |key: &str| moved.names.lines().find(|line| line.contains(key)).expect("the lock has an entry");
        assert!(row("GET /things").contains("gone = true"), "{}", moved.names);
        assert!(!row("GET /others").contains("gone"), "{}", moved.names);
        // The page is fixed.
        let fixed = run(&text("/objects"), &moved.names);
        assert!(!fixed.names.lines().any(|line| line.contains("GET /others") && line.contains("gone")));
    }
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
fn an_entry_that_is_gone_leaves_its_call_to_others() {
    let page = small_page("Get a thing", "/things/{name}", "name");
    let lock = "[endpoints]\n\"GET /old\" = { call = \"client.packages.get\", arguments = [], shape = \"0\", gone = true }\n\
                \"GET /things/{1}\" = { call = \"client.packages.get\", arguments = [\"name\"], shape = \"1\" }\n";
    assert!(file(&run(&page, lock), "src/packages.rs").contains("pub fn get("));
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

/// A page whose endpoint has this reply.
fn page_with(reply: &str) -> String {
    let page = small_page("Get a thing", "/things/{id}", "id");
    page.replace("* `id`: required, integer\n* `color`: string, enum: `red`, `blue`\n", reply)
}

#[test]
fn a_field_of_two_enums_is_one_enum_that_keeps_its_name() {
    let page = page_with(
        "* `plan`: required, object:\n  * `kind`: required, one of:\n    * **string, enum: `Monthly`**\n    \
         * **string, enum: `Yearly`**\n",
    );
    let first = run(&page, "");
    assert!(file(&first, "src/types/package_thing_plan.rs").contains("pub kind: PackageThingPlanKind,"));
    let variants = file(&first, "src/types/package_thing_plan_kind.rs");
    assert!(variants.contains("KNOWN: &'static [Self] = &[Self::Monthly, Self::Yearly];"), "{variants}");
    let types = first.names.lines().filter(|line| line.contains("Kind\"")).count();
    assert_eq!(types, 1, "{}", first.names);
    let second = run(&page, &first.names);
    assert_eq!((second.names, second.files), (first.names, first.files));
}

#[test]
fn a_merged_variant_keeps_the_name_that_an_older_run_gave_it() {
    let page = page_with(
        "* `event`: one of:\n  * **Labeled Event**\n    * `id`: required, integer\n    * `label`: required, string\n  \
         * **Unlabeled Event**\n    * `id`: required, integer\n    * `label`: required, string\n  \
         * **Renamed Event**\n    * `id`: required, integer\n    * `name`: required, string\n",
    );
    let first = run(&page, "");
    assert!(file(&first, "src/types/package_thing_event.rs").contains("LabelEvent(Box<LabelEvent>),"));
    // Another version of the generator named it after its first member.
    let older = first.names.replace("name = \"LabelEvent\"", "name = \"LabeledEvent\"");
    assert_ne!(older, first.names);
    let second = run(&page, &older);
    assert!(file(&second, "src/types/package_thing_event.rs").contains("LabeledEvent(Box<LabeledEvent>),"));
    assert_eq!(second.names, older);
}

#[test]
fn what_changes_no_type_splits_none() {
    let page = |writer: &str| {
        page_with(&format!(
            "* `owner`: required, `Simple User`:\n  * `login`: required, string\n  * `id`: required, integer\n  \
             * `role`: string, enum: `a`, `b`\n* `writer`: required, `Simple User`:\n{writer}"
        ))
    };
    let copy =
        "  * `login`: required, string\n  * `id`: required, integer\n  * `role`: string, enum: `a`, `b`\n";
    let first = run(&page(copy), "");
    assert!(file(&first, "src/types/package_thing.rs").contains("pub writer: Option<Box<SimpleUser>>,"));
    let same = [
        ("`id`: required, integer", "`id`: required, integer, format: int64, minimum: 1"),
        ("`id`: required, integer", "`id`: required, number"),
        (
            "`login`: required, string",
            "`login`: required, string, format: email, pattern: `.+`, maxLength: 40",
        ),
        ("enum: `a`, `b`", "enum: `b`, `a`, default: `\"a\"`"),
        (
            "`role`: string, enum: `a`, `b`",
            "`role`: one of:\n    * **string, enum: `b`**\n    * **string, enum: `a`**",
        ),
        (
            copy,
            "  * `role`: string, enum: `a`, `b`\n  * `id`: required, integer\n  * `login`: required, string\n",
        ),
    ];
    for (old, new) in same {
        assert!(copy.contains(old), "{old}");
        let changed = run(&page(&copy.replace(old, new)), &first.names);
        assert_eq!(changed.names, first.names, "{new}");
        for (one, other) in first.files.iter().zip(&changed.files) {
            assert_eq!(one.contents, other.contents, "{new}");
        }
    }
    let other = [
        ("`id`: required, integer", "`id`: required, string"),
        ("`login`: required, string", "`login`: required, string, format: date-time"),
        ("enum: `a`, `b`", "enum: `a`, `c`"),
    ];
    for (old, new) in other {
        let changed = run(&page(&copy.replace(old, new)), &first.names);
        let writer = file(&changed, "src/types/package_thing.rs");
        assert!(writer.contains("pub writer: Option<Box<PackageThingSimpleUser>>,"), "{new}: {writer}");
    }
}

/// A list of titled policies at the first path, and one policy without its title at each of two others.
fn policies(in_list: &str, alone: &str) -> String {
    let bullets = |kind: &str| {
        format!(
            "* `id`: required, integer\n* `name`: required, string\n* `url`: required, string\n\
             * `kind`: required, string, enum: {kind}"
        )
    };
    let section = |path: &str, schema: String| Section { schema, ..Section::get(path) };
    page(&[
        section("/policies", format!("Array of `Branch Policy`:\n\n{}", bullets(in_list))),
        section("/policies/first", bullets(alone)),
        section("/policies/last", bullets(alone)),
    ])
}

#[test]
fn a_type_that_splits_keeps_its_name_where_nothing_changed() {
    let both = "`branch`, `tag`";
    let first = run(&policies(both, both), "");
    let reply = |generated: &Generated, path: &str| {
        let request = generated
            .client
            .scopes
            .iter()
            .flat_map(|scope| &scope.handles)
            .flat_map(|handle| &handle.requests)
            .find(|request| request.path == path);
        let Output::One(ty) = &request.expect("the request is generated").output else {
            panic!("{path} gives one value")
        };
        let item = if let Type::List(item) = ty { item } else { ty };
        let Type::Named(id) = item else { panic!("{path} gives a type") };
        generated.client.types.get(*id).name.to_string()
    };
    let replies = |generated: &Generated| {
        ["/policies", "/policies/first", "/policies/last"].map(|path| reply(generated, path))
    };
    assert_eq!(replies(&first), ["BranchPolicy", "BranchPolicy", "BranchPolicy"]);

    let listed = run(&policies("`tag`", both), &first.names);
    assert_eq!(replies(&listed), ["BranchPolicy2", "BranchPolicy", "BranchPolicy"]);
    let alone = run(&policies(both, "`tag`"), &first.names);
    let [list, one, other] = replies(&alone);
    assert_eq!(list, "BranchPolicy");
    assert_ne!(one, "BranchPolicy");
    assert_eq!(one, other);
    for (split, pages) in [(&listed, policies("`tag`", both)), (&alone, policies(both, "`tag`"))] {
        let again = run(&pages, &split.names);
        assert_eq!((&again.names, &again.files), (&split.names, &split.files));
    }
}

/// A page with a second example of its status that prints other bullets.
fn two_examples(first: &str, second: &str) -> String {
    let one = page(&[Section { schema: first.to_owned(), ..Section::get("/things") }]);
    let example = one.split_once("#### Example\n").expect("the page has an example").1;
    format!("{one}\n#### Second example\n{}", example.replace(first, second))
}

#[test]
fn examples_that_differ_in_what_may_be_absent_or_null_are_one_struct() {
    let first = "* `id`: required, integer\n* `name`: required, string\n* `part`: required, object:\n  * `x`: required, string";
    for (old, new, name, part) in [
        ("`name`: required, string", "`name`: required, string or null", "Option<String>", ""),
        ("`name`: required, string", "`name`: string", "Option<String>", ""),
        ("object:", "object or null:", "String", "Option<Box<"),
    ] {
        let text = two_examples(first, &first.replace(old, new));
        assert_eq!(text.matches("Response schema").count(), 2);
        let reversed = two_examples(&first.replace(old, new), first);
        for page in [text, reversed] {
            let generated = run(&page, "");
            let names: Vec<String> =
                generated.client.types.iter().map(|(_, def)| def.name.to_string()).collect();
            assert_eq!(names.len(), 2, "{new}: {names:?}");
            let file = generated.files.iter().find(|file| file.contents.contains("pub part: "));
            let text = &file.expect("the response is a struct").contents;
            assert!(text.contains(&format!("pub name: {name},")), "{new}: {text}");
            assert!(text.contains(&format!("pub part: {part}")), "{new}: {text}");
        }
    }
    let other = run(
        &two_examples(first, &first.replace("`name`: required, string", "`name`: required, integer")),
        "",
    );
    assert!(other.client.types.iter().any(|(_, def)| matches!(def.body, TypeBody::Union(_))));
}

#[test]
fn no_type_is_generated_that_no_request_leads_to() {
    let of = |path: &str, kind: &str, values: &str| Section {
        title: format!("Get {path}"),
        parameters: format!("* **`org`** ({kind}) (required)\n  The one.\n{values}"),
        ..Section::get(path)
    };
    let values = "  Can be one of: `red`, `blue`\n";
    let both = page(&[of("/orgs/{org}/a", "string", values), of("/orgs/{org}/b", "string", "")]);
    let generated = run(&both, "");
    let enums = generated.client.types.iter().filter(|(_, def)| matches!(def.body, TypeBody::Enum(_)));
    assert_eq!(enums.count(), 0, "{}", file(&generated, "src/orgs.rs"));
    assert!(!generated.names.contains("?org"), "{}", generated.names);
    let same = page(&[of("/orgs/{org}/a", "string", values), of("/orgs/{org}/b", "string", values)]);
    let generated = run(&same, "");
    let enums = generated.client.types.iter().filter(|(_, def)| matches!(def.body, TypeBody::Enum(_)));
    assert_eq!(enums.count(), 1, "the scope takes it");
}

#[test]
fn examples_that_differ_in_the_order_of_fields_are_one_struct() {
    let bullets = "* `id`: required, integer\n* `name`: required, string\n";
    let one = page(&[Section { schema: bullets.to_owned(), ..Section::get("/things") }]);
    let example = one.split_once("#### Example\n").expect("the page has an example").1;
    let reordered = "* `name`: required, string\n* `id`: required, integer\n";
    let two = format!("{one}\n#### Second example\n{}", example.replace(bullets, reordered));
    let generated = run(&two, "");
    let unions = generated.client.types.iter().filter(|(_, def)| matches!(def.body, TypeBody::Union(_)));
    assert_eq!(unions.count(), 0);
    let names: Vec<String> = generated.client.types.iter().map(|(_, def)| def.name.to_string()).collect();
    assert_eq!(names.len(), 1, "{names:?}");
}
