//! Time and chance of this machine, for programs that are measured or killed.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use eventlog::At;
use store::{Chance, Clock, Edge};

struct MachineClock;

impl Clock for MachineClock {
    #[expect(clippy::disallowed_methods, reason = "this program stands for the edge")]
    fn now(&self) -> At {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let micros = i64::try_from(since.as_micros()).unwrap_or(i64::MAX);
        At::from_micros(micros).expect("the clock shows a year before 9999")
    }
}

struct MachineChance;

impl Chance for MachineChance {
    fn fill(&self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("the system gives random bytes");
    }
}

/// Time and chance of this machine.
#[must_use]
pub fn machine_edge() -> Edge {
    Edge { clock: Arc::new(MachineClock), chance: Arc::new(MachineChance) }
}
