//! What the documentation says of a record's members.

use super::on_null::OnNull;

/// A member of a record: its name in JSON and what the documentation promises of it.
///
/// It is a plain pair, as there are thousands of them in a crate and nothing is cheaper to compile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field(pub &'static str, pub Presence);

/// Whether a member is always there, and what a null means where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It may be absent, but is not null when it is there.
    Optional,
    /// It may be absent, and it may be null.
    OptionalNullable,
    /// It is always there, and not null.
    Required,
    /// It is always there, and may be null.
    RequiredNullable,
    /// It is always there and not null, and must never be invented: an id, a date, a required object.
    Key,
    /// It is no member by itself, but holds all those that are not listed. It comes last.
    Others,
}

impl Field {
    /// The name in JSON.
    #[inline]
    pub const fn name(&self) -> &'static str {
        self.0
    }

    /// Whether the member is documented to be always there.
    pub const fn is_required(&self) -> bool {
        matches!(self.1, Presence::Required | Presence::RequiredNullable | Presence::Key)
    }

    /// Whether there is a value for a member that is absent or cannot be read.
    pub(crate) const fn may_be_absent_or_null(&self) -> bool {
        matches!(self.1, Presence::Optional | Presence::OptionalNullable | Presence::RequiredNullable)
    }

    /// What a null means here.
    #[inline]
    pub(crate) const fn on_null(&self) -> OnNull {
        match self.1 {
            Presence::OptionalNullable | Presence::RequiredNullable => OnNull::Allowed,
            Presence::Optional | Presence::Required => OnNull::Drift,
            Presence::Key | Presence::Others => OnNull::Fault,
        }
    }

    /// Whether nothing may stand in for the member when it is missing.
    pub(crate) const fn cannot_be_missing(&self) -> bool {
        matches!(self.1, Presence::Key)
    }
}
