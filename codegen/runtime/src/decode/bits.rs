//! Sets of members.

use super::field::Field;

/// A set of members of a record: one bit a member, in the order of the list.
///
/// Two words, as shifting one of 128 bits takes several steps for every member that is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Bits([u64; 2]);

impl Bits {
    /// The required members.
    ///
    /// # Panics
    ///
    /// When there are more than 128 members. It is evaluated at compile time only.
    pub(crate) const fn required(fields: &[Field]) -> Self {
        assert!(fields.len() <= 128, "a record has at most 128 members");
        let mut bits = Self([0; 2]);
        let mut rest = fields;
        let mut index = 0;
        while let [field, tail @ ..] = rest {
            if field.is_required() {
                bits.0[index / 64] |= 1 << (index % 64);
            }
            index += 1;
            rest = tail;
        }
        bits
    }

    /// Adds a member, and says whether it was there.
    #[inline]
    pub(crate) fn set(&mut self, index: usize) -> bool {
        let (word, bit) = (&mut self.0[(index / 64) % 2], 1 << (index % 64));
        let was_there = *word & bit != 0;
        *word |= bit;
        was_there
    }

    pub(crate) const fn has(self, index: usize) -> bool {
        self.0[(index / 64) % 2] & (1 << (index % 64)) != 0
    }

    /// Those that are not in the other set.
    #[inline]
    pub(crate) const fn without(self, other: Self) -> Self {
        Self([self.0[0] & !other.0[0], self.0[1] & !other.0[1]])
    }

    #[inline]
    pub(crate) const fn is_empty(self) -> bool {
        self.0[0] | self.0[1] == 0
    }
}
