//! Servers: most endpoints are below the API's base URL, some are elsewhere.

use std::collections::BTreeMap;

use crate::model::{Api, Endpoint};
use crate::rust::Server;

/// Where an endpoint is, seen from the server that most of the reference is on.
pub(super) fn server(usual: Option<&str>, endpoint: &Endpoint) -> Server {
    let (Some(own), Some(usual)) = (&endpoint.server, usual) else { return Server::Api };
    if own == usual {
        return Server::Api;
    }
    match (parts(own), parts(usual)) {
        (Some((host, path)), Some((usual_host, _))) if host == usual_host => {
            Server::SameHost(path.to_owned())
        }
        _ => Server::Named(own.clone()),
    }
}

/// The server that most endpoints are on; the first by name, where several have as many.
pub(super) fn usual(api: &Api) -> Option<&str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for server in api.endpoints.iter().filter_map(|endpoint| endpoint.server.as_deref()) {
        *counts.entry(server).or_default() += 1;
    }
    counts.into_iter().min_by_key(|(name, count)| (std::cmp::Reverse(*count), *name)).map(|(name, _)| name)
}

/// The host and the path: `http(s)://HOSTNAME/api/v3` is `HOSTNAME` and `/api/v3`.
fn parts(server: &str) -> Option<(&str, &str)> {
    let (_, rest) = server.split_once("://")?;
    let end = rest.find('/').unwrap_or(rest.len());
    Some((&rest[..end], rest[end..].trim_end_matches('/')))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Section, api};
    use super::*;

    fn servers(of: &[&str]) -> Vec<Server> {
        let requests: Vec<String> = (0..of.len()).map(|at| format!("GET /things/{at}")).collect();
        let sections: Vec<Section<'_>> = of
            .iter()
            .zip(&requests)
            .map(|(server, request)| Section { request, server, ..Section::default() })
            .collect();
        let api = api(&sections);
        api.endpoints.iter().map(|endpoint| server(usual(&api), endpoint)).collect()
    }

    #[test]
    fn servers_are_seen_from_the_usual_one() {
        let api = "http(s)://HOSTNAME/api/v3";
        let same = |path: &str| Server::SameHost(path.to_owned());
        let named = |server: &str| Server::Named(server.to_owned());
        let table = [
            ([api, api, api], Server::Api),
            ([api, api, "http(s)://HOSTNAME"], same("")),
            ([api, api, "http(s)://HOSTNAME/api/uploads"], same("/api/uploads")),
            // The scheme says nothing of the host.
            ([api, api, "https://HOSTNAME/api/uploads"], same("/api/uploads")),
            ([api, api, "https://uploads.github.com"], named("https://uploads.github.com")),
        ];
        for (written, last) in table {
            assert_eq!(servers(&written), [Server::Api, Server::Api, last], "{written:?}");
        }
    }

    #[test]
    fn where_as_many_are_the_first_by_name_is_usual() {
        let (a, b) = ("https://a.example", "https://b.example");
        assert_eq!(servers(&[b, a]), [Server::Named(b.to_owned()), Server::Api]);
    }
}
