//! The places of a reference where a page can put a name.

use std::fmt::Write as _;
use std::ops::Range;

use docwright::source::Page;

/// Where a page has a name, with how a page puts names there.
pub(super) struct Position {
    pub(super) name: &'static str,
    write: fn(&[&str]) -> Vec<Draft>,
}

impl Position {
    /// Whether many names share one endpoint.
    pub(super) fn is_shared(&self) -> bool {
        (self.write)(&["one", "other"]).len() == 1
    }
}

/// A section of a page in the making, and where the page is.
#[derive(Clone)]
struct Draft {
    category: String,
    page: String,
    title: String,
    method: &'static str,
    path: String,
    description: String,
    parameters: String,
    statuses: &'static str,
    reply: String,
}

impl Draft {
    fn new(category: &str, number: usize) -> Self {
        Self {
            category: category.to_owned(),
            page: category.to_owned(),
            title: format!("Get part {number} of {category}"),
            method: "GET",
            path: format!("/{category}/{number}"),
            description: "Gets it.".to_owned(),
            parameters: String::new(),
            statuses: "* **200** - OK",
            reply: "* `id`: required, integer".to_owned(),
        }
    }

    fn section(&self) -> String {
        let parameters = if self.parameters.is_empty() {
            String::new()
        } else {
            format!("### Parameters\n\n{}\n\n", self.parameters)
        };
        let example = self.path.replace(['{', '}'], "");
        format!(
            "\n## {}\n\n```\n{} {}\n```\n\n{}\n\n{parameters}### HTTP response status codes\n\n{}\n\n### Code examples\n\n\
             #### Example\n\n**Request:**\n\n```curl\ncurl -L \\\n  -X {} \\\n  https://api.github.com{example}\n```\n\n\
             **Response schema (Status: 200):**\n\n{}\n",
            self.title, self.method, self.path, self.description, self.statuses, self.method, self.reply
        )
    }
}

/// The pages that have names in one position.
pub(super) fn pages(position: &Position, names: &[&str]) -> Vec<Page> {
    pages_of((position.write)(names))
}

/// The pages that have names in several positions, which may share pages and categories.
pub(super) fn pages_of_all<'n>(rows: impl Iterator<Item = (&'n Position, Vec<&'n str>)>) -> Vec<Page> {
    pages_of(rows.flat_map(|(position, names)| (position.write)(&names)).collect())
}

fn pages_of(drafts: Vec<Draft>) -> Vec<Page> {
    let mut files: Vec<(String, String)> = Vec::new();
    for draft in drafts {
        let path = format!("en/enterprise-server@3.18/rest/{}/{}.md", draft.category, draft.page);
        let section = draft.section();
        match files.iter_mut().find(|(other, _)| *other == path) {
            Some((_, text)) => text.push_str(&section),
            None => files.push((path, format!("# Page\n{section}"))),
        }
    }
    files.into_iter().map(|(path, text)| Page::new(path, &text)).collect()
}

