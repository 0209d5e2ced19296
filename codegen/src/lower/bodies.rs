//! Bodies that are not described member by member: files, text, and JSON that the page does not show.

use serde_json::Value;

use crate::diagnostic::Effect;
use crate::model::{self, BodyEncoding, Endpoint, Extent, Kind, Method, OpaqueReason, SchemaId, Schemas};
use crate::rust::{Form, Parameter, Place, RustIdent, Type};

/// Media type of a request body when the page does not state one.
const BYTES: &str = "application/octet-stream";

/// The media type of a body that is sent unchanged: an example sends a file, or the prose states a `Content-Type`.
pub(super) fn content_type(endpoint: &Endpoint) -> Option<String> {
    let stated = endpoint.examples.iter().find_map(|example| example.content_type.as_deref());
    let sends_file = match endpoint.encoding() {
        // Documented members are those of JSON, unless the example states that it sends something else.
        Some(BodyEncoding::File) if endpoint.body.is_some() && stated.is_none_or(is_json) => return None,
        Some(BodyEncoding::File) => true,
        Some(_) => return None,
        None if endpoint.body.is_some() => return None,
        None => bodies(endpoint).any(|body| body.as_str().is_some_and(|body| body.starts_with('@'))),
    };
    let said = endpoint.description.lines().find(|line| line.contains("Content-Type"));
    let named = stated.or_else(|| said?.split_whitespace().find_map(media_type));
    (said.is_some() || sends_file).then(|| named.unwrap_or(BYTES).to_owned())
}

fn is_json(media_type: &str) -> bool {
    media_type.split(';').next().is_some_and(|kind| kind.trim().ends_with("json"))
}

/// A word that is a media type, without what stands around it.
fn media_type(word: &str) -> Option<&str> {
    let word = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let (kind, form) = word.split_once('/')?;
    let known = ["application", "audio", "image", "multipart", "text", "video"].contains(&kind);
    let plain = !form.is_empty() && form.chars().all(|c| c.is_ascii_alphanumeric() || "-.+".contains(c));
    (known && plain).then_some(word)
}

/// The form that the body is sent as: what examples send or, on pages whose examples show JSON for every body, what the
/// prose says. The page prints its parts as the members of any body.
pub(super) fn form(endpoint: &Endpoint) -> Option<Form> {
    if endpoint.request == Extent::Raw {
        return None;
    }
    match endpoint.encoding() {
        Some(BodyEncoding::Multipart) => Some(Form::Multipart),
        Some(BodyEncoding::Urlencoded) => Some(Form::Urlencoded),
        Some(BodyEncoding::File) => None,
        _ if endpoint.body.is_none() => None,
        _ => endpoint.description.contains("multipart/form-data").then_some(Form::Multipart),
    }
}

/// Whether a part of a form is a file. Examples show it; where none has the part, its description tells: "The content of your
/// .ghl license file."
pub(super) fn is_file(schemas: &Schemas, endpoint: &Endpoint, part: &model::Parameter) -> bool {
    let mut shown = bodies(endpoint).filter_map(|body| body.get(&part.name)).peekable();
    if shown.peek().is_some() {
        return shown.any(|value| value.as_str().is_some_and(|value| value.starts_with('@')));
    }
    let words = || part.description.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    let is_string = |id: &SchemaId| schemas.get(*id).kind == Kind::String;
    let may_be_string = match &schemas.get(part.schema).kind {
        Kind::Union { variants, .. } => variants.iter().any(is_string),
        _ => is_string(&part.schema),
    };
    may_be_string
        && words().any(|word| word == "content" || word == "contents")
        && words().any(|word| word == "file")
}

/// The bodies that examples send.
fn bodies(endpoint: &Endpoint) -> impl Iterator<Item = &Value> {
    endpoint.examples.iter().filter_map(|example| example.body.as_ref())
}

/// Whether the body is JSON of which the page shows no member, or none that was understood.
pub(super) fn hides_body(schemas: &Schemas, endpoint: &Endpoint) -> bool {
    let shows = bodies(endpoint).any(|body| !body.is_null());
    // An example that was not understood may have sent one.
    let may_show = !matches!(endpoint.method, Method::Get | Method::Head)
        && endpoint.gaps.iter().any(|gap| gap.effect == Some(Effect::SkippedExample));
    match endpoint.body {
        None => shows || may_show,
        Some(body) => schemas.get(body).kind == Kind::Opaque(OpaqueReason::NotUnderstood),
    }
}

/// The argument that is the body, where that is no JSON.
pub(super) fn whole_content(others: &[Parameter]) -> Parameter {
    let name = RustIdent::snake("content").or_numbered(|name| others.iter().any(|other| other.name == *name));
    whole(name, Place::Content, Type::Body, "What is sent.")
}

