//! Replies as GitHub sends them.

use serde_json::{Value as Json, json};

/// A package with every member that the page calls required.
pub(super) fn package(id: i64) -> Json {
    json!({
        "id": id, "name": "left-pad", "package_type": "npm", "visibility": "public", "version_count": 5,
        "url": "https://ghe.example.com/p", "html_url": "https://ghe.example.com/h",
        "created_at": "2020-05-19T22:19:11Z", "updated_at": "2020-05-19T22:19:11Z",
    })
}

/// A package with one member replaced.
pub(super) fn package_with(member: &str, value: Json) -> Json {
    let mut package = package(1);
    package[member] = value;
    package
}

/// A package with one member replaced by text that need not be what `serde_json` would write.
pub(super) fn package_text(member: &str, value: &str) -> String {
    package_with(member, json!("@")).to_string().replace("\"@\"", value)
}

/// A list of packages.
pub(super) fn packages(ids: &[i64]) -> String {
    Json::from(ids.iter().map(|id| package(*id)).collect::<Vec<_>>()).to_string()
}

/// What the lists of api.github.com look like: an owner and a repository in each item, and no `version_count`.
pub(super) fn recorded_like() -> Json {
    let owner = json!({
        "login": "octocat", "id": 1, "node_id": "MDQ6VXNlcjE=", "avatar_url": "https://example.com/a.png",
        "gravatar_id": "", "url": "https://api.github.com/users/octocat", "html_url": "https://github.com/octocat",
        "followers_url": "u", "following_url": "u{/other_user}", "gists_url": "u{/gist_id}",
        "starred_url": "u{/owner}{/repo}", "subscriptions_url": "u", "organizations_url": "u", "repos_url": "u",
        "events_url": "u{/privacy}", "received_events_url": "u", "type": "User", "user_view_type": "public",
        "site_admin": false,
    });
    let item = |id: i64| {
        let mut package = package(id);
        package.as_object_mut().unwrap().remove("version_count");
        package["owner"] = owner.clone();
        package["package_type"] = json!("container");
        package
    };
    json!([item(1), item(2), item(3)])
}