/// Every position. Those that hold many names at once have them in one object, list or request.
pub(super) const POSITIONS: &[Position] = &[
    Position {
        name: "endpoint title",
        write: |names| each(names, "titles", |draft, name| name.clone_into(&mut draft.title)),
    },
    Position {
        name: "endpoint title with outcomes",
        write: |names| {
            each(names, "outcomes", |draft, name| {
                name.clone_into(&mut draft.title);
                draft.statuses = "* **200** - OK\n\n* **202** - Accepted";
            })
        },
    },
    Position {
        name: "endpoint title on a scope",
        write: |names| {
            each(names, "orgs", |draft, name| {
                name.clone_into(&mut draft.title);
                draft.path = format!("/orgs/{{org}}{}", draft.path);
                draft.parameters = format!("{IN_PATH}{}", parameter("org", "string", true));
            })
        },
    },
    Position {
        name: "endpoint title on the client",
        write: |names| each(names, "users", |draft, name| name.clone_into(&mut draft.title)),
    },
    Position {
        name: "category",
        write: |names| {
            each(names, "categories", |draft, name| {
                name.clone_into(&mut draft.category);
                "page".clone_into(&mut draft.page);
                draft.reply = format!(
                    "Array of `{name}`:\n\n* `id`: required, integer\n* `part{}`: integer",
                    draft.title.len()
                );
            })
        },
    },
    Position {
        name: "category below a scope",
        write: |names| {
            each(names, "below", |draft, name| {
                name.clone_into(&mut draft.category);
                "page".clone_into(&mut draft.page);
                draft.path = format!("/orgs/{{org}}{}", draft.path);
                draft.parameters = format!("{IN_PATH}{}", parameter("org", "string", true));
            })
        },
    },
    Position {
        name: "page",
        write: |names| each(names, "files", |draft, name| name.clone_into(&mut draft.page)),
    },
    Position {
        name: "title of a reply",
        write: |names| {
            numbered(names, "replies", |draft, name, number| {
                draft.title = format!("List reply {number}");
                draft.reply = format!(
                    "Array of `{name}`:\n\n* `id`: required, integer\n* `r{number}`: required, string"
                );
            })
        },
    },
    Position {
        name: "title of an object",
        write: |names| {
            one(names, "objects", |draft| {
                draft.reply = lines(names, |name, number| {
                    format!(
                        "* `o{number}`: required, `{name}`:\n  * `x{number}`: required, string\n  * `at`: string, format: date-time"
                    )
                });
            })
        },
    },
    Position {
        name: "field",
        write: |names| {
            one(names, "fields", |draft| {
                draft.reply = lines(names, |name, _| format!("* `{name}`: required, string"));
            })
        },
    },
    Position {
        name: "field of a nested object",
        write: |names| {
            one(names, "nested", |draft| {
                draft.reply = lines(names, |name, number| {
                    format!(
                        "* `{name}`: object:\n  * `{name}`: required, integer\n  * `own{number}`: array of string"
                    )
                });
            })
        },
    },
    Position {
        name: "value of a field",
        write: |names| {
            one(names, "states", |draft| {
                let values: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
                draft.reply = format!("* `state`: required, string, enum: {}, `last`", values.join(", "));
            })
        },
    },
    Position {
        name: "field with values",
        write: |names| {
            one(names, "choices", |draft| {
                draft.reply =
                    lines(names, |name, number| format!("* `{name}`: string, enum: `a{number}`, `b`"));
            })
        },
    },
    Position {
        name: "title of a variant",
        write: |names| {
            numbered(names, "variants", |draft, name, number| {
                draft.title = format!("Get variant {number}");
                draft.reply = format!(
                    "* `u{number}`: required, one of:\n  * **{name}**\n    * `v{number}`: required, integer\n  * **Rest {number}**\n    \
                     * `w{number}`: required, string"
                );
            })
        },
    },
    Position {
        name: "value of a parameter",
        write: |names| {
            one(names, "filters", |draft| {
                let values: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
                draft.parameters = format!(
                    "{IN_PATH}* **`sort`** (string)\n  The order.\n  Can be one of: {}, `last`\n\n",
                    values.join(", ")
                );
            })
        },
    },
    Position {
        name: "default of a parameter",
        write: |names| {
            one(names, "defaults", |draft| {
                draft.parameters = format!(
                    "{IN_PATH}{}",
                    lines(names, |name, number| format!(
                        "* **`d{number}`** (string)\n  A value.\n  Default: `{name}`\n"
                    ))
                );
            })
        },
    },
    Position {
        name: "query parameter",
        write: |names| {
            one(names, "queries", |draft| {
                let kinds = ["string", "integer", "array of strings", "string,integer", "boolean"];
                draft.parameters = format!(
                    "{IN_PATH}{}",
                    lines(names, |name, number| parameter(
                        name,
                        kinds[number % kinds.len()],
                        number % 3 == 0
                    ))
                );
            })
        },
    },
    Position {
        name: "header",
        write: |names| {
            one(names, "headers", |draft| {
                draft.parameters =
                    format!("#### Headers\n\n{}", lines(names, |name, _| parameter(name, "string", false)));
            })
        },
    },
    Position {
        name: "placeholder",
        write: |names| {
            each(names, "places", |draft, name| {
                let _ = write!(draft.path, "/{{{name}}}/again/{{{name}}}");
                draft.parameters = format!("{IN_PATH}{}", parameter(name, "string", true));
            })
        },
    },
    Position { name: "placeholder of orgs", write: |names| bound(names, 0..1, "orgs", "string") },
    Position { name: "placeholder of repos", write: |names| bound(names, 1..3, "repos", "string") },
    Position { name: "numeric placeholder of users", write: |names| bound(names, 3..4, "users", "integer") },
    Position {
        name: "either placeholder of enterprises",
        write: |names| bound(names, 4..5, "enterprises", "string,integer"),
    },
    Position {
        name: "member of a body",
        write: |names| {
            one(names, "bodies", |draft| {
                draft.method = "POST";
                draft.parameters = format!(
                    "{IN_BODY}{}",
                    lines(names, |name, number| parameter(name, "string", number % 2 == 0))
                );
            })
        },
    },
    Position {
        name: "object in a body",
        write: |names| {
            one(names, "inputs", |draft| {
                draft.method = "POST";
                draft.parameters = format!(
                    "{IN_BODY}{}",
                    lines(names, |name, number| format!(
                        "* **`{name}`** (object)\n  It.\n  * **`{name}`** (string) (required)\n    Its text.\n  \
                         * **`own{number}`** (array of strings)\n    Its list.\n"
                    ))
                );
            })
        },
    },
    Position {
        name: "alternative in a body",
        write: |names| {
            numbered(names, "rules", |draft, name, number| {
                draft.method = "POST";
                draft.parameters = format!(
                    "{IN_BODY}* **`rules{number}`** (array of objects)\n  Rules.\n  * **`{name}`** (object)\n    One.\n    \
                     * **`type`** (string) (required)\n      Can be one of: `{name}`\n  * **`rest`** (object)\n    Others.\n    \
                     * **`type`** (string) (required)\n      Can be one of: `rest`\n    * **`more`** (string)\n      More.\n"
                );
            })
        },
    },
    Position {
        name: "media type",
        write: |names| {
            each(names, "media", |draft, name| {
                draft.description = format!(
                    "Gets it.\n\nThis endpoint supports the following custom media types:\n\napplication/vnd.github.{name}: It."
                );
            })
        },
    },
    Position {
        name: "prose",
        write: |names| {
            each(names, "prose", |draft, name| draft.description = format!("Gets {name}.\n\nSee `{name}`."))
        },
    },
];

