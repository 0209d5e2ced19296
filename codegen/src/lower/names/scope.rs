//! Scopes: the fronts of paths that the client binds once for many methods.

/// Where a method hangs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// The client itself.
    Client,
    /// `repos(owner, repo)`.
    Repos,
    /// `orgs(org)`.
    Orgs,
    /// `enterprises(enterprise)`.
    Enterprises,
    /// `users(username)`.
    Users,
    /// `user()`, the authenticated user.
    User,
}

/// The part of a path that its scope stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Front {
    /// The scope that the path begins with.
    pub scope: Scope,
    /// How many segments of the path the scope covers.
    pub segments: usize,
    /// How many parameters those segments hold: the scope's arguments.
    pub parameters: usize,
}

/// The shapes of fronts; `{}` is a parameter of any name.
const FRONTS: &[(&str, Scope)] = &[
    ("/repos/{}/{}", Scope::Repos),
    ("/networks/{}/{}", Scope::Repos),
    ("/agents/repos/{}/{}", Scope::Repos),
    ("/orgs/{}", Scope::Orgs),
    ("/organizations/{}", Scope::Orgs),
    ("/scim/v2/organizations/{}", Scope::Orgs),
    ("/enterprises/{}", Scope::Enterprises),
    ("/scim/v2/enterprises/{}", Scope::Enterprises),
    ("/users/{}", Scope::Users),
    ("/user", Scope::User),
];

impl Scope {
    /// All scopes.
    pub const ALL: [Self; 6] =
        [Self::Client, Self::Repos, Self::Orgs, Self::Enterprises, Self::Users, Self::User];

    /// The front of a path: its scope, and how much of the path the scope covers.
    pub fn of(path: &str) -> Front {
        let path: Vec<_> = segments(path).collect();
        for (shape, scope) in FRONTS {
            let shape: Vec<_> = segments(shape).collect();
            let matches = path.len() >= shape.len()
                && shape.iter().zip(&path).all(|(shape, actual)| match *shape {
                    "{}" => is_parameter(actual),
                    literal => literal == *actual,
                });
            // `/user/{account_id}` is any user, and not the authenticated one.
            let of_another_user =
                *scope == Self::User && path.get(1).is_some_and(|segment| is_parameter(segment));
            if matches && !of_another_user {
                let parameters = shape.iter().filter(|segment| **segment == "{}").count();
                return Front { scope: *scope, segments: shape.len(), parameters };
            }
        }
        Front { scope: Self::Client, segments: 0, parameters: 0 }
    }

    /// The scope's name in the client, as in the path; that of the client itself is `client`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Repos => "repos",
            Self::Orgs => "orgs",
            Self::Enterprises => "enterprises",
            Self::Users => "users",
            Self::User => "user",
        }
    }

    /// The nouns by which titles call what the scope binds.
    pub fn nouns(self) -> &'static [&'static str] {
        match self {
            Self::Client => &[],
            Self::Repos => &["repository"],
            Self::Orgs => &["organization", "org"],
            Self::Enterprises => &["enterprise"],
            Self::Users => &["user"],
            Self::User => &["authenticated user", "user"],
        }
    }

    /// Whether the methods of a category are on the scope itself, and not on a handle below it.
    pub fn is_home_of(self, category: &str) -> bool {
        match self {
            Self::Client => matches!(category, "repos" | "orgs" | "users"),
            Self::Repos => category == "repos",
            Self::Orgs => category == "orgs",
            Self::Enterprises => category == "enterprise-admin",
            Self::Users | Self::User => category == "users",
        }
    }

    /// Whether the methods of a category say its noun in full: on the client `list()` would not say that it lists users.
    pub fn says_noun_of(self, category: &str) -> bool {
        self == Self::Client && self.is_home_of(category)
    }
}

/// The segments of a path, without a query or the template of one (`{?name,label}`).
pub fn segments(path: &str) -> impl Iterator<Item = &str> {
    let path = path.split('?').next().unwrap_or_default();
    path.trim_end_matches('{').split('/').filter(|segment| !segment.is_empty())
}

/// Whether a segment is one parameter and nothing else.
pub fn is_parameter(segment: &str) -> bool {
    let name = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    name.is_some_and(|name| !name.contains(['{', '}']))
}
