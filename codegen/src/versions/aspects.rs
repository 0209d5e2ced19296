//! In what an endpoint differs from one version to another, by the facts that the comparison of references finds.

use std::collections::BTreeSet;

use crate::diff::schemas::Facts;
use crate::model::{Endpoint, Location};

/// In what an endpoint differs from one version to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aspect {
    /// Parameters of the path, the query or the headers.
    Parameters,
    /// Members of the body.
    Body,
    /// The response of a status.
    Reply,
    /// Which statuses there are.
    Statuses,
}

impl Aspect {
    /// All of them, in the order in which they are listed.
    pub const ALL: [Self; 4] = [Self::Parameters, Self::Body, Self::Reply, Self::Statuses];

    /// A stable word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Parameters => "parameters",
            Self::Body => "body",
            Self::Reply => "reply",
            Self::Statuses => "statuses",
        }
    }

    /// Whether two versions of an endpoint differ in it.
    fn differs(self, facts: &mut Facts<'_>, old: &Endpoint, new: &Endpoint) -> bool {
        let statuses =
            |of: &Endpoint| of.responses.iter().map(|response| response.status).collect::<BTreeSet<_>>();
        match self {
            Self::Parameters => [Location::Path, Location::Query, Location::Header]
                .into_iter()
                .any(|location| facts.differ_in(old, new, location)),
            Self::Body => facts.differ_in(old, new, Location::Body),
            Self::Reply => facts.differ_in_responses(old, new),
            Self::Statuses => statuses(old) != statuses(new),
        }
    }
}

/// Returns the aspects in which an endpoint differs. What a page has lost differs from nothing.
pub(super) fn differing(
    facts: &mut Facts<'_>,
    (old, new): (&Endpoint, &Endpoint),
    is_lost: impl Fn(Aspect) -> bool,
) -> Vec<Aspect> {
    let aspects = Aspect::ALL.into_iter().filter(|aspect| !is_lost(*aspect));
    aspects.filter(|aspect| aspect.differs(facts, old, new)).collect()
}
