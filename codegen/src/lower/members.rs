//! Names of what an item holds: fields, setters, values and variants.
//!
//! A name belongs to a wire value, and the order of members does not count. A member that is in the lock keeps its name. After these, a
//! member whose wire value is spelled like its name has the name. The others of the same name spell out their signs, or get a number.

use std::collections::{BTreeMap, BTreeSet};

use super::lock::{LockCode, LockError, LockPlace};
use crate::rust::RustIdent;

/// Names by wire value, as the lock holds them.
pub(super) type Pins = BTreeMap<String, String>;

/// A member that needs a name.
#[derive(Clone, Debug)]
pub(super) struct Member {
    /// Identifies it among its siblings.
    pub(super) wire: String,
    /// Its name if no sibling wants the same one.
    pub(super) plain: RustIdent,
    /// Its name if a sibling does.
    spelled: RustIdent,
    /// Whether the wire value is the one spelling of the name that precedes all others.
    is_own: bool,
}

impl Member {
    /// A field, an argument or a setter.
    pub(super) fn field(wire: &str) -> Self {
        let plain = RustIdent::snake(wire);
        let is_own = plain.as_str() == wire;
        Self { wire: wire.to_owned(), spelled: RustIdent::snake(&spelled(wire)), plain, is_own }
    }

    /// A value of an enum.
    pub(super) fn value(wire: &str) -> Self {
        let plain = RustIdent::variant(wire);
        // Only one wire value of such words gives a name.
        let is_word = |word: &str| {
            word.starts_with(|first: char| first.is_ascii_lowercase())
                && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        };
        let is_own = wire.split('_').all(is_word);
        Self { wire: wire.to_owned(), spelled: RustIdent::variant(&spelled(wire)), plain, is_own }
    }

    /// A variant of a union under a name that is short for what it holds.
    pub(super) fn variant(holds: &str, plain: RustIdent) -> Self {
        let is_own = plain.as_str() == holds;
        Self { wire: holds.to_owned(), spelled: RustIdent::variant(holds), plain, is_own }
    }

    /// The member within a group, as several groups share wire values. The lock always holds its name.
    pub(super) fn of(self, group: &str) -> Self {
        Self { wire: format!("{group} {}", self.wire), is_own: false, ..self }
    }
}

/// The names of an item's members.
#[derive(Debug)]
pub(super) struct MemberNames {
    /// A name for each member.
    pub(super) names: Vec<RustIdent>,
    /// Names that the lock has to hold.
    pub(super) kept: Pins,
    /// Names of the lock that cannot be used.
    pub(super) unused: Vec<UnusedPin>,
}

/// The name of a member in the lock that cannot be used.
#[derive(Clone, Debug)]
pub(super) struct UnusedPin {
    /// The wire value.
    pub(super) wire: String,
    /// The name.
    pub(super) name: RustIdent,
    /// The wire value of the member that has the name; `None` where generated code needs the name itself.
    pub(super) other: Option<String>,
}

impl UnusedPin {
    /// The error about an entry of the lock.
    pub(super) fn error(&self, entry: &str, place: Option<LockPlace>) -> LockError {
        let Self { wire, name, other } = self;
        let name = name.as_str();
        let (code, reason, help) = match other {
            Some(other) => (
                LockCode::SharedMemberName,
                format!("\"{other}\" has that name"),
                format!("choose another name, or add `\"{other}\" = …` with another name to the members"),
            ),
            None => (
                LockCode::TakenName,
                "generated code needs that name itself".to_owned(),
                "choose another name".to_owned(),
            ),
        };
        let message = format!("{entry}: member \"{wire}\" cannot be called `{name}`: {reason}");
        LockError::new(code, message, place, help)
    }
}

/// Returns a name for each member, and the names that the lock has to hold.
pub(super) fn names(
    members: &[Member],
    pins: &Pins,
    is_reserved: impl Fn(&RustIdent) -> bool,
) -> MemberNames {
    let mut unused = Vec::new();
    let mut given: Vec<Option<RustIdent>> = vec![None; members.len()];
    let mut taken: BTreeSet<RustIdent> = BTreeSet::new();
    for (name, member) in given.iter_mut().zip(members) {
        let pinned = pins.get(&member.wire).and_then(|pinned| RustIdent::kept(pinned));
        let Some(pinned) = pinned else { continue };
        // A member that has the name of its wire value needs no entry.
        let owner = members.iter().find(|other| {
            other.is_own
                && other.plain == pinned
                && other.wire != member.wire
                && !pins.contains_key(&other.wire)
        });
        if is_reserved(&pinned) || owner.is_some() {
            let other = owner.map(|owner| owner.wire.clone());
            unused.push(UnusedPin { wire: member.wire.clone(), name: pinned.clone(), other });
        }
        *name = Some(pinned).filter(|pinned| !is_reserved(pinned) && taken.insert(pinned.clone()));
    }
    // Names of removed members stay reserved, unless a member only changed its case.
    let is_respelled = |wire: &str| members.iter().any(|member| member.wire.eq_ignore_ascii_case(wire));
    let held = pins.iter().filter(|(wire, _)| !is_respelled(wire)).map(|(_, pinned)| pinned);
    taken.extend(held.filter_map(|pinned| RustIdent::kept(pinned)));
    let wanted_by = |plain: &RustIdent| members.iter().filter(|member| member.plain == *plain).count();
    let mut order: Vec<usize> = (0..members.len()).filter(|at| given[*at].is_none()).collect();
    order.sort_by_key(|at| (!members[*at].is_own, &members[*at].wire));
    let mut kept = pins.clone();
    for at in order {
        let member = &members[at];
        let is_contended = taken.contains(&member.plain) || wanted_by(&member.plain) > 1;
        let wanted = if member.is_own || !is_contended { &member.plain } else { &member.spelled };
        let name = wanted.or_numbered(|name| is_reserved(name) || taken.contains(name));
        taken.insert(name.clone());
        given[at] = Some(name);
    }
    let named: Vec<RustIdent> = given.into_iter().flatten().collect();
    for (member, name) in members.iter().zip(&named) {
        if !member.is_own || *name != member.plain {
            kept.insert(member.wire.clone(), name.as_str().to_owned());
        }
    }
    MemberNames { names: named, kept, unused }
}

