//! Findings before it is known which endpoints they reach: equal ones are one.

use std::collections::{BTreeSet, HashMap};

use super::change::{ChangeKind, ValueOf};
use super::place::Place;
use super::sentence::sentence;
use crate::diff::finding::{Finding, Reach, Spot, Subject, SubjectKind, Touch};
use crate::diff::rules::RuleId;
use crate::diff::verdict::{Direction, Rust, Wire};

/// A draft's number.
pub(super) type DraftId = usize;

/// A change at a place.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) kind: ChangeKind,
    pub(super) of: ValueOf,
    pub(super) wire: Wire,
    pub(super) rust: Rust,
    /// Whether references say different things of the API; see [`ChangeKind::is_fact`].
    pub(super) is_fact: bool,
    pub(super) subject: Subject,
    pub(super) facts: Vec<String>,
    pub(super) message: String,
    pub(super) advice: Option<&'static str>,
    pub(super) confidence: Option<u8>,
    pub(super) items: BTreeSet<Touch>,
    /// The value on both sides, where the change is in the value itself, whatever holds it.
    pub(super) value: Option<Shared>,
}

/// A value that several objects hold under one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shared {
    pub(super) field: String,
    pub(super) identity: (u64, u64),
    /// The name of its type.
    pub(super) name: Option<String>,
}

impl Draft {
    pub(super) fn new(
        kind: ChangeKind,
        place: &Place<'_>,
        facts: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        let of = place.value_of();
        let facts: Vec<String> = facts.into_iter().map(Into::into).collect();
        Self {
            kind,
            of,
            wire: kind.verdict(of).1,
            rust: kind.rust(of),
            is_fact: kind.is_fact(of),
            subject: place.subject(),
            message: sentence(kind, of, &place.words(), &facts),
            facts,
            advice: None,
            confidence: None,
            items: BTreeSet::new(),
            value: None,
        }
    }

    pub(super) fn rule(&self) -> RuleId {
        self.kind.verdict(self.of).0
    }

    pub(super) fn items(mut self, items: impl IntoIterator<Item = Touch>) -> Self {
        self.items.extend(items);
        self
    }

    pub(super) fn shared(mut self, value: Option<Shared>) -> Self {
        self.value = value;
        self
    }

    /// Returns what equal drafts have in common: the place, or the value that several places hold.
    fn keys(&self) -> impl Iterator<Item = Key> {
        let key = |group| Key { rule: self.rule(), facts: self.facts.clone(), group };
        let value = self.value.as_ref().map(|shared| Group::Value(shared.field.clone(), shared.identity));
        [Some(Group::Place(self.subject.clone())), value].into_iter().flatten().map(key)
    }

    /// Takes in an equal change of another place.
    fn merge(&mut self, other: Self) {
        if other.wire > self.wire {
            self.wire = other.wire;
            self.message = other.message;
            self.advice = other.advice;
        }
        self.rust = self.rust.max(other.rust);
        self.confidence = self.confidence.min(other.confidence);
        self.items.extend(other.items);
        // What several objects hold is known by its own type.
        if self.subject != other.subject
            && let Some(name) = other.value.and_then(|shared| shared.name)
            && self.value.as_ref().is_some_and(|shared| shared.name.as_ref() == Some(&name))
        {
            self.subject.name = name;
            self.subject.path = String::new();
            self.subject.kind = SubjectKind::Schema;
        }
    }

    /// Returns the finding, with the endpoints that it reaches and where the first of them states it.
    pub(super) fn finding(&self, reach: Vec<Reach>, old: Option<Spot>, new: Option<Spot>) -> Finding {
        Finding {
            rule: self.rule(),
            wire: self.wire,
            rust: self.rust,
            direction: if self.of.is_sent() { Direction::Request } else { Direction::Response },
            subject: self.subject.clone(),
            facts: self.facts.clone(),
            message: self.message.clone(),
            advice: self.advice.map(str::to_owned),
            confidence: self.confidence,
            reach,
            old,
            new,
            items: self.items.iter().cloned().collect(),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    rule: RuleId,
    facts: Vec<String>,
    group: Group,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Group {
    Place(Subject),
    Value(String, (u64, u64)),
}

/// Every draft, each once.
#[derive(Debug, Default)]
pub(super) struct Drafts {
    drafts: Vec<Draft>,
    known: HashMap<Key, DraftId>,
}

impl Drafts {
    /// Keeps a draft.
    pub(super) fn add(&mut self, draft: Draft) -> DraftId {
        let keys: Vec<Key> = draft.keys().collect();
        let known = keys.iter().find_map(|key| self.known.get(key)).copied();
        let id = known.unwrap_or(self.drafts.len());
        match self.drafts.get_mut(id) {
            Some(known) => known.merge(draft),
            None => self.drafts.push(draft),
        }
        for key in keys {
            self.known.entry(key).or_insert(id);
        }
        id
    }

    pub(super) fn get(&self, id: DraftId) -> Option<&Draft> {
        self.drafts.get(id)
    }
}
