//! Jobs that every installation has.

mod checkpoint;
mod rotate;
mod witnesses;

pub use checkpoint::{CheckpointLog, WaitingActs};
pub use rotate::SealAnew;
pub use witnesses::{HandToWitnesses, WaitingWitnesses};
