//! How much of the machine the process may use.

use crate::confinement::Held;
use crate::limits::Room;

/// Limits memory, time on a processor, descriptors, written files and traces of a crash. `None` where the system
/// refuses.
#[cfg(unix)]
pub fn set(room: &Room) -> Option<Held> {
    use rustix::process::Resource;

    at_most(Resource::Core, 0)?;
    at_most(Resource::Fsize, 0)?;
    // The three that are open stay; there is never a fourth, so neither a file nor a connection.
    at_most(Resource::Nofile, 0)?;
    at_most(Resource::Cpu, room.processor_seconds)?;
    at_most(Resource::As, room.memory)?;
    Some(Held::Fully)
}

/// The system asks first and a second later it kills; the first tells time from other ends.
#[cfg(unix)]
fn at_most(resource: rustix::process::Resource, bound: u64) -> Option<()> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    let grace = if resource == Resource::Cpu { 1 } else { 0 };
    let allowed = getrlimit(resource).maximum.unwrap_or(u64::MAX);
    let maximum = allowed.min(bound.saturating_add(grace));
    let limit = Rlimit { current: Some(maximum.min(bound)), maximum: Some(maximum) };
    setrlimit(resource, limit).ok()
}

#[cfg(not(unix))]
pub fn set(_room: &Room) -> Option<Held> {
    Some(Held::Not)
}
