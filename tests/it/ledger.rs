//! The packages page says what people read on it: facts written down by hand, and some read off its curl blocks by ten
//! lines of this file, are compared with the model.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use docwright::model::{Api, Endpoint, Kind, Location, SchemaId};
use docwright::read::Reading;
use docwright_tests::{packages_text, read_packages};

/// Method, path, token scopes and statuses, in the page's order.
const ENDPOINTS: &str = "
GET /orgs/{org}/docker/conflicts | read:packages | 200 401 403
GET /orgs/{org}/packages | read:packages | 200 400 401 403
GET /orgs/{org}/packages/{package_type}/{package_name} | read:packages | 200
DELETE /orgs/{org}/packages/{package_type}/{package_name} | read:packages delete:packages | 204 401 403 404
POST /orgs/{org}/packages/{package_type}/{package_name}/restore | read:packages write:packages | 204 401 403 404
GET /orgs/{org}/packages/{package_type}/{package_name}/versions | read:packages | 200 401 403 404
GET /orgs/{org}/packages/{package_type}/{package_name}/versions/{package_version_id} | read:packages | 200
DELETE /orgs/{org}/packages/{package_type}/{package_name}/versions/{package_version_id} | read:packages delete:packages | 204 401 403 404
POST /orgs/{org}/packages/{package_type}/{package_name}/versions/{package_version_id}/restore | read:packages write:packages | 204 401 403 404
GET /user/docker/conflicts | read:packages | 200
GET /user/packages | read:packages | 200 400
GET /user/packages/{package_type}/{package_name} | read:packages | 200
DELETE /user/packages/{package_type}/{package_name} | read:packages delete:packages | 204 401 403 404
POST /user/packages/{package_type}/{package_name}/restore | read:packages write:packages | 204 401 403 404
GET /user/packages/{package_type}/{package_name}/versions | read:packages | 200 401 403 404
GET /user/packages/{package_type}/{package_name}/versions/{package_version_id} | read:packages | 200
DELETE /user/packages/{package_type}/{package_name}/versions/{package_version_id} | read:packages delete:packages | 204 401 403 404
POST /user/packages/{package_type}/{package_name}/versions/{package_version_id}/restore | read:packages write:packages | 204 401 403 404
GET /users/{username}/docker/conflicts | read:packages | 200 401 403
GET /users/{username}/packages | read:packages | 200 400 401 403
GET /users/{username}/packages/{package_type}/{package_name} | read:packages | 200
DELETE /users/{username}/packages/{package_type}/{package_name} | read:packages delete:packages | 204 401 403 404
POST /users/{username}/packages/{package_type}/{package_name}/restore | read:packages write:packages | 204 401 403 404
GET /users/{username}/packages/{package_type}/{package_name}/versions | read:packages | 200 401 403 404
GET /users/{username}/packages/{package_type}/{package_name}/versions/{package_version_id} | read:packages | 200
DELETE /users/{username}/packages/{package_type}/{package_name}/versions/{package_version_id} | read:packages delete:packages | 204 401 403 404
POST /users/{username}/packages/{package_type}/{package_name}/versions/{package_version_id}/restore | read:packages write:packages | 204 401 403 404
";

/// The parameters of three endpoints in the page's order: name, place, type, and what else is said.
const PARAMETERS: &str = "
GET /orgs/{org}/packages
  accept header string
  package_type query string required enum=npm,maven,rubygems,docker,nuget,container
  org path string required
  visibility query string enum=public,private,internal
  page query integer default=1
  per_page query integer default=30
GET /user/packages/{package_type}/{package_name}/versions
  accept header string
  package_type path string required enum=npm,maven,rubygems,docker,nuget,container
  package_name path string required
  page query integer default=1
  per_page query integer default=30
  state query string default=\"active\" enum=active,deleted
POST /users/{username}/packages/{package_type}/{package_name}/restore
  accept header string
  package_type path string required enum=npm,maven,rubygems,docker,nuget,container
  package_name path string required
  username path string required
  token query string
