//! Arguments of two constructors side by side. Callers give them by place, so a name alone is nobody's concern.

use crate::rust::Parameter;

/// What has become of an argument: indices into the old and the new arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// It is there, with the same ones before it.
    Kept(usize, usize),
    /// It has changed places with others.
    Moved(usize, usize),
    /// It is gone.
    Removed(usize),
    /// It is new.
    Added(usize),
}

/// Pairs arguments by name, and what is left by place where `compatible` says that values of the one are taken as the other.
pub(super) fn align(
    old: &[Parameter],
    new: &[Parameter],
    compatible: impl Fn(usize, usize) -> bool,
) -> Vec<Step> {
    let mut pairs: Vec<Option<usize>> = vec![None; old.len()];
    let same_name = |one: &Parameter, other: &Parameter| one.name == other.name;
    let same_wire = |one: &Parameter, other: &Parameter| one.wire == other.wire;
    for same in [same_name as fn(&Parameter, &Parameter) -> bool, same_wire] {
        for (at, one) in old.iter().enumerate().filter(|(at, _)| pairs[*at].is_none()).collect::<Vec<_>>() {
            pairs[at] = (0..new.len()).find(|to| !pairs.contains(&Some(*to)) && same(one, &new[*to]));
        }
    }
    for at in 0..old.len().min(new.len()) {
        if pairs[at].is_none() && !pairs.contains(&Some(at)) && compatible(at, at) {
            pairs[at] = Some(at);
        }
    }
    let mut steps = Vec::new();
    for (at, pair) in pairs.iter().enumerate() {
        steps.push(match pair {
            None => Step::Removed(at),
            Some(to) => {
                let crosses = |other: usize, its: usize| (other < at) != (its < *to) && other != at;
                let is_moved =
                    pairs.iter().enumerate().any(|(other, its)| its.is_some_and(|its| crosses(other, its)));
                if is_moved { Step::Moved(at, *to) } else { Step::Kept(at, *to) }
            }
        });
    }
    steps.extend((0..new.len()).filter(|to| !pairs.contains(&Some(*to))).map(Step::Added));
    steps
}
