//! The 27 endpoints, each called as users call it, with every setter that it has.

use octoquill::types::{PackageType, PackageVersionState, PackageVisibilityFilter};

use crate::check::Checker;

/// Checks one request, given without its `Prefer` header.
macro_rules! check {
    ($checker:ident, $request:expr) => {
        $checker.check(|prefer| $request.with_header("Prefer", prefer).unbind()).await
    };
}

/// Checks all endpoints, in the order of the documentation's scopes.
pub(crate) async fn check(checker: &mut Checker) {
    orgs(checker).await;
    user(checker).await;
    users(checker).await;
}

async fn orgs(checker: &mut Checker) {
    let packages = checker.client().orgs("acme").packages();
    check!(checker, packages.list_docker_conflicts());
    check!(
        checker,
        packages.list(PackageType::Npm).visibility(PackageVisibilityFilter::Internal).page(2).per_page(50)
    );
    // A slash and an at sign in a name must not be taken for parts of the path.
    check!(checker, packages.get(PackageType::Npm, "@acme/left-pad"));
    check!(checker, packages.delete(PackageType::Maven, "com.acme.app"));
    check!(checker, packages.restore(PackageType::Rubygems, "rails").token("restore-token"));
    check!(
        checker,
        packages
            .list_versions(PackageType::Container, "team/app")
            .page(2)
            .per_page(50)
            .state(PackageVersionState::Deleted)
    );
    check!(checker, packages.get_version(PackageType::Docker, "team/app", 245_301));
    check!(checker, packages.delete_version(PackageType::Nuget, "Acme.App", 245_301));
    check!(checker, packages.restore_version(PackageType::Container, "team/app", 245_301));
}

async fn user(checker: &mut Checker) {
    let packages = checker.client().user().packages();
    check!(checker, packages.list_docker_conflicts());
    check!(
        checker,
        packages
            .list(PackageType::Container)
            .visibility(PackageVisibilityFilter::Private)
            .page(1)
            .per_page(100)
    );
    check!(checker, packages.get(PackageType::Container, "team/app"));
    check!(checker, packages.delete(PackageType::Npm, "left-pad"));
    check!(checker, packages.restore(PackageType::Npm, "left-pad").token("restore-token"));
    check!(
        checker,
        packages
            .list_versions(PackageType::Npm, "left-pad")
            .page(1)
            .per_page(30)
            .state(PackageVersionState::Active)
    );
    check!(checker, packages.get_version(PackageType::Npm, "left-pad", 1));
    check!(checker, packages.delete_version(PackageType::Npm, "left-pad", 1));
    check!(checker, packages.restore_version(PackageType::Npm, "left-pad", 1));
}

async fn users(checker: &mut Checker) {
    let packages = checker.client().users("octocat").packages();
    check!(checker, packages.list_docker_conflicts());
    check!(
        checker,
        packages.list(PackageType::Docker).visibility(PackageVisibilityFilter::Public).page(3).per_page(10)
    );
    check!(checker, packages.get(PackageType::Rubygems, "rails"));
    check!(checker, packages.delete(PackageType::Docker, "team/app"));
    check!(checker, packages.restore(PackageType::Docker, "team/app").token("restore-token"));
    check!(checker, packages.list_versions(PackageType::Maven, "com.acme.app"));
    check!(checker, packages.get_version(PackageType::Nuget, "Acme.App", i64::from(u32::MAX)));
    check!(checker, packages.delete_version(PackageType::Rubygems, "rails", 7));
    check!(checker, packages.restore_version(PackageType::Maven, "com.acme.app", 7));
}
