//! What a page says of its endpoints, read by a few lines of its own: the tests' second opinion, which knows nothing of
//! docwright's parser and model.

/// An endpoint's section.
#[derive(Clone, Debug, Default)]
pub struct Documented {
    /// The heading.
    pub title: String,
    /// The method of the curl example.
    pub method: String,
    /// The address of the curl example behind the host, with placeholders in upper case: `/api/v3/orgs/ORG/packages`.
    pub address: String,
    /// The statuses with what is said of them.
    pub statuses: Vec<(u16, String)>,
    /// The token scopes that the description names, in its order.
    pub scopes: Vec<String>,
}

impl Documented {
    /// The request that the curl example sends once its placeholders are filled in, such as `GET /api/v3/orgs/acme`.
    pub fn filled(&self, values: &[(&str, &str)]) -> String {
        let segments = self.address.split('/').map(|segment| {
            values.iter().find(|(name, _)| *name == segment).map_or(segment, |(_, value)| value)
        });
        format!("{} {}", self.method, segments.collect::<Vec<_>>().join("/"))
    }
}

/// The endpoints of the packages page, in its order.
pub fn documented(page: &str) -> Vec<Documented> {
    let mut endpoints: Vec<Documented> = Vec::new();
    for section in page.split("\n## ").skip(1) {
        let title = section.lines().next().unwrap_or_default().to_owned();
        let mut endpoint = Documented { title, ..Documented::default() };
        for line in section.lines().map(str::trim) {
            if let Some(method) = line.strip_prefix("-X ") {
                endpoint.method.push_str(method.trim_end_matches([' ', '\\']));
            } else if let Some(address) = line.strip_prefix("http(s)://HOSTNAME") {
                endpoint.address.push_str(address);
            } else if let Some((status, text)) =
                line.strip_prefix("* **").and_then(|rest| rest.split_once("** - "))
            {
                let status = status.parse().expect("a status is a number");
                endpoint.statuses.push((status, text.replace("\\_", "_")));
            } else if line.starts_with("OAuth app tokens") {
                let scopes = line.split(' ').filter(|word| word.ends_with(":packages"));
                endpoint.scopes.extend(scopes.map(str::to_owned));
            }
        }
        // Sections of prose have no example.
        if !endpoint.method.is_empty() {
            endpoints.push(endpoint);
        }
    }
    endpoints
}
