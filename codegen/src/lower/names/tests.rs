use super::{MethodName, Operation, Scope, name_all, words};

/// The rows of a table: the expected name as a user writes it, category, title, HTTP method and path.
fn rows<'a>(table: &'a str) -> Vec<(&'a str, Operation<'a>)> {
    let lines = table.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    let row = |line: &'a str| {
        let [expected, category, title, request] = line.split(" | ").collect::<Vec<_>>()[..] else {
            panic!("no row: {line}")
        };
        let (method, path) = request.split_once(' ').unwrap();
        (expected, Operation { category, title, method, path })
    };
    lines.map(row).collect()
}

/// A name as a user writes it, without arguments: `orgs.packages.list`.
fn written(name: &MethodName) -> String {
    let scope = (name.scope != Scope::Client).then_some(name.scope.name());
    let parts = scope.into_iter().chain(name.handle.as_deref()).chain([name.method.as_str()]);
    parts.collect::<Vec<_>>().join(".")
}

/// Names each row for itself, so that no collision plays a part.
#[track_caller]
fn check(table: &str) {
    for (expected, operation) in rows(table) {
        let names = name_all(&[operation]);
        assert_eq!(names.iter().map(written).collect::<Vec<_>>(), [expected], "{operation:?}");
    }
}

/// Names the rows together.
#[track_caller]
fn check_together(table: &str) {
    let (expected, operations): (Vec<_>, Vec<_>) = rows(table).into_iter().unzip();
    let names: Vec<_> = name_all(&operations).iter().map(written).collect();
    assert_eq!(names, expected);
}

#[test]
fn the_packages_page() {
    check_together(
        "
        orgs.packages.list_docker_conflicts | packages | Get list of conflicting packages during Docker migration for organization | GET /orgs/{org}/docker/conflicts
        orgs.packages.list | packages | List packages for an organization | GET /orgs/{org}/packages
        orgs.packages.get | packages | Get a package for an organization | GET /orgs/{org}/packages/{package_type}/{package_name}
        orgs.packages.delete | packages | Delete a package for an organization | DELETE /orgs/{org}/packages/{package_type}/{package_name}
        orgs.packages.restore | packages | Restore a package for an organization | POST /orgs/{org}/packages/{package_type}/{package_name}/restore
        orgs.packages.list_versions | packages | List package versions for a package owned by an organization | GET /orgs/{org}/packages/{package_type}/{package_name}/versions
        orgs.packages.get_version | packages | Get a package version for an organization | GET /orgs/{org}/packages/{package_type}/{package_name}/versions/{package_version_id}
        orgs.packages.delete_version | packages | Delete package version for an organization | DELETE /orgs/{org}/packages/{package_type}/{package_name}/versions/{package_version_id}
        orgs.packages.restore_version | packages | Restore package version for an organization | POST /orgs/{org}/packages/{package_type}/{package_name}/versions/{package_version_id}/restore
        user.packages.list_docker_conflicts | packages | Get list of conflicting packages during Docker migration for authenticated-user | GET /user/docker/conflicts
        user.packages.list | packages | List packages for the authenticated user's namespace | GET /user/packages
        user.packages.get | packages | Get a package for the authenticated user | GET /user/packages/{package_type}/{package_name}
        user.packages.delete | packages | Delete a package for the authenticated user | DELETE /user/packages/{package_type}/{package_name}
        user.packages.restore | packages | Restore a package for the authenticated user | POST /user/packages/{package_type}/{package_name}/restore
        user.packages.list_versions | packages | List package versions for a package owned by the authenticated user | GET /user/packages/{package_type}/{package_name}/versions
        user.packages.get_version | packages | Get a package version for the authenticated user | GET /user/packages/{package_type}/{package_name}/versions/{package_version_id}
        user.packages.delete_version | packages | Delete a package version for the authenticated user | DELETE /user/packages/{package_type}/{package_name}/versions/{package_version_id}
        user.packages.restore_version | packages | Restore a package version for the authenticated user | POST /user/packages/{package_type}/{package_name}/versions/{package_version_id}/restore
        users.packages.list_docker_conflicts | packages | Get list of conflicting packages during Docker migration for user | GET /users/{username}/docker/conflicts
        users.packages.list | packages | List packages for a user | GET /users/{username}/packages
        users.packages.get | packages | Get a package for a user | GET /users/{username}/packages/{package_type}/{package_name}
        users.packages.delete | packages | Delete a package for a user | DELETE /users/{username}/packages/{package_type}/{package_name}
        users.packages.restore | packages | Restore a package for a user | POST /users/{username}/packages/{package_type}/{package_name}/restore
        users.packages.list_versions | packages | List package versions for a package owned by a user | GET /users/{username}/packages/{package_type}/{package_name}/versions
        users.packages.get_version | packages | Get a package version for a user | GET /users/{username}/packages/{package_type}/{package_name}/versions/{package_version_id}
        users.packages.delete_version | packages | Delete package version for a user | DELETE /users/{username}/packages/{package_type}/{package_name}/versions/{package_version_id}
        users.packages.restore_version | packages | Restore package version for a user | POST /users/{username}/packages/{package_type}/{package_name}/versions/{package_version_id}/restore
        ",
    );
}

