//! What an error says: for each endpoint and each error status of its section, everything that the server and the page
//! say of it, and never the token.

use std::collections::BTreeMap;
use std::error::Error as _;
use std::pin::Pin;

use docwright_tests::documented::{Documented, documented};
use docwright_tests::packages_text;
use docwright_tests::server::{Answer, Server};
use octoquill::types::PackageType::Npm;
use octoquill::{ApiError, BodyErrorKind, Client, Endpoint, Error, Request, Retry, orgs, user, users};

const TOKEN: &str = "ghp_canary0123456789";

/// Tells the server of these tests what to answer.
const ANSWER_WITH: &str = "x-answer-with";

type Outcome<'a> = Pin<Box<dyn Future<Output = Result<(), Error>> + 'a>>;

#[tokio::test]
async fn errors_say_all_that_is_known() {
    let server = server();
    let page = documented(&packages_text());
    let mut checked = BTreeMap::new();
    for status in [400, 401, 403, 404, 418] {
        let github = client(&server, &status.to_string());
        for ((endpoint, outcome), documented) in all(&github).into_iter().zip(&page) {
            assert_eq!(endpoint.title, documented.title);
            let error = api_error(outcome.await);
            let said =
                documented.statuses.iter().find(|(code, _)| *code == status).map(|(_, text)| text.as_str());
            assert_error(&error, status, said, documented);
            if said.is_some() {
                *checked.entry(status).or_insert(0) += 1;
            }
        }
    }
    // Counted by hand on the page, lest a reader that finds nothing check nothing.
    assert_eq!(checked, BTreeMap::from([(400, 3), (401, 19), (403, 19), (404, 15)]));
    // Each error status of the page was answered once.
    let on_the_page = page.iter().flat_map(|one| &one.statuses).filter(|(code, _)| *code >= 400).count();
    assert_eq!(checked.values().sum::<usize>(), on_the_page);
}

fn assert_error(error: &ApiError, status: u16, said: Option<&str>, documented: &Documented) {
    assert_eq!(error.status(), status);
    assert_eq!(error.message(), Some("Said by the server."));
    assert_eq!(error.documentation_url(), Some("https://docs.github.com/rest/x"));
    assert_eq!(error.request_id(), Some("E3DA:371076"));
    assert_eq!(error.documented(), said, "{} {status}", documented.title);
    let scopes: &[String] = if matches!(status, 401 | 403 | 404) { &documented.scopes } else { &[] };
    assert_eq!(error.required_scopes(), scopes);
    assert_eq!(error.endpoint().title, documented.title);
    assert_eq!(error.granted_scopes(), ["repo", "read:packages"]);
    let shown = error.to_string();
    assert!(shown.contains("Said by the server."), "{shown}");
    assert!(shown.ends_with("request id E3DA:371076)"), "{shown}");
    assert!(said.is_none_or(|said| shown.contains(&format!("documented: {said:?}"))), "{shown}");
    assert!(scopes.is_empty() || shown.contains(&format!("needs scopes: {}", scopes.join(", "))), "{shown}");
}

#[tokio::test]
async fn an_error_reads_as_one_line() {
    let server = server();
    let error = client(&server, "404").orgs("acme").packages().delete(Npm, "team/app").await.unwrap_err();
    let expected = "DELETE /orgs/acme/packages/npm/team%2Fapp: 404 Not Found: Said by the server. (documented: \
        \"Resource not found\"; needs scopes: read:packages, delete:packages; request id E3DA:371076)";
    assert_eq!(error.to_string(), expected);
    assert!(error.is_not_found());
    assert!(error.source().is_none(), "what is in the text already is not told twice");
}

#[tokio::test]
async fn html_keeps_its_status() {
    let page = "<html><body>502 Bad Gateway</body></html>";
    for status in [403, 502, 503] {
        let server = Server::always(Answer::new(status, page).header("Content-Type", "text/html"));
        let error = api_error(client(&server, "").user().packages().get(Npm, "x").await);
        assert_eq!(error.status(), status);
        assert_eq!(error.message(), None);
        assert_eq!(error.documentation_url(), None);
        assert_eq!(error.body(), page);
        assert!(!error.to_string().contains('<'), "a page of HTML is no line of a log: {error}");
    }
}

#[tokio::test]
async fn an_html_page_of_success_is_no_package() {
    let server =
        Server::always(Answer::new(200, "<html>Please log in</html>").header("Content-Type", "text/html"));
    let error = client(&server, "").user().packages().get(Npm, "x").await.unwrap_err();
    assert_eq!(error.status().unwrap(), 200);
    let expected = "GET /user/packages/npm/x: 200 OK: the body is no JSON: \
        it is `text/html`, and begins with \"<html>Please log in</html>\"";
    assert_eq!(error.to_string(), expected);
    let Error::Body(error) = error else { panic!("{error:?}") };
    assert_eq!(error.kind(), BodyErrorKind::UnexpectedContentType);
}

