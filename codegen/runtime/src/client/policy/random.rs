//! Chance, so that clients that failed together do not come back together.

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

/// A duration up to a limit, each as likely as any other.
pub(crate) fn up_to(limit: Duration) -> Duration {
    // Each state has keys of its own, and their hash is as good as random.
    let random = RandomState::new().hash_one(0_u8);
    let nanoseconds = u64::try_from(limit.as_nanos()).unwrap_or(u64::MAX);
    Duration::from_nanos(random % nanoseconds.saturating_add(1))
}
