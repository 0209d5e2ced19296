//! Parameters and members of bodies.

use serde_json::Value;

use super::QuirkError;
use super::entries::{Change, DefaultChange, Entry, ParameterQuirk};
use super::fields::no_endpoint;
use super::suggest::did_you_mean;
use super::tally::Tally;
use super::values;
use crate::lower::paths::holds_slashes;
use crate::model::legacy::{self, Parameter, ParameterType};
use crate::model::{Api, Endpoint, Location};
use crate::resolve::words;
use crate::syntax::SimpleType;

/// Corrects parameters, and says which entries have to be mended.
pub(super) fn correct(entries: &[Entry<ParameterQuirk>], api: &mut Api) -> Vec<QuirkError> {
    // Ways are those of the page, whatever other entries rename: each is looked up before anything changes.
    let mut found = Vec::with_capacity(entries.len());
    for entry in entries {
        let mut tally = Tally::default();
        let says = &entry.says;
        let endpoint = api.endpoints.iter().position(|endpoint| endpoint.name() == says.endpoint);
        let way = endpoint.and_then(|at| way(&api.endpoints[at], says, &mut tally));
        found.push((tally, endpoint.zip(way)));
    }
    for (entry, (tally, place)) in entries.iter().zip(&mut found) {
        if let Some((endpoint, way)) = place {
            change(&mut api.endpoints[*endpoint], way, &entry.says, tally);
            legacy::restore(&mut api.endpoints[*endpoint], &mut api.schemas);
        }
    }
    let errors = entries.iter().zip(&found).flat_map(|(entry, (tally, _))| {
        tally.finish(entry, |tally| unmatched(&entry.says, tally, &api.endpoints))
    });
    errors.collect()
}

/// The positions of a parameter and of those that hold it, outermost first.
fn way(endpoint: &Endpoint, says: &ParameterQuirk, tally: &mut Tally) -> Option<Vec<usize>> {
    let here = |parameter: &Parameter| says.place.is_none_or(|place| place == parameter.location);
    let ways: Vec<Vec<usize>> = endpoint
        .legacy
        .iter()
        .enumerate()
        .filter(|(_, parameter)| here(parameter))
        .filter_map(|(at, parameter)| Some((at, below(parameter, &says.parameter, tally)?)))
        .map(|(at, rest)| std::iter::once(at).chain(rest).collect())
        .collect();
    match ways.as_slice() {
        [] => None,
        [one] => Some(one.clone()),
        several => {
            let places: Vec<&str> =
                several.iter().map(|way| endpoint.legacy[way[0]].location.as_str()).collect();
            tally.problem(format!(
                "may be about several: there is one in the {}; say which with `in`",
                places.join(" and in the ")
            ));
            None
        }
    }
}

/// The positions below a parameter, if a way begins with it.
fn below(parameter: &Parameter, way: &str, tally: &mut Tally) -> Option<Vec<usize>> {
    if parameter.name == way {
        return Some(Vec::new());
    }
    tally.known.insert(parameter.name.clone());
    let rest = way.strip_prefix(parameter.name.as_str())?.strip_prefix('.')?;
    let mut members = parameter.fields.iter().enumerate();
    members.find_map(|(at, member)| {
        let below = below(member, rest, tally)?;
        Some(std::iter::once(at).chain(below).collect())
    })
}

/// Changes the parameter at the end of a way.
fn change(endpoint: &mut Endpoint, way: &[usize], says: &ParameterQuirk, tally: &mut Tally) {
    tally.matched();
    let Some((last, front)) = way.split_last() else { return };
    let before = endpoint.clone();
    let mut siblings = &mut endpoint.legacy;
    for at in front {
        siblings = &mut siblings[*at].fields;
    }
    let parameter = &mut siblings[*last];
    let mut corrected = value(parameter, &says.change, tally);
    if let Some(location) = says.location {
        if !front.is_empty() {
            tally.problem("moves a member of another parameter: only whole parameters have a `location`");
        }
        corrected |=
            tally.states("location", format!("\"{}\"", location.as_str()), parameter.location != location);
        relocate(parameter, location);
    }
    if let Some(slashes) = says.slashes {
        if parameter.location != Location::Path {
            tally.problem("says whether it holds `slashes`, but it is not in the path");
        }
        corrected |= tally.states("slashes", slashes, holds_slashes(&before, &parameter.name) != slashes);
        parameter.slashes = Some(slashes);
    }
    parameter.correction.corrected |= corrected;
    if let Some(remark) = &says.change.remark {
        parameter.correction.add_remark(remark);
    }
    let (name, location, required) = (parameter.name.clone(), parameter.location, parameter.required);
    let same = |other: &&Parameter| other.name == name && other.location == location;
    if siblings.iter().filter(same).count() > 1 {
        let place = location.as_str();
        tally.problem(format!("makes two of one: there is a parameter `{name}` in the {place} already"));
    }
    if front.is_empty() {
        placeholder(&before, &name, location, required, tally);
    }
}

/// What is sent in the path is what the path has a placeholder for.
fn placeholder(endpoint: &Endpoint, name: &str, location: Location, required: bool, tally: &mut Tally) {
    let is_there = endpoint.path.placeholders().any(|placeholder| placeholder == name);
    match (location == Location::Path, is_there) {
        (true, false) => {
            let known = did_you_mean(name, endpoint.path.placeholders());
            tally.problem(format!("puts `{name}` into the path, which has no such placeholder{known}"));
        }
        (false, true) => {
            tally.problem(format!("takes `{name}` out of the path, which has a placeholder for it"));
        }
        (true, true) if !required => {
            tally.problem("leaves a placeholder optional: say `required = true`");
        }
        _ => {}
    }
}

