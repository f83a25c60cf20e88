//! The reader itself: locks itself in, reads one document from its standard input, answers, and is gone.

mod calls;
mod files;
mod own_limits;

use std::io::{Read, Write};
use std::process::ExitCode;

use serde::Serialize;

use crate::answer::Answer;
use crate::confinement::Confinement;
use crate::kind::Kind;
use crate::limits::{READING, Room};

/// Reads the document on standard input and writes the answer to standard output. Without an answer the
/// document could not be read; the code of the end says nothing more.
#[must_use]
pub fn run(kind: Kind) -> ExitCode {
    // What a panic says could be words of the document.
    std::panic::set_hook(Box::new(|_| {}));
    let Some(confinement) = lock_in(&Room::default()) else { return ExitCode::FAILURE };
    let answer = std::panic::catch_unwind(|| answer(kind, confinement));
    let Ok(Some(answer)) = answer else { return ExitCode::FAILURE };
    let mut output = std::io::stdout().lock();
    match output.write_all(&answer).and_then(|()| output.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// Gives up everything that reading does not need, for good. `None` where not even memory and time can be
/// limited; what else the system does not know is told.
#[must_use]
pub fn lock_in(room: &Room) -> Option<Confinement> {
    // In this order: the first needs a descriptor, and after the last nothing can be given up any more.
    let files = files::close();
    let limits = own_limits::set(room)?;
    let calls = calls::close();
    Some(Confinement { limits, files, calls })
}

fn answer(kind: Kind, confinement: Confinement) -> Option<Vec<u8>> {
    match kind {
        Kind::Report => {
            let limits = report::limits::Limits { time: READING, ..Default::default() };
            let bytes = input(limits.file_bytes)?;
            said(&Answer::from(report::read::read(&bytes, &limits)))
        }
        Kind::Roster => said(&Answer::from(roster::read(&input(roster::MOST_BYTES)?))),
        Kind::Confinement => said(&confinement),
    }
}

fn said<T: Serialize>(answer: &T) -> Option<Vec<u8>> {
    serde_json::to_vec(answer).ok()
}

/// The document, or one byte more than is read of any: then it is told that it is too large.
fn input(most: usize) -> Option<Vec<u8>> {
    let most = u64::try_from(most).ok()?.saturating_add(1);
    let mut bytes = Vec::new();
    std::io::stdin().lock().take(most).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}