";

/// The fields of `Package` in the page's order.
const PACKAGE: &str = "
id integer required
name string required
package_type string required
url string required
html_url string required
version_count integer required
visibility string required
owner Simple User or null
repository Minimal Repository or null
created_at string required date-time
updated_at string required date-time
";

const LIST_PACKAGES: &str = "GET /orgs/{org}/packages";
const GET_PACKAGE: &str = "GET /orgs/{org}/packages/{package_type}/{package_name}";

#[test]
fn every_line_is_accounted_for() {
    let reading = packages();
    assert_eq!(reading.diagnostics, []);
    let counted: usize = reading.line_counts().values().sum();
    assert_eq!(counted, packages_text().split('\n').count());
}

#[test]
fn endpoints_are_those_of_the_curl_blocks() {
    let reading = packages();
    let read: Vec<String> = reading.api.endpoints.iter().map(key).collect();
    let shown = curl_requests(&packages_text());
    assert_eq!(read.len(), 27);
    assert_eq!(shown.len(), 27);
    assert_eq!(read.iter().collect::<BTreeSet<_>>(), shown.iter().collect());
}

#[test]
fn scopes_and_statuses_of_all_endpoints() {
    let rows = packages().api.endpoints.iter().fold(String::from("\n"), |mut rows, endpoint| {
        let statuses: Vec<String> =
            endpoint.responses.iter().map(|response| response.status.to_string()).collect();
        let _ = writeln!(rows, "{} | {} | {}", key(endpoint), endpoint.scopes.join(" "), statuses.join(" "));
        rows
    });
    assert_eq!(rows, ENDPOINTS);
}

#[test]
fn parameters_of_three_endpoints() {
    let reading = packages();
    let mut rows = String::from("\n");
    for wanted in PARAMETERS.lines().filter(|line| !line.is_empty() && !line.starts_with(' ')) {
        let _ = writeln!(rows, "{wanted}");
        for parameter in &endpoint(&reading.api, wanted).parameters {
            let schema = reading.api.schemas.get(parameter.schema);
            let _ =
                write!(rows, "  {} {} {}", parameter.name, parameter.location.as_str(), schema.kind.word());
            let required = parameter.required.then(|| " required".to_owned());
            let default = schema.default.as_ref().map(|default| format!(" default={default}"));
            let values = (!schema.values.is_empty()).then(|| format!(" enum={}", schema.values.join(",")));
            rows.extend([required, default, values].into_iter().flatten());
            rows.push('\n');
        }
    }
    assert_eq!(rows, PARAMETERS);
}

#[test]
fn fields_of_a_package() {
    let reading = packages();
    let package = package_in_list(&reading.api);
    assert_eq!(reading.api.schemas.get(package).title.as_deref(), Some("Package"));
    let mut rows = String::from("\n");
    for (name, required, id) in fields(&reading.api, package) {
        let schema = reading.api.schemas.get(id);
        let kind = match &schema.kind {
            Kind::Integer => "integer",
            Kind::String => "string",
            Kind::Object { .. } => schema.title.as_deref().unwrap_or("object"),
            other => panic!("`{name}` is {other:?}"),
        };
        let _ = write!(rows, "{name} {kind}");
        rows.push_str(if required { " required" } else { "" });
        rows.push_str(if schema.nullable { " or null" } else { "" });
        let _ = writeln!(
            rows,
            "{}",
            schema.format.as_ref().map(|format| format!(" {format}")).unwrap_or_default()
        );
    }
    assert_eq!(rows, PACKAGE);
}

#[test]
fn equal_objects_have_one_shape() {
    let reading = packages();
    let api = &reading.api;
    let listed = package_in_list(api);
    let alone = only_schema(endpoint(api, GET_PACKAGE), 200);
    assert_eq!(api.schemas.get(alone).title, None, "the page prints no title for a single package");
    assert_eq!(api.schemas.shape(listed), api.schemas.shape(alone));
    let owner = field(api, listed, "owner");
    let owner_of_repository = field(api, field(api, listed, "repository"), "owner");
    assert_ne!(owner, owner_of_repository, "one may be null, the other may not");
    assert_eq!(api.schemas.shape(owner), api.schemas.shape(owner_of_repository));
    assert_ne!(api.schemas.shape(owner), api.schemas.shape(listed));
}

