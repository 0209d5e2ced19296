//! A caller's line that stops compiling, and the line that does the same with the new crate.

use super::compare::ItemChange;
use super::items::{Kind, Member, MemberValue, Owner, Surface, output_text, type_text};
use super::key::ItemKey;
use super::sample;
use crate::diff::finding::Finding;
use crate::diff::report::Witness;
use crate::diff::verdict::{Direction, Rust};
use crate::rust::{Output, Parameter, RustIdent, Type};

/// What stands where nothing does the same.
const GONE: &str = "// nothing takes its place";

/// The lines for the change that says most about a finding. `items` stand worst first.
pub(super) fn witness(
    old: &Surface<'_>,
    new: &Surface<'_>,
    finding: &Finding,
    items: &[&ItemChange],
) -> Option<Witness> {
    let lines = Lines { old, new, finding };
    let touched = |change: &ItemChange| {
        let keys = [&change.old, &change.new].map(|seen| seen.as_ref().map(|seen| &seen.key));
        finding.items.iter().any(|touch| {
            [(&touch.old, keys[0]), (&touch.new, keys[1])]
                .into_iter()
                .any(|(touched, key)| touched.as_ref().zip(key).is_some_and(|(touched, key)| touched == key))
        })
    };
    let mut breaking: Vec<&ItemChange> =
        items.iter().filter(|change| change.rust == Rust::Breaking).copied().collect();
    // What the finding is about says more than what goes with it, and a member more than a whole type.
    breaking.sort_by_key(|change| {
        (!touched(change), change.whole && matches!(key(change), Some(ItemKey::Type(_))))
    });
    breaking.into_iter().find_map(|change| lines.of(change))
}

fn key(change: &ItemChange) -> Option<&ItemKey> {
    change.old.as_ref().or(change.new.as_ref()).map(|seen| &seen.key)
}

struct Lines<'l, 'a> {
    old: &'l Surface<'a>,
    new: &'l Surface<'a>,
    finding: &'l Finding,
}

impl Lines<'_, '_> {
    fn of(&self, change: &ItemChange) -> Option<Witness> {
        let key = key(change)?;
        let (before, after) = match key {
            ItemKey::Call(path) => self.call(path, change)?,
            ItemKey::Argument(path, name) => {
                let setter = ItemKey::Setter(path.clone(), name.clone());
                let set = set(self.new, path, &setter);
                (made(self.old, path)?, set.or_else(|| made(self.new, path))?)
            }
            ItemKey::Setter(path, name) => self.setter(path, name)?,
            ItemKey::Output(path) => {
                let line = |surface| reply(surface, path);
                (line(self.old)?, line(self.new)?)
            }
            ItemKey::Field(path, name) => self.field(path, name)?,
            ItemKey::Variant(path, name) => self.variant(path, name)?,
            ItemKey::Type(path) => self.ty(path, change),
        };
        (before != after).then_some(Witness { before, after })
    }

    /// A request that is gone, has another name, is reached another way, or needs another feature.
    fn call(&self, path: &str, change: &ItemChange) -> Option<(String, String)> {
        let before = made(self.old, path)?;
        let new_path = change
            .new
            .as_ref()
            .map(|seen| seen.key.owner())
            .or_else(|| self.other(&ItemKey::Call(path.to_owned())).map(ItemKey::owner));
        let after = new_path.and_then(|path| made(self.new, path));
        match (after, new_path) {
            (Some(after), Some(new_path)) if after == before => {
                let features = |surface: &Surface<'_>, path: &str| {
                    let call = surface.owners.get(path)?.call.as_ref()?;
                    let named: Vec<String> = call.features.iter().map(|one| format!("{one:?}")).collect();
                    Some(format!("features = [{}]", named.join(", ")))
                };
                Some((features(self.old, path)?, features(self.new, new_path)?))
            }
            (after, _) => Some((before, after.unwrap_or_else(|| GONE.to_owned()))),
        }
    }

    /// A setter that is gone, has another name or type, or is an argument now.
    fn setter(&self, path: &str, name: &str) -> Option<(String, String)> {
        let key = ItemKey::Setter(path.to_owned(), name.to_owned());
        let before = set(self.old, path, &key)?;
        let renamed = self.other(&key).and_then(|other| set(self.new, other.owner(), other));
        let same = || set(self.new, path, &key);
        let after = renamed.or_else(same).or_else(|| made(self.new, path));
        // A value is still taken; what is not any more is null.
        if after.as_ref() == Some(&before) && takes_null(self.old, path, &key) {
            let null = format!("{}.{name}(Null);", expression(self.old, path)?);
            return Some((null, before));
        }
        Some((before, after.unwrap_or_else(|| GONE.to_owned())))
    }

    fn field(&self, path: &str, name: &str) -> Option<(String, String)> {
        let key = ItemKey::Field(path.to_owned(), name.to_owned());
        let before = read(self.old, path, &key)?;
        let renamed = self.other(&key).and_then(|other| read(self.new, other.owner(), other));
        let after = renamed.or_else(|| read(self.new, path, &key));
        Some((before, after.unwrap_or_else(|| GONE.to_owned())))
    }

    fn variant(&self, path: &str, name: &str) -> Option<(String, String)> {
        let key = ItemKey::Variant(path.to_owned(), name.to_owned());
        let (owner, variant) = member(self.old, path, &key)?;
        let ty = last(path);
        let binding = RustIdent::snake(ty);
        if owner.kind != Kind::Enum {
            let renamed = self.other(&key).unwrap_or(&key);
            let after = member(self.new, renamed.owner(), renamed)
                .map(|(_, is)| matched(&binding, last(renamed.owner()), &own_name(renamed), is));
            let before = matched(&binding, ty, name, variant);
            return Some((before, after.unwrap_or_else(|| GONE.to_owned())));
        }
        let line = |value: &str| format!("let {binding} = {ty}::{value};");
        let left = self.new.owners.get(path).and_then(|is| is.members.keys().next());
        let renamed = self.other(&key).map(own_name);
        let after = match (renamed, self.finding.direction, left) {
            (Some(other), ..) => line(&other),
            // What servers refuse needs another value; what they do not send any more can still be compared with.
            (None, Direction::Request, Some(other)) => line(&own_name(other)),
            (None, ..) => {
                let wire = self.old.named(ty).and_then(|def| match &def.body {
                    crate::rust::TypeBody::Enum(variants) => {
                        variants.iter().find(|variant| variant.name.as_str() == name)
                    }
                    _ => None,
                });
                line(&format!("from({:?})", wire.map_or(name, |variant| variant.wire.as_str())))
            }
        };
        Some((line(name), after))
    }

    /// A type that is gone, or is called something else.
    fn ty(&self, path: &str, change: &ItemChange) -> (String, String) {
        let line = |path: &str| format!("fn take(value: &{}) {{}}", last(path));
        let other = change.new.as_ref().map(|seen| seen.key.owner());
        let other = other
            .filter(|other| *other != path)
            .or_else(|| self.other(&ItemKey::Type(path.to_owned())).map(ItemKey::owner));
        (line(path), other.map_or_else(|| GONE.to_owned(), line))
    }

    /// What the finding says that an old item is now.
    fn other(&self, key: &ItemKey) -> Option<&ItemKey> {
        let touch = self
            .finding
            .items
            .iter()
            .find(|touch| touch.old.as_ref() == Some(key) && touch.new.as_ref() != Some(key))?;
        touch.new.as_ref()
    }
}

