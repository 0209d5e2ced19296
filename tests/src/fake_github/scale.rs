//! How fast the server's time runs.

use std::time::Duration;

/// How many seconds of the server go into one of ours.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale(pub u32);

impl Scale {
    /// As fast as ours.
    pub const REAL: Self = Self(1);

    /// How long some time of the server is for us.
    pub fn real(self, announced: Duration) -> Duration {
        announced / self.0
    }

    /// How long some time of ours is for the server.
    pub fn announced(self, real: Duration) -> Duration {
        real * self.0
    }
}
