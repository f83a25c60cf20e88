//! A fixed number of threads behind a bounded queue.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// A piece of work.
pub(super) type Job = Box<dyn FnOnce() + Send>;

/// The queue has no place.
#[derive(Debug)]
pub(super) struct Full;

/// The threads. Dropping the pool closes the queue, and the threads end when it is empty.
pub(super) struct Pool {
    queue: SyncSender<Job>,
}

impl Pool {
    pub(super) fn start(name: &str, threads: usize, queue: usize) -> std::io::Result<Self> {
        let (give, take) = sync_channel(queue);
        let take = Arc::new(Mutex::new(take));
        for number in 1..=threads.max(1) {
            let take = Arc::clone(&take);
            thread::Builder::new().name(format!("{name}-{number}")).spawn(move || work(&take))?;
        }
        Ok(Self { queue: give })
    }

    pub(super) fn submit(&self, job: Job) -> Result<(), Full> {
        self.queue.try_send(job).map_err(|_| Full)
    }
}

fn work(queue: &Mutex<Receiver<Job>>) {
    loop {
        // The lock is held while waiting and not while working.
        let next = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = next else { return };
        // Whoever waits for a job that panics is told so, and the thread lives on for the others.
        let _ = catch_unwind(AssertUnwindSafe(job));
    }
}
