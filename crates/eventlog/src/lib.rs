//! The log that proves itself: what happened, in an order that nobody can change afterwards unnoticed.
//!
//! An [`Entry`] says who did what to which record and when, in ids and names of kinds only; what it says
//! about people stays outside, behind the salted commitment of an [`Opening`]. Entries are the leaves of a
//! Merkle tree after RFC 6962 ([`tree`]). A [`Checkpoint`] is the signed head of that tree, and a
//! [`Receipt`] is the file an applicant keeps: with it and the key of the log anybody can check, without
//! asking us, that the entry is in the log.
//!
//! Nothing here opens a file, reads a clock or draws a random number: instants, salts and seeds are
//! arguments. Storing leaves and nodes belongs to the store; deciding when to sign belongs to the program.

mod at;
pub mod checkpoint;
pub mod entry;
mod hash;
mod hex;
mod key;
pub mod limits;
mod opening;
mod origin;
pub mod proof;
pub mod receipt;
mod token;
pub mod tree;
pub mod witness;

pub use at::{At, AtError};
pub use checkpoint::{Checkpoint, CheckpointError};
pub use entry::{Entry, EntryError};
pub use hash::{Hash, HashSuite, NotAHash, UnknownSuite};
pub use key::{KeyError, LogKey, VerifierKey};
pub use opening::{Opening, OpeningTooLarge};
pub use origin::{Origin, OriginError};
pub use proof::{LogProof, ProofError};
pub use receipt::{Proven, Receipt, ReceiptError};
pub use token::{Token, TokenError};
pub use witness::Cosignature;
