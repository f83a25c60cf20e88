//! The ways in which the store is struck, in words and as data.

use std::fmt;

/// When a blow falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// So long after the writer started, perhaps before it could promise anything.
    AfterStart {
        /// Milliseconds.
        ms: u64,
    },
    /// So long after the first acknowledgement of this round.
    AfterFirst {
        /// Milliseconds.
        ms: u64,
    },
    /// As soon as this acknowledgement of the round is heard.
    AtAck {
        /// Counted from 1.
        nth: u64,
    },
}

/// What happens to the store at the end of a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blow {
    /// The process is killed.
    Kill {
        /// When.
        moment: Moment,
    },
    /// The process is killed as a thread of it enters its n-th system call of a kind.
    KillAtCall {
        /// The calls, as strace names them.
        calls: &'static str,
        /// Counted from 1, in each thread.
        nth: u64,
    },
    /// A system call fails.
    FailCall {
        /// The calls, as strace names them.
        calls: &'static str,
        /// The error, as strace names it.
        error: &'static str,
        /// Counted from 1, in each thread.
        nth: u64,
        /// Whether later calls succeed again.
        once: bool,
    },
    /// The disk refuses to promise anything: `fsync` fails and does nothing.
    FailSync {
        /// Counted from 1, in each thread.
        nth: u64,
        /// Whether later calls succeed again, to the ruin of those who try again.
        once: bool,
        /// Whether the power goes afterwards, which shows what was promised in spite of it.
        cut: bool,
    },
    /// The disk is full after so much more.
    FillDisk {
        /// Kilobytes left when the writer starts.
        room_kb: u64,
    },
    /// Every process of the database server is killed, and it comes back.
    KillServer {
        /// When.
        moment: Moment,
    },
    /// The power goes: only what the disk holds is left.
    Cut {
        /// When.
        moment: Moment,
        /// Whether every `fsync` takes long, so that what is promised without one stays unsafe for
        /// longer: the next `fsync` of anybody saves the names of all files of the disk.
        slow: bool,
    },
}

impl Blow {
    /// Tells whether the power goes.
    #[must_use]
    pub fn cuts_power(self) -> bool {
        matches!(self, Self::Cut { .. } | Self::FailSync { cut: true, .. })
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AfterStart { ms } => write!(f, "{ms} ms after the start"),
            Self::AfterFirst { ms } => write!(f, "{ms} ms after the first acknowledgement"),
            Self::AtAck { nth } => write!(f, "at acknowledgement {nth}"),
        }
    }
}

impl fmt::Display for Blow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Kill { moment } => write!(f, "SIGKILL {moment}"),
            Self::KillAtCall { calls, nth } => write!(f, "SIGKILL at {calls} no. {nth}"),
            Self::FailCall { calls, error, nth, once } => {
                write!(f, "{error} from {calls} no. {nth}{}", if *once { "" } else { " on" })
            }
            Self::FailSync { nth, once, cut } => {
                let (on, cut) =
                    (if *once { "" } else { " on" }, if *cut { ", power cut" } else { "" });
                write!(f, "EIO from fsync no. {nth}{on}{cut}")
            }
            Self::FillDisk { room_kb } => write!(f, "disk full after {room_kb} KB"),
            Self::KillServer { moment } => write!(f, "SIGKILL of the server {moment}"),
            Self::Cut { moment, slow: false } => write!(f, "power cut {moment}"),
            Self::Cut { moment, slow: true } => write!(f, "power cut of a slow disk {moment}"),
        }
    }
}
