//! What must still happen, done once: handlers of jobs, a runner that takes jobs under leases,
//! schedules in Asia/Shanghai, and a sweep that looks for what should exist and does not.
//!
//! A job is a row that the store keeps, written with the change that causes it. The crate decides who
//! does it, when, and what follows a failure. It knows no page, sends no mail and computes no legal
//! fact; time and chance are the store's edge. Sleeping is left to tokio, but whether something is due
//! is only ever asked of the edge's clock.

mod attempt;
mod builtin;
mod clock;
mod dead;
mod handler;
mod registry;
mod retry;
mod runner;
mod schedule;
mod sweep;
mod ticker;
mod whole;
mod witness;

pub use builtin::{CheckpointLog, HandToWitnesses, SealAnew, WaitingActs, WaitingWitnesses};
pub use handler::{Context, Handler, HandlerError, Outcome};
pub use registry::{Registry, WiringError};
pub use retry::Retry;
pub use runner::{Runner, RunnerSettings};
pub use schedule::{Schedule, ScheduleError};
pub use sweep::{Expectation, Sweep, Swept};
pub use witness::{
    FolderWitness, Handover, Held, MailWitness, NotAnAddress, Witness, WitnessError,
};
