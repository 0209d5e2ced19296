//! What programs want to know of an endpoint's prose, read by rule: sentences as GitHub writes them.

use docwright::model::{Endpoint, TokenKind, TokenUse};
use docwright_tests::read_packages;

use crate::support::{Section, page};

#[test]
fn kinds_of_tokens() {
    use TokenKind::{Classic, FineGrained, GithubApp, OauthApp};
    let yes = |kind| TokenUse { kind, works: true, only: false };
    let no = |kind| TokenUse { kind, works: false, only: false };
    let only = |kind| TokenUse { kind, works: true, only: true };
    for (sentence, expected) in [
        (
            "OAuth app tokens and personal access tokens (classic) need the repo scope to use this endpoint.",
            vec![yes(OauthApp), yes(Classic)],
        ),
        (
            "If the repository is private, OAuth tokens and personal access tokens (classic) need the repo scope to use \
             this endpoint.",
            vec![yes(OauthApp), yes(Classic)],
        ),
        (
            "OAuth apps and personal access tokens (classic) cannot use this endpoint.",
            vec![no(OauthApp), no(Classic)],
        ),
        ("Only GitHub Apps can use this endpoint.", vec![only(GithubApp)]),
        ("GitHub Apps must use a JWT to access this endpoint.", vec![yes(GithubApp)]),
        ("This endpoint does not work with GitHub App user access tokens.", vec![no(GithubApp)]),
        ("This endpoint works with fine-grained personal access tokens.", vec![yes(FineGrained)]),
        ("You can list the GitHub Apps that have access to this branch.", vec![]),
        ("The handle for the GitHub user account.", vec![]),
    ] {
        assert_eq!(described(sentence).tokens, expected, "{sentence}");
    }
}

#[test]
fn endpoints_that_close_down() {
    for (title, sentence, expected) in [
        ("Closing down - Get", "Gets it.", true),
        ("Get", "Closing down notice: This operation is closing down and will be removed.", true),
        ("Get", "Endpoint closing down notice: This endpoint route is closing down.", true),
        ("Get", "The \"Get team member\" endpoint (described below) is closing down.", true),
        (
            "Get",
            "Closing down notice: The ability to update settings for an enterprise is closing down.",
            true,
        ),
        (
            "Get",
            "Closing down notice: GitHub will discontinue the OAuth Authorizations API, which is used by apps.",
            true,
        ),
        ("Get", "This endpoint is in the process of closing down. Refer to the changelog.", true),
        (
            "Get",
            "Closing down notice: The tool_name field is closing down, and not part of this endpoint.",
            false,
        ),
        ("Get", "The position parameter is closing down. If you use position, line is not required.", false),
        ("Get", "Gets it.", false),
    ] {
        let mut section = Section::get("/things");
        (section.title, section.description) = (title.to_owned(), sentence.to_owned());
        assert_eq!(endpoint(section).deprecated, expected, "{title}: {sentence}");
    }
}

#[test]
fn previews() {
    for (sentence, expected) in [
        (
            "The SCIM API endpoints for enterprise accounts are currently in private preview.",
            Some("private preview"),
        ),
        ("This endpoint is in public preview and is subject to change.", Some("public preview")),
        ("This endpoint is in beta.", Some("beta")),
        ("required_reviewers is in beta and subject to change.", None),
        ("Manages organization projects and projects public preview (where available).", None),
    ] {
        assert_eq!(described(sentence).preview.as_deref(), expected, "{sentence}");
    }
}

#[test]
fn media_types() {
    let sentence = "This endpoint supports:\n\n* application/vnd.github.raw+json: Returns it.\n\
                    * application/vnd.github.raw+json and application/vnd.github.diff.";
    let expected = ["application/vnd.github.raw+json", "application/vnd.github.diff"];
    assert_eq!(described(sentence).media_types, expected);
}

#[test]
fn servers() {
    for server in [
        "http(s)://HOSTNAME/api/v3",
        "https://HOSTNAME/api/uploads",
        "http(s)://HOSTNAME",
        "https://uploads.github.com",
    ] {
        let text = page(&[Section::get("/things")]).replace("https://HOSTNAME/", &format!("{server}/"));
        let reading = read_packages(&text);
        assert_eq!(reading.api.endpoints[0].server.as_deref(), Some(server));
    }
}

fn described(sentence: &str) -> Endpoint {
    endpoint(Section { description: sentence.to_owned(), ..Section::get("/things") })
}

fn endpoint(section: Section) -> Endpoint {
    let reading = read_packages(&page(&[section]));
    reading.api.endpoints.into_iter().next().expect("the page has one")
}
