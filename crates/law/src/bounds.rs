//! How much a text may hold that a person hands in. What is larger is a slip or an attack, and is refused with
//! a sentence before it costs time or memory.

/// Bytes of a story or of a holiday text. The notices of all years since 2019 take 8 KiB.
pub const LARGEST_TEXT_BYTES: usize = 1024 * 1024;

/// Events of one request. A busy request has a few dozen.
pub const MOST_EVENTS: usize = 5_000;

/// Notices and regional overlays of one holiday text, together.
pub const MOST_NOTICES: usize = 500;

/// Days that one notice or overlay may list.
pub const MOST_LISTED_DAYS: usize = 366;
