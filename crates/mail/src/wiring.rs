//! What the program registers so that mail goes out.

use std::sync::Arc;

use jobs::{Expectation, Registry, Schedule, WiringError};

use crate::digest::{GATHER, GatherDigests, SendDigest};
use crate::send::{SendMail, Unmailed, name};
use crate::sender::Sender;

/// The handlers of mail, besides others. They are there without a sender too, so that jobs of mail end and
/// do not wait for a server that nobody named.
///
/// # Errors
///
/// [`WiringError::KindTwice`].
pub fn registered(
    registry: Registry,
    sender: Option<Arc<Sender>>,
) -> Result<Registry, WiringError> {
    registry
        .with(Arc::new(SendMail::by(sender.clone())))?
        .with(Arc::new(SendDigest::by(sender)))?
        .with(Arc::new(GatherDigests))
}

/// What the sweep asks.
#[must_use]
pub fn expectations() -> Vec<Arc<dyn Expectation>> {
    vec![Arc::new(Unmailed)]
}

/// The mail of the day goes out at half past eight, before the office opens.
///
/// # Panics
///
/// Never: the expression is a constant.
#[must_use]
pub fn schedules() -> Vec<Schedule> {
    let daily = Schedule::new(name(GATHER), "30 8 * * *", name(GATHER));
    vec![daily.expect("a constant schedule")]
}
