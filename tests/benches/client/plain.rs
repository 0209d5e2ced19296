//! The types of packages as serde derives them, complete, with text for everything that is text: what the client's own decoding is
//! measured against.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

/// A struct of members of one type each.
macro_rules! record {
    ($name:ident { $($type:ty: $($field:ident)*;)* }) => {
        #[derive(Debug, Deserialize)]
        #[allow(dead_code, clippy::struct_field_names, reason = "they are GitHub's, and what is measured is that they are filled")]
        pub(crate) struct $name { $($($field: $type,)*)* }
    };
}

record! {
    Package {
        i64: id;
        String: name package_type url html_url visibility created_at updated_at;
        Option<i64>: version_count;
        Option<Box<SimpleUser>>: owner;
        Option<Box<MinimalRepository>>: repository;
    }
}

record! {
    SimpleUser {
        Option<String>: name email gravatar_id starred_at user_view_type;
        String: login node_id avatar_url url html_url followers_url following_url gists_url starred_url subscriptions_url
            organizations_url repos_url events_url received_events_url r#type;
        i64: id;
        bool: site_admin;
    }
}

record! {
    MinimalRepository {
        i64: id;
        Option<Box<SimpleUser>>: owner;
        bool: private fork;
        String: node_id name full_name html_url url archive_url assignees_url blobs_url branches_url collaborators_url
            comments_url commits_url compare_url contents_url contributors_url deployments_url downloads_url events_url forks_url
            git_commits_url git_refs_url git_tags_url issue_comment_url issue_events_url issues_url keys_url labels_url languages_url
            merges_url milestones_url notifications_url pulls_url releases_url stargazers_url statuses_url subscribers_url
            subscription_url tags_url teams_url trees_url hooks_url;
        Option<String>: description git_url ssh_url clone_url mirror_url svn_url homepage language default_branch
            pull_request_creation_policy visibility pushed_at created_at updated_at role_name temp_clone_token;
        Option<i64>: forks_count stargazers_count watchers_count size open_issues_count subscribers_count network_count forks
            open_issues watchers;
        Option<bool>: is_template has_issues has_projects has_wiki has_pages has_downloads has_discussions has_pull_requests
            archived disabled delete_branch_on_merge allow_forking web_commit_signoff_required;
        Option<Vec<String>>: topics;
        Option<Value>: permissions code_of_conduct license security_and_analysis;
        Option<BTreeMap<String, Value>>: custom_properties;
    }
}
