//! The token and secret parameters are shown nowhere, not even where a server sends them back.
#![cfg(feature = "reqwest")]

mod support;

use std::time::Duration;

use docwright_base::Client;
use runtime::serde_json::json;
use runtime::{Error, Method, Raw};
use support::requests::{List, Restore};
use support::server::{Answer, Server};
use support::types::PackageType;
use support::{CANARY, builder, shown};

const SECRET: &str = "canary/of a parameter";

/// A request that carries a secret everywhere it can, to a server that repeats it in every way.
fn restore() -> Restore {
    Restore::new("acme", SECRET).voucher(SECRET).pin(SECRET).with_query("access_token", SECRET)
}

fn raw() -> Raw {
    Raw::new(Method::GET, format!("/x?token={CANARY}"))
        .with_header("Authorization", &format!("Basic {SECRET}"))
}

fn client(server: &Server) -> Client {
    builder(&server.origin)
        .token(format!("{CANARY}\n"))
        .attempt_timeout(Duration::from_millis(300))
        .build()
        .unwrap()
}

#[tokio::test]
async fn in_no_error() {
    let echo =
        json!({ "message": format!("{CANARY} {SECRET}"), "errors": [SECRET, { "a": CANARY }] }).to_string();
    let escaped = echo.replace('/', "\\u002f").replace("ghp_", "\\u0067hp_");
    let link = format!(r#"</x?token={CANARY}>; rel="next""#);
    let answers = [
        Answer::new(403, echo.clone()).header("X-Echo", CANARY),
        Answer::new(404, escaped),
        Answer::new(401, "{}").header("X-GitHub-Request-Id", CANARY),
        Answer::new(500, format!("<html>{CANARY} {SECRET} canary%2Fof%20a%20parameter")),
        Answer::new(302, "").header("Location", format!("https://evil.example/?voucher={CANARY}")),
        Answer::new(302, "").header("Location", format!("https://evil.example/{CANARY}")),
        Answer::new(302, ""),
        Answer::new(200, format!("{{{CANARY}")),
        Answer::new(200, json!(CANARY).to_string()),
        Answer::new(200, json!([{ "id": CANARY }]).to_string()).header("Link", link),
        Answer::new(200, "[").header("Content-Length", "100"),
    ];
    for answer in answers {
        let server = Server::always(answer);
        let client = client(&server);
        let list = List::new("acme", PackageType::Npm).with_query("access_token", SECRET);
        let mut pages = client.pages(list.clone());
        let mut items = client.items(list);
        let mut errors = vec![
            client.send(restore()).await.err(),
            client.send(raw()).await.err(),
            client.send(raw().returning::<Vec<i64>>()).await.err(),
        ];
        for _ in 0..3 {
            errors.push(pages.next().await.and_then(Result::err));
            errors.push(items.next().await.and_then(Result::err));
        }
        let errors: Vec<Error> = errors.into_iter().flatten().collect();
        assert!(errors.len() >= 2);
        for error in &errors {
            let mut shown = shown(error);
            if let Error::Api(error) = error {
                if error.status() != 404 {
                    // Escapes can be anything in a text; they are undone in what is read from it.
                    shown += error.body();
                }
                shown += &json!(error.errors()).to_string();
            }
            assert!(!shown.contains(CANARY) && !shown.contains("canary"), "{shown}");
        }
    }
}

#[tokio::test]
async fn in_no_error_of_a_raw_request() {
    let echo = r#"{"message": "hunter 2, hunter%202, 3hunter, 4hunter"}"#;
    let server = Server::always(Answer::new(422, echo));
    let body = json!({ "x": { "hook_secret": ["3hunter", { "a": "4hunter" }] } });
    let request = Raw::new(Method::POST, "/x?tok%65n=hunter%202").json(body);
    let error = client(&server).send(request).await.unwrap_err();
    assert!(!shown(&error).contains("hunter"), "{error:?}");
}

#[tokio::test]
async fn in_no_error_without_an_answer() {
    let silent = Server::start(|_, _| {
        std::thread::sleep(Duration::from_secs(1));
        Answer::new(204, "")
    });
    let nobody = builder("http://127.0.0.1:1").token(CANARY).build().unwrap();
    let errors = [
        client(&silent).send(restore()).await.unwrap_err(),
        nobody.send(restore()).await.unwrap_err(),
        nobody.send(raw()).await.unwrap_err(),
        nobody.send(Restore::new("", SECRET)).await.unwrap_err(),
        nobody.send(restore().with_header("bad name", SECRET)).await.unwrap_err(),
        nobody.send(restore().with_header("x", &format!("{CANARY}\n"))).await.unwrap_err(),
        nobody.send(Raw::new(Method::GET, format!("//x?token={CANARY}"))).await.unwrap_err(),
    ];
    for error in errors {
        let shown = shown(&error);
        assert!(!shown.contains("canary"), "{shown}");
    }
}

#[test]
fn in_no_client_and_no_request() {
    let builder = builder("https://ghe.example.com").token(CANARY).header("Cookie", CANARY);
    let shown = format!("{builder:?}");
    let client = builder.build().unwrap();
    let list = List::new("acme", PackageType::Npm).with_header("Authorization", CANARY).bind(&client);
    let shown = format!(
        "{shown} {client:?} {client:#?} {list:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        list.clone().items(),
        list.clone().pages(),
        list.clone().send(),
        restore().bind(&client),
        raw(),
        client.request(Method::GET, "/").json(json!({ "token": CANARY })),
    );
    assert!(!shown.contains("canary"), "{shown}");
    assert!(shown.contains("base_url: \"https://ghe.example.com\", token: [REDACTED]"), "{shown}");
}
