//! Requests that are wrong on purpose: if they were accepted, acceptance would mean nothing.

use octoquill::types::PackageType;
use octoquill::{Client, Error, Method, Raw, Request};

use crate::verdict::{shown, verdict};

/// Sends wrong requests, and gives how many of how many were rejected for the right reason.
///
/// Most of them have to go around octoquill's own types, which do not let them be written.
pub(crate) async fn check(client: &Client, stranger: &Client) -> (usize, usize) {
    let list = || Raw::new(Method::GET, "/orgs/acme/packages");
    let get = || octoquill::orgs::packages::Get::new("acme", PackageType::Npm, "left-pad");
    let wheel = || PackageType::from("wheel");
    let results = [
        rejected(client, "no package_type", list(), "required property 'package_type'").await,
        rejected(
            client,
            "package_type=wheel",
            octoquill::orgs::packages::List::new("acme", wheel()),
            "package_type must be equal to one of the allowed values",
        )
        .await,
        rejected(
            client,
            "package_type wheel in the path",
            octoquill::orgs::packages::Get::new("acme", wheel(), "left-pad"),
            "package_type must be equal to one of the allowed values",
        )
        .await,
        rejected(
            client,
            "page=first",
            list().with_query("package_type", "npm").with_query("page", "first"),
            "page must be integer",
        )
        .await,
        rejected(
            client,
            "a version that is no number",
            Raw::new(Method::GET, "/orgs/acme/packages/npm/left-pad/versions/newest"),
            "package_version_id must be integer",
        )
        .await,
        rejected(
            client,
            "an unknown path",
            Raw::new(Method::GET, "/orgs/acme/parcels"),
            "Route not resolved, no path matched",
        )
        .await,
        rejected(
            client,
            "a status that is not documented",
            get().with_header("Prefer", "code=418"),
            "Requested status code 418",
        )
        .await,
        rejected(stranger, "no Authorization", get(), "Invalid security scheme used").await,
        rejected(
            client,
            "another kind of Authorization",
            get().with_header("Authorization", "Basic b2N0bzpjYXQ="),
            "Invalid security scheme used",
        )
        .await,
    ];
    (results.iter().filter(|rejected| **rejected).count(), results.len())
}

/// Whether a request is rejected with these words of Prism's; says so if it is not.
async fn rejected<R: Request>(client: &Client, what: &str, request: R, words: &str) -> bool {
    let verdict = match client.send(request).await {
        Ok(response) => Err(format!("accepted with {}", response.status())),
        Err(Error::Api(error)) => verdict(&error).ok_or_else(|| format!("not by Prism: {error}")),
        Err(error) => Err(shown(&error)),
    };
    match verdict {
        Ok(verdict) if verdict.contains(words) => return true,
        Ok(verdict) => println!("wrong request, {what}\n  FAILED: not for {words:?}: {verdict}"),
        Err(failure) => println!("wrong request, {what}\n  FAILED: {failure}"),
    }
    false
}
