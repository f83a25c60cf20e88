//! What follows a failure: growing pauses, then a person.

use std::time::Duration;

use eventlog::At;
use store::Edge;

use crate::clock::{hours, later, minutes};

/// How often a job is tried, and how long it rests in between.
///
/// The pause doubles from the first to the longest. Each is shortened by chance, down to its half, so
/// that jobs which failed together do not come back together; no pause is shorter than the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retry {
    /// The pause after the first failure.
    pub first: Duration,
    /// The longest pause.
    pub longest: Duration,
    /// Tries in all. The last failure leaves the job dead, until a person repeats it.
    pub attempts: u16,
}

impl Default for Retry {
    /// Lasts about three days, so that a mail server may be away over a weekend.
    fn default() -> Self {
        Self { first: Duration::from_secs(10), longest: hours(3), attempts: 40 }
    }
}

impl Retry {
    /// For what a schedule asks for again anyway: short pauses, so that the next tick need not wait
    /// long, and about half an hour in all.
    pub const OF_SCHEDULES: Self =
        Self { first: Duration::from_secs(5), longest: minutes(1), attempts: 40 };

    /// Whether a job was begun more often than it may be: each time the program ended with it.
    #[must_use]
    pub fn is_exceeded_by(&self, attempts: i32) -> bool {
        attempts > i32::from(self.attempts)
    }

    /// When to try again after so many tries, or none where that was the last.
    #[must_use]
    pub fn again_at(&self, attempts: i32, edge: &Edge) -> Option<At> {
        if attempts >= i32::from(self.attempts) {
            return None;
        }
        let doublings = u32::try_from(attempts - 1).unwrap_or(0).min(31);
        let pause = self.first.saturating_mul(1 << doublings).min(self.longest);
        let half = pause / 2;
        let span = u64::try_from(half.as_micros()).unwrap_or(u64::MAX).saturating_add(1);
        let chance = Duration::from_micros(u64::from_be_bytes(edge.bytes()) % span);
        Some(later(edge.now(), half.saturating_add(chance)))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn pauses_grow_up_to_the_longest(seed: u64, first in 1_u64..100, longest in 100_u64..100_000) {
            let (edge, _) = testkit::edge(seed);
            let seconds = Duration::from_secs;
            let retry = Retry { first: seconds(first), longest: seconds(longest), attempts: 60 };
            let mut before = 0;
            for attempts in 1..60 {
                let now = edge.now().micros();
                let pause = retry.again_at(attempts, &edge).unwrap().micros() - now - 1;
                prop_assert!(pause >= i64::try_from(first).unwrap() * 500_000);
                prop_assert!(pause <= i64::try_from(longest).unwrap() * 1_000_000);
                let capped = retry.first * (1 << (attempts - 1).min(20)) > retry.longest;
                prop_assert!(capped || pause >= before, "{before} {pause}");
                before = pause;
            }
            prop_assert_eq!(retry.again_at(60, &edge), None);
            prop_assert!(retry.is_exceeded_by(61) && !retry.is_exceeded_by(60));
        }
    }
}
