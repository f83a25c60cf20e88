//! Time and chance that a test commands.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use eventlog::At;
use sha2::{Digest, Sha256};
use store::{Chance, Clock, Edge};

/// 2026-03-02 09:00 in Shanghai, a working day.
const START: i64 = 1_772_413_200_000_000;

/// A clock that moves by a microsecond whenever it is read, and otherwise only when told to.
#[derive(Debug)]
pub struct FixedClock {
    micros: AtomicI64,
}

impl Default for FixedClock {
    fn default() -> Self {
        Self { micros: AtomicI64::new(START) }
    }
}

impl FixedClock {
    /// Moves the clock, backwards where the seconds are negative.
    pub fn advance(&self, seconds: i64) {
        self.micros.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
    }
}

impl Clock for FixedClock {
    fn now(&self) -> At {
        let micros = self.micros.fetch_add(1, Ordering::SeqCst);
        At::from_micros(micros).expect("tests stay within the calendar")
    }
}

/// Bytes that look random and are the same in every run.
#[derive(Debug)]
pub struct SeededChance {
    seed: u64,
    drawn: AtomicU64,
}

impl SeededChance {
    /// Starts a sequence.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { seed, drawn: AtomicU64::new(0) }
    }
}

impl Chance for SeededChance {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(32) {
            let drawn = self.drawn.fetch_add(1, Ordering::SeqCst);
            let mut hasher = Sha256::new();
            hasher.update(self.seed.to_be_bytes());
            hasher.update(drawn.to_be_bytes());
            chunk.copy_from_slice(&hasher.finalize()[..chunk.len()]);
        }
    }
}

/// An edge with a fixed clock, and the clock.
#[must_use]
pub fn edge(seed: u64) -> (Edge, Arc<FixedClock>) {
    let clock = Arc::new(FixedClock::default());
    let chance = Arc::new(SeededChance::new(seed));
    (Edge { clock: Arc::clone(&clock) as Arc<dyn Clock>, chance }, clock)
}
