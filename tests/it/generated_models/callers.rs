//! Programs that use everything of a crate: whether they compile with another one, and send the same.

use std::collections::BTreeMap;

use docwright::Generated;
use docwright::emit::category_features;
use docwright::rust::{Client, Parameter, TypeBody};

use crate::diff_proof::compile::Proofs;

/// How many models are compiled, where `DOCWRIGHT_MODELS` does not say it.
pub(super) const MODELS: u32 = 3;

/// Programs of all models, which are compiled together.
#[derive(Default)]
pub(super) struct Callers {
    proofs: Proofs,
    count: usize,
}

impl Callers {
    /// Adds the programs that use everything of the crate of before, for the crate of after.
    pub(super) fn add(&mut self, before: &Generated, after: &Generated) {
        for feature in category_features(&before.client) {
            self.proofs.ask(&format!("{} {feature}", self.count), before, after, &feature);
        }
        self.count += 1;
    }

    /// Compiles all programs, and returns what the compiler finds.
    pub(super) fn errors(&self) -> Vec<String> {
        assert!(self.count > 0, "there are programs");
        let seen = self.proofs.seen("generated-callers");
        seen.into_iter().filter_map(|(name, seen)| Some(format!("{name}: {}", seen.error?))).collect()
    }
}

/// Returns the first request, or value to be sent, that the same code makes otherwise.
pub(super) fn first_other_request(before: &Client, after: &Client) -> Option<String> {
    let (before, after) = (sent(before), sent(after));
    before.into_iter().find_map(|(name, old)| {
        let new = after.get(&name);
        (new != Some(&old)).then(|| format!("{name}\nwas {old}\nis  {new:?}"))
    })
}

/// The place of each request and value on the wire, by the names that callers use.
fn sent(client: &Client) -> BTreeMap<String, String> {
    let parameter = |one: &Parameter| {
        format!("{} as {:?} {} {:?} {}", one.name, one.place, one.wire, one.array, one.bound)
    };
    let all = |arguments: &[Parameter], setters: &[Parameter]| {
        let arguments: Vec<String> = arguments.iter().map(parameter).collect();
        let mut setters: Vec<String> = setters.iter().map(parameter).collect();
        setters.sort();
        format!("{arguments:?} {setters:?}")
    };
    let requests = client.requests().map(|(module, request)| {
        let parts =
            (&request.method, numbered(&request.path), &request.server, &request.content, request.form);
        let parameters = all(&request.arguments, &request.setters);
        (format!("{module}::{}", request.name), format!("{parts:?} {parameters}"))
    });
    let types = client.types.iter().filter_map(|(_, def)| {
        let values = match &def.body {
            TypeBody::Enum(variants) => {
                let mut all: Vec<_> = variants.iter().map(|one| (one.name.as_str(), &one.wire)).collect();
                all.sort_unstable();
                format!("{all:?}")
            }
            TypeBody::Input(input) => {
                let mut constants = input.constants.clone();
                constants.sort();
                format!("{} {constants:?}", all(&input.arguments, &input.setters))
            }
            _ => return None,
        };
        Some((format!("types::{}", def.name), values))
    });
    requests.chain(types).collect()
}

/// A path without the names of its placeholders, which no caller writes.
fn numbered(path: &str) -> String {
    let parts: Vec<&str> = path.split('{').collect();
    let rest = parts.iter().skip(1).map(|part| part.split_once('}').map_or(*part, |(_, rest)| rest));
    std::iter::once(*parts.first().unwrap_or(&"")).chain(rest).collect::<Vec<_>>().join("{}")
}
