//! Whose turn it is.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::client::clock::{Clock, later};

/// Lets a few requests through at a time, in the order in which they came, and writes one after the other with a pause
/// between them, as GitHub asks for.
pub(crate) struct Queue {
    slots: Arc<Semaphore>,
    writer: Arc<Semaphore>,
    interval: Duration,
    /// Whether the server limits rates, and so wants writes to be apart.
    is_paced: AtomicBool,
    last_write: Arc<Mutex<Option<Instant>>>,
}

/// A turn. It ends when this is dropped, wherever its request has got to.
pub(crate) struct Turn {
    _slot: Option<OwnedSemaphorePermit>,
    write: Option<Box<Write>>,
}

struct Write {
    _writer: Option<OwnedSemaphorePermit>,
    clock: Arc<dyn Clock>,
    last_write: Arc<Mutex<Option<Instant>>>,
}

impl Queue {
    pub(crate) fn new(concurrency: usize, interval: Duration, is_paced: bool) -> Self {
        Self {
            // More than that many the semaphore cannot count, and nobody can have.
            slots: Arc::new(Semaphore::new(concurrency.min(Semaphore::MAX_PERMITS))),
            writer: Arc::new(Semaphore::new(1)),
            interval,
            is_paced: AtomicBool::new(is_paced),
            last_write: Arc::default(),
        }
    }

    /// Notes that the server limits rates.
    pub(crate) fn pace(&self) {
        self.is_paced.store(true, Ordering::Relaxed);
    }

    /// A turn that need not be waited for, if there is one.
    pub(crate) fn free_turn(&self, writes: bool) -> Option<Turn> {
        if writes && self.keeps_apart() {
            return None;
        }
        // Those who wait get what is given back before anybody finds it here.
        let slot = Arc::clone(&self.slots).try_acquire_owned().ok()?;
        Some(Turn { _slot: Some(slot), write: None })
    }

    /// Waits for a turn.
    pub(crate) async fn turn(&self, writes: bool, clock: &Arc<dyn Clock>) -> Turn {
        let write = if writes && self.keeps_apart() { Some(Box::new(self.write(clock).await)) } else { None };
        // It is never closed, so there always is one.
        let slot = Arc::clone(&self.slots).acquire_owned().await.ok();
        Turn { _slot: slot, write }
    }

    fn keeps_apart(&self) -> bool {
        self.is_paced.load(Ordering::Relaxed) && !self.interval.is_zero()
    }

    /// Waits until nobody else writes, and for the pause after the last write.
    async fn write(&self, clock: &Arc<dyn Clock>) -> Write {
        let writer = Arc::clone(&self.writer).acquire_owned().await.ok();
        let last = *self.last_write.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(last) = last {
            let pause = later(last, self.interval).saturating_duration_since(clock.now());
            if !pause.is_zero() {
                clock.sleep(pause).await;
            }
        }
        Write { _writer: writer, clock: Arc::clone(clock), last_write: Arc::clone(&self.last_write) }
    }
}

impl Turn {
    /// Gives the turn back unused: nothing was sent, so that the next write need not wait.
    pub(crate) fn pass(mut self) {
        if let Some(write) = &mut self.write {
            write.last_write = Arc::default();
        }
    }
}

impl Drop for Write {
    fn drop(&mut self) {
        // Of a request that was given up, too: the server may have seen it.
        *self.last_write.lock().unwrap_or_else(PoisonError::into_inner) = Some(self.clock.now());
    }
}
