//! An endpoint on both sides, with its requests in both crates.

use std::collections::{HashMap, HashSet};

use super::slot::Slot;
use crate::diff::comparison::{Comparison, Side};
use crate::diff::finding::{Reach, Spot, Touch};
use crate::diff::pairing::Pair;
use crate::diff::surface::ItemKey;
use crate::model::{Endpoint, Location, LossCause, Method};
use crate::rust::{Parameter, Place, Request, Types};

/// Both references with their requests indexed.
pub(super) struct Couples<'a> {
    comparison: &'a Comparison<'a>,
    old: Index<'a>,
    new: Index<'a>,
    same_language: bool,
}

impl<'a> Couples<'a> {
    pub(super) fn new(comparison: &'a Comparison<'a>) -> Self {
        Self {
            comparison,
            old: Index::new(comparison.old),
            new: Index::new(comparison.new),
            same_language: comparison.same_language(),
        }
    }

    /// Every endpoint that is in both.
    pub(super) fn pairs(&self) -> impl Iterator<Item = Couple<'a>> {
        self.comparison.pairing.pairs.iter().filter_map(|pair| {
            Some(Couple {
                pair: *pair,
                old: self.old.half(pair.old)?,
                new: self.new.half(pair.new)?,
                same_language: self.same_language,
            })
        })
    }

    pub(super) fn removed(&self) -> impl Iterator<Item = Half<'a>> {
        self.comparison.pairing.removed.iter().filter_map(|at| self.old.half(*at))
    }

    pub(super) fn added(&self) -> impl Iterator<Item = Half<'a>> {
        self.comparison.pairing.added.iter().filter_map(|at| self.new.half(*at))
    }
}

struct Index<'a> {
    side: Side<'a>,
    requests: HashMap<(Method, String), (String, &'a Request)>,
    broken: HashSet<usize>,
}

impl<'a> Index<'a> {
    fn new(side: Side<'a>) -> Self {
        Self { broken: broken(&side), requests: side.client.by_endpoint(), side }
    }

    fn half(&self, at: usize) -> Option<Half<'a>> {
        let endpoint = self.side.api.endpoints.get(at)?;
        let known = self.requests.get(&(endpoint.method, endpoint.path.to_string()));
        let request = known.map(|(_, request)| *request);
        let owner = known
            .map_or_else(String::new, |(module, request)| format!("{module}::{}", request.name.as_str()));
        let types = &self.side.client.types;
        Some(Half { at, endpoint, request, owner, types, broken: self.broken.contains(&at) })
    }
}

/// Endpoints whose pages have lost where members of the body belong.
fn broken(side: &Side<'_>) -> HashSet<usize> {
    let lost = side.api.losses.iter().filter(|loss| loss.cause == LossCause::LostNesting);
    lost.filter_map(|loss| {
        let page = side.pages.iter().find(|page| page.id == loss.page)?;
        let start = page.line_span(loss.line.saturating_sub(1)).start;
        let before = side.api.endpoints.iter().enumerate();
        let before = before.filter(|(_, one)| one.page == loss.page && one.span.start <= start);
        before.max_by_key(|(_, one)| one.span.start).map(|(at, _)| at)
    })
    .collect()
}

/// An endpoint that is in both references.
pub(super) struct Couple<'a> {
    pub(super) pair: Pair,
    pub(super) old: Half<'a>,
    pub(super) new: Half<'a>,
    pub(super) same_language: bool,
}

impl Couple<'_> {
    pub(super) fn reach(&self) -> Reach {
        Reach { old: Some(self.pair.old), new: Some(self.pair.new) }
    }

    /// Its request as a whole.
    pub(super) fn call(&self) -> Touch {
        Touch { old: self.old.call(), new: self.new.call() }
    }

    /// What its request gives.
    pub(super) fn output(&self) -> Touch {
        Touch { old: self.old.item(ItemKey::Output), new: self.new.item(ItemKey::Output) }
    }

    /// The heading on both sides.
    pub(super) fn spots(&self) -> (Option<Spot>, Option<Spot>) {
        (Some(Spot::Endpoint(self.pair.old)), Some(Spot::Endpoint(self.pair.new)))
    }
}

/// An endpoint of one side.
pub(super) struct Half<'a> {
    pub(super) at: usize,
    pub(super) endpoint: &'a Endpoint,
    pub(super) request: Option<&'a Request>,
    owner: String,
    types: &'a Types,
    /// Whether the page has lost where members of the body belong, so that some are missing here.
    pub(super) broken: bool,
}

impl<'a> Half<'a> {
    /// `GET /orgs/{org}/packages`
    pub(super) fn name(&self) -> String {
        self.endpoint.name()
    }

    pub(super) fn call(&self) -> Option<ItemKey> {
        self.item(ItemKey::Call)
    }

    pub(super) fn item(&self, key: impl FnOnce(String) -> ItemKey) -> Option<ItemKey> {
        self.request.map(|_| key(self.owner.clone()))
    }

    /// Its parameters of one place. Headers that the client sends by itself are none.
    pub(super) fn slots(&self, location: Location) -> Vec<Slot<'a>> {
        let slots = self.endpoint.legacy_in(location).enumerate().map(|(position, documented)| {
            let built = self.built(|built| built.wire == documented.name && place(built.place) == location);
            Slot {
                at: self.at,
                position,
                names: vec![documented.name.clone()],
                documented,
                ty: built.as_ref().map(|(built, _)| &built.ty),
                deprecated: built.as_ref().and_then(|(built, _)| built.deprecated.as_deref()),
                key: built.map(|(_, key)| key),
                types: self.types,
            }
        });
        slots.filter(|slot| location != Location::Header || slot.key.is_some()).collect()
    }

    /// The item that takes the whole body, where the page shows none of its members.
    pub(super) fn whole_body(&self) -> Option<ItemKey> {
        self.built(|built| built.place == Place::WholeBody).map(|(_, key)| key)
    }

    fn built(&self, is: impl Fn(&Parameter) -> bool) -> Option<(&'a Parameter, ItemKey)> {
        let request = self.request?;
        let name = |one: &Parameter| one.name.as_str().to_owned();
        let argument = request.arguments.iter().find(|one| is(one));
        let setter = request.setters.iter().find(|one| is(one));
        argument
            .map(|one| (one, ItemKey::Argument(self.owner.clone(), name(one))))
            .or_else(|| setter.map(|one| (one, ItemKey::Setter(self.owner.clone(), name(one)))))
    }
}

fn place(place: Place) -> Location {
    match place {
        Place::Path => Location::Path,
        Place::Query => Location::Query,
        Place::Header => Location::Header,
        Place::Body | Place::WholeBody | Place::Content => Location::Body,
    }
}
