//! A request whose body is an object of objects.

use std::collections::BTreeMap;

use runtime::serde_json::Value;
use runtime::{Draft, Endpoint, Members, Method, Nullable, Operation, Server, body, sent_text, sent_union};

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

    pub fn rules(self, rules: impl IntoIterator<Item = impl Into<RuleInput>>) -> Self {
        self.draft.body_list::<RuleInput>("rules", rules).call()
    }

    pub fn labels(self, labels: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.draft.body_list::<String>("labels", labels).call()
    }

    pub fn kinds(self, kinds: impl IntoIterator<Item = PackageType>) -> Self {
        self.draft.body_list::<PackageType>("kinds", kinds).call()
    }

    pub fn weights(self, weights: impl IntoIterator<Item = f64>) -> Self {
        self.draft.body_list::<f64>("weights", weights).call()
    }

    pub fn things(self, things: impl IntoIterator<Item = impl Into<Value>>) -> Self {
        self.draft.body_list::<Value>("things", things).call()
    }

    pub fn shares(self, shares: BTreeMap<String, Vec<f64>>) -> Self {
        self.draft.body("shares", shares).call()
    }

    pub fn title(self, title: impl Into<TitleInput>) -> Self {
        self.draft.body::<TitleInput>("title", title.into()).call()
    }

    pub fn part(self, part: impl Into<Nullable<PartInput>>) -> Self {
        self.draft.body::<Nullable<PartInput>>("part", part.into()).call()
    }

    pub fn value(self, value: impl Into<Nullable<ValueInput>>) -> Self {
        self.draft.body::<Nullable<ValueInput>>("value", value.into()).call()
    }

    pub fn names_asked(self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.draft.query_repeated::<String>("name", names).call()
    }

    pub fn kinds_asked(self, kinds: impl IntoIterator<Item = PackageType>) -> Self {
        self.draft.query_joined::<PackageType>("kind", kinds).call()
    }

    pub fn ids_asked(self, ids: impl IntoIterator<Item = impl ToString>) -> Self {
        self.draft.query_joined::<String>("pin", ids.into_iter().map(|item| item.to_string())).call()
    }

    pub fn title_asked(self, title: impl Into<TitleInput>) -> Self {
        self.draft.query("title", Into::<TitleInput>::into(title)).call()
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
        query: &["name", "kind", "pin", "title"],
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

sent_union!(RuleInput { Config(ConfigInput) own, Name(NameInput) own });

/// A text or a number.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum TitleInput {
    String(String),
    Integer(i64),
    Other(Value),
}

sent_union!(TitleInput { String(String) text, Integer(i64) });
sent_text!(TitleInput { String, Integer });

/// An object, texts, or a number.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum PartInput {
    Name(NameInput),
    List(Vec<String>),
    Number(f64),
    Other(Value),
}

sent_union!(PartInput { Name(NameInput) own, List(Vec<String>) texts, Number(f64) whole });

/// A text, any list, or any object.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum ValueInput {
    String(String),
    List(Vec<Value>),
    Object(BTreeMap<String, Value>),
    Other(Value),
}

sent_union!(ValueInput { String(String) text, List(Vec<Value>) values, Object(BTreeMap<String, Value>) });

/// What tells the request types apart.
mod kinds {
    pub enum Create {}
}
