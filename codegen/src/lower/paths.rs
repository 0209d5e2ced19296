//! Path templates of requests, with a mark on the placeholders that may hold slashes: `/contents/{+path}`.

use crate::model::{Endpoint, Location, PathPart};

/// The template, as the client fills it.
pub(super) fn path_template(endpoint: &Endpoint) -> String {
    let mut text = String::new();
    for part in endpoint.path.parts() {
        match part {
            PathPart::Literal(literal) => text.push_str(literal),
            PathPart::Placeholder(name) => {
                let own = endpoint.parameters_in(Location::Path).find(|parameter| parameter.name == *name);
                let said = own.and_then(|parameter| parameter.slashes);
                let many = said.unwrap_or_else(|| holds_slashes(endpoint, name));
                text.push_str(if many { "{+" } else { "{" });
                text.push_str(name);
                text.push('}');
            }
        }
    }
    text
}

/// Whether the page shows that a placeholder may hold slashes. Only the last one can: else nobody could tell where it
/// ends.
pub(crate) fn holds_slashes(endpoint: &Endpoint, name: &str) -> bool {
    let last = matches!(endpoint.path.parts().last(), Some(PathPart::Placeholder(last)) if last == name);
    last && is_path(endpoint, name)
}

/// Whether the page shows that a placeholder holds a path: its own words call it one, or an example in the prose has
/// slashes (`heads/BRANCH_NAME`, `:ref … formatted as heads/<branch name>`).
fn is_path(endpoint: &Endpoint, name: &str) -> bool {
    let own = endpoint.parameters_in(Location::Path).find(|parameter| parameter.name == name);
    let own = own.map_or("", |parameter| parameter.description.as_str());
    let mark = format!(":{name} ");
    let prose = endpoint.description.lines().filter(|line| line.contains(&mark));
    let called_path = own.split(|c: char| !c.is_alphanumeric()).any(|word| word.eq_ignore_ascii_case("path"));
    called_path || std::iter::once(own).chain(prose).any(shows_slashes)
}

/// Whether a text has an example of segments: a word, a slash, and a placeholder in capitals or angle brackets.
fn shows_slashes(text: &str) -> bool {
    text.match_indices('/').any(|(at, _)| {
        let before = text[..at].chars().next_back().is_some_and(|c| c.is_ascii_lowercase());
        let after = text[at + 1..].trim_start_matches('\\');
        let capitals = after.chars().take_while(|c| c.is_ascii_uppercase() || *c == '_').count();
        before && (after.starts_with('<') || capitals >= 3)
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Section, endpoint};
    use super::*;

    #[test]
    fn what_the_page_calls_a_path_may_hold_slashes() {
        let table = [
            ("/things/{path}", "The path of the file.", "", "/things/{+path}"),
            ("/things/{path}", "path parameter", "", "/things/{+path}"),
            ("/things/{dir}", "The folder, like docs/GUIDES.", "", "/things/{+dir}"),
            (
                "/things/{ref}",
                "The reference.",
                "The :ref in the URL must be formatted as heads/<branch name>.",
                "/things/{+ref}",
            ),
            (
                "/things/{ref}",
                "The reference.",
                "The :reference must be formatted as heads/<branch name>.",
                "/things/{ref}",
            ),
            ("/things/{name}", "The name.", "A thing lies in read/write memory.", "/things/{name}"),
            ("/things/{name}", "The pathname and/or its alias.", "", "/things/{name}"),
            // Only what stands at the end: else nobody could tell where it ends.
            ("/things/{path}/parts", "The path of the file.", "", "/things/{path}/parts"),
        ];
        for (path, own, prose, expected) in table {
            let name = path.split(['{', '}']).nth(1).unwrap();
            let parameters = format!("* **`{name}`** (string) (required)\n  {own}");
            let request = format!("GET {path}");
            let description = if prose.is_empty() { "Gets it." } else { prose };
            let section =
                Section { request: &request, description, parameters: &parameters, ..Section::default() };
            let endpoint = endpoint(section);
            assert_eq!(path_template(&endpoint), expected, "{own} {prose}");
        }
    }

    #[test]
    fn people_know_better() {
        let table = [
            ("/things/{name}", true, "The name.", "/things/{+name}"),
            ("/things/{name}", false, "The path.", "/things/{name}"),
            ("/things/{name}/parts", true, "The name.", "/things/{+name}/parts"),
        ];
        for (path, slashes, own, expected) in table {
            let parameters = format!("* **`name`** (string) (required)\n  {own}");
            let request = format!("GET {path}");
            let mut endpoint =
                endpoint(Section { request: &request, parameters: &parameters, ..Section::default() });
            endpoint.parameters.iter_mut().for_each(|parameter| parameter.slashes = Some(slashes));
            assert_eq!(path_template(&endpoint), expected);
        }
    }
}
