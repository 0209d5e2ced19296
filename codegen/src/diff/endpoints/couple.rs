//! An endpoint on both sides, with its requests in both crates.

use crate::diff::comparison::{Comparison, Side};
use crate::diff::finding::{Reach, Spot, Touch};
use crate::diff::pairing::Pair;
use crate::diff::rust_side::{Item, RustSide};
use crate::diff::schemas::sent_values;
use crate::diff::surface::ItemKey;
use crate::model::{Endpoint, Field, Location};
use crate::rust::MediaType;

/// An endpoint that is in both references.
pub(super) struct Couple<'a> {
    pub(super) pair: Pair,
    pub(super) old: Half<'a>,
    pub(super) new: Half<'a>,
    pub(super) same_language: bool,
}

/// Returns every endpoint that is in both references.
pub(super) fn couples<'a>(
    comparison: &'a Comparison<'a>,
    crates: &'a [RustSide<'a>; 2],
) -> impl Iterator<Item = Couple<'a>> {
    let same_language = comparison.same_language();
    comparison.pairing.pairs.iter().filter_map(move |pair| {
        let old = Half::new(&comparison.old, &crates[0], pair.old)?;
        let new = Half::new(&comparison.new, &crates[1], pair.new)?;
        Some(Couple { pair: *pair, old, new, same_language })
    })
}

impl Couple<'_> {
    pub(super) fn reach(&self) -> Reach {
        Reach { old: Some(self.pair.old), new: Some(self.pair.new) }
    }

    /// Returns its request as a whole.
    pub(super) fn call(&self) -> Touch {
        Touch { old: self.old.call(), new: self.new.call() }
    }

    /// Returns the output of its request.
    pub(super) fn output(&self) -> Touch {
        Touch { old: self.old.item(ItemKey::Output), new: self.new.item(ItemKey::Output) }
    }

    /// Returns the heading on both sides.
    pub(super) fn spots(&self) -> (Option<Spot>, Option<Spot>) {
        (Some(Spot::Endpoint(self.pair.old)), Some(Spot::Endpoint(self.pair.new)))
    }
}

/// An endpoint of one side.
pub(super) struct Half<'a> {
    pub(super) at: usize,
    pub(super) endpoint: &'a Endpoint,
    side: &'a Side<'a>,
    rust: &'a RustSide<'a>,
}

impl<'a> Half<'a> {
    pub(super) fn new(side: &'a Side<'a>, rust: &'a RustSide<'a>, at: usize) -> Option<Self> {
        Some(Self { at, endpoint: side.api.endpoints.get(at)?, side, rust })
    }

    /// `GET /orgs/{org}/packages`
    pub(super) fn name(&self) -> String {
        self.endpoint.name()
    }

    pub(super) fn call(&self) -> Option<ItemKey> {
        self.item(ItemKey::Call)
    }

    pub(super) fn item(&self, key: impl FnOnce(String) -> ItemKey) -> Option<ItemKey> {
        self.rust.call(self.endpoint).map(|call| key(call.owner.clone()))
    }

    /// Returns the parameters of a location, or the members of the body.
    pub(super) fn sent(&self, location: Location) -> Vec<Field> {
        sent_values(&self.side.api.schemas, self.endpoint, location)
    }

    /// Returns the argument or setter of a parameter.
    pub(super) fn parameter(&self, location: Location, name: &str) -> Item<'a> {
        self.rust.parameter(self.endpoint, location, name)
    }

    /// Returns the item that takes the whole body, where the page shows none of its members.
    pub(super) fn whole_body(&self) -> Option<ItemKey> {
        self.rust.whole_body(self.endpoint)
    }

    /// Returns the media types that responses can be asked for in.
    pub(super) fn media_types(&self) -> &'a [MediaType] {
        self.rust.media_types(self.endpoint)
    }
}
