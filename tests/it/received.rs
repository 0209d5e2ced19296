//! Replies as a generated client reads them over HTTP: lists of two forms, unions that a text next to them names, and
//! objects that are not the documented ones.

use std::fs;
use std::path::Path;
use std::process::Command;

use docwright::{Generated, Spec, generate};
use docwright_tests::server::{Answer, Received, Server};
use docwright_tests::{pages_in, root};
use serde_json::{Value, json};

use crate::support::write_crate;

#[test]
fn replies_are_read_as_what_they_are() {
    let spec = Spec { pages: pages_in(&root().join("tests/fixtures/received")), ..Spec::default() };
    let generated = generate(spec, Some("tiny")).unwrap();
    let server = Server::start(|_, request| {
        let (page, is_last) = page(request);
        let answer = Answer::new(200, page.to_string());
        if is_last { answer } else { answer.header("Link", "<?page=2>; rel=\"next\"") }
    });
    let said = run(&generated, &server.origin);
    let expected = [
        "stargazers: fan 1",
        "stargazers: fan 2 since 2020-07-09T00:17:55Z",
        "stargazers: fan 3",
        "starred: acme/app since 2020-07-09T00:17:55Z",
        "starred: acme/lib",
        "starred by octocat: acme/app since 2020-07-09T00:17:55Z",
        "starred by octocat: acme/lib",
        "watched: acme/app",
        // One form of the list is shown, and this reply has two.
        "watched by octocat: json",
        "events: fork of 5, ",
        "events: watch, started",
        "events: public",
        "drift: $[0].payload.action: required, but missing",
        "commits: a, None",
        "commits: b, Some(\"Mona\")",
        "drift: $.items[0].committer: optional, and left out as it cannot be read (expected an object with some of name, \
         email, date, got an object with none of these members)",
        "strict: $.items[0].committer: expected an object with some of name, email, date, got an object with none of \
         these members",
    ];
    assert_eq!(said, expected);
}

/// The reply to a request, and whether no page follows.
fn page(request: &Received) -> (Value, bool) {
    let fan = |id: i64| json!({ "login": format!("fan-{id}"), "id": id });
    let repo = |name: &str| json!({ "id": 1, "full_name": name });
    let starred_at = "2020-07-09T00:17:55Z";
    let path = request.target().trim_start_matches("/api/v3");
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let is_first = !query.contains("page=2");
    let page = match path {
        "/repos/acme/app/stargazers" if is_first => {
            return (json!([fan(1), { "starred_at": starred_at, "user": fan(2) }]), false);
        }
        "/repos/acme/app/stargazers" => json!([fan(3)]),
        "/user/starred" | "/users/octocat/starred" => {
            json!([{ "starred_at": starred_at, "repo": repo("acme/app") }, repo("acme/lib")])
        }
        "/user/watched" | "/users/octocat/watched" => json!([repo("acme/app")]),
        "/events" => json!([
            { "id": "1", "payload": { "forkee": { "id": 5 } }, "type": "ForkEvent" },
            { "id": "2", "type": "WatchEvent", "payload": { "action": "started" } },
            { "id": "3", "type": "PublicEvent", "payload": {} },
        ]),
        "/search/commits" => json!({ "total_count": 2, "items": [
            { "sha": "a", "committer": { "login": "octocat", "id": 1, "type": "User", "site_admin": false } },
            { "sha": "b", "committer": { "name": "Mona", "login": "octocat" } },
        ] }),
        other => panic!("nothing is at {other}"),
    };
    (page, true)
}

/// The lines that the program prints.
fn run(generated: &Generated, origin: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("received");
    write_crate(generated, &folder);
    fs::create_dir_all(folder.join("examples")).unwrap();
    fs::write(folder.join("examples/call.rs"), PROGRAM).unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--offline", "--example", "call"])
        .args(["--no-default-features", "--features", "reqwest,blocking,activity,search", "--", origin])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

const PROGRAM: &str = r#"
use tiny::types::{ActivityReposStarred, ActivityStargazer, EventPayload};
use tiny::{Client, Drift};

fn main() {
    let origin = std::env::args().nth(1).unwrap();
    let github = Client::builder(format!("{origin}/api/v3")).build_blocking().unwrap();
    for item in github.iter(github.repos("acme", "app").activity().list_stargazers().items()) {
        match item.unwrap() {
            ActivityStargazer::SimpleFan(fan) => println!("stargazers: fan {}", fan.id),
            ActivityStargazer::Stargazer(star) => {
                println!("stargazers: fan {} since {}", star.user.unwrap().id, star.starred_at);
            }
            other => panic!("{other:?}"),
        }
    }
    for item in github.iter(github.user().activity().list_repos_starred().items()) {
        println!("starred: {}", starred(item.unwrap()));
    }
    for item in github.iter(github.users("octocat").activity().list_repos_starred().items()) {
        println!("starred by octocat: {}", starred(item.unwrap()));
    }
    for repo in github.wait(github.user().activity().list_repos_watched()).unwrap() {
        println!("watched: {}", repo.full_name);
    }
    for item in github.wait(github.users("octocat").activity().list_repos_watched()).unwrap() {
        let _: runtime::serde_json::Value = item;
        println!("watched by octocat: json");
    }
    let events = github.wait(github.activity().list_public_events().send()).unwrap();
    for event in events.value() {
        match event.payload.as_ref().unwrap() {
            EventPayload::ForkEvent(fork) => println!("events: fork of {}, {}", fork.forkee.id, fork.action),
            EventPayload::WatchEvent(watch) => println!("events: watch, {}", watch.action),
            EventPayload::PublicEvent(_) => println!("events: public"),
            other => panic!("{other:?}"),
        }
    }
    print(events.drift());
    let commits = github.wait(github.search().commits().send()).unwrap();
    for commit in &commits.value().items {
        println!("commits: {}, {:?}", commit.sha, commit.committer.as_ref().map(|user| user.name.as_deref().unwrap()));
    }
    print(commits.drift());
    let strict = Client::builder(format!("{origin}/api/v3")).strict(true).build_blocking().unwrap();
    println!("strict: {}", cause(&strict.wait(strict.search().commits()).unwrap_err()));
}

fn starred(item: ActivityReposStarred) -> String {
    match item {
        ActivityReposStarred::Repository(repo) => repo.full_name,
        ActivityReposStarred::StarredRepository(star) => {
            format!("{} since {}", star.repo.unwrap().full_name, star.starred_at)
        }
        other => panic!("{other:?}"),
    }
}

fn print(drift: &[Drift]) {
    for drift in drift {
        println!("drift: {drift}");
    }
}

fn cause(error: &tiny::Error) -> String {
    match error {
        tiny::Error::Decode(error) => format!("{}: expected {}, got {}", error.path(), error.expected(), error.got()),
        other => other.to_string(),
    }
}
"#;
