//! What the server answers: packages with all that the page says of them, in its order, as GitHub sends them.

use std::fmt::Write as _;

/// A list of packages, as the page describes it, or as servers send it: without `version_count`.
pub(crate) fn packages(count: i64, complete: bool) -> String {
    let list: Vec<String> = (1..=count).map(|id| package(id, complete)).collect();
    format!("[{}]", list.join(","))
}

fn package(id: i64, complete: bool) -> String {
    let version_count = if complete { r#""version_count":12,"# } else { "" };
    let (owner, repository) = (user(), repository(id));
    format!(
        r#"{{"id":{id},"name":"team/app-{id}","package_type":"container",
        "url":"https://ghe.example.com/api/v3/orgs/acme/packages/container/team%2Fapp-{id}",
        "html_url":"https://ghe.example.com/orgs/acme/packages/container/package/team%2Fapp-{id}",
        {version_count}"visibility":"private","owner":{owner},"repository":{repository},
        "created_at":"2025-01-02T03:04:05Z","updated_at":"2026-01-02T03:04:05Z"}}"#
    )
}

fn user() -> String {
    let urls = urls(
        "url html_url followers_url following_url gists_url starred_url subscriptions_url organizations_url repos_url events_url \
        received_events_url",
        "https://ghe.example.com/api/v3/users/acme",
    );
    format!(
        r#"{{"login":"acme","id":9919,"node_id":"MDEyOk9yZ2FuaXphdGlvbjk5MTk=",
        "avatar_url":"https://ghe.example.com/avatars/u/9919?v=4","gravatar_id":"",{urls},"type":"Organization",
        "user_view_type":"public","site_admin":false}}"#
    )
}

fn repository(id: i64) -> String {
    let (owner, number) = (user(), id * 17);
    let urls = urls(
        "url archive_url assignees_url blobs_url branches_url collaborators_url comments_url commits_url compare_url contents_url \
        contributors_url deployments_url downloads_url events_url forks_url git_commits_url git_refs_url git_tags_url \
        issue_comment_url issue_events_url issues_url keys_url labels_url languages_url merges_url milestones_url \
        notifications_url pulls_url releases_url stargazers_url statuses_url subscribers_url subscription_url tags_url teams_url \
        trees_url hooks_url",
        "https://ghe.example.com/api/v3/repos/acme/app",
    );
    format!(
        r#"{{"id":{number},"node_id":"MDEwOlJlcG9zaXRvcnkxMjk2MjY5","name":"app","full_name":"acme/app","owner":{owner},
        "private":true,"html_url":"https://ghe.example.com/acme/app","description":"An app, of which there are some",
        "fork":false,{urls}}}"#
    )
}

/// Members that are URLs.
fn urls(names: &str, base: &str) -> String {
    let mut urls = String::new();
    for name in names.split_whitespace() {
        let path = name.trim_end_matches("_url");
        // Writing to a string cannot fail.
        let _ = write!(urls, r#""{name}":"{base}/{path}{{/id}}","#);
    }
    urls.pop();
    // As GitHub does, without spaces between the members.
    urls
}
