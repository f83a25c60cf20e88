//! Every bound on what comes in, in one place.

use std::time::Duration;

/// The largest body of a form or a call, in bytes.
pub const BODY: usize = 256 * 1024;

/// The largest spreadsheet of organisations and people, in bytes.
pub const ROSTER: usize = 5 * 1024 * 1024;

/// Files that are checked with one call.
pub const CHECKED_FILES: usize = 120;

/// The largest of them, in bytes.
pub const CHECKED_FILE: usize = 20 * 1024 * 1024;

/// All of them together, in bytes.
pub const CHECKED_TOGETHER: usize = 64 * 1024 * 1024;

/// Uploads that are taken in and checked at the same time; each may hold as much memory as its files.
pub const CHECKS_AT_ONCE: usize = 4;

/// Documents that are written at the same time.
pub const WRITING_AT_ONCE: usize = 2;

/// How long what was found in uploaded files can be looked at.
pub const RESULT_KEPT: Duration = Duration::from_secs(30 * 60);

/// Results that are kept; the oldest makes room.
pub const MOST_RESULTS: usize = 500;

/// What they come to in memory, in bytes, as far as it is counted.
pub const RESULTS_TOGETHER: usize = 128 * 1024 * 1024;
/// The largest form with a spreadsheet in it: one that comes along as text is a third larger.
pub const UPLOAD: usize = 7 * 1024 * 1024;

/// The longest that a request takes.
pub const TIME: Duration = Duration::from_secs(15);

/// The longest that a body may take to arrive, headers apart.
pub const ARRIVAL: Duration = Duration::from_secs(10);

/// Requests of one client in a second, over a while.
pub const PER_SECOND: u32 = 50;

/// Requests of one client at once, before the pace counts.
pub const BURST: u32 = 200;

/// The longest that a client who is too fast is made to wait before it is told to come back.
pub const LONGEST_WAIT: Duration = Duration::from_secs(2);

/// Clients that wait at the same time; more are told to come back.
pub const MOST_WAITING: usize = 256;

/// The most that one page of a list holds.
pub const PAGE: u64 = 200;

/// Sign-ins that are checked at once, each on a core of its own for some tens of milliseconds.
pub const PASSWORDS_AT_ONCE: usize = 2;

/// Sign-ins of one network that are checked or wait.
pub const PASSWORDS_OF_NETWORK: usize = 6;

/// Sign-ins that wait to be checked.
pub const PASSWORDS_WAITING: usize = 64;

/// Connections at the same time.
pub const CONNECTIONS: usize = 1_024;

/// The longest head of a request, in bytes.
pub const HEADERS: usize = 64 * 1024;

/// How long requests under way may take when the program is asked to stop.
pub const GRACE: Duration = Duration::from_secs(20);

/// The largest page that is shown in traditional letters, in bytes.
pub const LARGEST_PAGE: usize = 8 * 1024 * 1024;

/// Documents that are made at the same time.
pub const DOCUMENTS_AT_ONCE: usize = 2;

/// Documents that are kept in memory, in bytes.
pub const DOCUMENTS_KEPT_BYTES: u64 = 32 * 1024 * 1024;

/// Yearly reports that are kept in memory as they were given, in bytes of their text.
pub const EDITIONS_KEPT_BYTES: u64 = 8 * 1024 * 1024;