/// Says the signs of a wire value in words: `reactions--1` is `reactions minus one`.
fn spelled(wire: &str) -> String {
    let mut words = String::new();
    let chars: Vec<char> = wire.chars().collect();
    for (at, sign) in chars.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| chars.get(at));
        let after = chars.get(at + 1);
        let begins = before.is_none_or(|before| !before.is_alphanumeric());
        let word = match sign {
            '+' => "plus",
            '-' if begins && after.is_some_and(|after| after.is_alphanumeric()) => "minus",
            '-' if after.is_some_and(|after| !after.is_alphanumeric()) => {
                words.push(' ');
                continue;
            }
            '-' => "dash",
            '_' => "underscore",
            ' ' => "space",
            '.' => "dot",
            ',' => "comma",
            ':' => "colon",
            ';' => "semicolon",
            '/' => "slash",
            '\\' => "backslash",
            '|' => "bar",
            '*' => "star",
            '#' => "hash",
            '@' => "at",
            '&' => "and",
            '%' => "percent",
            '$' => "dollar",
            '!' => "not",
            '?' => "question",
            '=' => "equal",
            '<' => "less",
            '>' => "greater",
            '~' => "tilde",
            '^' => "caret",
            '(' | ')' | '[' | ']' | '{' | '}' => "bracket",
            '\'' | '’' | '"' | '`' => "quote",
            '0'..='9' if is_signed(&chars, at) => digit(*sign),
            letter => {
                words.push(*letter);
                continue;
            }
        };
        words.push(' ');
        words.push_str(word);
        words.push(' ');
    }
    words
}

/// Whether a character is a number of one digit behind a sign.
fn is_signed(chars: &[char], at: usize) -> bool {
    let sign = at.checked_sub(1).and_then(|at| chars.get(at));
    let beyond = chars.get(at + 1);
    matches!(sign, Some('+' | '-')) && beyond.is_none_or(|beyond| !beyond.is_alphanumeric())
}

fn digit(digit: char) -> &'static str {
    match digit {
        '0' => "zero",
        '1' => "one",
        '2' => "two",
        '3' => "three",
        '4' => "four",
        '5' => "five",
        '6' => "six",
        '7' => "seven",
        '8' => "eight",
        _ => "nine",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(wires: &[&str], pins: &Pins) -> (BTreeMap<String, String>, Pins) {
        let members: Vec<Member> = wires.iter().map(|wire| Member::value(wire)).collect();
        let MemberNames { names, kept, .. } = names(&members, pins, |_| false);
        let by_wire = wires.iter().zip(names).map(|(wire, name)| ((*wire).to_owned(), name.to_string()));
        (by_wire.collect(), kept)
    }

    #[test]
    fn names_belong_to_wire_values_and_not_to_places() {
        let wires =
            ["reactions-+1", "reactions--1", "created", "-created", "A", "a", "a-b", "a_b", "a b", "#", "%"];
        let (forward, _) = named(&wires, &Pins::new());
        let backward: Vec<&str> = wires.iter().rev().copied().collect();
        assert_eq!(named(&backward, &Pins::new()).0, forward);
        let expected = [
            ("reactions-+1", "ReactionsPlusOne"),
            ("reactions--1", "ReactionsMinusOne"),
            ("created", "Created"),
            ("-created", "MinusCreated"),
            ("a", "A"),
            ("A", "A2"),
            ("a_b", "AB"),
            ("a-b", "ADashB"),
            ("a b", "ASpaceB"),
            ("#", "Hash"),
            ("%", "Percent"),
        ];
        for (wire, name) in expected {
            assert_eq!(forward[wire], name, "{wire}");
        }
    }

    #[test]
    fn what_was_there_keeps_its_name_and_what_is_gone_keeps_it_from_others() {
        let (before, pins) = named(&["-created", "x-y"], &Pins::new());
        assert_eq!(before["-created"], "Created");
        let (after, pins) = named(&["created", "-created", "x y"], &pins);
        assert_eq!(
            [&after["-created"], &after["created"], &after["x y"]],
            ["Created", "Created2", "XSpaceY"]
        );
        let (last, again) = named(&["created", "-created", "x y"], &pins);
        assert_eq!((last, &again), (after, &pins));
    }
}