/// The line that makes a request, or an object to be sent.
fn made(surface: &Surface<'_>, path: &str) -> Option<String> {
    Some(format!("{};", expression(surface, path)?))
}

fn expression(surface: &Surface<'_>, path: &str) -> Option<String> {
    let owner = surface.owners.get(path)?;
    match &owner.call {
        Some(call) => Some(sample::call(surface.types, call)),
        None => {
            owner.kind.is_built().then(|| sample::constructor(surface.types, last(path), owner.arguments))
        }
    }
}

/// The line that calls a setter; where the new crate has an argument in its place, that is the line of the constructor.
fn set(surface: &Surface<'_>, path: &str, key: &ItemKey) -> Option<String> {
    if matches!(key, ItemKey::Argument(..)) {
        return made(surface, path);
    }
    let (_, member) = member(surface, path, key)?;
    let MemberValue::Taken(parameter) = &member.value else { return None };
    let value = |parameter: &&Parameter| sample::value(surface.types, parameter);
    let name = parameter.map_or_else(|| own_name(key), |parameter| parameter.name.to_string());
    let value = match parameter {
        Some(parameter) => value(parameter),
        None if name == "content_type" => "\"text/plain\"".to_owned(),
        None => String::new(),
    };
    Some(format!("{}.{name}({value});", expression(surface, path)?))
}

fn takes_null(surface: &Surface<'_>, path: &str, key: &ItemKey) -> bool {
    let value = member(surface, path, key).map(|(_, member)| &member.value);
    matches!(value, Some(MemberValue::Taken(Some(Parameter { ty: Type::Nullable(_), .. }))))
}

/// The line that awaits a reply.
fn reply(surface: &Surface<'_>, path: &str) -> Option<String> {
    let owner = surface.owners.get(path)?;
    let call = owner.call.as_ref()?;
    let output = &call.request.output;
    let text = output_text(surface.types, output);
    let binding = match output {
        Output::One(Type::Unit) => "()",
        _ => "reply",
    };
    Some(format!("let {binding}: {text} = {}.await?;", sample::call(surface.types, call)))
}

/// The line that reads a field.
fn read(surface: &Surface<'_>, path: &str, key: &ItemKey) -> Option<String> {
    let (_, member) = member(surface, path, key)?;
    let MemberValue::Held(Some(of)) = &member.value else { return None };
    let name = RustIdent::snake(&own_name(key));
    let owner = RustIdent::snake(last(path));
    Some(format!("let {name}: {} = {owner}.{name};", type_text(surface.types, of)))
}

/// The line that looks for a variant of a union.
fn matched(binding: &RustIdent, ty: &str, name: &str, variant: &Member<'_>) -> String {
    match &variant.value {
        MemberValue::Held(Some(_)) => format!("if let {ty}::{name}(value) = {binding} {{}}"),
        _ => format!("if let {ty}::{name} = {binding} {{}}"),
    }
}

fn member<'s, 'a>(
    surface: &'s Surface<'a>,
    path: &str,
    key: &ItemKey,
) -> Option<(&'s Owner<'a>, &'s Member<'a>)> {
    let owner = surface.owners.get(path)?;
    Some((owner, owner.members.get(key)?))
}

fn own_name(key: &ItemKey) -> String {
    match key {
        ItemKey::Argument(_, name)
        | ItemKey::Setter(_, name)
        | ItemKey::Field(_, name)
        | ItemKey::Variant(_, name) => name.clone(),
        ItemKey::Call(path) | ItemKey::Type(path) | ItemKey::Output(path) => last(path).to_owned(),
    }
}

fn last(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}
