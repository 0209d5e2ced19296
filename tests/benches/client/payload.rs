//! What the server answers: packages with all that the page says of them.

use serde_json::{Value, json};

/// A list of packages, as the page describes it, or as servers send it: without `version_count`.
pub(crate) fn packages(count: i64, complete: bool) -> String {
    let list: Vec<Value> = (1..=count).map(|id| package(id, complete)).collect();
    Value::from(list).to_string()
}

/// One package.
pub(crate) fn package(id: i64, complete: bool) -> Value {
    let mut package = json!({
        "id": id,
        "name": format!("team/app-{id}"),
        "package_type": "container",
        "url": format!("https://ghe.example.com/api/v3/orgs/acme/packages/container/team%2Fapp-{id}"),
        "html_url": format!("https://ghe.example.com/orgs/acme/packages/container/package/team%2Fapp-{id}"),
        "visibility": "private",
        "owner": user(),
        "repository": repository(id),
        "created_at": "2025-01-02T03:04:05Z",
        "updated_at": "2026-01-02T03:04:05Z",
    });
    if let Some(package) = package.as_object_mut().filter(|_| complete) {
        package.insert("version_count".to_owned(), json!(12));
    }
    package
}

fn user() -> Value {
    let mut user = json!({
        "login": "acme", "id": 9919, "node_id": "MDEyOk9yZ2FuaXphdGlvbjk5MTk=", "type": "Organization", "site_admin": false,
        "gravatar_id": "", "avatar_url": "https://ghe.example.com/avatars/u/9919?v=4", "user_view_type": "public",
    });
    let urls = "url html_url followers_url following_url gists_url starred_url subscriptions_url organizations_url repos_url \
        events_url received_events_url";
    add_urls(&mut user, urls, "https://ghe.example.com/api/v3/users/acme");
    user
}

fn repository(id: i64) -> Value {
    let mut repository = json!({
        "id": id * 17, "node_id": "MDEwOlJlcG9zaXRvcnkxMjk2MjY5", "name": "app", "full_name": "acme/app",
        "owner": user(), "private": true, "fork": false, "description": "An app, of which there are some",
    });
    let urls = "html_url url archive_url assignees_url blobs_url branches_url collaborators_url comments_url commits_url compare_url \
        contents_url contributors_url deployments_url downloads_url events_url forks_url git_commits_url git_refs_url git_tags_url \
        issue_comment_url issue_events_url issues_url keys_url labels_url languages_url merges_url milestones_url \
        notifications_url pulls_url releases_url stargazers_url statuses_url subscribers_url subscription_url tags_url teams_url \
        trees_url hooks_url";
    add_urls(&mut repository, urls, "https://ghe.example.com/api/v3/repos/acme/app");
    repository
}

fn add_urls(object: &mut Value, names: &str, base: &str) {
    for name in names.split_whitespace() {
        object[name] = format!("{base}/{}{{/id}}", name.trim_end_matches("_url")).into();
    }
}