const IN_PATH: &str = "#### Path and query parameters\n\n";

const IN_BODY: &str = "#### Body parameters\n\n";

fn parameter(name: &str, kind: &str, required: bool) -> String {
    let required = if required { " (required)" } else { "" };
    format!("* **`{name}`** ({kind}){required}\n  It.\n")
}

/// An endpoint for each name.
fn each(names: &[&str], category: &str, put: impl Fn(&mut Draft, &str)) -> Vec<Draft> {
    numbered(names, category, |draft, name, _| put(draft, name))
}

fn numbered(names: &[&str], category: &str, put: impl Fn(&mut Draft, &str, usize)) -> Vec<Draft> {
    let draft = |(number, name): (usize, &&str)| {
        let mut draft = Draft::new(category, number);
        put(&mut draft, name, number);
        draft
    };
    names.iter().enumerate().map(draft).collect()
}

/// One endpoint for all names.
fn one(names: &[&str], category: &str, put: impl Fn(&mut Draft)) -> Vec<Draft> {
    if names.is_empty() {
        return Vec::new();
    }
    let mut draft = Draft::new(category, 0);
    put(&mut draft);
    vec![draft]
}

/// One endpoint below a scope, which binds some of the names: a crate has each scope only once.
fn bound(names: &[&str], part: Range<usize>, scope: &str, kind: &str) -> Vec<Draft> {
    let own: Vec<&str> = names.iter().cycle().skip(part.start).take(part.len()).copied().collect();
    one(&own, &format!("{scope}-bound"), |draft| {
        let places: Vec<String> = own.iter().map(|name| format!("{{{name}}}")).collect();
        draft.path = format!("/{scope}/{}{}", places.join("/"), draft.path);
        let mut different = own.clone();
        different.dedup();
        draft.parameters = format!("{IN_PATH}{}", lines(&different, |name, _| parameter(name, kind, true)));
    })
}

fn lines(names: &[&str], line: impl Fn(&str, usize) -> String) -> String {
    let lines: Vec<String> = names.iter().enumerate().map(|(number, name)| line(name, number)).collect();
    lines.join("\n")
}