#[test]
fn visibility_has_more_values_to_ask_for_than_to_get() {
    let reading = packages();
    let endpoint = endpoint(&reading.api, LIST_PACKAGES);
    let asked =
        endpoint.parameters.iter().find(|parameter| parameter.name == "visibility").expect("documented");
    assert_eq!(reading.api.schemas.get(asked.schema).values, ["public", "private", "internal"]);
    let got = field(&reading.api, package_in_list(&reading.api), "visibility");
    assert_eq!(reading.api.schemas.get(got).values, ["private", "public"]);
}

#[test]
fn the_token_of_a_restore_is_in_the_query() {
    let reading = packages();
    let is_restore = |endpoint: &&Endpoint| {
        let path = endpoint.path.to_string();
        path.ends_with("/restore") && !path.contains("/versions/")
    };
    let restores: Vec<&Endpoint> = reading.api.endpoints.iter().filter(is_restore).collect();
    assert_eq!(restores.len(), 3);
    for endpoint in restores {
        let query: Vec<&str> =
            endpoint.parameters_in(Location::Query).map(|parameter| parameter.name.as_str()).collect();
        assert_eq!(query, ["token"]);
    }
}

fn packages() -> Reading {
    read_packages(&packages_text())
}

/// What curl is told: the verb, and the path with placeholders in upper case.
fn curl_requests(text: &str) -> Vec<String> {
    let placeholder =
        |part: &str| part.chars().all(|c| c.is_ascii_uppercase() || c == '_') && !part.is_empty();
    let lines: Vec<&str> = text.lines().collect();
    let verbs =
        lines.windows(2).filter_map(|pair| Some((pair[0].trim().strip_prefix("-X ")?, pair[1].trim())));
    verbs
        .map(|(verb, url)| {
            let path = url.strip_prefix("http(s)://HOSTNAME/api/v3/").expect("an address of the server");
            let template = path.split('/').fold(String::new(), |path, part| {
                let part =
                    if placeholder(part) { format!("{{{}}}", part.to_lowercase()) } else { part.to_owned() };
                format!("{path}/{part}")
            });
            format!("{} {template}", verb.trim_end_matches(" \\"))
        })
        .collect()
}

fn key(endpoint: &Endpoint) -> String {
    format!("{} {}", endpoint.method.as_str(), endpoint.path)
}

fn endpoint<'a>(api: &'a Api, wanted: &str) -> &'a Endpoint {
    api.endpoints.iter().find(|endpoint| key(endpoint) == wanted).expect("the endpoint is on the page")
}

fn only_schema(endpoint: &Endpoint, status: u16) -> SchemaId {
    let response = endpoint.responses.iter().find(|response| response.status == status).expect("documented");
    let [schema] = response.schemas.as_slice() else { panic!("one schema is printed for {status}") };
    *schema
}

fn package_in_list(api: &Api) -> SchemaId {
    match api.schemas.get(only_schema(endpoint(api, LIST_PACKAGES), 200)).kind {
        Kind::Array(Some(items)) => items,
        ref other => panic!("a list of packages is {other:?}"),
    }
}

fn fields(api: &Api, object: SchemaId) -> Vec<(String, bool, SchemaId)> {
    match &api.schemas.get(object).kind {
        Kind::Object { fields, .. } => {
            fields.iter().map(|field| (field.name.clone(), field.required, field.schema)).collect()
        }
        other => panic!("expected an object, not {other:?}"),
    }
}

fn field(api: &Api, object: SchemaId, name: &str) -> SchemaId {
    fields(api, object).into_iter().find(|field| field.0 == name).expect("the field is printed").2
}
