//! A reference that grows, shrinks or is reordered renames nothing: what was there before keeps its names, types, fields, setters and
//! variants included.
//!
//! Each case generates from a part of a reference, then from more of it under the lock of the first run, and compares
//! what callers name: methods, arguments, setters, types, and the types of fields. `DOCWRIGHT_PARTS` tries every part.

use std::collections::BTreeMap;

use docwright::lower::lock::NamesLock;
use docwright::lower::lower;
use docwright::model::Api;
use docwright::read::read;
use docwright::rust::{Client, Output, Parameter, Request, RustIdent, Type, TypeBody};
use docwright::source::Page;
use docwright_tests::{corpus, pages_in, say};

const FIRST_HALF: &str = "the first half of the pages";
const SECOND_HALF: &str = "the second half of the pages";
const WITHOUT_LAST: &str = "each page without its last endpoint";

/// The references that grow, and the parts of each that ordinary runs take.
const SAMPLES: [(&str, &[&str]); 2] =
    [("ghes-3.18", &[FIRST_HALF, SECOND_HALF, WITHOUT_LAST]), ("dotcom-2026-08", &[WITHOUT_LAST])];

#[test]
fn a_reference_that_grows_shrinks_or_is_reordered_renames_nothing() {
    let Some(folder) = corpus("names in references that grow") else { return };
    let has_all = std::env::var_os("DOCWRIGHT_PARTS").is_some();
    for (reference, sample) in SAMPLES {
        let pages = pages_in(&folder.join(reference));
        // The whole reference is read once for all cases.
        let whole = read(pages.clone()).api;
        let reversed = read(pages.iter().rev().cloned().collect()).api;
        let mut renamed = Vec::new();
        let mut compared = 0;
        let mut cases = parts(&pages);
        cases.retain(|(case, _)| has_all || sample.contains(&case.as_str()));
        for (number, (case, part)) in cases.into_iter().enumerate() {
            let part = read(part).api;
            let (before, lock) = client(&part, "");
            let before = named(&before);
            let (grown, grown_lock) = client(if number % 2 == 0 { &whole } else { &reversed }, &lock);
            let mut compare = |step: &str, client: &Client| {
                compared += before.len();
                let after = named(client);
                let rows = differences(&before, &after);
                renamed.extend(rows.map(|row| format!("{reference}, {case}, {step}: {row}")));
            };
            compare("grown", &grown);
            // The newcomers are removed again.
            if has_all || number == 0 {
                compare("shrunk", &client(&part, &grown_lock).0);
            }
        }
        say(&format!("{reference}: {compared} names compared, {} changed", renamed.len()));
        assert!(renamed.is_empty(), "{}", renamed.join("\n"));
    }
}

#[test]
fn a_new_version_keeps_the_names_of_the_old_one() {
    let Some(folder) = corpus("names from version to version") else { return };
    for (old, new) in
        [("ghes-3.17", "ghes-3.18"), ("dotcom-2026-07", "dotcom-2026-08"), ("ghes-3.18", "ghes-3.18-raw")]
    {
        let (before, lock) = client(&read(pages_in(&folder.join(old))).api, "");
        let (after, _) = client(&read(pages_in(&folder.join(new))).api, &lock);
        let (before, after) = (named(&before), named(&after));
        // What is gone is a change of the API; what is still there under another type name may be one as well.
        let rows: Vec<String> =
            differences(&before, &after).filter(|row| !row.ends_with("-> nothing")).collect();
        say(&format!("{old} -> {new}: {} names, {} changed", before.len(), rows.len()));
        let name = |value: &str| value.split(['(', ':']).next().unwrap_or_default().to_owned();
        let is_renamed = |row: &&String| {
            let (before, after) = row.split_once(" -> ").expect("a row has two sides");
            let (key, before) = before.split_once(" = ").expect("a row has a key");
            !key.starts_with("reply ") && name(before) != name(after)
        };
        let names: Vec<&String> = rows.iter().filter(is_renamed).collect();
        assert!(names.is_empty(), "{old} -> {new}:\n{names:#?}");
    }
}

/// Parts of a reference: halves of its pages, all but one of them, and pages that lack their last endpoint.
fn parts(pages: &[Page]) -> Vec<(String, Vec<Page>)> {
    let every = |keep: &dyn Fn(usize) -> bool| -> Vec<Page> {
        pages.iter().enumerate().filter(|(at, _)| keep(*at)).map(|(_, page)| page.clone()).collect()
    };
    let middle = pages.len() / 2;
    let mut parts = vec![
        (FIRST_HALF.to_owned(), every(&|at| at < middle)),
        (SECOND_HALF.to_owned(), every(&|at| at >= middle)),
        ("every other page".to_owned(), every(&|at| at % 2 == 0)),
        ("a third of the pages".to_owned(), every(&|at| at % 3 == 1)),
    ];
    for missing in (0..pages.len()).step_by(45) {
        parts.push((format!("all but {}", pages[missing].file), every(&|at| at != missing)));
    }
    let cut = |page: &Page| match page.text.rfind("\n## ") {
        Some(at) => Page::new(&page.file, &page.text[..at]),
        None => page.clone(),
    };
    parts.push((WITHOUT_LAST.to_owned(), pages.iter().map(cut).collect()));
    parts
}