#[test]
fn scopes_follow_from_the_front_of_the_path() {
    let cases = [
        ("/repos/{owner}/{repo}/issues/{issue_number}", Scope::Repos, 3, 2),
        ("/networks/{owner}/{repo}/events", Scope::Repos, 3, 2),
        ("/agents/repos/{a}/{b}/tasks", Scope::Repos, 4, 2),
        ("/orgs/{anything}", Scope::Orgs, 2, 1),
        ("/organizations/{org}/settings", Scope::Orgs, 2, 1),
        ("/organizations", Scope::Client, 0, 0),
        ("/scim/v2/organizations/{org}/Users", Scope::Orgs, 4, 1),
        ("/scim/v2/enterprises/{enterprise}/Users", Scope::Enterprises, 4, 1),
        ("/enterprises/{enterprise}/audit-log", Scope::Enterprises, 2, 1),
        ("/users/{username}", Scope::Users, 2, 1),
        ("/user/keys/{key_id}", Scope::User, 1, 0),
        ("/user", Scope::User, 1, 0),
        ("/user/{account_id}", Scope::Client, 0, 0),
        ("/repos/octocat/{repo}", Scope::Client, 0, 0),
        ("/repos/{base}...{head}/{repo}", Scope::Client, 0, 0),
        ("", Scope::Client, 0, 0),
    ];
    for (path, scope, segments, parameters) in cases {
        let front = Scope::of(path);
        assert_eq!((front.scope, front.segments, front.parameters), (scope, segments, parameters), "{path}");
    }
}

#[test]
fn handles_are_categories_unless_the_scope_is_their_home() {
    check(
        "
        repos.delete | repos | Delete a repository | DELETE /repos/{owner}/{repo}
        orgs.repos.list | repos | List organization repositories | GET /orgs/{org}/repos
        user.get | users | Get the authenticated user | GET /user
        users.list_followers | users | List followers of a user | GET /users/{username}/followers
        enterprises.get_audit_log | enterprise-admin | Get the audit log for an enterprise | GET /enterprises/{enterprise}/audit-log
        users.enterprise_admin.suspend | enterprise-admin | Suspend a user | PUT /users/{username}/suspended
        list_users | users | List users | GET /users
        list_public_repos | repos | List public repositories | GET /repositories
        get_user_using_id | users | Get a user using their ID | GET /user/{account_id}
        ",
    );
}

#[test]
fn verbs_come_from_the_title_or_the_method() {
    check(
        "
        meta.get_api_root | meta | GitHub API Root | GET /
        orgs.dependabot.update_repo_access_list | dependabot | Updates Dependabot's repository access list for an organization | PATCH /orgs/{org}/dependabot/repository-access
        enterprises.code_security.get_configuration | code-security | Retrieve a code security configuration of an enterprise | GET /enterprises/{enterprise}/code-security/configurations/{configuration_id}
        oauth_authorizations.get_or_create_for_app | oauth-authorizations | Get-or-create an authorization for a specific app | PUT /authorizations/clients/{client_id}
        repos.actions.rerun_workflow | actions | Re-run a workflow | POST /repos/{owner}/{repo}/actions/runs/{run_id}/rerun
        codes_of_conduct.list | codes-of-conduct | Get all codes of conduct | GET /codes_of_conduct
        repos.metrics.get_contributor_commit_activity | metrics | Get all contributor commit activity | GET /repos/{owner}/{repo}/stats/contributors
        repos.replace_all_topics | repos | Replace all repository topics | PUT /repos/{owner}/{repo}/topics
        gists.delete | gists | Permanently delete a gist | DELETE /gists/{gist_id}
        search.code | search | Search code | GET /search/code
        ",
    );
}

#[test]
fn conditions_lose_a_subject_of_one_word() {
    check(
        "
        gists.check_starred | gists | Check if a gist is starred | GET /gists/{gist_id}/star
        repos.pulls.check_merged | pulls | Check if a pull request has been merged | GET /repos/{owner}/{repo}/pulls/{pull_number}/merge
        repos.collaborators.check | collaborators | Check if a user is a repository collaborator | GET /repos/{owner}/{repo}/collaborators/{username}
        repos.check_vulnerability_alerts_enabled | repos | Check if vulnerability alerts are enabled for a repository | GET /repos/{owner}/{repo}/vulnerability-alerts
        users.check_follows_another_user | users | Check if a user follows another user | GET /users/{username}/following/{target_user}
        ",
    );
}

