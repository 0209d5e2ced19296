//! When requests are sent, and when they are sent again.

mod budget;
mod gate;
mod queue;
mod random;
mod rate_limit_policy;
mod retry;
mod throttle;

pub(crate) use budget::{Budget, Cost};
pub(crate) use gate::{Closed, Gate, Lane};
pub(crate) use queue::{Queue, Turn};
pub use rate_limit_policy::RateLimitPolicy;
pub use retry::Retry;
pub(crate) use retry::may_repeat;
pub(crate) use throttle::{Throttle, retry_after};
