//! Which cargo features a type belongs to: those of every request that leads to it.

use std::collections::BTreeSet;

use crate::rust::{Handle, Output, Parameter, Scope, Type, TypeBody, TypeId, Types};

/// Marks every type with the features that use it.
pub(super) fn mark(types: &mut Types, scopes: &[Scope]) {
    for scope in scopes {
        let own = scope.requests.iter().map(|request| (BTreeSet::from([request.feature.clone()]), request));
        let below = scope.handles.iter().flat_map(|handle: &Handle| {
            let features = handle.features();
            handle.requests.iter().map(move |request| (features.clone(), request))
        });
        for (features, request) in own.chain(below) {
            let mut reached = Vec::new();
            outputs(&request.output, &mut reached);
            parameters(request.arguments.iter().chain(&request.setters), &mut reached);
            for feature in &features {
                spread(types, reached.clone(), feature);
            }
        }
    }
}

/// Marks types, and what they are made of.
fn spread(types: &mut Types, mut next: Vec<TypeId>, feature: &str) {
    while let Some(id) = next.pop() {
        let def = types.get_mut(id);
        if !def.features.insert(feature.to_owned()) {
            continue;
        }
        match &def.body {
            TypeBody::Struct(fields) => all_named(fields.iter().map(|field| &field.ty), &mut next),
            TypeBody::Enum(_) => {}
            TypeBody::Union(variants) => all_named(variants.iter().map(|variant| &variant.ty), &mut next),
            TypeBody::Input(input) => parameters(input.arguments.iter().chain(&input.setters), &mut next),
            TypeBody::InputUnion(variants) => {
                all_named(variants.iter().map(|variant| &variant.ty), &mut next);
            }
        }
    }
}

fn outputs(output: &Output, found: &mut Vec<TypeId>) {
    all_named(output.types().into_iter(), found);
}

fn parameters<'p>(parameters: impl Iterator<Item = &'p Parameter>, found: &mut Vec<TypeId>) {
    all_named(parameters.map(|parameter| &parameter.ty), found);
}

fn all_named<'t>(types: impl Iterator<Item = &'t Type>, found: &mut Vec<TypeId>) {
    types.for_each(|ty| named(ty, found));
}

fn named(ty: &Type, found: &mut Vec<TypeId>) {
    match ty {
        Type::Named(id) => found.push(*id),
        Type::List(inner)
        | Type::Map(inner)
        | Type::Option(inner)
        | Type::Nullable(inner)
        | Type::Boxed(inner) => named(inner, found),
        _ => {}
    }
}
