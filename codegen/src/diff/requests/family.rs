//! Rules that parameters and members of bodies have alike.

use crate::diff::finding::{Reach, Subject, SubjectKind};
use crate::diff::rules::RuleId;

/// The rules of parameters, or those of members of bodies.
pub(super) struct Family {
    pub(super) kind: SubjectKind,
    pub(super) added_optional: RuleId,
    pub(super) added_required: RuleId,
    pub(super) removed: RuleId,
    pub(super) renamed: RuleId,
    pub(super) became_required: RuleId,
    pub(super) became_optional: RuleId,
    pub(super) type_changed: RuleId,
    pub(super) type_widened: RuleId,
    pub(super) nullable_added: RuleId,
    pub(super) nullable_removed: RuleId,
    pub(super) value_added: RuleId,
    pub(super) value_removed: RuleId,
    pub(super) value_respelled: RuleId,
    pub(super) became_enum: RuleId,
    pub(super) no_longer_enum: RuleId,
    pub(super) default_changed: RuleId,
    pub(super) default_added: RuleId,
    pub(super) default_removed: RuleId,
}

/// Of path, query and headers.
pub(super) const PARAMETER: Family = Family {
    kind: SubjectKind::Parameter,
    added_optional: RuleId::ParamAddedOptional,
    added_required: RuleId::ParamAddedRequired,
    removed: RuleId::ParamRemoved,
    renamed: RuleId::ParamRenamed,
    became_required: RuleId::ParamBecameRequired,
    became_optional: RuleId::ParamBecameOptional,
    type_changed: RuleId::ParamTypeChanged,
    type_widened: RuleId::ParamTypeChanged,
    nullable_added: RuleId::ParamNullableAdded,
    nullable_removed: RuleId::ParamTypeChanged,
    value_added: RuleId::ParamEnumValueAdded,
    value_removed: RuleId::ParamEnumValueRemoved,
    value_respelled: RuleId::ParamEnumValueRespelled,
    became_enum: RuleId::ParamBecameEnum,
    no_longer_enum: RuleId::ParamNoLongerEnum,
    default_changed: RuleId::ParamDefaultChanged,
    default_added: RuleId::ParamDefaultAdded,
    default_removed: RuleId::ParamDefaultRemoved,
};

/// Of bodies.
pub(super) const BODY: Family = Family {
    kind: SubjectKind::Body,
    added_optional: RuleId::BodyFieldAddedOptional,
    added_required: RuleId::BodyFieldAddedRequired,
    removed: RuleId::BodyFieldRemoved,
    renamed: RuleId::BodyFieldRenamed,
    became_required: RuleId::BodyFieldBecameRequired,
    became_optional: RuleId::BodyFieldBecameOptional,
    type_changed: RuleId::BodyFieldTypeChanged,
    type_widened: RuleId::BodyFieldTypeWidened,
    nullable_added: RuleId::BodyFieldNullableAdded,
    nullable_removed: RuleId::BodyFieldNullableRemoved,
    value_added: RuleId::BodyEnumValueAdded,
    value_removed: RuleId::BodyEnumValueRemoved,
    value_respelled: RuleId::BodyEnumValueRespelled,
    became_enum: RuleId::BodyFieldBecameEnum,
    no_longer_enum: RuleId::BodyFieldNoLongerEnum,
    default_changed: RuleId::BodyDefaultChanged,
    default_added: RuleId::BodyDefaultChanged,
    default_removed: RuleId::BodyDefaultChanged,
};

/// Where parameters stand that are compared with one another.
#[derive(Clone)]
pub(super) struct Group {
    pub(super) family: &'static Family,
    /// `query`, or the members around in a body.
    pub(super) path: String,
    pub(super) reach: Reach,
    pub(super) same_language: bool,
    /// Whether they are objects that a value may be, rather than members of one.
    pub(super) union: bool,
    /// Whether the old page hides some of them, so that nothing counts as added.
    pub(super) hidden_before: bool,
    /// Whether the new page hides some of them, so that nothing counts as removed.
    pub(super) hidden_now: bool,
    /// Whether a finding about the whole body says already what must be given.
    pub(super) required_is_said: bool,
}

impl Group {
    pub(super) fn subject(&self, name: &str) -> Subject {
        Subject { kind: self.family.kind, name: name.to_owned(), path: self.path.clone() }
    }

    /// A member with those around it: `config.url`.
    pub(super) fn full(&self, name: &str) -> String {
        match self.family.kind {
            SubjectKind::Body if !self.path.is_empty() => format!("{}.{name}", self.path),
            _ => name.to_owned(),
        }
    }

    /// The group of what is inside one of them.
    pub(super) fn inside(&self, name: &str) -> Self {
        let path = if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) };
        Self { path, union: false, required_is_said: false, ..self.clone() }
    }
}
