//! A request whose body is an object of objects.

use runtime::serde_json::Value;
use runtime::{Draft, Endpoint, Members, Method, Nullable, Operation, Server, body, body_union};

use super::types::PackageType;
use crate::Call;

/// Creates a hook.
pub type Create<C = ()> = Call<kinds::Create, C>;

impl Create {
    pub fn new() -> Self {
        Self::default()
    }
}

impl Default for Create {
    fn default() -> Self {
        Draft::new(kinds::Create::ENDPOINT, []).object().call()
    }
}

impl<C> Create<C> {
    pub fn description(self, description: impl Into<Nullable<String>>) -> Self {
        self.draft.body::<Nullable<String>>("description", description.into()).call()
    }

    pub fn limit(self, limit: impl Into<Nullable<i64>>) -> Self {
        self.draft.body::<Nullable<i64>>("limit", limit.into()).call()
    }

    pub fn kind(self, kind: impl Into<Nullable<PackageType>>) -> Self {
        self.draft.body::<Nullable<PackageType>>("kind", kind.into()).call()
    }

    pub fn names(self, names: impl Into<Nullable<Vec<String>>>) -> Self {
        self.draft.body::<Nullable<Vec<String>>>("names", names.into()).call()
    }

    pub fn weight(self, weight: f64) -> Self {
        self.draft.body("weight", weight).call()
    }

    pub fn share(self, share: impl Into<Nullable<f64>>) -> Self {
        self.draft.body::<Nullable<f64>>("share", share.into()).call()
    }

    pub fn config(self, config: ConfigInput) -> Self {
        self.draft.body("config", config).call()
    }

    pub fn rules(self, rules: Vec<RuleInput>) -> Self {
        self.draft.body("rules", rules).call()
    }
}

impl Operation for kinds::Create {
    type Output = ();

    const ENDPOINT: &'static Endpoint = &Endpoint {
        name: "tests::Create",
        title: "",
        method: Method::POST,
        server: Server::Api,
        path: "/hooks",
        doc_url: "",
        scopes: &[],
        statuses: &[],
        query: &[],
        secrets: &["pin"],
    };
}

/// An object in the body.
#[derive(Clone, PartialEq)]
pub struct ConfigInput(Members);

impl ConfigInput {
    pub fn new(url: impl Into<String>) -> Self {
        Self(Members::new().with("version", "v1").with::<String>("url", url.into()))
    }

    pub fn pin(self, pin: impl Into<String>) -> Self {
        Self(self.0.with::<String>("pin", pin.into()))
    }

    pub fn weight(self, weight: f64) -> Self {
        Self(self.0.with("weight", weight))
    }

    pub fn inner(self, inner: Self) -> Self {
        Self(self.0.with("inner", inner))
    }
}

body!(ConfigInput, secret "pin", "key");

/// An object without secrets.
#[derive(Clone, PartialEq)]
pub struct NameInput(Members);

impl NameInput {
    pub fn new(name: impl Into<String>) -> Self {
        Self(Members::new().with::<String>("name", name.into()))
    }
}

body!(NameInput);

#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum RuleInput {
    Config(ConfigInput),
    Name(NameInput),
    Other(Value),
}

body_union!(RuleInput { Config(ConfigInput), Name(NameInput) });

/// What tells the request types apart.
mod kinds {
    pub enum Create {}
}
