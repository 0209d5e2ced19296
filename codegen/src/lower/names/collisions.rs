//! Collisions: operations of one scope and handle that would get one name.

use std::collections::{BTreeMap, BTreeSet};

use super::Operation;
use super::compose::{Detail, by_path, by_title};
use super::path::remaining_parameters;
use super::words::{snake_case, words};

/// What names say to be told apart, step by step; the paths come after it.
const DETAILS: &[&[Detail]] = &[
    &[Detail::Aside],
    &[Detail::Scope],
    &[Detail::Category],
    &[Detail::Scope, Detail::Category],
    &[Detail::Category, Detail::Length],
    &[Detail::Aside, Detail::Scope, Detail::Category, Detail::Length],
];

/// The names of operations that share a scope and a handle, in their order, all different and none of them reserved.
pub fn settle(operations: &[Operation<'_>], reserved: &[String]) -> Vec<String> {
    let mut names: Vec<_> = operations.iter().map(|operation| by_title(operation, &[])).collect();
    // Each round gives one colliding set names that nobody has, so that there are fewer sets in the next one.
    while let Some(set) = first_collision(&names, reserved) {
        let taken: BTreeSet<_> = {
            let others =
                (0..names.len()).filter(|index| !set.contains(index)).map(|index| names[index].clone());
            others.chain(reserved.iter().cloned()).collect()
        };
        let members: Vec<_> = set.iter().map(|&index| operations[index]).collect();
        for (index, name) in set.into_iter().zip(tell_apart(&members, &taken)) {
            names[index] = name;
        }
    }
    names
}

/// The operations with the first name, by alphabet, that can't stay as it is.
fn first_collision(names: &[String], reserved: &[String]) -> Option<Vec<usize>> {
    let mut holders: BTreeMap<&String, Vec<usize>> = BTreeMap::new();
    for (index, name) in names.iter().enumerate() {
        holders.entry(name).or_default().push(index);
    }
    holders
        .into_iter()
        .find(|(name, holders)| holders.len() > 1 || reserved.contains(name))
        .map(|(_, holders)| holders)
}

/// Names for a colliding set by the first step that tells all of it apart.
fn tell_apart(set: &[Operation<'_>], taken: &BTreeSet<String>) -> Vec<String> {
    let by_details = DETAILS
        .iter()
        .map(|details| set.iter().map(|operation| by_title(operation, details)).collect::<Vec<_>>());
    let by_paths = [by_path, by_last_parameter].into_iter().map(|name| set.iter().map(name).collect());
    let free = |names: &Vec<String>| {
        let distinct: BTreeSet<_> = names.iter().collect();
        distinct.len() == names.len() && distinct.is_disjoint(&taken.iter().collect())
    };
    by_details.chain(by_paths).find(free).unwrap_or_else(|| numbered(set, taken))
}

/// The usual name, and the parameter that the path ends with.
fn by_last_parameter(operation: &Operation<'_>) -> String {
    let name = by_title(operation, &[]);
    let parameter = remaining_parameters(operation.path).last().map(|name| snake_case(&words(name)));
    match parameter {
        Some(parameter) if !parameter.is_empty() => format!("{name}_by_{parameter}"),
        _ => name,
    }
}

/// Numbers for operations that differ in nothing that a name could say, such as a page that is there twice.
///
/// They are counted by their facts, and not by their place, so that the order of the input doesn't matter.
fn numbered(set: &[Operation<'_>], taken: &BTreeSet<String>) -> Vec<String> {
    let mut order: Vec<_> = (0..set.len()).collect();
    order.sort_by_key(|&index| set[index]);
    let mut names = vec![String::new(); set.len()];
    let mut number = 0;
    for index in order {
        let name = by_title(&set[index], &[]);
        names[index] = loop {
            number += 1;
            let candidate = if number == 1 { name.clone() } else { format!("{name}_{number}") };
            if !taken.contains(&candidate) {
                break candidate;
            }
        };
    }
    names
}
