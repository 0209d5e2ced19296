//! The package whose versions are looked at: the same requests for organizations, users and the own account.

use std::fmt;

use octoquill::types::{Package, PackageType, PackageVersion};
use octoquill::{Client, Cursor, Error, Pages, Response};
use serde::{Deserialize, Serialize};

use super::client::{self, Scaled, TRIES};

/// How many versions a page holds: as many as GitHub gives.
const PER_PAGE: i64 = 100;

/// Whose a package is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Owner {
    /// An organization.
    Org(String),
    /// A user.
    User(String),
    /// The user whose token it is.
    Own,
}

/// A container package on a server.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    pub(crate) client: Client,
    pub(crate) owner: Owner,
    pub(crate) package: String,
}

/// Sends a method's request to the endpoint of the owner.
macro_rules! send {
    ($target:expr, $method:ident $(, $argument:expr)*) => {{
        let Target { client, owner, package } = $target;
        let kind = PackageType::Container;
        match owner {
            Owner::Org(org) => client.orgs(org).packages().$method(kind, package $(, $argument)*).send().await,
            Owner::User(user) => client.users(user).packages().$method(kind, package $(, $argument)*).send().await,
            Owner::Own => client.user().packages().$method(kind, package $(, $argument)*).send().await,
        }
    }};
}

impl Target {
    /// How many versions the package says it has: an estimate, or 0 where it says nothing.
    pub(crate) async fn expected(&self, clock: &Scaled) -> Result<usize, Error> {
        let mut tries = 0;
        loop {
            let package: Result<Response<Package>, Error> = send!(self, get);
            match package {
                Ok(package) => return Ok(usize::try_from(package.version_count).unwrap_or(0)),
                Err(error) => {
                    tries += 1;
                    if tries == TRIES || !client::is_passing(&error) {
                        return Err(error);
                    }
                    client::pause(clock, tries).await;
                }
            }
        }
    }

    /// The pages of its versions, from a place on.
    pub(crate) fn pages(&self, from: Option<&Cursor>) -> Pages<Vec<PackageVersion>> {
        let Self { client, owner, package } = self;
        let kind = PackageType::Container;
        let pages = match owner {
            Owner::Org(org) => {
                client.orgs(org).packages().list_versions(kind, package).per_page(PER_PAGE).pages()
            }
            Owner::User(user) => {
                // It takes the parameter, though the documentation does not list it for users.
                let list = client.users(user).packages().list_versions(kind, package);
                list.with_query("per_page", PER_PAGE).pages()
            }
            Owner::Own => client.user().packages().list_versions(kind, package).per_page(PER_PAGE).pages(),
        };
        match from {
            Some(cursor) => pages.resume_at(cursor.clone()),
            None => pages,
        }
    }

    /// One version.
    pub(crate) async fn version(&self, id: i64) -> Result<Response<PackageVersion>, Error> {
        send!(self, get_version, id)
    }

    /// Deletes a version.
    pub(crate) async fn delete(&self, id: i64) -> Result<(), Error> {
        send!(self, delete_version, id).map(|_| ())
    }
}

/// Writes `team/app of the organization acme`.
impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let package = &self.package;
        match &self.owner {
            Owner::Org(org) => write!(f, "{package} of the organization {org}"),
            Owner::User(user) => write!(f, "{package} of the user {user}"),
            Owner::Own => write!(f, "{package} of your own account"),
        }
    }
}
