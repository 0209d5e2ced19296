//! Lists that can be used in part.

use std::any::Any;
use std::fmt;

use super::exchange::Exchange;
use crate::decode::{Decoded, Drift, ItemError};

/// A list some of whose items cannot be used: these, and the items that can.
pub struct PartialList {
    exchange: Exchange,
    /// A `Vec` of the items that could be read, and where the list departs from the documentation.
    decoded: Box<Decoded<Box<dyn Any + Send + Sync>>>,
    count: usize,
    failed: Vec<ItemError>,
}

impl PartialList {
    pub(crate) fn new(
        exchange: Exchange,
        decoded: Decoded<Box<dyn Any + Send + Sync>>,
        count: usize,
        failed: Vec<ItemError>,
    ) -> Self {
        Self { exchange, decoded: Box::new(decoded), count, failed }
    }

    /// The exchange that the list belongs to.
    pub fn exchange(&self) -> &Exchange {
        &self.exchange
    }

    /// The items that could be read, in the order of the list; none if they are of another type than `T`.
    pub fn decoded<T: 'static>(&self) -> Option<&[T]> {
        self.decoded.value.downcast_ref::<Vec<T>>().map(Vec::as_slice)
    }

    /// The items that could be read, to be kept.
    ///
    /// # Errors
    ///
    /// The error itself, if the items are of another type than `T`.
    pub fn into_decoded<T: 'static>(self) -> Result<Vec<T>, Self> {
        let Self { exchange, decoded, count, failed } = self;
        let Decoded { value, drifts } = *decoded;
        match value.downcast::<Vec<T>>() {
            Ok(items) => Ok(*items),
            Err(value) => Err(Self { exchange, decoded: Box::new(Decoded { value, drifts }), count, failed }),
        }
    }

    /// The items that could not be read, with their places in the list; at least one.
    pub fn failed(&self) -> &[ItemError] {
        &self.failed
    }

    /// Where the list departs from the documentation, with the paths that items have in the whole list: the first thousand
    /// places.
    pub fn drift(&self) -> &[Drift] {
        self.decoded.drift()
    }

    /// In how many places the list departs from the documentation.
    pub fn drift_total(&self) -> usize {
        self.decoded.drift_total()
    }
}

impl fmt::Debug for PartialList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PartialList")
            .field("exchange", &self.exchange)
            .field("decoded", &self.count)
            .field("failed", &self.failed)
            .finish()
    }
}

impl fmt::Display for PartialList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let failed = self.failed.len();
        write!(f, "{}{failed} of {} items cannot be used", self.exchange, failed + self.count)?;
        if let Some(first) = self.failed.first() {
            write!(f, ", the first at {first}")?;
        }
        match self.exchange.other_release() {
            Some(other) => write!(f, " ({other})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for PartialList {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        // The first fault is in the text already.
        None
    }
}
