//! Everything an installation holds, carried away and brought back.
//!
//! A **backup** is a gzipped tar, encrypted with age to the keys of those who may restore: rows as lines
//! of JSON from one moment of the database, files by their hash, and the keys of the installation. It is
//! taken while the program works, on either engine, and restored to either. An **export** is the same
//! as a plain folder, without keys, with the hash of every part: for whoever leaves us, or looks for
//! himself. Any tar, gzip, age and JSON program opens both.

mod dump;
mod error;
mod export;
mod keys;
mod manifest;
mod pack;
mod piece;
mod restore;

pub use dump::Report;
pub use error::ArchiveError;
pub use export::export;
pub use keys::{Recipient, RecoveryKey};
pub use manifest::{FORMAT, Manifest};
pub use pack::{Backup, back_up};
pub use restore::{Restored, Target, restore};
