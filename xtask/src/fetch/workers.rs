//! A few things at a time.

use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;

/// How many pages are asked for at once: a site that is there for people need not notice.
const WORKERS: usize = 4;

/// Does jobs, at most `WORKERS` at a time, and hands over what became of each, in no order.
pub(crate) fn work<J: Send, T: Send>(
    jobs: Vec<J>,
    act: &(impl Fn(&J) -> T + Sync),
    mut end: impl FnMut(J, T),
) {
    let workers = WORKERS.min(jobs.len());
    let queue = Mutex::new(jobs.into_iter());
    // Who has a result waits until it is taken, so that results do not pile up in memory.
    let (sender, receiver) = mpsc::sync_channel(0);
    thread::scope(|scope| {
        for _ in 0..workers {
            let (sender, queue) = (sender.clone(), &queue);
            scope.spawn(move || {
                loop {
                    let next = queue.lock().unwrap_or_else(PoisonError::into_inner).next();
                    let Some(job) = next else { break };
                    let result = act(&job);
                    if sender.send((job, result)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        for (job, result) in receiver {
            end(job, result);
        }
    });
}
