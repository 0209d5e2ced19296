//! How many retries a client can afford.

use std::sync::{Mutex, PoisonError};

/// What a bucket holds when it is full.
const CAPACITY: u32 = 500;

/// What is paid for sending a request again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cost {
    /// After something went wrong.
    Retry = 14,
    /// After a limit was waited for, which loads nobody.
    Throttled = 5,
}

/// A bucket of tokens: retries take some out, successes put some in. When the server is down for everybody, it soon is
/// empty, and requests fail at once in place of making it worse.
pub(crate) struct Budget(Mutex<u32>);

impl Budget {
    pub(crate) fn new() -> Self {
        Self(Mutex::new(CAPACITY))
    }

    /// Takes the cost of a retry out; false if there is too little left.
    pub(crate) fn take(&self, cost: Cost) -> bool {
        let mut left = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(rest) = left.checked_sub(cost as u32) else { return false };
        *left = rest;
        true
    }

    /// Puts back what the last retry of a request cost, as it went well; one token where none was needed.
    pub(crate) fn put_back(&self, cost: Option<Cost>) {
        let mut left = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *left = CAPACITY.min(*left + cost.map_or(1, |cost| cost as u32));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_empties_and_fills() {
        let budget = Budget::new();
        assert_eq!((0..1000).filter(|_| budget.take(Cost::Retry)).count(), 35);
        assert_eq!((0..1000).filter(|_| budget.take(Cost::Throttled)).count(), 2);
        (0..14).for_each(|_| budget.put_back(None));
        assert!(budget.take(Cost::Retry));
        budget.put_back(Some(Cost::Retry));
        assert!(budget.take(Cost::Retry));
        assert!(!budget.take(Cost::Retry));
        (0..1000).for_each(|_| budget.put_back(Some(Cost::Retry)));
        assert_eq!((0..1000).filter(|_| budget.take(Cost::Retry)).count(), 35);
    }
}