#[test]
fn nouns_of_scope_and_category_go_where_they_are_known() {
    check(
        "
        orgs.actions.get_secret | actions | Get an organization secret | GET /orgs/{org}/actions/secrets/{secret_name}
        repos.actions.list_org_secrets | actions | List repository organization secrets | GET /repos/{owner}/{repo}/actions/organization-secrets
        gists.list_public | gists | List public gists | GET /gists/public
        apps.get_authenticated | apps | Get the authenticated app | GET /app
        repos.reactions.list_for_issue | reactions | List reactions for an issue | GET /repos/{owner}/{repo}/issues/{issue_number}/reactions
        repos.reactions.delete_issue_reaction | reactions | Delete an issue reaction | DELETE /repos/{owner}/{repo}/issues/{issue_number}/reactions/{reaction_id}
        repos.commits.list_pull_requests | commits | List pull requests associated with a commit | GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls
        orgs.actions.list_repos_with_cache_usage | actions | List repositories with GitHub Actions cache usage for an organization | GET /orgs/{org}/actions/cache/usage-by-repository
        // A noun before a conjunction modifies nothing.
        search.issues_and_pull_requests | search | Search issues and pull requests | GET /search/issues
        issues.list_issues_and_tasks | issues | List issues and tasks | GET /issues
        ",
    );
}

#[test]
fn long_titles_give_way() {
    check(
        "
        // To the path, in the singular before a parameter, without the category and a verb that is there again.
        repos.actions.rerun_run_failed_jobs | actions | Re-run failed jobs from a workflow run | POST /repos/{owner}/{repo}/actions/runs/{run_id}/rerun-failed-jobs
        repos.metrics.get_stats_punch_card | metrics | Get the hourly commit count for each day | GET /repos/{owner}/{repo}/stats/punch_card
        enterprise_admin.list_manage_version | enterprise-admin | Get all GHES release versions for all nodes | GET /manage/v1/version
        // To a part of the title, where the rest is a parameter.
        repos.deployments.list_custom_rule_integrations | deployments | List custom deployment rule integrations available for an environment | GET /repos/{owner}/{repo}/environments/{environment_name}/deployment_protection_rules/apps
        // To nothing, where six words are the best there is.
        repos.dependency_graph.get_diff_of_dependencies_between_commits | dependency-graph | Get a diff of the dependencies between commits | GET /repos/{owner}/{repo}/dependency-graph/compare/{basehead}
        // To a longer path, where the title is longer still.
        enterprises.get_audit_log_stream_key | enterprise-admin | Get the audit log stream key for encrypting secrets | GET /enterprises/{enterprise}/audit-log/stream-key
        // A verb of three words counts as one.
        repos.create_or_update_custom_property_values | repos | Create or update custom property values for a repository | PATCH /repos/{owner}/{repo}/properties/values
        ",
    );
}

#[test]
fn collisions_are_settled_for_the_whole_set() {
    // By the parenthesis, which is otherwise left out.
    check_together(
        "
        repos.download_archive_tar | repos | Download a repository archive (tar) | GET /repos/{owner}/{repo}/tarball/{ref}
        repos.download_archive_zip | repos | Download a repository archive (zip) | GET /repos/{owner}/{repo}/zipball/{ref}
        ",
    );
    // By the scope.
    check_together(
        "
        repos.commits.list_comments_for_repo | commits | List commit comments for a repository | GET /repos/{owner}/{repo}/comments
        repos.commits.list_comments | commits | List commit comments | GET /repos/{owner}/{repo}/commits/{commit_sha}/comments
        ",
    );
    // By the category.
    check_together(
        "
        enterprise_admin.get_license_information | enterprise-admin | Get license information | GET /enterprise/settings/license
        enterprise_admin.get_enterprise_license_information | enterprise-admin | Get the enterprise license information | GET /manage/v1/config/license
        ",
    );
    // By the whole title.
    check_together(
        "
        orgs.teams.list_external_groups | teams | List external groups available to an organization | GET /orgs/{org}/external-groups
        orgs.teams.list_connection_between_external_group_and_team | teams | List a connection between an external group and a team | GET /orgs/{org}/teams/{team_slug}/external-groups
        ",
    );
    // By the path.
    check_together(
        "
        orgs.list_custom_roles | orgs | Closing down - List custom repository roles in an organization | GET /orgs/{org}/custom_roles
        orgs.list_custom_repo_roles | orgs | List custom repository roles in an organization | GET /orgs/{org}/custom-repository-roles
        ",
    );
    // By the last parameter.
    check_together(
        "
        gists.get | gists | Get a gist | GET /gists
        gists.get_by_gist_id | gists | Get a gist | GET /gists/{gist_id}
        gists.get_by_sha | gists | Get a gist | GET /gists/{gist_id}/{sha}
        ",
    );
    // By a number, where nothing tells them apart.
    check_together(
        "
        gists.list | gists | List gists | GET /gists
        gists.list_2 | gists | List gists | GET /gists
        ",
    );
    // On the client a method isn't called like a handle or a scope beside it.
    check_together(
        "
        get_user | users | Get a user | GET /search
        search_users | users | Search | GET /search/users
        search.users | search | Search users | GET /search/users
        ",
    );
}