fn relocate(parameter: &mut Parameter, location: Location) {
    parameter.location = location;
    for member in &mut parameter.fields {
        relocate(member, location);
    }
}

/// Changes what a parameter holds, and says whether that differs from the page.
fn value(parameter: &mut Parameter, change: &Change, tally: &mut Tally) -> bool {
    let mut corrected = false;
    if let Some(words) = &change.words {
        match words::parameter_types(words) {
            Ok(types) => {
                if tally.states("type", format!("\"{words}\""), parameter.types != types) {
                    set_types(parameter, types);
                    corrected = true;
                }
            }
            Err(problem) => tally.problem(format!("has no type in `{words}`: {problem}")),
        }
    }
    if let Some(nullable) = change.nullable
        && tally.states("nullable", nullable, parameter.nullable != nullable)
    {
        let null = ParameterType::Simple(SimpleType::Null);
        let mut types: Vec<ParameterType> =
            parameter.types.iter().copied().filter(|one| *one != null).collect();
        types.extend(nullable.then_some(null));
        set_types(parameter, types);
        corrected = true;
    }
    if !change.values.is_empty() {
        let old = (parameter.values.clone(), parameter.item_values.clone());
        let mut none = Vec::new();
        let values = parameter.values.as_mut().or(parameter.item_values.as_mut()).unwrap_or(&mut none);
        values::change(values, &change.values, tally);
        corrected |= old != (parameter.values.clone(), parameter.item_values.clone());
    }
    if let Some(default) = &change.default {
        let new = match default {
            DefaultChange::None => None,
            DefaultChange::Is(value) => Some(value.clone()),
        };
        let needed = parameter.default != new;
        corrected |= match &new {
            None => tally.states("no-default", true, needed),
            Some(value) => tally.states("default", value, needed),
        };
        if let Some(value) = new.as_ref().filter(|value| !fits(value, &parameter.types)) {
            tally.problem(format!("has a default of another type: `{value}` is no {}", parameter.type_words));
        }
        parameter.default = new;
    }
    if let Some(required) = change.required {
        corrected |= tally.states("required", required, parameter.required != required);
        parameter.required = required;
    }
    if let Some(name) = &change.name {
        corrected |= tally.states("name", format!("\"{name}\""), parameter.name != *name);
        parameter.name.clone_from(name);
    }
    corrected
}

fn set_types(parameter: &mut Parameter, types: Vec<ParameterType>) {
    let words: Vec<String> = types.iter().map(|one| one.words()).collect();
    parameter.type_words = words.join(" or ");
    parameter.nullable = types.contains(&ParameterType::Simple(SimpleType::Null));
    let has = |wanted: SimpleType| {
        types
            .iter()
            .any(|one| matches!(one, ParameterType::Simple(it) | ParameterType::ArrayOf(it) if *it == wanted))
    };
    // What only other types have goes with them.
    if !has(SimpleType::Object) {
        parameter.fields.clear();
    }
    if !has(SimpleType::String) {
        parameter.values = None;
        parameter.item_values = None;
    }
    parameter.types = types;
}

fn fits(value: &Value, types: &[ParameterType]) -> bool {
    types.is_empty()
        || types.iter().any(|one| match one {
            ParameterType::ArrayOf(_) | ParameterType::Simple(SimpleType::Array) => value.is_array(),
            ParameterType::Simple(SimpleType::Null) => value.is_null(),
            ParameterType::Simple(SimpleType::Boolean) => value.is_boolean(),
            ParameterType::Simple(SimpleType::Integer) => value.is_i64(),
            ParameterType::Simple(SimpleType::Number) => value.is_number(),
            ParameterType::Simple(SimpleType::String) => value.is_string(),
            ParameterType::Simple(SimpleType::Object) => value.is_object(),
        })
}

/// What was not there.
fn unmatched(says: &ParameterQuirk, tally: &Tally, endpoints: &[Endpoint]) -> String {
    let Some(endpoint) = endpoints.iter().find(|endpoint| endpoint.name() == says.endpoint) else {
        return format!("matches nothing: {}", no_endpoint(&says.endpoint, endpoints));
    };
    let place = says.place.map(|place| format!(" in the {}", place.as_str())).unwrap_or_default();
    let missing = format!("matches nothing: the endpoint has no parameter `{}`{place}", says.parameter);
    if let Some(name) = says.change.name.as_ref().filter(|name| tally.known.contains(*name)) {
        return format!(
            "is no longer needed: the endpoint has a parameter `{name}` already; remove the entry"
        );
    }
    if let Some(elsewhere) = endpoint.legacy.iter().find(|parameter| parameter.name == says.parameter) {
        return format!("{missing}, but in the {}", elsewhere.location.as_str());
    }
    let last = says.parameter.rsplit('.').next().unwrap_or(&says.parameter);
    let own = endpoint.legacy.iter().map(|parameter| parameter.name.as_str());
    format!("{missing}{}", did_you_mean(last, tally.known.iter().map(String::as_str).chain(own)))
}
