//! What the edge of the program hands in: the time, and chance.

use std::sync::Arc;

use eventlog::At;
use uuid::Uuid;

/// The clock. Only the program owns one that reads the machine's.
pub trait Clock: Send + Sync + 'static {
    /// Returns this instant.
    fn now(&self) -> At;
}

/// Chance: ids, salts and keys come from it.
pub trait Chance: Send + Sync + 'static {
    /// Fills the bytes so that nobody can guess them.
    fn fill(&self, bytes: &mut [u8]);
}

/// Time and chance together.
#[derive(Clone)]
pub struct Edge {
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub chance: Arc<dyn Chance>,
}

impl Edge {
    /// Returns this instant.
    #[must_use]
    pub fn now(&self) -> At {
        self.clock.now()
    }

    /// Returns a new id (UUID version 7: ids lie in order of time).
    #[must_use]
    pub fn new_id(&self) -> Uuid {
        let millis = u64::try_from(self.now().micros() / 1_000).unwrap_or(0);
        let random = self.bytes::<10>();
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }

    /// Returns random bytes.
    #[must_use]
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.chance.fill(&mut bytes);
        bytes
    }
}

impl std::fmt::Debug for Edge {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Edge")
    }
}
