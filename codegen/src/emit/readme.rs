//! What the generated crate says of itself, in its README and at the top of its docs.

use super::MARKER;
use super::docs::{self, paragraph};
use super::features::Categories;
use super::manifest::CrateConfig;
use crate::rust::{Client, Output, Request, Type, TypeBody};
use crate::visible::visible;

const LICENCE: &str = "The words of the documentation in these docs are GitHub's, from GitHub Docs \
    (<https://github.com/github/docs>), under the Creative Commons Attribution 4.0 licence \
    (<https://creativecommons.org/licenses/by/4.0/>); they were rearranged and marked up. The code is under MIT or Apache 2.0.";

/// `README.md`
pub(super) fn readme(client: &Client, config: &CrateConfig) -> String {
    let mut in_code = false;
    let mut lines = Vec::new();
    for line in introduction(client, config) {
        if line.starts_with("```") {
            in_code = !in_code;
        }
        // What rustdoc hides, a reader of the README should not see either.
        if !(in_code && line.starts_with("# ")) {
            lines.push(visible(&line).replace("```no_run", "```rust"));
        }
    }
    format!(
        "<!-- {MARKER}. Do not edit: run `cargo xtask generate`. -->\n\n# {}\n\n{}\n",
        config.name(),
        lines.join("\n")
    )
}

/// The introduction, as lines of markdown.
pub(super) fn introduction(client: &Client, config: &CrateConfig) -> Vec<String> {
    let mut lines = docs::wrapped(config.description());
    if let Some(version) = &client.version {
        let text = format!("Made from the documentation of `{version}`.");
        paragraph(&mut lines, docs::wrapped(&text));
    }
    paragraph(&mut lines, example(client, config));
    paragraph(
        &mut lines,
        docs::wrapped(
            "A call is a plain value until it is sent: `.await` gives what the reply holds, `.send()` the whole response with \
             its headers and its drift (what the documentation promises and the server did not send), and lists have \
             `.pages()` and `.items()`.",
        ),
    );
    let features = "Features: `reqwest` (default) sends over HTTP; `client` alone is for a transport of your own; `blocking` is for programs \
         that do not use async; `mock` is a server in memory for your tests. With none of them the crate is requests and types only, \
         with no HTTP in it.";
    paragraph(&mut lines, docs::wrapped(features));
    let categories = match config.categories() {
        Categories::Always => {
            "Every category of the reference is part of the crate, whichever features are on; `all`, and the features that are named like \
             categories, change nothing."
        }
        Categories::Chosen => {
            "Each category of the reference is a feature, and none is on by default; `all` turns on each."
        }
    };
    paragraph(&mut lines, docs::wrapped(categories));
    let runtime = format!(
        "What does not depend on the documentation is in `{}`, which comes along; what of it is for you is here, too.",
        config.runtime_name()
    );
    paragraph(&mut lines, docs::wrapped(&runtime));
    paragraph(&mut lines, docs::wrapped(LICENCE));
    lines
}

/// A call of the first method that lists something in pages, or else of the first that lists something.
fn example(client: &Client, config: &CrateConfig) -> Vec<String> {
    let calls = || {
        client.scopes.iter().flat_map(|scope| {
            let handles = scope.handles.iter();
            handles
                .flat_map(move |handle| handle.requests.iter().map(move |request| (scope, handle, request)))
        })
    };
    let paged =
        calls().find(|(_, _, request)| lists(request) && request.query.iter().any(|name| name == "page"));
    let listed = paged.or_else(|| calls().find(|(_, _, request)| lists(request)));
    let Some((scope, handle, request)) = listed else { return Vec::new() };
    let name = config.name().replace('-', "_");
    let sample = |of: &Type| sample(client, &name, of);
    let enter = scope.module.as_ref().map(|module| {
        let values: Vec<String> =
            scope.arguments.iter().map(|argument| scope_sample(&argument.ty, sample)).collect();
        format!(".{}({})", module.as_str(), values.join(", "))
    });
    let arguments: Vec<String> = request
        .arguments
        .iter()
        .filter(|argument| !argument.bound)
        .map(|argument| sample(&argument.ty))
        .collect();
    vec![
        "```no_run".to_owned(),
        format!("# async fn example() -> Result<(), {name}::Error> {{"),
        format!("let github = {name}::Client::builder(\"https://ghe.example.com/api/v3\")"),
        "    .token_from_env()".to_owned(),
        "    .build()?;".to_owned(),
        format!(
            "let mut items = github{}.{}().{}({}).items();",
            enter.unwrap_or_default(),
            handle.module,
            request.method_name,
            arguments.join(", "),
        ),
        "while let Some(item) = items.next().await {".to_owned(),
        "    println!(\"{:?}\", item?);".to_owned(),
        "}".to_owned(),
        "# Ok(())".to_owned(),
        "# }".to_owned(),
        "```".to_owned(),
    ]
}

fn lists(request: &Request) -> bool {
    matches!(request.output, Output::One(Type::List(_)) | Output::Wrapped { .. })
        && request.method == crate::model::Method::Get
}

fn scope_sample(of: &Type, sample: impl Fn(&Type) -> String) -> String {
    if *of == Type::String { "\"acme\"".to_owned() } else { sample(of) }
}

/// An example of a value, with the paths of a crate.
fn sample(client: &Client, name: &str, of: &Type) -> String {
    match of {
        Type::Integer => "1".to_owned(),
        Type::Number => "1.0".to_owned(),
        Type::Boolean => "true".to_owned(),
        Type::Named(id) => {
            let def = client.types.get(*id);
            match &def.body {
                TypeBody::Enum(variants) => {
                    let first = variants
                        .first()
                        .map_or_else(|| "Unknown(String::new())".to_owned(), |one| one.name.to_string());
                    format!("{name}::types::{}::{first}", def.name)
                }
                TypeBody::InputUnion(variants) => match variants.first() {
                    // A bare number could be of any type.
                    Some(first) if first.ty == Type::Integer => "1_i64".to_owned(),
                    Some(first) => sample(client, name, &first.ty),
                    None => "\"name\"".to_owned(),
                },
                _ => format!("{name}::types::{}::default()", def.name),
            }
        }
        _ => "\"name\"".to_owned(),
    }
}
