//! Findings before it is known which endpoints they reach: equal ones are one.

use std::collections::{BTreeSet, HashMap};

use super::super::finding::{Finding, Reach, Spot, Subject, SubjectKind, Touch};
use super::super::rules::RuleId;
use super::super::verdict::{Direction, Rust, Wire};

/// A draft's number.
pub(super) type DraftId = usize;

/// What is said of a change.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) rule: RuleId,
    pub(super) wire: Wire,
    pub(super) rust: Rust,
    pub(super) subject: Subject,
    pub(super) facts: Vec<String>,
    pub(super) message: String,
    pub(super) advice: Option<String>,
    pub(super) confidence: Option<u8>,
    pub(super) items: BTreeSet<Touch>,
    /// Where the change is in the value itself, whoever holds it: what the value is in both references.
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
    pub(super) fn new(rule: RuleId, wire: Wire, subject: Subject, message: String) -> Self {
        Self {
            rule,
            wire,
            rust: Rust::None,
            subject,
            facts: Vec::new(),
            message,
            advice: None,
            confidence: None,
            items: BTreeSet::new(),
            value: None,
        }
    }

    pub(super) fn facts(mut self, facts: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.facts = facts.into_iter().map(Into::into).collect();
        self
    }

    pub(super) fn items(mut self, items: impl IntoIterator<Item = Touch>) -> Self {
        self.items.extend(items);
        self
    }

    pub(super) fn shared(mut self, value: Option<Shared>) -> Self {
        self.value = value;
        self
    }

    pub(super) fn rust(mut self, rust: Rust) -> Self {
        self.rust = rust;
        self
    }

    /// What equal drafts have in common: the place, or the value that several places hold.
    fn keys(&self) -> impl Iterator<Item = Key> {
        let key = |group| Key { rule: self.rule, facts: self.facts.clone(), group };
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

impl Draft {
    /// The finding, with the endpoints that it reaches and where the first of them says it.
    pub(super) fn finding(&self, reach: Vec<Reach>, old: Option<Spot>, new: Option<Spot>) -> Finding {
        Finding {
            rule: self.rule,
            wire: self.wire,
            rust: self.rust,
            direction: Direction::Response,
            subject: self.subject.clone(),
            facts: self.facts.clone(),
            message: self.message.clone(),
            advice: self.advice.clone(),
            confidence: self.confidence,
            reach,
            old,
            new,
            items: self.items.iter().cloned().collect(),
        }
    }
}
