//! Request examples in the form of the site's newer templates: headers, files, forms and escaped quotes.

use docwright::diagnostic::Code;
use docwright::model::{BodyEncoding, RequestExample};
use docwright::read::{Reading, read};
use docwright_tests::{corpus, pages_in, read_packages, say};
use serde_json::json;

use crate::support::{Section, page};

fn with_options(options: &str) -> Reading {
    let text = page(&[Section::get("/things")]);
    let address = "https://HOSTNAME/things";
    assert!(text.contains(address), "{text}");
    read_packages(&text.replacen(address, &format!("{address}{options}"), 1))
}

fn example(options: &str) -> RequestExample {
    let reading = with_options(options);
    assert_eq!(reading.diagnostics, [], "{options}");
    reading.api.endpoints[0].examples[0].clone()
}

#[test]
fn headers_are_read_in_any_order() {
    let options = " \\\n  -H \"Content-Type: text/plain\" \\\n  -d 'x' \\\n  -H 'accept:  text/html'";
    let example = example(options);
    assert_eq!(example.accept.as_deref(), Some("text/html"));
    assert_eq!(example.content_type.as_deref(), Some("text/plain"));
    assert_eq!(example.body, Some(json!("x")));
}

#[test]
fn bodies_are_read_as_a_shell_sends_them() {
    let rows = [
        (" \\\n  -d '{\n  \"a\": \"it'\\''s\"\n}'", BodyEncoding::Plain, json!({ "a": "it's" })),
        (" \\\n  --data-binary \"@example.zip\"", BodyEncoding::File, json!("@example.zip")),
        (
            " \\\n  --form 'license=@a.ghl' \\\n  --form 'password=x=y'",
            BodyEncoding::Multipart,
            json!({ "license": "@a.ghl", "password": "x=y" }),
        ),
        (" \\\n  --data-urlencode 'name=a b'", BodyEncoding::Urlencoded, json!({ "name": "a b" })),
    ];
    for (options, encoding, body) in rows {
        let example = example(options);
        assert_eq!((example.encoding, example.body), (encoding, Some(body)), "{options}");
    }
}

#[test]
fn a_media_type_that_every_example_asks_for_is_that_of_the_endpoint() {
    const STAR: &str = " \\\n  -H \"Accept: application/star+json\"";
    let accept = |options: &[&str], method: &str| {
        let text = page(&[Section::get("/things")]);
        let (head, example) = text.split_at(text.find("#### Example").expect("a page has an example"));
        let address = "https://HOSTNAME/things";
        let examples =
            options.iter().map(|options| example.replacen(address, &format!("{address}{options}"), 1));
        let text = format!("{head}{}", examples.collect::<Vec<_>>().join("\n"));
        // The last example is of that method.
        let (before, after) = text.rsplit_once("-X GET").expect("an example has a method");
        let endpoint = read_packages(&format!("{before}-X {method}{after}")).api.endpoints.remove(0);
        (endpoint.accept().map(str::to_owned), endpoint.media_types)
    };
    let star = "application/star+json".to_owned();
    let rows: [(&[&str], &str, Option<&String>); 4] = [
        (&[STAR], "GET", Some(&star)),
        (&[STAR, STAR], "GET", Some(&star)),
        (&["", STAR], "GET", None),
        // An example that was skipped may not have asked for it.
        (&[STAR, STAR], "PUT", None),
    ];
    for (options, method, expected) in rows {
        let (found, media_types) = accept(options, method);
        assert_eq!(found.as_ref(), expected, "{options:?} {method}");
        assert!(media_types.contains(&star), "{options:?} {method}");
    }
}

#[test]
fn an_unknown_option_is_reported_and_the_rest_is_read() {
    for option in ["--compressed", "--max-time 5", "-k"] {
        let reading = with_options(&format!(" \\\n  {option} \\\n  -H \"Accept: text/html\""));
        let codes: Vec<Code> = reading.diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
        assert_eq!(codes, [Code::UnknownOption], "{option}");
        assert_eq!(reading.api.endpoints[0].examples[0].accept.as_deref(), Some("text/html"), "{option}");
    }
}

#[test]
fn newer_request_examples_give_the_same_model() {
    let Some(folder) = corpus("request examples in the newer form") else { return };
    let [before, mut now] =
        ["ghes-3.18", "ghes-3.18-requests"].map(|name| read(pages_in(&folder.join(name))));
    assert_eq!(now.diagnostics.len(), before.diagnostics.len());
    let mut stated = 0;
    for (endpoint, before) in now.api.endpoints.iter_mut().zip(&before.api.endpoints) {
        let asked_for: Vec<String> =
            endpoint.examples.iter().filter_map(|example| example.accept.clone()).collect();
        endpoint.media_types.retain(|one| before.media_types.contains(one) || !asked_for.contains(one));
        for example in &mut endpoint.examples {
            let stripped = RequestExample {
                accept: None,
                content_type: None,
                encoding: BodyEncoding::Plain,
                ..example.clone()
            };
            stated += usize::from(*example != stripped);
            *example = stripped;
        }
    }
    say(&format!("{stated} requests state a media type or how their body is sent"));
    assert_eq!(stated, 33);
    let model = |reading: &Reading| docwright_tests::expanded_model(&reading.api)["endpoints"].clone();
    assert!(model(&before) == model(&now), "both forms give one model but for what the newer form adds");
}
