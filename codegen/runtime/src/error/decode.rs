//! Bodies that cannot be used.

use std::fmt;

use super::exchange::Exchange;
use crate::decode::Fault;

/// A body that cannot be used.
#[derive(Clone, Debug)]
pub struct DecodeError {
    pub(crate) exchange: Exchange,
    pub(crate) fault: Fault,
}

impl DecodeError {
    /// The exchange that the body belongs to.
    pub fn exchange(&self) -> &Exchange {
        &self.exchange
    }

    /// The place in the body, such as `$[3].created_at`.
    pub fn path(&self) -> &str {
        &self.fault.path
    }

    /// What the documentation promises there.
    pub fn expected(&self) -> &str {
        &self.fault.expected
    }

    /// What was there instead.
    pub fn got(&self) -> &str {
        &self.fault.got
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.exchange, self.fault)?;
        match self.exchange.other_release() {
            Some(other) => write!(f, " ({other})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for DecodeError {}
