//! Changes that concern several parameters of an endpoint: paging, the location where they are sent, and the whole body.

use super::couple::{Couple, Half};
use super::draft::{finding, subject};
use super::endpoint;
use crate::diff::finding::{Finding, Spot, SubjectKind, Touch};
use crate::diff::listing::list_and;
use crate::diff::rules::RuleId;
use crate::diff::schemas::Claims;
use crate::diff::surface::ItemKey;
use crate::diff::verdict::{Direction, Wire};
use crate::model::{Field, Location};

/// The parameters that ask for one page of a list.
const PAGING: [&str; 2] = ["page", "per_page"];

/// The locations that a parameter may move between; what becomes of the path is part of the endpoint's move.
const LOCATIONS: [Location; 3] = [Location::Query, Location::Header, Location::Body];

/// Collects the findings, and what is not to be compared value by value for them.
pub(super) fn findings(couple: &Couple<'_>, out: &mut Vec<Finding>) -> Claims {
    let mut claims = Claims::default();
    let sides = LOCATIONS.map(|location| Sides::new(couple, location));
    for from in &sides {
        for to in &sides {
            for name in from.removed().into_iter().filter(|name| to.added().contains(name)) {
                if claims.moved.iter().all(|(.., known)| known != name) {
                    claims.moved.push((from.location, to.location, name.to_owned()));
                    claims.old.insert((from.location, name.to_owned()));
                    claims.new.insert((to.location, name.to_owned()));
                }
            }
        }
    }
    let [query, _, body] = &sides;
    paging(couple, query, &mut claims, out);
    if let Some(shown) = shown(couple, body) {
        out.push(shown);
        claims.body = true;
    } else if let Some(duty) = duty(couple, body) {
        out.push(duty);
        claims.duty = true;
    }
    claims
}

/// The parameters of one location, on both sides.
struct Sides {
    location: Location,
    old: Vec<Field>,
    new: Vec<Field>,
}

impl Sides {
    fn new(couple: &Couple<'_>, location: Location) -> Self {
        Self { location, old: couple.old.sent(location), new: couple.new.sent(location) }
    }

    fn removed(&self) -> Vec<&str> {
        missing(&self.old, &self.new)
    }

    fn added(&self) -> Vec<&str> {
        missing(&self.new, &self.old)
    }
}

/// Returns the names that only one side has.
fn missing<'f>(of: &'f [Field], others: &[Field]) -> Vec<&'f str> {
    let names = of.iter().map(|field| field.name.as_str());
    names.filter(|name| others.iter().all(|other| other.name != *name)).collect()
}

/// The parameters of pages come and go together, as one change.
fn paging(couple: &Couple<'_>, query: &Sides, claims: &mut Claims, out: &mut Vec<Finding>) {
    let are_all = |names: &[&str]| PAGING.iter().all(|name| names.contains(name));
    let at = |half: &Half<'_>| Spot::Parameter(half.at, Location::Query, vec![PAGING[0].to_owned()]);
    let keys =
        |half: &Half<'_>| PAGING.map(|name| half.parameter(Location::Query, name).key).into_iter().flatten();
    // They come and go with the number of the page.
    let subject = subject(SubjectKind::Parameter, PAGING[0], Location::Query.as_str());
    let claimed = || PAGING.map(|name| (Location::Query, name.to_owned()));
    if are_all(&query.removed()) {
        let message = format!("the list no longer comes in pages: {} were removed", list_and(PAGING));
        let gone = keys(&couple.old).map(|key| Touch { old: Some(key), new: None });
        claims.old.extend(claimed());
        out.push(Finding {
            old: Some(at(&couple.old)),
            items: gone.chain([couple.output()]).collect(),
            ..finding(RuleId::PaginationRemoved, Wire::Risky, subject.clone(), couple.reach(), message)
        });
    }
    if are_all(&query.added()) {
        let message = format!("the list now comes in pages: {} are new", list_and(PAGING));
        let come = keys(&couple.new).map(|key| Touch { old: None, new: Some(key) });
        claims.new.extend(claimed());
        out.push(Finding {
            new: Some(at(&couple.new)),
            items: come.chain([couple.output()]).collect(),
            ..finding(RuleId::PaginationAdded, Wire::Compatible, subject, couple.reach(), message)
        });
    }
}

/// A body whose members the page of one side hides: what was hidden is unknown, not new and not gone.
fn shown(couple: &Couple<'_>, body: &Sides) -> Option<Finding> {
    let (old_key, new_key) = (couple.old.whole_body(), couple.new.whole_body());
    let is_shown = old_key.is_some() && new_key.is_none() && !body.added().is_empty();
    let is_hidden = old_key.is_none() && new_key.is_some() && !body.removed().is_empty();
    if !is_shown && !is_hidden {
        return None;
    }
    let touch = |key: Option<ItemKey>, is_new: bool| {
        if is_new { Touch { old: None, new: key } } else { Touch { old: key, new: None } }
    };
    let (half, message) = if is_shown {
        (&couple.new, "the page now shows the members of the body")
    } else {
        (&couple.old, "the page no longer shows the members of the body")
    };
    let names = if is_shown { body.added() } else { body.removed() };
    let mut names: Vec<String> = names.into_iter().map(str::to_owned).collect();
    let keys = names.iter().filter_map(|name| half.parameter(Location::Body, name).key);
    let mut items = vec![touch(old_key.or(new_key), is_hidden)];
    items.extend(keys.map(|key| touch(Some(key), is_shown)));
    names.sort();
    let (old, new) = couple.spots();
    Some(Finding {
        facts: names,
        direction: Direction::Request,
        advice: Some("Give the body as the constructor and the setters now ask for it.".to_owned()),
        items,
        old,
        new,
        ..finding(
            RuleId::BodyFieldTypeChanged,
            Wire::None,
            endpoint::of(&couple.old),
            couple.reach(),
            message.to_owned(),
        )
    })
}

/// A body must be given if one of its members must. Where that changes for several at once, it is one change.
fn duty(couple: &Couple<'_>, body: &Sides) -> Option<Finding> {
    let required = |fields: &[Field]| -> Vec<String> {
        fields.iter().filter(|field| field.required).map(|field| field.name.clone()).collect()
    };
    let (before, now) = (required(&body.old), required(&body.new));
    let are_in = |names: &[String], fields: &[Field]| {
        names.iter().all(|name| fields.iter().any(|field| field.name == *name))
    };
    let (rule, wire, mut names, words) = match (before.len(), now.len()) {
        (2.., 0) if are_in(&before, &body.new) => {
            (RuleId::BodyBecameOptional, Wire::Compatible, before, "may now be left out")
        }
        (0, 2..) if are_in(&now, &body.old) => {
            (RuleId::BodyBecameRequired, Wire::Breaking, now, "must now be given")
        }
        _ => return None,
    };
    let message = format!("the whole body {words}: {}", list_and(names.iter().map(String::as_str)));
    let key = |half: &Half<'_>, name: &str| half.parameter(Location::Body, name).key;
    let touches = names.iter().map(|name| Touch { old: key(&couple.old, name), new: key(&couple.new, name) });
    let items = touches.filter(|touch| touch.old.is_some() || touch.new.is_some()).collect();
    let spot =
        |half: &Half<'_>| Spot::Parameter(half.at, Location::Body, names.iter().take(1).cloned().collect());
    let (old, new) = (Some(spot(&couple.old)), Some(spot(&couple.new)));
    names.sort();
    Some(Finding {
        facts: names,
        direction: Direction::Request,
        items,
        old,
        new,
        ..finding(rule, wire, endpoint::of(&couple.old), couple.reach(), message)
    })
}
