//! What is closing down, in the documentation's words.

use crate::model::Endpoint;

/// How a notice begins, in lower case. A sentence within other prose may be about one value only.
const NOTICES: &[&str] = &[
    "closing down",
    "endpoint closing down",
    "deprecated",
    "this parameter is closing down",
    "this property is closing down",
    "this field is closing down",
    "note: this parameter is closing down",
    "this parameter is deprecated",
    "this property is deprecated",
    "this field is deprecated",
];

/// Why an endpoint should not be used any more.
pub(super) fn of_endpoint(endpoint: &Endpoint) -> Option<String> {
    if !endpoint.deprecated {
        return None;
    }
    let notice = endpoint.description.lines().find(|line| {
        let line = line.to_lowercase();
        line.contains("closing down") || line.contains("deprecated")
    });
    Some(notice.unwrap_or("The documentation says that it is closing down.").trim().to_owned())
}

/// Returns the notice in the description of a value that it should no longer be used.
pub(crate) fn notice(description: &str) -> Option<String> {
    let sentences = description.lines().flat_map(|line| line.split_inclusive(". "));
    let notices = sentences.skip_while(|sentence| {
        let plain = sentence.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        !NOTICES.iter().any(|notice| plain.starts_with(notice))
    });
    // The sentence behind a notice says what to use in its place.
    let notice: String = notices.take(2).collect();
    let notice = notice.trim().trim_matches(['*', '_']).to_owned();
    (!notice.is_empty()).then_some(notice)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Section, endpoint};
    use super::*;

    #[test]
    fn an_endpoint_says_why() {
        let plain = "The documentation says that it is closing down.";
        let closing = "Closing down notice: This operation is closing down and will be removed.";
        let table = [
            ("List things", "Lists things.", None),
            (
                "List things",
                "First line.\nClosing down notice: This operation is closing down and will be removed.",
                Some(closing),
            ),
            ("Closing down - List things", "Lists things.", Some(plain)),
            // What closes down is a parameter.
            ("List things", "Closing down notice: The `kind` field is closing down.", None),
        ];
        for (title, description, expected) in table {
            let endpoint = endpoint(Section { title, description, ..Section::default() });
            assert_eq!(of_endpoint(&endpoint).as_deref(), expected, "{title}: {description}");
        }
    }

    #[test]
    fn a_parameter_says_why_and_what_to_use() {
        let table = [
            ("The name.", None),
            ("Deprecated. The number of results. More words.", Some("Deprecated. The number of results.")),
            (
                "This parameter is closing down. Use line instead.",
                Some("This parameter is closing down. Use line instead."),
            ),
            (
                "The kind. \\*\\*This property is closing down. Please use kinds instead. See more.",
                Some("This property is closing down. Please use kinds instead."),
            ),
            (
                "The name.\n  Closing down notice. Use title instead.",
                Some("Closing down notice. Use title instead."),
            ),
            // One of the values, not the parameter.
            ("The state. A value of `old` is closing down.", None),
            ("Whether it has been deprecated.", None),
        ];
        for (description, expected) in table {
            let parameters = format!("* **`kind`** (string)\n  {description}");
            let endpoint = endpoint(Section { parameters: &parameters, ..Section::default() });
            assert_eq!(notice(&endpoint.parameters[0].description).as_deref(), expected, "{description}");
        }
    }
}
