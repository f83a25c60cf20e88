//! Faults built in on purpose, to show that the crash harness finds them. Compiled only with the
//! feature `sabotage`, which no product enables.

/// A fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sabotage {
    /// The database answers before the disk has it.
    LowerSynchronous,
    /// Files and their folders are not forced to the disk.
    NoFolderFsync,
}
