//! Signals to processes that we started, and the processes that those started.

use std::fs;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use rustix::io::Errno;
use rustix::process::{Pid, kill_process};

pub use rustix::process::Signal;

/// Sends a signal; a process that has just ended by itself is as good as one that took it.
///
/// # Errors
///
/// When the process is not ours to signal.
pub fn send(process: u32, signal: Signal) -> Result<()> {
    let pid = i32::try_from(process).ok().and_then(Pid::from_raw);
    let pid = pid.with_context(|| format!("{process} is not the number of a process"))?;
    match kill_process(pid, signal) {
        Ok(()) | Err(Errno::SRCH) => Ok(()),
        Err(error) => Err(error).with_context(|| format!("could not signal process {process}")),
    }
}

/// Kills the processes that a stopped process started, and waits until they are gone.
///
/// # Errors
///
/// When there is no `/proc`, or a process outlives its death by ten seconds.
pub fn kill_children(parent: u32) -> Result<()> {
    let begin = Instant::now();
    loop {
        // Once more after each round: a stop takes effect a little after it was sent.
        let alive = living_children(parent)?;
        if alive.is_empty() && begin.elapsed() > SETTLING {
            return Ok(());
        }
        ensure!(begin.elapsed() < Duration::from_secs(10), "{alive:?} do not die");
        for process in alive {
            send(process, Signal::KILL)?;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// How long a process that was told to stop may still start others.
const SETTLING: Duration = Duration::from_millis(10);

fn living_children(parent: u32) -> Result<Vec<u32>> {
    let mut children = Vec::new();
    for entry in fs::read_dir("/proc").context("could not list the processes")? {
        let name = entry?.file_name();
        let Some(process) = name.to_str().and_then(|it| it.parse().ok()) else { continue };
        if is_living_child(process, parent) == Some(true) {
            children.push(process);
        }
    }
    Ok(children)
}

/// None when the process has ended meanwhile.
fn is_living_child(process: u32, parent: u32) -> Option<bool> {
    let line = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name stands in brackets and may hold anything; after it come state and parent.
    let (_, rest) = line.rsplit_once(')')?;
    let mut words = rest.split_whitespace();
    let (state, its_parent) = (words.next()?, words.next()?);
    // A dead child keeps its number until its parent asks after it, but holds nothing any more.
    Some(state != "Z" && its_parent.parse() == Ok(parent))
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    #[test]
    fn children_are_gone_when_they_were_killed() {
        let me = std::process::id();
        let mut sleeper = Command::new("sleep").arg("60").spawn().expect("sleep");
        assert_eq!(is_living_child(sleeper.id(), me), Some(true));
        send(sleeper.id(), Signal::KILL).expect("a signal");
        assert!(!sleeper.wait().expect("an end").success());
        assert_eq!(is_living_child(sleeper.id(), me), None);
        send(sleeper.id(), Signal::KILL).expect("a signal to nobody");
    }

    #[test]
    fn children_of_a_stopped_process_die_before_it() {
        let mut shell = Command::new("sh").args(["-c", "sleep 60 & wait"]).spawn().expect("sh");
        while living_children(shell.id()).expect("/proc").is_empty() {}
        send(shell.id(), Signal::STOP).expect("a signal");
        kill_children(shell.id()).expect("a death");
        assert!(living_children(shell.id()).expect("/proc").is_empty());
        send(shell.id(), Signal::KILL).expect("a signal");
        shell.wait().expect("an end");
    }
}
