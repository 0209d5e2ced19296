//! How arrays are sent in a query.

use crate::model::{ArrayStyle, Endpoint, Parameter};

/// Words by which prose says that items are separated by commas.
const SEPARATED: &[&str] = &[
    "comma separated",
    "comma delimited",
    "separated by commas",
    "separated by a comma",
    "delimited by commas",
];

/// How an array is sent: as `quirks.toml` says, as one value where the prose or the address of an example shows that,
/// else item by item.
pub(super) fn array_style(endpoint: &Endpoint, parameter: &Parameter) -> ArrayStyle {
    let is_one_value = || is_said(&parameter.description) || is_shown(endpoint, &parameter.name);
    parameter
        .array
        .unwrap_or_else(|| if is_one_value() { ArrayStyle::CommaSeparated } else { ArrayStyle::Repeated })
}

fn is_said(prose: &str) -> bool {
    let words: Vec<String> = prose
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let text = format!(" {} ", words.join(" "));
    SEPARATED.iter().any(|separated| text.contains(&format!(" {separated} ")))
}

/// Whether an example's address has several values behind one name.
fn is_shown(endpoint: &Endpoint, name: &str) -> bool {
    let queries = endpoint.examples.iter().filter_map(|example| example.url.split_once('?'));
    queries.flat_map(|(_, query)| query.split(['&', '#'])).any(|pair| {
        pair.split_once('=').is_some_and(|(other, value)| {
            other == name && (value.contains(',') || value.to_ascii_uppercase().contains("%2C"))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Section, api};
    use super::*;

    #[test]
    fn prose_examples_and_people_say_how_an_array_is_sent() {
        use ArrayStyle::{CommaSeparated, Repeated};
        let table = [
            ("The names.", "/things", None, Repeated),
            ("A comma-separated list of names.", "/things", None, CommaSeparated),
            ("A list of comma separated names.", "/things", None, CommaSeparated),
            ("The names, separated by commas.", "/things", None, CommaSeparated),
            ("The names, comma-delimited.", "/things", None, CommaSeparated),
            ("The names. A comma ends each.", "/things", None, Repeated),
            ("The names.", "/things?kinds=a,b", None, CommaSeparated),
            ("The names.", "/things?x=1&kinds=a%2cb", None, CommaSeparated),
            ("The names.", "/things?kinds=a", None, Repeated),
            ("The names.", "/things?kinds[]=a,b", None, Repeated),
            ("The names.", "/things?others=a,b", None, Repeated),
            ("A comma-separated list of names.", "/things", Some(Repeated), Repeated),
            ("The names.", "/things", Some(CommaSeparated), CommaSeparated),
        ];
        for (description, url, corrected, expected) in table {
            let parameters = format!("* **`kinds`** (array)\n  {description}");
            let mut api = api(&[Section { parameters: &parameters, ..Section::default() }]);
            let endpoint = &mut api.endpoints[0];
            endpoint.examples[0].url = format!("https://api.github.com{url}");
            endpoint.parameters[0].array = corrected;
            assert_eq!(array_style(endpoint, &endpoint.parameters[0]), expected, "{description} {url}");
        }
    }
}