/// The setter of a JSON body of which the page shows no member.
pub(super) fn whole_body() -> Parameter {
    let description = "The whole body. The documentation shows none of its members, except in examples.";
    whole(RustIdent::snake("json"), Place::WholeBody, Type::Json, description)
}

fn whole(name: RustIdent, place: Place, ty: Type, description: &str) -> Parameter {
    Parameter {
        name,
        wire: String::new(),
        place,
        ty,
        array: None,
        description: description.to_owned(),
        default: None,
        bound: false,
        deprecated: None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Section, api, endpoint};
    use super::*;

    const NAME: &str = "* **`name`** (string)\n  The name.";

    const FILE: &str = "--data-binary \"@example.zip\"";

    const PARTS: &str = "--form 'name=@example.zip'";

    fn post(description: &str, body: &str, options: &str) -> Endpoint {
        endpoint(Section { request: "POST /things", description, body, options, ..Section::default() })
    }

    #[test]
    fn a_body_that_is_sent_as_it_is() {
        let table = [
            ("Creates it.", "", "", None),
            (
                "Send the raw content.\nUse the required Content-Type header, such as text/plain or text/html.",
                "",
                "",
                Some("text/plain"),
            ),
            ("Use the required Content-Type header to name the media type.", "", "", Some(BYTES)),
            ("Uploads it.", "", "-d '\"@example.zip\"'", Some(BYTES)),
            ("Renders it.", "", "-d '\"text\"'", None),
            // What has members is JSON, whatever is said of headers.
            ("Use the Content-Type header application/json.", NAME, "", None),
            // Where an example states what it sends, the prose does not count.
            ("Uploads it.", "", FILE, Some(BYTES)),
            ("Uploads it.", NAME, FILE, None),
            ("Uploads it.", NAME, "-H \"Content-Type: application/json\" \\\n  --data-binary '{}'", None),
            (
                "Uploads it.",
                NAME,
                "-H \"Content-Type: image/png\" \\\n  --data-binary \"@a\"",
                Some("image/png"),
            ),
            (
                "Uploads it.",
                "",
                "-H \"Content-Type: image/png\" \\\n  --data-binary \"@a\"",
                Some("image/png"),
            ),
            ("Use the Content-Type header text/plain.", "", PARTS, None),
        ];
        for (description, body, options, expected) in table {
            assert_eq!(
                content_type(&post(description, body, options)).as_deref(),
                expected,
                "{description} {options}"
            );
        }
    }

    #[test]
    fn a_body_of_which_no_member_is_shown() {
        const JSON: &str = "-d '{\"name\":\"x\"}'";
        for (body, options, expected) in [("", "", false), ("", JSON, true), (NAME, JSON, false)] {
            let api = api(&[Section { request: "POST /things", body, options, ..Section::default() }]);
            assert_eq!(hides_body(&api.schemas, &api.endpoints[0]), expected, "{body} {options}");
        }
    }

    #[test]
    fn a_form_and_its_files() {
        const SAID: &str = "The body must be submitted as multipart/form-data data.";
        let forms = [
            (SAID, NAME, "", Some(Form::Multipart)),
            (SAID, "", "", None),
            ("Creates it.", NAME, "", None),
            ("Creates it.", NAME, PARTS, Some(Form::Multipart)),
            ("Creates it.", "", PARTS, Some(Form::Multipart)),
            (SAID, NAME, "--data-urlencode 'name=x'", Some(Form::Urlencoded)),
            (SAID, NAME, FILE, None),
        ];
        for (description, body, options, expected) in forms {
            assert_eq!(form(&post(description, body, options)), expected, "{description} {options}");
        }
        let files = [
            ("(string)", "The content of your .ghl license file.", "", true),
            ("(string)", "The name of your license file.", "", false),
            ("(string)", "The contents, as text.", "", false),
            ("(boolean)", "Whether the content is a file.", "", false),
            ("(string)", "The license.", "--form 'part=@a.ghl'", true),
            ("(string)", "The content of your license file.", "--form 'part=text'", false),
            ("(string)", "The content of your license file.", "--form 'other=text'", true),
        ];
        for (kind, words, options, expected) in files {
            let body = format!("* **`part`** {kind}\n  {words}");
            let api = api(&[Section {
                request: "POST /things",
                description: SAID,
                body: &body,
                options,
                ..Section::default()
            }]);
            let endpoint = &api.endpoints[0];
            let part = &super::super::parameters::body_members(&api.schemas, endpoint)[0];
            assert_eq!(is_file(&api.schemas, endpoint, part), expected, "{words} {options}");
        }
    }
}
