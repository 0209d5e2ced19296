//! Which versions are to be deleted, and why: a decision over what was listed, without any side effect.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use octoquill::Timestamp;
use serde::{Deserialize, Serialize};

use super::glob;

/// What of a version the decision rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Version {
    /// Its id.
    pub(crate) id: i64,
    /// When it was made or changed last, whichever is later: a version that was tagged lately is not old.
    pub(crate) touched: Timestamp,
    /// Its tags.
    pub(crate) tags: Vec<String>,
}

/// Something in the list that cannot be judged, and so is not touched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Doubtful {
    /// Its id, if it has one.
    pub(crate) id: Option<i64>,
    /// What is wrong with it.
    pub(crate) why: String,
}

/// What the user wants to be deleted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Rules {
    /// Keep so many of the newest versions.
    pub(crate) keep_last: usize,
    /// Keep what was touched in the last so many days.
    pub(crate) older_than: Option<u32>,
    /// Keep what has tags.
    pub(crate) untagged: bool,
    /// Keep what has a tag that matches one of these patterns.
    pub(crate) keep_tags: Vec<String>,
}

/// What becomes of a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Fate {
    /// Kept: one of its tags is to be kept.
    KeptTag,
    /// Kept: only versions without tags are to go.
    Tagged,
    /// Kept: it is one of the newest.
    Newest,
    /// Kept: it was touched too lately.
    Young,
    /// To be deleted.
    Delete,
}

/// Decides on each version, in the order of the list.
///
/// The rules look at a version by itself, but for `keep_last`: it counts those that are left by the rules for tags, before
/// age is looked at. So a version that the list lacks can make another one be kept, and never be deleted.
pub(crate) fn decide(versions: &[Version], rules: &Rules, now: Timestamp) -> Vec<Fate> {
    let mut fates: Vec<Fate> = versions.iter().map(|version| by_tags(version, rules)).collect();
    let mut candidates: Vec<usize> =
        (0..versions.len()).filter(|index| fates[*index] == Fate::Delete).collect();
    candidates.sort_by_key(|index| Reverse((versions[*index].touched, versions[*index].id)));
    for (rank, index) in candidates.into_iter().enumerate() {
        if rank < rules.keep_last {
            fates[index] = Fate::Newest;
        } else if is_young(&versions[index], rules, now) {
            fates[index] = Fate::Young;
        }
    }
    fates
}

fn by_tags(version: &Version, rules: &Rules) -> Fate {
    let kept = |tag: &String| rules.keep_tags.iter().any(|pattern| glob::matches(pattern, tag));
    if version.tags.iter().any(kept) {
        Fate::KeptTag
    } else if rules.untagged && !version.tags.is_empty() {
        Fate::Tagged
    } else {
        Fate::Delete
    }
}

fn is_young(version: &Version, rules: &Rules, now: Timestamp) -> bool {
    const DAY: i64 = 24 * 60 * 60;
    let Some(days) = rules.older_than else { return false };
    now.as_second().saturating_sub(version.touched.as_second()) < i64::from(days) * DAY
}

/// Brings the list to one entry a version.
///
/// Pages shift while others push and delete, so that a version can be listed twice. One that was listed in two ways, or is
/// doubtful in one place, is doubtful.
pub(crate) fn unify(versions: Vec<Version>, doubtful: &mut Vec<Doubtful>) -> Vec<Version> {
    let mut doubted: HashSet<i64> = doubtful.iter().filter_map(|item| item.id).collect();
    let mut seen: HashMap<i64, usize> = HashMap::with_capacity(versions.len());
    let mut unified: Vec<Version> = Vec::with_capacity(versions.len());
    for version in versions {
        match seen.get(&version.id) {
            None => {
                seen.insert(version.id, unified.len());
                unified.push(version);
            }
            Some(index) if unified[*index] == version => {}
            Some(_) => {
                if doubted.insert(version.id) {
                    let why = "it changed while the versions were listed".to_owned();
                    doubtful.push(Doubtful { id: Some(version.id), why });
                }
            }
        }
    }
    unified.retain(|version| !doubted.contains(&version.id));
    unified
}
