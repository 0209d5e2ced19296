//! A request whose body is a form.

use runtime::{Body, Draft, Endpoint, Method, Operation, Server};

use crate::Call;

/// Sets up a server.
pub type Init<C = ()> = Call<kinds::Init, C>;

impl Init {
    pub fn new(license: impl Into<Body>, password: impl Into<String>) -> Self {
        let draft = Draft::new(kinds::Init::ENDPOINT, []).form().part("license", license);
        draft.body::<String>("password", password.into()).call()
    }
}

impl<C> Init<C> {
    pub fn apply(self, apply: bool) -> Self {
        self.draft.query("apply", apply).call()
    }

    pub fn count(self, count: i64) -> Self {
        self.draft.body("count", count).call()
    }

    pub fn password(self, password: impl Into<String>) -> Self {
        self.draft.body::<String>("password", password.into()).call()
    }

    pub fn keys(self, keys: Vec<String>) -> Self {
        self.draft.body("keys", keys).call()
    }

    pub fn odd(self, odd: impl Into<Body>) -> Self {
        self.draft.part("a \"b\"\r\nc: é", odd).call()
    }
}

impl Operation for kinds::Init {
    type Output = ();

    const ENDPOINT: &'static Endpoint = &Endpoint {
        name: "tests::Init",
        title: "",
        method: Method::POST,
        server: Server::Api,
        path: "/init",
        doc_url: "",
        scopes: &[],
        statuses: &[],
        query: &["apply"],
        secrets: &["password", "keys"],
    };
}

/// What tells the request types apart.
mod kinds {
    pub enum Init {}
}