#[tokio::test]
async fn the_token_is_shown_nowhere() {
    let server = server();
    let github = client(&server, "echo");
    let mut shown = vec![format!("{github:?} {github:#?}")];
    let builder = Client::builder(&server.origin).token(TOKEN);
    shown.push(format!("{builder:?}"));
    let packages = github.orgs("acme").packages();
    shown.push(format!("{packages:?} {:?} {:?}", packages.list(Npm), packages.list(Npm).items()));
    let mut answered = 0;
    for (_, outcome) in all(&github) {
        let error = outcome.await.unwrap_err();
        shown.push(format!("{error} {error:?} {error:#?}"));
        let error = api_error::<()>(Err(error));
        shown.push(format!("{:?} {} {:?}", error.message(), error.body(), error.errors()));
        answered += 1;
    }
    let nobody = Client::builder("http://127.0.0.1:1").token(TOKEN).retry(Retry::never()).build().unwrap();
    for (_, outcome) in all(&nobody) {
        let error = outcome.await.unwrap_err();
        shown.push(format!("{error} {error:?} {:?}", error.source()));
    }
    assert_eq!(answered, 27);
    let shown = shown.join("\n");
    assert!(!shown.contains("canary"), "{shown}");
    assert!(shown.contains("token: [REDACTED]"), "{shown}");
    // The server did send it back.
    assert_eq!(server.received()[0].header("authorization"), Some("Bearer ghp_canary0123456789"));
}

#[tokio::test]
async fn the_restore_token_is_shown_nowhere() {
    let server = server();
    let github = client(&server, "echo");
    let restores = [
        orgs::packages::Restore::new("acme", Npm, "x").token("canary").bind(&github).await,
        user::packages::Restore::new(Npm, "x").token("canary").bind(&github).await,
        users::packages::Restore::new("octocat", Npm, "x").token("canary").bind(&github).await,
    ];
    for outcome in restores {
        let error = api_error(outcome);
        let shown = format!("{error} {error:?} {error:#?} {} {:?}", error.body(), error.errors());
        assert!(!shown.contains("canary"), "{shown}");
    }
    for request in server.received() {
        assert!(request.target().ends_with("/restore?token=canary"), "{}", request.line);
    }
    let request = user::packages::Restore::new(Npm, "x").token("canary");
    let shown = format!("{request:?}");
    assert_eq!(shown, "Restore { request: POST /user/packages/npm/x/restore?token=[REDACTED] }");
}

/// Every endpoint in the page's order, as a request that is sent by itself, without the scope chain.
fn all(github: &Client) -> Vec<(&'static Endpoint, Outcome<'_>)> {
    macro_rules! scope {
        ($module:ident $(, $scope:expr)?) => {{
            use $module::packages as it;
            [
                one(github, it::ListDockerConflicts::new($($scope)?)),
                one(github, it::List::new($($scope,)? Npm)),
                one(github, it::Get::new($($scope,)? Npm, "x")),
                one(github, it::Delete::new($($scope,)? Npm, "x")),
                one(github, it::Restore::new($($scope,)? Npm, "x")),
                one(github, it::ListVersions::new($($scope,)? Npm, "x")),
                one(github, it::GetVersion::new($($scope,)? Npm, "x", 7)),
                one(github, it::DeleteVersion::new($($scope,)? Npm, "x", 7)),
                one(github, it::RestoreVersion::new($($scope,)? Npm, "x", 7)),
            ]
        }};
    }
    let scopes = [scope!(orgs, "acme"), scope!(user), scope!(users, "octocat")];
    scopes.into_iter().flatten().collect()
}

fn one<'a, R: Request + 'a>(github: &'a Client, request: R) -> (&'static Endpoint, Outcome<'a>)
where
    R::Output: 'a,
{
    (R::ENDPOINT, Box::pin(async move { github.send(request).await.map(drop) }))
}

/// Answers with the status that the request's header names; for `echo`, with what the request itself said.
fn server() -> Server {
    Server::start(|_, request| {
        let answer_with = request.header(ANSWER_WITH).unwrap();
        let message = if answer_with == "echo" {
            format!("{} {}", request.header("authorization").unwrap(), request.target())
        } else {
            "Said by the server.".to_owned()
        };
        let body = serde_json::json!({
            "message": message,
            "errors": [{ "value": message }],
            "documentation_url": "https://docs.github.com/rest/x",
        });
        Answer::new(answer_with.parse().unwrap_or(422), body.to_string())
            .header("X-GitHub-Request-Id", "E3DA:371076")
            .header("X-OAuth-Scopes", "repo, read:packages")
    })
}

fn client(server: &Server, answer_with: &str) -> Client {
    let url = format!("{}/api/v3", server.origin);
    Client::builder(url).token(TOKEN).header(ANSWER_WITH, answer_with).retry(Retry::never()).build().unwrap()
}

fn api_error<T: std::fmt::Debug>(outcome: Result<T, Error>) -> ApiError {
    match outcome {
        Err(Error::Api(error)) => *error,
        other => panic!("no error of the API: {other:?}"),
    }
}
