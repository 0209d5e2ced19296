//! What the documentation says of a record's members.

use super::null::Null;

/// A member of a record: its name in JSON and what the documentation promises of it.
///
/// Built in constants: `Field::new("id").required().key()`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    name: &'static str,
    required: bool,
    nullable: bool,
    key: bool,
}

impl Field {
    /// A member that may be absent, but is not null when it is there.
    pub const fn new(name: &'static str) -> Self {
        Self { name, required: false, nullable: false, key: false }
    }

    /// The member is always there.
    #[must_use]
    pub const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// The member may be null.
    #[must_use]
    pub const fn nullable(self) -> Self {
        Self { nullable: true, ..self }
    }

    /// The member must never be invented: an id, a date, a required object.
    ///
    /// Says something only of a member that is required and not nullable, as an `Option` says by itself that nothing
    /// is there.
    #[must_use]
    pub const fn key(self) -> Self {
        Self { key: true, ..self }
    }

    /// The name in JSON.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Whether the member is documented to be always there.
    pub const fn is_required(&self) -> bool {
        self.required
    }

    /// Whether the member is documented to be null at times.
    pub const fn is_nullable(&self) -> bool {
        self.nullable
    }

    /// What a null means here.
    pub(crate) const fn null(&self) -> Null {
        if self.nullable {
            Null::Allowed
        } else if self.key && self.required {
            Null::Fault
        } else {
            Null::Drift
        }
    }

    /// Whether nothing may stand in for the member when it is missing.
    pub(crate) const fn cannot_be_missing(&self) -> bool {
        self.required && self.key && !self.nullable
    }
}

/// The bit set of the required members: one bit a member, in the order of the list.
///
/// # Panics
///
/// When there are more than 128 members. It is evaluated at compile time only.
pub(crate) const fn required_mask(fields: &[Field]) -> u128 {
    assert!(fields.len() <= 128, "a record has at most 128 members");
    let mut mask = 0;
    let mut rest = fields;
    let mut bit = 1_u128;
    while let [field, tail @ ..] = rest {
        if field.required {
            mask |= bit;
        }
        // The bit of a member that does not exist is shifted out after the 128th.
        bit = bit.wrapping_shl(1);
        rest = tail;
    }
    mask
}
