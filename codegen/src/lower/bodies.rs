//! Bodies that are not described member by member: files, text, and JSON that the page does not show.

use crate::diagnostic::Effect;
use crate::model::{Endpoint, Extent, Kind, Method, OpaqueReason, SchemaId, Schemas};
use crate::rust::{Parameter, Place, RustIdent, Type};

/// What a body is that nobody says anything of.
const BYTES: &str = "application/octet-stream";

/// The media type of a body that is no JSON: the prose speaks of its `Content-Type`, or the example sends a file.
pub(super) fn content_type(endpoint: &Endpoint) -> Option<String> {
    if endpoint.body.is_some() {
        return None;
    }
    let said = endpoint.description.lines().find(|line| line.contains("Content-Type"));
    let sends_file = endpoint.examples.iter().any(|example| {
        example.body.as_ref().and_then(|body| body.as_str()).is_some_and(|body| body.starts_with('@'))
    });
    let named = said.and_then(|line| line.split_whitespace().find_map(media_type));
    (said.is_some() || sends_file).then(|| named.unwrap_or(BYTES).to_owned())
}

/// A word that is a media type, without what stands around it.
fn media_type(word: &str) -> Option<&str> {
    let word = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let (kind, form) = word.split_once('/')?;
    let known = ["application", "audio", "image", "multipart", "text", "video"].contains(&kind);
    let plain = !form.is_empty() && form.chars().all(|c| c.is_ascii_alphanumeric() || "-.+".contains(c));
    (known && plain).then_some(word)
}

/// Whether the body is sent as a form, which only the prose says. The page prints its parts as those of any body.
pub(super) fn is_form(endpoint: &Endpoint) -> bool {
    let has_parts = endpoint.body.is_some() && endpoint.request != Extent::Raw;
    has_parts && endpoint.description.contains("multipart/form-data")
}

/// Whether a part of a form is a file, by what is said of it: "The content of your .ghl license file."
pub(super) fn is_file(schemas: &Schemas, part: SchemaId, description: &str) -> bool {
    let words = || description.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    let is_string = |id: &SchemaId| schemas.get(*id).kind == Kind::String;
    let may_be_string = match &schemas.get(part).kind {
        Kind::Union { variants, .. } => variants.iter().any(is_string),
        _ => is_string(&part),
    };
    may_be_string
        && words().any(|word| word == "content" || word == "contents")
        && words().any(|word| word == "file")
}

/// Whether the body is JSON of which the page shows no member, or none that was understood.
pub(super) fn hides_body(schemas: &Schemas, endpoint: &Endpoint) -> bool {
    let shows =
        endpoint.examples.iter().any(|example| example.body.as_ref().is_some_and(|body| !body.is_null()));
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

    fn post<'a>(description: &'a str, body: &'a str, sends: &'a str) -> Endpoint {
        endpoint(Section { request: "POST /things", description, body, sends, ..Section::default() })
    }

    #[test]
    fn a_body_that_is_no_json() {
        let table = [
            ("Creates it.", "", "", None),
            (
                "Send the raw content.\nUse the required Content-Type header, such as text/plain or text/html.",
                "",
                "",
                Some("text/plain"),
            ),
            ("Use the required Content-Type header to name the media type.", "", "", Some(BYTES)),
            ("Uploads it.", "", "\"@example.zip\"", Some(BYTES)),
            ("Renders it.", "", "\"text\"", None),
            // What has members is JSON, whatever is said of headers.
            ("Use the Content-Type header application/json.", NAME, "", None),
        ];
        for (description, body, sends, expected) in table {
            assert_eq!(content_type(&post(description, body, sends)).as_deref(), expected, "{description}");
        }
    }

    #[test]
    fn a_body_of_which_no_member_is_shown() {
        let table = [("", "", false), ("", "{\"name\":\"x\"}", true), (NAME, "{\"name\":\"x\"}", false)];
        for (body, sends, expected) in table {
            let api = api(&[Section { request: "POST /things", body, sends, ..Section::default() }]);
            assert_eq!(hides_body(&api.schemas, &api.endpoints[0]), expected, "{body} {sends}");
        }
    }

    #[test]
    fn a_form_and_its_files() {
        let form = "The body must be submitted as multipart/form-data data.";
        for (description, body, expected) in
            [(form, NAME, true), (form, "", false), ("Creates it.", NAME, false)]
        {
            assert_eq!(is_form(&post(description, body, "")), expected, "{description}");
        }
        let table = [
            ("(string)", "The content of your .ghl license file.", true),
            ("(string)", "The name of your license file.", false),
            ("(string)", "The contents, as text.", false),
            ("(boolean)", "Whether the content is a file.", false),
        ];
        for (kind, words, expected) in table {
            let body = format!("* **`part`** {kind}\n  {words}");
            let body = body.as_str();
            let api =
                api(&[Section { request: "POST /things", description: form, body, ..Section::default() }]);
            let part = &api.schemas.get(api.endpoints[0].body.unwrap()).fields()[0];
            assert_eq!(is_file(&api.schemas, part.schema, &part.description), expected, "{words}");
        }
    }
}
