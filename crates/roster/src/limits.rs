//! How much is read: the one place for bounds.

/// The largest file, in bytes.
pub const MOST_BYTES: usize = 5 * 1024 * 1024;

/// The most that the parts of a file come to when they are unpacked, in bytes.
pub const MOST_UNPACKED_BYTES: u64 = 96 * 1024 * 1024;

/// The most parts of a file. A workbook of three sheets has about fifteen.
pub const MOST_PARTS: usize = 200;

/// The most rows of a sheet, its headings not counted.
pub const MOST_ROWS: usize = 20_000;

/// The most columns that are looked at.
pub const MOST_COLUMNS: u32 = 64;

/// The longest text of a cell, in characters.
pub const LONGEST_CELL: usize = 1_000;

/// The rows among which the headings are looked for.
pub(crate) const HEADINGS_WITHIN: u32 = 10;
