use crate::diff::testing::compare;

/// A page of endpoints: title, request, names of optional parameters, and the fields of the reply.
fn page(endpoints: &[(&str, &str, &str, &str)]) -> String {
    let mut page = "# Things\n\nAbout things.\n".to_owned();
    for (title, request, parameters, fields) in endpoints {
        let (method, path) = request.split_once(' ').unwrap_or_default();
        let placeholders = path.split('{').skip(1).filter_map(|part| part.split('}').next());
        let mut bullets: Vec<String> =
            placeholders.map(|name| format!("* **`{name}`** (string) (required)\n  The {name}.")).collect();
        bullets.extend(
            parameters.split_whitespace().map(|name| format!("* **`{name}`** (string)\n  The {name}.")),
        );
        let fields: Vec<String> =
            fields.split_whitespace().map(|name| format!("* `{name}`: required, string")).collect();
        let status = if fields.is_empty() { 204 } else { 200 };
        let section = format!(
            "\n## {title}\n\n```\n{request}\n```\n\nSays it.\n\n### Parameters\n\n#### Path and query parameters\n\n{}\n\n\
             ### HTTP response status codes\n\n* **{status}** - OK\n\n### Code examples\n\n#### Example\n\n**Request:**\n\n\
             ```curl\ncurl -L \\\n  -X {method} \\\n  https://api.github.com{path}\n```\n\n\
             **Response schema (Status: {status}):**\n\n{}\n",
            bullets.join("\n\n"),
            fields.join("\n")
        );
        page.push_str(&section);
    }
    page
}

type Endpoints = &'static [(&'static str, &'static str, &'static str, &'static str)];

const LIST: (&str, &str, &str, &str) = ("List things", "GET /orgs/{org}/things", "kind page", "id name url");

#[test]
fn what_is_left_is_paired_by_what_it_looks_like() {
    let table: &[(&str, Endpoints, Endpoints, &[&str])] = &[
        ("the same", &[LIST], &[LIST], &["GET /orgs/{org}/things = GET /orgs/{org}/things"]),
        (
            "another path",
            &[LIST],
            &[("List things", "GET /orgs/{org}/all/things", "kind page", "id name url")],
            &["GET /orgs/{org}/things ~ GET /orgs/{org}/all/things"],
        ),
        (
            "another path, and nothing else to know it by",
            &[("Delete a thing", "DELETE /orgs/{org}/things/{id}", "", "")],
            &[("Delete a thing", "DELETE /orgs/{org}/thing/{id}", "", "")],
            &["DELETE /orgs/{org}/things/{id} ~ DELETE /orgs/{org}/thing/{id}"],
        ),
        (
            "another method",
            &[("Set a thing", "POST /orgs/{org}/things/{id}", "", "")],
            &[("Set a thing", "PUT /orgs/{org}/things/{id}", "", "")],
            &["POST /orgs/{org}/things/{id} ~ PUT /orgs/{org}/things/{id}"],
        ),
        (
            "one path, but another thing to do",
            &[("Remove a thing", "DELETE /orgs/{org}/things/{id}", "", "")],
            &[("Set a thing", "PUT /orgs/{org}/things/{id}", "", "")],
            &["- DELETE /orgs/{org}/things/{id}", "+ PUT /orgs/{org}/things/{id}"],
        ),
        (
            "one shape, but another thing",
            &[("Delete a thing", "DELETE /orgs/{org}/things/{id}", "", "")],
            &[("Delete a part", "DELETE /orgs/{org}/parts/{id}", "", "")],
            &["- DELETE /orgs/{org}/things/{id}", "+ DELETE /orgs/{org}/parts/{id}"],
        ),
        (
            "two of one title, told apart by their paths",
            &[LIST, ("List things", "GET /users/{user}/things", "kind page", "id name url")],
            &[
                ("List things", "GET /people/{user}/things", "kind page", "id name url"),
                ("List things", "GET /groups/{org}/things", "kind page", "id name url"),
            ],
            &[
                "GET /orgs/{org}/things ~ GET /groups/{org}/things",
                "GET /users/{user}/things ~ GET /people/{user}/things",
            ],
        ),
        (
            "one that could have gone to two places",
            &[LIST],
            &[
                ("List things", "GET /orgs/{org}/a/things", "kind page", "id name url"),
                ("List things", "GET /orgs/{org}/b/things", "kind page", "id name url"),
            ],
            &["- GET /orgs/{org}/things", "+ GET /orgs/{org}/a/things", "+ GET /orgs/{org}/b/things"],
        ),
    ];
    for (name, old, new, expected) in table {
        let said = compare(&page(old), &page(new), |comparison| {
            let pairing = &comparison.pairing;
            let words = |side: &crate::model::Api, at: usize| {
                let endpoint = &side.endpoints[at];
                format!("{} {}", endpoint.method.as_str(), endpoint.path)
            };
            let (old, new) = (comparison.old.api, comparison.new.api);
            let pairs = pairing.pairs.iter().map(|pair| {
                let sign = if pair.confidence == 100 { '=' } else { '~' };
                format!("{} {sign} {}", words(old, pair.old), words(new, pair.new))
            });
            let removed = pairing.removed.iter().map(|at| format!("- {}", words(old, *at)));
            let added = pairing.added.iter().map(|at| format!("+ {}", words(new, *at)));
            pairs.chain(removed).chain(added).collect::<Vec<_>>()
        });
        assert_eq!(said, *expected, "{name}");
    }
}
