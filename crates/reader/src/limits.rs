//! Every bound on a reader process, in one place.

use std::time::Duration;

/// The most memory that a reader may ask for, in bytes. Most of it is address space that nobody touches: a
/// thread's stack and what the allocator sets aside.
pub const MEMORY: u64 = 1024 * 1024 * 1024;

/// The most time on a processor, in seconds.
pub const PROCESSOR_SECONDS: u64 = 10;

/// The time that the reader of reports gives itself, so that it can still say that it was too slow.
pub const READING: Duration = Duration::from_secs(8);

/// The longest that a document may take, whatever the reader does.
pub const TIME: Duration = Duration::from_secs(12);

/// The longest answer about a report, in bytes. A published report comes to some 100 KB.
pub const REPORT_ANSWER: u64 = 8 * 1024 * 1024;

/// The longest answer about a workbook of organisations and people, in bytes.
pub const ROSTER_ANSWER: u64 = 32 * 1024 * 1024;

/// The longest answer about the confinement, in bytes.
pub const CONFINEMENT_ANSWER: u64 = 4 * 1024;

/// The most readers at the same time, however many processors there are.
pub const MOST_AT_ONCE: usize = 8;

/// Documents that wait for a reader; more are told to come back.
pub const WAITING: usize = 512;

/// What the side that starts readers keeps to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Readers at the same time.
    pub at_once: usize,
    /// Documents that wait for one.
    pub waiting: usize,
    /// The longest that a document may take once its reader has started.
    pub time: Duration,
    /// The longest answer about a report, in bytes.
    pub report_answer: u64,
    /// The longest answer about a workbook of organisations and people, in bytes.
    pub roster_answer: u64,
}

impl Default for Limits {
    /// A reader for each processor.
    fn default() -> Self {
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            at_once: processors.clamp(1, MOST_AT_ONCE),
            waiting: WAITING,
            time: TIME,
            report_answer: REPORT_ANSWER,
            roster_answer: ROSTER_ANSWER,
        }
    }
}

/// What the reader allows itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// Bytes of memory.
    pub memory: u64,
    /// Seconds on a processor.
    pub processor_seconds: u64,
}

impl Default for Room {
    fn default() -> Self {
        Self { memory: MEMORY, processor_seconds: PROCESSOR_SECONDS }
    }
}