fn client(api: &Api, lock: &str) -> (Client, String) {
    let lock = NamesLock::parse(lock).expect("the lock is one that a run wrote");
    let lowered = lower(api, &lock);
    assert!(lowered.refused.is_none(), "{:?}", lowered.refused);
    let names = lowered.lock.updated();
    (lowered.client, names)
}

/// Everything that callers name, with the name: `call GET /orgs/{org}/packages` is `orgs.packages.list(package_type:
/// PackageType)`, `type Package "owner"` is `owner: SimpleUser`.
pub(crate) fn named(client: &Client) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    for scope in &client.scopes {
        let place = scope.module.as_ref().map_or("client", |module| module.as_str());
        for request in &scope.requests {
            call(client, place, request, &mut names);
        }
        for handle in &scope.handles {
            for request in &handle.requests {
                call(client, &format!("{place}.{}", handle.module), request, &mut names);
            }
        }
    }
    for (_, def) in client.types.iter() {
        // A variant of a union has no wire value but what it holds.
        let parts: Vec<(String, &RustIdent, Option<Type>)> = match &def.body {
            TypeBody::Struct(fields) => {
                fields.iter().map(|field| (field.wire.clone(), &field.name, Some(field.ty.clone()))).collect()
            }
            TypeBody::Enum(variants) => {
                variants.iter().map(|variant| (variant.wire.clone(), &variant.name, None)).collect()
            }
            TypeBody::Union(variants) => {
                variants.iter().map(|one| (one.name.to_string(), &one.name, Some(one.ty.clone()))).collect()
            }
            TypeBody::Input(value) => {
                let all = value.arguments.iter().chain(&value.setters);
                all.map(|one| (one.wire.clone(), &one.name, Some(one.ty.clone()))).collect()
            }
            TypeBody::InputUnion(variants) => {
                variants.iter().map(|one| (one.name.to_string(), &one.name, Some(one.ty.clone()))).collect()
            }
        };
        for (wire, name, ty) in parts {
            let ty = ty.map_or_else(String::new, |ty| format!(": {}", words(client, &ty)));
            names.insert(format!("type {} {wire:?}", def.name), format!("{name}{ty}"));
        }
    }
    names
}

fn call(client: &Client, place: &str, request: &Request, names: &mut BTreeMap<String, String>) {
    let key = format!("{} {}", request.method.as_str(), request.path);
    let parameter = |one: &Parameter| format!("{}: {}", one.name, words(client, &one.ty));
    let arguments: Vec<String> = request.arguments.iter().map(parameter).collect();
    names.insert(format!("call {key}"), format!("{place}.{}({})", request.method_name, arguments.join(", ")));
    names.insert(format!("request {key}"), request.name.to_string());
    for setter in &request.setters {
        names.insert(format!("setter {key} {}", setter.wire), parameter(setter));
    }
    let output = match &request.output {
        Output::One(ty) | Output::Wrapped { whole: ty, .. } => words(client, ty),
        Output::Outcomes { name, outcomes } => {
            let each: Vec<String> =
                outcomes.iter().map(|one| format!("{}({})", one.name, words(client, &one.ty))).collect();
            format!("{name}: {}", each.join(", "))
        }
        Output::Text => "text".to_owned(),
        Output::Download => "download".to_owned(),
    };
    names.insert(format!("reply {key}"), output);
}

/// A type without what only says whether it may be absent: a structure that more pages print may turn out to lack a field.
fn words(client: &Client, ty: &Type) -> String {
    match ty {
        Type::Option(inner) | Type::Boxed(inner) => words(client, inner),
        Type::List(inner) => format!("[{}]", words(client, inner)),
        Type::Map(inner) => format!("{{{}}}", words(client, inner)),
        Type::Nullable(inner) => format!("{}?", words(client, inner)),
        Type::Named(id) => client.types.get(*id).name.to_string(),
        other => format!("{other:?}"),
    }
}

pub(crate) fn differences<'n>(
    before: &'n BTreeMap<String, String>,
    after: &'n BTreeMap<String, String>,
) -> impl Iterator<Item = String> + 'n {
    before.iter().filter_map(|(key, old)| match after.get(key) {
        Some(new) if new == old => None,
        // A page may show what the depth cut hid on another one: that is learnt, not renamed.
        Some(_) if old.contains("Json") => None,
        Some(new) => Some(format!("{key} = {old} -> {new}")),
        None => Some(format!("{key} = {old} -> nothing")),
    })
}