#[test]
fn keywords_get_the_noun_back() {
    check(
        "
        gists.move_gist | gists | Move a gist | POST /gists/{gist_id}/moves
        gists.move_gists | gists | Move gists | POST /gists/moves
        search.search_type | search | Search type | GET /search/type
        api_type.get_it | type | Get it | GET /it
        api_2fa.get_it | 2fa | Get it | GET /it
        ",
    );
}

#[test]
fn odd_titles_get_valid_names() {
    check(
        "
        gists.get_starred | gists |  | GET /gists/starred
        gists.delete | gists | 🎉 | DELETE /gists/{gist_id}
        orgs.packages.list_docker_conflicts | packages | Get list of docker conflicts | GET /orgs/{org}/docker/conflicts
        // Words with letters beyond ASCII can't be spelled, so that the path names the method.
        orgs.packages.get_docker_conflicts | packages | Obtener la información de conflictos | GET /orgs/{org}/docker/conflicts
        orgs.packages.get_docker_conflicts | packages | 获取冲突的包 | GET /orgs/{org}/docker/conflicts
        gists.create_r_d2 | gists | ((2)) r#d2 '' _ | POST /gists
        gists.get_2fa | gists | 2FA | GET /gists
        ",
    );

    let odd = "| |(|)|()|(a)|-|'s|the|GitHub|for|if|check if|check whether a|get|get all|get list of|re|or|create or|create or update|fn|self|Self|_|1|é|closing down|Closing down — |get\u{0}\n|ß (İ)|list (é)|search|move|all|list of of of|Lists's";
    let categories = ["", "gists", "search", "users", "metrics", "type", "1", "é", "codes-of-conduct"];
    let requests =
        ["GET /", "POST /user", " ", "getAll {", "LOCK /a//{}/{b", "PUT /é/{é}", "DELETE /users/{u}/x?y={z}"];
    let mut operations = Vec::new();
    for category in categories {
        for title in odd.split('|') {
            for (method, path) in requests.iter().filter_map(|request| request.split_once(' ')) {
                operations.push(Operation { category, title, method, path });
            }
        }
    }
    let mut names = name_all(&operations);
    for name in &names {
        for identifier in name.handle.iter().chain([&name.method]) {
            assert!(words::is_identifier(identifier), "{name:?}");
            assert!(
                identifier
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_'),
                "{name:?}"
            );
        }
    }
    names.sort();
    names.dedup();
    assert_eq!(names.len(), operations.len());
}

#[test]
fn names_do_not_depend_on_the_order() {
    let table = "
        _ | issues | List labels for a repository | GET /repos/{owner}/{repo}/labels
        _ | issues | List labels for an issue | GET /repos/{owner}/{repo}/issues/{issue_number}/labels
        _ | issues | Check if a user can be assigned | GET /repos/{owner}/{repo}/assignees/{assignee}
        _ | issues | Check if a user can be assigned to a issue | GET /repos/{owner}/{repo}/issues/{issue_number}/assignees/{assignee}
        _ | issues | List labels | GET /repos/{owner}/{repo}/labels/{name}
        _ | issues | List labels | PUT /repos/{owner}/{repo}/labels/{name}
    ";
    let operations: Vec<_> = rows(table).into_iter().map(|(_, operation)| operation).collect();
    let expected = name_all(&operations);
    for turn in 0..operations.len() {
        let mut turned = operations.clone();
        turned.rotate_left(turn);
        let mut names = name_all(&turned);
        names.rotate_right(turn);
        assert_eq!(names, expected);
        turned.reverse();
        names = name_all(&turned);
        names.reverse();
        names.rotate_right(turn);
        assert_eq!(names, expected);
    }
}

#[test]
fn singulars() {
    for (plural, singular) in [
        ("branches", "branch"),
        ("caches", "cache"),
        ("policies", "policy"),
        ("addresses", "address"),
        ("releases", "release"),
        ("analyses", "analysis"),
    ] {
        assert_eq!(super::noun::singular(plural), singular);
    }
    for word in ["status", "access", "analysis", "s", ""] {
        assert_eq!(super::noun::singular(word), word);
    }
}
